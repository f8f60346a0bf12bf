"""What must hold in a filled form, and where it does not: parts and wholes, sums and totals.

Source: the rules follow from what the columns say [I]. A fault never changes a number: it names both, with their
records, so that somebody can look.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from core.text import number
from reports.dimensions import dimension
from reports.figures import Number

MOST_PARTS = 12


@dataclass(frozen=True)
class Fault:
    """Two numbers that do not fit: what is wrong in words, and the numbers with their records."""

    row: str
    text: str
    numbers: tuple[tuple[str, Number], ...]

    def __str__(self):
        told = "; ".join(f"{label}: {number(each.value)}" for label, each in self.numbers)
        return f"Dòng “{self.row}”: {self.text} ({told})."


def faults_of(form, rows, counts) -> list[Fault]:
    """Every fault of the form; of a group whose total row is at fault the rows below are not told again."""
    faults, told = [], set()
    for place, row in enumerate(rows):
        if row.row.heading:
            continue
        faults += _parts_of_columns(form, row)
        for group, first in form.places:
            fault = CHECKS[group.check](form, place, group, _Sum(form, row, group, first), counts)
            if fault and first not in told:
                told.add(first)
                faults.append(fault)
    return [*faults, *_parts_of_rows(form, rows)]


def _parts_of_columns(form, row):
    """A part isn't larger than its whole."""
    for column, cell in zip(form.columns, row.cells, strict=True):
        whole = row.cells[form.by_code[column.within]] if column.within else None
        if cell is not None and whole is not None and cell.value > whole.value:
            label = form.columns[form.by_code[column.within]].label
            yield Fault(row.label, f"“{column.label}” lớn hơn “{label}”", ((column.label, cell), (label, whole)))


@dataclass(frozen=True)
class _Sum:
    """What a group is about in a row, and the sum of those of its columns that are no part of another one."""

    form: Any
    row: Any
    group: Any
    first: int

    @property
    def label(self):
        return self.form.columns[self.form.by_code[self.group.of]].label

    @property
    def whole(self):
        return self.row.cells[self.form.by_code[self.group.of]]

    @property
    def value(self):
        cells = self.row.cells[self.first : self.first + len(self.group.columns)]
        pairs = zip(self.group.columns, cells, strict=True)
        return sum(cell.value for column, cell in pairs if cell is not None and not column.within)

    def fault(self, text, *more):
        return Fault(
            self.row.label,
            text.format(self.group.title, number(self.value), self.label),
            ((self.label, self.whole), *more),
        )


def _nothing(form, place, group, found, counts):
    """A group whose columns have no sum."""


def _sum(form, place, group, found, counts):
    """The columns of the levels add up; what falls in none of them is told with its records."""
    if found.whole is not None and found.value != found.whole.value:
        text = "cộng các cột “{}” được {}, khác “{}”"
        return found.fault(text, *_left_over(form, place, group, counts))
    return None


def _cover(form, place, group, found, counts):
    """One record may have several contents, and each should have one."""
    if found.whole is not None and found.value < found.whole.value:
        return found.fault("cộng các cột “{}” chỉ được {}, ít hơn “{}”: có bản ghi chưa ghi nội dung")
    return None


def _apart(form, place, group, found, counts):
    """Results exclude each other."""
    if found.whole is not None and found.value > found.whole.value:
        return found.fault("cộng các cột “{}” được {}, lớn hơn “{}”")
    return None


CHECKS = {"": _nothing, "sum": _sum, "cover": _cover, "apart": _apart}


def _left_over(form, place, group, counts):
    """The records of the whole that no column of the group counts, by what the group tells apart."""
    whole = form.figures[place][form.by_code[group.of]]
    names = sorted({name for column in group.columns for name, _ in column.where})
    if whole is None or not names:
        return []
    found = Counter()
    for values, times in counts.rows(whole.fact):
        if _fits(values, whole.where) and not _in_a_column(values, group):
            found[tuple(values.get(name) or "" for name in names)] += times
    return [_part(whole, names, values, found[values], counts) for values in sorted(found)[:MOST_PARTS]]


def _part(whole, names, values, times, counts):
    one = whole.of(**{name: [value] for name, value in zip(names, values, strict=True)})
    words = (dimension(whole.fact, name).label_of(value) for name, value in zip(names, values, strict=True))
    url = one.url(counts.organization, counts.spans["now"])
    return f"ngoài các cột: {', '.join(words)}", Number(times, url)


def _in_a_column(values, group):
    return any(column.is_counted and _fits(values, column.where) for column in group.columns)


def _fits(values, where):
    return all((values.get(name) or "") in wanted for name, wanted in where)


def _parts_of_rows(form, rows):
    """A row isn't larger than the row it is part of, and where parts add up, they do."""
    by_mark = {row.mark: row for row in rows}
    for row in rows:
        if row.row.of:
            yield from _part_of_row(form, row, by_mark[row.row.of])
    for whole in rows:
        parts = [row for row in rows if row.row.of == whole.mark and whole.row.adds_up]
        yield from _rows_that_add_up(form, whole, parts)


def _part_of_row(form, row, whole):
    for column, cell, most in zip(form.columns, row.cells, whole.cells, strict=True):
        if cell is not None and most is not None and cell.value > most.value:
            text = f"cột “{column.label}” lớn hơn ở dòng “{whole.label}”"
            yield Fault(row.label, text, ((row.label, cell), (whole.label, most)))


def _rows_that_add_up(form, whole, parts):
    """Told once, for the first column: the others follow from it."""
    cell, cells = whole.cells[0], [row.cells[0] for row in parts]
    total = sum(one.value for one in cells if one is not None)
    if parts and cell is not None and total != cell.value:
        yield Fault(whole.label, f"các dòng trong đó cộng lại được {number(total)}", ((form.total.label, cell),))
