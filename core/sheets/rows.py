"""What a sheet is made of: columns and where they stand, rows, what is wrong with them and what becomes of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from core.sheets.cells import day


class Problem(NamedTuple):
    """Something wrong at one place of the book."""

    sheet: str
    row: int
    column: int
    message: str

    @property
    def address(self):
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"

    def __str__(self):
        return f"{self.address}: {self.message}"


@dataclass
class Findings:
    """All that reading a book has brought up: errors stop it, warnings do not."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `refers` names the kind of record whose key the cells hold.

    An `extra` column is written only where a record needs it: books of other offices don't have it.
    """

    name: str
    heading: str
    parse: Callable[[Any], Any]
    required: bool = False
    refers: str = ""
    extra: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The closed list its cells are taken from, if there is one."""
        return getattr(self.parse, "labels", ())

    @property
    def is_list(self) -> bool:
        return getattr(self.parse, "is_list", False)

    @property
    def is_date(self) -> bool:
        return self.parse is day


@dataclass(frozen=True)
class Layout:
    """Where a sheet of another form has the columns of ours: places count from 1.

    `heading_row` is the last row of the headings, which are `depth` rows high. `fixed` holds one value for all rows of
    a column that the sheet lacks; `words` turns what cells say into codes, by their spelling.
    """

    heading_row: int
    places: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    depth: int = 1


class Lookalike(NamedTuple):
    """A stored record that a row may be about; without the same key somebody has to say whether it is."""

    key: str
    label: str
    same_key: bool


SKIP, NEW, AS = "skip", "new", "as:"
"""What a person may choose for a row: leave it out, a new record, or the stored record of the key that follows."""
MESSAGES = "Lỗi"
"""Heading of the column of messages in a file that was given back; it is passed over when the file returns."""


class Row:
    """One row of a sheet, its cells read into values; `bad` names the cells that could not be."""

    __slots__ = ("bad", "number", "source", "values")

    def __init__(self, number, source):
        self.number, self.source, self.values, self.bad = number, source, {}, set()

    def __getitem__(self, name):
        return self.values.get(name)

    def has(self, name):
        """Whether the book has this column at all: a missing column leaves stored values alone."""
        return name in self.values and name not in self.bad

    def cell(self, name):
        """The address of the cell of a column: "Chi bộ 2!B7"; of the first one where the sheet lacks the column."""
        return Problem(self.source.name, self.number, self.source.places.get(name, 1), "").address

    def beside(self, other):
        """How another row is told of this one: by its number, of another sheet with the sheet."""
        told = f"dòng {self.number}"
        return told if self.source is other.source else f"{told} của trang “{self.source.name}”"


class Count(NamedTuple):
    """What became of the rows of a sheet."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def total(self):
        return sum(self)
