"""What reviews and resolutions put on the desk: measures late, due and waiting, and action plans about to be due."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.text import short_date, time_left
from inspections.models import Resolution
from inspections.notices import notices_on
from inspections.views.desk import DUE, LATE, SHOWN, WAITING, Group, Line, address
from members.models import ReviewMeasure
from members.states import MEASURE
from rules import book


def groups(obj, user):
    """(column, group) for each group that has something in it."""
    day = timezone.localdate()
    last = notices_on(day, book.read()).earliest
    measures = ReviewMeasure.objects.visible_to(user).select_related(
        "limitation__review__subject_organization", "limitation__review__subject_member"
    )
    late = measures.overdue(day).order_by("due", "pk")
    soon = measures.open(day).filter(due__gte=day, due__lte=day + timedelta(days=last)).order_by("due", "pk")
    plans = Resolution.objects.visible_to(user).plan_due(day).select_related("organization").order_by("plan_due", "pk")
    found = [
        (LATE, of_measures("Biện pháp sau kiểm điểm quá hạn", late, day, stage="overdue")),
        (DUE, of_measures(f"Biện pháp sau kiểm điểm đến hạn trong {last} ngày", soon, day, due=str(last))),
        (DUE, of_plans(plans, day)),
    ]
    if MEASURE.move("verify").may(user):
        waiting = measures.standing().filter(state="done").exclude(done_by=user).order_by("done", "pk")
        found.append((WAITING, of_measures("Biện pháp sau kiểm điểm chờ xác nhận", waiting, day, state="done")))
    return [(column, group) for column, group in found if group.count]


def of_measures(title, rows, day, **query):
    lines = [_line(row, "measure-detail", row.due, day, row.limitation.review.subject) for row in rows[:SHOWN]]
    return Group(title, rows.count(), address("measure-list", **query), lines)


def of_plans(rows, day):
    lines = [_line(row, "resolution-detail", row.plan_due, day, row.organization) for row in rows[:SHOWN]]
    title = "Chương trình hành động sắp hết thời hạn"
    return Group(title, rows.count(), address("resolution-list", plan="soon"), lines)


def _line(row, page, due, day, about):
    tone = "late" if due < day else "warn"
    return Line(str(row), reverse(page, args=[row.pk]), short_date(due), time_left(due, day), tone, str(about))
