"""An analysis as an Excel workbook: the table as on the page, and a chart that Excel draws."""

from io import BytesIO

from core.workbook import Chart, Column, Sheet, write

FIRST_WIDTH, OTHER_WIDTH = 44, 16
TOTAL = "Tổng số"


def render(pivot, heading):
    """The analysis as bytes of an .xlsx file."""
    file = BytesIO()
    write([_sheet(pivot, heading), _chart(pivot)], file, properties={"title": pivot.question.title})
    return file.getvalue()


def _sheet(pivot, heading):
    numbers = [Column(label, OTHER_WIDTH, "number") for label in (*pivot.columns, TOTAL)]
    rows = [[row.label, *(_value(cell) for cell in row.cells), row.total.value] for row in pivot.rows]
    rows.append([TOTAL, *(each.value for each in pivot.totals), pivot.total.value])
    return Sheet("Phân tích", [Column(pivot.heads[0], FIRST_WIDTH), *numbers], rows, heading)


def _value(cell):
    return None if cell is None else cell.value


def _chart(pivot):
    series = {label: [_value(row.cells[place]) or 0 for row in pivot.rows] for place, label in enumerate(pivot.series)}
    series = series or {pivot.unit: [row.total.value for row in pivot.rows]}
    return Chart("Biểu đồ", [row.label for row in pivot.rows], series)
