"""What a statistical form is: rows and columns, each a slice; a cell is the figure of both.

A form is read from plain data, the files of the program or what an office wrote. Slices are {dimension: values};
`"*"` stands for every value that isn't empty.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.dimensions import dimension
from reports.facts import FACTS
from reports.figures import Figure, figure

ANY = "*"
TOTAL = "total"


class Unusable(ValueError):
    """What is wrong with the data of a form, in a sentence for who wrote it."""


@dataclass(frozen=True)
class Column:
    """A numbered column. `within` and `code` say of which other column it's a part; an empty one cannot be counted."""

    label: str
    code: str = ""
    head: str = ""
    fact: str = ""
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    within: str = ""
    adds: tuple[str, ...] = ()
    """The codes of the columns of which it is the sum."""
    empty: bool = False
    note: str = ""

    @property
    def is_counted(self):
        return not self.empty and not self.adds


@dataclass(frozen=True)
class Group:
    """Columns under one heading; `check` says what their sum is to the column `of`: sum, cover, apart or nothing."""

    title: str
    columns: tuple[Column, ...]
    check: str = ""
    of: str = TOTAL


@dataclass(frozen=True)
class Row:
    """A row of a form. `of` is the mark of the row that it's a part of."""

    mark: str
    label: str
    fact: str = ""
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    of: str = ""
    adds_up: bool = False
    heading: bool = False
    note: str = ""


@dataclass(frozen=True)
class Form:
    """A statistical form as it is from a day on. `stored` is the key of a version that the office wrote."""

    code: str
    title: str
    unit: str
    document: str
    effective_from: date
    certainty: str
    rows_certainty: str
    fact: str
    where: tuple[tuple[str, frozenset[str]], ...]
    total: Column
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    note: str = ""
    data: dict | None = None
    stored: int | None = None

    def __hash__(self):
        return id(self)

    @property
    def name(self):
        return f"Biểu {self.code}"

    @property
    def letters(self):
        """Whether the whole form is about letters."""
        return bool(self.fact) and FACTS[self.fact].letters

    @cached_property
    def columns(self):
        """All numbered columns, the total first."""
        return (self.total, *(column for group in self.groups for column in group.columns))

    @cached_property
    def places(self):
        """Each group with the place of its first column."""
        found, place = [], 1
        for group in self.groups:
            found.append((group, place))
            place += len(group.columns)
        return tuple(found)

    @cached_property
    def by_code(self):
        return {column.code: place for place, column in enumerate(self.columns) if column.code}

    @cached_property
    def figures(self):
        """The figure of each cell, row by row; None where nothing can be counted."""
        return tuple(tuple(self.figure(row, column) for column in self.columns) for row in self.rows)

    def figure(self, row, column) -> Figure | None:
        fact = column.fact or row.fact or self.fact
        if row.heading or not column.is_counted or not fact:
            return None
        found = figure(fact)
        for slices in (self.where, row.where, column.where):
            found = found.of(**dict(slices))
        return None if any(not values for _, values in found.where) else found

    @cached_property
    def needs(self):
        """{fact: dimensions} that the cells slice by."""
        needed = {}
        for one in (one for row in self.figures for one in row if one is not None):
            needed.setdefault(one.fact, set()).update(name for name, _ in one.where)
        return needed


def slices(where, fact):
    """Slices as figures have them; Unusable when the fact has no such dimension or the dimension no such value."""
    found = []
    for name, values in where.items():
        if fact and name not in FACTS[fact].dimensions:
            raise Unusable(f"“{FACTS[fact].title}” không chia theo “{name}”.")
        known = [value for value, _ in dimension(fact, name).choices]
        wanted = frozenset(known if ANY in values else values)
        strange = sorted(value for value in wanted if value and known and value not in known)
        if strange:
            raise Unusable(f"“{dimension(fact, name).label}” không có giá trị “{', '.join(strange)}”.")
        found.append((name, wanted))
    return tuple(sorted(found))
