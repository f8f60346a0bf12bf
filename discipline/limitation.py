"""Until when a violation may be disciplined by a form (thời hiệu).

Source: rule family "limitation" (102-QĐ/TW, art. 3; 07-QĐi/TW, art. 5; 69-QĐ/TW, art. 4 [C]). The day the period
starts is not counted; its last day is in time. A new violation inside the period lets the earlier count from the new.
"""

from dataclasses import dataclass
from datetime import date

from core.text import short_date
from core.workdays import Calendar
from discipline.authority import forms_on
from discipline.choices import Form
from discipline.verdicts import Told
from inspections.deadlines import due_day
from rules.families import Family


@dataclass(frozen=True)
class Limit(Told):
    """For one form: the last day in time of the violation that stays open longest."""

    form: Form = Form.REPRIMAND
    start: date | None = None
    until: date | None = None
    unlimited: bool = False
    expired: bool = False
    restarted: bool = False

    @property
    def words(self):
        if not self.is_known:
            return "chưa có quy định về thời hiệu"
        if self.unlimited:
            return "không áp dụng thời hiệu"
        if self.until is None:
            return f"{self.rule['value']} tháng, chưa bắt đầu tính vì vi phạm đang tiếp diễn"
        again = ", tính lại từ vi phạm mới" if self.restarted else ""
        state = "đã hết thời hiệu từ sau ngày" if self.expired else "còn thời hiệu đến hết ngày"
        return f"{self.rule['value']} tháng từ {short_date(self.start)}{again}: {state} {short_date(self.until)}"


def limits(book, *, day, standing, violations) -> dict[Form, Limit]:
    """For each form, whether it may still be applied on a day: while one of the violations is in time.

    `violations`: objects with begun, ended (or None), continuing and unlimited.
    """
    rules = {rule["form"]: rule for rule in book.in_force(Family.LIMITATION, day) if rule["subject"] == standing}
    found = {}
    for form in forms_on(book, day=day, standing=standing):
        each = of_each(rules.get(form.label), form, day, violations)
        if each:
            found[form] = max(each, key=lambda one: (one.unlimited, one.until is None, one.until or date.min))
    return found


def of_each(rule, form, day, violations) -> list[Limit]:
    """The limit of each violation for a form, in the order of their beginning."""
    violations = sorted(violations, key=lambda one: one.begun)
    limits_of = [_own(rule, form, one) for one in violations]
    if rule and rule.get("restart"):
        for place in range(len(violations) - 2, -1, -1):
            limits_of[place] = _restarted(rule, limits_of[place], violations[place + 1], limits_of[place + 1])
    return [_judged(one, day) for one in limits_of]


def _own(rule, form, violation):
    if rule is None:
        return Limit(None, form)
    if rule["value"] is None or violation.unlimited:
        return Limit(rule, form, unlimited=True)
    counts_from_end = rule["start"] == "violation end"
    if violation.continuing and counts_from_end:
        return Limit(rule, form)
    start = (violation.ended or violation.begun) if counts_from_end else violation.begun
    return Limit(rule, form, start, due_day(rule, start, Calendar()))


def _restarted(rule, limit, later, limit_of_later):
    """The earlier violation counts from the later one, where that was committed inside the earlier period."""
    if limit.unlimited or limit.until is None or later.begun > limit.until:
        return limit
    if limit_of_later.until is None:
        return Limit(rule, limit.form, restarted=True) if not limit_of_later.unlimited else _anew(rule, limit, later)
    return Limit(rule, limit.form, limit_of_later.start, limit_of_later.until, restarted=True)


def _anew(rule, limit, later):
    """The later violation itself has no limitation: the earlier one counts from the day it was committed."""
    start = later.ended or later.begun
    return Limit(rule, limit.form, start, due_day(rule, start, Calendar()), restarted=True)


def _judged(limit, day):
    expired = limit.until is not None and day > limit.until
    return Limit(limit.rule, limit.form, limit.start, limit.until, limit.unlimited, expired, limit.restarted)
