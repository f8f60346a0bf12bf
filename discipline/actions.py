"""Every write of discipline, with its author, on the history chain."""

from django.db import transaction

from accounts import history
from accounts.choices import Act
from discipline.models import Appeal, Decision
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns
from members.actions import refresh_actors, refresh_subjects
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


@transaction.atomic
def record_appeal(*, by, reason="", **values):
    """Record an appeal; the organization that resolves it as it stands on the day of receipt."""
    appeal = Appeal(**values)
    assign(appeal, actor_position(appeal.organization))
    save(appeal)
    history.record(by=by, act=Act.CREATE, obj=appeal, after=history.snapshot(appeal), reason=reason)
    return appeal


@transaction.atomic
def update_appeal(appeal, *, by, version, reason="", **values):
    """Change an appeal that nobody else has changed since the given version; resolving it is a step of its own."""
    appeal = locked(appeal, version)
    before = history.snapshot(appeal)
    assign(appeal, values)
    if appeal.organization_id != before["organization"]:
        assign(appeal, actor_position(appeal.organization))
    save_next_version(appeal)
    act = Act.TRANSITION if appeal.resolved and not before["resolved"] else Act.UPDATE
    history.record(by=by, act=act, obj=appeal, before=before, after=history.snapshot(appeal), reason=reason)
    return appeal


def resolve_appeal(appeal, *, by, version, resolved, result, reason=""):
    """Close an appeal: the discipline is kept, increased, reduced or cancelled."""
    return update_appeal(appeal, by=by, version=version, resolved=resolved, result=result, reason=reason)


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what decisions and appeals repeat of organizations and members that were corrected."""
    for model in (Decision, Appeal):
        refresh_actors(model, organization_ids)
    refresh_subjects(
        Decision, organization_ids=organization_ids, member_ids=member_ids, date_of=lambda decision: decision.decided
    )


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
