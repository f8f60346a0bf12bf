"""A bar chart beside the figures that it shows."""

from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter

from core.workbook.cells import ILLEGAL, cell_of, typed
from core.workbook.layout import heads_of, set_layout
from core.workbook.parts import Chart


def add_chart(worksheet, chart: Chart) -> int:
    set_layout(worksheet, [36, *[16] * len(chart.series)], head=1)
    worksheet.append(heads_of(worksheet, ["", *chart.series]))
    for place, category in enumerate(chart.categories):
        figures = [typed(values[place], dated=False) for values in chart.series.values()]
        worksheet.append([cell_of(worksheet, category), *figures])
    if chart.categories and chart.series:
        worksheet.add_chart(_bars(worksheet, chart), f"{get_column_letter(len(chart.series) + 3)}2")
    return len(chart.categories)


def _bars(worksheet, chart: Chart) -> BarChart:
    bars, last = BarChart(), len(chart.categories) + 1
    bars.title, bars.height, bars.width = ILLEGAL.sub("", chart.title), 9, 18
    bars.add_data(Reference(worksheet, 2, 1, len(chart.series) + 1, last), titles_from_data=True)
    bars.set_categories(Reference(worksheet, 1, 2, 1, last))
    # Newer Excel hides axes that do not say they are shown.
    bars.x_axis.delete = bars.y_axis.delete = False
    return bars
