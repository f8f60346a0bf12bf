from core.tables import ChoiceColumn, Column, DateColumn, ListColumn, Table
from discipline.models import Decision
from members.choices import Level


class DecisionTable(Table):
    number = Column("Số quyết định", link="decision-detail")
    decided = DateColumn("Ngày quyết định")
    organization = Column("Tổ chức ra quyết định", order_by="organization__sort_key")
    body = ChoiceColumn("Chủ thể")
    level = ChoiceColumn("Cấp")
    subject_kind = ChoiceColumn("Loại đối tượng")
    subject = Column(
        "Đối tượng bị kỷ luật",
        order_by=("subject_kind", "subject_organization__sort_key", "subject_member__sort_key"),
    )
    seat = ChoiceColumn("Cấp ủy viên", labels=Level)
    form = ChoiceColumn("Hình thức")
    groups = ListColumn("Nhóm vi phạm")
    other_handling = ListColumn("Xử lý pháp luật, hành chính")

    caption = "Danh sách quyết định kỷ luật"
    unit = "quyết định"
    wide = True

    class Meta(Table.Meta):
        model = Decision
        fields = ()


class QuestionTable(DecisionTable):
    """Decisions that a rule of their day questions, with what it says; `questions` by the key of the decision."""

    told = ListColumn("Điều quy định đặt vấn đề", empty_values=(), wide=True)

    caption = "Quyết định cần xem lại"

    class Meta(DecisionTable.Meta):
        exclude = ("subject_kind", "groups", "level", "other_handling")

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions

    def value_told(self, record):
        return self.questions.get(record.pk, [])
