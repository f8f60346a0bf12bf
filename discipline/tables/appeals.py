from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, Table
from discipline.choices import AppealResult
from discipline.models import Appeal
from members.choices import SubjectKind

RESOLVED, OPEN = "resolved", "open"
APPEAL_STATES = {**dict(AppealResult.choices), RESOLVED: "Đã giải quyết", OPEN: "Chưa giải quyết"}
APPEAL_TONES = {**dict.fromkeys(AppealResult.values, "done"), RESOLVED: "done", OPEN: "running"}


class StateColumn(BadgeColumn):
    """The result of an appeal, or how far it has come without one."""

    def __init__(self, **kwargs):
        super().__init__("Kết quả", labels=APPEAL_STATES.items(), tones=APPEAL_TONES, **kwargs)


class AppealTable(Table):
    number = Column("Số đơn", link="appeal-detail")
    received = DateColumn("Ngày nhận")
    organization = Column("Tổ chức giải quyết", order_by="organization__sort_key")
    body = ChoiceColumn("Chủ thể")
    decision = Column("Quyết định bị khiếu nại", accessor="decision__number")
    subject_kind = ChoiceColumn("Loại đối tượng", accessor="decision__subject_kind", labels=SubjectKind)
    subject = Column(
        "Đối tượng",
        accessor="decision__subject",
        order_by=(
            "decision__subject_kind",
            "decision__subject_organization__sort_key",
            "decision__subject_member__sort_key",
        ),
    )
    resolved = DateColumn("Ngày giải quyết")
    result = StateColumn()

    caption = "Danh sách đơn khiếu nại kỷ luật"
    unit = "đơn"
    wide = True

    class Meta(Table.Meta):
        model = Appeal
        fields = ()

    def value_result(self, record):
        return appeal_state(record)


class OwnAppealTable(AppealTable):
    """The appeals against one decision: what all of them share is not repeated."""

    caption = "Đơn khiếu nại quyết định này"
    wide = False

    class Meta(AppealTable.Meta):
        exclude = ("decision", "subject", "subject_kind")


def appeal_state(appeal):
    return appeal.result or (RESOLVED if appeal.resolved else OPEN)
