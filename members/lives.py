"""Writes to a member's life in the Party: each a dated event from which the columns and placements follow.

Whether a rule stands against it is asked above, where discipline is known (`discipline.actions.lives`).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from members import events
from members.choices import LEAVING, MemberEventKind, MemberStatus
from members.membership import doubts_of_admission, doubts_of_readmission, doubts_of_recognition
from members.models import Member, Organization
from rules import book

Kind = MemberEventKind


@transaction.atomic
def admit(*, by, organization, card_number, name, day, born=None, sex="", number="", note=""):
    """Admit somebody as a probationary member of a cell."""
    events.require_open(organization, day)
    member = Member(
        card_number=card_number, name=name, born=born, sex=sex, organization=organization, joined=day,
        status=MemberStatus.PROBATIONARY,
    )  # fmt: skip
    events.create(member, day)
    told = doubts_of_admission(book.read(), born=born, day=day)
    return events.happened(member, Kind.ADMITTED, by=by, day=day, number=number, note=note, told=told, to=organization)


@transaction.atomic
def receive(
    *, by, organization, card_number, name, day, place, born=None, sex="", joined=None, official_from=None, number="",
    note="",
):  # fmt: skip
    """Take in a member who comes from elsewhere; who was sent away from here before comes back to the same record."""
    events.require_open(organization, day)
    known = events.sent_away(card_number, name, born)
    if known is not None:
        return come_back(known, by=by, organization=organization, day=day, number=number, place=place, note=note)
    member = Member(
        card_number=card_number, name=name, born=born, sex=sex, organization=organization, joined=joined,
        official_from=official_from, status=events.status_by_dates(joined, official_from),
    )  # fmt: skip
    events.create(member, day)
    return events.happened(
        member, Kind.RECEIVED, by=by, day=day, number=number, note=note, place=place, to=organization
    )


@transaction.atomic
def come_back(member, *, by, organization, day, number="", place="", note=""):
    """Who was transferred out of the system is transferred in again, to any cell of it."""
    member = events.ready(member, Kind.RECEIVED)
    events.require_open(organization, day)
    events.require_after_the_last(member, day)
    undo = events.columns_of(member)
    member.status = events.status_before_leaving(member)
    undo["opened"], undo["placements"] = events.place(member, organization, day)
    events.store(member)
    return events.happened(
        member, Kind.RECEIVED, by=by, day=day, number=number, note=note, place=place, undo=undo, to=organization
    )


@transaction.atomic
def recognize(member, *, by, day, number="", card_number="", note=""):
    """A probationary member becomes an official one; often the card is given then."""
    member = events.ready(member, Kind.RECOGNIZED)
    events.require_after_the_last(member, day)
    told, undo = doubts_of_recognition(book.read(), joined=member.joined, day=day), events.columns_of(member)
    events.turn(member, Kind.RECOGNIZED)
    member.official_from = day
    member.card_number = card_number or member.card_number
    events.store(member)
    return events.happened(member, Kind.RECOGNIZED, by=by, day=day, number=number, note=note, told=told, undo=undo)


@transaction.atomic
def move(member, *, by, organization, day, number="", note="", told=()):
    """A member's party life is transferred to another cell of the system, for good."""
    member = events.ready(member, Kind.MOVED)
    if organization.pk == member.organization_id:
        raise ValidationError({"organization": "Đảng viên đang sinh hoạt tại đây."}, code="same")
    events.require_open(organization, day)
    events.require_after_the_last(member, day)
    left, undo = member.organization, events.columns_of(member)
    undo["opened"], undo["placements"] = events.place(member, organization, day)
    events.store(member)
    return events.happened(
        member, Kind.MOVED, by=by, day=day, number=number, note=note, told=told, undo=undo, came_from=left,
        to=organization,
    )  # fmt: skip


@transaction.atomic
def stay(member, *, by, day, until, organization=None, place="", number="", note="", told=()):
    """A member lives in another cell for a time; the placement stays, and what is decided about them stays with it."""
    member = events.ready(member, Kind.STAY)
    if organization is None and not place.strip():
        raise ValidationError({"place": "Chưa ghi nơi đến."}, code="nowhere")
    if until and until < day:
        raise ValidationError({"until": "Đến ngày phải bằng hoặc sau ngày chuyển."}, code="order")
    if member.events.open_stays().exists():
        raise ValidationError("Đang sinh hoạt tạm thời nơi khác. Hãy ghi ngày kết thúc trước.", code="away")
    events.require_past(day)
    if organization is not None:
        events.require_open(organization, day)
    return events.happened(
        member, Kind.STAY, by=by, day=day, number=number, note=note, told=told, place=place, to=organization,
        came_from=member.organization, until=until,
    )  # fmt: skip


