"""Suspensions: imposed, extended, ended within the limits of the rules; and striking off probationary members."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline.actions.leaving import strike_off
from discipline.choices import SuspensionBasis, SuspensionKind
from discipline.models import StrikeOff, Suspension, SuspensionExtension
from discipline.suspending import term
from inspections.actions.numbers import next_number
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns
from inspections.regulations import DECISION
from members.choices import MemberStatus
from members.models import Organization, actor_position, subject_position
from rules import book


@transaction.atomic
def record_suspension(*, by, subject, until=None, reason, **values):
    """Suspend a member, a seat or an organization; without an end the first period of the rules is taken."""
    suspension = Suspension(reason=reason, **values, **subject_columns(subject))
    _require_kind(suspension, subject)
    told = _term_of(suspension)
    if until is None and told is None:
        raise ValidationError({"until": "Chưa có quy định về thời hạn. Hãy nhập ngày hết hạn."}, code="no_rule")
    suspension.until = until or told.until
    _require_lawful(suspension, suspension.until, told and told.until)
    assign(suspension, actor_position(suspension.organization, suspension.decided))
    assign(suspension, subject_position(subject, suspension.decided))
    _number(suspension)
    save(suspension)
    history.record(by=by, act=Act.CREATE, obj=suspension, after=history.snapshot(suspension), reason=reason)
    return suspension


@transaction.atomic
def extend_suspension(suspension, *, by, version, until, number, decided, reason):
    """A longer suspension, within the longest of the rules and as often as they allow."""
    suspension = locked(suspension, version)
    _require_running(suspension)
    told = _term_of(suspension)
    if told and told.extensions is not None and suspension.extensions.count() >= told.extensions:
        message = f"Chỉ được gia hạn {told.extensions} lần ({told.source})."
        raise ValidationError({"until": message}, code="too_often")
    if until <= suspension.until:
        raise ValidationError({"until": f"Phải sau hạn đang có ({short_date(suspension.until)})."}, code="order")
    _require_lawful(suspension, until, told and told.longest)
    before = history.snapshot(suspension)
    save(
        SuspensionExtension(
            suspension=suspension,
            number=number,
            decided=decided,
            before=suspension.until,
            until=until,
            reason=reason,
            by=by,
        )
    )
    suspension.until = until
    save_next_version(suspension)
    history.record(
        by=by, act=Act.TRANSITION, obj=suspension, before=before, after=history.snapshot(suspension), reason=reason,
        summary="Gia hạn đình chỉ",
    )  # fmt: skip
    return suspension


@transaction.atomic
def end_suspension(suspension, *, by, version, ended, number="", reason):
    """End a suspension before it runs out, or say that it did."""
    suspension = locked(suspension, version)
    _require_running(suspension)
    if ended > timezone.localdate():
        raise ValidationError({"ended": "Ngày này chưa đến. Hãy ghi sau khi đã chấm dứt."}, code="future")
    before = history.snapshot(suspension)
    assign(suspension, {"ended": ended, "end_number": number, "end_reason": reason})
    save_next_version(suspension)
    history.record(
        by=by, act=Act.TRANSITION, obj=suspension, before=before, after=history.snapshot(suspension), reason=reason,
        summary="Chấm dứt đình chỉ",
    )  # fmt: skip
    return suspension


@transaction.atomic
def record_strike_off(*, by, member, reason, **values):
    """Strike a probationary member off the list: no form of discipline, and never counted as one."""
    if member.status != MemberStatus.PROBATIONARY:
        message = f"{member} không phải đảng viên dự bị. Xóa tên chỉ áp dụng với đảng viên dự bị."
        raise ValidationError({"member": message}, code="not_probationary")
    row = StrikeOff(member=member, reason=reason, **values)
    assign(row, actor_position(row.organization, row.decided))
    if row.decided > timezone.localdate():
        raise ValidationError({"decided": "Ngày này chưa đến."}, code="future")
    _number(row)
    row.event = strike_off(member, by=by, day=row.decided, number=row.number)
    save(row)
    history.record(by=by, act=Act.CREATE, obj=row, after=history.snapshot(row), reason=reason)
    return row


def _term_of(suspension):
    return term(book.read(), kind=suspension.kind, since=suspension.since, day=suspension.decided)


def _number(row):
    if not row.number:
        row.number = next_number(organization=row.organization, body=row.body, document_type=DECISION, day=row.decided)


def _require_kind(suspension, subject):
    is_organization = isinstance(subject, Organization)
    if is_organization != (suspension.kind == SuspensionKind.ORGANIZATION):
        raise ValidationError({"kind": "Loại đình chỉ không hợp với đối tượng. Hãy chọn lại."}, code="kind")
    if suspension.kind == SuspensionKind.SEAT and not subject.seat_on(suspension.since):
        message = f"{subject} không là cấp ủy viên vào ngày bắt đầu đình chỉ."
        raise ValidationError({"kind": message}, code="no_seat")


def _require_lawful(suspension, until, longest):
    """Who is prosecuted or detained is suspended for as long as the law says; others as long as the Party's rules."""
    if suspension.basis == SuspensionBasis.ORDINARY and longest and until > longest:
        told = _term_of(suspension)
        flag = "" if told.is_confirmed else ", chưa xác nhận"
        message = f"Không quá ngày {short_date(longest)}: {told.words} ({told.source}{flag})."
        raise ValidationError({"until": message}, code="too_long")


def _require_running(suspension):
    if suspension.ended:
        raise ValidationError(f"Đình chỉ đã chấm dứt ngày {short_date(suspension.ended)}.", code="over")
