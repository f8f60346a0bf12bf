"""Values as Excel holds them, and text that stays text."""

import re
from copy import copy
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from openpyxl.cell import WriteOnlyCell

from core.text import short_date

LONGEST_TEXT, LARGEST_EXACT = 32_767, 10**15
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What openpyxl or Excel would take for more than text: formulas, error values, and Excel's own escapes.
SPECIAL = re.compile(r"\A[=+@#-]|_x[0-9A-Fa-f]{4}_")
BEGINNINGS = {"=", "+", "-", "@"}
"""What a text may not begin with, unless Excel is told that it is one."""
FONT = "Times New Roman"


def styled(cell: WriteOnlyCell, pattern: WriteOnlyCell) -> WriteOnlyCell:
    cell._style = copy(pattern._style)
    return cell


def typed(value, *, dated: bool):
    """The value when Excel can hold it with its type, else its text; time zones become the office's clock."""
    if isinstance(value, datetime):
        value = timezone.make_naive(value) if value.tzinfo else value
        value = value.date() if dated else value
    if isinstance(value, date):
        return value if value.year > 1900 else short_date(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None if value is None else worded(value)
    # Excel keeps 15 digits: longer numbers and no-numbers are kept as text.
    return value if abs(value) < LARGEST_EXACT else str(value)


def worded(value) -> str:
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return f"{(timezone.make_naive(value) if value.tzinfo else value):%d/%m/%Y %H:%M}"
    return short_date(value) if isinstance(value, date) else str(value)


def cell_of(worksheet, value):
    if value is None or value == "":
        return None
    string = value if type(value) is str else worded(value)
    if len(string) > LONGEST_TEXT or not string.isprintable() or SPECIAL.search(string):
        return text_cell(worksheet, string)
    return string


def text_cell(worksheet, string: str) -> WriteOnlyCell:
    """Text that stays text, also after somebody edits the cell in Excel."""
    string = as_text(string)
    cell = WriteOnlyCell(worksheet, string)
    cell.data_type = "s"
    if string[:1] in BEGINNINGS:
        cell.quotePrefix = True
    return cell


def as_text(string: str) -> str:
    """What Excel can hold of a text, and shows as it is."""
    string = ILLEGAL.sub("", string)
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", string)[:LONGEST_TEXT]
