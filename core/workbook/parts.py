"""What a workbook is written from: tables, charts and forms."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Column:
    """A column of a sheet; `kind` is text, date, datetime, number, decimal or percent (a share: 0.942 is 94,2 %)."""

    heading: str
    width: float = 18
    kind: str = "text"


@dataclass
class Sheet:
    """A table under its title lines; `rows` may be a generator and is read once, row by row."""

    title: str
    columns: list[Column]
    rows: Iterable[Iterable]
    heading_lines: list[str] = field(default_factory=list)


@dataclass
class Chart:
    """A sheet with a bar chart that Excel draws, beside the figures it shows; `series` by name."""

    title: str
    categories: list[str]
    series: dict[str, list[float]]


@dataclass(frozen=True)
class HeadCell:
    """A cell of merged heads: where it begins, counted from 0, and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass
class FormSheet:
    """A form as on paper: title lines, merged heads, a row of column numbers, ruled rows, closing lines.

    A row is (cells, whether it stands out); a cell is a text, a number, or None for a cell that is left open.
    `closing` are lines of (place, text) pairs.
    """

    title: str
    widths: list[float]
    heading_lines: list[str]
    heads: list[HeadCell]
    numbers: list
    rows: list[tuple[list, bool]]
    closing: list[list[tuple[int, str]]] = field(default_factory=list)
