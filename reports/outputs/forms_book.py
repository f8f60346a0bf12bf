"""Statistical forms as an Excel workbook, one sheet a form, as on paper."""

from io import BytesIO

from core.text import short_date
from core.workbook import FormSheet, write
from reports.briefing import REGROUPED, WITHOUT_OWN
from rules.families import Certainty

MARK_WIDTH, LABEL_WIDTH, TOTAL_WIDTH, WIDTH, MONEY_WIDTH = 5, 32, 9, 8, 12


def render(tables, *, without_own=False) -> bytes:
    """The forms as bytes of an .xlsx file."""
    file = BytesIO()
    write([_sheet(each, without_own) for each in tables], file, properties={"title": "Biểu thống kê"})
    return file.getvalue()


def about(table):
    """What stands under the title of a form: for whom, when, in what unit, on what ground."""
    period = table.period
    dates = f"từ ngày {short_date(period.first)} đến ngày {short_date(period.last)}"
    label = "" if period.kind == "dates" else f"{period.label}, "
    tree = f". {REGROUPED}" if table.organization.regrouped else ""
    return [
        f"{table.organization.name_on(period.last)}. Kỳ báo cáo: {label}{dates}{tree}",
        f"ĐVT: {table.form.unit}",
        f"Căn cứ: {table.form.document}. {ground(table.form)}",
    ]


def ground(form):
    """How certain the columns and the rows of a form are, in words."""
    columns, rows = Certainty(form.certainty).label.lower(), Certainty(form.rows_certainty).label.lower()
    return f"Cột: {columns}; dòng: {rows}." if form.groups else f"Dòng: {rows}."


def _sheet(table, without_own):
    columns = len(table.form.columns)
    money = {place for place in range(columns) if _is_money(table.form, place)}
    widths = [MONEY_WIDTH if place in money else WIDTH for place in range(1, columns)]
    return FormSheet(
        title=table.form.name,
        widths=[MARK_WIDTH, LABEL_WIDTH, TOTAL_WIDTH, *widths],
        heading_lines=[table.title, *about(table), *([WITHOUT_OWN] if without_own else [])],
        heads=[head for row in table.heads for head in row],
        numbers=["A", "B", *range(1, columns + 1)],
        rows=[_row(row) for row in table.rows],
        closing=_closing(table),
    )


def _is_money(form, place):
    return any("tiền" in group.title for group, first in form.places if first <= place < first + len(group.columns))


def _row(row):
    return [row.mark, row.label, *(None if cell is None else cell.value for cell in row.cells)], row.stands_out


def _closing(table):
    lines = [[]]
    lines += [[(1, f"Cột {place}: {note}")] for place, note in table.notes]
    lines += [[(1, table.form.note)]] if table.form.note else []
    if table.withheld:
        lines.append([(1, "Ô để trống là số liệu chỉ người được giao mới xem.")])
    lines += [[(1, f"Chưa khớp: {fault}")] for fault in table.faults]
    last = max(3, len(table.form.columns) - 4)
    signed = [[(1, "NGƯỜI LẬP BIỂU"), (last, "THỦ TRƯỞNG CƠ QUAN")]]
    return [*lines, [], *signed, [(place, "(Ký, ghi rõ họ tên)") for place in (1, last)]]
