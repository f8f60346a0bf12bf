from reports.models.jobs import Job, JobFile

__all__ = ["Job", "JobFile"]
