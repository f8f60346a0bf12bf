"""The ways of the records of reports through their states; docs/states.md is written from them."""

from reports.states.briefings import BRIEFING, CONCLUSION
from reports.states.imports import IMPORT
from reports.states.jobs import JOB
from reports.states.period_reports import PERIOD_REPORT
from reports.states.submissions import SUBMISSION

TABLES = (BRIEFING, CONCLUSION, SUBMISSION, PERIOD_REPORT, JOB, IMPORT)

__all__ = ["BRIEFING", "CONCLUSION", "IMPORT", "JOB", "PERIOD_REPORT", "SUBMISSION", "TABLES"]
