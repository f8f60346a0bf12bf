"""Forms as on paper: merged heads, ruled rows, closing lines."""

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from core.workbook.cells import FONT, styled, text_cell, typed
from core.workbook.layout import append_heading_lines, heads_of, set_layout
from core.workbook.parts import FormSheet


def add_form(worksheet, form: FormSheet) -> int:
    deep = max(head.row + head.rows for head in form.heads)
    above = len(form.heading_lines) + 1
    set_layout(worksheet, form.widths, above + deep + 1)
    worksheet.print_title_rows = f"{above + 1}:{above + deep + 1}"
    worksheet.freeze_panes = f"C{above + deep + 2}"
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    append_heading_lines(worksheet, form.heading_lines)
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
    pattern = heads_of(worksheet, [""])[0]
    for row in range(deep):
        worksheet.row_dimensions[above + row + 1].height = 96 if row == deep - 1 else 30
        cells = (text_cell(worksheet, texts.get((row, column), "")) for column in range(len(form.widths)))
        worksheet.append([styled(cell, pattern) for cell in cells])
    for head in form.heads:
        if head.rows * head.columns > 1:
            first = f"{get_column_letter(head.column + 1)}{above + head.row + 1}"
            last = f"{get_column_letter(head.column + head.columns)}{above + head.row + head.rows}"
            worksheet.merged_cells.add(f"{first}:{last}")


def _ruled(worksheet, kind: str, bold: bool) -> WriteOnlyCell:
    line = Side(style="thin", color="999999")
    pattern = WriteOnlyCell(worksheet)
    pattern.font = Font(name=FONT, size=11, bold=bold)
    pattern.border = Border(left=line, right=line, top=line, bottom=line)
    pattern.alignment = Alignment(horizontal=_ALIGNED[kind], vertical="center", wrap_text=kind == "text")
    if kind == "number":
        pattern.number_format = '#,##0;-#,##0;"–"'
    return pattern


def _ruled_cell(worksheet, value, kind: str, bold: bool, patterns) -> WriteOnlyCell:
    plain = typed(value, dated=False)
    cell = text_cell(worksheet, plain) if isinstance(plain, str) else WriteOnlyCell(worksheet, plain)
    return styled(cell, patterns[bold, kind])


def _closing_line(worksheet, line: list[tuple[int, str]]) -> list:
    cells = [None] * (max((place for place, _ in line), default=-1) + 1)
    for place, string in line:
        cells[place] = text_cell(worksheet, string)
        cells[place].font = Font(name=FONT, size=11)
    return cells
