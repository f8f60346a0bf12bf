from core.tables import BadgeColumn, ChoiceColumn, CodeColumn, Column, DateColumn, Table
from inspections.choices import NoteAssessment
from inspections.tables.parts import SubjectColumn
from members.choices import Body

ASSESSMENT_TONES = {NoteAssessment.GOOD: "done", NoteAssessment.REMIND: "warn", NoteAssessment.SIGNS: "late"}


class RoutineNoteTable(Table):
    noted = DateColumn("Ngày ghi nhận", link="note-detail")
    subject = SubjectColumn("Đối tượng")
    text = Column("Ghi nhận", wide=True, orderable=False)
    assessment = BadgeColumn("Nhận xét", labels=NoteAssessment, tones=ASSESSMENT_TONES)
    code = Column("Nội dung", width=10)
    organization = Column("Tổ chức giám sát", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    inspection = CodeColumn(
        "Cuộc giám sát", accessor="inspection__number", link="inspection-detail", link_to="inspection_id", width=16
    )

    caption = "Ghi chép giám sát thường xuyên"
    unit = "ghi chép"
    wide = True
