"""Writes to a member's life in the Party: each a dated event from which the columns and placements follow.

Whether a rule stands against it is asked above, where discipline is known (`discipline.actions.lives`).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import search_key, short_date, sort_key
from members.choices import LEAVING, PRESENT, MemberEventKind, MemberStatus
from members.membership import doubts_of_admission, doubts_of_readmission, doubts_of_recognition
from members.models import Member, MemberEvent, Placement, Post
from members.states import MEMBERSHIP
from rules import book

COLUMNS = ("status", "organization", "joined", "official_from", "card_number")
"""Columns of a member that events change."""
UNUSABLE_CARD = "Không dùng được số thẻ này. Hãy kiểm tra lại số thẻ."
Kind = MemberEventKind


@transaction.atomic
def admit(*, by, organization, card_number, name, day, born=None, sex="", number="", note=""):
    """Admit somebody as a probationary member of a cell."""
    _require_open(organization, day)
    member = Member(
        card_number=card_number, name=name, born=born, sex=sex, organization=organization, joined=day,
        status=MemberStatus.PROBATIONARY,
    )  # fmt: skip
    _create(member, day)
    told = doubts_of_admission(book.read(), born=born, day=day)
    return _happened(member, Kind.ADMITTED, by=by, day=day, number=number, note=note, told=told, to=organization)


@transaction.atomic
def receive(
    *, by, organization, card_number, name, day, place, born=None, sex="", joined=None, official_from=None, number="",
    note="",
):  # fmt: skip
    """Take in a member who comes from elsewhere; who was sent away from here before comes back to the same record."""
    _require_open(organization, day)
    known = _sent_away(card_number, name, born)
    if known is not None:
        return come_back(known, by=by, organization=organization, day=day, number=number, place=place, note=note)
    member = Member(
        card_number=card_number, name=name, born=born, sex=sex, organization=organization, joined=joined,
        official_from=official_from, status=_status_by_dates(joined, official_from),
    )  # fmt: skip
    _create(member, day)
    return _happened(member, Kind.RECEIVED, by=by, day=day, number=number, note=note, place=place, to=organization)


@transaction.atomic
def come_back(member, *, by, organization, day, number="", place="", note=""):
    """Who was transferred out of the system is transferred in again, to any cell of it."""
    member = _ready(member, Kind.RECEIVED)
    _require_open(organization, day)
    _require_after_the_last(member, day)
    undo = _before(member)
    member.status = _status_before_leaving(member)
    undo["opened"], undo["closed"] = _place(member, organization, day)
    _store(member)
    return _happened(
        member, Kind.RECEIVED, by=by, day=day, number=number, note=note, place=place, undo=undo, to=organization
    )


@transaction.atomic
def recognize(member, *, by, day, number="", card_number="", note=""):
    """A probationary member becomes an official one; often the card is given then."""
    member = _ready(member, Kind.RECOGNIZED)
    _require_after_the_last(member, day)
    told, undo = doubts_of_recognition(book.read(), joined=member.joined, day=day), _before(member)
    _turn(member, Kind.RECOGNIZED)
    member.official_from = day
    member.card_number = card_number or member.card_number
    _store(member)
    return _happened(member, Kind.RECOGNIZED, by=by, day=day, number=number, note=note, told=told, undo=undo)


@transaction.atomic
def move(member, *, by, organization, day, number="", note="", told=()):
    """A member's party life is transferred to another cell of the system, for good."""
    member = _ready(member, Kind.MOVED)
    if organization.pk == member.organization_id:
        raise ValidationError({"organization": "Đảng viên đang sinh hoạt tại đây."}, code="same")
    _require_open(organization, day)
    _require_after_the_last(member, day)
    left, undo = member.organization, _before(member)
    undo["opened"], undo["closed"] = _place(member, organization, day)
    _store(member)
    return _happened(
        member, Kind.MOVED, by=by, day=day, number=number, note=note, told=told, undo=undo, came_from=left,
        to=organization,
    )  # fmt: skip


