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

    label: str = ""
    url: str = ""
    anchor: str = ""
    effects: list[str] = field(default_factory=list)
    left_out: bool = False
    """It was there, and wasn't counted because it concerns who froze the figures."""
    entries: list[dict] = field(default_factory=list)

    def add(self, effect):
        if effect not in self.effects:
            self.effects.append(effect)


@dataclass(frozen=True)
class Moved(Number):
    """A frozen number that would be another today."""

    now: Number | None = None


class Changes:
    """The changed numbers of a frozen briefing for one reader."""

    def __init__(self, briefing, user, report=None):
        self.briefing, self.user = briefing, user
        self.spans = frozen_spans(briefing.frozen)
        self.then, self.now = frozen_rows(briefing.counted), Rows.of(counts_of(briefing, user))
        self.report = report or report_frozen(briefing, user)
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
        today = Number(len(now), figure.url(self.briefing.counted_tree, self.spans[span]), figure, span)
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
    return part if now is None else Moved(part.value, part.url, part.figure, part.span, now=now)


# ------------------------------------------------------------------------------------------------------------ by record


def traces(briefing, numbers, user):
    """(the records through which numbers changed, how many more are out of the reader's sight)."""
    found, unseen = [], 0
    for source, effects in _by_source(briefing, numbers).items():
        records = source.visible(list(effects), user)
        unseen += len(effects) - len(records)
        shown = list(records.values())[: max(SHOWN - len(found), 0)]
        unseen += len(records) - len(shown)
        found += _told(source, shown, effects, briefing, user)
    return found, unseen


def _by_source(briefing, numbers):
    """{source: {key of the record: its trace, yet without name and history}}."""
    found = {}
    for one in numbers:
        left_out = set(briefing.counted["left_out"].get(one.figure.fact, ()))
        of_source = found.setdefault(SOURCES[one.figure.fact], {})
        for sign, rows in (("thêm vào", one.added), ("bớt khỏi", one.removed)):
            for row, key in rows.items():
                trace = of_source.setdefault(key, Trace())
                trace.add(f"{sign}: {one.label}")
                trace.left_out = trace.left_out or (sign == "thêm vào" and row in left_out)
    return found


def _told(source, records, effects, briefing, user):
    """The traces of some records with their names, and what was done since to each and to what decides about it."""
    parts = source.told_by(records, user) if records else {}
    written = writes_since([*records, *(part for of in parts.values() for part in of)], briefing.head_sequence)
    for record in records:
        trace = effects[record.pk]
        trace.label, trace.url = str(record), source.url(record.pk)
        trace.anchor = f"{record._meta.model_name}-{record.pk}"
        about = [record, *parts.get(record.pk, ())]
        trace.entries = [entry for part in about for entry in written.get(key_of(part), ())]
        yield trace
