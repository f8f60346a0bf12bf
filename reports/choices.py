"""Closed lists of briefings."""

from django.db import models


class BriefingState(models.TextChoices):
    """How far a briefing (hội nghị giao ban) has come."""

    PLANNED = "planned", "Đang chuẩn bị"
    FROZEN = "frozen", "Đã chốt số liệu"
    HELD = "held", "Đã kết luận"
    CLOSED = "closed", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


FROZEN_BRIEFING_STATES = (BriefingState.FROZEN, BriefingState.HELD, BriefingState.CLOSED)
"""States in which the figures no longer change."""
CONCLUDED_BRIEFING_STATES = (BriefingState.HELD, BriefingState.CLOSED)


class ConclusionState(models.TextChoices):
    """How far a conclusion of the chair (kết luận giao ban) is carried out."""

    OPEN = "open", "Đang thực hiện"
    REPORTED = "reported", "Đã báo cáo xong"
    CONFIRMED = "confirmed", "Đã xác nhận xong"
    DROPPED = "dropped", "Không thực hiện nữa"


RUNNING_CONCLUSION_STATES = (ConclusionState.OPEN, ConclusionState.REPORTED)
"""States of what is still followed, and so carried over to the next briefing."""
DONE_CONCLUSION_STATES = (ConclusionState.REPORTED, ConclusionState.CONFIRMED)
