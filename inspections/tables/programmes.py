from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.tables import (
    DASH,
    BadgeColumn,
    ChoiceColumn,
    CodeColumn,
    Column,
    ListColumn,
    NumberColumn,
    Table,
    YearColumn,
)
from core.text import short_date
from inspections.choices import Activity, ProgrammeScope, ProgrammeState
from inspections.progress import Progress, progress_of
from members.choices import Body

PROGRAMME_TONES = {ProgrammeState.DRAFT: "", ProgrammeState.CLOSED: "done"} | dict.fromkeys(
    (ProgrammeState.APPROVED, ProgrammeState.ADJUSTED), "running"
)


class ProgrammeTable(Table):
    year = YearColumn("Năm")
    organization = Column("Tổ chức ban hành", order_by="organization__sort_key", link="programme-detail", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    state = BadgeColumn("Tình trạng", labels=ProgrammeState, tones=PROGRAMME_TONES)
    item_count = NumberColumn("Số mục")
    done_count = NumberColumn("Đã thực hiện")

    caption = "Chương trình kiểm tra, giám sát"
    unit = "chương trình"


class InspectionsColumn(ListColumn):
    """The inspections that carry out a line, by the numbers of their decisions."""

    css = "code"

    def text(self, record, value):
        return "; ".join(inspection.number for inspection in value.all())

    def html(self, record, value):
        links = ((reverse("inspection-detail", args=[one.pk]), one.number) for one in value.all())
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or DASH


QUARTERS = [(1, "I"), (2, "II"), (3, "III"), (4, "IV")]
PROGRESS_TONES = {
    Progress.DONE: "done",
    Progress.RUNNING: "running",
    Progress.SLOW: "warn",
    Progress.LATE: "late",
}


class ProgrammeItemTable(Table):
    """Rows carry `is_done` and `is_begun`: see `views.programmes.followed`."""

    number = YearColumn("STT", width=6)
    programme = Column("Chương trình", link="programme-detail", link_to="programme_id", orderable=False, wide=True)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    content = Column("Nội dung", wide=True)
    subjects = ListColumn("Đối tượng", wide=True)
    quarter = ChoiceColumn("Quý", labels=QUARTERS, width=8)
    lead = Column("Phụ trách")
    progress = BadgeColumn("Tiến độ", orderable=False, labels=Progress, tones=PROGRESS_TONES)
    inspections = InspectionsColumn("Theo quyết định")

    caption = "Mục chương trình kiểm tra, giám sát"
    unit = "mục"
    wide = True

    def __init__(self, *args, day, **kwargs):
        self.day = day
        super().__init__(*args, **kwargs)

    def value_progress(self, record):
        return progress_of(record, self.day)


class ItemsOfProgramme(ProgrammeItemTable):
    """The lines of one programme, each with the way to record the inspection that carries it out."""

    programme = None
    document = Column("Văn bản", orderable=False)
    cancel = CodeColumn("Hủy mục", orderable=False, exclude_from_export=True)
    start = CodeColumn("Thực hiện", orderable=False, exclude_from_export=True)
    caption = "Các mục của chương trình"
    wide = False

    def value_document(self, record):
        day = f"ngày {short_date(record.document_date)}" if record.document_date else ""
        return " ".join(part for part in (record.document_number, day) if part)

    def value_cancel(self, record):
        return "" if record.is_begun or record.cancelled else "Hủy mục"

    def render_cancel(self, record, value):
        return format_html('<a href="{}">{}</a>', reverse("programme-item-cancel", args=[record.pk]), value)

    def value_start(self, record):
        """What is planned for this year or later is prepared here; an earlier one is recorded from its papers."""
        if record.is_done or record.cancelled or record.programme.scope == ProgrammeScope.TERM:
            return ""
        return "Ghi cuộc" if self.is_past(record) else "Chuẩn bị cuộc"

    def render_start(self, record, value):
        name = "inspection-create" if self.is_past(record) else "inspection-prepare"
        return format_html('<a href="{}?line={}">{}</a>', reverse(name), record.pk, value)

    def is_past(self, record):
        return record.programme.year < self.day.year
