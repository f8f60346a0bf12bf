from inspections.models.denunciations import Denunciation, DenunciationGroup
from inspections.models.findings import Finding, Remedy
from inspections.models.inspections import Inspection, Subject, SubjectContent, SubjectTopic
from inspections.models.programmes import Programme, ProgrammeItem, ProgrammeItemSubject

__all__ = [
    "Denunciation",
    "DenunciationGroup",
    "Finding",
    "Inspection",
    "Programme",
    "ProgrammeItem",
    "ProgrammeItemSubject",
    "Remedy",
    "Subject",
    "SubjectContent",
    "SubjectTopic",
]
