from reports.models.analyses import SavedAnalysis
from reports.models.jobs import Job, JobFile

__all__ = ["Job", "JobFile", "SavedAnalysis"]
