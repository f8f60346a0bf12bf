"""The reporting calendar of an organization, and with it the due days of what is not handed in yet."""

from django.db import transaction

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.calendars import calendar_of
from reports.choices import WRITTEN_STATES
from reports.models import ReportingRule, Submission


@transaction.atomic
def add_reporting_rule(*, by, **values):
    """Say when the units below an organization cut off and hand in a kind of period."""
    rule = save(ReportingRule(**values))
    _move_days(rule)
    history.record(by=by, act=Act.CREATE, obj=rule, after=history.snapshot(rule))
    return rule


@transaction.atomic
def update_reporting_rule(rule, *, by, version, **values):
    """Correct a rule; returns that are handed in keep the days that held then."""
    rule = locked(rule, version)
    before = history.snapshot(rule)
    assign(rule, values)
    save_next_version(rule)
    _move_days(rule)
    history.record(by=by, act=Act.UPDATE, obj=rule, before=before, after=history.snapshot(rule))
    return rule


def _move_days(rule):
    """Returns that were never handed in follow the calendar of today."""
    waiting = Submission.objects.within(rule.organization).filter(state__in=WRITTEN_STATES, submitted_on=None)
    for submission in waiting.select_for_update(of=("self",)).select_related("organization"):
        calendar = calendar_of(submission.organization, submission.span)
        days = {"counted_from": calendar.counted_from, "cut_off": calendar.cut_off, "due": calendar.due}
        if any(getattr(submission, name) != day for name, day in days.items()):
            assign(submission, days)
            submission.save(update_fields=list(days))
