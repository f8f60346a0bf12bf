"""Every write of reports, with its author, on the history chain."""

from reports.actions.jobs import ask_for_job, record_taking, remove_results, stop_job

__all__ = ["ask_for_job", "record_taking", "remove_results", "stop_job"]
