"""Columns that several tables share. What is counted for a row comes with its query, never row by row."""

from core.tables import (
    BadgeColumn,
    Column,
)
from inspections.choices import Result, State

RESULT_TONES = {
    Result.GOOD: "done",
    Result.SHORTCOMING: "warn",
    Result.VIOLATION: "warn",
    Result.TO_DISCIPLINE: "late",
}
STAGE_TONES = {"Đã kết luận": "done", "Đang thực hiện": "running"}


STATE_TONES = {
    State.PREPARED: "",
    State.DECIDED: "running",
    State.ANNOUNCED: "running",
    State.REPORTED: "running",
    State.VERIFYING: "running",
    State.DRAFTED: "running",
    State.CONCLUDED: "done",
    State.NOTIFIED: "done",
    State.ARCHIVED: "done",
    State.SUSPENDED: "warn",
    State.CANCELLED: "",
}


def stage_of(record):
    """How far an inspection has come, in a word."""
    return "Đã kết luận" if record.concluded else "Đang thực hiện"


class SubjectColumn(Column):
    """Whom a row is about; a member with the card number, for there are many Nguyễn Văn A."""

    def __init__(self, verbose_name="Đối tượng", *, path="", **kwargs):
        prefix = f"{path}__" if path else ""
        super().__init__(verbose_name, accessor=f"{prefix}subject", orderable=False, wide=True, **kwargs)

    def text(self, record, value):
        return f"{value} (thẻ {value.card_number})" if hasattr(value, "card_number") else str(value)


class ResultColumn(BadgeColumn):
    """A result in words; nothing yet is said as such."""

    def __init__(self, verbose_name="Kết quả", *, labels=Result, **kwargs):
        super().__init__(verbose_name, labels=labels, tones=RESULT_TONES, **kwargs)


class StageColumn(BadgeColumn):
    def __init__(self, verbose_name="Tình trạng", **kwargs):
        super().__init__(verbose_name, tones=STAGE_TONES, order_by="concluded", **kwargs)

    def text(self, record, value):
        return value
