"""Every write of reports, with its author, on the history chain."""

from reports.actions.calendars import add_reporting_rule, update_reporting_rule
from reports.actions.submissions import open_submission, remind, take_submission_step, write_submission

__all__ = [
    "add_reporting_rule",
    "open_submission",
    "remind",
    "take_submission_step",
    "update_reporting_rule",
    "write_submission",
]
