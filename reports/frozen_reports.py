"""An issued report as plain data, and read back: its words never change, each number keeps its definition and link."""

from reports.blocks import Paragraph, Section, Table
from reports.composing import UNSEEN, Report
from reports.figures import Number
from reports.stating import Warned


def frozen_of(report):
    """All that is printed, as JSON can hold it."""
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "scope": report.scope,
        "issuer": report.issuer,
        "superior": report.superior,
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
        "warnings": [[one.text, one.url] for one in report.warnings],
    }


def thawed(data, organization, period, unseen=frozenset()):
    """The report that was frozen; numbers of facts that a reader may not see are hidden."""
    sections = [
        Section(one["title"], [_read_block(block, unseen) for block in one["blocks"]]) for one in data["sections"]
    ]
    return Report(
        organization, period, sections, data["title"], data["subtitle"], data["scope"],
        [Warned(*one) for one in data["warnings"]], data["issuer"], data["superior"],
    )  # fmt: skip


def _block(block):
    if isinstance(block, Paragraph):
        return {"parts": [_part(part) for part in block.parts], "heading": block.heading}
    rows = [[_part(part) for part in row] for row in block.rows]
    return {"title": block.title, "columns": list(block.columns), "rows": rows, "note": block.note}


def _part(part):
    if not isinstance(part, Number):
        return str(part)
    kept = {"value": part.value, "url": part.url, "text": part.text, "listed": part.listed}
    return kept | ({"figure": part.definition} if part.definition else {})


def _read_block(data, unseen):
    if "parts" in data:
        return Paragraph(tuple(_read_part(part, unseen) for part in data["parts"]), data["heading"])
    rows = tuple(tuple(_read_part(part, unseen) for part in row) for row in data["rows"])
    return Table(data["title"], tuple(data["columns"]), rows, data["note"])


def _read_part(data, unseen):
    if isinstance(data, str):
        return data
    definition = data.get("figure")
    if definition and unseen & {part["fact"] for part in definition["parts"]}:
        return UNSEEN
    return Number(data["value"], data["url"], text=data["text"], listed=data["listed"], definition=definition)
