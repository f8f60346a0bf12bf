"""Every write of discipline, with its author, on the history chain."""

from discipline.actions.appeals import (
    finish_restoration,
    record_appeal,
    take_appeal_step,
    update_appeal,
)
from discipline.actions.case_steps import take_case_step
from discipline.actions.cases import (
    ViolationEntry,
    add_case_document,
    defer_subject,
    deny,
    open_case,
    override_rules,
    relate,
    set_outcome,
    update_case,
    update_case_subject,
    void_case_document,
)
from discipline.actions.decisions import (
    announce_decision,
    change_decision,
    record_decision,
    record_other_handling,
    update_decision,
)
from discipline.actions.positions import refresh_positions
from discipline.actions.suspensions import end_suspension, extend_suspension, record_strike_off, record_suspension
from discipline.actions.votes import record_vote, void_vote

__all__ = [
    "ViolationEntry",
    "add_case_document",
    "announce_decision",
    "change_decision",
    "defer_subject",
    "deny",
    "end_suspension",
    "extend_suspension",
    "finish_restoration",
    "open_case",
    "override_rules",
    "record_appeal",
    "record_decision",
    "record_other_handling",
    "record_strike_off",
    "record_suspension",
    "record_vote",
    "refresh_positions",
    "relate",
    "set_outcome",
    "take_appeal_step",
    "take_case_step",
    "update_appeal",
    "update_case",
    "update_case_subject",
    "update_decision",
    "void_case_document",
    "void_vote",
]
