"""Every write of briefings and their conclusions, with its author, on the history chain."""

from reports.actions.briefings import (
    cancel_briefing,
    close_briefing,
    conclude_briefing,
    freeze_briefing,
    gather_narrative,
    plan_briefing,
    set_attendance,
    update_briefing,
)
from reports.actions.conclusions import add_conclusion, take_conclusion_step, update_conclusion

__all__ = [
    "add_conclusion",
    "cancel_briefing",
    "close_briefing",
    "conclude_briefing",
    "freeze_briefing",
    "gather_narrative",
    "plan_briefing",
    "set_attendance",
    "take_conclusion_step",
    "update_briefing",
    "update_conclusion",
]
