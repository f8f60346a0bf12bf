from core.tables import (
    BadgeColumn,
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    ListColumn,
    Table,
)
from inspections.choices import DenunciationResult, LetterState
from inspections.tables.parts import ResultColumn, SubjectColumn
from members.choices import Body

LETTER_TONES = {
    LetterState.CLASSIFIED: "running",
    LetterState.ACCEPTED: "running",
    LetterState.VERIFYING: "running",
    LetterState.RESOLVED: "done",
}


class DenunciationTable(Table):
    number = CodeColumn("Số đơn", link="denunciation-detail", width=16)
    received = DateColumn("Ngày nhận")
    organization = Column("Tổ chức giải quyết", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    subject = SubjectColumn("Đối tượng bị tố cáo")
    groups = ListColumn("Nhóm vi phạm", width=16)
    state = BadgeColumn("Tình trạng", labels=LetterState, tones=LETTER_TONES)
    resolved = DateColumn("Ngày giải quyết")
    result = ResultColumn(labels=DenunciationResult)

    caption = "Đơn tố cáo"
    unit = "đơn"
    wide = True
