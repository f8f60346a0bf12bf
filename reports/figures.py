"""Figures: one definition a number. Its value, its comparisons and the list it opens come from that definition."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from core.periods import Period
from members.permissions import can_read_denunciations
from reports.facts import FACTS, Fact

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

    def counts(self, values):
        """Whether rows with these values of the fact's dimensions are in the slice."""
        return all(values[dimension] in wanted for dimension, wanted in self.where)

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
    """A counted figure of one period, with its link; `span` is the name of that period."""

    value: int
    url: str
    figure: Figure | None = None
    span: str = ""


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
        for name, span, *values, count in self.joined(Fact.grouped):
            sliced = dict(zip(FACTS[name].dimensions, values, strict=False))
            self._rows.setdefault((name, span), []).append((sliced, count))

    def joined(self, read):
        """One statement for all facts and periods, each read by the given way of `Fact`."""
        first, *others = (
            read(fact, name, span, period, self.organization, self.user)
            for name, fact in self.facts.items()
            for span, period in self.spans.items()
            if span == "now" or fact.compared
        )
        return first.union(*others, all=True)

    def recount(self, rows):
        """Count these very rows, so that nothing saved between two statements sets counts and rows apart."""
        self._rows = {key: [(values, len(owners)) for values, owners in slices] for key, slices in rows.slices.items()}

    def has(self, fact):
        """Whether the user may see the figures of this fact."""
        return fact in self.facts

    def rows(self, fact, span="now"):
        """Each combination of dimension values of the fact, with its count."""
        return self._rows.get((fact, span), [])

    def value(self, figure, span="now"):
        """How many rows the figure counts in the named period."""
        return sum(count for values, count in self.rows(figure.fact, span) if figure.counts(values))

    def number(self, figure, span="now"):
        """The value with the link to its rows."""
        return Number(self.value(figure, span), figure.url(self.organization, self.spans[span]), figure, span)

    def values(self, fact, dimension, span="now"):
        """The values that occur in a dimension."""
        return {values[dimension] for values, _ in self.rows(fact, span)}


class Rows:
    """The very rows that figures count: {(fact, period): [({dimension: value}, {row: record}), ...]}."""

    def __init__(self, slices):
        self.slices: dict[tuple[str, str], list[tuple[dict[str, str], dict[int, int]]]] = slices

    @classmethod
    def of(cls, counts):
        """The rows behind some counts, as they stand now; in one statement."""
        found = {}
        for name, span, *values, row, owner in counts.joined(Fact.listed):
            sliced = tuple(zip(FACTS[name].dimensions, values, strict=False))
            found.setdefault((name, span), {}).setdefault(sliced, {})[row] = owner
        return cls({key: [(dict(values), rows) for values, rows in of.items()] for key, of in found.items()})

    def behind(self, figure, span):
        """The rows that a figure counts, each with the key of the record it belongs to."""
        slices = self.slices.get((figure.fact, span), [])
        return {row: owner for values, rows in slices if figure.counts(values) for row, owner in rows.items()}
