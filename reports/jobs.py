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

from django.db.models import Q
from django.utils.text import slugify

from accounts.models import User
from core.periods import Period
from members.models import Organization, Standing
from members.permissions import can_read_records, own_member
from reports.briefing import compose
from reports.outputs import excel, forms_book, word
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
    period: Period
    parameters: dict
    user: User
    progress: Callable[[int, int], None]
    """`progress(done, total)`: call it before the first step and after each one."""

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


def file_name(what, organization, period, ending):
    """ "giao-ban-hu-sl-01-2026-Q1.docx"."""
    return f"{what}-{slugify(organization.code.replace('.', '-'))}-{period.code}.{ending}"


KINDS = {
    kind.code: kind
    for kind in (
        Kind("briefings", "Báo cáo giao ban (Word, Excel)", can_read_records, briefings),
        Kind("forms", "Tất cả biểu thống kê (Excel)", can_read_records, forms),
    )
}
