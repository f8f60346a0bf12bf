"""Tables of briefings and of the chairs' conclusions."""

from core.tables import BadgeColumn, CodeColumn, Column, DateColumn, NumberColumn, Table, badge
from core.text import capitalized
from inspections.notices import time_left
from reports.choices import BriefingState, ConclusionState
from reports.models import Briefing, Conclusion

BRIEFING_TONES = {
    BriefingState.PLANNED: "",
    BriefingState.FROZEN: "running",
    BriefingState.HELD: "done",
    BriefingState.CLOSED: "done",
    BriefingState.CANCELLED: "",
}
CONCLUSION_TONES = {
    ConclusionState.OPEN: "running",
    ConclusionState.REPORTED: "warn",
    ConclusionState.CONFIRMED: "done",
    ConclusionState.DROPPED: "",
}


class BriefingTable(Table):
    period = CodeColumn("Kỳ", link="briefing-detail", order_by=("first", "last"))
    organization = Column("Tổ chức họp", order_by="organization__sort_key", wide=True)
    cutoff = DateColumn("Số liệu đến")
    held = DateColumn("Ngày họp")
    chaired_by = Column("Chủ trì", order_by="chair")
    state = BadgeColumn("Tình trạng", tones=BRIEFING_TONES)
    all_conclusions = NumberColumn("Số kết luận")
    running_conclusions = NumberColumn("Chưa xong")

    caption, unit = "Hội nghị giao ban", "hội nghị"

    class Meta(Table.Meta):
        model = Briefing
        fields = ()

    def value_period(self, record):
        label = record.period.label
        return capitalized(label)


def standing(conclusion, day):
    """Where a conclusion stands on a day, in words and tone."""
    if conclusion.state != ConclusionState.OPEN:
        late = conclusion.done and conclusion.done > conclusion.due
        return ("Xong, " + time_left(conclusion.due, conclusion.done).lower(), "warn") if late else ("", "")
    return time_left(conclusion.due, day), "late" if conclusion.due < day else "running"


class ConclusionTable(Table):
    """`day` is the day as of which lateness is said."""

    text = Column("Kết luận", link="conclusion-detail", wide=True)
    owner = Column("Chịu trách nhiệm", order_by=("owner_organization__sort_key", "owner_name"), wide=True)
    briefing = CodeColumn("Hội nghị", accessor="briefing", order_by="briefing__cutoff")
    due = DateColumn("Hạn")
    deadline = BadgeColumn("Thời hạn", accessor="pk", orderable=False)
    done = DateColumn("Ngày xong")
    state = BadgeColumn("Tình trạng", tones=CONCLUSION_TONES)

    caption, unit = "Kết luận giao ban", "kết luận"
    wide = True

    class Meta(Table.Meta):
        model = Conclusion
        fields = ()

    def __init__(self, *args, day, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)

    def value_briefing(self, record):
        return record.briefing.period.label

    def value_deadline(self, record):
        return standing(record, self.day)[0]

    def render_deadline(self, record, value):
        return badge(*standing(record, self.day))

    def row_class(self, record):
        return "late" if standing(record, self.day)[1] == "late" else ""


class OfBriefingTable(ConclusionTable):
    """The conclusions on the page of their own briefing."""

    number = NumberColumn("Số", width=6)

    class Meta(ConclusionTable.Meta):
        sequence = ("number", "...")
        exclude = ("briefing",)
