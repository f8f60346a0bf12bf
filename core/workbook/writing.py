"""A workbook written, sheet by sheet."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from core.text import normalize
from core.workbook.cells import ILLEGAL
from core.workbook.charts import add_chart
from core.workbook.forms import add_form
from core.workbook.layout import append_heading_lines, heads_of, set_layout
from core.workbook.parts import Chart, FormSheet, Sheet
from core.workbook.streaming import stream

LONGEST_TITLE = 31


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
        setattr(book.properties, name, ILLEGAL.sub("", value))


def clean_title(title: str) -> str:
    """A sheet title as Excel accepts it: no []:*?/\\, no apostrophe at the ends, 31 characters, not "History"."""
    cleaned = normalize(re.sub(r"[\[\]:*?/\\]", "-", ILLEGAL.sub("", title))).strip("' ")[:LONGEST_TITLE].strip("' ")
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
    add = {Chart: add_chart, FormSheet: add_form}.get(type(sheet), _add_table)
    return add(book.create_sheet(title), sheet)


def _add_table(worksheet, sheet: Sheet) -> int:
    head = len(sheet.heading_lines) + (2 if sheet.heading_lines else 1)
    set_layout(worksheet, [column.width for column in sheet.columns], head)
    append_heading_lines(worksheet, sheet.heading_lines)
    worksheet.append(heads_of(worksheet, [column.heading for column in sheet.columns]))
    count = stream(worksheet, [column.kind for column in sheet.columns], sheet.rows, first=head + 1)
    if sheet.columns:
        last = get_column_letter(len(sheet.columns))
        worksheet.auto_filter.ref = f"A{head}:{last}{head + count}"
    return count
