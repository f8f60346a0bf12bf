"""The values of measures: asked for together, counted in one statement a period, and one more for other units."""

from collections import defaultdict

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Concat

from reports.facts import FACTS
from reports.figures import Counts, keys_of

STATEMENT_PARTS = 100
"""Counts joined in one statement; SQLite takes at most 500."""


class Counted:
    """The values of some measures in some periods. Asked for together: one statement a period, and one for units."""

    def __init__(self, organization, user=None):
        self.organization, self.user = organization, user
        self._wanted = defaultdict(set)
        self._counts, self._units = {}, {}

    def want(self, measure, period):
        """Say beforehand what will be asked for."""
        self._wanted[period] |= set(measure.parts)

    def value(self, measure, period):
        """How many; None where the user may not see what it counts."""
        if not set(measure.parts) <= self._wanted[period] or period not in self._counts:
            self.want(measure, period)
            self._count(period)
        if not all(self._counts[period].has(part.fact) for part in measure.parts):
            return None
        return sum(self._value(part, period) for part in measure.parts)

    def _value(self, part, period):
        return self._units[period].get(part, 0) if part.unit else self._counts[period].value(part)

    def _count(self, period):
        wanted = self._wanted[period]
        self._counts[period] = Counts.of_figures(self.organization, {"now": period}, wanted, self.user)
        units = [part for part in wanted if part.unit and self._counts[period].has(part.fact)]
        self._units[period] = dict(self._distinct(units, period))

    def _distinct(self, figures, period):
        for begin in range(0, len(figures), STATEMENT_PARTS):
            some = figures[begin : begin + STATEMENT_PARTS]
            first, *others = (self._distinct_query(one, place, period) for place, one in enumerate(some))
            for place, found in first.union(*others, all=True) if others else first:
                yield some[int(place)], found

    def _distinct_query(self, figure, place, period):
        fact = FACTS[figure.fact]
        rows = fact.sliced(figure.where, self.organization, period, self.user)
        mark = Value(str(place), output_field=CharField())
        return rows.values(mark=mark).annotate(found=_distinct_count(figure)).values_list("mark", "found")


def _distinct_count(figure):
    """Of the letters of several organizations with one number each is its own."""
    keys = keys_of(figure)
    if figure.unit == "letter":
        return Count(Concat(Cast("organization", CharField()), Value("/"), "number"), distinct=True)
    counts = [Count(key, distinct=True) for key in keys]
    return sum(counts[1:], counts[0])
