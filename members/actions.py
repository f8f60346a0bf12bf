"""Writes to the organization tree and to who works where, each with its author on the history chain."""

from django.db import transaction

from accounts import history
from accounts.actions import end_sessions
from accounts.choices import Act
from members.models import Assignment


@transaction.atomic
def assign(*, user, organization, role, by, handles_denunciations=False, reason=""):
    """Give a user a role in an organization. The user's sessions end: a new right begins with a new sign-in."""
    assignment = Assignment(
        user=user, organization=organization, role=role, handles_denunciations=handles_denunciations
    )
    assignment.full_clean()
    assignment.save(force_insert=True)
    end_sessions(user, by=by, reason="Thay đổi phân công")
    history.record(by=by, act=Act.ASSIGN, obj=assignment, after=history.snapshot(assignment), reason=reason)
    return assignment


@transaction.atomic
def unassign(assignment, *, by, reason=""):
    """Take a role back. The row goes, its history stays; the user's sessions end."""
    history.record(by=by, act=Act.UNASSIGN, obj=assignment, before=history.snapshot(assignment), reason=reason)
    end_sessions(assignment.user, by=by, reason="Thay đổi phân công")
    assignment.delete()
