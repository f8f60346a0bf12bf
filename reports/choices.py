"""Closed lists of period reports."""

from django.db import models


class ReportState(models.TextChoices):
    """How far a period report (báo cáo kỳ) has come."""

    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


class BaselineKind(models.TextChoices):
    """Where a figure that was typed comes from, and what it is for."""

    BASELINE = "baseline", "Số liệu nền"
    PUBLISHED = "published", "Số đã công bố"
