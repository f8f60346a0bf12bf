"""Closed lists of inspection and supervision. Labels are those of the committees' Excel book."""

from django.db import models


class Activity(models.TextChoices):
    """Kind of inspection or supervision (loại)."""

    COMPLIANCE = "compliance", "Kiểm tra chấp hành"
    VIOLATION = "violation", "Kiểm tra dấu hiệu vi phạm"
    DUTY = "duty", "Kiểm tra nhiệm vụ KTGS"
    DISCIPLINE = "discipline", "Kiểm tra thi hành kỷ luật"
    FINANCE = "finance", "Kiểm tra tài chính"
    DUES = "dues", "Kiểm tra đảng phí"
    THEMATIC = "thematic", "Giám sát chuyên đề"
    ROUTINE = "routine", "Giám sát thường xuyên"
    ASSETS = "assets", "Xác minh tài sản, thu nhập"


SUPERVISIONS = (Activity.THEMATIC, Activity.ROUTINE)
INSPECTIONS = tuple(activity for activity in Activity if activity not in SUPERVISIONS)


class State(models.TextChoices):
    """How far an inspection or supervision has come (tình trạng); moved by the table in `inspections.states`."""

    PREPARED = "prepared", "Đang chuẩn bị"
    DECIDED = "decided", "Đã có quyết định"
    ANNOUNCED = "announced", "Đã triển khai"
    REPORTED = "reported", "Đã nhận báo cáo tự kiểm tra"
    VERIFYING = "verifying", "Đang thẩm tra, xác minh"
    DRAFTED = "drafted", "Đã có báo cáo kết quả"
    CONCLUDED = "concluded", "Đã kết luận"
    NOTIFIED = "notified", "Đã công bố kết luận"
    ARCHIVED = "archived", "Đã nộp lưu hồ sơ"
    SUSPENDED = "suspended", "Tạm dừng"
    CANCELLED = "cancelled", "Đã hủy"


CONCLUDED_STATES = (State.CONCLUDED, State.NOTIFIED, State.ARCHIVED)
RUNNING_STATES = (State.DECIDED, State.ANNOUNCED, State.REPORTED, State.VERIFYING, State.DRAFTED, State.SUSPENDED)


class Secrecy(models.TextChoices):
    """Secrecy mark of a document. Above "Nội bộ" only on an isolated network."""

    NORMAL = "normal", "Thường"
    INTERNAL = "internal", "Nội bộ"
    SECRET = "secret", "Mật"
    TOP_SECRET = "top_secret", "Tối mật"
    MOST_SECRET = "most_secret", "Tuyệt mật"


STATE_SECRETS = (Secrecy.SECRET, Secrecy.TOP_SECRET, Secrecy.MOST_SECRET)


class TeamRole(models.TextChoices):
    """Place of a person in the team of an inspection (đoàn, tổ kiểm tra)."""

    HEAD = "head", "Trưởng đoàn"
    DEPUTY = "deputy", "Phó trưởng đoàn"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Thành viên"


class ProgrammeScope(models.TextChoices):
    YEAR = "year", "Chương trình năm"
    TERM = "term", "Chương trình toàn khóa"


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", "Dự thảo"
    APPROVED = "approved", "Đã ban hành"
    ADJUSTED = "adjusted", "Đã điều chỉnh"
    CLOSED = "closed", "Đã kết thúc"


class RemedyState(models.TextChoices):
    OPEN = "open", "Đang khắc phục"
    RETURNED = "returned", "Trả lại, khắc phục tiếp"
    DONE = "done", "Đã báo cáo khắc phục xong"
    VERIFIED = "verified", "Đã xác nhận khắc phục xong"


DONE_REMEDY_STATES = (RemedyState.DONE, RemedyState.VERIFIED)


