"""What discipline puts on the desk: late and due appeals and suspensions, decisions to announce, what is still owed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.text import short_date
from discipline.filters.appeals import DAYS_OF_DUE, Due
from discipline.instances import due_between
from discipline.models import Appeal, Decision, Suspension
from discipline.views.parts import SUBJECT
from inspections.notices import notices_on, time_left
from inspections.views.desk import DUE, LATE, SHOWN, WAITING, Group, Line, address
from members.permissions import can_run_cases
from rules import book


def groups(obj, user):
    """(column, group) for each group that has something in it."""
    day = timezone.localdate()
    ahead = notices_on(day, book.read()).earliest
    soon = {"until__gte": day, "until__lte": day + timedelta(days=ahead)}
    found = [
        (LATE, appeals(user, day, ahead, "Khiếu nại kỷ luật quá hạn giải quyết", Due.LATE)),
        (LATE, suspensions(user, day, "Đình chỉ đã hết hạn, chưa ghi chấm dứt", "over", until__lt=day)),
        (DUE, appeals(user, day, ahead, "Khiếu nại kỷ luật sắp đến hạn", Due.SOON)),
        (DUE, suspensions(user, day, "Đình chỉ sắp hết hạn", "soon", **soon)),
    ]
    if can_run_cases(user):
        found += [(WAITING, to_announce(user)), (WAITING, owed(user))]
    return [(column, group) for column, group in found if group.count]


def appeals(user, day, ahead, title, due):
    rows = Appeal.objects.visible_to(user).select_related("decision", *(f"decision__{name}" for name in SUBJECT))
    found = sorted(due_between(rows, book.read(), *DAYS_OF_DUE[due](day, ahead)), key=lambda one: one[0])
    lines = [dated(appeal, "appeal-detail", appeal.decision.subject, until, day) for until, appeal in found[:SHOWN]]
    return Group(title, len(found), address("appeal-list", due=due), lines)


def suspensions(user, day, title, state, **bounds):
    rows = Suspension.objects.visible_to(user).filter(ended__isnull=True, **bounds).select_related(*SUBJECT)
    rows = rows.order_by("until", "pk")
    lines = [dated(row, "suspension-detail", row.subject, row.until, day) for row in rows[:SHOWN]]
    return Group(title, rows.count(), address("suspension-list", state=state), lines)


def dated(row, page, about, until, day):
    tone = "late" if until < day else "warn"
    return Line(str(row), reverse(page, args=[row.pk]), short_date(until), time_left(until, day), tone, str(about))


def to_announce(user):
    rows = Decision.objects.visible_to(user).filter(announced__isnull=True, case_subject__isnull=False)
    lines = [
        Line(
            str(row),
            reverse("decision-detail", args=[row.pk]),
            state="Chờ công bố",
            tone="running",
            detail=str(row.subject),
        )
        for row in rows.select_related(*SUBJECT).order_by("decided", "pk")[:SHOWN]
    ]
    return Group("Quyết định kỷ luật chờ công bố", rows.count(), address("decision-list", stage="waiting"), lines)


def owed(user):
    rows = (
        Appeal.objects.visible_to(user).filter(restorations__done__isnull=True, restorations__isnull=False).distinct()
    )
    lines = [
        Line(
            str(row),
            reverse("appeal-detail", args=[row.pk]),
            state="Chưa làm xong",
            tone="warn",
            detail=str(row.decision.subject),
        )
        for row in rows.select_related("decision", *(f"decision__{name}" for name in SUBJECT)).order_by(
            "resolved", "pk"
        )[:SHOWN]
    ]
    return Group("Xin lỗi, phục hồi quyền lợi chưa xong", rows.count(), address("appeal-list", owed="open"), lines)
