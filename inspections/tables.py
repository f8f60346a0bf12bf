"""One table a list: page, print and Excel. What is counted for a row comes with its query, never row by row."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from core.tables import (
    DASH,
    BadgeColumn,
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    ListColumn,
    NumberColumn,
    Table,
    YearColumn,
    badge,
)
from core.text import short_date
from inspections.choices import Activity, DenunciationResult, Result
from members.choices import Body, Level

RESULT_TONES = {
    Result.GOOD: "done",
    Result.SHORTCOMING: "warn",
    Result.VIOLATION: "warn",
    Result.TO_DISCIPLINE: "late",
}
STAGE_TONES = {"Đã kết luận": "done", "Đang thực hiện": "running"}


def stage_of(record):
    """How far an inspection has come, in a word."""
    return "Đã kết luận" if record.concluded else "Đang thực hiện"


def overdue_words(remedy, day):
    """Where a remedy stands on a day: done, done late, overdue by so many days, or still in time."""
    if remedy.done and remedy.done <= day:
        late = bool(remedy.due) and remedy.done > remedy.due
        return f"Xong, quá hạn {(remedy.done - remedy.due).days} ngày" if late else "Đã khắc phục xong"
    if remedy.due is None:
        return "Chưa định hạn"
    days = (remedy.due - day).days
    if days < 0:
        return f"Quá hạn {-days} ngày"
    return "Đến hạn hôm nay" if days == 0 else f"Còn {days} ngày"


def overdue_tone(remedy, day):
    if remedy.done and remedy.done <= day:
        return "warn" if remedy.due and remedy.done > remedy.due else "done"
    return "late" if remedy.due and remedy.due < day else "running"


class SubjectColumn(Column):
    """Whom a row is about; a member with the card number, for there are many Nguyễn Văn A."""

    def __init__(self, verbose_name="Đối tượng", *, path="", **kwargs):
        prefix = f"{path}__" if path else ""
        super().__init__(verbose_name, accessor=f"{prefix}subject", orderable=False, wide=True, **kwargs)

    def text(self, record, value):
        return f"{value} (thẻ {value.card_number})" if hasattr(value, "card_number") else str(value)


class ResultColumn(BadgeColumn):
    """A result in words; nothing yet is said as such."""

    def __init__(self, verbose_name="Kết quả", *, labels=Result, **kwargs):
        super().__init__(verbose_name, labels=labels, tones=RESULT_TONES, **kwargs)


class StageColumn(BadgeColumn):
    def __init__(self, verbose_name="Tình trạng", **kwargs):
        super().__init__(verbose_name, tones=STAGE_TONES, order_by="concluded", **kwargs)

    def text(self, record, value):
        return value


class InspectionTable(Table):
    number = CodeColumn("Số quyết định", link="inspection-detail", width=18)
    decided = DateColumn("Ngày quyết định")
    organization = Column("Tổ chức thực hiện", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    subject_count = NumberColumn("Số đối tượng")
    concluded = DateColumn("Ngày kết luận")
    stage = StageColumn()

    caption = "Các cuộc kiểm tra, giám sát"
    unit = "cuộc"
    wide = True

    def value_stage(self, record):
        return stage_of(record)


class SubjectTable(Table):
    subject = SubjectColumn()
    number = CodeColumn(
        "Số quyết định", accessor="inspection__number", link="inspection-detail", link_to="inspection_id", width=18
    )
    decided = DateColumn("Ngày quyết định")
    organization = Column(
        "Tổ chức thực hiện",
        accessor="inspection__organization",
        order_by="inspection__organization__sort_key",
        wide=True,
    )
    body = ChoiceColumn("Chủ thể", labels=Body)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    contents = ListColumn("Nội dung", width=16)
    topics = ListColumn("Chuyên đề")
    seat = ChoiceColumn("Cấp ủy viên", labels=Level, width=12)
    concluded = DateColumn("Ngày kết luận")
    result = ResultColumn()

    caption = "Đối tượng kiểm tra, giám sát"
    unit = "đối tượng"
    wide = True


class RemedyTable(Table):
    """`day` is the day as of which lateness is said."""

    description = Column("Khuyết điểm", accessor="finding__description", order_by="finding__description", wide=True)
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
    state = BadgeColumn("Tình trạng", orderable=False)

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


class DenunciationTable(Table):
    number = CodeColumn("Số đơn", link="denunciation-detail", width=16)
    received = DateColumn("Ngày nhận")
    organization = Column("Tổ chức giải quyết", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    subject = SubjectColumn("Đối tượng bị tố cáo")
    groups = ListColumn("Nhóm vi phạm", width=16)
    resolved = DateColumn("Ngày giải quyết")
    result = ResultColumn(labels=DenunciationResult)

    caption = "Đơn tố cáo"
    unit = "đơn"
    wide = True


class ProgrammeTable(Table):
    year = YearColumn("Năm")
    organization = Column("Tổ chức ban hành", order_by="organization__sort_key", link="programme-detail", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
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
DONE, RUNNING, NOT_BEGUN = "Đã thực hiện", "Đang thực hiện", "Chưa thực hiện"


class ProgrammeItemTable(Table):
    """Rows carry `is_done` and `is_begun`: see `views.programmes.followed`."""

    number = YearColumn("STT", width=6)
    programme = Column("Chương trình", link="programme-detail", link_to="programme_id", orderable=False, wide=True)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    content = Column("Nội dung", wide=True)
    subjects = ListColumn("Đối tượng", wide=True)
    quarter = ChoiceColumn("Quý", labels=QUARTERS, width=8)
    lead = Column("Phụ trách")
    progress = BadgeColumn("Tiến độ", orderable=False, tones={DONE: "done", RUNNING: "running"})
    inspections = InspectionsColumn("Theo quyết định")

    caption = "Mục chương trình kiểm tra, giám sát"
    unit = "mục"
    wide = True

    def value_progress(self, record):
        if record.is_done:
            return DONE
        return RUNNING if record.is_begun else NOT_BEGUN


class ItemsOfProgramme(ProgrammeItemTable):
    """The lines of one programme, each with the way to record the inspection that carries it out."""

    programme = None
    document = Column("Văn bản", orderable=False)
    start = CodeColumn("Thực hiện", orderable=False, exclude_from_export=True)
    caption = "Các mục của chương trình"
    wide = False

    def value_document(self, record):
        day = f"ngày {short_date(record.document_date)}" if record.document_date else ""
        return " ".join(part for part in (record.document_number, day) if part)

    def value_start(self, record):
        return "" if record.is_done else "Ghi cuộc"

    def render_start(self, record, value):
        programme = record.programme
        query = {
            "organization": programme.organization.code,
            "body": programme.body,
            "activity": record.activity,
            "item": f"{programme.year}/{record.number}",
        }
        return format_html('<a href="{}?{}">{}</a>', reverse("inspection-create"), urlencode(query), value)
