"""Who works for the inspection commissions, and what they learnt."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, ObjectScreen, Section
from core.text import short_date
from inspections.views.parts import history_section, organization_fact, own_office
from members.permissions import can_read_records, can_write_records
from reports import actions
from reports.filters.counted import StaffFilters, TrainingFilters
from reports.forms.staffing import StaffForm, TrainingForm
from reports.models import StaffMember, Training
from reports.tables.counted import OwnTrainingTable, StaffTable, TrainingTable


class StaffList(ListScreen):
    model, permission = StaffMember, can_read_records
    title, unit = "Nhân sự ủy ban kiểm tra", "người"
    lead = "Số liệu của biểu 22."
    filterset_class, table_class = StaffFilters, StaffTable
    related = ("organization",)
    create_url, create_permission = "staff-create", can_write_records
    create_label = "Thêm người"
    empty_hint = "Nhân sự ghi ở đây là số liệu của biểu 22."

    @property
    def quick_views(self):
        today = timezone.localdate()
        return (("Tất cả", {}), ("Đang làm", {"to": short_date(today)}))

    def rows(self):
        return super().rows().prefetch_related("qualifications")


class TrainingList(ListScreen):
    model, permission = Training, can_read_records
    title, unit = "Đào tạo, bồi dưỡng cán bộ kiểm tra", "lượt"
    filterset_class, table_class = TrainingFilters, TrainingTable
    related = ("staff_member__organization",)
    empty_hint = "Kết quả đào tạo, bồi dưỡng được ghi ở từng người."


class OfStaff:
    model = StaffMember
    related = ("organization",)

    def crumbs(self):
        return [Crumb("Nhân sự ủy ban kiểm tra", reverse("staff-list"))]

    def success_url(self):
        return reverse("staff-detail", args=[(self.object or self.saved).pk])

    def cancel_url(self):
        return reverse("staff-detail", args=[self.object.pk]) if self.object else reverse("staff-list")


class StaffDetail(OfStaff, DetailScreen):
    permission = can_read_records

    def identity(self):
        person = self.object
        service = [short_date(day) for day in (person.since, person.until) if day]
        return [
            Fact("Chức vụ", person.get_post_display()),
            Fact("Ngạch", person.get_rank_display()),
            Fact("Thời gian", " – ".join(service) if person.until else f"từ {service[0]}"),
        ]

    def facts(self):
        person = self.object
        return [
            organization_fact("Tổ chức đảng", person.organization, self.request.user),
            Fact("Trình độ", "; ".join(map(str, person.qualifications.all()))),
        ]

    def sections(self):
        trainings = OwnTrainingTable(self.object.trainings.all())
        buttons = []
        if can_write_records(self.request.user, self.object):
            buttons = [Button("Ghi kết quả đào tạo", reverse("training-create", args=[self.object.pk]))]
        return [
            Section("Đào tạo, bồi dưỡng", table=trainings, buttons=buttons, empty="Chưa ghi kết quả nào."),
            history_section(self.object, parts=self.object.trainings.all()),
        ]

    def buttons(self):
        if not can_write_records(self.request.user, self.object):
            return []
        return [Button("Sửa", reverse("staff-update", args=[self.object.pk]))]


class StaffCreate(OfStaff, FormScreen):
    permission, form_class = can_write_records, StaffForm
    title, success = "Thêm nhân sự ủy ban kiểm tra", "Đã lưu."

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.add_staff(by=self.request.user, **form.cleaned_data)


class StaffUpdate(OfStaff, FormScreen):
    permission, form_class = can_write_records, StaffForm
    title, success = "Sửa nhân sự ủy ban kiểm tra", "Đã lưu."

    def save_action(self, form):
        return actions.update_staff(self.object, by=self.request.user, version=self.object.version, **form.cleaned_data)


class TrainingCreate(OfStaff, ObjectScreen, FormScreen):
    permission, form_class = can_write_records, TrainingForm
    title, success = "Ghi kết quả đào tạo, bồi dưỡng", "Đã ghi kết quả."

    def prepare(self):
        ObjectScreen.prepare(self)

    def facts(self):
        return [Fact("Họ và tên", self.object.name), Fact("Tổ chức đảng", self.object.organization.name)]

    def form_kwargs(self):
        return {"user": self.request.user, "initial": self.initial()}

    def is_stale(self):
        """A training is added beside the person, whose own version is not touched."""
        return False

    def save_action(self, form):
        return actions.record_training(self.object, by=self.request.user, **form.cleaned_data)
