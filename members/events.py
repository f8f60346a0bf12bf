"""What every event of a member's life asks first and writes last: order of days, placements, posts, the trace."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import search_key, short_date, sort_key
from members import rebuilding
from members.choices import LEAVING, PRESENT, MemberEventKind, MemberStatus
from members.models import Member, MemberEvent, Placement, Post
from members.states import MEMBERSHIP

COLUMNS = ("status", "organization", "joined", "official_from", "card_number")
"""Columns of a member that events change."""
PLACEMENT = ("id", "organization", "act", "valid_from", "valid_until")
"""What is kept of a placement to undo its end."""
PARTY_FOUNDED = date(1930, 2, 3)
"""Nobody was a member before; the first day of whose admission nobody wrote down."""
UNUSABLE_CARD = "Không dùng được số thẻ này. Hãy kiểm tra lại số thẻ."
Kind = MemberEventKind

# ------------------------------------------------------------------------------------------------------- what is asked


def require_past(day, field="day"):
    if day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa đến. Hãy ghi sau khi đã làm."}, code="future")


def require_open(organization, day):
    """Nobody comes to an organization that has not begun or has ended."""
    require_past(day)
    if organization.valid_until and organization.valid_until < day:
        message = f"{organization} đã kết thúc hoạt động ngày {short_date(organization.valid_until)}."
        raise ValidationError({"organization": message}, code="ended")
    if organization.valid_from and organization.valid_from > day:
        message = f"{organization} hoạt động từ ngày {short_date(organization.valid_from)}."
        raise ValidationError({"organization": message}, code="not_begun")


def require_after_the_last(member, day):
    """Events follow each other by their days: what came later would otherwise rest on what it did not know."""
    require_past(day)
    last = member.events.standing().exclude(kind=Kind.STAY).order_by("day", "pk").last()
    known = [one for one in (last and last.day, member.joined, open_since(member)) if one]
    if known and day < max(known):
        message = f"Phải bằng hoặc sau ngày {short_date(max(known))}, ngày của biến động trước."
        raise ValidationError({"day": message}, code="order")


def open_since(member):
    row = member.placements.filter(valid_until=None).first()
    return row and row.valid_from


def left_on(member):
    row = member.events.standing().filter(kind__in=LEAVING).order_by("day", "pk").last()
    return row and row.day


def status_before_leaving(member):
    row = member.events.standing().filter(kind__in=LEAVING).order_by("day", "pk").last()
    stored = row and row.undo.get("status")
    if stored in PRESENT:
        return stored
    return status_by_dates(member.joined, member.official_from)


def status_by_dates(joined, official_from):
    return MemberStatus.PROBATIONARY if joined and not official_from else MemberStatus.OFFICIAL


def sent_away(card_number, name, born):
    """The record of who was sent away with the same card, name and birth date; another's card is refused."""
    member = Member.objects.select_for_update(of=("self",)).filter(card_number=card_number).first()
    if member is None:
        return None
    same = member.status == MemberStatus.TRANSFERRED and member.sort_key == sort_key(name) and member.born == born
    if not same:
        raise ValidationError({"card_number": UNUSABLE_CARD}, code="card")
    return member


# ----------------------------------------------------------------------------------------------------- what is written


def locked(member):
    return Member.objects.select_for_update(of=("self",)).select_related("organization").get(pk=member.pk)


def ready(member, kind):
    """The member, held until the end; refused where the event does not follow from what they are."""
    member = locked(member)
    MEMBERSHIP.require(member.status, kind)
    return member


def turn(member, kind):
    """To the standing that the event leads to; what they were is kept before."""
    member.status = MEMBERSHIP.move(kind).target


def locked_event(event, version):
    row = MemberEvent.objects.select_for_update(of=("self",)).select_related("member").get(pk=event.pk)
    if version is not None and row.version != version:
        raise ValidationError("Người khác vừa sửa biến động này. Hãy tải lại trang.", code="conflict")
    if row.voided:
        raise ValidationError("Biến động này đã hủy.", code="voided")
    return row


def create(member, day):
    if Member.objects.filter(card_number=member.card_number).exists():
        raise ValidationError({"card_number": UNUSABLE_CARD}, code="card")
    rekey(member)
    member.full_clean()
    member.save(force_insert=True)
    Placement.objects.create(member=member, organization=member.organization, valid_from=day)


def store(member):
    rekey(member)
    member.version += 1
    member.full_clean()
    member.save()


def rekey(member):
    """What follows from name, card and cell."""
    member.path = member.organization.path
    member.search_key = search_key(f"{member.name} {member.card_number}")[:200]
    member.sort_key = sort_key(member.name)