@transaction.atomic
def stay(member, *, by, day, until, organization=None, place="", number="", note="", told=()):
    """A member lives in another cell for a time; the placement stays, and what is decided about them stays with it."""
    member = _ready(member, Kind.STAY)
    if organization is None and not place.strip():
        raise ValidationError({"place": "Chưa ghi nơi đến."}, code="nowhere")
    if until and until < day:
        raise ValidationError({"until": "Đến ngày phải bằng hoặc sau ngày chuyển."}, code="order")
    if member.events.open_stays().exists():
        raise ValidationError("Đang sinh hoạt tạm thời nơi khác. Hãy ghi ngày kết thúc trước.", code="away")
    _require_past(day)
    if organization is not None:
        _require_open(organization, day)
    return _happened(
        member, Kind.STAY, by=by, day=day, number=number, note=note, told=told, place=place, to=organization,
        came_from=member.organization, until=until,
    )  # fmt: skip


@transaction.atomic
def end_stay(event, *, by, ended, version=None):
    """A member comes back from a temporary stay."""
    event = _locked_event(event, version)
    if event.kind != Kind.STAY or event.ended:
        raise ValidationError("Sinh hoạt tạm thời này đã kết thúc.", code="over")
    _require_past(ended, "ended")
    if ended < event.day:
        message = f"Phải bằng hoặc sau ngày chuyển ({short_date(event.day)})."
        raise ValidationError({"ended": message}, code="order")
    before = history.snapshot(event)
    event.ended = ended
    _save_event(event)
    history.record(by=by, act=Act.UPDATE, obj=event, before=before, after=history.snapshot(event))
    return event


@transaction.atomic
def leave(member, *, by, kind, day, number="", place="", note="", told=()):
    """A member leaves: the placement and the posts end with that day, and the status says why."""
    member = _ready(member, kind)
    _require_after_the_last(member, day)
    return _leave(member, kind, by=by, day=day, number=number, place=place, note=note, told=told)


@transaction.atomic
def leave_by_decision(member, *, by, kind, day, number):
    """A decision puts a member out, whatever has been written since its day; nothing where they are out by it."""
    member = _locked(member)
    if member.status == LEAVING[kind]:
        return None
    return _leave(member, kind, by=by, day=day, number=number)


def _leave(member, kind, *, by, day, **more):
    undo = _before(member)
    undo["closed"], undo["posts"] = _close_placement(member, day), _end_posts(member, day)
    _turn(member, kind)
    _store(member)
    return _happened(member, kind, by=by, day=day, undo=undo, came_from=member.organization, **more)


@transaction.atomic
def readmit(member, *, by, organization, day, number="", note=""):
    """Somebody who left the Party is admitted again, as a probationary member."""
    member = _ready(member, Kind.READMITTED)
    _require_open(organization, day)
    _require_after_the_last(member, day)
    told = doubts_of_readmission(book.read(), left=_left_on(member), day=day)
    undo = _before(member)
    undo["opened"], undo["closed"] = _place(member, organization, day)
    _turn(member, Kind.READMITTED)
    member.joined, member.official_from = day, None
    _store(member)
    return _happened(
        member, Kind.READMITTED, by=by, day=day, number=number, note=note, told=told, undo=undo, to=organization
    )


@transaction.atomic
def restore(member, *, by, day, number="", note="", organization=None):
    """Leaving was wrong: from the day on the member is what they were, in the same cell unless another is named."""
    member = _ready(member, Kind.RESTORED)
    _require_after_the_last(member, day)
    _require_open(organization or member.organization, day)
    return _restore(member, organization, by=by, day=day, number=number, note=note)


@transaction.atomic
def restore_by_decision(member, *, by, day, number):
    """What put a member out no longer stands."""
    return _restore(_locked(member), None, by=by, day=day, number=number)


