"""The ways of the records of reports through their states; docs/states.md is written from them."""

from reports.states.briefings import BRIEFING, CONCLUSION
from reports.states.jobs import JOB
from reports.states.period_reports import PERIOD_REPORT

TABLES = (BRIEFING, CONCLUSION, JOB, PERIOD_REPORT)

__all__ = ["BRIEFING", "CONCLUSION", "JOB", "PERIOD_REPORT", "TABLES"]
