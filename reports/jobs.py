"""The kinds of background jobs. A new one is a function that yields result files, and a line in KINDS.

    def briefings(context):
        units = context.units()
        for place, unit in enumerate(units, 1):
            ...                                          # read with the rights of `context.user`
            yield Result("giao-ban-2026-Q1.docx", content)
            context.progress(place, len(units))          # counted on the page; ends the job when it may not go on

    KINDS = ... Kind("briefings", "Báo cáo giao ban", can_read_records, briefings)

Of three files or more an archive of all is made, too. A refusal that the user should read is a ValidationError.
Files appear only when the whole job is done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from core.periods import Period
from core.text import number
from core.workbook import UnreadableWorkbook
from members.models import Organization, Standing
from members.permissions import can_read_records, can_write_records, own_member
from reports import exports, intake
from reports.briefing import compose
from reports.imports import Collision
from reports.models import Import
from reports.outputs import excel, forms_book, word
from reports.permissions import can_export
from reports.statistics import tables


@dataclass(frozen=True)
class Result:
    """A file that a job made; its ending (docx, xlsx, pdf ...) says what it is."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Context:
    """What a job is about, and for whom it is made."""

    organization: Organization
    period: Period | None
    """Not every kind is about one."""
    parameters: dict
    user: User
    progress: Callable[[int, int], None]
    """`progress(done, total)`: call it before the first step and after each one."""
    still_wanted: Callable[[], None]
    """Call it last in a transaction whose work can't be thrown away afterwards; it ends the job when it was stopped."""

    def units(self):
        """The organization and, if asked for, each one directly below it that stood in the period."""
        if not self.parameters.get("subordinates"):
            return [self.organization]
        still = Q(valid_until__isnull=True) | Q(valid_until__gte=self.period.first)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=self.period.last)
        stood = Standing.objects.filter(still, begun, parent=self.organization).order_by().values("organization")
        below = Organization.objects.visible_to(self.user).filter(still, pk__in=stood)
        return [self.organization, *below.order_by("sort_key", "pk")]


@dataclass(frozen=True)
class Kind:
    """A kind of job: who may have it made of an organization, and how it is made."""

    code: str
    title: str
    permission: Callable[[User, Organization | None], bool]
    run: Callable[[Context], Iterable[Result]]
    unit: str = "đơn vị"
    """What is counted: "12/45 đơn vị"."""
    asked_at: str = "job-create"
    """Name of the page where it is asked for: the form of all kinds, or a page of its own."""
    page: Callable[[dict], str] | None = None
    """The address of what the parameters of a job are about, where it has a page of its own."""


def briefings(context):
    """The briefing of each organization in Word and in Excel."""
    units = context.units()
    context.progress(0, len(units))
    for place, unit in enumerate(units, 1):
        briefing = compose(unit, context.period, context.user)
        name = partial(file_name, "giao-ban", unit, context.period)
        yield Result(name("docx"), word.render(briefing))
        yield Result(name("xlsx"), excel.render(briefing))
        context.progress(place, len(units))


def forms(context):
    """All statistical forms of each organization in one workbook."""
    units = context.units()
    context.progress(0, len(units))
    for place, unit in enumerate(units, 1):
        content = forms_book.render(
            tables(unit, context.period, context.user), without_own=bool(own_member(context.user))
        )
        yield Result(file_name("bieu-thong-ke", unit, context.period, "xlsx"), content)
        context.progress(place, len(units))


def workbook(context):
    """The data of the organization's tree in the format of the import."""
    context.progress(0, 1)
    file = BytesIO()
    try:
        with exports.one_moment():
            export = exports.prepared(context.organization, context.user)
            export.write(file, timezone.localdate())
    except exports.TooLargeError as error:
        raise ValidationError(str(error)) from error
    exports.record(export, by=context.user)
    yield Result(exports.file_name(context.organization, timezone.localdate()), file.getvalue())
    context.progress(1, 1)


def imported(context):
    """A long workbook: judged with its rows counted, then written in one step. It leaves no file behind."""
    file = Import.objects.get(pk=context.parameters["import"])
    try:
        examined = intake.rehearse(file, by=context.user, progress=context.progress)
        if not examined.errors:
            examined = intake.commit(file, by=context.user, still_wanted=context.still_wanted)
    except (UnreadableWorkbook, Collision) as error:
        raise ValidationError(str(error)) from error
    except FileNotFoundError:
        raise ValidationError(intake.GONE) from None
    if examined.errors or examined.open_choices():
        what = (
            f"Tệp còn {number(len(examined.errors))} lỗi, {number(examined.open_choices())} dòng chưa chọn cách xử lý"
        )
        raise ValidationError(f"{what}; chưa ghi gì. Hãy mở lại tệp, sửa rồi nhập.")
    return ()


def file_name(what, organization, period, ending):
    """ "giao-ban-hu-sl-01-2026-Q1.docx"."""
    return f"{what}-{slugify(organization.code.replace('.', '-'))}-{period.code}.{ending}"


KINDS = {
    kind.code: kind
    for kind in (
        Kind("briefings", "Báo cáo giao ban (Word, Excel)", can_read_records, briefings),
        Kind("forms", "Tất cả biểu thống kê (Excel)", can_read_records, forms),
        Kind("workbook", "Xuất dữ liệu (Excel)", can_export, workbook, unit="tệp", asked_at="export"),
        Kind(
            "import",
            "Nhập từ Excel",
            can_write_records,
            imported,
            unit="dòng",
            asked_at="import",
            page=lambda parameters: reverse("import-detail", args=[parameters["import"]]),
        ),
    )
}
