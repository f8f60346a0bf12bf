"""The ways of a programme, an inspection, a remedy and a letter through their states.

The three phases of an inspection follow 89-QĐ/TW of 2022 and 354-QĐ/UBKTTW of 2021 [C].
"""

from core.states import Move, StateTable
from inspections.choices import CONCLUDED_STATES, LetterState, ProgrammeState, RemedyState, State
from members.permissions import can_decide, can_run_cases, can_write_denunciations, can_write_records

_UNDER_WAY = (State.ANNOUNCED, State.REPORTED, State.VERIFYING, State.DRAFTED)

INSPECTION = StateTable(
    "Cuộc kiểm tra, giám sát",
    State,
    (
        Move(
            "decide",
            "Ban hành quyết định",
            "Ban hành quyết định",
            (State.PREPARED,),
            State.DECIDED,
            can_decide,
            needs="Có đối tượng, nội dung; có trưởng đoàn, hoặc lý do chưa có.",
        ),
        Move(
            "announce",
            "Triển khai quyết định",
            "Triển khai quyết định đến đối tượng",
            (State.DECIDED,),
            State.ANNOUNCED,
            can_run_cases,
        ),
        Move(
            "receive_report",
            "Nhận báo cáo tự kiểm tra",
            "Nhận báo cáo tự kiểm tra của đối tượng",
            (State.ANNOUNCED,),
            State.REPORTED,
            can_run_cases,
        ),
        Move(
            "verify",
            "Bắt đầu thẩm tra, xác minh",
            "Bắt đầu thẩm tra, xác minh",
            (State.ANNOUNCED, State.REPORTED),
            State.VERIFYING,
            can_run_cases,
        ),
        Move(
            "draft",
            "Hoàn thành báo cáo kết quả",
            "Hoàn thành báo cáo kết quả",
            (State.REPORTED, State.VERIFYING),
            State.DRAFTED,
            can_run_cases,
        ),
        Move(
            "conclude",
            "Kết luận",
            "Kết luận",
            (State.DRAFTED,),
            State.CONCLUDED,
            can_decide,
            needs="Mọi đối tượng đều có kết quả.",
            irreversible=True,
        ),
        Move(
            "notify",
            "Công bố kết luận",
            "Công bố kết luận đến đối tượng",
            (State.CONCLUDED,),
            State.NOTIFIED,
            can_run_cases,
        ),
        Move(
            "archive",
            "Nộp lưu hồ sơ",
            "Nộp lưu hồ sơ",
            (State.NOTIFIED,),
            State.ARCHIVED,
            can_run_cases,
            needs="Hồ sơ đủ tài liệu bắt buộc, hoặc có lý do.",
        ),
        Move(
            "extend",
            "Gia hạn",
            "Gia hạn",
            _UNDER_WAY,
            None,
            can_decide,
            needs="Số ngày và lý do; cộng lại không quá phần cho phép của thời hạn.",
        ),
        Move(
            "suspend",
            "Tạm dừng",
            "Tạm dừng",
            (State.DECIDED, *_UNDER_WAY),
            State.SUSPENDED,
            can_decide,
            needs="Lý do.",
        ),
        Move(
            "resume",
            "Tiếp tục",
            "Tiếp tục",
            (State.SUSPENDED,),
            None,
            can_decide,
            needs="Trở lại tình trạng trước khi tạm dừng.",
        ),
        Move(
            "cancel",
            "Hủy cuộc",
            "Hủy",
            (State.PREPARED, State.DECIDED, *_UNDER_WAY, State.SUSPENDED),
            State.CANCELLED,
            can_decide,
            needs="Lý do.",
            irreversible=True,
        ),
    ),
)

COURSE = (
    ("prepare", "Chuẩn bị"),
    ("decide", "Quyết định"),
    ("announce", "Triển khai"),
    ("receive_report", "Báo cáo tự kiểm tra"),
    ("verify", "Thẩm tra, xác minh"),
    ("draft", "Báo cáo kết quả"),
    ("conclude", "Kết luận"),
    ("notify", "Công bố"),
    ("archive", "Lưu hồ sơ"),
)
"""The steps of an inspection in their order, from its opening to the archive, as a tracker names them."""
REACHED = (
    State.PREPARED,
    State.DECIDED,
    State.ANNOUNCED,
    State.REPORTED,
    State.VERIFYING,
    State.DRAFTED,
    State.CONCLUDED,
    State.NOTIFIED,
    State.ARCHIVED,
)
"""The state after each step of the course."""

