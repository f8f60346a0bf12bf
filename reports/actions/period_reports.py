"""A period report: begun from a layout, written, issued with its figures as they stand, withdrawn for a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from core.periods import Period
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.actions.layouts import reading_of
from reports.choices import ReportState
from reports.composing import Asked, compose
from reports.frozen_reports import frozen_of
from reports.models import PeriodReport, style_of
from reports.states.period_reports import PERIOD_REPORT


@transaction.atomic
def begin_report(*, by, organization, content, layout=None, **values):
    """A draft; it keeps the layout as it's now, whatever becomes of that."""
    report = save(PeriodReport(organization=organization, content=content, layout=layout, author=by, **values))
    history.record(by=by, act=Act.CREATE, obj=report, after=history.snapshot(report))
    return report


@transaction.atomic
def update_report(report, *, by, version, **values):
    report = locked(report, version)
    _require_draft(report)
    before = history.snapshot(report)
    assign(report, values)
    save_next_version(report)
    history.record(by=by, act=Act.UPDATE, obj=report, before=before, after=history.snapshot(report))
    return report


@transaction.atomic
def issue_report(report, *, by, version, number, issued_on):
    """Freeze the figures as they stand, each with its definition; from now on nothing changes."""
    report = locked(report, version)
    move = PERIOD_REPORT.require(report.state, "issue")
    before = history.snapshot(report)
    if issued_on < report.first:
        raise ValidationError({"issued_on": "Ngày ban hành phải từ ngày đầu kỳ trở đi."}, code="order")
    composed = composed_of(report, by)
    assign(report, {"number": number, "issued_on": issued_on, "state": move.target, "frozen": frozen_of(composed)})
    save_next_version(report)
    history.record(
        by=by, act=Act.TRANSITION, obj=report, before=before, after=history.snapshot(report), summary=move.done
    )
    return report


@transaction.atomic
def withdraw_report(report, *, by, version, reason):
    report = locked(report, version)
    move = PERIOD_REPORT.require(report.state, "withdraw")
    before = history.snapshot(report)
    assign(report, {"state": move.target, "withdraw_reason": reason})
    save_next_version(report)
    history.record(
        by=by, act=Act.TRANSITION, obj=report, before=before, after=history.snapshot(report), reason=reason,
        summary=move.done,
    )  # fmt: skip
    return report


def composed_of(report, user=None):
    """The report as its records say now. ValidationError when its layout can't be read (any more)."""
    layout = reading_of(report.content["text"], report.organization)
    if layout.faults:
        line, words = layout.faults[0]
        raise ValidationError(f"Mẫu của báo cáo có lỗi ở dòng {line}: {words}", code="unreadable")
    return compose(layout, asked_of(report, user))


def asked_of(report, user=None):
    period = Period(report.first, report.last)
    return Asked(
        report.counted_tree, period, report.cutoff, report.label, style_of(report.content), report.texts,
        report.cumulative, user,
    )  # fmt: skip


def _require_draft(report):
    if report.state != ReportState.DRAFT:
        raise ValidationError("Báo cáo đã ban hành hoặc thu hồi, không sửa được nữa.", code="not_draft")