def _restore(member, organization, *, by, day, **more):
    undo, organization = _before(member), organization or member.organization
    member.status = _status_before_leaving(member)
    undo["opened"], undo["closed"] = _place(member, organization, day)
    _store(member)
    return _happened(member, Kind.RESTORED, by=by, day=day, undo=undo, to=organization, **more)


@transaction.atomic
def void(event, *, by, reason, version=None):
    """Take back the last event of a member, written in by mistake: what it changed is undone."""
    event = _locked_event(event, version)
    member = _locked(event.member)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do."}, code="no_reason")
    if member.events.standing().latest("pk") != event:
        raise ValidationError("Chỉ hủy được biến động ghi sau cùng. Hãy hủy các biến động sau đó trước.", code="later")
    if event.kind == Kind.ADMITTED or (event.kind == Kind.RECEIVED and not event.undo):
        raise ValidationError(
            "Biến động này lập hồ sơ đảng viên, không hủy được. Nếu hồ sơ trùng, hãy gộp vào hồ sơ đúng.", code="first"
        )
    _undo(member, event, by)
    before = history.snapshot(event)
    event.voided, event.void_reason = timezone.now(), reason.strip()
    _save_event(event)
    history.record(by=by, act=Act.VOID, obj=event, before=before, after=history.snapshot(event), reason=reason)
    return event


# ------------------------------------------------------------------------------------------------------- what is asked


def _require_past(day, field="day"):
    if day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa đến. Hãy ghi sau khi đã làm."}, code="future")


def _require_open(organization, day):
    """Nobody comes to an organization that has not begun or has ended."""
    _require_past(day)
    if organization.valid_until and organization.valid_until < day:
        message = f"{organization} đã kết thúc hoạt động ngày {short_date(organization.valid_until)}."
        raise ValidationError({"organization": message}, code="ended")
    if organization.valid_from and organization.valid_from > day:
        message = f"{organization} hoạt động từ ngày {short_date(organization.valid_from)}."
        raise ValidationError({"organization": message}, code="not_begun")


def _require_after_the_last(member, day):
    """Events follow each other by their days: what came later would otherwise rest on what it did not know."""
    _require_past(day)
    last = member.events.standing().exclude(kind=Kind.STAY).order_by("day", "pk").last()
    known = [one for one in (last and last.day, member.joined, _open_since(member)) if one]
    if known and day < max(known):
        message = f"Phải bằng hoặc sau ngày {short_date(max(known))}, ngày của biến động trước."
        raise ValidationError({"day": message}, code="order")


def _open_since(member):
    row = member.placements.filter(valid_until=None).first()
    return row and row.valid_from


def _left_on(member):
    row = member.events.standing().filter(kind__in=LEAVING).order_by("day", "pk").last()
    return row and row.day


def _status_before_leaving(member):
    row = member.events.standing().filter(kind__in=LEAVING).order_by("day", "pk").last()
    stored = row and row.undo.get("status")
    if stored in PRESENT:
        return stored
    return _status_by_dates(member.joined, member.official_from)


def _status_by_dates(joined, official_from):
    return MemberStatus.PROBATIONARY if joined and not official_from else MemberStatus.OFFICIAL


def _sent_away(card_number, name, born):
    """The record of who was sent away with the same card, name and birth date; another's card is refused."""
    member = Member.objects.select_for_update(of=("self",)).filter(card_number=card_number).first()
    if member is None:
        return None
    same = member.status == MemberStatus.TRANSFERRED and member.sort_key == sort_key(name) and member.born == born
    if not same:
        raise ValidationError({"card_number": UNUSABLE_CARD}, code="card")
    return member


# ----------------------------------------------------------------------------------------------------- what is written


def _locked(member):
    return Member.objects.select_for_update(of=("self",)).select_related("organization").get(pk=member.pk)


def _ready(member, kind):
    """The member, held until the end; refused where the event does not follow from what they are."""
    member = _locked(member)
    MEMBERSHIP.require(member.status, kind)
    return member


def _turn(member, kind):
    """To the standing that the event leads to; what they were is kept before."""
    member.status = MEMBERSHIP.move(kind).target


