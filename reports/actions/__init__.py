"""Every write of reports, with its author, on the history chain."""

from reports.actions.analyses import delete_analysis, save_analysis
from reports.actions.jobs import ask_for_job, record_taking, remove_results, stop_job

__all__ = ["ask_for_job", "delete_analysis", "record_taking", "remove_results", "save_analysis", "stop_job"]
