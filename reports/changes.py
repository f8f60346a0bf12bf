"""What has changed since a briefing was frozen: each number then and now, and the very records between the two.

The rows counted then were kept by their keys, so the answer is a difference of two sets, not a guess from dates. What
concerns the reader is on neither side: it shows no difference, names no record and tells no history.
"""

from dataclasses import dataclass, field, replace

from accounts.timeline import key_of, writes_since
from members.permissions import own_member
from reports.blocks import Paragraph, Table, plain
from reports.comparison import difference
from reports.figures import Figure, Number, Rows
from reports.freezing import counts_of, frozen_rows, frozen_spans, report_frozen
from reports.sources import SOURCES

LEFT_OUT = "đã có khi chốt, nhưng không tính vì người chốt phải hồi tránh"
SHOWN = 200
"""Records that are told one by one."""


@dataclass(frozen=True)
class Changed:
    """A number that isn't what it was: where it stands in the report, and the rows that came and went."""

    label: str
    figure: Figure
    span: str
    then: int
    now: Number
    added: dict[int, int]
    removed: dict[int, int]

    @property
    def words(self):
        return difference(self.now.value, self.then)


@dataclass
class Trace:
    """A record through which numbers changed, and what was done to it since."""

    label: str
    url: str
    anchor: str
    effects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entries: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Moved(Number):
    """A frozen number that would be another today."""

    now: Number | None = None


class Changes:
    """The changed numbers of a frozen briefing for one reader."""

    def __init__(self, briefing, user):
        self.briefing, self.user = briefing, user
        self.spans = frozen_spans(briefing.frozen)
        self.then, self.now = frozen_rows(briefing.counted), Rows.of(counts_of(briefing, user))
        self.report = report_frozen(briefing, user)
        self.hidden = self._hidden() if own_member(user) else {}

    def numbers(self):
        """All changed numbers, each once, in the order of the report."""
        found = (self._changed(label, number) for label, number in _labelled(self.report))
        return [changed for changed in found if changed]

    def _hidden(self):
        """Rows that were counted and that the reader may not see, by fact: they're passed over on both sides."""
        return {fact: self._unseen(fact) for fact, _ in self.then.slices}

    def _unseen(self, fact):
        owners = {}
        for name, span in self.then.slices:
            if name == fact:
                owners |= self.then.behind(Figure(fact), span)
        seen = SOURCES[fact].visible(set(owners.values()), self.user)
        return {row for row, owner in owners.items() if owner not in seen}

    def _changed(self, label, number):
        figure, span = number.figure, number.span
        hidden = self.hidden.get(figure.fact, ())
        then = {row: key for row, key in self.then.behind(figure, span).items() if row not in hidden}
        now = self.now.behind(figure, span)
        if then.keys() == now.keys():
            return None
        today = Number(len(now), figure.url(self.briefing.organization, self.spans[span]), figure, span)
        added = {row: key for row, key in now.items() if row not in then}
        removed = {row: key for row, key in then.items() if row not in now}
        return Changed(label, figure, span, len(then), today, added, removed)


def _labelled(report):
    """Each number of a report once, with words for where it stands; a table names it better than a sentence."""
    places = {}
    for label, number in [*_in_tables(report), *_in_sentences(report)]:
        places.setdefault((number.figure, number.span), (label, number))
    return list(places.values())


def _in_tables(report):
    for table in report.tables:
        for row in table.rows:
            for column, part in zip(table.columns, row, strict=True):
                if isinstance(part, Number):
                    yield f"{plain(row[0])} – {column} ({table.title})", part


def _in_sentences(report):
    for section in report.sections:
        for paragraph in section.paragraphs:
            for place, part in enumerate(paragraph.parts):
                if isinstance(part, Number):
                    yield _around(paragraph, place), part


WORDS_BEFORE, WORDS_AFTER = 12, 6


def _around(paragraph, place):
    """The words around a number of a sentence, the number itself as a gap."""
    before = "".join(map(plain, paragraph.parts[:place])).split()
    after = "".join(map(plain, paragraph.parts[place + 1 :])).split()
    lead = ("… " if len(before) > WORDS_BEFORE else "") + " ".join(before[-WORDS_BEFORE:])
    return f"{lead} […] {' '.join(after[:WORDS_AFTER])}{' …' if len(after) > WORDS_AFTER else ''}".strip()


# -------------------------------------------------------------------------------------------------------- on the report


def marked(report, numbers):
    """The report with each changed number beside what it would be today."""
    today = {(one.figure, one.span): one.now for one in numbers}
    return replace(
        report,
        sections=[
            replace(section, blocks=[_marked(block, today) for block in section.blocks]) for section in report.sections
        ],
    )


def _marked(block, today):
    if isinstance(block, Paragraph):
        return Paragraph(tuple(_beside(part, today) for part in block.parts))
    return Table(
        block.title, block.columns, tuple(tuple(_beside(p, today) for p in row) for row in block.rows), block.note
    )


def _beside(part, today):
    now = today.get((part.figure, part.span)) if isinstance(part, Number) else None
    return part if now is None else Moved(part.value, part.url, part.figure, part.span, now)


# ------------------------------------------------------------------------------------------------------------ by record


def traces(briefing, numbers, user):
    """(the records through which numbers changed, how many more are out of the reader's sight)."""
    effects = _effects(numbers)
    visible = {fact: SOURCES[fact].visible({key for of, key in effects if of == fact}, user) for fact, _ in effects}
    found, unseen = {}, set()
    for (fact, key), told in effects.items():
        record = visible[fact].get(key)
        if record is None:
            unseen.add((SOURCES[fact].model, key))
            continue
        trace = found.setdefault(
            key_of(record), (record, fact, Trace(str(record), SOURCES[fact].url(key), _anchor(record)))
        )[2]
        trace.effects += told["effects"]
        if told["rows"] & set(briefing.counted["left_out"].get(fact, ())):
            trace.notes = [LEFT_OUT]
    kept = list(found.values())[:SHOWN]
    _tell(kept, briefing, user)
    return [trace for _, _, trace in kept], len(unseen) + max(len(found) - SHOWN, 0)


def _effects(numbers):
    """{(fact, key of the record): {"effects": words, "rows": rows added}}."""
    found = {}
    for one in numbers:
        for sign, rows in (("thêm vào", one.added), ("bớt khỏi", one.removed)):
            for row, key in rows.items():
                told = found.setdefault((one.figure.fact, key), {"effects": [], "rows": set()})
                told["rows"] |= {row} if rows is one.added else set()
                line = f"{sign}: {one.label}"
                if line not in told["effects"]:
                    told["effects"].append(line)
    return found


def _anchor(record):
    return f"{record._meta.model_name}-{record.pk}"


def _tell(kept, briefing, user):
    """What was done to each record, or to what decides about it, since the head of the history that was frozen."""
    parts = {trace.anchor: [record, *SOURCES[fact].parts(record, user)] for record, fact, trace in kept}
    written = writes_since([part for of in parts.values() for part in of], briefing.head_sequence)
    for _, _, trace in kept:
        own, *others = parts[trace.anchor]
        trace.entries = written.get(key_of(own), [])
        for part in others:
            trace.entries = trace.entries + written.get(key_of(part), [])
