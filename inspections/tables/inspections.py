from core.tables import (
    ChoiceColumn,
    CodeColumn,
    Column,
    DateColumn,
    ListColumn,
    NumberColumn,
    Table,
)
from inspections.choices import Activity
from inspections.tables.parts import ResultColumn, StageColumn, SubjectColumn, stage_of
from members.choices import Body, Level


class InspectionTable(Table):
    number = CodeColumn("Số quyết định", link="inspection-detail", width=18)
    decided = DateColumn("Ngày quyết định")
    organization = Column("Tổ chức thực hiện", order_by="organization__sort_key", wide=True)
    body = ChoiceColumn("Chủ thể", labels=Body)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    subject_count = NumberColumn("Số đối tượng")
    concluded = DateColumn("Ngày kết luận")
    stage = StageColumn()

    caption = "Các cuộc kiểm tra, giám sát"
    unit = "cuộc"
    wide = True

    def value_stage(self, record):
        return stage_of(record)


class SubjectTable(Table):
    subject = SubjectColumn()
    number = CodeColumn(
        "Số quyết định", accessor="inspection__number", link="inspection-detail", link_to="inspection_id", width=18
    )
    decided = DateColumn("Ngày quyết định")
    organization = Column(
        "Tổ chức thực hiện",
        accessor="inspection__organization",
        order_by="inspection__organization__sort_key",
        wide=True,
    )
    body = ChoiceColumn("Chủ thể", labels=Body)
    activity = ChoiceColumn("Loại", labels=Activity, width=26)
    contents = ListColumn("Nội dung", width=16)
    topics = ListColumn("Chuyên đề")
    seat = ChoiceColumn("Cấp ủy viên", labels=Level, width=12)
    concluded = DateColumn("Ngày kết luận")
    result = ResultColumn()

    caption = "Đối tượng kiểm tra, giám sát"
    unit = "đối tượng"
    wide = True
