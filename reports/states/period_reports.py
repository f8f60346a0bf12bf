"""The way of a period report: drafted, issued with its figures as they stand, withdrawn for a reason."""

from core.states import Move, StateTable
from members.permissions import can_decide
from reports.choices import ReportState

PERIOD_REPORT = StateTable(
    "Báo cáo kỳ",
    ReportState,
    (
        Move(
            "issue",
            "Ban hành",
            "Đã ban hành",
            (ReportState.DRAFT,),
            ReportState.ISSUED,
            can_decide,
            needs="Số, ngày ban hành; số liệu chốt tại thời điểm này.",
            irreversible=True,
        ),
        Move(
            "withdraw",
            "Thu hồi",
            "Đã thu hồi",
            (ReportState.DRAFT, ReportState.ISSUED),
            ReportState.WITHDRAWN,
            can_decide,
            needs="Lý do.",
            irreversible=True,
        ),
    ),
)
