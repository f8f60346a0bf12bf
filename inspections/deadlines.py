"""Until when an inspection is to be concluded, or a letter resolved: by the rule of the date of the act."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from core.workdays import Calendar, months_after
from inspections.choices import HANDLED_LETTER_STATES, RUNNING_STATES, Activity, State
from members.choices import Level
from rules.book import Rulebook
from rules.families import UNCONFIRMED, Family

ANY = "*"
LETTERS = "Giải quyết tố cáo"
STARTS = {
    "decided": "ngày quyết định",
    "started": "ngày triển khai",
    "reported": "ngày nhận báo cáo tự kiểm tra",
    "accepted": "ngày thụ lý",
    "received": "ngày nhận đơn",
}
UNITS = {"days": "ngày", "working days": "ngày làm việc", "months": "tháng"}
WORKING_DAYS = "working days"


@dataclass(frozen=True)
class Deadline:
    """A due day with the rule it comes from; the day of the start isn't counted, the due day is the last in time."""

    due: date
    start: date
    rule: dict
    extension: int = 0

    @property
    def is_confirmed(self):
        return self.rule["certainty"] not in UNCONFIRMED

    @property
    def words(self):
        """The rule in words: "30 ngày làm việc từ ngày nhận báo cáo tự kiểm tra, gia hạn 5 ngày"."""
        rule = self.rule
        unit = UNITS[rule["unit"]]
        text = f"{rule['value']} {unit} từ {STARTS[rule['start']]}"
        return f"{text}, đã gia hạn {self.extension} {unit}" if self.extension else text

    @property
    def source(self):
        return self.rule["source"] + ("" if self.is_confirmed else " (chưa xác nhận)")


def longest_extension(rule) -> int:
    """How many days (of the rule's own kind) a deadline may be extended: a fraction of it, rounded down."""
    return int(rule["value"] * Fraction(rule.get("extension", "0")))


def find_rule(book: Rulebook, *, step, activity, level, on) -> dict | None:
    """The rule for a step of an act of a kind by a level (labels of the Excel book) decided on a day."""
    rules = book.in_force(Family.DEADLINE, on)
    fitting = (
        rule
        for rule in rules
        if rule["step"] == step and rule["activity"] in (activity, ANY) and rule["level"] in (level, ANY)
    )
    return next(fitting, None)


def due_day(rule, start: date, calendar: Calendar, extension: int = 0) -> date:
    """The last day in time: `value` and the extension counted from the day after the start."""
    amount = rule["value"] + extension
    if rule["unit"] == WORKING_DAYS:
        return calendar.after(start, amount)
    if rule["unit"] == "months":
        return months_after(start, amount)
    return start + timedelta(days=amount)


def of(inspection, book: Rulebook, step="conclude") -> Deadline | None:
    """The deadline of an inspection for concluding it, or for announcing its decision.

    None while the event it runs from has not happened, or where no rule is known.
    """
    if inspection.decided is None:
        return None
    activity, level = Activity(inspection.activity).label, Level(inspection.level).label
    rule = find_rule(book, step=step, activity=activity, level=level, on=inspection.decided)
    return _deadline(rule, inspection, book, inspection.extension if step == "conclude" else 0)


def due_between(inspections, book: Rulebook, day, first, last) -> list[int]:
    """Keys of the running inspections whose last day lies so many days after `day`; a bound of None is open."""
    running = inspections.filter(state__in=[state for state in RUNNING_STATES if state != State.SUSPENDED])
    rows = running.order_by().iterator()
    return [inspection.pk for inspection in rows if _lies_between(of(inspection, book), day, first, last)]


def letters_due_between(letters, book: Rulebook, day, first, last) -> list[int]:
    """The same for letters that are being handled."""
    rows = letters.filter(state__in=HANDLED_LETTER_STATES).order_by().prefetch_related(None).iterator()
    return [letter.pk for letter in rows if _lies_between(of_letter(letter, book), day, first, last)]


def of_letter(letter, book: Rulebook) -> Deadline | None:
    """The deadline for resolving a denunciation; the rule is that of the day it was received."""
    rule = find_rule(book, step="resolve", activity=LETTERS, level=Level(letter.level).label, on=letter.received)
    return _deadline(rule, letter, book, letter.extension)


def _lies_between(deadline, day, first, last):
    days = deadline and (deadline.due - day).days
    return deadline is not None and (first is None or days >= first) and (last is None or days <= last)


def _deadline(rule, act, book, extension):
    start = getattr(act, rule["start"]) if rule else None
    if start is None:
        return None
    return Deadline(due_day(rule, start, book.calendar(start), extension), start, rule, extension)