def _locked_event(event, version):
    row = MemberEvent.objects.select_for_update(of=("self",)).select_related("member").get(pk=event.pk)
    if version is not None and row.version != version:
        raise ValidationError("Người khác vừa sửa biến động này. Hãy tải lại trang.", code="conflict")
    if row.voided:
        raise ValidationError("Biến động này đã hủy.", code="voided")
    return row


def _create(member, day):
    if Member.objects.filter(card_number=member.card_number).exists():
        raise ValidationError({"card_number": UNUSABLE_CARD}, code="card")
    rekey(member)
    member.full_clean()
    member.save(force_insert=True)
    Placement.objects.create(member=member, organization=member.organization, valid_from=day)


def _store(member):
    rekey(member)
    member.version += 1
    member.full_clean()
    member.save()


def rekey(member):
    """What follows from name, card and cell."""
    member.path = member.organization.path
    member.search_key = search_key(f"{member.name} {member.card_number}")[:200]
    member.sort_key = sort_key(member.name)


def _before(member):
    return history.snapshot(member, COLUMNS)


def _place(member, organization, day):
    """Close the open placement the day before and open one in the new cell; the keys of both, for undoing."""
    closed = _close_placement(member, day - timedelta(days=1))
    member.organization = organization
    return Placement.objects.create(member=member, organization=organization, valid_from=day).pk, closed


def _close_placement(member, day):
    row = member.placements.filter(valid_until=None).first()
    if row is None:
        return None
    row.valid_until = max(day, row.valid_from) if row.valid_from else day
    row.save(update_fields=["valid_until"])
    return row.pk


def _end_posts(member, day):
    """End what is held on the day; the keys, for undoing."""
    held = [post for post in member.posts.all() if post.ended is None and post.in_force(day)]
    Post.objects.filter(pk__in=[post.pk for post in held]).update(ended=day)
    return [post.pk for post in held]


def _happened(member, kind, *, by, day, number="", note="", told=(), undo=None, came_from=None, to=None, **more):
    event = MemberEvent(
        member=member, kind=kind, day=day, number=number, note=note, told=" ".join(told), undo=undo or {},
        from_organization=came_from, to_organization=to, by=by, **more,
    )  # fmt: skip
    event.full_clean()
    event.save(force_insert=True)
    act = Act.CREATE if kind == Kind.ADMITTED or (kind == Kind.RECEIVED and not undo) else Act.UPDATE
    before = {name: undo[name] for name in COLUMNS} if undo else None
    after = _before(member) if undo or act == Act.CREATE else None
    history.record(
        by=by, act=act, obj=member, before=before, after=after, summary=event.get_kind_display(),
        reason=" ".join(filter(None, (number, note))),
    )  # fmt: skip
    history.record(by=by, act=Act.CREATE, obj=event, after=history.snapshot(event))
    return event


def _save_event(event):
    event.version += 1
    event.full_clean()
    event.save()


def _undo(member, event, by):
    """Put back what stood before the event, where nothing else has changed it since."""
    undo, before = event.undo, _before(member)
    if not undo:
        return
    _undo_placements(member, undo)
    Post.objects.filter(pk__in=undo.get("posts", ()), ended=event.day).update(ended=None)
    for name in COLUMNS:
        field = Member._meta.get_field(name)
        setattr(member, field.attname, field.to_python(undo[name]))
    _store(member)
    summary = f"Hủy biến động: {event.get_kind_display()}"
    history.record(by=by, act=Act.UPDATE, obj=member, before=before, after=_before(member), summary=summary)


def _undo_placements(member, undo):
    if opened := undo.get("opened"):
        if not member.placements.filter(pk=opened, valid_until=None).exists():
            raise ValidationError("Nơi sinh hoạt đã thay đổi sau biến động này, không hủy được.", code="moved")
        Placement.objects.filter(pk=opened).delete()
    if undo.get("closed"):
        Placement.objects.filter(pk=undo["closed"]).update(valid_until=None)
