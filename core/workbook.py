"""Excel workbooks in and out, at one place.

Out: a text cell is always text. openpyxl by itself makes a live formula of every text that begins with "=", refuses
control characters, and lets titles and cells grow past what Excel opens.
In: values only, read by a child process with limits of its own (core/reading.py), because uploaded files may be
broken or hostile.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils import timezone
from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from core import reading
from core.text import looks_legacy_encoded, normalize, short_date

__all__ = [
    "Book",
    "Chart",
    "Column",
    "FormSheet",
    "HeadCell",
    "Sheet",
    "SheetData",
    "UnreadableWorkbook",
    "address",
    "looks_legacy_encoded",
    "packed_book",
    "read",
    "text",
    "text_cell",
    "unpacked_book",
    "write",
]

# --------------------------------------------------------------------------------------------------------------- out


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


LONGEST_TITLE, LONGEST_TEXT, LARGEST_EXACT = 31, 32_767, 10**15
_FORMATS = {
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "number": "#,##0",
    "year": "0",
    "decimal": "#,##0.##",
    "percent": "0.0%",
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What openpyxl or Excel would take for more than text: formulas, error values, and Excel's own escapes.
_SPECIAL = re.compile(r"\A[=+@#-]|_x[0-9A-Fa-f]{4}_")
_BEGINNINGS = {"=", "+", "-", "@"}
"""What a text may not begin with, unless Excel is told that it is one."""
_FONT = "Times New Roman"


def write(sheets: Iterable[Sheet | Chart | FormSheet], file, properties: dict[str, str] | None = None) -> int:
    """Writes a workbook to a path or an open binary file, in little memory; gives the number of rows written."""
    book = Workbook(write_only=True)
    _set_properties(book, properties or {})
    titles: set[str] = set()
    with _no_left_over_files(book):
        count = sum(_add(book, sheet, _unique_title(sheet.title, titles)) for sheet in sheets)
        if not book.worksheets:
            book.create_sheet("Trang tính")
        book.save(file)
    return count


@contextmanager
def _no_left_over_files(book: Workbook) -> Iterator[None]:
    """openpyxl streams each sheet into a temporary file; when rows fail half-way, these must not stay."""
    try:
        yield
    except BaseException:
        for sheet in book.worksheets:
            with suppress(Exception):
                sheet.close()
            with suppress(Exception):
                sheet._writer.cleanup()
        raise


def _set_properties(book: Workbook, properties: dict[str, str]) -> None:
    book.properties.creator = "KTGS"
    for name, value in properties.items():
        setattr(book.properties, name, _ILLEGAL.sub("", value))


def clean_title(title: str) -> str:
    """A sheet title as Excel accepts it: no []:*?/\\, no apostrophe at the ends, 31 characters, not "History"."""
    cleaned = normalize(re.sub(r"[\[\]:*?/\\]", "-", _ILLEGAL.sub("", title))).strip("' ")[:LONGEST_TITLE].strip("' ")
    return {"": "Trang tính", "history": "Lịch sử"}.get(cleaned.lower(), cleaned)


def _unique_title(title: str, taken: set[str]) -> str:
    unique = cleaned = clean_title(title)
    number = 1
    while unique.lower() in taken:
        number += 1
        ending = f" ({number})"
        unique = cleaned[: LONGEST_TITLE - len(ending)] + ending
    taken.add(unique.lower())
    return unique


def _add(book: Workbook, sheet: Sheet | Chart | FormSheet, title: str) -> int:
    add = {Chart: _add_chart, FormSheet: _add_form}.get(type(sheet), _add_table)
    return add(book.create_sheet(title), sheet)


def _add_table(worksheet, sheet: Sheet) -> int:
    head = len(sheet.heading_lines) + (2 if sheet.heading_lines else 1)
    _set_layout(worksheet, [column.width for column in sheet.columns], head)
    _append_heading_lines(worksheet, sheet.heading_lines)
    worksheet.append(_heads(worksheet, [column.heading for column in sheet.columns]))
    count = _stream(worksheet, [column.kind for column in sheet.columns], sheet.rows, first=head + 1)
    if sheet.columns:
        last = get_column_letter(len(sheet.columns))
        worksheet.auto_filter.ref = f"A{head}:{last}{head + count}"
    return count


def _set_layout(worksheet, widths: list[float], head: int) -> None:
    """Landscape A4, as wide as the page, the head on every page and in sight while scrolling, page x/y."""
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.freeze_panes = f"A{head + 1}"
    worksheet.print_title_rows = f"{head}:{head}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.oddFooter.right.text = "Trang &P/&N"


def _append_heading_lines(worksheet, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        cell = _text_cell(worksheet, line)
        cell.font = Font(name=_FONT, size=11 if place else 14, bold=not place)
        worksheet.append([cell])
    if lines:
        worksheet.append([])


def _heads(worksheet, headings: list[str]) -> list[WriteOnlyCell]:
    line = Side(style="thin", color="999999")
    pattern = WriteOnlyCell(worksheet)
    pattern.font = Font(name=_FONT, size=11, bold=True)
    pattern.fill = PatternFill("solid", fgColor="EEEEEE")
    pattern.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    pattern.border = Border(left=line, right=line, top=line, bottom=line)
    return [_styled(_text_cell(worksheet, heading), pattern) for heading in headings]


def _styled(cell: WriteOnlyCell, pattern: WriteOnlyCell) -> WriteOnlyCell:
    cell._style = copy(pattern._style)
    return cell


LOT = 200
"""Rows that are parsed at once: few enough to take no memory."""
_FIRST_DAY = date(1899, 12, 30).toordinal()
"""Excel's day 0, for days after February 1900."""


