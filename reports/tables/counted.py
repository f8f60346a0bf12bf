from core.tables import ChoiceColumn, CodeColumn, Column, DateColumn, ListColumn, NumberColumn, Table
from inspections.filters.inspections import NUMBERS
from inspections.tables.parts import SubjectColumn
from members.choices import Level
from reports.choices import Qualification, StaffPost, StaffRank


class SubjectNumberTable(Table):
    """Numbers that were entered for forms 7 to 10, each with its subject."""

    subject = SubjectColumn(path="subject")
    column = ChoiceColumn("Cột của biểu", labels=NUMBERS, width=48)
    value = NumberColumn("Số", width=14)
    number = CodeColumn(
        "Số quyết định",
        accessor="subject__inspection__number",
        link="inspection-detail",
        link_to="subject__inspection_id",
        width=18,
    )
    organization = Column(
        "Tổ chức thực hiện",
        accessor="subject__inspection__organization",
        order_by="subject__inspection__organization__sort_key",
        wide=True,
    )
    concluded = DateColumn("Ngày kết luận", accessor="subject__concluded")

    caption = "Số liệu nhập theo biểu"
    unit = "số liệu"
    wide = True


class StaffTable(Table):
    name = Column("Họ và tên", link="staff-detail")
    organization = Column("Tổ chức", order_by="organization__sort_key", wide=True)
    level = ChoiceColumn("Cấp", labels=Level, width=12)
    post = ChoiceColumn("Chức vụ", labels=StaffPost)
    rank = ChoiceColumn("Ngạch", labels=StaffRank)
    qualifications = ListColumn("Trình độ", width=48)
    since = DateColumn("Từ ngày")
    until = DateColumn("Đến ngày")

    caption = "Nhân sự ủy ban kiểm tra"
    unit = "người"
    wide = True


class TrainingTable(Table):
    day = DateColumn("Ngày hoàn thành")
    person = Column("Họ và tên", accessor="staff_member__name", link="staff-detail", link_to="staff_member_id")
    organization = Column(
        "Tổ chức",
        accessor="staff_member__organization",
        order_by="staff_member__organization__sort_key",
        wide=True,
    )
    code = ChoiceColumn("Kết quả", labels=Qualification, width=36)
    note = Column("Lớp, văn bằng", wide=True)

    caption = "Đào tạo, bồi dưỡng cán bộ kiểm tra"
    unit = "lượt"
    wide = True


class OwnTrainingTable(Table):
    """The trainings of one person, on their page."""

    day = DateColumn("Ngày hoàn thành", orderable=False)
    code = ChoiceColumn("Kết quả", labels=Qualification, width=36, orderable=False)
    note = Column("Lớp, văn bằng", wide=True, orderable=False)

    caption = "Đào tạo, bồi dưỡng"