class LetterState(models.TextChoices):
    """How far the handling of a denunciation has come."""

    RECEIVED = "received", "Mới nhận"
    CLASSIFIED = "classified", "Đã phân loại"
    NOT_HANDLED = "not_handled", "Không thụ lý"
    TRANSFERRED = "transferred", "Đã chuyển nơi có thẩm quyền"
    ACCEPTED = "accepted", "Đã thụ lý"
    VERIFYING = "verifying", "Đang xác minh"
    RESOLVED = "resolved", "Đã giải quyết"
    WITHDRAWN = "withdrawn", "Người tố cáo đã rút đơn"


HANDLED_LETTER_STATES = (LetterState.ACCEPTED, LetterState.VERIFYING)
"""States of a letter whose deadline runs."""
UNRESOLVED_LETTER_ENDS = (LetterState.NOT_HANDLED, LetterState.TRANSFERRED, LetterState.WITHDRAWN)
"""States in which a letter is over without having been resolved here."""


class LetterKind(models.TextChoices):
    """What a letter is, as the office classifies it (form 21)."""

    DENUNCIATION = "denunciation", "Tố cáo"
    REFLECTION = "reflection", "Phản ánh, kiến nghị"


class SenderKind(models.TextChoices):
    """Whether a letter names its sender (form 21)."""

    NAMED = "named", "Có tên, địa chỉ"
    ANONYMOUS = "anonymous", "Giấu tên"
    IMPERSONATED = "impersonated", "Mạo tên"


NAMELESS = (SenderKind.ANONYMOUS, SenderKind.IMPERSONATED)


class SenderGroup(models.TextChoices):
    MEMBER = "member", "Đảng viên"
    CITIZEN = "citizen", "Công dân"
    ORGANIZATION = "organization", "Tổ chức"


class RefusalReason(models.TextChoices):
    """Why a letter isn't handled. Source: practice of the commissions [S/C], to be confirmed by the office."""

    ANONYMOUS = "anonymous", "Đơn giấu tên"
    IMPERSONATED = "impersonated", "Đơn mạo tên"
    NO_CAPACITY = "no_capacity", "Người tố cáo không có năng lực hành vi dân sự"
    REPEATED = "repeated", "Đã giải quyết, không có tình tiết mới"
    UNSPECIFIC = "unspecific", "Không có nội dung, địa chỉ cụ thể"
    OTHER = "other", "Lý do khác"


class Disposal(models.TextChoices):
    """What is done with a letter that isn't handled here (form 21)."""

    TRANSFER = "transfer", "Chuyển theo thẩm quyền"
    RETURN = "return", "Hướng dẫn, trả đơn"
    FILE = "file", "Lưu đơn"


class NoteAssessment(models.TextChoices):
    """What a note of routine supervision says of its subject."""

    GOOD = "good", "Chấp hành tốt"
    REMIND = "remind", "Nhắc nhở, góp ý"
    SIGNS = "signs", "Có dấu hiệu vi phạm"


class Result(models.TextChoices):
    """Result for one subject of an inspection or supervision."""

    GOOD = "good", "Tốt"
    SHORTCOMING = "shortcoming", "Có khuyết điểm"
    VIOLATION = "violation", "Có vi phạm"
    TO_DISCIPLINE = "to_discipline", "Phải kỷ luật"
    TO_INSPECTION = "to_inspection", "Chuyển kiểm tra dấu hiệu vi phạm"
    TO_OTHERS = "to_others", "Chuyển cơ quan khác"


SUPERVISION_RESULTS = (Result.GOOD, Result.SHORTCOMING, Result.TO_INSPECTION)


class Severity(models.TextChoices):
    """Severity of a violation (mức độ)."""

    MINOR = "minor", "Ít nghiêm trọng"
    SERIOUS = "serious", "Nghiêm trọng"
    VERY_SERIOUS = "very_serious", "Rất nghiêm trọng"
    GRAVE = "grave", "Đặc biệt nghiêm trọng"


class DenunciationResult(models.TextChoices):
    """Result of resolving a denunciation about one subject."""

    UNFOUNDED = "unfounded", "Chưa có cơ sở"
    FALSE = "false", "Tố sai"
    SHORTCOMING = "shortcoming", "Đúng, có khuyết điểm"
    VIOLATION = "violation", "Đúng, có vi phạm"
    TO_DISCIPLINE = "to_discipline", "Phải kỷ luật"


