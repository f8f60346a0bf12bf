"""A briefing from its plan over the freezing of its figures to the chair's conclusions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.choices import BriefingState
from reports.freezing import hash_of, put_away
from reports.models import Attendance, Briefing
from reports.narrative import NARRATIVE, gathered
from reports.states import BRIEFING

MEETING = ("held", "place", "chair", "chair_post", "agenda", "participants")
"""What may still change when the figures are frozen: the meeting is yet to be held."""
SEALED = ("frozen", "counted", "frozen_at", "frozen_by", "head_sequence", "head_hash")
"""What the history doesn't repeat: the hash of the content covers it."""
OVER = "Hội nghị đã kết luận hoặc đã hủy, không sửa được nữa."


@transaction.atomic
def plan_briefing(*, by, **values):
    """Plan a briefing of an organization about a period, with the day up to which figures count."""
    briefing = save(Briefing(author=by, **values))
    history.record(by=by, act=Act.CREATE, obj=briefing, after=_snapshot(briefing))
    return briefing


@transaction.atomic
def update_briefing(briefing, *, by, version, **values):
    """Change what is planned; once the figures are frozen, only what belongs to the meeting itself."""
    briefing = locked(briefing, version)
    _require_open(briefing)
    before = _snapshot(briefing)
    changed = {name for name, value in values.items() if getattr(briefing, name) != value}
    if briefing.is_frozen and changed - set(MEETING):
        raise ValidationError("Số liệu đã chốt: kỳ, ngày chốt và lời văn của báo cáo không đổi được.", code="frozen")
    assign(briefing, values)
    save_next_version(briefing)
    history.record(by=by, act=Act.UPDATE, obj=briefing, before=before, after=_snapshot(briefing))
    return briefing


@transaction.atomic
def set_attendance(briefing, *, by, version, units):
    """Say which units are present and which are absent, and why: `units` is {organization: reason of absence or ""}."""
    briefing = locked(briefing, version)
    _require_open(briefing)
    before = _attendance(briefing)
    briefing.attendance.all().delete()
    for organization, reason in units.items():
        save(Attendance(briefing=briefing, organization=organization, present=not reason, reason=reason))
    save_next_version(briefing)
    history.record(by=by, act=Act.UPDATE, obj=briefing, before=before, after=_attendance(briefing))
    return briefing


@transaction.atomic
def gather_narrative(briefing, *, by, version, texts_by_unit):
    """Put what the units wrote below what is there already, part by part; a text that is there isn't added twice."""
    found = gathered(texts_by_unit)
    texts = {part: _joined(getattr(briefing, part), found[part]) for part in NARRATIVE}
    return update_briefing(briefing, by=by, version=version, **texts)


def _joined(text, more):
    lines = text.splitlines()
    return "\n".join([*lines, *(line for line in more.splitlines() if line not in lines)])


@transaction.atomic
def freeze_briefing(briefing, *, by, version):
    """Store every sentence, table and number as they stand, with the rows they count and the head of the history.

    The hash of all of it goes on the chain with this step: a later change of the stored content shows.
    """
    briefing = locked(briefing, version)
    move = BRIEFING.require(briefing.state, "freeze")
    if briefing.cutoff > timezone.localdate():
        message = f"Chưa đến ngày chốt số liệu {short_date(briefing.cutoff)}. Hãy chốt từ ngày đó, hoặc sửa ngày chốt."
        raise ValidationError(message, code="too_early")
    before = _snapshot(briefing)
    briefing.head_sequence, briefing.head_hash = history.head_link()
    briefing.frozen, briefing.counted = put_away(briefing, by)
    briefing.content_hash = hash_of(briefing.frozen, briefing.counted)
    briefing.frozen_at, briefing.frozen_by = timezone.now(), by
    return _moved(briefing, move, by, before)


@transaction.atomic
def conclude_briefing(briefing, *, by, version, held, chair, chair_post=""):
    """Record that the meeting was held and its chair has concluded."""
    briefing = locked(briefing, version)
    move = BRIEFING.require(briefing.state, "conclude")
    if held > timezone.localdate():
        raise ValidationError({"held": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    before = _snapshot(briefing)
    briefing.held, briefing.chair, briefing.chair_post = held, chair, chair_post
    return _moved(briefing, move, by, before)


@transaction.atomic
def close_briefing(briefing, *, by, version, reason=""):
    """End the following of a briefing whose conclusions are all confirmed or dropped."""
    briefing = locked(briefing, version)
    move = BRIEFING.require(briefing.state, "close")
    running = briefing.conclusions.running().count()
    if running:
        raise ValidationError(f"Còn {running} kết luận chưa xong. Hãy xác nhận từng kết luận trước.", code="running")
    return _moved(briefing, move, by, _snapshot(briefing), reason)


@transaction.atomic
def cancel_briefing(briefing, *, by, version, reason):
    """Call a briefing off; it stays to be seen, with the reason."""
    briefing = locked(briefing, version)
    move = BRIEFING.require(briefing.state, "cancel")
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")
    before = _snapshot(briefing)
    briefing.cancel_reason = reason.strip()
    return _moved(briefing, move, by, before, reason.strip())


def _moved(briefing, move, by, before, reason=""):
    briefing.state = move.target
    save_next_version(briefing)
    history.record(
        by=by, act=Act.TRANSITION, obj=briefing, before=before, after=_snapshot(briefing), reason=reason,
        summary=move.done,
    )  # fmt: skip
    return briefing


def _require_open(briefing):
    if briefing.state not in (BriefingState.PLANNED, BriefingState.FROZEN):
        raise ValidationError(OVER, code="over")


def _snapshot(briefing):
    names = [field.name for field in Briefing._meta.concrete_fields if field.name not in SEALED]
    return history.snapshot(briefing, names)


def _attendance(briefing):
    rows = briefing.attendance.select_related("organization")
    return {f"đơn vị {row.organization.code}": "có mặt" if row.present else f"vắng: {row.reason}" for row in rows}
