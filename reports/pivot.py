"""Analyses: any fact by any two of its dimensions, each cell the number of exactly the records it opens.

What a record may have several of (contents, topics, groups) is counted on its own table, each record once a value; sums
over such a dimension are counted on the records themselves, so they are true and may be less than their cells.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import resolve, reverse

from core.text import short_date
from members.permissions import can_read_denunciations
from reports.briefing import REGROUPED
from reports.charts import BarGroup, bar_groups
from reports.dimensions import DIMENSIONS, OF_FACTS, Dimension, dimension
from reports.facts import COUNTED_ROWS, FACTS
from reports.figures import Counts, Number, asked, figure

TABLES_OF_VALUES = {
    "subject": {"content": "subject_content", "topic": "subject_topic"},
    "decision": {"group": "decision_group"},
    "denunciation_resolved": {"group": "denunciation_resolved_group"},
}
"""Where the values stand of which a record of the fact may have several."""
NO_COLUMNS = "none"
"""In an address: rows with their counts alone."""
NEVER_ASKED = {name for tables in TABLES_OF_VALUES.values() for name in tables.values()} | {"subject_number"}
"""Asked through their fact; and sums of numbers typed by hand, which are no records."""
MOST_ROWS, MOST_COLUMNS = 300, 40
COLOURS = 6


@dataclass(frozen=True)
class Question:
    """What is asked: a fact, its rows, perhaps its columns, and the values that count in some dimensions."""

    fact: str
    rows: str
    columns: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    zeros: bool = False

    @property
    def title(self):
        by = [dimension_of(self.fact, name).label for name in (self.rows, self.columns) if name]
        return f"{FACTS[self.fact].title} theo {' và '.join(label[0].lower() + label[1:] for label in by)}"

    @property
    def conditions(self):
        """The filters in words."""
        found = []
        for name, values in self.filters.items():
            own = dimension_of(self.fact, name)
            found.append(f"{own.label}: {', '.join(own.label_of(value) for value in values)}")
        return found

    def query(self, organization, period_code=""):
        """The whole state as an address has it."""
        state = [*asked(organization), ("fact", self.fact), ("rows", self.rows)]
        state += [("columns", self.columns or NO_COLUMNS)] + ([("period", period_code)] if period_code else [])
        state += [(name, value or "none") for name, values in self.filters.items() for value in values]
        return urlencode(state + ([("zeros", "1")] if self.zeros else []))


def question_of(saved) -> Question:
    """The question of a saved analysis."""
    filters = {name: tuple(values) for name, values in saved.filters.items()}
    return Question(saved.fact, saved.rows, saved.columns, filters, saved.zeros)


@dataclass(frozen=True)
class Row:
    """A value of the first dimension: its cells, None where there is nothing, and its true count."""

    label: str
    cells: list[Number | None]
    total: Number


@dataclass(frozen=True)
class Pivot:
    question: Question
    columns: list[str]
    rows: list[Row]
    totals: list[Number]
    total: Number
    problem: str = ""

    @property
    def unit(self):
        return FACTS[self.question.fact].unit

    @property
    def heads(self):
        """The names of the rows' and columns' dimensions."""
        return [
            dimension_of(self.question.fact, name).label if name else ""
            for name in (self.question.rows, self.question.columns)
        ]

    @property
    def many(self):
        """The dimensions of rows and columns of which a record may have several values."""
        names = (self.question.rows, self.question.columns)
        return [
            dimension_of(self.question.fact, name).label.lower() for name in names if is_many(self.question.fact, name)
        ]

    @property
    def series(self):
        """What the chart shows a row: its columns, or its count where there are none or too many."""
        return self.columns if 1 < len(self.columns) <= COLOURS else []

    @property
    def bars(self) -> list[BarGroup]:
        return bar_groups(
            self.series or [self.unit], [(row.label, row.cells if self.series else [row.total]) for row in self.rows]
        )


# ------------------------------------------------------------------------------------------------- what can be asked


def facts_for(user):
    """Names and titles of the facts that a user may ask about."""
    letters = can_read_denunciations(user)
    asked = [(name, fact) for name, fact in FACTS.items() if name not in NEVER_ASKED and (letters or not fact.letters)]
    return [(name, fact.title) for name, fact in asked if dimensions_of(name)]


def dimensions_of(fact) -> dict[str, Dimension]:
    """The dimensions of a fact, by name: those its list can be narrowed by, for a cell must open its records."""
    names = [*FACTS[fact].dimensions, *FACTS[fact].computed, *TABLES_OF_VALUES.get(fact, {})]
    narrowing = _narrowing(FACTS[fact])
    known = {name for name in names if name in DIMENSIONS or any(name in own for own in OF_FACTS.values())}
    return {name: dimension_of(fact, name) for name in names if name in known & narrowing}


def dimension_of(fact, name) -> Dimension:
    return dimension(fact, name)


def is_many(fact, name):
    """Whether a record of the fact may have several values in the dimension."""
    return name in TABLES_OF_VALUES.get(fact, {})


def _narrowing(fact):
    """The dimensions by which the list of a fact can be narrowed. Years are told as a range."""
    if fact.list_url == COUNTED_ROWS:  # its address is the figure itself
        return {*fact.dimensions, *fact.computed}
    screen = resolve(reverse(fact.list_url)).func.view_class
    names = set(screen.filterset_class.base_filters)
    return names | {"year"} if "year_from" in names else names


# ---------------------------------------------------------------------------------------------------------- counting


def compose(question, organization, period, user) -> Pivot:
    """The answer, counted in one statement."""
    return _Table(question, organization, period, user).pivot()


class _Table:
    """The counts that a question needs."""

    def __init__(self, question, organization, period, user):
        self.question = question
        names = [name for name in (question.rows, question.columns, *question.filters) if name]
        tables = TABLES_OF_VALUES.get(question.fact, {})
        self.many = {name for name in names if name in tables}
        facts = {question.fact: tuple(dict.fromkeys(name for name in names if name not in tables))}
        for name in self.many:
            facts[tables[name]] = tuple(dict.fromkeys(names))
        self.counts = Counts(organization, {"now": period}, user, facts=facts)

    def pivot(self):
        rows, columns = self.values(self.question.rows), self.values(self.question.columns)
        total = self.number()
        problem = self.problem(rows, columns)
        if problem:
            return Pivot(self.question, [], [], [], total, problem)
        return Pivot(
            self.question,
            [self.label(self.question.columns, value) for value in columns],
            [self.row(value, columns) for value in rows],
            [self.number(columns=value) for value in columns],
            total,
        )

    def problem(self, rows, columns):
        for name, values, most, what in (
            (self.question.rows, rows, MOST_ROWS, "hàng"),
            (self.question.columns, columns, MOST_COLUMNS, "cột"),
        ):
            if len(values) > most:
                label = dimension_of(self.question.fact, name).label
                return f"{label} có {len(values)} giá trị, nhiều hơn {most} {what}. Hãy lọc bớt, hoặc đổi hàng với cột."
        return ""

    def row(self, value, columns):
        cells = [self.cell(self.number(rows=value, columns=column)) for column in columns]
        return Row(self.label(self.question.rows, value), cells, self.number(rows=value))

    def cell(self, number):
        return number if number.value or self.question.zeros else None

    def label(self, name, value):
        return dimension_of(self.question.fact, name).label_of(value)

    def values(self, name):
        """The values of a dimension in the order of its list: those with records, or all when zeros are asked for."""
        if not name:
            return []
        axis = "rows" if name == self.question.rows else "columns"
        occurring = self.counts.values(self.home({name}), name)
        values = dimension_of(self.question.fact, name).values_of(occurring)
        allowed = self.question.filters.get(name)
        values = [value for value in values if allowed is None or value in allowed]
        return values if self.question.zeros else [value for value in values if self.number(**{axis: value}).value]

    def number(self, **at):
        """The count at some values of rows and columns, of the records that pass the filters."""
        where = {getattr(self.question, axis): value for axis, value in at.items()}
        slices = {name: values for name, values in self.question.filters.items() if name not in where} | where
        return self.counts.number(figure(self.home(slices), **slices))

    def home(self, names):
        """The fact that has all the dimensions."""
        many = self.many & set(names)
        return TABLES_OF_VALUES[self.question.fact][many.pop()] if many else self.question.fact


def heading(pivot, organization, period):
    """The lines above a table on paper and in Excel."""
    dates = f"{period.label} ({short_date(period.first)} – {short_date(period.last)})"
    name = organization.name_on(period.last)
    lines = [pivot.question.title, f"{name} và các tổ chức đảng trực thuộc, {dates}"]
    lines += [REGROUPED] if organization.regrouped else []
    lines += ["Lọc: " + "; ".join(pivot.question.conditions)] if pivot.question.filters else []
    return [*lines, f"Đơn vị tính: {pivot.unit}", *notes(pivot)]


def notes(pivot):
    """What has to be known about the sums."""
    return [
        f"Một bản ghi có thể có nhiều {label}, cộng theo {label} có thể lớn hơn tổng số; "
        "tổng số đếm mỗi bản ghi một lần."
        for label in pivot.many
    ]
