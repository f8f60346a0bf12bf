from reports.models.actor_sets import ActorSet
from reports.models.analyses import SavedAnalysis
from reports.models.baselines import Baseline
from reports.models.briefings import Attendance, Briefing
from reports.models.calendars import ReportingRule
from reports.models.conclusions import Conclusion
from reports.models.imports import Import, ImportedLot, ImportedRow, ImportLayout
from reports.models.jobs import Job, JobFile
from reports.models.layouts import LayoutVersion, ReportLayout, style_of
from reports.models.period_reports import PeriodReport
from reports.models.reminders import Reminder
from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm
from reports.models.submissions import Submission, SubmissionVersion

__all__ = [
    "ActorSet",
    "Attendance",
    "Baseline",
    "Briefing",
    "Conclusion",
    "Import",
    "ImportLayout",
    "ImportedLot",
    "ImportedRow",
    "Job",
    "JobFile",
    "LayoutVersion",
    "PeriodReport",
    "Reminder",
    "ReportLayout",
    "ReportingRule",
    "SavedAnalysis",
    "StaffMember",
    "StaffQualification",
    "StatisticalForm",
    "Submission",
    "SubmissionVersion",
    "Training",
    "style_of",
]
