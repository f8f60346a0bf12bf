from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, ListColumn, Table
from discipline.choices import CaseState, Form, Outcome, OverrideKind
from discipline.models import Case, CaseSubject, Override
from members.choices import Body, Level

CASE_TONES = {
    CaseState.REVIEWED: "running",
    CaseState.HEARD: "running",
    CaseState.VOTED: "running",
    CaseState.DECIDED: "done",
    CaseState.CLOSED: "done",
    CaseState.DEFERRED: "warn",
}


class CaseTable(Table):
    title = Column("Nội dung vụ việc", link="case-detail", wide=True)
    opened = DateColumn("Ngày lập hồ sơ")
    organization = Column("Tổ chức xem xét", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể")
    subjects = ListColumn("Đối tượng", wide=True)
    origin = ChoiceColumn("Nguồn", width=30)
    state = BadgeColumn("Tình trạng", labels=CaseState, tones=CASE_TONES)
    decided = DateColumn("Ngày có kết quả")

    caption = "Danh sách vụ việc kỷ luật"
    unit = "vụ việc"
    wide = True

    class Meta(Table.Meta):
        model = Case
        fields = ()


class CaseSubjectTable(Table):
    subject = Column(
        "Đối tượng",
        order_by=("subject_kind", "subject_organization__sort_key", "subject_member__sort_key"),
        wide=True,
    )
    seat = ChoiceColumn("Cấp ủy viên", labels=Level)
    case = Column("Vụ việc", accessor="case__title", link="case-detail", link_to="case_id", wide=True)
    organization = Column(
        "Tổ chức xem xét", accessor="case__organization", order_by="case__organization__sort_key", wide=True
    )
    body = ChoiceColumn("Chủ thể", accessor="case__body", labels=Body)
    decided = DateColumn("Ngày có kết quả", accessor="case__decided")
    outcome = ChoiceColumn("Kết quả", labels=Outcome, width=30)
    outcome_form = ChoiceColumn("Hình thức", labels=Form)
    outcome_note = Column("Nội dung, lý do", orderable=False, wide=True)

    caption = "Kết quả xem xét kỷ luật từng đối tượng"
    unit = "đối tượng"
    wide = True

    class Meta(Table.Meta):
        model = CaseSubject
        fields = ()


class OverrideTable(Table):
    subject = Column("Đối tượng", orderable=False, wide=True)
    case = Column("Vụ việc", accessor="subject__case", link="case-detail", link_to="subject__case_id", orderable=False)
    kind = ChoiceColumn("Quy định", labels=OverrideKind)
    told = Column("Điều quy định nói", wide=True, orderable=False)
    reason = Column("Lý do làm khác", wide=True, orderable=False)
    by = Column("Người ghi", orderable=False)
    at = DateColumn("Ngày")

    caption = "Các lần làm khác quy định"
    unit = "lần"
    wide = True

    class Meta(Table.Meta):
        model = Override
        fields = ()
