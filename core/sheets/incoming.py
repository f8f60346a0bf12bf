"""A kind of record that comes in: the rows of its sheets are read, then examined, then written."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from core.sheets.cells import BadCell, nearest, quoted, spelling
from core.sheets.drafts import Draft, state_of
from core.sheets.rows import MESSAGES, SKIP, Column, Count, Findings, Layout, Lookalike, Problem, Row
from core.text import normalize


def _nobody(*_):
    """Progress that no one watches."""


@dataclass
class Source:
    """A sheet of a book that is read as one of ours: where its columns stand, and what becomes of its rows.

    `choices` holds what a person chose for rows, `lookalikes` the stored records that they may be about, `doubles` the
    other rows of the book that may be about the same record; all by the number of the row.
    """

    name: str
    layout: Layout | None = None
    choices: Mapping[int, str] = field(default_factory=dict)
    heading_row: int = 1
    places: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    lookalikes: dict[int, Lookalike] = field(default_factory=dict)
    doubles: dict[int, list[str]] = field(default_factory=dict)
    drafts_of: dict[int, tuple["Draft", ...]] = field(default_factory=dict)

    def is_skipped(self, number: int) -> bool:
        return self.choices.get(number) == SKIP

    def state_of(self, number: int) -> str:
        """What becomes of a row: created, updated or unchanged; nothing for one that writes no record of its own."""
        drafts = self.drafts_of.get(number)
        return state_of(drafts) if drafts else ""

    def open_choices(self) -> list[int]:
        """Rows that may be about a stored record of another key, about which nobody has said anything yet."""
        return [n for n, alike in self.lookalikes.items() if not alike.same_key and not self.choices.get(n)]

    def count(self) -> Count:
        return _count(self.drafts_of.values())


class ImportSheet:
    """One kind of record, one row a record. Subclasses declare `title` and `columns` and do `examine` and `write`.

    Its rows come from one sheet of the book, or from several that were mapped to it.
    """

    title: str = ""
    columns: Sequence[Column] = ()
    parts: Sequence[type] = ()
    """Models whose rows belong to a record of this sheet and are written with it; each after what it belongs to."""
    undone_elsewhere: str = ""
    """Why an import that writes rows of this sheet is not undone as a whole, and what to do instead."""

    def __init__(self, findings: Findings, progress: Callable = _nobody):
        self.findings, self.progress = findings, progress
        self.sources: list[Source] = []
        self.row: Row | None = None
        self.rows: list[Row] = []
        self.first_of: dict[Any, Row] = {}
        self.drafts: list[Draft] = []
        self.row_drafts: list[tuple[Draft, ...]] = []

    # reading

    def read(self, data, formulas: set[str], layout: Layout | None = None, choices: Mapping[int, str] | None = None):
        """Take the rows of a sheet of the book; `formulas` holds the addresses of cells that are computed.

        `layout` tells where a sheet of another form has our columns, `choices` what a person chose for rows.
        """
        source = Source(data.title, layout, choices or {})
        self.sources.append(source)
        filled = [(number, cells) for number, cells in enumerate(data.rows, data.first_row) if _has_content(cells)]
        if not filled:
            return
        source.heading_row = layout.heading_row if layout else filled[0][0]
        if self._take_layout(source) if layout else self._find_columns(source, filled[0][1]):
            computed = {place_of(address) for address in formulas}
            below = [(number, cells) for number, cells in filled if number > source.heading_row]
            source.skipped = [number for number, _ in below if source.is_skipped(number)]
            kept = [(number, cells) for number, cells in below if not source.is_skipped(number)]
            source.rows = [self._row(source, number, cells, computed) for number, cells in kept]
            self.rows += source.rows
            self._refuse_formulas(source, computed)

    @property
    def names(self) -> set[str]:
        """The titles of the sheets of the book that it was read from."""
        return {source.name for source in self.sources}

    def _take_layout(self, source):
        names = {column.name for column in self.columns}
        source.places = {name: place for name, place in source.layout.places.items() if name in names}
        return self._has_required(source, {*source.places, *source.layout.fixed})

    def _find_columns(self, source, headings):
        wanted = {spelling(column.heading): column for column in self.columns}
        for place, cell in enumerate(headings, 1):
            heading = "" if cell is None else normalize(cell)
            column = wanted.get(spelling(heading))
            if column and column.name in source.places:
                message = f"Cột “{column.heading}” có hai lần. Hãy bỏ một cột."
                self._note(self.findings.errors, source, place, message)
            elif column:
                source.places[column.name] = place
            elif heading and spelling(heading) != spelling(MESSAGES):
                self._warn_unknown(source, place, heading)
        return self._has_required(source, source.places)

    def _has_required(self, source, present):
        missing = [column for column in self.columns if column.required and column.name not in present]
        for column in missing:
            message = f"Thiếu cột bắt buộc “{column.heading}”. Hãy thêm cột với đúng tiêu đề này."
            self._note(self.findings.errors, source, 1, message)
        return not missing

    def _warn_unknown(self, source, place, heading):
        hint = nearest(heading, [column.heading for column in self.columns])
        message = f"Cột “{quoted(heading)}” không có trong mẫu nên được bỏ qua.{hint}"
        self._note(self.findings.warnings, source, place, message)

    def _row(self, source, number, cells, computed):
        row, layout = Row(number, source), source.layout
        fixed = layout.fixed if layout else {}
        for column in self.columns:
            place = source.places.get(column.name)
            if place:
                cell = cells[place - 1] if place <= len(cells) else None
                cell = _code(layout, column, cell) if layout else cell
                row.values[column.name] = self._value(row, column, cell, (number, place) in computed)
            elif column.name in fixed:
                row.values[column.name] = self._value(row, column, fixed[column.name], False)
        return row

    def _value(self, row, column, cell, computed):
        if computed:
            row.bad.add(column.name)
            return None
        try:
            value = column.parse("" if cell is None else cell)
        except BadCell as error:
            self.refuse(row, column.name, str(error))
            return None
        if column.required and value in ("", None, ()):
            self.refuse(row, column.name, f"Ô bắt buộc “{column.heading}” đang trống. Hãy điền giá trị.")
        return value

    def _refuse_formulas(self, source, computed):
        places = set(source.places.values())
        for number, place in sorted(computed):
            if place in places and number > source.heading_row and not source.is_skipped(number):
                message = "Ô chứa công thức. Hãy sao chép rồi dán lại dạng giá trị (Paste Values)."
                self.findings.errors.append(Problem(source.name, number, place, message))

    def _note(self, problems, source, place, message):
        problems.append(Problem(source.name, source.heading_row, place, message))

    # examining

    def refuse(self, row: Row, name: str, message: str):
        """Note an error at the cell of a column; in the first column when the book lacks that one."""
        row.bad.add(name)
        self.findings.errors.append(Problem(row.source.name, row.number, row.source.places.get(name, 1), message))

    def warn(self, row: Row, name: str, message: str):
        self.findings.warnings.append(Problem(row.source.name, row.number, row.source.places.get(name, 1), message))

    def counted(self) -> Iterable[Row]:
        """The rows one after the other, the progress told now and then."""
        for place, row in enumerate(self.rows, 1):
            self.row = row
            yield row
            if place % 250 == 0 or place == len(self.rows):
                self.progress(self, place, len(self.rows))

    def repeats(self, row: Row, key: Any) -> bool:
        """Whether an earlier row has the same key: a copy is passed over with a warning, other values are errors."""
        first = self.first_of.setdefault(key, row)
        if first is row:
            return False
        differing = self.differing(row, first, [column.name for column in self.columns])
        for name in differing:
            told = first.beside(row)
            self.refuse(row, name, f"Dòng này cùng khóa với {told} nhưng khác ở ô này. Hãy giữ một dòng.")
        if not differing and not (row.bad or first.bad):
            self.warn(row, self.columns[0].name, f"Dòng trùng hoàn toàn với {first.beside(row)}, chỉ tính một lần.")
        return True

    @staticmethod
    def differing(row: Row, other: Row, names: Iterable[str]) -> list[str]:
        """The columns among some whose readable values differ."""
        readable = [name for name in names if name not in row.bad and name not in other.bad]
        return [name for name in readable if row[name] != other[name]]

    def in_order(self, row: Row, stored: Any, earlier: str, later: str, message: str):
        """Two dates in their order, each from the row or, where the book has no such column, as it is stored."""
        first, then = (row[name] if row.has(name) else getattr(stored, name, None) for name in (earlier, later))
        if first and then and then < first and not row.bad & {earlier, later}:
            self.refuse(row, later if later in row.source.places else earlier, message)

    def keep(self, *drafts: "Draft"):
        """Count the row that is looked at by its drafts: the first is the row's own record."""
        self.row_drafts.append(drafts)
        if self.row is not None:
            self.row.source.drafts_of[self.row.number] = drafts

    def open_choices(self) -> int:
        """How many rows may be about a stored record, and nobody has said whether they are."""
        return sum(len(source.open_choices()) for source in self.sources)

    def count(self) -> Count:
        return _count(self.row_drafts)

    def recorded(self) -> Iterable["Draft"]:
        """The records that are new or changed, for their history."""
        return (draft for draft in self.drafts if draft.is_new or draft.is_changed)

    def touched(self) -> Iterable[Any]:
        """The stored records that `write` changes: they are looked at before, so that the import can be undone."""
        return (draft.obj for draft in self.recorded() if not draft.is_new)

    def examine(self):
        raise NotImplementedError

    def write(self):
        raise NotImplementedError


def _code(layout, column, cell):
    """What stands in a cell, or the code that its words were said to mean."""
    words = layout.words.get(column.name)
    return words.get(spelling(cell), cell) if words and cell is not None else cell


def _count(row_drafts):
    states = Counter(state_of(drafts) for drafts in row_drafts)
    return Count(*(states[state] for state in Count._fields))


def _has_content(cells):
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def place_of(address):
    letters, number = coordinate_from_string(address)
    return number, column_index_from_string(letters)
