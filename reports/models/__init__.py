from reports.models.actor_sets import ActorSet
from reports.models.analyses import SavedAnalysis
from reports.models.baselines import Baseline
from reports.models.briefings import Attendance, Briefing
from reports.models.conclusions import Conclusion
from reports.models.jobs import Job, JobFile
from reports.models.layouts import LayoutVersion, ReportLayout, style_of
from reports.models.period_reports import PeriodReport
from reports.models.staffing import StaffMember, StaffQualification, Training
from reports.models.statistical_forms import StatisticalForm

__all__ = [
    "ActorSet",
    "Attendance",
    "Baseline",
    "Briefing",
    "Conclusion",
    "Job",
    "JobFile",
    "LayoutVersion",
    "PeriodReport",
    "ReportLayout",
    "SavedAnalysis",
    "StaffMember",
    "StaffQualification",
    "StatisticalForm",
    "Training",
    "style_of",
]
