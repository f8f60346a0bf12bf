"""Closed lists of discipline. Labels of forms and results are those of the committees' Excel book."""

from django.db import models


class Form(models.TextChoices):
    """Form of discipline (hình thức kỷ luật), the lightest first. Source: Charter, article 35."""

    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    REMOVAL = "removal", "Cách chức"
    EXPULSION = "expulsion", "Khai trừ"
    DISSOLUTION = "dissolution", "Giải tán"


ORGANIZATION_FORMS = (Form.REPRIMAND, Form.WARNING, Form.DISSOLUTION)
MEMBER_FORMS = (Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION)


class LegalHandling(models.TextChoices):
    """What the law did about the same violation of a member (xử lý pháp luật; forms 16 and 17 [W])."""

    PRISON = "prison", "Phạt tù (kể cả án treo)"
    OTHER = "other", "Hình thức khác"


class Standing(models.TextChoices):
    """As what a subject is disciplined; the words of the rules in `rules/data`."""

    ORGANIZATION = "organization", "Tổ chức đảng"
    MEMBER = "member", "Đảng viên chính thức"
    PROBATIONARY = "probationary", "Đảng viên dự bị"


class SubjectClass(models.TextChoices):
    """What a subject is to the body that considers it; decides who is competent (22-QĐ/TW, art. 11 [C])."""

    ORDINARY = "ordinary", "Đảng viên không giữ chức vụ thuộc diện cấp trên quản lý"
    PEER = "peer", "Cấp ủy viên cùng cấp"
    BELOW = "below", "Cấp ủy viên cấp dưới"
    ABOVE = "above", "Cán bộ thuộc diện cấp trên quản lý"
    LOWER = "lower", "Tổ chức đảng cấp dưới"


class AppealResult(models.TextChoices):
    """Result of resolving an appeal (kết quả giải quyết khiếu nại)."""

    KEPT = "kept", "Giữ nguyên"
    INCREASED = "increased", "Tăng"
    REDUCED = "reduced", "Giảm"
    CANCELLED = "cancelled", "Xóa"


class AppealCause(models.TextChoices):
    """Why an appealed discipline was changed (form R-KN of 885-QĐ/UBKTTW)."""

    AUTHORITY = "authority", "Không đúng thẩm quyền"
    PROCEDURE = "procedure", "Không đúng nguyên tắc, thủ tục"
    CONTENT = "content", "Không đúng nội dung, mức độ vi phạm"
    EVIDENCE = "evidence", "Có tình tiết, chứng cứ mới"
    FORM = "form", "Hình thức chưa tương xứng với vi phạm"


class AppealGroundKind(models.TextChoices):
    """What an appeal is about (nội dung khiếu nại; columns of forms 18 to 21 [W])."""

    CONTENT = "content", "Nội dung vi phạm"
    FORM = "form", "Hình thức kỷ luật"
    PROCEDURE = "procedure", "Nguyên tắc, thủ tục, quy trình, thẩm quyền"


class AppealState(models.TextChoices):
    RECEIVED = "received", "Đã nhận đơn"
    ACCEPTED = "accepted", "Đã thụ lý"
    REFUSED = "refused", "Không giải quyết"
    FORWARDED = "forwarded", "Đã chuyển nơi có thẩm quyền"
    WITHDRAWN = "withdrawn", "Đã rút đơn"
    RESOLVED = "resolved", "Đã giải quyết"


OPEN_APPEAL_STATES = (AppealState.RECEIVED, AppealState.ACCEPTED)


class AppealRefusal(models.TextChoices):
    """Why an appeal is not taken up. Source: 296-QĐ/TW, article 23 [S]."""

    LATE = "late", "Quá thời hạn khiếu nại"
    FINAL = "final", "Đang được giải quyết, hoặc cấp có thẩm quyền cuối cùng đã giải quyết"
    COURT = "court", "Đã có bản án, quyết định của tòa án"
    ON_BEHALF = "on_behalf", "Khiếu nại thay người khác"
    NO_DECISION = "no_decision", "Chưa có quyết định bằng văn bản"
    NOT_RECEIVED = "not_received", "Không nhận quyết định kỷ luật"