def _stream(worksheet, kinds: list[str], rows: Iterable[Iterable], first: int) -> int:
    """Append rows as the XML of the sheet: openpyxl makes an object of each cell, which takes most of its time."""
    cells = [_cell_writer(worksheet, kind, get_column_letter(place)) for place, kind in enumerate(kinds, 1)]
    lines = (_row(cells, row, number) for number, row in enumerate(rows, first))
    count = 0

    def write_rows(file, *_):
        nonlocal count
        while lot := list(islice(lines, LOT)):
            count += len(lot)
            for element in etree.fromstring(f"<rows>{''.join(lot)}</rows>"):
                file.write(element)

    worksheet._writer.write_row = write_rows
    worksheet.append([])
    return count


def _row(cells, row: Iterable, number: int) -> str:
    return f'<row r="{number}">{"".join([cell(value, number) for cell, value in zip(cells, row, strict=True)])}</row>'


def _cell_writer(worksheet, kind: str, letter: str):
    """A function from a value and the number of its row to the XML of a cell; built once a column, with its style."""
    quoted = _style_of(worksheet, quotePrefix=True)

    def write_text(value, number):
        return _text_xml(value, f"{letter}{number}", quoted)

    if kind == "text":
        return write_text
    style = _style_of(worksheet, number_format=_FORMATS[kind])
    expected = date if kind in {"date", "datetime"} else int | float | Decimal

    def write_cell(value, number):
        if value is None or value == "":
            return ""
        plain = _plain(value, dated=kind == "date")
        if not isinstance(plain, expected):
            return write_text(plain, number)
        return f'<c r="{letter}{number}" s="{style}"><v>{_serial(plain)}</v></c>'

    return write_cell


def _style_of(worksheet, **properties) -> int:
    """The number under which the workbook keeps a style."""
    pattern = WriteOnlyCell(worksheet)
    for name, value in properties.items():
        setattr(pattern, name, value)
    return pattern.style_id


def _serial(value) -> str:
    """A number as Excel keeps it; of a day, how many days after the first."""
    if isinstance(value, datetime):
        return repr(to_excel(value))
    return str(value.toordinal() - _FIRST_DAY) if isinstance(value, date) else str(value)


def _text_xml(value, place: str, quoted: int) -> str:
    """A cell with text that stays text, as `_text_cell` makes it."""
    if value is None or value == "":
        return ""
    string = value if type(value) is str else _worded(value)
    style = ""
    if len(string) > LONGEST_TEXT or not string.isprintable() or _SPECIAL.search(string):
        string = _as_text(string)
        style = f' s="{quoted}"' if string[:1] in _BEGINNINGS else ""
    space = ' xml:space="preserve"' if string != string.strip() else ""
    return f'<c r="{place}" t="inlineStr"{style}><is><t{space}>{_escaped(string)}</t></is></c>'


def _escaped(string: str) -> str:
    if "&" in string or "<" in string or ">" in string or "\r" in string:
        return escape(string, {"\r": "&#13;"})
    return string


