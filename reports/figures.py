"""Figures: one definition a number. Its value, its comparisons and the list it opens come from that definition."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from core.periods import Period
from members.permissions import can_read_denunciations, can_see_senders
from reports.facts import COUNTED_ROWS, FACTS, USUAL, Fact

NOTHING = "-"
"""In a link: no value at all is wanted, as two slices exclude each other."""
EMPTY = "none"
"""In a link: rows whose value is empty, such as a concluded subject without a result."""

UNITS = {"": "lượt", "distinct": "không trùng", "case": "cuộc", "letter": "đơn"}
"""What a figure counts: the rows of its fact, or the different subjects, inspections or letters that they are about."""
ONE_VALUE = ("subject", "scope")
"""Lists narrow to one value of these at a time."""
LISTS_OF_UNITS = {"case": "counted-inspections", "letter": "counted-letters"}


@dataclass(frozen=True)
class Figure:
    """A fact and a slice of its dimensions: {dimension: values that count}. No slice means all rows of the fact.

    `unit`: the rows themselves, or how many different subjects, inspections or letters they are about.
    """

    fact: str
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    unit: str = ""

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

    def as_data(self):
        """The figure as plain data, to be kept: {"fact": ..., "where": {dimension: [values]}}."""
        data = {"fact": self.fact, "where": {dimension: sorted(values) for dimension, values in self.where}}
        return data | ({"unit": self.unit} if self.unit else {})

    @property
    def kind(self):
        """The one kind of subject that the figure is about: organization, member, or empty for both or neither."""
        kinds = dict(self.where).get("subject", frozenset())
        return next(iter(kinds)) if len(kinds) == 1 else ""

    def url(self, organization, period):
        """Address of the list of exactly the rows that the figure counts."""
        fact, name = FACTS[self.fact], self.list_name()
        query = asked(organization)
        if name.startswith("counted-"):
            query += [("fact", self.fact), ("from", period.first.isoformat()), ("to", period.last.isoformat())]
            return f"{_list_address(name)}?{urlencode(query)}{_sliced_address(self.where, all_of_them=True)}"
        query += _dates(fact, period, dict(self.where).get("year"))
        query += [("stage", fact.stage)] if fact.stage else []
        return f"{_list_address(name)}?{urlencode(query)}{_sliced_address(self.where)}"

    def list_name(self):
        """The list of the records; one of what was counted where none of them narrows down to these rows."""
        fact, slices = FACTS[self.fact], dict(self.where)
        if self.unit == "distinct":
            return f"counted-{self.kind or 'subject'}s"
        if self.unit:
            return LISTS_OF_UNITS[self.unit]
        known = all(slices.values()) and not set(slices) & set(fact.computed)
        known = known and all(len(slices.get(dimension, "1")) == 1 for dimension in ONE_VALUE)
        single = not fact.many or fact.measure is not None or len(slices.get(fact.many, "")) == 1
        years = slices.get("year")
        adjoining = not years or int(max(years)) - int(min(years)) + 1 == len(years)
        return fact.list_url if known and single and adjoining else COUNTED_ROWS


def asked(organization):
    """An organization in an address, with the choice that its figures are regrouped by today's tree."""
    return [("organization", organization.code), *([("tree", "today")] if organization.regrouped else [])]


@cache
def _list_address(name):
    """Pages of forms have thousands of links to a few lists."""
    return reverse(name)


@lru_cache(maxsize=20_000)
def _sliced_address(where, *, all_of_them=False):
    """The slices as the end of an address; years stand with the dates, but where the address is the figure itself."""
    slices = [
        (name, value or EMPTY if value != NOTHING else NOTHING)
        for name, values in where
        if all_of_them or name != "year"
        for value in sorted(values) or [NOTHING]
    ]
    return f"&{urlencode(slices)}" if slices else ""


def figure(fact, **where):
    """A figure by the name of its fact and its slice, such as figure("decision", form="warning")."""
    return Figure(fact).of(**where)


def figure_of_data(data):
    """The figure that `Figure.as_data` gave. ValueError when there is no such fact, dimension or unit."""
    fact, where, unit = data.get("fact"), data.get("where", {}), data.get("unit", "")
    if fact not in FACTS or not set(where) <= FACTS[fact].sliced_by:
        raise ValueError(f"Không có số liệu “{fact}” theo {', '.join(where) or 'tất cả'}.")
    if unit not in units_of(fact):
        raise ValueError(f"Số liệu “{FACTS[fact].title}” không đếm được theo đơn vị “{UNITS.get(unit, unit)}”.")
    found = replace(figure(fact, **where), unit=unit)
    if unit == "distinct" and not found.kind:
        raise ValueError("Đếm không trùng phải nêu tổ chức hoặc đảng viên.")
    return found


def units_of(name):
    """In which units a fact can be counted."""
    fact = FACTS[name]
    able = {"distinct": fact.about is not None, "case": fact.case, "letter": fact.letters and not fact.many}
    return ("", *(unit for unit, can in able.items() if can and not fact.measure))


def keys_of(figure):
    """What is counted once by a unit: the columns that name it, from a row of the fact."""
    fact = FACTS[figure.fact]
    if figure.unit == "distinct":
        return [
            f"{fact.about}subject_{kind}" for kind in ([figure.kind] if figure.kind else ["organization", "member"])
        ]
    return {"case": [fact.case], "letter": ["organization", "number"]}[figure.unit]


