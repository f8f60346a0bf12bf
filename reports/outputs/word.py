"""A briefing as a Word file: the office's template, filled. The template may be replaced by an edited copy."""

from io import BytesIO
from pathlib import Path

from django.utils import timezone
from docx import Document

from core.document import LEFT, PAGE_WIDTH, RIGHT, fill
from core.text import short_date, vietnamese_date
from inspections.papers import DOTS, Paper
from reports.blocks import Table
from reports.outputs.text import ROMAN

TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
MANY, FIRST_COLUMN = 6, (0.34, 0.2)
FOLDER = Path(__file__).parent.parent / "documents"


def render(briefing, meeting=(), chain=""):
    """The briefing as bytes of a .docx file in the layout of party documents.

    `meeting` are lines about the conference that it was made for, `chain` the head of the history when it was frozen.
    """
    document = Document(BytesIO(fill(PAPER.template, context(briefing, meeting, chain))))
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


def meeting_lines(briefing):
    """Who met, when and where, for the head of the report; what isn't known yet is left out."""
    agenda = "; ".join(briefing.agenda_items)
    facts = {
        "Thời gian": vietnamese_date(briefing.held) if briefing.held else "",
        "Địa điểm": briefing.place,
        "Chủ trì": f"đồng chí {briefing.chaired_by}" if briefing.chair else "",
        "Thành phần": "; ".join(briefing.participants.splitlines()),
        "Chương trình": agenda,
        "Điểm danh": attendance_line(briefing),
    }
    return [f"{label}: {text}." for label, text in facts.items() if text]


def attendance_line(briefing):
    """How many units were present, and which were absent and why."""
    rows = list(briefing.attendance.select_related("organization"))
    absent = "; ".join(f"{row.organization} ({row.reason})" for row in rows if not row.present)
    present = sum(row.present for row in rows)
    return f"{present} đơn vị có mặt" + (f"; vắng: {absent}" if absent else "") if rows else ""


def chain_line(briefing):
    """The head of the history at the moment of freezing, by which the paper can be verified later."""
    if not briefing.is_frozen:
        return "Bản nháp: số liệu chưa chốt."
    at = timezone.localtime(briefing.frozen_at)
    return f"Số liệu chốt lúc {at:%H:%M} ngày {short_date(at.date())}; mã nhật ký {briefing.head}."


def context(briefing, meeting=(), chain=""):
    """What the template may use: see docs/documents.md."""
    return {
        "superior": briefing.superior.upper(),
        "issuer": briefing.issuer.upper(),
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "scope": briefing.scope,
        "meeting": list(meeting),
        "chain": chain,
        "date": f"......, {vietnamese_date(timezone.localdate())}",
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


def on_trial():
    """A report of nothing, to try a new template on."""
    table = {"table": True, "title": DOTS, "columns": [DOTS, DOTS], "rows": [[DOTS, "0"]], "note": DOTS}
    section = {"numeral": "I", "title": DOTS, "blocks": [{"table": False, "text": DOTS}, table]}
    texts = ("superior", "issuer", "title", "subtitle", "scope", "date", "chain")
    return dict.fromkeys(texts, DOTS) | {"meeting": [DOTS], "sections": [section]}


PAPER = Paper("briefing", "Báo cáo giao ban", folder=FOLDER, trial=on_trial)