def _plain(value, *, dated: bool):
    """The value when Excel can hold it with its type, else its text; time zones become the office's clock."""
    if isinstance(value, datetime):
        value = timezone.make_naive(value) if value.tzinfo else value
        value = value.date() if dated else value
    if isinstance(value, date):
        return value if value.year > 1900 else short_date(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None if value is None else _worded(value)
    # Excel keeps 15 digits: longer numbers and no-numbers are kept as text.
    return value if abs(value) < LARGEST_EXACT else str(value)


def _worded(value) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return f"{(timezone.make_naive(value) if value.tzinfo else value):%d/%m/%Y %H:%M}"
    return short_date(value) if isinstance(value, date) else str(value)


def _text(worksheet, value):
    if value is None or value == "":
        return None
    string = value if type(value) is str else _worded(value)
    if len(string) > LONGEST_TEXT or not string.isprintable() or _SPECIAL.search(string):
        return _text_cell(worksheet, string)
    return string


def _text_cell(worksheet, string: str) -> WriteOnlyCell:
    """Text that stays text, also after somebody edits the cell in Excel."""
    string = _as_text(string)
    cell = WriteOnlyCell(worksheet, string)
    cell.data_type = "s"
    if string[:1] in _BEGINNINGS:
        cell.quotePrefix = True
    return cell


def _as_text(string: str) -> str:
    """What Excel can hold of a text, and shows as it is."""
    string = _ILLEGAL.sub("", string)
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", string)[:LONGEST_TEXT]


text_cell = _text_cell
"""For a book with a layout of its own: its texts stay text, too."""


def _add_chart(worksheet, chart: Chart) -> int:
    _set_layout(worksheet, [36, *[16] * len(chart.series)], head=1)
    worksheet.append(_heads(worksheet, ["", *chart.series]))
    for place, category in enumerate(chart.categories):
        figures = [_plain(values[place], dated=False) for values in chart.series.values()]
        worksheet.append([_text(worksheet, category), *figures])
    if chart.categories and chart.series:
        worksheet.add_chart(_bars(worksheet, chart), f"{get_column_letter(len(chart.series) + 3)}2")
    return len(chart.categories)


def _bars(worksheet, chart: Chart) -> BarChart:
    bars, last = BarChart(), len(chart.categories) + 1
    bars.title, bars.height, bars.width = _ILLEGAL.sub("", chart.title), 9, 18
    bars.add_data(Reference(worksheet, 2, 1, len(chart.series) + 1, last), titles_from_data=True)
    bars.set_categories(Reference(worksheet, 1, 2, 1, last))
    # Newer Excel hides axes that do not say they are shown.
    bars.x_axis.delete = bars.y_axis.delete = False
    return bars


def _add_form(worksheet, form: FormSheet) -> int:
    deep = max(head.row + head.rows for head in form.heads)
    above = len(form.heading_lines) + 1
    _set_layout(worksheet, form.widths, above + deep + 1)
    worksheet.print_title_rows = f"{above + 1}:{above + deep + 1}"
    worksheet.freeze_panes = f"C{above + deep + 2}"
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    _append_heading_lines(worksheet, form.heading_lines)
    _append_merged_heads(worksheet, form, above, deep)
    patterns = {(bold, kind): _ruled(worksheet, kind, bold) for bold in (True, False) for kind in _ALIGNED}
    worksheet.append([_ruled_cell(worksheet, value, "centre", False, patterns) for value in form.numbers])
    for cells, bold in form.rows:
        kinds = ["centre", "text", *["number"] * (len(cells) - 2)]
        pairs = zip(cells, kinds, strict=True)
        worksheet.append([_ruled_cell(worksheet, value, kind, bold, patterns) for value, kind in pairs])
    for line in form.closing:
        worksheet.append(_closing_line(worksheet, line))
    return len(form.rows)


_ALIGNED = {"centre": "center", "text": "left", "number": "right"}


def _append_merged_heads(worksheet, form: FormSheet, above: int, deep: int) -> None:
    """Every cell of a merged range is ruled: Excel draws the border of each of them."""
    texts = {(head.row, head.column): head.text for head in form.heads}
    pattern = _heads(worksheet, [""])[0]
    for row in range(deep):
        worksheet.row_dimensions[above + row + 1].height = 96 if row == deep - 1 else 30
        cells = (_text_cell(worksheet, texts.get((row, column), "")) for column in range(len(form.widths)))
        worksheet.append([_styled(cell, pattern) for cell in cells])
    for head in form.heads:
        if head.rows * head.columns > 1:
            first = f"{get_column_letter(head.column + 1)}{above + head.row + 1}"
            last = f"{get_column_letter(head.column + head.columns)}{above + head.row + head.rows}"
            worksheet.merged_cells.add(f"{first}:{last}")


def _ruled(worksheet, kind: str, bold: bool) -> WriteOnlyCell:
    line = Side(style="thin", color="999999")
    pattern = WriteOnlyCell(worksheet)
    pattern.font = Font(name=_FONT, size=11, bold=bold)
    pattern.border = Border(left=line, right=line, top=line, bottom=line)
    pattern.alignment = Alignment(horizontal=_ALIGNED[kind], vertical="center", wrap_text=kind == "text")
    if kind == "number":
        pattern.number_format = '#,##0;-#,##0;"–"'
    return pattern


def _ruled_cell(worksheet, value, kind: str, bold: bool, patterns) -> WriteOnlyCell:
    plain = _plain(value, dated=False)
    cell = _text_cell(worksheet, plain) if isinstance(plain, str) else WriteOnlyCell(worksheet, plain)
    return _styled(cell, patterns[bold, kind])


def _closing_line(worksheet, line: list[tuple[int, str]]) -> list:
    cells = [None] * (max((place for place, _ in line), default=-1) + 1)
    for place, string in line:
        cells[place] = _text_cell(worksheet, string)
        cells[place].font = Font(name=_FONT, size=11)
    return cells


# ---------------------------------------------------------------------------------------------------------------- in

Cell = str | int | float | date | bool | None
WALL_CLOCK_SECONDS = 120
STOPPED = (
    "Tệp quá lớn hoặc bất thường nên việc đọc đã dừng lại. Hãy xóa các dòng, cột và trang tính thừa, "
    "lưu lại bằng Excel kiểu “Excel Workbook (*.xlsx)” rồi nhập lại."
)


class UnreadableWorkbook(Exception):
    """Why a file cannot be read and what to do, in a sentence for the user."""


@dataclass
class SheetData:
    """The cells of a sheet from A1 on: `rows[0][0]` is A1 wherever the data begins."""

    title: str
    rows: list[list[Cell]] = field(default_factory=list)
    first_row: int = 1


@dataclass
class Book:
    """The sheets of a workbook in its order, and the places of its formulas (sheet title, address)."""

    sheets: list[SheetData] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)


