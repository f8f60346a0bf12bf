"""The tables that figures are counted from: which rows, put into a period by which date, along which dimensions.

All counts of a page are one statement: a grouped query a fact and a period, joined by `union all`. Each row of the
answer is (fact, period, dimension values..., count).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from core.periods import Period
from discipline.models import Appeal, Decision, DecisionGroup, StrikeOff, Suspension
from inspections.models import Denunciation, Inspection, ProgrammeItem, Remedy, Subject
from members.models import Rating, in_subtree
from members.permissions import own_member

SLOTS = 7
"""Columns for dimensions in the joined statement; a fact has at most so many."""


@dataclass(frozen=True)
class Fact:
    """Rows of one kind at one stage.

    `rows(period)` are those of the period, both its days included; `dimensions` name the columns a figure may
    slice by, the same names as the filters of the list; `list_url` and `stage` lead to that list. A fact that no
    report compares is counted for the period itself alone.
    """

    rows: Callable[[Period], QuerySet]
    dimensions: dict[str, str]
    list_url: str
    stage: str = ""
    path: str = "path"
    by_year: bool = False
    letters: bool = False
    compared: bool = True
    record: str = "pk"
    """The column with the key of the record that a row belongs to, when it has no page of its own."""

    def grouped(self, name, span, period, organization, user=None):
        """Counts of the period in the organization's tree, one row a combination of dimension values.

        For a user who is a member, what concerns them isn't counted, as their lists don't show it.
        """
        keys = self._keys()
        return (
            self._rows_in(period, organization, user)
            .values(**{key: value for key, value in keys.items() if not isinstance(value, Value)})
            .annotate(
                n=Count("pk"),
                fact=_constant(name),
                span=_constant(span),
                **{key: value for key, value in keys.items() if isinstance(value, Value)},
            )
            .values_list("fact", "span", *keys, "n")
        )

    def listed(self, name, span, period, organization, user=None):
        """The same rows one by one: dimension values, the key of the row and of the record it belongs to."""
        keys = self._keys()
        columns = {"fact": _constant(name), "span": _constant(span), **keys, "row": F("pk"), "owner": F(self.record)}
        return self._rows_in(period, organization, user).annotate(**columns).values_list(*columns)

    def _rows_in(self, period, organization, user):
        rows = self.rows(period).filter(in_subtree(organization.path, self.path)).order_by()
        return rows.visible_to(user) if own_member(user) else rows

    def _keys(self):
        slots = [*self.dimensions.values(), *[None] * (SLOTS - len(self.dimensions))]
        return {f"k{i}": _text(column) for i, column in enumerate(slots)}


def _constant(text):
    return Value(text, output_field=CharField())


def _text(column):
    return _constant("") if column is None else Cast(F(column), CharField())


ACTOR = {"level": "level", "body": "body"}
SUBJECT = {"subject": "subject_kind"}
POSITION = {"seat": "seat"}

ACT_OF_SUBJECT = {"activity": "activity", **ACTOR, **SUBJECT, "result": "result", **POSITION}

FACTS = {
    "subject": Fact(
        lambda period: Subject.objects.concluded_in(period),
        ACT_OF_SUBJECT,
        "subject-list",
        "concluded",
        record="inspection_id",
    ),
    "subject_in_progress": Fact(
        lambda period: Subject.objects.in_progress(period.last),
        ACT_OF_SUBJECT,
        "subject-list",
        "in_progress",
        compared=False,
        record="inspection_id",
    ),
    "inspection": Fact(
        lambda period: Inspection.objects.concluded_in(period),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        "concluded",
    ),
    "inspection_in_progress": Fact(
        lambda period: Inspection.objects.in_progress(period.last),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        "in_progress",
    ),
    "decision": Fact(
        lambda period: Decision.objects.decided_in(period),
        {"form": "form", **ACTOR, **SUBJECT, **POSITION},
        "decision-list",
    ),
    "decision_group": Fact(
        lambda period: DecisionGroup.objects.filter(decision__in=Decision.objects.decided_in(period)),
        {"group": "code", "subject": "decision__subject_kind"},
        "decision-list",
        path="decision__path",
        compared=False,
        record="decision_id",
    ),
    "decision_in_force": Fact(
        lambda period: Decision.objects.in_force(period.last),
        {"stands": "stands", **ACTOR, **SUBJECT},
        "decision-list",
        "in_force",
        compared=False,
    ),
    "suspension": Fact(
        lambda period: Suspension.objects.decided_in(period),
        {"kind": "kind", **ACTOR},
        "suspension-list",
        compared=False,
    ),
    "strike_off": Fact(lambda period: StrikeOff.objects.decided_in(period), ACTOR, "strikeoff-list", compared=False),
    "appeal_received": Fact(
        lambda period: Appeal.objects.received_in(period), ACTOR, "appeal-list", "received", compared=False
    ),
    "appeal_resolved": Fact(
        lambda period: Appeal.objects.resolved_in(period),
        {"result": "result", **ACTOR},
        "appeal-list",
        "resolved",
    ),
    "denunciation_received": Fact(
        lambda period: Denunciation.objects.received_in(period),
        {**ACTOR, **SUBJECT},
        "denunciation-list",
        "received",
        letters=True,
        compared=False,
    ),
    "denunciation_resolved": Fact(
        lambda period: Denunciation.objects.resolved_in(period),
        {"result": "result", **ACTOR, **SUBJECT},
        "denunciation-list",
        "resolved",
        letters=True,
    ),
    "remedy_done": Fact(lambda period: Remedy.objects.done_in(period), {}, "remedy-list", "done"),
    "remedy_done_late": Fact(
        lambda period: Remedy.objects.done_late_in(period), {}, "remedy-list", "done_late", compared=False
    ),
    "remedy_overdue": Fact(lambda period: Remedy.objects.overdue(period.last), {}, "remedy-list", "overdue"),
    "remedy_open": Fact(lambda period: Remedy.objects.open(period.last), {}, "remedy-list", "open", compared=False),
    "item_planned": Fact(
        lambda period: _items(period),
        {"activity": "activity", "level": "programme__level", "body": "programme__body"},
        "programme-item-list",
        "planned",
        by_year=True,
        compared=False,
        record="programme_id",
    ),
    "item_done": Fact(
        lambda period: _items(period).done(period.last),
        {"activity": "activity", "level": "programme__level", "body": "programme__body"},
        "programme-item-list",
        "done",
        by_year=True,
        compared=False,
        record="programme_id",
    ),
    "rating": Fact(
        lambda period: Rating.objects.filter(year__gte=period.first.year, year__lte=period.last.year),
        {"year": "year", **SUBJECT, "grade": "grade", "level": "level"},
        "rating-list",
        by_year=True,
        compared=False,
    ),
}


def _items(period):
    """Lines of the programmes of the years that the period touches."""
    years = Q(programme__year__gte=period.first.year, programme__year__lte=period.last.year)
    return ProgrammeItem.objects.counted().filter(years)
