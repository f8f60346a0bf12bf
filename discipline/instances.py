"""Who resolves an appeal, and until when.

Order: the body directly above, step by step; the decision of an inspection commission goes to the standing committee of
its own level (22-QĐ/TW, art. 22 [C]; 23-QĐ/TW of 2006 [C old]). Which level is final: rule family "instance".
"""

from dataclasses import dataclass

from core.text import short_date
from discipline.choices import OPEN_APPEAL_STATES, AppealResult, AppealState, Form
from discipline.effect import appeal_until
from discipline.verdicts import Dated, Told
from inspections.deadlines import due_day
from members.choices import Body, Level
from members.models import Organization
from rules.families import Family

COMMISSION_LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.BASE)


@dataclass(frozen=True)
class Resolver(Told):
    """The body that resolves; `final` says that no further instance follows."""

    organization: Organization | None = None
    body: str = ""
    final: bool = False

    @property
    def words(self):
        if self.organization is None:
            return "cấp trên ngoài hệ thống này"
        last = ", là cấp giải quyết cuối cùng" if self.final else ""
        return f"{Body(self.body).label} – {self.organization}{last}"


def resolver_of(decision, book, previous=None) -> Resolver:
    """Who resolves the first appeal against a decision, or the next one after `previous`.

    Appeals are resolved from base level up (22-QĐ/TW, art. 22): cells and sections are passed over.
    """
    act = previous or decision
    rule = instance_rule(book, decision.decided)
    if act.body == Body.COMMISSION:
        organization, body = act.organization, Body.STANDING
    else:
        organization, body = _above(act.organization), Body.COMMISSION
    if organization is None:
        return Resolver(rule)
    return Resolver(rule, organization, body, _is_final(decision, organization))


def instance_rule(book, day):
    return next(iter(book.in_force(Family.INSTANCE, day)), None)


def _above(organization):
    """The nearest organization above that has bodies to resolve appeals."""
    found = organization.parent
    while found is not None and found.level not in COMMISSION_LEVELS:
        found = found.parent
    return found


def _is_final(decision, organization):
    """The centre resolves last: its commission all but expulsions, which go to the Secretariat (art. 22)."""
    return organization.level == Level.CENTRAL and decision.form != Form.EXPULSION


def appeal_deadline(appeal, book) -> Dated | None:
    """The last day in time to resolve an appeal, counted from its receipt; with what it was extended by."""
    rules = book.in_force(Family.APPEAL, appeal.received)
    labels = (Level(appeal.level).label, "*")
    rule = next((one for one in rules if one["kind"] == "resolve" and one["level"] in labels), None)
    if rule is None:
        return None
    calendar = book.calendar(appeal.received)
    return Dated(rule, due_day(rule, appeal.received, calendar, appeal.extension))


def due_between(rows, book, first, last) -> list:
    """(deadline, appeal) of the appeals of a queryset that wait and are due from first to last, both included."""
    waiting = rows.filter(state__in=OPEN_APPEAL_STATES, resolved__isnull=True)
    found = ((appeal_deadline(appeal, book), appeal) for appeal in waiting.order_by("received", "pk"))
    return [(due.day, appeal) for due, appeal in found if due and first <= due.day <= last]


def window_of(decision, book, previous=None) -> Dated | None:
    """Until when to appeal: from the handing over of the decision, or from the result of the appeal before."""
    known = previous.resolved if previous else decision.handed_over
    return appeal_until(book, handed_over=known, decided=decision.decided)


def may_go_on(appeal) -> bool:
    """Whether a resolved appeal may be taken to the next instance: something stands, and this one was not the last."""
    if appeal.state != AppealState.RESOLVED or appeal.result == AppealResult.CANCELLED:
        return False
    return not _is_final(appeal.decision, appeal.organization)


def is_late(decision, received, book, previous=None) -> bool:
    """Whether an appeal came after its window; not known, and so not late, while the day of handing over isn't."""
    window = window_of(decision, book, previous)
    return bool(window and window.day and received > window.day)


def late_words(decision, received, book, previous=None):
    window = window_of(decision, book, previous)
    return f"Đơn nhận ngày {short_date(received)}, sau hạn khiếu nại {short_date(window.day)}"
