"""Posts over the years: written, changed, taken back; what overlaps is told, as two of one level are rarely held."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from core.text import short_date
from members.models import Member, Post

CONTENT = ("seat", "office", "managed_by", "started", "ended")


@transaction.atomic
def add_post(member, *, by, reason="", **values):
    """A position of a member, with what is known of its days."""
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    post = Post(member=member, **values)
    _check(post)
    post.save(force_insert=True)
    history.record(by=by, act=Act.CREATE, obj=post, after=history.snapshot(post), reason=reason)
    return post


@transaction.atomic
def change_post(post, *, by, version, reason="", **values):
    """Correct a position, or write the day on which it ended."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if post.version != version:
        raise ValidationError("Người khác vừa sửa chức vụ này. Hãy tải lại trang.", code="conflict")
    before = history.snapshot(post)
    for name, value in values.items():
        setattr(post, name, value)
    _check(post)
    post.version += 1
    post.save()
    history.record(by=by, act=Act.UPDATE, obj=post, before=before, after=history.snapshot(post), reason=reason)
    return post


@transaction.atomic
def remove_post(post, *, by, reason):
    """A position written in by mistake goes; what it was stays on the history chain."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do."}, code="no_reason")
    history.record(by=by, act=Act.VOID, obj=post, before=history.snapshot(post), reason=reason)
    post.delete()


def overlaps(posts):
    """By the key of a post: others held at the same time with a seat of the same level."""
    posts = list(posts)
    return {one.pk: [other for other in posts if _overlap(one, other)] for one in posts}


def overlap_words(post, others):
    return f"Trùng thời gian với: {'; '.join(f'{other} ({span(other)})' for other in others)}." if others else ""


def span(post):
    """From when to when, in words."""
    first = f"từ {short_date(post.started)}" if post.started else "không rõ từ ngày"
    return f"{first} đến {short_date(post.ended)}" if post.ended else first


def _overlap(one, other):
    if one.pk == other.pk or not one.seat or one.seat != other.seat:
        return False
    begins_in_time = one.ended is None or other.started is None or other.started <= one.ended
    return begins_in_time and (other.ended is None or one.started is None or one.started <= other.ended)


def _check(post):
    if not (post.seat or post.office or post.managed_by):
        raise ValidationError({"office": "Hãy ghi chức vụ, cấp ủy viên hoặc diện quản lý."}, code="empty")
    post.full_clean()
