from reports.models.analyses import SavedAnalysis
from reports.models.briefings import Attendance, Briefing
from reports.models.conclusions import Conclusion
from reports.models.jobs import Job, JobFile
from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm

__all__ = [
    "Attendance",
    "Briefing",
    "Conclusion",
    "Job",
    "JobFile",
    "SavedAnalysis",
    "StaffMember",
    "StaffQualification",
    "StatisticalForm",
    "Training",
]
