from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, ListColumn, Table
from discipline.choices import CaseState, OverrideKind
from discipline.models import Case, Override

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