def columns_of(member):
    return history.snapshot(member, COLUMNS)


def place(member, organization, day):
    """Open a placement in the new cell; its key, and what the others were, for undoing."""
    before = end_placements(member, day)
    member.organization = organization
    return Placement.objects.create(member=member, organization=organization, valid_from=day).pk, before


def end_placements(member, day):
    """The eve is the last day in any cell; what was to begin later never did. What they were, for undoing."""
    rows = member.placements.filter(Q(valid_until=None) | Q(valid_until__gte=day))
    before = [history.snapshot(row, PLACEMENT) for row in rows]
    rows.filter(valid_from__gte=day).delete()
    if member.joined and member.joined >= day:
        rows.filter(valid_from=None).delete()
    rows.update(valid_until=day - timedelta(days=1))
    return before


def keep_admission(member):
    """Another admission takes the place of the first: the day of that one stays as the first in a cell.

    Of who left on an unknown day the placement is still open: what they were on past days nobody knows.
    """
    first = member.joined or PARTY_FOUNDED
    keys = list(member.placements.filter(valid_from=None, valid_until__gte=first).values_list("pk", flat=True))
    Placement.objects.filter(pk__in=keys).update(valid_from=first)
    return keys


def end_posts(member, day):
    """End what is held on the day; the keys, for undoing."""
    held = [post for post in member.posts.all() if post.ended is None and post.in_force(day)]
    Post.objects.filter(pk__in=[post.pk for post in held]).update(ended=day, version=F("version") + 1)
    return [post.pk for post in held]


def happened(member, kind, *, by, day, number="", note="", told=(), undo=None, came_from=None, to=None, **more):
    event = MemberEvent(
        member=member, kind=kind, day=day, number=number, note=note, told=" ".join(told), undo=undo or {},
        from_organization=came_from, to_organization=to, by=by, **more,
    )  # fmt: skip
    event.full_clean()
    event.save(force_insert=True)
    act = Act.CREATE if kind == Kind.ADMITTED or (kind == Kind.RECEIVED and not undo) else Act.UPDATE
    before = {name: undo[name] for name in COLUMNS} if undo else None
    after = columns_of(member) if undo or act == Act.CREATE else None
    history.record(
        by=by, act=act, obj=member, before=before, after=after, summary=event.get_kind_display(),
        reason=" ".join(filter(None, (number, note))),
    )  # fmt: skip
    history.record(by=by, act=Act.CREATE, obj=event, after=history.snapshot(event))
    return event


def save_event(event):
    event.version += 1
    event.full_clean()
    event.save()


def put_back(member, event, by):
    """What stood before the event, where nothing else has changed it since."""
    undo, before = event.undo, columns_of(member)
    if not undo:
        return
    put_placements_back(member, undo, event.day)
    posts = Post.objects.filter(pk__in=undo.get("posts", ()), ended=event.day)
    posts.update(ended=None, version=F("version") + 1)
    for name in COLUMNS:
        field = Member._meta.get_field(name)
        setattr(member, field.attname, field.to_python(undo[name]))
    store(member)
    summary = f"Hủy biến động: {event.get_kind_display()}"
    history.record(by=by, act=Act.UPDATE, obj=member, before=before, after=columns_of(member), summary=summary)
    follow_merges(member, by, summary)


def follow_merges(member, by, reason):
    """Where merges that stand lead from the placements that were written, whatever was decided meanwhile."""
    rebuilt = rebuilding.place_members([member.pk], reason=reason)
    history.record_many(by=by, entries=rebuilt.entries)
    member.refresh_from_db()


def put_placements_back(member, undo, day):
    opened, before = undo.get("opened"), undo.get("placements", [])
    ended = Placement.objects.filter(pk__in=[row["id"] for row in before])
    is_open = opened is None or member.placements.filter(pk=opened, valid_until=None).exists()
    later = member.placements.filter(Q(valid_until=None) | Q(valid_until__gte=day)).exclude(pk=opened)
    is_moved = "placements" in undo and later.exists()
    if not is_open or is_moved or ended.exclude(valid_until=day - timedelta(days=1)).exists():
        raise ValidationError("Nơi sinh hoạt đã thay đổi sau biến động này, không hủy được.", code="moved")
    Placement.objects.filter(pk=opened).delete()
    ended.delete()
    Placement.objects.filter(pk__in=undo.get("begun", ())).update(valid_from=None)
    Placement.objects.bulk_create(_placement(member, row) for row in before)


def _placement(member, row):
    fields = {name: Placement._meta.get_field(name) for name in PLACEMENT}
    return Placement(member=member, **{field.attname: field.to_python(row[name]) for name, field in fields.items()})