class Content(models.TextChoices):
    """Contents of inspection and groups of violation: the four lists of the official statistical forms.

    TC: organizations. ĐV: members under an inspection of compliance. GS: members under supervision.
    VP: members in every other kind, and groups of violation of members.
    """

    TC1 = "TC1", "Nghị quyết, chỉ thị, quy định, kết luận của Đảng"
    TC2 = "TC2", "Chính sách, pháp luật của Nhà nước"
    TC3 = "TC3", "Quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ"
    TC4 = "TC4", "Công tác cán bộ"
    TC5 = "TC5", "Thực hành tiết kiệm, chống lãng phí"
    TC6 = "TC6", "Giải quyết khiếu nại, tố cáo"
    TC7 = "TC7", "Nội dung khác (tổ chức đảng)"
    DV1 = "ĐV1", "Quy chế làm việc, nguyên tắc tập trung dân chủ"
    DV2 = "ĐV2", "Phẩm chất đạo đức, lối sống (kiểm tra)"
    DV3 = "ĐV3", "Chức trách, nhiệm vụ được giao (kiểm tra)"
    DV4 = "ĐV4", "Những điều đảng viên không được làm (kiểm tra)"
    DV5 = "ĐV5", "Nội dung khác (kiểm tra đảng viên)"
    GS1 = "GS1", "Nghị quyết, chỉ thị của Đảng (giám sát)"
    GS2 = "GS2", "Chính sách, pháp luật của Nhà nước (giám sát)"
    GS3 = "GS3", "Quy chế làm việc, tập trung dân chủ, chế độ công tác (giám sát)"
    GS4 = "GS4", "Đạo đức, lối sống (giám sát)"
    GS5 = "GS5", "Chức trách, nhiệm vụ (giám sát)"
    GS6 = "GS6", "Những điều đảng viên không được làm (giám sát)"
    GS7 = "GS7", "Kê khai tài sản, thu nhập (giám sát)"
    GS8 = "GS8", "Nội dung khác (giám sát đảng viên)"
    VP1 = "VP1", "Tập trung dân chủ, quy chế làm việc, chế độ công tác"
    VP2 = "VP2", "Phẩm chất đạo đức, lối sống"
    VP3 = "VP3", "Đoàn kết nội bộ"
    VP4 = "VP4", "Những điều đảng viên không được làm"
    VP5 = "VP5", "Chính sách dân số, kế hoạch hóa gia đình"
    VP6 = "VP6", "Tham nhũng, cố ý làm trái"
    VP7 = "VP7", "Thiếu trách nhiệm, buông lỏng lãnh đạo"
    VP8 = "VP8", "Đất đai, tài nguyên, khoáng sản"
    VP9 = "VP9", "Tài chính, ngân hàng, đầu tư, xây dựng cơ bản"
    VP10 = "VP10", "Kê khai tài sản, thu nhập"
    VP11 = "VP11", "Nội dung khác (đảng viên)"


ORGANIZATION_CONTENTS = tuple(code for code in Content if code.startswith("TC"))
MEMBER_COMPLIANCE_CONTENTS = tuple(code for code in Content if code.startswith("ĐV"))
MEMBER_SUPERVISION_CONTENTS = tuple(code for code in Content if code.startswith("GS"))
MEMBER_VIOLATION_CONTENTS = tuple(code for code in Content if code.startswith("VP"))
VIOLATION_GROUPS = ORGANIZATION_CONTENTS + MEMBER_VIOLATION_CONTENTS

USUAL_TOPICS = (
    "đất đai",
    "tài nguyên, khoáng sản",
    "tài chính",
    "xây dựng cơ bản",
    "chính sách",
    "công tác cán bộ",
)
"""Topics that committees' reports name most; any other may be typed."""


class ConferenceForm(models.TextChoices):
    """How the conference was held at which a document was studied (hội nghị học tập, quán triệt)."""

    DIRECT = "direct", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    MIXED = "mixed", "Trực tiếp kết hợp trực tuyến"