class CaseOrigin(models.TextChoices):
    """What a disciplinary case comes from."""

    FINDING = "finding", "Khuyết điểm, vi phạm qua kiểm tra, giám sát"
    DENUNCIATION = "denunciation", "Kết quả giải quyết tố cáo"
    JUDGMENT = "judgment", "Bản án, quyết định của tòa án"
    NOTICE = "notice", "Thông báo của cơ quan khác"
    OWN = "own", "Tự phát hiện, đảng viên tự báo cáo"


class CaseState(models.TextChoices):
    OPENED = "opened", "Đang lập hồ sơ"
    REVIEWED = "reviewed", "Đã kiểm điểm"
    HEARD = "heard", "Đã nghe ý kiến"
    VOTED = "voted", "Đã biểu quyết"
    DECIDED = "decided", "Đã có kết quả"
    CLOSED = "closed", "Đã kết thúc"
    DEFERRED = "deferred", "Chưa xem xét"
    DROPPED = "dropped", "Không xem xét"


RUNNING_CASE_STATES = (CaseState.OPENED, CaseState.REVIEWED, CaseState.HEARD, CaseState.VOTED, CaseState.DEFERRED)


class Outcome(models.TextChoices):
    """How the consideration of one subject of a case ends."""

    DISCIPLINED = "disciplined", "Thi hành kỷ luật"
    NOT_APPLIED = "not_applied", "Đã biểu quyết, không áp dụng do hết thời hiệu"
    PROPOSED = "proposed", "Đề nghị cấp có thẩm quyền quyết định"
    EXEMPT = "exempt", "Không hoặc miễn kỷ luật"
    UNDISCIPLINED = "undisciplined", "Không thi hành kỷ luật"
    LESSON = "lesson", "Kiểm điểm rút kinh nghiệm"
    STRUCK_OFF = "struck_off", "Xóa tên trong danh sách đảng viên dự bị"


class VoteKind(models.TextChoices):
    """Whether the body that votes decides itself, or proposes to its superior."""

    DECIDE = "decide", "Quyết định"
    PROPOSE = "propose", "Đề nghị"


class DeferralKind(models.TextChoices):
    DEFER = "defer", "Chưa xem xét kỷ luật"
    EXEMPT = "exempt", "Không hoặc miễn kỷ luật"


class CircumstanceKind(models.TextChoices):
    MITIGATING = "mitigating", "Giảm nhẹ"
    AGGRAVATING = "aggravating", "Tăng nặng"


class OverrideKind(models.TextChoices):
    """Which rule the box told and somebody went on against, with a written reason."""

    AUTHORITY = "authority", "Thẩm quyền"
    FORM = "form", "Hình thức"
    LIMITATION = "limitation", "Thời hiệu"
    VOTE = "vote", "Kết quả biểu quyết"
    DEFERRAL = "deferral", "Chưa xem xét, miễn kỷ luật"
    HEARING = "hearing", "Nghe ý kiến"


class CheckKind(models.TextChoices):
    """Which rule of its day a recorded decision doesn't seem to keep."""

    FORM = "form", "Hình thức"
    AUTHORITY = "authority", "Thẩm quyền"
    LIMITATION = "limitation", "Thời hiệu"
    DAYS = "days", "Thời hạn công bố, giao"


class ChangeKind(models.TextChoices):
    """What a later record does to a decision; the decision itself stays as it was signed."""

    CORRECTED = "corrected", "Đính chính"
    REPLACED = "replaced", "Thay thế"
    ANNULLED = "annulled", "Hủy bỏ"
    APPEALED = "appealed", "Thay đổi theo kết quả giải quyết khiếu nại"


class SuspensionKind(models.TextChoices):
    """What is suspended (đình chỉ); 22-QĐ/TW, article 31 [C]."""

    MEMBERSHIP = "membership", "Đình chỉ sinh hoạt đảng"
    SEAT = "seat", "Đình chỉ sinh hoạt cấp ủy"
    ORGANIZATION = "organization", "Đình chỉ hoạt động tổ chức đảng"


class SuspensionBasis(models.TextChoices):
    ORDINARY = "ordinary", "Theo quy định của Đảng"
    PROSECUTED = "prosecuted", "Bị khởi tố, tạm giam: theo thời hạn của pháp luật"


class RestorationKind(models.TextChoices):
    """What a wrongly disciplined subject is owed. Source: 117-QĐ/TW of 2023 [C]."""

    APOLOGY = "apology", "Xin lỗi công khai"
    RIGHTS = "rights", "Phục hồi quyền lợi"
    POST = "post", "Khôi phục chức vụ, sinh hoạt"
