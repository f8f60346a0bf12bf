"""A member's way in and out of the Party: which event leads from which standing to which.

Source: Charter, articles 4 to 8; rule family "membership". The events are those of `MemberEventKind`; a stay is none.
"""

from core.states import Move, StateTable
from members.choices import OUT_OF_PARTY, PRESENT, MemberEventKind, MemberStatus
from members.permissions import can_run_cases, can_write_records

Kind = MemberEventKind
_BY_DECISION = tuple(status for status in MemberStatus if status not in (MemberStatus.EXPELLED, MemberStatus.MERGED))

MEMBERSHIP = StateTable(
    "Đảng tịch",
    MemberStatus,
    (
        Move(
            Kind.RECOGNIZED,
            "Công nhận đảng viên chính thức",
            "Đã công nhận chính thức",
            (MemberStatus.PROBATIONARY,),
            MemberStatus.OFFICIAL,
            can_write_records,
            needs="Ngày, số quyết định; chưa đủ thời gian dự bị thì được nêu.",
        ),
        Move(
            Kind.MOVED,
            "Chuyển sinh hoạt chính thức",
            "Đã chuyển sinh hoạt",
            PRESENT,
            None,
            can_write_records,
            needs="Không đang được kiểm tra, xem xét kỷ luật; đang bị kỷ luật, đình chỉ thì chủ nhiệm quyết định.",
        ),
        Move(
            Kind.STAY,
            "Chuyển sinh hoạt tạm thời",
            "Đã chuyển sinh hoạt tạm thời",
            PRESENT,
            None,
            can_write_records,
            needs="Như chuyển chính thức; có ngày hết hạn.",
        ),
        Move(
            Kind.TRANSFERRED,
            "Chuyển đi ngoài hệ thống",
            "Đã chuyển đi",
            PRESENT,
            MemberStatus.TRANSFERRED,
            can_write_records,
            needs="Như chuyển chính thức; có nơi đến.",
        ),
        Move(
            Kind.STRUCK_OFF,
            "Xóa tên",
            "Đã xóa tên",
            PRESENT,
            MemberStatus.STRUCK_OFF,
            can_write_records,
            needs="Số quyết định; đảng viên dự bị thì theo quyết định xóa tên.",
        ),
        Move(
            Kind.RESIGNED,
            "Xin ra khỏi Đảng",
            "Đã ra khỏi Đảng",
            PRESENT,
            MemberStatus.RESIGNED,
            can_write_records,
            needs="Số quyết định.",
        ),
        Move(Kind.DECEASED, "Từ trần", "Đã từ trần", PRESENT, MemberStatus.DECEASED, can_write_records),
        Move(
            Kind.EXPELLED,
            "Khai trừ",
            "Đã khai trừ",
            _BY_DECISION,
            MemberStatus.EXPELLED,
            can_run_cases,
            needs="Quyết định kỷ luật đã công bố.",
        ),
        Move(
            Kind.RECEIVED,
            "Chuyển đến trở lại",
            "Đã chuyển đến",
            (MemberStatus.TRANSFERRED,),
            None,
            can_write_records,
            needs="Trở lại là chính thức hoặc dự bị như trước khi đi.",
        ),
        Move(
            Kind.READMITTED,
            "Kết nạp lại",
            "Đã kết nạp lại",
            OUT_OF_PARTY,
            MemberStatus.PROBATIONARY,
            can_write_records,
            needs="Ngày, số quyết định; chưa đủ thời gian thì được nêu.",
        ),
        Move(
            Kind.RESTORED,
            "Khôi phục đảng tịch",
            "Đã khôi phục đảng tịch",
            OUT_OF_PARTY,
            None,
            can_write_records,
            needs="Trở lại là chính thức hoặc dự bị như trước khi ra khỏi Đảng.",
        ),
    ),
)
