"""What a calculator of the rules tells: a value with its words, source and certainty."""

from dataclasses import dataclass
from datetime import date

from rules import words
from rules.families import UNCONFIRMED


@dataclass(frozen=True)
class Told:
    """A verdict of one rule; without a rule nothing is known, and the words say so."""

    rule: dict | None = None

    @property
    def is_known(self):
        return self.rule is not None

    @property
    def is_confirmed(self):
        return self.rule is not None and self.rule["certainty"] not in UNCONFIRMED

    @property
    def source(self):
        return self.rule["source"] if self.rule else ""

    @property
    def certainty(self):
        return words.certainty(self.rule) if self.rule else ""

    @property
    def note(self):
        return self.rule.get("note", "") if self.rule else ""


@dataclass(frozen=True)
class Dated(Told):
    """A day that a rule gives."""

    day: date | None = None

    @property
    def due(self):
        """The same day, where it is the last one in time."""
        return self.day

    @property
    def words(self):
        return words.amount(self.rule) if self.rule else ""
