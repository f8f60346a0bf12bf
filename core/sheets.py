"""Sheets of an Excel book that come in as records: columns are declared, cells read, every fault kept with its place.

A sheet names its columns; `read` turns rows of cells into rows of values and notes what is wrong. Subclasses then
`examine` the rows against what is stored, keeping a `Draft` a record, and `write` the drafts in few statements.
"""

import datetime
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from core.fields import LARGEST, parse_date, parse_number
from core.text import looks_legacy_encoded, normalize, normalize_lines, search_key

CHUNK = 5000
"""Values of one `IN (...)`; far below what both databases take."""


class BadCell(ValueError):
    """What is wrong with a cell and what to do, in the reader's words."""


# ------------------------------------------------------------------------------------------------------ reading a cell


def line(max_length: int | None = None) -> Callable:
    """One line of text. A number typed where text is meant is the text it was."""

    def parse(cell):
        return _fitting(normalize(_sound(cell)), max_length)

    return written(parse, width=12 if (max_length or 0) <= 30 else 18 if max_length <= 60 else 36)


def paragraphs(max_length: int | None = None) -> Callable:
    """Text whose line breaks stay."""

    def parse(cell):
        return _fitting(normalize_lines(_sound(cell)), max_length)

    return written(parse, width=48)


def day(cell) -> datetime.date | None:
    """A real Excel date, or text dd/mm/yyyy."""
    if isinstance(cell, datetime.datetime):
        return _plausible(cell.date())
    if isinstance(cell, datetime.date):
        return _plausible(cell)
    if not isinstance(cell, str):
        raise BadCell(f"“{_shown(cell)}” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026.")
    if not normalize(cell):
        return None
    try:
        return parse_date(cell)
    except ValueError as error:
        raise BadCell(str(error)) from None


def whole(smallest: int = 1, largest: int = LARGEST) -> Callable:
    """A whole number, also when typed as text."""

    def parse(cell):
        value = _whole(cell)
        if value is not None and not smallest <= value <= largest:
            raise BadCell(f"“{value}” ngoài khoảng cho phép. Hãy nhập số từ {smallest} đến {largest}.")
        return value

    return written(parse, kind="year", width=8)


def choice(choices: Iterable[tuple[str, str]]) -> Callable:
    """One of a closed list, by its label; upper and lower case and where the tone mark stands do not matter."""
    labels = {label: value for value, label in choices}
    spellings = {_spelling(label): value for label, value in labels.items()}

    def parse(cell):
        if cell in labels:
            return labels[cell]
        text = normalize(_sound(cell))
        if text and _spelling(text) not in spellings:
            raise BadCell(f"“{_shown(text)}” không có trong danh mục. Hãy dùng một trong: {'; '.join(labels)}.")
        return spellings[_spelling(text)] if text else ""

    parse.labels, shown = tuple(labels), {value: str(label) for label, value in labels.items()}
    return written(parse, width=max(12, *(len(label) for label in shown.values())), show=shown.get)


