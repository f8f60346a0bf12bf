"""The dimensions along which facts are sliced: what each is called, and its values with their labels.

The name of a dimension is also the name of the filter of the lists, so that a slice is an address.
"""

from dataclasses import dataclass

from discipline.choices import (
    AppealCause,
    AppealGroundKind,
    AppealResult,
    CaseOrigin,
    Form,
    LegalHandling,
    Outcome,
    SuspensionKind,
)
from inspections.choices import (
    VIOLATION_GROUPS,
    Activity,
    ConferenceForm,
    Content,
    DenunciationResult,
    Disposal,
    LetterKind,
    NoteAssessment,
    RefusalReason,
    Result,
    SenderGroup,
    SenderKind,
)
from inspections.form_columns import labelled_columns
from members.choices import (
    LEVELS_AND_BODIES,
    Actor,
    Body,
    Grade,
    Level,
    MemberStatus,
    OrganizationType,
    SubjectKind,
)
from reports.choices import Qualification, StaffPost, StaffRank


@dataclass(frozen=True)
class Dimension:
    """A way to slice a fact. `none` names the rows without a value; `many`: a record may have several values.

    Without choices the values are whatever occurs, such as years and topics.
    """

    label: str
    choices: tuple[tuple[str, str], ...] = ()
    none: str = ""
    many: bool = False

    def label_of(self, value):
        """A stored value in words."""
        return dict(self.choices).get(value) or (str(value) if value else self.none or "Chưa ghi")

    def values_of(self, occurring):
        """The values to show, in the order of the list: those that can be, or else those that occur."""
        known = [value for value, _ in self.choices]
        strange = sorted(value for value in occurring if value not in known)
        return [*known, *strange] if self.choices else sorted(occurring)


def _coded(codes):
    return tuple((code.value, f"{code.value} – {code.label}") for code in codes)


DIMENSIONS = {
    "activity": Dimension("Loại", tuple(Activity.choices)),
    "level": Dimension("Cấp thực hiện", tuple(Level.choices)),
    "body": Dimension("Chủ thể", tuple(Body.choices)),
    "actor": Dimension("Nhóm chủ thể", tuple(Actor.choices)),
    "subject": Dimension("Đối tượng", tuple(SubjectKind.choices)),
    "seat": Dimension("Cấp ủy viên", tuple(Level.choices), none="Không là cấp ủy viên"),
    "managed_by": Dimension("Diện quản lý", tuple(Level.choices), none="Không thuộc diện quản lý"),
    "organization_type": Dimension("Loại tổ chức của đối tượng", tuple(OrganizationType.choices)),
    "result": Dimension("Kết quả", tuple(Result.choices), none="Chưa có kết quả"),
    "content": Dimension("Nội dung", _coded(Content), many=True),
    "topic": Dimension("Chuyên đề", many=True),
    "number": Dimension("Cột nhập tay của biểu", tuple(labelled_columns()), many=True),
    "group": Dimension("Nhóm vi phạm", _coded(VIOLATION_GROUPS), many=True),
    "form": Dimension("Hình thức kỷ luật", tuple(Form.choices)),
    "stands": Dimension("Hình thức còn lại", tuple(Form.choices)),
    "kind": Dimension("Loại đình chỉ", tuple(SuspensionKind.choices)),
    "outcome": Dimension("Kết quả xem xét", tuple(Outcome.choices), none="Chưa có kết quả"),
    "sender_kind": Dimension("Người gửi đơn", tuple(SenderKind.choices), none="Chưa ghi"),
    "refusal": Dimension("Lý do không thụ lý", tuple(RefusalReason.choices), none="Không có"),
    "disposal": Dimension("Xử lý đơn", tuple(Disposal.choices), none="Không có"),
    "assessment": Dimension("Nhận xét", tuple(NoteAssessment.choices)),
    "sender_group": Dimension("Người gửi là", tuple(SenderGroup.choices), none="Chưa ghi"),
    "legal": Dimension("Xử lý pháp luật", tuple(LegalHandling.choices), none="Không bị xử lý pháp luật"),
    "administrative": Dimension("Xử lý hành chính", (("yes", "Có"), ("no", "Không"))),
    "cause": Dimension("Nguyên nhân thay đổi", tuple(AppealCause.choices), none="Chưa ghi nguyên nhân"),
    "ground": Dimension("Khiếu nại về", tuple(AppealGroundKind.choices), many=True),
    "post": Dimension("Chức vụ", tuple(StaffPost.choices)),
    "rank": Dimension("Ngạch", tuple(StaffRank.choices), none="Chưa ghi"),
    "qualification": Dimension("Trình độ", tuple(Qualification.choices), many=True),
    "handling": Dimension(
        "Xử lý sau kết luận",
        (
            ("disciplined", "Đã thi hành kỷ luật"),
            ("expired", "Hết thời hiệu kỷ luật"),
            ("otherwise", "Đã xem xét, không kỷ luật"),
            ("carried", "Phải kỷ luật, chuyển kỳ sau"),
        ),
        none="Không phải xử lý kỷ luật",
    ),
    "origin": Dimension("Nguồn", tuple(CaseOrigin.choices), none="Chưa ghi"),
    "probationary": Dimension("Khi đó là đảng viên dự bị", (("yes", "Có"), ("no", "Không"))),
    "status": Dimension("Tình trạng đảng viên", tuple(MemberStatus.choices)),
    "scope": Dimension("Phạm vi", (("own", "Của chính tổ chức"), ("below", "Chỉ cấp dưới"))),
    "pair": Dimension("Cấp và chủ thể", LEVELS_AND_BODIES),
    "code": Dimension("Nội dung giám sát", _coded(Content), none="Chưa chọn"),
    "year": Dimension("Năm"),
    "grade": Dimension("Mức xếp loại", tuple(Grade.choices)),
    "departs": Dimension("Xếp loại khác quy định", (("yes", "Có"), ("no", "Không"))),
    "planned": Dimension("Có chương trình hành động", (("yes", "Có"), ("no", "Không"))),
}

OF_FACTS = {
    "appeal": {"result": Dimension("Kết quả giải quyết", tuple(AppealResult.choices), none="Chưa ghi kết quả")},
    "denunciation": {
        "result": Dimension("Kết luận", tuple(DenunciationResult.choices), none="Chưa có kết quả"),
        "kind": Dimension("Phân loại đơn", tuple(LetterKind.choices), none="Chưa phân loại"),
    },
    "resolution": {
        "level": Dimension("Cấp quán triệt", tuple(Level.choices)),
        "form": Dimension("Hình thức hội nghị", tuple(ConferenceForm.choices)),
    },
    **{
        name: {"level": Dimension("Cấp của tổ chức", tuple(Level.choices))}
        for name in ("review", "limitation", "measure")
    },
    "letter": {"kind": Dimension("Phân loại đơn", tuple(LetterKind.choices), none="Chưa phân loại")},
}
"""Dimensions that mean something else for some facts, by the beginning of the fact's name."""


def dimension(fact, name) -> Dimension:
    """The dimension of a name as the fact has it."""
    for beginning, own in OF_FACTS.items():
        if fact.startswith(beginning) and name in own:
            return own[name]
    return DIMENSIONS[name]
