"""Who may with returns and the reporting calendar, beside the rights of `members.permissions`."""

from members.choices import Role
from members.permissions import can_decide, can_write_records, holds


def can_judge_submission(user, submission=None):
    """Return, accept and lock: the head of the organization that receives the return, never the unit's own."""
    if submission is None:
        return can_decide(user)
    return submission.receiver is not None and can_decide(user, submission.receiver)


def can_remind(user, receiver=None):
    """Remind units of their returns: whoever keeps the records of the organization that receives them."""
    return can_write_records(user, receiver)


def can_set_calendar(user, rule=None):
    """When units hand in: the head of the organization that receives, and administrators."""
    return holds(user, (Role.HEAD, Role.ADMINISTRATOR), rule)
