"""The briefing of an organization and a period: what was done, in the order and the sentences of such reports."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.periods import Period
from core.text import short_date
from members.models import Organization
from members.permissions import own_member
from reports.blocks import Section, Table
from reports.figures import Counts
from reports.sections import (
    discipline,
    leadership,
    letters,
    overview,
    programme,
    ratings,
    remedies,
    reviews,
    supervision,
)

TITLE = "Kết quả công tác kiểm tra, giám sát và thi hành kỷ luật đảng"
REGROUPED = "Số liệu xếp theo cây tổ chức hiện nay, không theo cây tại thời điểm ban hành."
WITHOUT_OWN = "Không gồm việc mà người xem phải hồi tránh, nếu có."


@dataclass(frozen=True)
class Report:
    """A composed report: who reports, title lines, and numbered sections."""

    organization: Organization
    period: Period
    sections: list[Section]
    subtitle: str
    scope: str
    issuer: str
    superior: str = ""
    title: str = TITLE

    @property
    def dates(self):
        return dates_of(self.period)

    @property
    def tables(self):
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]


def compose(organization, period, user=None):
    """The report of the organization's tree. Letters are left out for a user who may not see them."""
    return composed(Counts(organization, spans_of(period), user), period)


def composed(counts, period, more=(), cutoff=None):
    """The report from some counts; `more` are sections that come after those of figures."""
    organization, user = counts.organization, counts.user
    then = organization.standing_on(period.last)
    parts = (
        overview.section,
        supervision.committees,
        supervision.commissions,
        discipline.section,
        letters.section,
        remedies.section,
        programme.section,
        ratings.section,
    )
    return Report(
        organization,
        period,
        [*leadership.sections(counts), *(part(counts) for part in parts), *reviews.sections(counts), *more],
        subtitle=subtitle_of(period, cutoff),
        scope=scope_of(organization, WITHOUT_OWN if own_member(user) else "", period.last),
        issuer=then.name,
        superior=then.parent.name_on(period.last) if then.parent else "",
    )


def dates_of(period):
    return f"{short_date(period.first)} – {short_date(period.last)}"


def subtitle_of(period, cutoff=None):
    """The period by name and dates, and up to which day it is counted when that is not its last."""
    label = period.label
    words = label if label.startswith(("từ ngày", "ngày")) else f"{label} ({dates_of(period)})"
    return f"{words}, số liệu đến hết ngày {short_date(cutoff)}" if cutoff else words


def scope_of(organization, without="", day=None):
    """Whose figures they are, by the name of the day, and what they leave out."""
    told = f"{organization.name_on(day)} và các tổ chức đảng trực thuộc."
    return " ".join(filter(None, [f"Phạm vi: {told}", REGROUPED if organization.regrouped else "", without]))


def spans_of(period, cutoff=None):
    """The period, the one before it and the same one a year earlier, each up to its day of the cut-off."""
    spans = {"now": period, "previous": period.previous, "last_year": period.last_year}
    if cutoff is None or cutoff >= period.last:
        return spans
    return {name: _until(span, period, cutoff) for name, span in spans.items()}


def _until(span, period, cutoff):
    """As much of another period as the cut-off leaves of this one: like is compared with like."""
    if not period.months:
        return Period(span.first, span.first + (cutoff - period.first))
    months = (cutoff.year - period.first.year) * 12 + cutoff.month - period.first.month
    year, month = divmod(span.first.year * 12 + span.first.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    is_end = cutoff.day == monthrange(cutoff.year, cutoff.month)[1]
    return Period(span.first, date(year, month + 1, longest if is_end else min(cutoff.day, longest)))