PROGRAMME = StateTable(
    "Chương trình kiểm tra, giám sát",
    ProgrammeState,
    (
        Move(
            "approve",
            "Ban hành chương trình",
            "Ban hành",
            (ProgrammeState.DRAFT,),
            ProgrammeState.APPROVED,
            can_decide,
            needs="Ít nhất một mục, số và ngày văn bản.",
        ),
        Move(
            "adjust",
            "Điều chỉnh chương trình",
            "Điều chỉnh",
            (ProgrammeState.APPROVED, ProgrammeState.ADJUSTED),
            ProgrammeState.ADJUSTED,
            can_decide,
            needs="Lý do, số và ngày văn bản điều chỉnh.",
        ),
        Move(
            "close",
            "Kết thúc chương trình",
            "Kết thúc",
            (ProgrammeState.APPROVED, ProgrammeState.ADJUSTED),
            ProgrammeState.CLOSED,
            can_decide,
            irreversible=True,
        ),
    ),
)

REMEDY = StateTable(
    "Khắc phục khuyết điểm, vi phạm",
    RemedyState,
    (
        Move(
            "report",
            "Báo cáo đã khắc phục xong",
            "Báo cáo đã khắc phục xong",
            (RemedyState.OPEN, RemedyState.RETURNED),
            RemedyState.DONE,
            can_write_records,
            needs="Ngày xong, bằng chứng.",
        ),
        Move(
            "return",
            "Trả lại",
            "Trả lại để khắc phục tiếp",
            (RemedyState.DONE,),
            RemedyState.RETURNED,
            can_run_cases,
            needs="Lý do.",
        ),
        Move(
            "verify",
            "Xác nhận đã khắc phục xong",
            "Xác nhận đã khắc phục xong",
            (RemedyState.DONE,),
            RemedyState.VERIFIED,
            can_run_cases,
            needs="Người xác nhận khác người báo cáo.",
        ),
        Move(
            "revise",
            "Đổi hạn",
            "Đổi hạn khắc phục",
            (RemedyState.OPEN, RemedyState.RETURNED),
            None,
            can_decide,
            needs="Hạn mới và lý do.",
        ),
    ),
)

_HANDLED = (LetterState.ACCEPTED, LetterState.VERIFYING)

LETTER = StateTable(
    "Đơn tố cáo",
    LetterState,
    (
        Move(
            "classify",
            "Phân loại đơn",
            "Phân loại đơn",
            (LetterState.RECEIVED,),
            LetterState.CLASSIFIED,
            can_write_denunciations,
        ),
        Move(
            "refuse",
            "Không thụ lý",
            "Không thụ lý",
            (LetterState.CLASSIFIED,),
            LetterState.NOT_HANDLED,
            can_write_denunciations,
            needs="Lý do.",
        ),
        Move(
            "transfer",
            "Chuyển nơi có thẩm quyền",
            "Chuyển nơi có thẩm quyền",
            (LetterState.CLASSIFIED,),
            LetterState.TRANSFERRED,
            can_write_denunciations,
            needs="Nơi nhận.",
        ),
        Move("accept", "Thụ lý", "Thụ lý", (LetterState.CLASSIFIED,), LetterState.ACCEPTED, can_write_denunciations),
        Move(
            "verify",
            "Bắt đầu xác minh",
            "Bắt đầu xác minh",
            (LetterState.ACCEPTED,),
            LetterState.VERIFYING,
            can_write_denunciations,
        ),
        Move("extend", "Gia hạn", "Gia hạn", _HANDLED, None, can_write_denunciations, needs="Lý do."),
        Move(
            "resolve",
            "Kết luận, giải quyết",
            "Giải quyết xong",
            _HANDLED,
            LetterState.RESOLVED,
            can_write_denunciations,
            needs="Kết quả.",
        ),
        Move(
            "withdraw",
            "Ghi rút đơn",
            "Người tố cáo rút đơn",
            (LetterState.RECEIVED, LetterState.CLASSIFIED, *_HANDLED),
            LetterState.WITHDRAWN,
            can_write_denunciations,
        ),
    ),
)

TABLES = (PROGRAMME, INSPECTION, REMEDY, LETTER)
OVER = (*CONCLUDED_STATES, State.CANCELLED)
"""States in which an inspection asks for nothing more but its papers."""
