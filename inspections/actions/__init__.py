"""Every write of inspection and supervision, with its author, on the history chain."""

from inspections.actions.denunciations import record_denunciation, update_denunciation
from inspections.actions.findings import complete_remedy, record_finding, update_finding
from inspections.actions.inspections import (
    SubjectEntry,
    add_subject,
    create_inspection,
    remove_subject,
    update_inspection,
    update_subject,
)
from inspections.actions.programmes import ItemEntry, create_programme, update_programme

__all__ = [
    "ItemEntry",
    "SubjectEntry",
    "add_subject",
    "complete_remedy",
    "create_inspection",
    "create_programme",
    "record_denunciation",
    "record_finding",
    "remove_subject",
    "update_denunciation",
    "update_finding",
    "update_inspection",
    "update_programme",
    "update_subject",
]
