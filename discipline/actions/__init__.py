"""Every write of discipline, with its author, on the history chain."""

from discipline.actions.appeals import record_appeal, resolve_appeal, update_appeal
from discipline.actions.decisions import record_decision, update_decision
from discipline.actions.positions import refresh_positions

__all__ = [
    "record_appeal",
    "record_decision",
    "refresh_positions",
    "resolve_appeal",
    "update_appeal",
    "update_decision",
]
