from reports.models.calendars import ReportingRule
from reports.models.reminders import Reminder
from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm
from reports.models.submissions import Submission, SubmissionVersion

__all__ = [
    "Reminder",
    "ReportingRule",
    "StaffMember",
    "StaffQualification",
    "StatisticalForm",
    "Submission",
    "SubmissionVersion",
    "Training",
]
