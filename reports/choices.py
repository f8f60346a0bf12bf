"""Closed lists of reporting: the kinds of period that are reported, and the states of a return."""

from django.db import models


class PeriodKind(models.TextChoices):
    """The periods of the reporting regime: decision 885-QĐ/UBKTTW of 29/12/2022, article 3 [C].

    There is no second, third or fourth quarter: apart from the month, figures run from 1 January [I].
    """

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý I"
    HALF = "half", "6 tháng"
    NINE = "nine", "9 tháng"
    YEAR = "year", "Năm"


class SubmissionState(models.TextChoices):
    """Where the return of a unit stands."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã nộp, chờ tiếp nhận"
    RETURNED = "returned", "Bị trả lại"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    LOCKED = "locked", "Đã khóa"
    AMENDING = "amending", "Đang lập bản sửa đổi"


WRITTEN_STATES = (SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.AMENDING)
"""The unit writes; nothing of it has been handed over since."""
HANDED_IN_STATES = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.LOCKED)
"""A version of the return is with the organization above."""
