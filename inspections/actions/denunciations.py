from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns
from inspections.models import Denunciation
from inspections.regulations import violation_groups_of
from members.models import actor_position, subject_position


@transaction.atomic
def record_denunciation(*, by, subject, groups=(), reason="", **values):
    """Record a letter about one subject, as the subject stands on the day of receipt. The sender is not recorded."""
    letter = Denunciation(**values, **subject_columns(subject))
    assign(letter, actor_position(letter.organization) | subject_position(subject, letter.received))
    letter.settle()
    _require_groups(letter, groups)
    save(letter)
    set_codes(letter.groups, groups)
    history.record(by=by, act=Act.CREATE, obj=letter, after=_snapshot(letter), reason=reason)
    return letter


@transaction.atomic
def update_denunciation(letter, *, by, version, subject, groups=(), reason="", **values):
    """Change a letter that nobody else has changed since the given version."""
    letter = locked(letter, version)
    before = _snapshot(letter)
    assign(letter, values | subject_columns(subject))
    _position_again(letter, before)
    letter.settle()
    _require_groups(letter, groups)
    save_next_version(letter)
    set_codes(letter.groups, groups)
    history.record(by=by, act=Act.UPDATE, obj=letter, before=before, after=_snapshot(letter), reason=reason)
    return letter


def _position_again(letter, before):
    """Take the positions anew where what they hang on has changed; what was copied in its time stays."""
    after = history.snapshot(letter)
    if after["organization"] != before["organization"]:
        assign(letter, actor_position(letter.organization))
    if any(after[name] != before[name] for name in ("received", "subject_organization", "subject_member")):
        assign(letter, subject_position(letter.subject, letter.received))


def _require_groups(letter, groups):
    strange = set(groups) - set(violation_groups_of(letter.subject_kind))
    if strange:
        message = f"Nhóm vi phạm {', '.join(sorted(strange))} không áp dụng cho loại đối tượng này."
        raise ValidationError(message, code="strange_group")


def _snapshot(letter):
    return history.snapshot(letter) | {"groups": sorted(letter.groups.values_list("code", flat=True))}
