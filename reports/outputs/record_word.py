"""The whole record of a member or an organization as a Word file; the office may put a template of its own for it."""

import re
from pathlib import Path

from core.document import fill
from core.text import vietnamese_date
from inspections.papers import DOTS, Paper

NONE = "Không có"


def render(subject, facts, lines, office, today) -> bytes:
    """The file as bytes: facts about the subject, what is in force, and all lines with the oldest first."""
    return fill(PAPER.template, context(subject, facts, lines, office, today))


def file_name(subject, today) -> str:
    stem = re.sub(r"[^\w-]+", "-", f"Hồ sơ {subject}", flags=re.UNICODE).strip("-")
    return f"{stem[:100]}-{today.isoformat()}.docx"


def context(subject, facts, lines, office, today):
    """What the template may use: see docs/documents.md."""
    superior = office.parent.name.upper() if office and office.parent else ""
    return {
        "superior": superior,
        "issuer": office.name.upper() if office else DOTS,
        "place_and_date": f"{DOTS}, {vietnamese_date(today)}",
        "number": f"Số {DOTS}",
        "authority": "",
        "post": "Người tổng hợp",
        "signer": DOTS,
        "recipients": ["Lưu hồ sơ."],
        "subject": str(subject),
        "until": vietnamese_date(today),
        "facts": [{"label": fact.label, "value": fact.value} for fact in facts if fact.value],
        "in_force": [f"{line.text}. {line.detail}" for line in lines if line.in_force] or [NONE],
        "lines": [
            {"when": line.when, "kind": line.kind, "text": line.text, "detail": line.detail}
            for line in sorted(lines, key=lambda line: line.place)
        ],
    }


def on_trial():
    """Facts of nobody, to try a new template on."""
    line = {"when": DOTS, "kind": DOTS, "text": DOTS, "detail": DOTS}
    names = ("superior", "issuer", "number", "place_and_date", "authority", "post", "signer", "subject", "until")
    return dict.fromkeys(names, DOTS) | {
        "recipients": [DOTS],
        "facts": [{"label": DOTS, "value": DOTS}],
        "in_force": [NONE],
        "lines": [line],
    }


PAPER = Paper("record", "Tổng hợp hồ sơ", folder=Path(__file__).parent.parent / "documents", trial=on_trial)
