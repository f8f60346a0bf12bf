from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns
from inspections.choices import Activity
from inspections.models import RoutineNote
from inspections.regulations import contents_of
from members.models import actor_position, subject_position


@transaction.atomic
def record_note(*, by, subject, reason="", **values):
    """Note what routine supervision (giám sát thường xuyên) saw of a subject, as the subject stands on that day."""
    note = RoutineNote(**values, **subject_columns(subject))
    assign(note, actor_position(note.organization, note.noted) | subject_position(subject, note.noted))
    _require_fitting(note)
    save(note)
    history.record(by=by, act=Act.CREATE, obj=note, after=history.snapshot(note), reason=reason)
    return note


@transaction.atomic
def update_note(note, *, by, version, subject, reason="", **values):
    """Change a note that nobody else has changed since the given version."""
    note = locked(note, version)
    before = history.snapshot(note)
    assign(note, values | subject_columns(subject))
    _position_again(note, before)
    _require_fitting(note)
    save_next_version(note)
    history.record(by=by, act=Act.UPDATE, obj=note, before=before, after=history.snapshot(note), reason=reason)
    return note


def _position_again(note, before):
    """Take the positions anew where what they hang on has changed; what was copied in its time stays."""
    after = history.snapshot(note)
    if any(after[name] != before[name] for name in ("noted", "organization")):
        assign(note, actor_position(note.organization, note.noted))
    if any(after[name] != before[name] for name in ("noted", "subject_organization", "subject_member")):
        assign(note, subject_position(note.subject, note.noted))


def _require_fitting(note):
    if note.noted > timezone.localdate():
        raise ValidationError({"noted": "Ngày này chưa đến. Chỉ ghi việc đã thấy."}, code="future")
    if note.code and note.code not in contents_of(note.subject_kind, Activity.ROUTINE):
        raise ValidationError(
            {"code": "Nội dung này không áp dụng cho loại đối tượng đã chọn."}, code="strange_content"
        )
    if note.inspection_id:
        _require_fitting_inspection(note)


def _require_fitting_inspection(note):
    """Notes are summed up by a routine supervision of the same body."""
    inspection = note.inspection
    actor = (inspection.organization_id, inspection.body)
    if inspection.activity != Activity.ROUTINE or actor != (note.organization_id, note.body):
        message = "Ghi chép chỉ gắn với cuộc giám sát thường xuyên của chính chủ thể này."
        raise ValidationError({"summed_up": message}, code="other_inspection")
