from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version
from inspections.models import Finding, Remedy, Subject
from inspections.regulations import violation_groups_of

REMEDY_FIELDS = ("requirement", "due", "done", "owner_organization", "owner_member")


@transaction.atomic
def record_finding(*, by, subject, number=None, remedy=None, reason="", **values):
    """Record a shortcoming or violation of a subject; `remedy` holds what is to be put right, by when, since when.

    Without a number it gets the next one of its subject.
    """
    subject = Subject.objects.select_for_update(of=("self",)).get(pk=subject.pk)
    finding = Finding(subject=subject, number=number or _next_number(subject), path=subject.path, **values)
    _require_group(finding)
    save(finding)
    _write_remedy(finding, remedy)
    history.record(by=by, act=Act.CREATE, obj=finding, after=_snapshot(finding), reason=reason)
    return finding


@transaction.atomic
def update_finding(finding, *, by, version, remedy=None, reason="", **values):
    """Change a finding, and its remedy when given, that nobody else has changed since the given version."""
    finding = locked(finding, version)
    before = _snapshot(finding)
    assign(finding, values)
    _require_group(finding)
    save_next_version(finding)
    _write_remedy(finding, remedy)
    history.record(by=by, act=Act.UPDATE, obj=finding, before=before, after=_snapshot(finding), reason=reason)
    return finding


def _next_number(subject):
    return (subject.findings.aggregate(last=Max("number"))["last"] or 0) + 1


def _require_group(finding):
    """Organizations have their own groups of violation, members theirs."""
    if finding.group and finding.group not in violation_groups_of(finding.subject.subject_kind):
        raise ValidationError({"group": "Nhóm vi phạm không áp dụng cho loại đối tượng này."})


def _write_remedy(finding, values):
    """A remedy once recorded stays: emptied fields empty it, they don't take it away."""
    remedy = Remedy.objects.filter(finding=finding).first()
    if remedy is None and not any((values or {}).values()):
        return
    remedy = remedy or Remedy(finding=finding)
    _require_by_step(remedy, values or {})
    assign(remedy, {name: value for name, value in (values or {}).items() if name in REMEDY_FIELDS})
    remedy.path = finding.path
    remedy.settle()
    save(remedy)


def _require_by_step(remedy, values):
    """What was reported, verified or moved by a step is not overwritten by a correction."""
    if remedy.pk is None or not remedy.steps.exists():
        return
    for name, way in (("done", "nút báo cáo, trả lại"), ("due", "nút Đổi hạn")):
        if name in values and values[name] != getattr(remedy, name):
            message = f"Việc khắc phục này đang được theo dõi từng bước. Hãy dùng {way} trên trang của việc."
            raise ValidationError({name: message}, code="not_by_step")


def _snapshot(finding):
    remedy = Remedy.objects.filter(finding=finding).first()
    return history.snapshot(finding) | (_in_words(remedy) if remedy else {})


def _in_words(remedy):
    return {
        "yêu cầu khắc phục": remedy.requirement,
        "hạn khắc phục": short_date(remedy.due),
        "ngày khắc phục xong": short_date(remedy.done),
        "chịu trách nhiệm khắc phục": str(remedy.owner_organization or remedy.owner_member or ""),
    }
