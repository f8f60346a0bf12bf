"""The way of a measure through its states, as a self-criticism review set it."""

from core.states import Move, StateTable
from members.choices import MeasureState
from members.permissions import can_decide, can_run_cases, can_write_records

_UNDONE = (MeasureState.OPEN, MeasureState.RETURNED)

MEASURE = StateTable(
    "Biện pháp sau kiểm điểm",
    MeasureState,
    (
        Move(
            "report",
            "Báo cáo đã thực hiện xong",
            "Báo cáo đã thực hiện xong",
            _UNDONE,
            MeasureState.DONE,
            can_write_records,
            needs="Ngày xong, kết quả.",
        ),
        Move(
            "return",
            "Trả lại",
            "Trả lại để thực hiện tiếp",
            (MeasureState.DONE,),
            MeasureState.RETURNED,
            can_run_cases,
            needs="Lý do.",
        ),
        Move(
            "verify",
            "Xác nhận đã thực hiện xong",
            "Xác nhận đã thực hiện xong",
            (MeasureState.DONE,),
            MeasureState.VERIFIED,
            can_run_cases,
            needs="Người xác nhận khác người báo cáo.",
        ),
        Move("revise", "Đổi hạn", "Đổi hạn", _UNDONE, None, can_decide, needs="Hạn mới và lý do."),
    ),
)
