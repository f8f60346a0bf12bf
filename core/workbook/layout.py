"""How the sheets look: paper and print, the lines above the table, its headings."""

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.workbook.cells import FONT, styled, text_cell


def set_layout(worksheet, widths: list[float], head: int) -> None:
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


def append_heading_lines(worksheet, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        cell = text_cell(worksheet, line)
        cell.font = Font(name=FONT, size=11 if place else 14, bold=not place)
        worksheet.append([cell])
    if lines:
        worksheet.append([])


def heads_of(worksheet, headings: list[str]) -> list[WriteOnlyCell]:
    line = Side(style="thin", color="999999")
    pattern = WriteOnlyCell(worksheet)
    pattern.font = Font(name=FONT, size=11, bold=True)
    pattern.fill = PatternFill("solid", fgColor="EEEEEE")
    pattern.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    pattern.border = Border(left=line, right=line, top=line, bottom=line)
    return [styled(text_cell(worksheet, heading), pattern) for heading in headings]
