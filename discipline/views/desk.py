"""What discipline puts on the desk: late and due appeals and suspensions, decisions to announce, what is still owed."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from core.text import short_date
from discipline.filters.appeals import Due
from discipline.instances import due_between
from discipline.models import Appeal, Decision, Suspension
from discipline.views.parts import SUBJECT
from inspections.notices import notices_on, time_left
from inspections.views.desk import DUE, LATE, SHOWN, WAITING, Group, Line, address
from members.permissions import can_run_cases
from rules import book

OF_DECISION = ("decision", *(f"decision__{name}" for name in SUBJECT))


def groups(obj, user):
    """(column, group) for each group that has something in it."""
    day, rulebook = timezone.localdate(), book.read()
    last = day + timedelta(days=notices_on(day, rulebook).earliest)
    waiting = Appeal.objects.visible_to(user).select_related(*OF_DECISION)
    dues = sorted(due_between(waiting, rulebook, date.min, last), key=lambda one: one[0])
    late, soon = [one for one in dues if one[0] < day], [one for one in dues if one[0] >= day]
    suspended = Suspension.objects.visible_to(user).select_related(*SUBJECT).order_by("until", "pk")
    found = [
        (LATE, appeals("Khiếu nại kỷ luật quá hạn giải quyết", late, day, Due.LATE)),
        (LATE, suspensions("Đình chỉ đã hết hạn, chưa ghi chấm dứt", suspended.over(day), day, "over")),
        (DUE, appeals("Khiếu nại kỷ luật sắp đến hạn", soon, day, Due.SOON)),
        (DUE, suspensions("Đình chỉ sắp hết hạn", suspended.ending(day, last), day, "soon")),
    ]
    if can_run_cases(user):
        found += [(WAITING, to_announce(user)), (WAITING, owed(user))]
    return [(column, group) for column, group in found if group.count]


def appeals(title, dues, day, due):
    lines = [dated(appeal, "appeal-detail", appeal.decision.subject, until, day) for until, appeal in dues[:SHOWN]]
    return Group(title, len(dues), address("appeal-list", due=due), lines)


def suspensions(title, rows, day, state):
    lines = [dated(row, "suspension-detail", row.subject, row.until, day) for row in rows[:SHOWN]]
    return Group(title, rows.count(), address("suspension-list", state=state), lines)


def dated(row, page, about, until, day):
    tone = "late" if until < day else "warn"
    return Line(str(row), reverse(page, args=[row.pk]), short_date(until), time_left(until, day), tone, str(about))


def to_announce(user):
    rows = Decision.objects.visible_to(user).to_announce().select_related(*SUBJECT).order_by("decided", "pk")
    lines = [waits(row, "decision-detail", row.subject, "Chờ công bố", "running") for row in rows[:SHOWN]]
    return Group("Quyết định kỷ luật chờ công bố", rows.count(), address("decision-list", stage="waiting"), lines)


def owed(user):
    rows = Appeal.objects.visible_to(user).owed().select_related(*OF_DECISION).order_by("resolved", "pk")
    lines = [waits(row, "appeal-detail", row.decision.subject, "Chưa làm xong", "warn") for row in rows[:SHOWN]]
    return Group("Xin lỗi, phục hồi quyền lợi chưa xong", rows.count(), address("appeal-list", owed="open"), lines)


def waits(row, page, about, state, tone):
    return Line(str(row), reverse(page, args=[row.pk]), state=state, tone=tone, detail=str(about))
