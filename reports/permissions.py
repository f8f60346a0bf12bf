"""Who may, where a report has an owner."""

from members.permissions import can_read_records


def can_delete_analysis(user, analysis=None):
    """Who saved it, as long as they read records."""
    return can_read_records(user) and (analysis is None or analysis.by_id == user.pk)