def _dates(fact, period, years=None):
    """The period in the words of the list: dates, or years with the day up to which work counts as done."""
    first_year, last_year = (min(years), max(years)) if years else (period.first.year, period.last.year)
    if fact.before:
        return [("to", (period.first - timedelta(days=1)).isoformat())]
    if not fact.by_year:
        return [("from", period.first.isoformat()), ("to", period.last.isoformat())]
    until = [("to", period.last.isoformat())] if fact.stage else []
    return [("year_from", first_year), ("year_to", last_year), *until]


@dataclass(frozen=True)
class Number:
    """A counted figure of one period, with its link; `span` is the name of that period.

    `text` is how it's written, where that is not the plain number. `listed`: the link opens exactly so many rows; of a
    sum of money or a figure entered by hand it doesn't. `definition` is what it measures, where that is kept with it.
    """

    value: int
    url: str
    figure: Figure | None = None
    span: str = ""
    text: str = ""
    listed: bool = True
    definition: dict | None = field(default=None, compare=False)


class _Counted:
    """The counted rows of one fact in one period. Each value of a dimension knows its rows as bits of a number."""

    def __init__(self):
        self.rows: list[tuple[dict[str, str], int]] = []
        self.bits = defaultdict(lambda: defaultdict(int))
        self.unions: dict[tuple, int] = {}

    def add(self, values, count):
        for dimension, value in values.items():
            self.bits[dimension][value] |= 1 << len(self.rows)
        self.rows.append((values, count))

    def sum(self, where):
        """The counts of the rows that have a wanted value in each dimension."""
        found = (1 << len(self.rows)) - 1
        for condition in where:
            found &= self._rows_with(condition)
        total = 0
        while found:
            lowest = found & -found
            total += self.rows[lowest.bit_length() - 1][1]
            found ^= lowest
        return total

    def _rows_with(self, condition):
        if condition not in self.unions:
            dimension, wanted = condition
            if self.rows and dimension not in self.rows[0][0]:
                raise LookupError(f"counted without the dimension {dimension}")
            self.unions[condition] = sum(self.bits[dimension][value] for value in wanted)
        return self.unions[condition]


class Counts:
    """All counts of an organization's tree in some periods, read in one statement.

    `spans` are named periods, such as {"now": ..., "previous": ..., "last_year": ...}. `facts` are names, sliced by
    their usual dimensions, or {name: dimensions}. Facts about letters are left out for a user who may not see
    letters; `has` tells.
    """

    def __init__(self, organization, spans, user=None, facts=USUAL):
        self.organization = organization
        self.spans: dict[str, Period] = spans
        self.user = user
        self.facts = {name: _sliced(name, facts) for name in facts if may_count(user, organization, name)}
        self._counted: dict[tuple[str, str], _Counted] = defaultdict(_Counted)
        for name, span, *values, count in self.joined(Fact.grouped):
            sliced = dict(zip(self.facts[name], values, strict=False))
            self._counted[name, span].add(sliced, count)

    @classmethod
    def of_figures(cls, organization, spans, figures, user=None):
        """Counts of just what some figures need."""
        facts = defaultdict(set)
        for one in figures:
            facts[one.fact] |= {dimension for dimension, _ in one.where}
        return cls(organization, spans, user, {name: tuple(sorted(needed)) for name, needed in facts.items()})

    def joined(self, read):
        """One statement for all facts and periods, each read by the given way of `Fact`."""
        slots = max((len(dimensions) for dimensions in self.facts.values()), default=0)
        parts = [
            read(FACTS[name], name, span, period, self.organization, self.user, dimensions, slots)
            for name, dimensions in self.facts.items()
            for span, period in self.spans.items()
            if span == "now" or FACTS[name].compared
        ]
        return parts[0].union(*parts[1:], all=True) if parts else []

    def recount(self, rows):
        """Count these very rows, so that nothing saved between two statements sets counts and rows apart."""
        self._counted.clear()
        for key, slices in rows.slices.items():
            for values, owners in slices:
                self._counted[key].add(values, len(owners))

    def has(self, fact):
        """Whether the user may see the figures of this fact."""
        return fact in self.facts

    def rows(self, fact, span="now"):
        """Each combination of dimension values of the fact, with its count."""
        return self._counted[fact, span].rows

    def value(self, figure, span="now"):
        """How many rows the figure counts in the named period."""
        if figure.fact not in self.facts and not FACTS[figure.fact].letters:
            raise LookupError(f"{figure.fact} was not counted")
        return self._counted[figure.fact, span].sum(figure.where)

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
            sliced = tuple(zip(counts.facts[name], values, strict=False))
            found.setdefault((name, span), {}).setdefault(sliced, {})[row] = owner
        return cls({key: [(dict(values), rows) for values, rows in of.items()] for key, of in found.items()})

    def behind(self, figure, span):
        """The rows that a figure counts, each with the key of the record it belongs to."""
        slices = self.slices.get((figure.fact, span), [])
        return {row: owner for values, rows in slices if figure.counts(values) for row, owner in rows.items()}


def may_count(user, organization, fact):
    """Whether the user may know figures of a fact there: letters, and who sent them, are for few."""
    if user is None:
        return True
    fact = FACTS[fact]
    reads = not fact.letters or can_read_denunciations(user, organization)
    return reads and (not fact.senders or can_see_senders(user, organization))


def _sliced(name, facts):
    """The dimensions by which a fact is counted: those asked for, else its usual ones, else all it has."""
    asked = facts[name] if isinstance(facts, dict) else FACTS[name].usual or tuple(FACTS[name].dimensions)
    return tuple(asked)
