"""How long a suspension may last. Source: rule family "suspension" (30-QĐ/TW, art. 40; 22-QĐ/TW, art. 31; 21-QĐ/TW)."""

from dataclasses import dataclass
from datetime import date

from discipline.choices import SuspensionKind
from discipline.verdicts import Told
from inspections.deadlines import UNITS, due_day
from rules.families import Family

RULED_AS = {
    SuspensionKind.MEMBERSHIP: "member",
    SuspensionKind.SEAT: "committee member",
    SuspensionKind.ORGANIZATION: "organization",
}


@dataclass(frozen=True)
class Term(Told):
    """The last day of the first period, and of the longest with every extension; the first day isn't counted."""

    until: date | None = None
    longest: date | None = None

    @property
    def extensions(self) -> int | None:
        """How often it may be extended; nothing where the rule doesn't say."""
        return self.rule.get("extensions")

    @property
    def words(self):
        unit = UNITS[self.rule["unit"]]
        return f"{self.rule['value']} {unit}, kể cả gia hạn không quá {self.rule['longest']} {unit}"


def term(book, *, kind, since, day) -> Term | None:
    """The term of a suspension decided on a day that begins with `since`."""
    rules = book.in_force(Family.SUSPENSION, day)
    rule = next((one for one in rules if one["subject"] == RULED_AS[kind]), None)
    if rule is None:
        return None
    calendar = book.calendar(since)
    longest = due_day(rule | {"value": rule["longest"]}, since, calendar)
    return Term(rule, due_day(rule, since, calendar), longest)
