from reports.models.calendars import ReportingRule
from reports.models.reminders import Reminder
from reports.models.submissions import Submission, SubmissionVersion

__all__ = ["Reminder", "ReportingRule", "Submission", "SubmissionVersion"]
