"""The merged heads of a form: group, sub-group and column, as page and Excel both draw them."""

from functools import cache
from itertools import groupby

from core.workbook import HeadCell

SUBJECT = "Đối tượng"


@cache
def heads_of(form) -> list[list[HeadCell]]:
    """The cells by rows from above; columns count from 0, A and B included."""
    deep = 3 if any(column.head for column in form.columns) else 2
    deep = deep if form.groups else 1
    cells = [HeadCell("STT", 0, 0, deep), HeadCell(SUBJECT, 0, 1, deep)]
    cells.append(HeadCell(form.total.label, 0, 2, deep))
    place = 3
    for group in form.groups:
        cells += _group(group, place, deep)
        place += len(group.columns)
    return [[cell for cell in cells if cell.row == row] for row in range(deep)]


def _group(group, place, deep):
    top = 0
    if group.title:
        yield HeadCell(group.title, 0, place, columns=len(group.columns))
        top = 1
    for head, columns in groupby(group.columns, key=lambda column: column.head):
        columns = list(columns)
        under = top
        if head:
            yield HeadCell(head, top, place, columns=len(columns))
            under = top + 1
        for column in columns:
            yield HeadCell(column.label, under, place, deep - under)
            place += 1
