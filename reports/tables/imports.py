from core.tables import BadgeColumn, Column, NumberColumn, Table, TimeColumn
from reports.choices import ImportState
from reports.models import Import

COMMAND_LINE = "Dòng lệnh"
IMPORT_TONES = {
    ImportState.DRAFT: "running",
    ImportState.DONE: "done",
    ImportState.UNDONE: "warn",
    ImportState.DROPPED: "none",
}


class ImportTable(Table):
    file_name = Column("Tệp", link="import-detail", wide=True)
    state = BadgeColumn("Tình trạng", tones=IMPORT_TONES)
    organization = Column("Tổ chức đảng", order_by="organization__sort_key", wide=True)
    by = Column("Người nhập", order_by="by__full_name")
    brought = TimeColumn("Đưa lên lúc")
    written = TimeColumn("Nhập lúc")
    created = NumberColumn("Thêm mới")
    updated = NumberColumn("Cập nhật")
    unchanged = NumberColumn("Không đổi")

    caption = "Các lần nhập từ Excel"
    unit = "lần nhập"
    wide = True

    def value_by(self, record):
        return record.by or COMMAND_LINE

    def value_created(self, record):
        return record.created if record.written else None

    def value_updated(self, record):
        return record.updated if record.written else None

    def value_unchanged(self, record):
        return record.unchanged if record.written else None

    class Meta(Table.Meta):
        model = Import
        fields = ()
