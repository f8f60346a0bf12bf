"""Excel workbooks in and out, at one place.

Out: a text cell is always text. openpyxl by itself makes a live formula of every text that begins with "=", refuses
control characters, and lets titles and cells grow past what Excel opens.
In: values only, read by a child process with limits of its own (core/reading.py), because uploaded files may be
broken or hostile.
"""

from core.workbook.cells import text_cell
from core.workbook.incoming import (
    Book,
    SheetData,
    UnreadableWorkbook,
    packed_book,
    read,
    text,
    unpacked_book,
)
from core.workbook.parts import Chart, Column, FormSheet, HeadCell, Sheet
from core.workbook.writing import clean_title, write

__all__ = [
    "Book",
    "Chart",
    "Column",
    "FormSheet",
    "HeadCell",
    "Sheet",
    "SheetData",
    "UnreadableWorkbook",
    "clean_title",
    "packed_book",
    "read",
    "text",
    "text_cell",
    "unpacked_book",
    "write",
]
