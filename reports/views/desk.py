"""What briefings put on the desk: conclusions that are late, fall due, or wait to be confirmed by this user."""

from django.urls import reverse
from django.utils import timezone

from core.text import short_date
from inspections.notices import notices_on, time_left
from inspections.views.desk import DUE, LATE, SHOWN, WAITING, Group, Line, address
from members.permissions import can_run_cases
from reports.models import Conclusion
from rules import book


def groups(obj, user):
    """(column, group) for each group that has something in it."""
    day = timezone.localdate()
    days = notices_on(day, book.read()).earliest
    rows = Conclusion.objects.visible_to(user).select_related("briefing", "owner_organization", "owner_user")
    rows = rows.defer("briefing__frozen", "briefing__counted").order_by("due", "pk")
    found = [
        (LATE, group("Kết luận giao ban quá hạn", rows.late(day), day, due="late")),
        (DUE, group(f"Kết luận giao ban đến hạn trong {days} ngày", rows.due_within(day, days), day, due="soon")),
    ]
    if can_run_cases(user):
        found.append((WAITING, group("Kết luận giao ban chờ xác nhận", rows.waiting_for(user), day, waiting="confirm")))
    return [(column, group) for column, group in found if group.count]


def group(title, rows, day, **query):
    return Group(title, rows.count(), address("conclusion-list", **query), [line(row, day) for row in rows[:SHOWN]])


def line(row, day):
    tone = "late" if row.due < day else "warn"
    words = ("Chờ xác nhận", "running") if row.done else (time_left(row.due, day), tone)
    return Line(row.text, reverse("conclusion-detail", args=[row.pk]), short_date(row.due), *words, row.owner)
