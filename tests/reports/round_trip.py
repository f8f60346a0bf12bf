"""An installation taken out as a book and read by an empty one: what both say of every organization and period."""

from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO

import openpyxl
from django.core.management import call_command
from django.db import transaction

from core.periods import of_dates
from members.models import Organization
from members.models.scoping import in_subtree
from reports.briefing import compose
from reports.listing import listing
from reports.outputs import text

NOTES = "Ghi chú"
MOST = 12
"""Organizations whose figures are looked at; trees made at random are smaller."""
UNCHANGED = "thêm mới 0, cập nhật 0,"


@dataclass
class Installation:
    """What an installation says of an organization's tree: figures, briefings, and the cells of its export."""

    figures: dict
    briefings: dict
    cells: dict
    notes: dict
    """What the book says it lacks: how many, by what."""


@contextmanager
def installation():
    """A database for a while: what is written in it is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def import_book(path):
    out = StringIO()
    call_command("import_workbook", str(path), stdout=out)
    return out.getvalue()


def export(code, path):
    call_command("export_workbook", "--organization", code, str(path), stdout=StringIO())
    return path


def taken(code, path, periods):
    """What this installation says, after its tree of an organization was exported to a path."""
    export(code, path)
    root = Organization.objects.get(code=code)
    tree = list(Organization.objects.filter(in_subtree(root.path)))[:MOST]
    spans = [of_dates(first, last) for first, last in periods]
    cells = cells_of(path)
    notes = {row[0]: row[1] for row in cells.pop(NOTES) if isinstance(row[1], int)}
    return Installation(
        {(one.code, span.code): listing(one, span)["rows"] for one in tree for span in spans},
        {(one.code, span.code): text.render(compose(one, span)).decode() for one in tree[:4] for span in spans[:2]},
        cells,
        notes,
    )


def cells_of(path):
    """The cells of each sheet of a book."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def both(prepare, code, folder, periods):
    """What the installation that `prepare` fills says, and what an empty one says that has read its book.

    Read again by the first one, the book changes nothing.
    """
    with installation():
        prepare()
        here = taken(code, folder / "here.xlsx", periods)
        summary = import_book(folder / "here.xlsx")
        changed = [line for line in summary.splitlines() if "thêm mới" in line and UNCHANGED not in line]
        assert not changed, summary
        assert "Lưu ý" not in summary, summary
    with installation():
        import_book(folder / "here.xlsx")
        return here, taken(code, folder / "there.xlsx", periods)
