"""Headings of a sheet of another form: over one row or several, below titles and blank lines.

Lists of the member database have a group above ("Ngày vào Đảng", merged over two columns) and headings below it ("Dự
bị", "Chính thức"); many forms number their columns in a row of its own. Such a block is read as one row of headings.
"""

import re
from itertools import pairwise

from core.workbook import text

LOOKED_AT = 15
"""So many filled rows are searched for headings."""
DEEPEST = 3
"""A group, what stands below it, and the numbers of the columns."""
LONGEST = 80
"""Characters of a heading; what is longer is none."""
JOINT = " / "
NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}|[A-ZĐ])\)?")


def filled(data):
    """The numbers of the first rows with text."""
    rows = (number for number, cells in enumerate(data.rows, data.first_row) if has_text(cells))
    return [row for row, _ in zip(rows, range(LOOKED_AT), strict=False)]


def has_text(cells):
    return any(isinstance(cell, str) and cell.strip() for cell in cells)


def joined(data, last, depth):
    """(place, heading) of each column that has one, from a block of rows."""
    rows = [row for number in range(last - depth + 1, last + 1) if not is_numbering(row := _told(data, number))]
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    for upper, lower in pairwise(rows):
        _spread(upper, lower)
    columns = (dict.fromkeys(row[at] for row in rows if row[at]) for at in range(width))
    return [(place, JOINT.join(parts)) for place, parts in enumerate(columns, 1) if parts]


def depth_from(data, top):
    """How many rows the headings take that begin in a row."""
    depth = 1
    if _is_below_groups(_told(data, top), _told(data, top + 1)):
        depth = 2
    return depth + is_numbering(_told(data, top + depth))


def is_numbering(told):
    """Whether a row only numbers the columns: 1, 2, 3 or A, B, (1), (2)."""
    cells = [one for one in told if one]
    return len(cells) > 1 and all(map(NUMBERING.fullmatch, cells))


def _told(data, number):
    at = number - data.first_row
    cells = data.rows[at] if 0 <= at < len(data.rows) else []
    return [shown if cell is not None and len(shown := text(cell)) <= LONGEST else "" for cell in cells]


def _spread(upper, lower):
    """Only the first cell of a merged group holds its text: it is that of the cells to its right, too."""
    group = ""
    for at, below in enumerate(lower):
        group = upper[at] if upper[at] else group if below else ""
        group = group if below else ""
        upper[at] = upper[at] or group


def _is_below_groups(upper, lower):
    """Whether a row holds headings below the groups of the row above it, and no record."""
    width = max(len(upper), len(lower))
    upper, lower = (row + [""] * (width - len(row)) for row in (upper, lower))
    if sum(map(bool, upper)) < 2 or any(re.search(r"\d", cell) for cell in lower):
        return False
    alone = [at for at in range(width) if lower[at] and not upper[at]]
    spread = list(upper)
    _spread(spread, lower)
    return bool(alone) and all(spread[at] for at in alone)
