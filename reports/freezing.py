"""A report put away as data, and taken out again: what a frozen briefing stores.

Every number keeps what it counts (fact, slice, name of the period), and the rows it counted are kept by their keys, so
that a page can give the frozen value, today's value and the very records between the two. Facts keep their
names, so a figure that is defined otherwise one day doesn't change what was said.
"""

import hashlib
import json
from datetime import date
from itertools import groupby

from accounts import history
from accounts.choices import Act
from accounts.models import HistoryEntry
from core.periods import Period
from members.permissions import can_read_denunciations, own_member
from reports.blocks import Paragraph, Section, Table
from reports.briefing import Report, composed, spans_of
from reports.facts import FACTS
from reports.figures import Counts, Figure, Number, Rows
from reports.models import Briefing
from reports.sections import letters, meeting

FORMAT = 1


def counts_of(briefing, user):
    """The figures of a briefing as they stand now, up to its cut-off."""
    return Counts(briefing.counted_tree, spans_of(briefing.period, briefing.cutoff), user)


def report_now(briefing, user, counts=None):
    """The report of a briefing from the records as they stand."""
    counts = counts or counts_of(briefing, user)
    cutoff = briefing.cutoff if briefing.cutoff < briefing.last else None
    return composed(counts, briefing.period, meeting.sections(briefing, counts), cutoff)


# ------------------------------------------------------------------------------------------------------------ putting


def put_away(briefing, user):
    """(content, counted rows) of a briefing at this moment, as JSON can hold them."""
    counts = counts_of(briefing, user)
    rows = Rows.of(counts)
    counts.recount(rows)
    report = report_now(briefing, user, counts)
    content = {
        "format": FORMAT,
        "head": briefing.head,
        "title": report.title,
        "subtitle": report.subtitle,
        "scope": report.scope,
        "issuer": report.issuer,
        "superior": report.superior,
        "spans": {name: [span.first.isoformat(), span.last.isoformat()] for name, span in counts.spans.items()},
        "sections": [_section(section) for section in report.sections],
    }
    return content, {"rows": _slices(rows), "left_out": _left_out(counts, rows)}


