from django.utils import timezone

from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, NumberColumn, Table, badge
from reports.models import ReportingRule, Submission
from reports.submissions import TONES


class SubmissionTable(Table):
    period = Column("Kỳ báo cáo", link="submission-detail", order_by=("-last", "first"), width=22)
    organization = Column("Đơn vị", order_by="organization__sort_key", wide=True)
    receiver = Column("Nộp cho", order_by="receiver__sort_key", wide=True)
    state = BadgeColumn("Tình trạng", tones=TONES)
    due = DateColumn("Hạn nộp")
    submitted_on = DateColumn("Ngày nộp")
    late = NumberColumn("Số ngày chậm", orderable=False)
    submitted_by = Column("Người nộp", order_by="submitted_by__full_name")

    caption = "Danh sách báo cáo của đơn vị"
    unit = "báo cáo"
    wide = True

    class Meta(Table.Meta):
        model = Submission
        fields = ()

    def value_period(self, record):
        return record.span.label

    def value_late(self, record):
        return record.days_late(timezone.localdate()) or None

    def row_class(self, record):
        return "late" if not record.is_handed_in and record.days_late(timezone.localdate()) else ""


class ReportingRuleTable(Table):
    organization = Column("Tổ chức nhận báo cáo", link="calendar-update", order_by="organization__sort_key", wide=True)
    kind = ChoiceColumn("Kỳ báo cáo")
    effective_from = DateColumn("Áp dụng từ")
    starts = Column("Tính việc từ", orderable=False)
    cuts_off = Column("Chốt số liệu", orderable=False)
    due = Column("Hạn nộp")
    source = Column("Căn cứ", orderable=False, wide=True)
    confirmed = Column("Độ tin cậy")

    caption = "Lịch báo cáo"
    unit = "quy định"
    wide = True

    class Meta(Table.Meta):
        model = ReportingRule
        fields = ()

    def value_starts(self, record):
        return "Ngày đầu kỳ" if not record.starts else f"{-record.starts} ngày trước kỳ"

    def value_cuts_off(self, record):
        return "Ngày cuối kỳ" if not record.cuts_off else f"{-record.cuts_off} ngày trước cuối kỳ"

    def value_due(self, record):
        return f"{record.due} ngày sau ngày chốt"

    def value_confirmed(self, record):
        return "Đã xác nhận" if record.confirmed else "Chưa xác nhận"

    def render_confirmed(self, record, value):
        return badge(value, "done" if record.confirmed else "warn")
