"""Members put out of the Party by a decision, and taken back when it no longer stands."""

from discipline.actions.positions import refresh_everywhere
from members import lives
from members.choices import MemberEventKind, MemberStatus


def expel(decision, *, by, day, number):
    """A decision on expulsion has effect: the member leaves with that day, and the decision keeps the event."""
    event = _leave(decision.subject_member, MemberEventKind.EXPELLED, by=by, day=day, number=number)
    if event is not None:
        decision.event = event
        decision.save(update_fields=["event"])


def restore_expelled(decision, *, by, day, number):
    """The expulsion no longer stands: who is out by it is a member again from the day on."""
    member = decision.subject_member
    member.refresh_from_db()
    if member.status == MemberStatus.EXPELLED:
        lives.restore_by_decision(member, by=by, day=day, number=number)


def strike_off(member, *, by, day, number):
    return _leave(member, MemberEventKind.STRUCK_OFF, by=by, day=day, number=number)


def _leave(member, kind, *, by, day, number):
    event = lives.leave_by_decision(member, by=by, kind=kind, day=day, number=number)
    if event is not None and event.undo["posts"]:
        refresh_everywhere(member_ids={member.pk})
    return event
