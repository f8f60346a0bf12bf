"""Closed lists of the reports app."""

from django.db import models


class JobState(models.TextChoices):
    """How far a background job (việc chạy nền) has come."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không xong"
    STOPPED = "stopped", "Đã dừng"


UNFINISHED_JOBS = (JobState.QUEUED, JobState.RUNNING)
