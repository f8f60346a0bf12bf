"""One table that figures are counted from, and the queries that count it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from core.periods import Period
from members.models import at_itself, in_tree_of, itself_alone, whole_tree, with_actor_then
from members.permissions import own_member
from reports.facts.columns import constant

UNIT = "unit of the tree"
"""Beside the dimensions of a fact: the path of the organization that acted, to count many units in one statement."""
ACTED = {UNIT: "acted_path", "level": "acted_level"}
"""The columns of who acted, placed on another day than the one whose place the row keeps."""
THEN = "stood_path"
"""Where organizations and members stood on the day as of which they are counted."""
COUNTED_ROWS = "counted-rows"
"""The list of what a figure counts, where no list of a lower app narrows down to it."""


@dataclass(frozen=True)
class Fact:
    """Rows of one kind at one stage; `title` says which, `unit` what one of them is.

    `rows(period)` are those of the period, both its days included; `dimensions` name the columns a figure may
    slice by, the same names as the filters of the list; a column is a name, or what makes it from a prefix.
    `list_url` and `stage` lead to that list. `usual` are the dimensions that the briefing slices by: who needs others
    says so. A fact that no report compares is counted for the period itself alone. `measure` is what is summed
    instead of the rows. `letters` and `senders` are for those who may see letters, and who sent them.
    """

    title: str
    unit: str
    rows: Callable[[Period], QuerySet]
    dimensions: dict[str, Any]
    list_url: str
    stage: str = ""
    usual: tuple[str, ...] = ()
    path: str = "path"
    by_year: bool = False
    letters: bool = False
    senders: bool = False
    compared: bool = True
    measure: Any = None
    record: str = "pk"
    """The column with the key of the record that a row belongs to, when it has no page of its own."""

    computed: dict[str, Callable[[Period], Any]] = field(default_factory=dict)
    """More dimensions, worked out from other tables as of the last day of the period; lists don't know them."""
    about: str | None = ""
    """How a row reaches the columns of its subject; None: it is about nobody."""
    case: str = ""
    """How a row reaches its inspection, to count inspections (cuộc) by what they have of subjects."""
    many: str = ""
    """The dimension of which a record may have several values, each a row of its own."""
    before: bool = False
    """As of the day before the period: what was carried over into it."""
    acted: Callable[[Period], Any] | None = None
    """The day on which who acted is placed, or a date of the row, where the row keeps the place of another day."""

    @property
    def sliced_by(self):
        """All dimensions: those of the rows, those worked out, the scope, and pairs of level and body."""
        pairs = {"pair"} if {"level", "body"} <= set(self.dimensions) else set()
        return {*self.dimensions, *self.computed, "scope", *pairs}

    def column(self, dimension, organization, period):
        """What a dimension is called in a query, or how it is worked out there."""
        if dimension == "scope":
            itself = self._place(itself_alone, at_itself, organization, self.rows(period).model)
            own = Case(When(itself, then=Value("own")), default=Value("below"))
            return Cast(own, CharField())
        if dimension == "pair":
            level = self.column("level", organization, period)
            return Concat(level, Value("-"), self.dimensions["body"], output_field=CharField())
        if self.acted and dimension in ACTED:
            return ACTED[dimension]
        if dimension == UNIT:
            return self.path
        if dimension in self.computed:
            return Cast(self.computed[dimension](period), CharField())
        if self.acted and dimension == "actor":
            return self.dimensions[dimension](level=ACTED["level"])
        known = self.dimensions[dimension]
        return known if isinstance(known, str) else known()

    def sliced(self, where, organization, period, user=None):
        """The rows that have a wanted value in each dimension."""
        rows = self._rows_in(period, organization, user)
        for dimension, values in where:
            column = self.column(dimension, organization, period)
            if not isinstance(column, str):
                rows, column = rows.alias(**{f"by_{dimension}": column}), f"by_{dimension}"
            rows = rows.filter(**{f"{column}__in": sorted(values)})
        return rows

    def grouped(self, name, span, period, organization, user=None, dimensions=None, slots=0):
        """Counts of the period in the organization's tree, one row a combination of the dimensions' values.

        `slots` is how many columns of values the joined statement has. For a user who is a member, what concerns them
        isn't counted, as their lists don't show it.
        """
        keys, blanks = self._keys(dimensions, slots, organization, period)
        return (
            self._rows_in(period, organization, user)
            .values(**keys)
            .annotate(n=self.measure or Count("pk"), fact=constant(name), span=constant(span), **blanks)
            .values_list("fact", "span", *keys, *blanks, "n")
        )

    def listed(self, name, span, period, organization, user=None, dimensions=None, slots=0):
        """The same rows one by one: dimension values, the key of the row and of the record it belongs to."""
        keys, blanks = self._keys(dimensions, slots, organization, period)
        columns = {"fact": constant(name), "span": constant(span), **keys, **blanks}
        columns |= {"row": F("pk"), "owner": F(self.record)}
        return self._rows_in(period, organization, user).annotate(**columns).values_list(*columns)

    def _rows_in(self, period, organization, user):
        rows = self.rows(period).order_by()
        if self.acted:
            rows = with_actor_then(rows, self.acted(period), self.path.removesuffix("path"))
        rows = rows.filter(self._place(whole_tree, in_tree_of, organization, rows.model))
        return rows.visible_to(user) if self._may_hide(user) else rows

    def _may_hide(self, user):
        """Whether a list of the user may lack rows: about the user, or of who has left the tree since that day."""
        return own_member(user) or (self.acted and user is not None)

    def _place(self, by_act, as_of, organization, model):
        """Whose rows they are. What there was on a day is counted by the tree of that day, and never regrouped."""
        if self.path == THEN:
            return as_of(organization, self.path)
        return by_act(organization, model, ACTED[UNIT] if self.acted and not organization.regrouped else self.path)

    def _keys(self, dimensions, slots, organization, period):
        """The columns of values, and blank ones up to the width of the joined statement."""
        columns = [self.column(one, organization, period) for one in dimensions or ()]
        keys = {f"k{i}": _text(column) for i, column in enumerate(columns)}
        return keys, {f"k{i}": constant("") for i in range(len(columns), slots)}


def _text(column):
    return Cast(F(column), CharField()) if isinstance(column, str) else column