def read(source: str | os.PathLike | bytes) -> Book:
    """The values of an .xlsx file, a path or its bytes; UnreadableWorkbook says what is wrong with it."""
    with _opened(source) as file, _child(file) as process:
        try:
            return _book(process.stdout)
        except ValueError:  # the child was stopped in the middle of a line
            raise UnreadableWorkbook(STOPPED) from None


@contextmanager
def _opened(source):
    if not isinstance(source, bytes):
        with Path(source).open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        file.write(source)
        file.seek(0)
        yield file


@contextmanager
def _child(file) -> Iterator[subprocess.Popen]:
    """The reading process: no environment but what starting needs, nothing imported but itself, a clock on it."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-I", reading.__file__],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    clock = threading.Timer(WALL_CLOCK_SECONDS, process.kill)
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


def _book(lines: Iterable[bytes]) -> Book:
    book = Book()
    for line in lines:
        match json.loads(line):
            case {"refused": reason}:
                raise UnreadableWorkbook(reason)
            case {"done": True}:
                return book
            case {"sheet": title}:
                book.sheets.append(SheetData(title))
            case {"formulas": places}:
                book.formulas = [(title, place) for title, place in places]
            case rows:
                book.sheets[-1].rows += [_with_dates(row) for row in rows]
    raise UnreadableWorkbook(STOPPED)


def packed_book(book: Book) -> bytes:
    """What was read of a book, to be kept: the lines that the reading process writes."""
    lines: list = []
    for data in book.sheets:
        lines.append({"sheet": data.title})
        starts = range(0, len(data.rows), reading.ROWS_A_LINE)
        lines += [data.rows[start : start + reading.ROWS_A_LINE] for start in starts]
    lines += [{"formulas": book.formulas}, {"done": True}]
    return b"\n".join(json.dumps(line, default=_ordinal, ensure_ascii=False).encode() for line in lines)


def unpacked_book(content: bytes) -> Book:
    """The book of kept lines; ValueError when they are not whole."""
    try:
        return _book(content.split(b"\n"))
    except UnreadableWorkbook as error:
        raise ValueError(content[:50]) from error


def _ordinal(day: date) -> list[int]:
    return [day.toordinal()]


def _with_dates(row: list) -> list[Cell]:
    return [date.fromordinal(cell[0]) if type(cell) is list else cell for cell in row]


def text(cell: Cell) -> str:
    """A cell as the text a person sees in it: 26000001.0 is "26000001", a date is dd/mm/yyyy."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    return short_date(cell) if isinstance(cell, date) else normalize(cell)


def address(sheet: str, row: int, column: int) -> str:
    """A cell as people name it: address("KTGS", 7, 2) is "KTGS!B7"; rows and columns count from 1."""
    return f"{sheet}!{get_column_letter(column)}{row}"
