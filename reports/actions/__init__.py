"""Every write of reports, with its author, on the history chain."""

from reports.actions.jobs import ask_for_job, record_taking, remove_results, stop_job
from reports.actions.staffing import add_staff, record_training, update_staff
from reports.actions.statistical_forms import write_form

__all__ = [
    "add_staff",
    "ask_for_job",
    "record_taking",
    "record_training",
    "remove_results",
    "stop_job",
    "update_staff",
    "write_form",
]
