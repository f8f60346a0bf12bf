"""Closed lists of the reports app."""

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


class PeriodKind(models.TextChoices):
    """The periods that are reported: those of decision 885-QĐ/UBKTTW of 29/12/2022, article 3 [C], and any quarter.

    The decision knows only the first quarter, and apart from the month its figures run from 1 January [I]; committees
    that meet for a quarterly briefing ask for each quarter by their own working rules [S].
    """

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
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


class JobState(models.TextChoices):
    """How far a background job (việc chạy nền) has come."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không xong"
    STOPPED = "stopped", "Đã dừng"


UNFINISHED_JOBS = (JobState.QUEUED, JobState.RUNNING)


class StaffPost(models.TextChoices):
    """Post in an inspection commission (chức vụ)."""

    HEAD = "head", "Chủ nhiệm"
    DEPUTY = "deputy", "Phó chủ nhiệm"
    FULL_TIME = "full_time", "Ủy viên chuyên trách"
    PART_TIME = "part_time", "Ủy viên kiêm chức"
    OFFICIAL = "official", "Công chức kiểm tra"


class StaffRank(models.TextChoices):
    """Rank of an inspector (ngạch). The source writes the first twice; the second is read as "chính" [I]."""

    SENIOR = "senior", "Kiểm tra viên cao cấp"
    PRINCIPAL = "principal", "Kiểm tra viên chính"
    INSPECTOR = "inspector", "Kiểm tra viên"
    ASSISTANT = "assistant", "Cán sự"


class Qualification(models.TextChoices):
    """What somebody has learnt: inspection, political theory, an own profession."""

    INSPECTION_DEGREE = "inspection_degree", "Nghiệp vụ kiểm tra: đại học"
    INSPECTION_COURSE = "inspection_course", "Nghiệp vụ kiểm tra: bồi dưỡng"
    THEORY_SENIOR = "theory_senior", "Lý luận chính trị: cử nhân, cao cấp"
    THEORY_MIDDLE = "theory_middle", "Lý luận chính trị: trung cấp"
    DOCTOR = "doctor", "Chuyên môn: tiến sỹ"
    MASTER = "master", "Chuyên môn: thạc sỹ"
    BACHELOR = "bachelor", "Chuyên môn: đại học"


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


class ImportState(models.TextChoices):
    """What has become of a file that was brought to be imported."""

    DRAFT = "draft", "Đang chuẩn bị"
    DONE = "done", "Đã nhập"
    UNDONE = "undone", "Đã hoàn tác"
    DROPPED = "dropped", "Đã bỏ"
