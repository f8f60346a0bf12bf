"""A member's transfers, posts and corrections, with what has to be asked of inspections and discipline first.

What rows repeat of a member's posts and cell is written anew in the same transaction.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from discipline.actions.positions import refresh_everywhere
from discipline.transfers import require_transferable
from inspections.actions.rows import assign, locked, save_next_version
from members import events, lives, posts
from members.actions import write_placements
from members.choices import MemberEventKind, MemberStatus
from rules import book


@transaction.atomic
def transfer(member, *, by, organization, day, number="", note="", why=""):
    """To another cell of the system, for good: refused while the member is inspected or considered for discipline."""
    told = require_transferable(book.read(), member, day=day, by=by, why=why)
    event = lives.move(member, by=by, organization=organization, day=day, number=number, note=note, told=told)
    refresh_everywhere(member_ids={member.pk})
    return event


@transaction.atomic
def send_away(member, *, by, place, day, number="", note="", why=""):
    """Out of the system, for good."""
    if not place.strip():
        raise ValidationError({"place": "Chưa ghi nơi đến."}, code="nowhere")
    told = require_transferable(book.read(), member, day=day, by=by, why=why)
    kind = MemberEventKind.TRANSFERRED
    return _left(lives.leave(member, by=by, kind=kind, day=day, number=number, place=place, note=note, told=told))


@transaction.atomic
def send_for_a_time(member, *, by, day, until, organization=None, place="", number="", note="", why=""):
    """To a temporary stay, in the system or out of it."""
    told = require_transferable(book.read(), member, day=day, by=by, why=why)
    return lives.stay(
        member, by=by, day=day, until=until, organization=organization, place=place, number=number, note=note,
        told=told,
    )  # fmt: skip


@transaction.atomic
def record_leaving(member, *, by, kind, day, number="", note=""):
    """Died, resigned, or struck off. Probationary members are struck off, and anybody expelled, by a decision alone."""
    if kind == MemberEventKind.EXPELLED:
        raise ValidationError({"kind": "Khai trừ phải theo quyết định kỷ luật đã công bố."}, code="by_decision")
    if kind == MemberEventKind.STRUCK_OFF and member.status == MemberStatus.PROBATIONARY:
        message = "Xóa tên đảng viên dự bị ghi ở “Xóa tên dự bị”, theo quyết định."
        raise ValidationError({"kind": message}, code="by_decision")
    if kind != MemberEventKind.DECEASED and not number.strip():
        raise ValidationError({"number": "Chưa ghi số văn bản. Hãy nhập số quyết định."}, code="no_number")
    return _left(lives.leave(member, by=by, kind=kind, day=day, number=number, note=note))


@transaction.atomic
def void_event(event, *, by, reason, version=None):
    """Take back an event written in by mistake; what a decision brought about stands or falls with the decision."""
    if hasattr(event, "decision") or hasattr(event, "strike_off"):
        message = "Biến động này theo một quyết định. Hãy hủy, thay thế quyết định hoặc ghi khôi phục đảng tịch."
        raise ValidationError(message, code="by_decision")
    event = lives.void(event, by=by, reason=reason, version=version)
    refresh_everywhere(member_ids={event.member_id})
    return event


@transaction.atomic
def add_post(member, *, by, reason="", **values):
    post = posts.add_post(member, by=by, reason=reason, **values)
    refresh_everywhere(member_ids={member.pk})
    return post


@transaction.atomic
def change_post(post, *, by, version, reason="", **values):
    post = posts.change_post(post, by=by, version=version, reason=reason, **values)
    refresh_everywhere(member_ids={post.member_id})
    return post


@transaction.atomic
def remove_post(post, *, by, reason):
    posts.remove_post(post, by=by, reason=reason)
    refresh_everywhere(member_ids={post.member_id})
    return post


@transaction.atomic
def correct_member(member, *, by, version, reason, **values):
    """Correct what was written wrongly about a member, the cell too; a real transfer is an event of its own."""
    member = locked(member, version)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do sửa."}, code="no_reason")
    before, cell = history.snapshot(member), member.organization_id
    assign(member, values)
    events.rekey(member)
    save_next_version(member)
    if member.organization_id != cell:
        write_placements([member])
    history.record(by=by, act=Act.UPDATE, obj=member, before=before, after=history.snapshot(member), reason=reason)
    if member.organization_id != cell:
        events.follow_merges(member, by, reason)
        refresh_everywhere(member_ids={member.pk})
    return member


def _left(event):
    """The posts ended with the leaving: acts of later days repeat them no more."""
    if event.undo["posts"]:
        refresh_everywhere(member_ids={event.member_id})
    return event
