"""Rows of a table straight into the XML of its sheet: hundreds of thousands of them in little time and memory."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from core.workbook.cells import BEGINNINGS, LONGEST_TEXT, SPECIAL, as_text, typed, worded

_FORMATS = {
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "number": "#,##0",
    "year": "0",
    "decimal": "#,##0.##",
    "percent": "0.0%",
}
LOT = 200
"""Rows that are parsed at once: few enough to take no memory."""
_FIRST_DAY = date(1899, 12, 30).toordinal()
"""Excel's day 0, for days after February 1900."""


def stream(worksheet, kinds: list[str], rows: Iterable[Iterable], first: int) -> int:
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
        plain = typed(value, dated=kind == "date")
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
    """A cell with text that stays text, as `text_cell` makes it."""
    if value is None or value == "":
        return ""
    string = value if type(value) is str else worded(value)
    style = ""
    if len(string) > LONGEST_TEXT or not string.isprintable() or SPECIAL.search(string):
        string = as_text(string)
        style = f' s="{quoted}"' if string[:1] in BEGINNINGS else ""
    space = ' xml:space="preserve"' if string != string.strip() else ""
    return f'<c r="{place}" t="inlineStr"{style}><is><t{space}>{_escaped(string)}</t></is></c>'


def _escaped(string: str) -> str:
    if "&" in string or "<" in string or ">" in string or "\r" in string:
        return escape(string, {"\r": "&#13;"})
    return string
