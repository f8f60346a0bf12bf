from core.tables import ChoiceColumn, CodeColumn, Column, DateColumn, NumberColumn, Table
from core.text import percent
from inspections.choices import ConferenceForm


class ResolutionTable(Table):
    number = CodeColumn("Số, ký hiệu", link="resolution-detail")
    issued = DateColumn("Ngày ban hành")
    issuer = Column("Cơ quan ban hành")
    title = Column("Trích yếu", wide=True)
    organization = Column("Tổ chức quán triệt", order_by="organization__sort_key", wide=True)
    held = DateColumn("Ngày hội nghị")
    form = ChoiceColumn("Hình thức", labels=ConferenceForm)
    invited = NumberColumn("Triệu tập")
    attended = NumberColumn("Dự")
    rate = Column("Tỷ lệ", orderable=False, width=10, empty_values=())
    plan_number = CodeColumn("Chương trình hành động", width=20)
    plan_due = DateColumn("Thời hạn")
    inspections = NumberColumn("Cuộc kiểm tra", accessor="inspection_count", orderable=False)

    unit = "văn bản"
    wide = True

    def value_rate(self, record):
        return percent(record.attended, record.invited, 1)
