from inspections.models.course import Document, NumberSeries, Recusal, Step, TeamMember
from inspections.models.denunciations import Denunciation, DenunciationGroup, DenunciationSender, DenunciationStep
from inspections.models.files import StoredFile
from inspections.models.findings import Finding, Remedy, RemedyEvidence, RemedyStep
from inspections.models.inspections import Inspection, Subject, SubjectContent, SubjectNumber, SubjectTopic
from inspections.models.notes import RoutineNote
from inspections.models.programmes import Programme, ProgrammeItem, ProgrammeItemSubject, ProgrammeVersion
from inspections.models.resolutions import Resolution, ResolutionInspection

__all__ = [
    "Denunciation",
    "DenunciationGroup",
    "DenunciationSender",
    "DenunciationStep",
    "Document",
    "Finding",
    "Inspection",
    "NumberSeries",
    "Programme",
    "ProgrammeItem",
    "ProgrammeItemSubject",
    "ProgrammeVersion",
    "Recusal",
    "Remedy",
    "RemedyEvidence",
    "RemedyStep",
    "Resolution",
    "ResolutionInspection",
    "RoutineNote",
    "Step",
    "StoredFile",
    "Subject",
    "SubjectContent",
    "SubjectNumber",
    "SubjectTopic",
    "TeamMember",
]
