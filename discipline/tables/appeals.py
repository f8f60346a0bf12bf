from core.tables import BadgeColumn, ChoiceColumn, Column, DateColumn, Table
from discipline.choices import OPEN_APPEAL_STATES, AppealResult
from discipline.instances import appeal_deadline
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
    due = DateColumn("Hạn giải quyết", empty_values=(), orderable=False)
    resolved = DateColumn("Ngày giải quyết")
    result = StateColumn()

    caption = "Danh sách đơn khiếu nại kỷ luật"
    unit = "đơn"
    wide = True

    class Meta(Table.Meta):
        model = Appeal
        fields = ()

    def __init__(self, *args, rulebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.rulebook = rulebook

    def value_due(self, record):
        """Of an appeal that waits, by the rule of the day it was received."""
        due = appeal_deadline(record, self.rulebook) if record.state in OPEN_APPEAL_STATES else None
        return due and due.day

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
