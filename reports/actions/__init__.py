"""Every write of reports, with its author, on the history chain."""

from reports.actions.analyses import delete_analysis, save_analysis
from reports.actions.baselines import record_baseline, update_baseline, void_baseline
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
from reports.actions.imports import (
    bring_file,
    drop_file,
    import_later,
    map_columns,
    repair_file,
    undo_import,
)
from reports.actions.jobs import ask_for_job, record_taking, remove_results, stop_job
from reports.actions.layouts import (
    create_actor_set,
    create_layout,
    put_figure,
    reading_of,
    update_actor_set,
    update_layout,
)
from reports.actions.period_reports import begin_report, composed_of, issue_report, update_report, withdraw_report
from reports.actions.staffing import add_staff, record_training, update_staff
from reports.actions.statistical_forms import write_form
from reports.actions.submissions import open_submission, remind, take_submission_step, write_submission

__all__ = [
    "add_conclusion",
    "add_reporting_rule",
    "add_staff",
    "ask_for_job",
    "begin_report",
    "bring_file",
    "cancel_briefing",
    "close_briefing",
    "composed_of",
    "conclude_briefing",
    "create_actor_set",
    "create_layout",
    "delete_analysis",
    "drop_file",
    "freeze_briefing",
    "gather_narrative",
    "import_later",
    "issue_report",
    "map_columns",
    "open_submission",
    "plan_briefing",
    "put_figure",
    "reading_of",
    "record_baseline",
    "record_taking",
    "record_training",
    "remind",
    "remove_results",
    "repair_file",
    "save_analysis",
    "set_attendance",
    "stop_job",
    "take_conclusion_step",
    "take_submission_step",
    "undo_import",
    "update_actor_set",
    "update_baseline",
    "update_briefing",
    "update_conclusion",
    "update_layout",
    "update_report",
    "update_reporting_rule",
    "update_staff",
    "void_baseline",
    "withdraw_report",
    "write_form",
    "write_submission",
]
