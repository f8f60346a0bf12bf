"""The ways of the records of reports through their states; docs/states.md is written from them."""

from reports.states.briefings import BRIEFING, CONCLUSION
from reports.states.jobs import JOB
from reports.states.submissions import SUBMISSION

TABLES = (BRIEFING, CONCLUSION, JOB, SUBMISSION)

__all__ = ["BRIEFING", "CONCLUSION", "JOB", "SUBMISSION", "TABLES"]
