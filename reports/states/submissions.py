"""The way of a return (báo cáo định kỳ) between a unit and the organization above it.

Briefings rest on the lower committees' returns: handed in, not handed in, sent back [S: practice of wards, 2026].
"""

from core.states import Move, StateTable
from members.permissions import can_write_records
from reports.choices import SubmissionState
from reports.permissions import can_judge_submission

SUBMISSION = StateTable(
    "Báo cáo của đơn vị",
    SubmissionState,
    (
        Move(
            "submit",
            "Nộp báo cáo",
            "Nộp báo cáo",
            (SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.AMENDING),
            SubmissionState.SUBMITTED,
            can_write_records,
            needs="Đơn vị trực thuộc đã nộp đủ, hoặc lý do chưa đủ.",
        ),
        Move(
            "return",
            "Trả lại",
            "Trả lại",
            (SubmissionState.SUBMITTED,),
            SubmissionState.RETURNED,
            can_judge_submission,
            needs="Lý do.",
        ),
        Move(
            "accept",
            "Tiếp nhận",
            "Tiếp nhận",
            (SubmissionState.SUBMITTED,),
            SubmissionState.ACCEPTED,
            can_judge_submission,
            needs="Người tiếp nhận không phải người nộp; đơn vị trực thuộc đã nộp đủ, hoặc có lý do.",
        ),
        Move(
            "lock",
            "Khóa báo cáo",
            "Khóa báo cáo",
            (SubmissionState.ACCEPTED,),
            SubmissionState.LOCKED,
            can_judge_submission,
            irreversible=True,
        ),
        Move(
            "amend",
            "Lập bản sửa đổi",
            "Lập bản sửa đổi",
            (SubmissionState.LOCKED,),
            SubmissionState.AMENDING,
            can_write_records,
            needs="Lý do sửa đổi.",
        ),
    ),
)
