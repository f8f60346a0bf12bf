"""The return of a unit: written, handed in with frozen figures, sent back, accepted, locked, amended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version
from reports import returns
from reports.calendars import calendar_of, receiver_of
from reports.models import Reminder, Submission, SubmissionVersion
from reports.models.submissions import NARRATIVE
from reports.states import SUBMISSION
from reports.submissions import missing_units

NAMED = 5


@transaction.atomic
def open_submission(*, by, organization, period, day):
    """Begin the return of a unit that is active on the last day of the period."""
    _require_active(organization, period, day)
    try:
        calendar = calendar_of(organization, period)
    except ValueError as error:
        raise ValidationError({"period": str(error)}, code="no_kind") from error
    submission = Submission(
        organization=organization,
        receiver=receiver_of(organization, period.last),
        period=period.code,
        first=period.first,
        last=period.last,
        counted_from=calendar.counted_from,
        cut_off=calendar.cut_off,
        due=calendar.due,
    )
    save(submission)
    history.record(by=by, act=Act.CREATE, obj=submission, after=history.snapshot(submission))
    return submission


@transaction.atomic
def write_submission(submission, *, by, version, totals=None, **narrative):
    """Write the narrative, and totals where records don't tell; only while the return is with the unit."""
    submission = locked(submission, version)
    if not submission.is_written:
        message = f"Báo cáo đang ở tình trạng “{submission.get_state_display()}”, không sửa được."
        raise ValidationError(message, code="not_written")
    before = history.snapshot(submission)
    assign(submission, narrative)
    if totals is not None:
        submission.totals = totals
    save_next_version(submission)
    history.record(by=by, act=Act.UPDATE, obj=submission, before=before, after=history.snapshot(submission))
    return submission


@transaction.atomic
def take_submission_step(submission, verb, *, by, version, day, reason=""):
    """One step of a return's way; what it needs is checked, what it changes is recorded."""
    submission = locked(submission, version)
    move = SUBMISSION.require(submission.state, verb)
    before = history.snapshot(submission)
    STEPS[verb](submission, by=by, day=day, reason=reason.strip())
    submission.state = move.target
    save_next_version(submission)
    history.record(
        by=by, act=Act.TRANSITION, obj=submission, before=before, after=history.snapshot(submission), reason=reason,
        summary=move.done,
    )  # fmt: skip
    return submission


@transaction.atomic
def remind(*, by, receiver, period, units, text):
    """Remind several units of their return at once; each finds it on its desk."""
    reminders = [
        save(Reminder(organization=unit, receiver=receiver, period=period.code, text=text, by=by)) for unit in units
    ]
    entries = [history.Entry(Act.CREATE, one, after=history.snapshot(one)) for one in reminders]
    history.record_many(by=by, entries=entries)
    return reminders


# ------------------------------------------------------------------------------------------------------------- steps


def _submit(submission, *, by, day, reason):
    missing = list(missing_units(submission.organization, submission.span))
    if missing and not reason:
        raise ValidationError({"reason": f"{named(missing)} Hãy chờ nộp đủ, hoặc ghi lý do."}, code="children")
    submission.missing_reason = reason if missing else ""
    version = _freeze(submission, by)
    if submission.accepted_ordinal is None:  # an amendment doesn't make late what came in time
        submission.submitted_on = day
    submission.submitted_by = by
    submission.return_reason = ""
    return version


def _freeze(submission, by):
    """Keep the figures of this moment, with the totals and the narrative, for good."""
    calendar = calendar_of(submission.organization, submission.span)
    lines = returns.lines_of(calendar.form, submission.last)
    return save(
        SubmissionVersion(
            submission=submission,
            ordinal=submission.versions.count() + 1,
            reason=submission.amend_reason,
            form=calendar.form,
            counted_from=submission.counted_from,
            cut_off=submission.cut_off,
            figures=returns.values(submission.organization, submission.counted, lines),
            totals=submission.totals,
            narrative={name: getattr(submission, name) for name in NARRATIVE},
            by=by,
            at=timezone.now(),
        )
    )


def _return(submission, *, by, day, reason):
    if not reason:
        raise ValidationError({"reason": "Hãy ghi lý do trả lại để đơn vị biết phải sửa gì."}, code="reason")
    submission.return_reason = reason
    _judge(submission, by=by, verdict=reason, accepted=False)


def _accept(submission, *, by, day, reason):
    if submission.submitted_by_id == by.pk:
        message = "Người nộp không tự tiếp nhận báo cáo mình đã nộp. Cần một người khác của tổ chức cấp trên."
        raise ValidationError(message, code="own")
    missing = list(missing_units(submission.organization, submission.span))
    if missing and not (submission.missing_reason or reason):
        message = f"{named(missing)} Hãy trả lại, hoặc ghi lý do vẫn tiếp nhận."
        raise ValidationError({"reason": message}, code="children")
    if missing and reason:
        submission.missing_reason = "; ".join(filter(None, [submission.missing_reason, reason]))
    version = _judge(submission, by=by, verdict=reason, accepted=True)
    submission.accepted_ordinal = version.ordinal


def _judge(submission, *, by, verdict, accepted):
    """What the organization above said about the version before it."""
    version = submission.versions.order_by("ordinal").last()
    assign(version, {"judged_by": by, "judged_at": timezone.now(), "is_accepted": accepted, "verdict": verdict})
    return save(version)


def _lock(submission, *, by, day, reason):
    """Nothing but the state: from now on a change is an amendment."""


def _amend(submission, *, by, day, reason):
    if not reason:
        raise ValidationError({"reason": "Hãy ghi lý do sửa đổi báo cáo đã khóa."}, code="reason")
    submission.amend_reason = reason


STEPS = {"submit": _submit, "return": _return, "accept": _accept, "lock": _lock, "amend": _amend}


def named(missing):
    """Which units are missing, the first few by name."""
    names = ", ".join(str(unit) for unit in missing[:NAMED])
    more = f" và {len(missing) - NAMED} đơn vị khác" if len(missing) > NAMED else ""
    return f"Còn {len(missing)} đơn vị trực thuộc chưa nộp: {names}{more}."


def _require_active(organization, period, day):
    if organization.valid_until and organization.valid_until < period.last:
        message = f"{organization} đã kết thúc ngày {short_date(organization.valid_until)}, trước ngày cuối kỳ."
        raise ValidationError({"organization": message}, code="ended")
    if organization.valid_from and organization.valid_from > period.last:
        raise ValidationError({"organization": f"{organization} chưa có trong kỳ này."}, code="not_yet")
    if period.first > day:
        raise ValidationError({"period": "Kỳ này chưa bắt đầu."}, code="future")
