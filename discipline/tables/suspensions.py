from django.utils import timezone

from core.tables import BadgeColumn, ChoiceColumn, CodeColumn, Column, DateColumn, Table, badge
from discipline.models import StrikeOff, Suspension
from inspections.notices import time_left


def state_of_suspension(row, day):
    """Where a suspension stands on a day, in words and tone."""
    if row.ended:
        return "Đã chấm dứt", "done"
    if day < row.since:
        return "Chưa bắt đầu", ""
    words = time_left(row.until, day)
    return words, "late" if row.until < day else "running"


class SuspensionTable(Table):
    number = CodeColumn("Số quyết định", link="suspension-detail", width=18)
    kind = ChoiceColumn("Loại", width=26)
    subject = Column(
        "Đối tượng",
        order_by=("subject_kind", "subject_organization__sort_key", "subject_member__sort_key"),
        wide=True,
    )
    organization = Column("Tổ chức quyết định", order_by="organization__sort_key", wide=True)
    since = DateColumn("Từ ngày")
    until = DateColumn("Đến hết ngày")
    state = BadgeColumn("Tình trạng", orderable=False)

    caption = "Danh sách quyết định đình chỉ"
    unit = "quyết định"
    wide = True

    class Meta(Table.Meta):
        model = Suspension
        fields = ()

    def value_state(self, record):
        return state_of_suspension(record, timezone.localdate())[0]

    def render_state(self, record, value):
        return badge(value, state_of_suspension(record, timezone.localdate())[1])

    def row_class(self, record):
        return "late" if state_of_suspension(record, timezone.localdate())[1] == "late" else ""


class StrikeOffTable(Table):
    number = CodeColumn("Số quyết định", link="strikeoff-detail", width=18)
    decided = DateColumn("Ngày quyết định")
    member = Column("Đảng viên dự bị", order_by="member__sort_key", wide=True)
    organization = Column("Tổ chức quyết định", order_by="organization__sort_key", wide=True)
    reason = Column("Lý do", orderable=False, wide=True)

    caption = "Danh sách xóa tên đảng viên dự bị"
    unit = "quyết định"

    class Meta(Table.Meta):
        model = StrikeOff
        fields = ()
