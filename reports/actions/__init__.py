from reports.actions.baselines import record_baseline, update_baseline, void_baseline
from reports.actions.layouts import (
    create_actor_set,
    create_layout,
    put_figure,
    reading_of,
    update_actor_set,
    update_layout,
)
from reports.actions.period_reports import begin_report, composed_of, issue_report, update_report, withdraw_report

__all__ = [
    "begin_report",
    "composed_of",
    "create_actor_set",
    "create_layout",
    "issue_report",
    "put_figure",
    "reading_of",
    "record_baseline",
    "update_actor_set",
    "update_baseline",
    "update_layout",
    "update_report",
    "void_baseline",
    "withdraw_report",
]