def listed(parse_item: Callable) -> Callable:
    """Several values in a cell, separated by `;`; the same value twice is one."""

    def parse(cell):
        text = _sound(cell)
        parts = (parse_item(part) for part in text.split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    parse.labels, parse.is_list = getattr(parse_item, "labels", ()), True
    return written(parse, width=24, show=";".join)


def text_of(model, name: str) -> Callable:
    """The text of a model's field, as long as the column takes."""
    db_field = model._meta.get_field(name)
    return paragraphs() if db_field.get_internal_type() == "TextField" else line(db_field.max_length)


def nearest(text: str, known: Iterable[str]) -> str:
    """A question after the most similar of the known texts, or nothing."""
    keys = {search_key(item): item for item in known}
    found = difflib.get_close_matches(search_key(text), keys, n=1, cutoff=0.75)
    return f" Có phải “{keys[found[0]]}” không?" if found else ""


def written(parse: Callable, kind: str = "text", width: float = 12, show: Callable | None = None) -> Callable:
    """Say how what a function reads is written: kind and width of the column, and the cell of a stored value."""
    parse.kind, parse.width, parse.show = kind, width, show
    return parse


written(day, kind="date", width=12)


def spelling(text: Any) -> str:
    """A text without what offices spell differently: case, Unicode form, blanks, the letter that bears the tone."""
    return _spelling(normalize(text))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ORDINARY = "\t\n\r"
_EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
"""What is left of a formula that failed when only its value is pasted."""


def _sound(cell) -> str:
    """The text of a cell, refused when no office program would show it as it was typed."""
    if isinstance(cell, datetime.date):
        raise BadCell("Excel đã đổi ô này thành ngày tháng. Hãy định dạng ô là Văn bản (Text) rồi gõ lại.")
    if isinstance(cell, bool):
        raise BadCell("Ô chứa giá trị đúng/sai (TRUE/FALSE). Hãy gõ lại dạng chữ.")
    text = _number_as_text(cell) if isinstance(cell, int | float) else str(cell or "")
    if text in _EXCEL_ERRORS:
        raise BadCell(f"Ô chứa lỗi của Excel ({text}). Hãy gõ lại giá trị đúng.")
    if not text.isascii() or not text.isprintable():
        _refuse_strange(text)
    return text


def _refuse_strange(text):
    if any(c not in _ORDINARY and unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise BadCell("Ô có ký tự điều khiển không đọc được. Hãy xóa ô và gõ lại.")
    if looks_legacy_encoded(text):
        raise BadCell(f"“{_shown(text)}” có vẻ gõ bằng bảng mã cũ (TCVN3, VNI). Hãy chuyển sang Unicode rồi nhập lại.")


def _number_as_text(value):
    return str(int(value)) if float(value).is_integer() else repr(value)


def _fitting(text, max_length):
    if max_length and len(text) > max_length:
        raise BadCell(f"Dài {len(text)} ký tự, quá {max_length} ký tự cho phép. Hãy rút ngắn lại.")
    return text


def _plausible(value):
    try:
        return parse_date(f"{value.day}/{value.month}/{value.year:04}")
    except ValueError as error:
        raise BadCell(str(error)) from None


def _whole(cell):
    if isinstance(cell, str):
        try:
            return parse_number(cell) if normalize(cell) else None
        except ValueError as error:
            raise BadCell(str(error)) from None
    if isinstance(cell, bool | datetime.date) or not float(cell).is_integer():
        raise BadCell(f"“{_shown(cell)}” không phải là số nguyên. Hãy nhập chữ số, ví dụ 12.")
    return int(cell)


def _shown(value):
    if isinstance(value, datetime.date):
        return f"{value:%d/%m}/{value.year:04}"
    text = str(value).replace(".", ",") if isinstance(value, float) else normalize(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _spelling(text):
    """A label without what offices spell differently: case, blanks after commas, the letter that bears the tone."""
    words = re.sub(r"\s*,\s*", ", ", unicodedata.normalize("NFD", text.casefold())).split()
    return " ".join(_tones_last(word) for word in words)


def _tones_last(word):
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)


# ----------------------------------------------------------------------------------------------------- noting problems


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


# ------------------------------------------------------------------------------------------------------ a sheet of rows


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
        return _state(drafts) if drafts else ""

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
        wanted = {_spelling(column.heading): column for column in self.columns}
        for place, cell in enumerate(headings, 1):
            heading = "" if cell is None else normalize(cell)
            column = wanted.get(_spelling(heading))
            if column and column.name in source.places:
                message = f"Cột “{column.heading}” có hai lần. Hãy bỏ một cột."
                self._note(self.findings.errors, source, place, message)
            elif column:
                source.places[column.name] = place
            elif heading and _spelling(heading) != _spelling(MESSAGES):
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
        message = f"Cột “{_shown(heading)}” không có trong mẫu nên được bỏ qua.{hint}"
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
    states = Counter(_state(drafts) for drafts in row_drafts)
    return Count(*(states[state] for state in Count._fields))


def _has_content(cells):
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def place_of(address):
    letters, number = coordinate_from_string(address)
    return number, column_index_from_string(letters)


# ---------------------------------------------------------------------------------------------------- a sheet written

LOT = 2000
"""Stored rows that are read together with what hangs on them."""


class StoredSheet:
    """The other way round: the records of an import sheet, row by row in its columns, so that it reads them again."""

    sheet: type[ImportSheet]

    @property
    def title(self) -> str:
        return self.sheet.title

    def columns(self) -> list[Column]:
        """The columns of the sheet; those that only some books have where a record needs them."""
        return [column for column in self.sheet.columns if not column.extra or self.needs(column.name)]

    def needs(self, name: str) -> bool:
        """Whether a record has what only an extra column holds."""
        return False

    def records(self) -> Iterable[dict[str, Any]]:
        """The stored values of each row by the names of the columns."""
        raise NotImplementedError

    def rows(self) -> Iterable[list]:
        """The cells of each row."""
        shown = [(column.name, getattr(column.parse, "show", None)) for column in self.columns()]
        for record in self.records():
            yield [(show(record[name]) if record[name] else "") if show else record[name] for name, show in shown]


def in_lots(rows: Iterable, size: int = LOT) -> Iterable[list]:
    rows = iter(rows)
    while lot := list(islice(rows, size)):
        yield lot


def gathered(queryset, owner: str, value: str, ids: Iterable) -> dict[Any, list]:
    """What rows have several of, in the order in which it was stored: the values by their owners' keys."""
    found: dict[Any, list] = {}
    rows = queryset.filter(**{f"{owner}__in": list(ids)}).order_by("pk")
    for key, item in rows.values_list(owner, value):
        found.setdefault(key, []).append(item)
    return found


# ---------------------------------------------------------------------------------------------- records being written


class Draft:
    """A record as the book wants it: new, changed or as it is stored."""

    __slots__ = ("before", "is_new", "lists", "obj")

    def __init__(self, obj):
        self.obj, self.is_new = obj, obj.pk is None
        self.before: dict[str, Any] = {}
        self.lists: dict[str, tuple[tuple, tuple]] = {}

    @property
    def is_changed(self):
        return not self.is_new and bool(self.before or any(set(old) != set(new) for old, new in self.lists.values()))

    def put(self, name: str, value: Any):
        """Set a field; of a stored record the value before is kept when it differs."""
        if not self.is_new and getattr(self.obj, name) != value:
            self.before.setdefault(name, getattr(self.obj, name))
        if self.is_new or name in self.before:
            setattr(self.obj, name, value)

    def put_row(self, row: Row, names: Iterable[str]):
        """Set the fields that are named like columns of the book, where it has them."""
        for name in names:
            if row.has(name):
                self.put(name, row[name])

    def put_related(self, name: str, related: Any):
        """Set a foreign key to a record that may not be stored yet."""
        key = f"{name}_id"
        if self.is_new or getattr(self.obj, key) != getattr(related, "pk", None) or (related and not related.pk):
            if not self.is_new:
                self.before.setdefault(name, getattr(self.obj, key))
            setattr(self.obj, name, related)
        elif related is not None:
            setattr(self.obj, name, related)

    def put_list(self, name: str, old: Sequence, new: Sequence):
        """Set what a record has several of; the order does not matter."""
        self.lists[name] = (tuple(old), tuple(new))

    def list_changed(self, name: str) -> bool:
        old, new = self.lists.get(name, ((), ()))
        return set(old) != set(new)

    def history(self, snapshot: Callable) -> tuple[dict | None, dict]:
        """Before and after, for the record's history: all of a new one, what changed of another."""
        lists = {name: list(new) for name, (old, new) in self.lists.items() if self.is_new or set(old) != set(new)}
        if self.is_new:
            return None, snapshot(self.obj) | lists
        after = snapshot(self.obj, list(self.before)) if self.before else {}
        return self.before | {name: list(self.lists[name][0]) for name in lists}, after | lists


def _state(drafts):
    if drafts[0].is_new:
        return "created"
    return "updated" if any(draft.is_changed for draft in drafts) else "unchanged"


def fetch(queryset, name: str, values: Iterable) -> Iterable:
    """Stored rows whose field is one of many values, in few statements."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        yield from queryset.filter(**{f"{name}__in": wanted[start : start + CHUNK]})


def remove(queryset, name: str, values: Iterable):
    """Delete the rows whose field is one of many values."""
    wanted = sorted(set(values))
    for start in range(0, len(wanted), CHUNK):
        queryset.filter(**{f"{name}__in": wanted[start : start + CHUNK]}).delete()


def save(model, drafts: Iterable[Draft]):
    """Store new records, and changed ones with their next version."""
    drafts = list(drafts)
    model._base_manager.bulk_create([draft.obj for draft in drafts if draft.is_new])
    changed = [draft.obj for draft in drafts if draft.is_changed]
    if hasattr(model, "version"):
        for obj in changed:
            obj.version += 1
    rewrite(model, changed)


def rewrite(model, objects: Sequence, among: Iterable[str] | None = None):
    """Store rows that exist already, all columns at once or those among some; far faster than one CASE a column."""
    columns = [column for column in model._meta.concrete_fields if not column.primary_key]
    names = [column.name for column in columns if among is None or column.name in among]
    if objects:
        model._base_manager.bulk_create(
            objects, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=names
        )


def save_lists(model, owner: str, value: str, name: str, drafts: Iterable[Draft]):
    """Replace the rows of one kind that belong to new and changed records."""
    touched = [draft for draft in drafts if draft.list_changed(name)]
    remove(model._base_manager, owner, [draft.obj.pk for draft in touched if not draft.is_new])
    model._base_manager.bulk_create(
        [model(**{owner: draft.obj, value: item}) for draft in touched for item in draft.lists[name][1]]
    )
