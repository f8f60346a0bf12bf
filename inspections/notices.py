"""Who is told of what falls due: days before, when late, and when it goes to the superior; by rule family "notice"."""

from dataclasses import dataclass
from datetime import date

from core.text import time_left
from rules.book import Rulebook
from rules.families import Family


@dataclass(frozen=True)
class Notices:
    """The days before a due day on which it is brought to notice, and after how many days late it is escalated."""

    before: tuple[int, ...] = ()
    escalate: int | None = None

    @property
    def earliest(self) -> int:
        return max(self.before, default=0)

    def words(self, due: date, day: date) -> tuple[str, str]:
        """Where a due day stands on a day, in words and tone; empty while it is further away than the first notice."""
        days = (due - day).days
        if days < 0:
            escalated = self.escalate is not None and -days > self.escalate
            return time_left(due, day) + (", báo cáo cấp trên" if escalated else ""), "late"
        if days > self.earliest:
            return "", ""
        near = min((step for step in self.before if days <= step), default=self.earliest)
        return time_left(due, day), "warn" if near < self.earliest else "running"


def notices_on(day: date, book: Rulebook) -> Notices:
    """What the rules of a day say."""
    rules = {rule["kind"]: rule["value"] for rule in book.in_force(Family.NOTICE, day)}
    return Notices(tuple(sorted(rules.get("before", ()), reverse=True)), rules.get("escalate"))
