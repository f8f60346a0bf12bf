"""The ways of a briefing and of a conclusion through their states.

A briefing rests on the committee's working rules: the chair assesses and concludes, the points of the notice become
tasks that are followed (practice of committees and commissions [S]).
"""

from core.states import Move, StateTable
from members.permissions import can_decide, can_run_cases
from reports.choices import BriefingState, ConclusionState
from reports.permissions import can_report_conclusion

BRIEFING = StateTable(
    "Hội nghị giao ban",
    BriefingState,
    (
        Move(
            "freeze",
            "Chốt số liệu",
            "Chốt số liệu",
            (BriefingState.PLANNED,),
            BriefingState.FROZEN,
            can_decide,
            needs="Đã đến ngày chốt số liệu.",
            irreversible=True,
        ),
        Move(
            "conclude",
            "Ghi kết luận hội nghị",
            "Kết luận hội nghị",
            (BriefingState.FROZEN,),
            BriefingState.HELD,
            can_decide,
            needs="Ngày họp, người chủ trì.",
            irreversible=True,
        ),
        Move(
            "close",
            "Kết thúc theo dõi",
            "Kết thúc theo dõi",
            (BriefingState.HELD,),
            BriefingState.CLOSED,
            can_decide,
            needs="Mọi kết luận đã xác nhận xong hoặc không thực hiện nữa.",
            irreversible=True,
        ),
        Move(
            "cancel",
            "Hủy hội nghị",
            "Hủy hội nghị",
            (BriefingState.PLANNED, BriefingState.FROZEN),
            BriefingState.CANCELLED,
            can_decide,
            needs="Lý do.",
            irreversible=True,
        ),
    ),
)

CONCLUSION = StateTable(
    "Kết luận giao ban",
    ConclusionState,
    (
        Move(
            "report",
            "Báo cáo đã thực hiện",
            "Báo cáo đã thực hiện xong",
            (ConclusionState.OPEN,),
            ConclusionState.REPORTED,
            can_report_conclusion,
            needs="Kết quả, bằng chứng.",
        ),
        Move(
            "return",
            "Trả lại",
            "Trả lại, chưa xong",
            (ConclusionState.REPORTED,),
            ConclusionState.OPEN,
            can_run_cases,
            needs="Lý do.",
        ),
        Move(
            "confirm",
            "Xác nhận đã xong",
            "Xác nhận đã thực hiện xong",
            (ConclusionState.REPORTED,),
            ConclusionState.CONFIRMED,
            can_run_cases,
            needs="Người xác nhận khác người báo cáo.",
        ),
        Move(
            "revise",
            "Đổi hạn",
            "Đổi hạn",
            (ConclusionState.OPEN,),
            None,
            can_decide,
            needs="Hạn mới và lý do.",
        ),
        Move(
            "drop",
            "Không thực hiện nữa",
            "Không thực hiện nữa",
            (ConclusionState.OPEN, ConclusionState.REPORTED),
            ConclusionState.DROPPED,
            can_decide,
            needs="Lý do.",
            irreversible=True,
        ),
    ),
)
