"""Appeals against decisions."""

from django.db import transaction

from accounts import history
from accounts.choices import Act
from discipline.models import Appeal
from inspections.actions.rows import assign, locked, save, save_next_version
from members.models import actor_position


@transaction.atomic
def record_appeal(*, by, reason="", **values):
    """Record an appeal; the organization that resolves it as it stands on the day of receipt."""
    appeal = Appeal(**values)
    assign(appeal, actor_position(appeal.organization))
    appeal.settle()
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
    appeal.settle()
    save_next_version(appeal)
    act = Act.TRANSITION if appeal.resolved and not before["resolved"] else Act.UPDATE
    history.record(by=by, act=act, obj=appeal, before=before, after=history.snapshot(appeal), reason=reason)
    return appeal


def resolve_appeal(appeal, *, by, version, resolved, result, reason=""):
    """Close an appeal: the discipline is kept, increased, reduced or cancelled."""
    return update_appeal(appeal, by=by, version=version, resolved=resolved, result=result, reason=reason)
