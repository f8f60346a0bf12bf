from reports.models.analyses import SavedAnalysis
from reports.models.briefings import Attendance, Briefing
from reports.models.calendars import ReportingRule
from reports.models.conclusions import Conclusion
from reports.models.jobs import Job, JobFile
from reports.models.reminders import Reminder
from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm
from reports.models.submissions import Submission, SubmissionVersion

__all__ = [
    "Attendance",
    "Briefing",
    "Conclusion",
    "Job",
    "JobFile",
    "Reminder",
    "ReportingRule",
    "SavedAnalysis",
    "StaffMember",
    "StaffQualification",
    "StatisticalForm",
    "Submission",
    "SubmissionVersion",
    "Training",
]
