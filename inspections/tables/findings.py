from django.utils.html import format_html

from core.tables import (
    BadgeColumn,
    CodeColumn,
    Column,
    DateColumn,
    Table,
    badge,
)
from inspections.choices import RemedyState
from inspections.notices import time_left
from inspections.tables.parts import SubjectColumn


def overdue_words(remedy, day):
    """Where a remedy stands on a day: done, done late, overdue by so many days, or still in time."""
    if remedy.done and remedy.done <= day:
        late = bool(remedy.due) and remedy.done > remedy.due
        return f"Xong, {time_left(remedy.due, remedy.done).lower()}" if late else "Đã khắc phục xong"
    if remedy.due is None:
        return "Chưa định hạn"
    return time_left(remedy.due, day)


def overdue_tone(remedy, day):
    if remedy.done and remedy.done <= day:
        return "warn" if remedy.due and remedy.done > remedy.due else "done"
    return "late" if remedy.due and remedy.due < day else "running"


REMEDY_TONES = {
    RemedyState.OPEN: "running",
    RemedyState.RETURNED: "warn",
    RemedyState.DONE: "running",
    RemedyState.VERIFIED: "done",
}


class PickColumn(Column):
    """A box to mark what may be reported done together."""

    css = "no-print"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, accessor="pk", orderable=False, **kwargs)

    def html(self, record, value):
        if record.done:
            return ""
        label = f"Đánh dấu: {record.requirement or record.finding.description}"
        return format_html('<input type="checkbox" form="bulk" name="remedy" value="{}" aria-label="{}">', value, label)


class RemedyTable(Table):
    """`day` is the day as of which lateness is said."""

    description = Column(
        "Khuyết điểm", accessor="finding__description", order_by="finding__description", link="remedy-detail", wide=True
    )
    pick = PickColumn("Chọn", exclude_from_export=True)
    subject = SubjectColumn(path="finding__subject")
    requirement = Column("Yêu cầu khắc phục", wide=True)
    number = CodeColumn(
        "Số quyết định",
        accessor="finding__subject__inspection__number",
        link="inspection-detail",
        link_to="finding__subject__inspection_id",
        order_by="finding__subject__inspection__number",
        width=18,
    )
    due = DateColumn("Hạn khắc phục")
    done = DateColumn("Ngày xong")
    owner = Column("Chịu trách nhiệm", orderable=False)
    state = BadgeColumn("Thời hạn", orderable=False)
    step = BadgeColumn("Tình trạng", accessor="state", order_by="state", labels=RemedyState, tones=REMEDY_TONES)

    caption = "Yêu cầu khắc phục"
    unit = "việc"
    wide = True

    def __init__(self, *args, day, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)

    def value_state(self, record):
        return overdue_words(record, self.day)

    def render_state(self, record, value):
        return badge(value, overdue_tone(record, self.day))

    def row_class(self, record):
        return "late" if overdue_tone(record, self.day) == "late" else ""