def hash_of(content, counted):
    """SHA-256 of what was frozen; it stands on the history chain, so that a change of the stored text shows."""
    both = json.dumps([content, counted], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(both.encode()).hexdigest()


def _section(section):
    return {"title": section.title, "blocks": [_block(block) for block in section.blocks]}


def _block(block):
    if isinstance(block, Paragraph):
        return {"text": [_part(part) for part in block.parts]}
    rows = [[_part(part) for part in row] for row in block.rows]
    return {"table": block.title, "columns": list(block.columns), "rows": rows, "note": block.note}


def _part(part):
    if not isinstance(part, Number):
        return str(part)
    where = {dimension: sorted(map(str, values)) for dimension, values in part.figure.where}
    return {"value": part.value, "fact": part.figure.fact, "where": where, "span": part.span}


def _slices(rows):
    """Each combination of dimension values with its rows; the records too where they are others."""
    return [
        {
            "fact": fact,
            "span": span,
            "values": values,
            "rows": sorted(owners),
            "records": None if FACTS[fact].record == "pk" else [owners[row] for row in sorted(owners)],
        }
        for (fact, span), slices in sorted(rows.slices.items())
        for values, owners in slices
    ]


def _left_out(counts, rows):
    """Rows that weren't counted because they concern who froze: {fact: keys}, for the difference to be explained."""
    if not own_member(counts.user):
        return {}
    everything = Rows.of(Counts(counts.organization, counts.spans, facts=counts.facts))
    found = {}
    for (fact, span), slices in everything.slices.items():
        seen = {row for _, owners in rows.slices.get((fact, span), []) for row in owners}
        missing = {row for _, owners in slices for row in owners} - seen
        found.setdefault(fact, set()).update(missing)
    return {fact: sorted(keys) for fact, keys in sorted(found.items()) if keys}


# ------------------------------------------------------------------------------------------------------------- taking


def frozen_rows(counted):
    """The rows that were counted when the briefing was frozen."""
    slices = {}
    for (fact, span), of in groupby(counted["rows"], key=lambda one: (one["fact"], one["span"])):
        slices[fact, span] = [
            (one["values"], dict(zip(one["rows"], one["records"] or one["rows"], strict=True))) for one in of
        ]
    return Rows(slices)


def frozen_spans(content):
    return {name: Period(*map(date.fromisoformat, days)) for name, days in content["spans"].items()}


def report_frozen(briefing, user=None):
    """The report as it was frozen; figures about letters only for a reader who may see letters."""
    content, organization = briefing.frozen, briefing.counted_tree
    may_see_letters = user is None or can_read_denunciations(user, organization)
    reading = _Reading(organization, frozen_spans(content), may_see_letters)
    return Report(
        organization,
        briefing.period,
        [reading.section(section) for section in content["sections"]],
        subtitle=content["subtitle"],
        scope=content["scope"],
        issuer=content["issuer"],
        superior=content["superior"],
        title=content["title"],
    )


def report_of(briefing, user):
    """What a briefing reports: as it was frozen, or as things stand while it is prepared."""
    return report_frozen(briefing, user) if briefing.is_frozen else report_now(briefing, user)


class _Reading:
    """Frozen data read back as blocks whose numbers open today's lists."""

    def __init__(self, organization, spans, may_see_letters):
        self.organization, self.spans, self.may_see_letters = organization, spans, may_see_letters

    def section(self, data):
        blocks = [self.block(block) for block in data["blocks"]]
        section = Section(data["title"], [block for block in blocks if block is not None])
        if len(section.paragraphs) < sum("text" in block for block in data["blocks"]):
            section.say(letters.HIDDEN)
        return section

    def block(self, data):
        """The paragraph or table; none of a paragraph, and no row of a table, that tells of letters to others."""
        if "text" in data:
            return Paragraph(self.parts(data["text"])) if self.tells(data["text"]) else None
        rows = tuple(self.parts(row) for row in data["rows"] if self.tells(row))
        return Table(data["table"], tuple(data["columns"]), rows, data["note"])

    def tells(self, parts):
        return self.may_see_letters or not any(isinstance(part, dict) and FACTS[part["fact"]].letters for part in parts)

    def parts(self, parts):
        return tuple(self.number(part) if isinstance(part, dict) else part for part in parts)

    def number(self, part):
        where = tuple((dimension, frozenset(values)) for dimension, values in sorted(part["where"].items()))
        figure = Figure(part["fact"], where)
        return Number(part["value"], figure.url(self.organization, self.spans[part["span"]]), figure, part["span"])


# ----------------------------------------------------------------------------------------------------------- verifying

ALTERED = "nội dung đã chốt không khớp mã băm ghi trong nhật ký."


def noted_hash(briefing):
    """The hash of the content that was put on the history chain with the step."""
    entries = HistoryEntry.objects.of(briefing).filter(act=Act.TRANSITION, sequence__gt=briefing.head_sequence)
    noted = (entry.changes.get("content_hash") for entry in entries.order_by("sequence"))
    return next((after for before, after in filter(None, noted) if after), "")


def fault_of(briefing):
    """What is wrong with the stored content of a frozen briefing, in a sentence; nothing when it's as it was frozen."""
    stored, content = hash_of(briefing.frozen, briefing.counted), briefing.frozen
    is_sealed = stored == briefing.content_hash == noted_hash(briefing)
    return "" if is_sealed and content.get("head") == briefing.head else ALTERED


def witnesses_of_briefings():
    """Every frozen briefing notes a link of the history chain."""
    for briefing in Briefing.objects.exclude(frozen_at=None).select_related("organization").order_by("pk"):
        yield history.Witness(str(briefing), briefing.head_sequence, briefing.head_hash, fault_of(briefing))
