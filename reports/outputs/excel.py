"""A briefing as an Excel workbook: one sheet a table, numbers as numbers, and a native chart of the comparison."""

from io import BytesIO

from core.workbook import Chart, Column, Sheet, write
from reports.blocks import plain
from reports.figures import Number

FIRST_WIDTH, OTHER_WIDTH = 48, 16


def render(briefing):
    """The briefing as bytes of an .xlsx file."""
    file = BytesIO()
    sheets = [_sheet(briefing, table) for table in briefing.tables]
    write([*sheets, _chart(briefing), _sentences(briefing)], file, properties={"title": briefing.title})
    return file.getvalue()


def _sheet(briefing, table):
    kinds = ["text", *("number" if _counts(table, place) else "text" for place in range(1, len(table.columns)))]
    columns = [
        Column(heading, FIRST_WIDTH if place == 0 else OTHER_WIDTH, kind)
        for place, (heading, kind) in enumerate(zip(table.columns, kinds, strict=True))
    ]
    rows = [[_cell(part) for part in row] for row in table.rows]
    return Sheet(table.title, columns, rows, _head(briefing, table.title, table.note))


def _head(briefing, title, note=""):
    lines = [title, f"{briefing.issuer}, {briefing.subtitle}"]
    return [*lines, note] if note else lines


def _counts(table, place):
    return any(isinstance(row[place], Number) for row in table.rows)


def _cell(part):
    return part.value if isinstance(part, Number) else part


def _chart(briefing):
    """The main figures beside those of the period before and of the same period last year."""
    rows = briefing.tables[0].rows
    series = {"Kỳ này": 1, "Kỳ trước": 2, "Cùng kỳ năm trước": 4}
    return Chart(
        "Biểu đồ so sánh",
        [plain(row[0]) for row in rows],
        {name: [row[place].value for row in rows] for name, place in series.items()},
    )


def _sentences(briefing):
    """The sentences, to be copied from."""
    rows = [[section.title, str(paragraph)] for section in briefing.sections for paragraph in section.paragraphs]
    columns = [Column("Mục", 36), Column("Nội dung", 110)]
    return Sheet("Lời văn", columns, rows, _head(briefing, briefing.title))
