"""What was judged of a file, as plain values: pages of one file show it again without judging 20,000 rows anew.

It is kept beside the file and good for as long as nothing has changed that it was judged by: what was mapped, typed
and chosen, the rights of who asks, and the records, whose every change is on the history chain.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field

from accounts.choices import Act
from accounts.models import HistoryEntry
from core.sheets import SKIP, Count, Lookalike, Problem
from reports.permissions import rights_of

FORM = 1
"""Goes up with the shape or the meaning of what is kept."""
NO_CHANGE = (Act.READ, Act.EXPORT, Act.DENY, Act.SIGN_IN, Act.SIGN_IN_FAILED, Act.SIGN_OUT, Act.LOCK_OUT)
"""Acts after which every record is as it was."""


@dataclass
class SheetVerdict:
    """What was judged of one sheet of the book."""

    name: str
    title: str
    """Which of our sheets it is."""
    heading_row: int
    columns: list
    """(heading, place) of our columns that it has."""
    rows: list
    states: list
    """What becomes of each row, in the order of `rows`."""
    skipped: list
    choices: dict = field(default_factory=dict)
    lookalikes: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)

    @classmethod
    def of(cls, sheet, source):
        places = [
            (column.heading, source.places[column.name]) for column in sheet.columns if column.name in source.places
        ]
        numbers = [row.number for row in source.rows]
        states = [source.state_of(number) for number in numbers]
        return cls(
            source.name, sheet.title, source.heading_row, places, numbers, states, source.skipped,
            dict(source.choices), source.lookalikes, source.doubles,
        )  # fmt: skip

    @property
    def is_filled(self):
        return bool(self.rows or self.columns or self.skipped)

    @property
    def count(self):
        return Count(*(self.states.count(state) for state in Count._fields))

    def open_choices(self):
        """Rows that may be about a stored record of another key, about which nobody has said anything yet."""
        return [n for n, alike in self.lookalikes.items() if not alike.same_key and not self.choices.get(n)]

    def is_skipped(self, number):
        return self.choices.get(number) == SKIP


@dataclass
class Verdict:
    """What was judged of a file: enough to show any page of it, and to say whether it may be written."""

    sheets: list
    errors: list
    warnings: list
    counts: dict

    @classmethod
    def of(cls, examined):
        sheets = [SheetVerdict.of(sheet, source) for sheet in examined.sheets for source in sheet.sources]
        return cls(sheets, examined.errors, examined.warnings, examined.counts)

    @property
    def row_count(self):
        return sum(len(sheet.rows) for sheet in self.sheets)

    def open_choices(self):
        return sum(len(sheet.open_choices()) for sheet in self.sheets)


def packed(verdict, mark):
    """A verdict as text, with the mark of what it was judged by."""
    return json.dumps({"mark": mark} | asdict(verdict), separators=(",", ":"))


def unpacked(text, mark):
    """The verdict of a text, if it bears the mark."""
    kept = json.loads(text)
    if kept.pop("mark") != mark:
        return None
    sheets = [SheetVerdict(**one) for one in kept["sheets"]]
    for sheet in sheets:
        sheet.choices, sheet.doubles = _by_number(sheet.choices), _by_number(sheet.doubles)
        sheet.lookalikes = {n: Lookalike(*one) for n, one in _by_number(sheet.lookalikes).items()}
    errors, warnings = ([Problem(*one) for one in kept[name]] for name in ("errors", "warnings"))
    return Verdict(sheets, errors, warnings, {title: Count(*one) for title, one in kept["counts"].items()})


def mark_of(file, user):
    """The same as long as a file would be judged alike."""
    changed = HistoryEntry.objects.exclude(act__in=NO_CHANGE).order_by("-sequence")
    last = changed.values_list("sequence", "hash").first()
    judged_by = [FORM, file.sha256, file.layouts, file.repairs, file.choices, rights_of(user), last]
    return hashlib.sha256(json.dumps(judged_by, sort_keys=True).encode()).hexdigest()


def _by_number(values):
    """JSON has no numbers as keys."""
    return {int(number): value for number, value in values.items()}
