"""The ways of a disciplinary case and of an appeal through their states.

Order of consideration: 22-QĐ/TW of 2021, articles 12 to 15 [C]; of appeals: articles 22 to 25 [C].
"""

from core.states import Move, StateTable
from discipline.choices import AppealState, CaseState
from members.permissions import can_decide, can_run_cases

_BEFORE_RESULT = (CaseState.OPENED, CaseState.REVIEWED, CaseState.HEARD, CaseState.VOTED)

CASE = StateTable(
    "Vụ việc kỷ luật",
    CaseState,
    (
        Move(
            "review",
            "Ghi hội nghị kiểm điểm",
            "Đã kiểm điểm",
            (CaseState.OPENED,),
            CaseState.REVIEWED,
            can_run_cases,
            needs="Có đối tượng và vi phạm; mọi đối tượng đã có ngày kiểm điểm, hoặc lý do.",
        ),
        Move(
            "hear",
            "Ghi nghe ý kiến",
            "Đã nghe ý kiến đối tượng",
            (CaseState.REVIEWED,),
            CaseState.HEARD,
            can_run_cases,
            needs="Mọi đối tượng đã được nghe ý kiến, hoặc ghi rõ vắng mặt.",
        ),
        Move(
            "vote",
            "Kết thúc biểu quyết",
            "Đã biểu quyết",
            (CaseState.HEARD,),
            CaseState.VOTED,
            can_decide,
            needs="Mọi đối tượng đã có kết quả bỏ phiếu, trừ người được hoãn, miễn.",
        ),
        Move(
            "decide",
            "Kết luận vụ việc",
            "Đã có kết quả",
            (CaseState.VOTED,),
            CaseState.DECIDED,
            can_decide,
            needs="Mọi đối tượng đã có kết quả; người bị kỷ luật đã có quyết định.",
        ),
        Move(
            "close",
            "Kết thúc vụ việc",
            "Kết thúc vụ việc",
            (CaseState.DECIDED,),
            CaseState.CLOSED,
            can_run_cases,
            needs="Các quyết định đã công bố.",
            irreversible=True,
        ),
        Move(
            "judge",
            "Xem xét theo bản án",
            "Xem xét trực tiếp theo bản án có hiệu lực",
            (CaseState.OPENED,),
            CaseState.VOTED,
            can_decide,
            needs="Vụ việc từ bản án đã có hiệu lực; lý do ghi số, ngày bản án.",
        ),
        Move(
            "defer",
            "Chưa xem xét",
            "Chưa xem xét",
            _BEFORE_RESULT,
            CaseState.DEFERRED,
            can_decide,
            needs="Lý do.",
        ),
        Move(
            "resume",
            "Tiếp tục xem xét",
            "Tiếp tục xem xét",
            (CaseState.DEFERRED,),
            None,
            can_decide,
            needs="Trở lại tình trạng trước khi dừng.",
        ),
        Move(
            "drop",
            "Không xem xét",
            "Không xem xét nữa",
            (*_BEFORE_RESULT, CaseState.DEFERRED),
            CaseState.DROPPED,
            can_decide,
            needs="Lý do; chưa có quyết định nào.",
            irreversible=True,
        ),
    ),
)

CASE_COURSE = (
    (CaseState.OPENED, "Lập hồ sơ"),
    (CaseState.REVIEWED, "Kiểm điểm"),
    (CaseState.HEARD, "Nghe ý kiến"),
    (CaseState.VOTED, "Biểu quyết"),
    (CaseState.DECIDED, "Kết quả"),
    (CaseState.CLOSED, "Kết thúc"),
)
"""The states on the way of a case that is carried through, as a tracker names them."""

APPEAL = StateTable(
    "Khiếu nại kỷ luật",
    AppealState,
    (
        Move(
            "accept",
            "Thụ lý",
            "Thụ lý",
            (AppealState.RECEIVED,),
            AppealState.ACCEPTED,
            can_run_cases,
            needs="Đơn trong thời hạn; đơn quá hạn thì ghi lý do vẫn thụ lý.",
        ),
        Move(
            "refuse",
            "Không giải quyết",
            "Không giải quyết",
            (AppealState.RECEIVED,),
            AppealState.REFUSED,
            can_decide,
            needs="Lý do theo quy định.",
        ),
        Move(
            "forward",
            "Chuyển nơi có thẩm quyền",
            "Chuyển nơi có thẩm quyền",
            (AppealState.RECEIVED, AppealState.ACCEPTED),
            AppealState.FORWARDED,
            can_run_cases,
            needs="Nơi nhận.",
        ),
        Move(
            "extend",
            "Gia hạn",
            "Gia hạn",
            (AppealState.ACCEPTED,),
            None,
            can_decide,
            needs="Số ngày và lý do.",
        ),
        Move(
            "withdraw",
            "Ghi rút đơn",
            "Người khiếu nại rút đơn",
            (AppealState.RECEIVED, AppealState.ACCEPTED),
            AppealState.WITHDRAWN,
            can_run_cases,
        ),
        Move(
            "resolve",
            "Giải quyết",
            "Giải quyết xong",
            (AppealState.ACCEPTED,),
            AppealState.RESOLVED,
            can_decide,
            needs="Kết quả; thay đổi thì có nguyên nhân, hình thức mới.",
        ),
    ),
)

TABLES = (CASE, APPEAL)
