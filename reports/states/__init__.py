"""The ways of the records of reports through their states; docs/states.md is written from them."""

from reports.states.briefings import BRIEFING, CONCLUSION
from reports.states.jobs import JOB

TABLES = (BRIEFING, CONCLUSION, JOB)

__all__ = ["BRIEFING", "CONCLUSION", "JOB", "TABLES"]
