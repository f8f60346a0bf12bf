"""Every write of reports, with its author, on the history chain."""

from reports.actions.analyses import delete_analysis, save_analysis
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
from reports.actions.calendars import add_reporting_rule, update_reporting_rule
from reports.actions.conclusions import add_conclusion, take_conclusion_step, update_conclusion
from reports.actions.jobs import ask_for_job, record_taking, remove_results, stop_job
from reports.actions.staffing import add_staff, record_training, update_staff
from reports.actions.statistical_forms import write_form
from reports.actions.submissions import open_submission, remind, take_submission_step, write_submission

__all__ = [
    "add_conclusion",
    "add_reporting_rule",
    "add_staff",
    "ask_for_job",
    "cancel_briefing",
    "close_briefing",
    "conclude_briefing",
    "delete_analysis",
    "freeze_briefing",
    "gather_narrative",
    "open_submission",
    "plan_briefing",
    "record_taking",
    "record_training",
    "remind",
    "remove_results",
    "save_analysis",
    "set_attendance",
    "stop_job",
    "take_conclusion_step",
    "take_submission_step",
    "update_briefing",
    "update_conclusion",
    "update_reporting_rule",
    "update_staff",
    "write_form",
    "write_submission",
]
