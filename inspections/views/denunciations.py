from django.urls import reverse

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen
from core.text import short_date
from inspections import actions
from inspections.filters.denunciations import DenunciationFilters
from inspections.forms.denunciations import DenunciationForm
from inspections.models import Denunciation
from inspections.tables.denunciations import DenunciationTable
from inspections.tables.parts import RESULT_TONES
from inspections.views.parts import history_section, organization_fact, subject_fact
from members.choices import SubjectKind
from members.permissions import can_read_denunciations, can_write_denunciations

SUBJECT = ("subject_organization", "subject_member")


class DenunciationList(ListScreen):
    model, permission = Denunciation, can_read_denunciations
    title, unit = "Đơn tố cáo", "đơn"
    filterset_class, table_class = DenunciationFilters, DenunciationTable
    related = ("organization", *SUBJECT)
    create_url, create_permission = "denunciation-create", can_write_denunciations
    create_label = "Ghi đơn tố cáo"

    def rows(self):
        return super().rows().prefetch_related("groups")


class DenunciationDetail(DetailScreen):
    model, permission = Denunciation, can_read_denunciations
    related = ("organization", *SUBJECT)
    records_reading = True

    def crumbs(self):
        return [Crumb("Đơn tố cáo", reverse("denunciation-list"))]

    def identity(self):
        letter = self.object
        state = letter.get_result_display() or ("Đã giải quyết" if letter.resolved else "Chưa giải quyết")
        tone = RESULT_TONES.get(letter.result, "done" if letter.resolved else "running")
        return [
            subject_fact(letter, self.request.user, "{kind} bị tố cáo"),
            Fact("Ngày nhận", short_date(letter.received)),
            Fact("Kết quả", state, tone=tone),
        ]

    def facts(self):
        letter = self.object
        return [
            Fact("Số đơn", letter.number),
            organization_fact("Tổ chức giải quyết", letter.organization, self.request.user),
            Fact("Chủ thể", letter.get_body_display()),
            Fact("Cấp giải quyết", letter.get_level_display()),
            *self.standing(),
            Fact("Nhóm vi phạm", "; ".join(f"{one.code} – {one.get_code_display()}" for one in letter.groups.all())),
            Fact("Ngày giải quyết", short_date(letter.resolved)),
        ]

    def standing(self):
        """What the subject was on the day of receipt."""
        letter = self.object
        if letter.subject_kind == SubjectKind.ORGANIZATION:
            return [Fact("Loại tổ chức", letter.get_organization_type_display())]
        return [
            Fact("Cấp ủy viên", letter.get_seat_display()),
            Fact("Diện quản lý", letter.get_managed_by_display()),
        ]

    def sections(self):
        return [history_section(self.object, labels={"groups": "nhóm vi phạm"})]

    def buttons(self):
        if not can_write_denunciations(self.request.user, self.object):
            return []
        label = "Sửa đơn" if self.object.resolved else "Giải quyết, sửa đơn"
        url = reverse("denunciation-update", args=[self.object.pk])
        return [Button(label, url, primary=not self.object.resolved)]


class DenunciationForms(FormScreen):
    model, permission, form_class = Denunciation, can_write_denunciations, DenunciationForm
    related = ("organization", *SUBJECT)
    lead = "Không ghi tên, địa chỉ hay bất cứ điều gì làm lộ người tố cáo."
    success = "Đã lưu đơn tố cáo."

    def crumbs(self):
        return [Crumb("Đơn tố cáo", reverse("denunciation-list"))]


class DenunciationCreate(DenunciationForms):
    title = "Ghi đơn tố cáo"

    def save_action(self, form):
        return actions.record_denunciation(by=self.request.user, **form.typed())


class DenunciationUpdate(DenunciationForms):
    title = "Giải quyết, sửa đơn tố cáo"

    def save_action(self, form):
        return actions.update_denunciation(
            self.object, by=self.request.user, version=self.object.version, **form.typed()
        )
