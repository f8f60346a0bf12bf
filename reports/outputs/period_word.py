"""A period report as a Word file in the layout of party documents; the office may put a template of its own for it."""

from pathlib import Path

from core.text import vietnamese_date
from inspections.papers import DOTS, Paper
from reports.outputs.text import ROMAN
from reports.outputs.word import block_of, filled


def render(report, kept) -> bytes:
    """The file as bytes; `kept` is the stored report with its number, place and signer."""
    return filled(PAPER.template, context(report, kept))


def context(report, kept):
    """What the template may use: see docs/documents.md."""
    day = kept.issued_on
    return {
        "superior": report.superior.upper(),
        "issuer": report.issuer.upper(),
        "number": f"Số {kept.number}" if kept.number else f"Số {DOTS}-BC/{DOTS}",
        "place_and_date": f"{kept.place or DOTS}, {vietnamese_date(day) if day else f'ngày {DOTS}'}",
        "title": report.title,
        "subtitle": report.subtitle,
        "scope": report.scope,
        "authority": kept.authority or DOTS,
        "post": kept.signer_post or DOTS,
        "signer": kept.signer or DOTS,
        "recipients": [f"{report.superior or 'Cấp ủy cấp trên'} (để báo cáo),", "Lưu hồ sơ."],
        "sections": [
            {"numeral": numeral, "title": section.title, "blocks": [block_of(block) for block in section.blocks]}
            for numeral, section in zip(ROMAN, report.sections, strict=False)
        ],
    }


def on_trial():
    """Facts of nobody, to try a new template on."""
    names = (
        "superior", "issuer", "number", "place_and_date", "title", "subtitle", "scope", "authority", "post", "signer",
    )  # fmt: skip
    sentence = {"table": False, "text": DOTS}
    table = {"table": True, "title": DOTS, "columns": [DOTS, DOTS], "rows": [[DOTS, DOTS]], "note": ""}
    return dict.fromkeys(names, DOTS) | {
        "recipients": [DOTS],
        "sections": [{"numeral": "I", "title": DOTS, "blocks": [sentence, table]}],
    }


PAPER = Paper("period-report", "Báo cáo kỳ", folder=Path(__file__).parent.parent / "documents", trial=on_trial)
