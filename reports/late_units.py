"""Which direct subordinates are late, and with what."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Count, Max, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse

from core.periods import Period
from inspections.models import Remedy
from members.models import Organization, column_then, in_tree_of, not_over, step_below, with_subject_place
from members.permissions import own_member
from reports.calendars import reported_as
from reports.coverage import sizes_of
from reports.figures import Number
from reports.submissions import missing_units, units_on

LATE_UNITS = 5
SUBJECT = "finding__subject__"


@dataclass(frozen=True)
class LateUnit:
    """A direct subordinate with remedies overdue at the end of the period."""

    key: int
    name: str
    overdue: Number
    oldest_due: date
    days: int


@dataclass(frozen=True)
class Returns:
    """How many direct subordinates have handed in a return that covers a period."""

    period: Period
    """The reported period whose board shows them."""
    url: str
    units: int
    missing: int

    @property
    def handed_in(self):
        return self.units - self.missing


def return_sets(organization, period):
    """What `returns_of` counts: the direct subordinates, and those without a return that covers the period."""
    if reported_as(period) is None:
        return {}
    return {"units": units_on(organization, period.last), "missing": missing_units(organization, period)}


def returns_of(organization, period, sizes=None) -> Returns | None:
    """Which returns of the organization's units are in; None where nobody hands in, or no return covers the period.

    `sizes` of the sets, where they were counted with others.
    """
    sizes = sizes_of(return_sets(organization, period)) if sizes is None else sizes
    if not sizes.get("units"):
        return None
    reported = reported_as(period)
    query = urlencode({"organization": organization.code, "period": reported.code})
    return Returns(reported, f"{reverse('submission-board')}?{query}", sizes["units"], sizes["missing"])


def late_units(organization, period, user=None):
    """The direct subordinates with the most overdue remedies at the end of the period, the longest late first."""
    rows = Remedy.objects.within(organization).overdue(period.last)
    rows = rows.visible_to(user) if own_member(user) else rows
    rows = with_subject_place(rows, period.last, SUBJECT).filter(in_tree_of(organization, "subject_place"))
    rows = rows.alias(step=step_below(organization, "subject_place")).exclude(step="")
    then = not_over(Value(period.last))
    counted = rows.values(unit=Cast("step", BigIntegerField())).annotate(
        n=Count("pk"), oldest=Min("due"), code=_of_unit("code"), name=Max(column_then("name", "unit", then))
    )
    worst = counted.order_by("-n", "oldest", "unit")[:LATE_UNITS]
    return [_late_unit(organization, period, row) for row in worst]


def _of_unit(column):
    """A column of the unit; all rows of a group name the same one."""
    return Max(Subquery(Organization.objects.filter(pk=OuterRef("unit")).order_by().values(column)[:1]))


def _late_unit(organization, period, row):
    query = {
        "organization": organization.code,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "stage": "overdue",
        "unit": row["code"],
        "unit_on": period.last.isoformat(),
    }
    overdue = Number(row["n"], f"{reverse('remedy-list')}?{urlencode(query)}")
    return LateUnit(row["unit"], row["name"], overdue, row["oldest"], (period.last - row["oldest"]).days)
