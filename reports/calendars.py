"""Which days a return counts, and when it is due: the rule of the nearest organization above, or the shipped one.

Periods: 885-QĐ/UBKTTW of 29/12/2022, article 3 [C]; the days are not public, so what ships says "chưa xác nhận" [M].
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from core import periods
from core.periods import Period
from members.models import Organization, Standing
from members.models.scoping import steps_above
from reports.choices import PeriodKind
from reports.models import ReportingRule

SHIPPED = Path(__file__).parent / "data" / "reporting_calendar.toml"
KIND_OF_MONTHS = {6: PeriodKind.HALF, 9: PeriodKind.NINE, 12: PeriodKind.YEAR}
MONTHS_OFFERED = 6
NO_KIND = (
    "Kỳ này không nằm trong chế độ báo cáo. Hãy chọn tháng, quý, hoặc 6 tháng, 9 tháng, năm (số liệu tính từ đầu năm)."
)


@dataclass(frozen=True)
class Calendar:
    """What holds for a return: the days it counts, when it is due, on what this rests, and whether that is sure."""

    period: Period
    counted_from: date
    cut_off: date
    due: date
    form: str
    source: str
    confirmed: bool
    organization: Organization | None = None
    """Whose rule it is; none for what ships."""

    @property
    def counted(self):
        return periods.of_dates(self.counted_from, self.cut_off)


def kind_of(period):
    """The kind of a reported period; None when the reporting regime knows no such period."""
    if period.kind in ("month", "quarter"):
        return PeriodKind(period.kind)
    return KIND_OF_MONTHS.get(period.months) if period.first.month == 1 else None


def receiver_of(organization, day):
    """To whom an organization reports on a day: the one above it then."""
    standing = Standing.objects.on(day).filter(organization=organization).select_related("parent").first()
    return standing.parent if standing else organization.parent


def calendar_of(organization, period):
    """What holds for the organization's own return, which goes to the one above it."""
    return calendar_under(receiver_of(organization, period.last) or organization, period)


def calendar_under(receiver, period):
    """What holds for the returns that come to an organization, by those above it on the last day of the period.

    ValueError when no such period is reported.
    """
    kind = kind_of(period)
    if kind is None:
        raise ValueError(NO_KIND)
    above = [*steps_above(receiver.standing_on(period.last).path), receiver.pk]
    rules = ReportingRule.objects.filter(organization__in=above, kind=kind, effective_from__lte=period.last)
    found = max(
        rules.select_related("organization").order_by("pk"),
        key=lambda rule: (above.index(rule.organization_id), rule.effective_from),
        default=None,
    )
    return _of_rule(found, period) if found else _shipped(kind, period)


def _of_rule(rule, period):
    counted_from, cut_off, due = _days(period, rule.starts, rule.cuts_off, rule.due)
    source = rule.source or "Chưa ghi căn cứ"
    return Calendar(period, counted_from, cut_off, due, rule.form, source, rule.confirmed, rule.organization)


def _shipped(kind, period):
    data = shipped()
    counted_from, cut_off, due = _days(period, **data["kinds"][kind])
    return Calendar(period, counted_from, cut_off, due, data["form"], data["source"], confirmed=False)


def _days(period, starts, cuts_off, due):
    cut_off = period.last + timedelta(days=cuts_off)
    return period.first + timedelta(days=starts), cut_off, cut_off + timedelta(days=due)


@cache
def shipped():
    """The readable file that ships."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def reported_periods(today):
    """The periods to choose from: those of this year and the last, first the ones from 1 January, and past months."""
    found = []
    for year in (today.year, today.year - 1):
        found += [periods.year(year), *(periods.first_months(year, months) for months in (9, 6, 3))]
        found += [periods.quarter(year, number) for number in (4, 3, 2)]
    month = periods.month(today.year, today.month)
    for _ in range(MONTHS_OFFERED):
        found.append(month)
        month = month.previous
    return [period for period in found if period.first <= today]


def latest_period(today):
    """The latest period from 1 January that is over: the one whose returns come in."""
    over = (period for period in reported_periods(today) if period.first.month == 1 and period.months > 1)
    return next(period for period in over if period.last < today)


def reported_as(period):
    """The period whose returns tell of a period: itself, or the one from 1 January to its last day; None for others."""
    if kind_of(period):
        return period
    since_january = periods.of_dates(date(period.last.year, 1, 1), period.last)
    return since_january if kind_of(since_january) else None
