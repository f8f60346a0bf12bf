"""What returns put on the desk: of the unit what to write and what is due, of the one above what waits for it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from core.text import short_date
from inspections.notices import notices_on, time_left
from inspections.views.desk import DUE, LATE, SHOWN, WAITING, Group, Line, address
from members.choices import CASE_WRITERS, Role
from members.permissions import assignments
from reports.calendars import calendar_of, latest_period, receiver_of
from reports.choices import SubmissionState
from reports.models import Reminder, Submission
from rules import book

WRITTEN = {
    SubmissionState.RETURNED: "Báo cáo bị trả lại",
    SubmissionState.DRAFT: "Báo cáo đang soạn",
    SubmissionState.AMENDING: "Bản sửa đổi đang lập",
}


def groups(obj, user):
    """(column, group) for each group that has something in it."""
    day = timezone.localdate()
    found = []
    for unit in own_offices(user, CASE_WRITERS):
        found += [due_group(unit, day), *reminded(unit), *written(unit, user, day)]
    found += [to_accept(office, user) for office in own_offices(user, (Role.HEAD,))]
    return [(column, group) for column, group in found if group and group.count]


def own_offices(user, roles):
    """The organizations for which a user works themselves; what lies below has people of its own."""
    offices = {one.organization_id: one.organization for one in assignments(user) if one.role in roles}
    return list(offices.values())


def due_group(unit, day):
    """The return of the latest period that is over, as long as it isn't in and somebody here waits for it."""
    period = latest_period(day)
    submission = Submission.objects.of_period(period).filter(organization=unit).first()
    ended = unit.valid_until and unit.valid_until < period.last
    if ended or receiver_of(unit, period.last) is None or (submission and submission.is_handed_in):
        return WAITING, None
    due = submission.due if submission else calendar_of(unit, period).due
    if due > day + timedelta(days=notices_on(day, book.read()).earliest):
        return WAITING, None
    line = Line(
        f"Báo cáo {period.label}",
        page_of(submission, unit, period),
        short_date(due),
        time_left(due, day),
        "late" if due < day else "warn",
        str(unit),
    )
    title = "Báo cáo quá hạn nộp" if due < day else "Báo cáo sắp đến hạn nộp"
    return LATE if due < day else DUE, Group(title, 1, "", [line])


def page_of(submission, unit, period):
    """The return, or where it is begun."""
    if submission:
        return reverse("submission-detail", args=[submission.pk])
    return address("submission-create", organization=unit.code, period=period.code)


def reminded(unit):
    """Reminders of returns that are still missing, the latest of each period."""
    here = Submission.objects.filter(organization=unit).handed_in().order_by().values("period")
    latest = {}
    for one in Reminder.objects.filter(organization=unit).exclude(period__in=here).select_related("by", "receiver"):
        latest.setdefault(one.period, one)
    lines = [
        Line(
            one.text,
            address("submission-create", organization=unit.code, period=one.period),
            state=f"{one.by}, {timezone.localtime(one.at):%d/%m/%Y}",
            tone="warn",
            detail=str(one.receiver),
        )
        for one in latest.values()
    ]
    return [(WAITING, Group("Được nhắc nộp báo cáo", len(lines), "", lines))]


def written(unit, user, day):
    """What the unit has begun, what came back, what is being amended."""
    rows = Submission.objects.visible_to(user).filter(organization=unit).order_by("due", "pk")
    for state, title in WRITTEN.items():
        found = list(rows.filter(state=state).select_related("organization"))
        lines = [submission_line(row, row.due, day) for row in found[:SHOWN]]
        yield WAITING, Group(title, len(found), address("submission-list", unit=unit.code, state=state.value), lines)


def to_accept(office, user):
    """Returns that wait for the head of the organization they came to."""
    rows = Submission.objects.visible_to(user).filter(receiver=office, state=SubmissionState.SUBMITTED)
    found = list(rows.select_related("organization").order_by("submitted_on", "pk"))
    lines = [
        Line(
            f"Báo cáo {row.span.label}",
            reverse("submission-detail", args=[row.pk]),
            state=f"Nộp ngày {short_date(row.submitted_on)}",
            tone="running",
            detail=str(row.organization),
        )
        for row in found[:SHOWN]
    ]
    url = address("submission-list", receiver=office.code, state=SubmissionState.SUBMITTED.value)
    return WAITING, Group("Báo cáo chờ tiếp nhận", len(found), url, lines)


def submission_line(row, due, day):
    return Line(
        f"Báo cáo {row.span.label}",
        reverse("submission-detail", args=[row.pk]),
        short_date(due),
        time_left(due, day),
        "late" if due < day else "warn",
        row.return_reason or str(row.organization),
    )
