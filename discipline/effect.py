"""When a decision has effect, is published and handed over, lapses, and until when it may be appealed.

Source: rule families "effect", "lapse", "appeal" (30-QĐ/TW; 69-QĐ/TW, art. 2, cl. 5; 22-QĐ/TW, art. 25; 21-QĐ/TW).
"""

from core.workdays import Calendar
from discipline.choices import Form
from discipline.verdicts import Dated
from inspections.deadlines import due_day
from members.choices import Body
from rules.families import Family


def effective(book, *, body, signed, announced) -> Dated | None:
    """The day a decision begins to have effect; nothing while the day it hangs on isn't known."""
    rule = _effect(book, "effective", body, signed)
    day = _start(rule, signed, announced)
    return Dated(rule, day) if day else None


def publish_by(book, *, body, signed) -> Dated | None:
    """The last day in time to publish a decision."""
    return _after(book, _effect(book, "publish", body, signed), signed, None)


def hand_over_by(book, *, body, signed, announced) -> Dated | None:
    """The last day in time to hand the written decision to whom it concerns."""
    return _after(book, _effect(book, "hand over", body, signed), signed, announced)


def lapses(book, *, standing, form, signed, announced, effective=None) -> Dated | None:
    """The last day in force of a decision that lapses by itself, if there is no appeal and no new violation."""
    rules = book.in_force(Family.LAPSE, signed)
    label = Form(form).label
    rule = next((one for one in rules if one["subject"] == standing and one["form"] == label), None)
    if rule is None or rule["value"] is None:
        return None
    start = announced if rule["start"] == "announced" else effective
    return Dated(rule, due_day(rule, start, Calendar())) if start else None


def appeal_until(book, *, handed_over, decided) -> Dated | None:
    """The last day in time to appeal; the day the decision was received isn't counted (Charter, art. 39 [C])."""
    rule = next((one for one in book.in_force(Family.APPEAL, decided) if one["kind"] == "window"), None)
    if rule is None or handed_over is None:
        return Dated(rule) if rule else None
    return Dated(rule, due_day(rule, handed_over, book.calendar(handed_over)))


def _effect(book, kind, body, day):
    rules = book.in_force(Family.EFFECT, day)
    return next((one for one in rules if one["kind"] == kind and one["body"] == Body(body).label), None)


def _start(rule, signed, announced):
    return rule and {"signed": signed, "announced": announced}[rule["start"]]


def _after(book, rule, signed, announced):
    start = _start(rule, signed, announced)
    return Dated(rule, due_day(rule, start, book.calendar(start))) if start else None
