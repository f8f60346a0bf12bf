"""Closed lists of the organization tree: types, levels, bodies, roles, grades.

Labels are those of the committees' Excel book, so one text serves page, import and export.
"""

from django.db import models


class Level(models.TextChoices):
    """Level of an organization (cấp). It's independent of the depth in the tree."""

    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện"
    BASE = "base", "Cơ sở"
    SECTION = "section", "Bộ phận"
    CELL = "cell", "Chi bộ"


LEVEL_RANK = {level: rank for rank, level in enumerate(Level.values)}
"""0 for the centre, growing downwards: the smaller, the higher the seat."""


class OrganizationType(models.TextChoices):
    """Type of an organization (loại)."""

    CENTRAL = "central", "Đảng bộ trung ương"
    PROVINCE = "province", "Đảng bộ tỉnh"
    DISTRICT = "district", "Đảng bộ huyện"
    BASE = "base", "Đảng bộ cơ sở"
    BASE_CELL = "base_cell", "Chi bộ cơ sở"
    SECTION = "section", "Đảng bộ bộ phận"
    CELL = "cell", "Chi bộ"


class Body(models.TextChoices):
    """The body of an organization that acts (chủ thể)."""

    COMMITTEE = "committee", "Cấp ủy"
    STANDING = "standing", "Ban thường vụ"
    COMMISSION = "commission", "Ủy ban kiểm tra"
    ADVISORY = "advisory", "Cơ quan tham mưu"
    CELL = "cell", "Chi bộ"


COMMITTEE_BODIES = (Body.COMMITTEE, Body.STANDING)
"""A committee and its standing committee: reports name them together as "cấp ủy"."""


LEVELS_AND_BODIES = tuple(
    (f"{level}-{body}", f"{body.label} cấp {level.label.lower()}") for level in Level for body in Body
)
"""Every pair of level and body, as one value: reports merge any of them into one column."""


class Actor(models.TextChoices):
    """Who acted, as the columns of the statistical forms tell them apart: the committee of a cell is its cell [I]."""

    COMMITTEE = "committee", "Cấp ủy, ban thường vụ (trừ chi ủy)"
    ADVISORY = "advisory", "Cơ quan tham mưu"
    COMMISSION = "commission", "Ủy ban kiểm tra"
    CELL = "cell", "Chi bộ, chi ủy"


class ActKind(models.TextChoices):
    """What a decision on reorganization does to an organization (việc). All but the first are those of the book."""

    ESTABLISH = "establish", "Thành lập"
    MOVE = "move", "Chuyển"
    MERGE = "merge", "Sáp nhập"
    END = "end", "Kết thúc"
    RENAME = "rename", "Đổi tên"
    RETYPE = "retype", "Đổi loại"


class SubjectKind(models.TextChoices):
    """Whether an act is about an organization or about a member."""

    ORGANIZATION = "organization", "Tổ chức đảng"
    MEMBER = "member", "Đảng viên"


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class MemberStatus(models.TextChoices):
    OFFICIAL = "official", "Chính thức"
    PROBATIONARY = "probationary", "Dự bị"
    TRANSFERRED = "transferred", "Đã chuyển sinh hoạt"
    STRUCK_OFF = "struck_off", "Đã xóa tên"
    EXPELLED = "expelled", "Đã khai trừ"
    DECEASED = "deceased", "Đã từ trần"
    RESIGNED = "resigned", "Đã ra khỏi Đảng"
    MERGED = "merged", "Đã gộp vào hồ sơ khác"


PRESENT = (MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY)
"""Members who live in a cell today."""


class MemberEventKind(models.TextChoices):
    """What changes a member's standing in the Party or the cell (biến động đảng viên)."""

    ADMITTED = "admitted", "Kết nạp"
    READMITTED = "readmitted", "Kết nạp lại"
    RECOGNIZED = "recognized", "Công nhận đảng viên chính thức"
    RECEIVED = "received", "Chuyển đến"
    MOVED = "moved", "Chuyển sinh hoạt chính thức"
    STAY = "stay", "Chuyển sinh hoạt tạm thời"
    TRANSFERRED = "transferred", "Chuyển đi ngoài hệ thống"
    STRUCK_OFF = "struck_off", "Xóa tên"
    EXPELLED = "expelled", "Khai trừ"
    RESIGNED = "resigned", "Xin ra khỏi Đảng"
    DECEASED = "deceased", "Từ trần"
    RESTORED = "restored", "Khôi phục đảng tịch"


LEAVING = {
    MemberEventKind.TRANSFERRED: MemberStatus.TRANSFERRED,
    MemberEventKind.STRUCK_OFF: MemberStatus.STRUCK_OFF,
    MemberEventKind.EXPELLED: MemberStatus.EXPELLED,
    MemberEventKind.RESIGNED: MemberStatus.RESIGNED,
    MemberEventKind.DECEASED: MemberStatus.DECEASED,
}
"""Events by which a member leaves, and the status that follows."""
OUT_OF_PARTY = (MemberStatus.STRUCK_OFF, MemberStatus.EXPELLED, MemberStatus.RESIGNED)
"""Who may be admitted again, or restored when leaving is found to have been wrong."""


class Grade(models.TextChoices):
    """Yearly rating (xếp loại) of organizations and members."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    FAIR = "fair", "Hoàn thành nhiệm vụ"
    FAILED = "failed", "Không hoàn thành nhiệm vụ"


GOOD_OR_BETTER = (Grade.EXCELLENT, Grade.GOOD)


class MeasureState(models.TextChoices):
    """How far a measure has come that a self-criticism review set."""

    OPEN = "open", "Đang thực hiện"
    DONE = "done", "Đã báo cáo xong, chờ xác nhận"
    RETURNED = "returned", "Bị trả lại, đang thực hiện tiếp"
    VERIFIED = "verified", "Đã xác nhận xong"


DONE_MEASURE_STATES = (MeasureState.DONE, MeasureState.VERIFIED)


class Role(models.TextChoices):
    """What a user may do in the organization of the assignment and below it."""

    ADMINISTRATOR = "administrator", "Quản trị hệ thống"
    CLERK = "clerk", "Cán bộ nhập liệu"
    OFFICER = "officer", "Cán bộ kiểm tra"
    HEAD = "head", "Chủ nhiệm ủy ban kiểm tra"
    LEADER = "leader", "Lãnh đạo cấp ủy"
    AUDITOR = "auditor", "Kiểm soát nhật ký"


CASE_READERS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)
CASE_WRITERS = (Role.CLERK, Role.OFFICER, Role.HEAD)
CASE_RUNNERS = (Role.OFFICER, Role.HEAD)
STRUCTURE_READERS = (*CASE_READERS, Role.ADMINISTRATOR)
