"""Figures: one definition a number. Its value, its comparisons and the list it opens come from that definition."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from core.periods import Period
from members.permissions import can_read_denunciations
from reports.facts import FACTS

EMPTY = "none"
"""In a link: rows whose value is empty, such as a concluded subject without a result."""


@dataclass(frozen=True)
class Figure:
    """A fact and a slice of its dimensions: {dimension: values that count}. No slice means all rows of the fact."""

    fact: str
    where: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, **where):
        """The same figure, sliced further ("trong đó"): always a part of this one."""
        slices = dict(self.where)
        for dimension, values in where.items():
            chosen = frozenset([values] if isinstance(values, str) else values)
            slices[dimension] = slices.get(dimension, chosen) & chosen
        return replace(self, where=tuple(sorted(slices.items(), key=lambda pair: pair[0])))

    def url(self, organization, period):
        """Address of the list of exactly the rows that the figure counts."""
        fact = FACTS[self.fact]
        slices = dict(self.where)
        query = [("organization", organization.code), *_dates(fact, period, slices.pop("year", None))]
        if fact.stage:
            query.append(("stage", fact.stage))
        for dimension, values in slices.items():
            query += [(dimension, value or EMPTY) for value in sorted(values)]
        return f"{reverse(fact.list_url)}?{urlencode(query)}"


def figure(fact, **where):
    """A figure by the name of its fact and its slice, such as figure("decision", form="warning")."""
    return Figure(fact).of(**where)


def _dates(fact, period, years=None):
    """The period in the words of the list: dates, or years with the day up to which work counts as done."""
    first_year, last_year = (min(years), max(years)) if years else (period.first.year, period.last.year)
    if not fact.by_year:
        return [("from", period.first.isoformat()), ("to", period.last.isoformat())]
    until = [("to", period.last.isoformat())] if fact.stage else []
    return [("year_from", first_year), ("year_to", last_year), *until]


@dataclass(frozen=True)
class Number:
    """A counted figure of one period, with its link."""

    value: int
    url: str


class Counts:
    """All counts of an organization's tree in some periods, read in one statement.

    `spans` are named periods, such as {"now": ..., "previous": ..., "last_year": ...}. Facts about letters are left
    out for a user who may not see letters; `has` tells.
    """

    def __init__(self, organization, spans, user=None, facts=FACTS):
        self.organization = organization
        self.spans: dict[str, Period] = spans
        self.user = user
        letters = user is None or can_read_denunciations(user, organization)
        self.facts = {name: FACTS[name] for name in facts if letters or not FACTS[name].letters}
        self._rows: dict[tuple[str, str], list] = {}
        for name, span, *values, count in self._statement():
            sliced = dict(zip(FACTS[name].dimensions, values, strict=False))
            self._rows.setdefault((name, span), []).append((sliced, count))

    def _statement(self):
        first, *others = (
            fact.grouped(name, span, period, self.organization, self.user)
            for name, fact in self.facts.items()
            for span, period in self.spans.items()
            if span == "now" or fact.compared
        )
        return first.union(*others, all=True)

    def has(self, fact):
        """Whether the user may see the figures of this fact."""
        return fact in self.facts

    def rows(self, fact, span="now"):
        """Each combination of dimension values of the fact, with its count."""
        return self._rows.get((fact, span), [])

    def value(self, figure, span="now"):
        """How many rows the figure counts in the named period."""
        return sum(
            count
            for values, count in self.rows(figure.fact, span)
            if all(values[dimension] in wanted for dimension, wanted in figure.where)
        )

    def number(self, figure, span="now"):
        """The value with the link to its rows."""
        return Number(self.value(figure, span), figure.url(self.organization, self.spans[span]))

    def values(self, fact, dimension, span="now"):
        """The values that occur in a dimension."""
        return {values[dimension] for values, _ in self.rows(fact, span)}
