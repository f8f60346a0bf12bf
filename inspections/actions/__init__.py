"""Every write of inspection and supervision, with its author, on the history chain."""

from inspections.actions.course import take_step
from inspections.actions.denunciations import (
    handle_denunciation,
    look_at_sender,
    record_denunciation,
    set_sender,
    update_denunciation,
)
from inspections.actions.dossier import add_document, void_document
from inspections.actions.files import store_file
from inspections.actions.findings import record_finding, update_finding
from inspections.actions.inspections import (
    SubjectEntry,
    create_inspection,
    is_passed_on,
    prepare_inspection,
    record_results,
    update_inspection,
)
from inspections.actions.notes import record_note, update_note
from inspections.actions.numbers import next_number
from inspections.actions.numbers_of_subjects import set_numbers
from inspections.actions.papers import replace_template, restore_template, write_paper
from inspections.actions.programmes import (
    Issue,
    ItemEntry,
    adjust_programme,
    approve_programme,
    cancel_item,
    cancelled_entries,
    close_programme,
    create_programme,
    update_programme,
)
from inspections.actions.remedies import Evidence, report_remedies, take_remedy_step
from inspections.actions.resolutions import (
    link_inspection,
    record_resolution,
    update_resolution,
    void_link,
    void_resolution,
)
from inspections.actions.team import TeamEntry, deny, lift_recusal, recuse, set_team

__all__ = [
    "Evidence",
    "Issue",
    "ItemEntry",
    "SubjectEntry",
    "TeamEntry",
    "add_document",
    "adjust_programme",
    "approve_programme",
    "cancel_item",
    "cancelled_entries",
    "close_programme",
    "create_inspection",
    "create_programme",
    "deny",
    "handle_denunciation",
    "is_passed_on",
    "lift_recusal",
    "link_inspection",
    "look_at_sender",
    "next_number",
    "prepare_inspection",
    "record_denunciation",
    "record_finding",
    "record_note",
    "record_resolution",
    "record_results",
    "recuse",
    "replace_template",
    "report_remedies",
    "restore_template",
    "set_numbers",
    "set_sender",
    "set_team",
    "store_file",
    "take_remedy_step",
    "take_step",
    "update_denunciation",
    "update_finding",
    "update_inspection",
    "update_note",
    "update_programme",
    "update_resolution",
    "void_document",
    "void_link",
    "void_resolution",
    "write_paper",
]
