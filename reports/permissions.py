"""Who may see and report the conclusions of a briefing, beside the rights of `members.permissions`."""

from members.permissions import can_read_records, can_write_records


def can_read_conclusion(user, conclusion=None):
    """Where the briefing was held, and where it has to be carried out."""
    return _at_either_place(can_read_records, user, conclusion)


def can_report_conclusion(user, conclusion=None):
    """Say that it is carried out: the organization that held the briefing, or the one that had to do it."""
    return _at_either_place(can_write_records, user, conclusion)


def _at_either_place(may, user, conclusion):
    if may(user, conclusion):
        return True
    owner = conclusion and conclusion.owner_organization
    return bool(owner) and may(user, owner)
