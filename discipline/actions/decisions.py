"""Decisions: recorded, corrected before they are announced."""

from django.db import transaction

from accounts import history
from accounts.choices import Act
from discipline.models import Decision
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns
from members.models import actor_position, subject_position


@transaction.atomic
def record_decision(*, by, subject, groups, reason="", **values):
    """Record a disciplinary decision; actor and subject as they stand on the day it was decided."""
    decision = Decision(**values, **subject_columns(subject))
    assign(decision, actor_position(decision.organization) | subject_position(subject, decision.decided))
    save(decision)
    set_codes(decision.groups, groups)
    history.record(by=by, act=Act.CREATE, obj=decision, after=snapshot(decision), reason=reason)
    return decision


@transaction.atomic
def update_decision(decision, *, by, version, subject=None, groups=None, reason="", **values):
    """Correct a decision that nobody else has changed since the given version. What is not given stays."""
    decision = locked(decision, version)
    before = snapshot(decision)
    assign(decision, values | (subject_columns(subject) if subject else {}))
    _position_again(decision, before)
    save_next_version(decision)
    if groups is not None:
        set_codes(decision.groups, groups)
    history.record(by=by, act=Act.UPDATE, obj=decision, before=before, after=snapshot(decision), reason=reason)
    return decision


def snapshot(decision):
    """The decision with its groups of violation, as the history keeps it."""
    codes = decision.groups.order_by("code").values_list("code", flat=True)
    return history.snapshot(decision) | {"groups": list(codes)}


def _position_again(decision, before):
    """Take the positions anew where what they hang on has changed; what was copied in its time stays."""
    after = history.snapshot(decision)
    if after["organization"] != before["organization"]:
        assign(decision, actor_position(decision.organization))
    if any(after[name] != before[name] for name in ("decided", "subject_organization", "subject_member")):
        assign(decision, subject_position(decision.subject, decision.decided))
