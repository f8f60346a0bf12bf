"""A briefing as a Word file: the office's template, filled. The template may be replaced by an edited copy."""

from pathlib import Path

from django.utils import timezone

from core.text import vietnamese_date
from reports.blocks import Table
from reports.outputs.text import ROMAN

TEMPLATE = Path(__file__).parent.parent / "documents" / "briefing.docx"


def render(briefing):
    """The briefing as bytes of a .docx file in the layout of party documents."""
    from core.document import fill

    return fill(TEMPLATE, context(briefing))


def context(briefing):
    """What the template may use: see docs/documents.md."""
    organization = briefing.organization
    return {
        "superior": organization.parent.name.upper() if organization.parent else "",
        "issuer": organization.name.upper(),
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "scope": briefing.scope,
        "date": vietnamese_date(timezone.localdate()),
        "sections": [
            {"numeral": numeral, "title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for numeral, section in zip(ROMAN, briefing.sections, strict=False)
        ],
    }


def _block(block):
    if isinstance(block, Table):
        return {
            "table": True,
            "title": block.title,
            "columns": block.columns,
            "rows": block.plain_rows(),
            "note": block.note,
        }
    return {"table": False, "text": str(block)}
