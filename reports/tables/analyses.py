from django.urls import reverse

from core.tables import Column, DateColumn, Table
from reports.facts import FACTS
from reports.pivot import question_of


def title_of(saved):
    """What is counted; by its name alone where the program no longer knows it."""
    return FACTS[saved.fact].title if saved.fact in FACTS else saved.fact


class QuestionColumn(Column):
    """A name that opens what was asked, counted anew."""

    def linker(self):
        return lambda saved: address_of(saved)


def address_of(saved):
    return f"{reverse('analysis')}?{question_of(saved).query(saved.organization, saved.period)}"


class DeleteColumn(Column):
    """A link to take away one's own."""

    def __init__(self):
        super().__init__("Xóa", accessor="pk", orderable=False, exclude_from_export=True)

    def linker(self):
        return lambda saved: reverse("saved-analysis-delete", args=[saved.pk])

    def text(self, record, value):
        return "Xóa"


class SavedAnalysisTable(Table):
    name = QuestionColumn("Tên", wide=True)
    title = Column("Số liệu", accessor="fact", order_by="fact", wide=True)
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    period = Column("Kỳ")
    shared = Column("Dùng chung")
    by = Column("Người lưu", order_by="by__full_name")
    at = DateColumn("Ngày lưu")
    delete = DeleteColumn()

    caption = "Bảng phân tích đã lưu"
    unit = "bảng phân tích"

    def value_title(self, record):
        return title_of(record)

    def value_period(self, record):
        return record.period or "Chọn khi mở"

    def value_shared(self, record):
        return "Dùng chung" if record.shared else "Riêng"
