from inspections.sheets.denunciations import DenunciationSheet, refuse_groups
from inspections.sheets.findings import FindingSheet
from inspections.sheets.inspections import CONTENT, InspectionSheet
from inspections.sheets.programmes import ProgrammeSheet

__all__ = [
    "CONTENT",
    "DenunciationSheet",
    "FindingSheet",
    "InspectionSheet",
    "ProgrammeSheet",
    "refuse_groups",
]
