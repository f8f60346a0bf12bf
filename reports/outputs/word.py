"""A briefing as a Word file: the office's template, filled. The template may be replaced by an edited copy."""

from io import BytesIO
from pathlib import Path

from django.utils import timezone
from docx import Document

from core.document import LEFT, PAGE_WIDTH, RIGHT, fill
from core.text import vietnamese_date
from reports.blocks import Table
from reports.outputs.text import ROMAN

TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
MANY, FIRST_COLUMN = 6, (0.34, 0.2)
TEMPLATE = Path(__file__).parent.parent / "documents" / "briefing.docx"


def render(briefing):
    """The briefing as bytes of a .docx file in the layout of party documents."""
    return filled(TEMPLATE, context(briefing))


def filled(template, facts):
    """A template with its facts; columns of tables share the width of the page."""
    document = Document(BytesIO(fill(template, facts)))
    for table in document.tables:
        if len(table.columns) > 2:
            _share_width(table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _share_width(table):
    """The first column names the row and gets the most; the others share the rest evenly."""
    first = int(TEXT_WIDTH * FIRST_COLUMN[len(table.columns) > MANY])
    rest = (TEXT_WIDTH - first) // (len(table.columns) - 1)
    for place, column in enumerate(table.columns):
        column.width = rest if place else first
        for cell in column.cells:
            cell.width = column.width


def context(briefing):
    """What the template may use: see docs/documents.md."""
    organization = briefing.organization
    return {
        "superior": organization.parent.name.upper() if organization.parent else "",
        "issuer": organization.name.upper(),
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "scope": briefing.scope,
        "date": f"......, {vietnamese_date(timezone.localdate())}",
        "sections": [
            {"numeral": numeral, "title": section.title, "blocks": [block_of(block) for block in section.blocks]}
            for numeral, section in zip(ROMAN, briefing.sections, strict=False)
        ],
    }


def block_of(block):
    if isinstance(block, Table):
        return {
            "table": True,
            "title": block.title,
            "columns": block.columns,
            "rows": block.plain_rows(),
            "note": block.note,
        }
    return {"table": False, "text": str(block)}
