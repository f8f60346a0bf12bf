"""Tables of decisions on reorganization and of organizations through time."""

from core.tables import BadgeColumn, CodeColumn, Column, DateColumn, NumberColumn, Table
from members.models import Reorganization

STATE_TONES = {"Có hiệu lực": "done", "Đã bị hủy": "late", "Quyết định hủy": ""}


def state_of(decision):
    if decision.annuls_id:
        return "Quyết định hủy"
    return "Có hiệu lực" if decision.is_effective else "Đã bị hủy"


class ReorganizationTable(Table):
    number = CodeColumn("Số quyết định", link="reorganization-detail")
    day = DateColumn("Từ ngày")
    title = Column("Trích yếu", wide=True)
    lines = NumberColumn("Số việc")
    state = BadgeColumn("Tình trạng", accessor="pk", tones=STATE_TONES, orderable=False)

    caption, unit = "Quyết định sắp xếp tổ chức", "quyết định"

    class Meta(Table.Meta):
        model = Reorganization
        fields = ()

    def value_title(self, record):
        return f"Hủy {record.annuls}" if record.annuls_id else record.title

    def value_lines(self, record):
        return None if record.annuls_id else record.lines

    def value_state(self, record):
        return state_of(record)
