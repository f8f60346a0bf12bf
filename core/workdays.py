"""Working days: Monday to Friday without public holidays, plus days that were made up for."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `holidays` are days off, `made_up` are days at a weekend that are worked."""

    holidays: Collection[date] = field(default_factory=frozenset)
    made_up: Collection[date] = field(default_factory=frozenset)

    def is_worked(self, day: date) -> bool:
        if day in self.made_up:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def after(self, start: date, amount: int) -> date:
        """The day that is `amount` working days after the start; the day of the start is not counted."""
        day = start
        while amount > 0:
            day += ONE_DAY
            amount -= self.is_worked(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after the start, up to and including the end; negative backwards."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_worked(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def months_after(start: date, amount: int) -> date:
    """The day of the same number so many months on; the last day of a month that has no such day."""
    months = start.month - 1 + amount
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
