"""A file as it is shown before it is imported: its rows with what becomes of them, the bad cells to be typed anew."""

from collections import defaultdict
from dataclasses import dataclass, field

from core.sheets import AS, NEW, SKIP
from core.text import normalize
from core.workbook import text

PAGE_ROWS, REPAIRED_ROWS = 50, 15
"""Rows a page; fewer where each cell is a box to type into."""
STATES = {"created": "Thêm mới", "updated": "Cập nhật", "unchanged": "Không đổi"}
TONES = {"created": "done", "updated": "running", "unchanged": "none"}
CELL, ROW = "c", "r"
FIELDS = {CELL: 3, ROW: 2}
"""Kinds of fields on the page and how many numbers their names have: sheet, row, and of a cell its place."""
LONGEST_CELL = 4000
SHOWS = (("errors", "Dòng lỗi"), ("alike", "Có thể trùng"), ("skipped", "Bỏ qua"), ("all", "Tất cả"))


@dataclass
class Cell:
    """One cell of a row: what stands there, and what is wrong with it."""

    name: str
    label: str
    text: str
    messages: list = field(default_factory=list)


@dataclass
class Line:
    """One row of a sheet as it is shown."""

    number: int
    state: str
    tone: str
    cells: list
    messages: list
    """What is wrong with the row where no cell of it can be typed anew."""
    alike: object = None
    choice: str = ""
    options: list = field(default_factory=list)
    doubles: list = field(default_factory=list)
    """Other rows of the file that may be of the same person."""


class SheetPreview:
    """One sheet of the book that is imported."""

    def __init__(self, number, sheet, data, verdict):
        self.number, self.sheet, self.data = number, sheet, data
        self.title, self.count, self.columns = sheet.title, sheet.count, sheet.columns
        self.problems = [one for one in verdict.errors if one.sheet == sheet.name]
        self.at = defaultdict(list)
        for one in self.problems:
            self.at[one.row].append(one)
        self.states = dict(zip(sheet.rows, sheet.states, strict=True))

    @property
    def whole(self):
        """What is wrong with the sheet and not with a row of it."""
        return [one for one in self.problems if one.row <= self.sheet.heading_row]

    def numbers(self, show):
        """The rows to be shown, by number."""
        if show == "errors":
            return sorted(number for number in self.at if number > self.sheet.heading_row)
        if show == "alike":
            return sorted(self.sheet.lookalikes.keys() | self.sheet.doubles.keys())
        if show == "skipped":
            return self.sheet.skipped
        return sorted([*self.sheet.rows, *self.sheet.skipped])

    def counts(self):
        return {show: len(self.numbers(show)) for show, _ in SHOWS}

    def line(self, number):
        cells = [self._cell(number, heading, place) for heading, place in self.columns]
        places = {place for _, place in self.columns}
        loose = [str(one) for one in self.at.get(number, ()) if one.column not in places]
        state = self.states.get(number, "")
        alike, choice = self.sheet.lookalikes.get(number), self.sheet.choices.get(number, "")
        line = Line(number, STATES.get(state, ""), TONES.get(state, ""), cells, loose, alike, choice)
        if number in self.at:
            line.state, line.tone = "Có lỗi", "late"
        if choice == SKIP:
            line.state, line.tone = "Bỏ qua", "none"
        line.options = self._options(alike)
        line.doubles = self.sheet.doubles.get(number, [])
        return line

    def has(self, number, place=None):
        """Whether there is such a row below the headings and, of a cell, such a column."""
        places = {None, *(there for _, there in self.columns)}
        return (number in self.states or number in self.sheet.skipped) and place in places

    def allows(self, number, choice):
        """Whether a row may be treated as somebody chose."""
        return choice == SKIP or choice in (value for value, _ in self._options(self.sheet.lookalikes.get(number)))

    def _options(self, alike):
        if alike is None:
            return []
        if alike.same_key:
            return [("", "Cập nhật bản ghi đã có"), (SKIP, "Bỏ qua dòng này")]
        return [
            (f"{AS}{alike.key}", "Cập nhật bản ghi đã có"),
            (NEW, "Thêm mới"),
            (SKIP, "Bỏ qua dòng này"),
        ]

    def _cell(self, number, heading, place):
        messages = [str(one) for one in self.at.get(number, ()) if one.column == place]
        return Cell(f"{CELL}.{self.number}.{number}.{place}", heading, self.text(number, place), messages)

    def text(self, number, place):
        at = number - self.data.first_row
        cells = self.data.rows[at] if 0 <= at < len(self.data.rows) else []
        return text(cells[place - 1]) if place <= len(cells) else ""


class Preview:
    """The whole file: its sheets with rows, in its order."""

    def __init__(self, verdict, book):
        numbers = {data.title: number for number, data in enumerate(book.sheets)}
        shown = [sheet for sheet in verdict.sheets if sheet.is_filled and sheet.name in numbers]
        self.sheets = [
            SheetPreview(numbers[sheet.name], sheet, book.sheets[numbers[sheet.name]], verdict)
            for sheet in sorted(shown, key=lambda sheet: numbers[sheet.name])
        ]
        self.loose = [one for one in verdict.errors if one.sheet not in {sheet.name for sheet in shown}]

    def sheet(self, number):
        """The sheet asked for, else the first with something to see to."""
        chosen = [one for one in self.sheets if str(one.number) == number]
        troubled = [one for one in self.sheets if one.problems] or [
            one for one in self.sheets if one.sheet.open_choices()
        ]
        return next(iter([*chosen, *troubled, *self.sheets]), None)

    def typed(self, data):
        """From the fields of the page: cells that were typed anew and choices, both by the title of the sheet."""
        by_number = {str(one.number): one for one in self.sheets}
        cells, choices = defaultdict(dict), defaultdict(dict)
        for name, value in data.items():
            kind, *at = name.split(".")
            sheet = by_number.get(at[0]) if kind in FIELDS and len(at) == FIELDS[kind] else None
            if sheet is None or not all(one.isdecimal() and len(one) < 8 for one in at):
                continue
            numbers = [int(one) for one in at[1:]]
            if not sheet.has(*numbers):
                continue
            value = value.replace("\0", "")[:LONGEST_CELL]
            if kind == CELL and normalize(value) != sheet.text(*numbers):
                cells[sheet.sheet.name][f"{numbers[0]}:{numbers[1]}"] = value
            elif kind == ROW:
                choices[sheet.sheet.name][str(numbers[0])] = value if sheet.allows(numbers[0], value) else ""
        return cells, choices
