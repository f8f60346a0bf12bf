"""A file given back with its faults: the same rows at the same places, the bad cells marked, a column of messages."""

from collections import defaultdict
from copy import copy
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import PatternFill

from core.sheets import MESSAGES
from core.text import short_date
from core.workbook import clean_title, text_cell

WIDEST = 16_384
BAD = PatternFill("solid", fgColor="F8D7DA")


def render(book, verdict):
    """The bytes of the workbook. Only values return: how the file looked before is not kept."""
    out = Workbook(write_only=True)
    headings = {sheet.name: sheet.heading_row for sheet in verdict.sheets if sheet.columns}
    faults = defaultdict(lambda: defaultdict(list))
    for problem in verdict.errors:
        faults[problem.sheet][problem.row].append(problem)
        if problem.row == headings.get(problem.sheet):  # of the whole sheet: told beside its first row
            faults[problem.sheet][problem.row + 1].append(problem._replace(column=WIDEST))
    for data in book.sheets:
        _add(out.create_sheet(clean_title(data.title)), data, headings.get(data.title), faults[data.title])
    file = BytesIO()
    out.save(file)
    return file.getvalue()


def _add(worksheet, data, heading_row, faults):
    place = _place_of_messages(data, heading_row)
    dated = WriteOnlyCell(worksheet)
    dated.number_format = "dd/mm/yyyy"
    worksheet.column_dimensions["A"].width = 18
    for _ in range(1, data.first_row):
        worksheet.append([])
    for number, cells in enumerate(data.rows, data.first_row):
        row = [_cell(worksheet, value, dated) for value in cells[: place - 1]]
        problems = faults.get(number, ())
        if problems or number == heading_row:
            row += [None] * (place - len(row) - 1)
            words = " ".join(dict.fromkeys(one.message for one in problems))
            row.append(text_cell(worksheet, MESSAGES if number == heading_row else words))
        for one in problems:
            if one.column < place:
                row[one.column - 1] = _marked(row[one.column - 1], worksheet)
        worksheet.append(row)


def _place_of_messages(data, heading_row):
    """One after the last column, or where the column stood when the file was given back before."""
    at = (heading_row or data.first_row) - data.first_row
    headings = data.rows[at] if 0 <= at < len(data.rows) else []
    if MESSAGES in headings:
        return headings.index(MESSAGES) + 1
    return max((len(cells) for cells in data.rows), default=0) + 1


def _cell(worksheet, value, dated):
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return text_cell(worksheet, value)
    if isinstance(value, date):
        cell = WriteOnlyCell(worksheet, value if value.year > 1900 else short_date(value))
        cell._style = copy(dated._style)
        return cell
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 10**15 else value


def _marked(cell, worksheet):
    """The cell on a ground of its own; an empty one, too."""
    if not isinstance(cell, Cell):
        cell = WriteOnlyCell(worksheet, cell)
    cell.fill = BAD
    return cell
