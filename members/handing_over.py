"""Open matters go over to the successor when an organization ends, and come back when that is annulled.

Each floor declares its matters; what is closed stays with the organization that did it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, NullIf

from accounts import history
from accounts.choices import Act
from core.bulk import Keys, insert
from core.lots import fetch
from members.choices import ActKind
from members.models import Assignment, Handover, ReorganizationAct


@dataclass(frozen=True)
class Matter:
    """A kind of record that somebody must go on with."""

    code: str
    label: str
    model: type[Model]
    open_since: Callable
    """Condition from the day of a reorganization: what is still to be done on and after it."""
    column: str = "organization"
    holder: Any = None
    """Who has to do it, where that is not just the column."""
    url_name: str = ""
    related: tuple = ()
    unique_with: tuple = ()
    """Columns of which the successor has one row only: a second one stays where it is."""
    follows_merges_only: bool = False

    def at(self, organization_ids, day):
        """The open rows of some organizations, each with its `holder_id`."""
        holder = self.holder or F(f"{self.column}_id")
        rows = self.model._base_manager.alias(holder_id=holder).annotate(holder_id=holder)
        return rows.filter(self.open_since(day), holder_id__in=organization_ids)

    def visible_at(self, user, organization_ids, day):
        """Those of them that a user may see."""
        rows = self.at(organization_ids, day)
        visible = getattr(self.model.objects.all(), "visible_to", None)
        return rows.filter(pk__in=visible(user).order_by().values("pk")) if visible else rows

    def takes(self, act):
        return act.kind == ActKind.MERGE or not self.follows_merges_only


def _always(day):
    return Q()


ASSIGNMENTS = Matter(
    "assignment",
    "Phân công người dùng",
    Assignment,
    _always,
    url_name="",
    related=("user", "organization"),
    unique_with=("user_id", "role"),
    follows_merges_only=True,
)
"""A user's role goes with a merge, into an organization of the same kind. It never climbs to the one above: a right
over a district that ended would become one over its province."""


@dataclass
class Taken:
    """What was handed over or given back."""

    organization_ids: set = field(default_factory=set)
    users: dict = field(default_factory=dict)
    entries: list = field(default_factory=list)


HANDED = ("act", "table", "row", "column", "before", "after", "version")


def take_over(matters, organization_ids):
    """Hand what is open at ended organizations over to those that go on with their work, one end after the other."""
    taken = Taken()
    acts = ReorganizationAct.objects.effective().ending().in_order().select_related("reorganization")
    acts = sorted(fetch(acts, "organization_id", organization_ids), key=lambda act: act.reorganization.day)
    for day, todays in groupby(acts, key=lambda act: act.reorganization.day):
        todays = list(todays)
        for matter in matters:
            _hand_over(matter, {act.organization_id: act for act in todays if matter.takes(act)}, day, taken)
    return taken


def _hand_over(matter, acts, day, taken):
    rows = list(matter.at(acts, day).select_related(*matter.related)) if acts else []
    rows = _without_clashes(matter, rows, acts)
    handovers = []
    for row in rows:
        act = acts[row.holder_id]
        before, version = getattr(row, f"{matter.column}_id"), getattr(row, "version", None)
        after = (before, act.target_id, version + 1 if version else None)
        handovers.append((act.pk, matter.model._meta.label_lower, row.pk, matter.column, *after))
        told = {matter.column: before}, {matter.column: act.target_id}
        taken.entries.append(history.Entry(Act.UPDATE, row, *told, reason=str(act.reorganization)))
        taken.organization_ids |= {row.holder_id, act.target_id}
    insert(Handover, HANDED, handovers)
    told = Handover.objects.filter(act__in=[act.pk for act in acts.values()])
    _set(matter, rows, _told(matter, told, "after"), Coalesce("taken_from", "organization"))
    if matter.model is Assignment:
        taken.users |= {row.user_id: row.user for row in rows}


def _without_clashes(matter, rows, acts):
    """The rows that the successor has no counterpart of."""
    if not matter.unique_with:
        return rows
    targets = {act.target_id for act in acts.values()}
    there = matter.model._base_manager.filter(**{f"{matter.column}__in": targets})
    seen = set(there.values_list(f"{matter.column}_id", *matter.unique_with))
    kept = []
    for row in rows:
        key = (acts[row.holder_id].target_id, *(getattr(row, name) for name in matter.unique_with))
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def _told(matter, handovers, column):
    """What the handover of each row tells."""
    of_row = handovers.filter(table=matter.model._meta.label_lower, column=matter.column, row=OuterRef("pk"))
    return Subquery(of_row.order_by().values(column)[:1])


def _set(matter, rows, told, begun_by):
    """Write who holds some rows, with the next version, and who began them."""
    if not rows:
        return
    names = {column.name for column in matter.model._meta.concrete_fields}
    values = {matter.column: told}
    if "version" in names:
        values["version"] = F("version") + 1
    if "taken_from" in names and matter.column == "organization":
        values["taken_from"] = begun_by
    matter.model._base_manager.filter(pk__in=Keys(row.pk for row in rows)).update(**values)


def put_back(matters, decision):
    """Give back what a decision handed over, if nobody touched it since; what was touched stays where it is."""
    taken, by_place = Taken(), defaultdict(list)
    for one in Handover.objects.filter(act__reorganization=decision):
        by_place[one.table, one.column].append(one)
    for matter in matters:
        handed = {one.row: one for one in by_place.pop((matter.model._meta.label_lower, matter.column), ())}
        if handed:
            _put_back(matter, handed, decision, taken)
    return taken


def _put_back(matter, handed, decision, taken):
    open_rows = matter.model._base_manager.filter(matter.open_since(decision.day), pk__in=Keys(handed))
    untouched = []
    for row in open_rows.select_related(*matter.related):
        one = handed[row.pk]
        if getattr(row, f"{matter.column}_id") == one.after_id and getattr(row, "version", None) == one.version:
            untouched.append(row)
            told = {matter.column: one.after_id}, {matter.column: one.before_id}
            taken.entries.append(history.Entry(Act.UPDATE, row, *told, reason=f"Hủy {decision}"))
            taken.organization_ids |= {one.after_id, one.before_id} - {None}
            if matter.model is Assignment:
                taken.users[row.user_id] = row.user
    before = _told(matter, Handover.objects.filter(act__reorganization=decision), "before")
    _set(matter, untouched, before, NullIf("taken_from", before))