@transaction.atomic
def end_stay(event, *, by, ended, version=None):
    """A member comes back from a temporary stay."""
    event = events.locked_event(event, version)
    if event.kind != Kind.STAY or event.ended:
        raise ValidationError("Sinh hoạt tạm thời này đã kết thúc.", code="over")
    events.require_past(ended, "ended")
    if ended < event.day:
        message = f"Phải bằng hoặc sau ngày chuyển ({short_date(event.day)})."
        raise ValidationError({"ended": message}, code="order")
    before = history.snapshot(event)
    event.ended = ended
    events.save_event(event)
    history.record(by=by, act=Act.UPDATE, obj=event, before=before, after=history.snapshot(event))
    return event


@transaction.atomic
def leave(member, *, by, kind, day, number="", place="", note="", told=()):
    """A member leaves: the placement ends on the eve, the posts with that day, and the status says why."""
    member = events.ready(member, kind)
    events.require_after_the_last(member, day)
    return _leave(member, kind, by=by, day=day, number=number, place=place, note=note, told=told)


@transaction.atomic
def leave_by_decision(member, *, by, kind, day, number):
    """A decision puts a member out, whatever has been written since its day; nothing where they are out by it."""
    member = events.locked(member)
    if member.status == LEAVING[kind]:
        return None
    return _leave(member, kind, by=by, day=day, number=number)


def _leave(member, kind, *, by, day, **more):
    undo = events.columns_of(member)
    undo["placements"], undo["posts"] = events.end_placements(member, day), events.end_posts(member, day)
    events.turn(member, kind)
    events.store(member)
    return events.happened(member, kind, by=by, day=day, undo=undo, came_from=member.organization, **more)


@transaction.atomic
def readmit(member, *, by, organization, day, number="", note=""):
    """Somebody who left the Party is admitted again, as a probationary member."""
    member = events.ready(member, Kind.READMITTED)
    events.require_open(organization, day)
    events.require_after_the_last(member, day)
    told = doubts_of_readmission(book.read(), left=events.left_on(member), day=day)
    undo = events.columns_of(member) | {"begun": events.keep_admission(member)}
    undo["opened"], undo["placements"] = events.place(member, organization, day)
    events.turn(member, Kind.READMITTED)
    member.joined, member.official_from = day, None
    events.store(member)
    return events.happened(
        member, Kind.READMITTED, by=by, day=day, number=number, note=note, told=told, undo=undo, to=organization
    )


@transaction.atomic
def restore(member, *, by, day, number="", note="", organization=None):
    """Leaving was wrong: from the day on the member is what they were, in the same cell unless another is named."""
    member = events.ready(member, Kind.RESTORED)
    events.require_after_the_last(member, day)
    events.require_open(organization or member.organization, day)
    return _restore(member, organization, by=by, day=day, number=number, note=note)


@transaction.atomic
def restore_by_decision(member, *, by, day, number):
    """What put a member out no longer stands; where the cell merged meanwhile, they are in the one that goes on."""
    member = events.locked(member)
    heir = Organization.objects.get(path=member.organization.today_path)
    return _restore(member, heir, by=by, day=day, number=number)


def _restore(member, organization, *, by, day, **more):
    undo, organization = events.columns_of(member), organization or member.organization
    member.status = events.status_before_leaving(member)
    undo["opened"], undo["placements"] = events.place(member, organization, day)
    events.store(member)
    return events.happened(member, Kind.RESTORED, by=by, day=day, undo=undo, to=organization, **more)


@transaction.atomic
def void(event, *, by, reason, version=None):
    """Take back the last event of a member, written in by mistake: what it changed is undone."""
    event = events.locked_event(event, version)
    member = events.locked(event.member)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do."}, code="no_reason")
    if member.events.standing().latest("pk") != event:
        raise ValidationError("Chỉ hủy được biến động ghi sau cùng. Hãy hủy các biến động sau đó trước.", code="later")
    if event.kind == Kind.ADMITTED or (event.kind == Kind.RECEIVED and not event.undo):
        raise ValidationError(
            "Biến động này lập hồ sơ đảng viên, không hủy được. Nếu hồ sơ trùng, hãy gộp vào hồ sơ đúng.", code="first"
        )
    events.put_back(member, event, by)
    before = history.snapshot(event)
    event.voided, event.void_reason = timezone.now(), reason.strip()
    events.save_event(event)
    history.record(by=by, act=Act.VOID, obj=event, before=before, after=history.snapshot(event), reason=reason)
    return event
