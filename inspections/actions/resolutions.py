"""The study of a resolution, its action plan, and the inspections of how it is carried out."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version
from inspections.models import Resolution, ResolutionInspection
from members.models import actor_position


@transaction.atomic
def record_resolution(*, by, **values):
    """Record that an organization studied a document at a conference."""
    resolution = Resolution(**values)
    assign(resolution, actor_position(resolution.organization, resolution.held))
    _require_held(resolution)
    save(resolution)
    history.record(by=by, act=Act.CREATE, obj=resolution, after=history.snapshot(resolution))
    return resolution


@transaction.atomic
def update_resolution(resolution, *, by, version, **values):
    """Change a record that nobody else has changed since the given version."""
    resolution = _standing(resolution, version)
    before, organization = history.snapshot(resolution), resolution.organization_id
    assign(resolution, values)
    if resolution.organization_id != organization:
        assign(resolution, actor_position(resolution.organization, resolution.held))
    _require_held(resolution)
    save_next_version(resolution)
    history.record(by=by, act=Act.UPDATE, obj=resolution, before=before, after=history.snapshot(resolution))
    return resolution


@transaction.atomic
def void_resolution(resolution, *, by, version, day, reason):
    """Take a record out of lists and figures: it was made by mistake. It stays, with the reason."""
    resolution = _standing(resolution, version)
    before = history.snapshot(resolution)
    resolution.voided, resolution.void_reason = day, reason.strip()
    save_next_version(resolution)
    after = history.snapshot(resolution)
    history.record(by=by, act=Act.UPDATE, obj=resolution, before=before, after=after, reason=reason)
    return resolution


@transaction.atomic
def link_inspection(resolution, *, by, version, inspection):
    """Say that an inspection looked at how the resolution is carried out.

    The history is that of the link: who is shut out of the inspection must not meet it on the resolution's page.
    """
    resolution = _standing(resolution, version)
    link = save(ResolutionInspection(resolution=resolution, inspection=inspection, by=by))
    save_next_version(resolution)
    history.record(by=by, act=Act.CREATE, obj=link, after=history.snapshot(link))
    return link


@transaction.atomic
def void_link(link, *, by, day, reason):
    """Take an inspection off a resolution; the link stays, with the reason."""
    resolution = _standing(link.resolution, None)
    link = ResolutionInspection.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.voided:
        raise ValidationError("Cuộc này đã được bỏ khỏi nghị quyết rồi.", code="voided")
    before = history.snapshot(link)
    link.voided, link.void_reason = day, reason.strip()
    save(link)
    save_next_version(resolution)
    history.record(by=by, act=Act.UPDATE, obj=link, before=before, after=history.snapshot(link), reason=reason)
    return link


def _standing(resolution, version):
    row = locked(resolution, version)
    if row.voided:
        raise ValidationError("Bản ghi đã hủy, không sửa được nữa.", code="voided")
    return row


def _require_held(resolution):
    if resolution.held > timezone.localdate():
        raise ValidationError({"held": "Ngày này chưa đến. Chỉ ghi hội nghị đã tổ chức."}, code="future")
