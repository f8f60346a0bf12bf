"""Who works for the inspection commissions, and what they learnt."""

from core.screens import ListScreen
from members.permissions import can_read_records
from reports.filters.coverage import StaffFilters, TrainingFilters
from reports.models import StaffMember, Training
from reports.tables.counted import StaffTable, TrainingTable


class StaffList(ListScreen):
    model, permission = StaffMember, can_read_records
    title, unit = "Nhân sự ủy ban kiểm tra", "người"
    filterset_class, table_class = StaffFilters, StaffTable
    related = ("organization",)
    empty_hint = "Nhân sự ghi ở đây là số liệu của biểu 22."

    def rows(self):
        return super().rows().prefetch_related("qualifications")


class TrainingList(ListScreen):
    model, permission = Training, can_read_records
    title, unit = "Đào tạo, bồi dưỡng cán bộ kiểm tra", "lượt"
    filterset_class, table_class = TrainingFilters, TrainingTable
    related = ("staff_member__organization",)
    empty_hint = "Kết quả đào tạo, bồi dưỡng được ghi ở từng người."
