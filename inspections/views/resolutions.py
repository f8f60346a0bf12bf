"""Resolutions that were studied: the list, the page and forms of one, and the inspections of how it is carried out."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, LookupScreen, Section, StepScreen
from core.text import number, percent, short_date
from inspections import actions
from inspections.filters.resolutions import ResolutionFilters
from inspections.forms.resolutions import InspectionField, LinkForm, ResolutionForm, VoidForm
from inspections.models import Inspection, Resolution, ResolutionInspection
from inspections.tables.parts import STATE_TONES
from inspections.tables.resolutions import ResolutionTable
from inspections.views.parts import history_section, organization_fact, own_office
from members.permissions import can_decide, can_read_records, can_write_records


class ResolutionList(ListScreen):
    model, permission = Resolution, can_read_records
    title, unit = "Học tập, quán triệt nghị quyết", "văn bản"
    filterset_class, table_class = ResolutionFilters, ResolutionTable
    related = ("organization",)
    create_url, create_permission, create_label = "resolution-create", can_write_records, "Ghi hội nghị quán triệt"
    empty_hint = "Văn bản đã học tập, quán triệt được ghi ở đây, với hội nghị và chương trình hành động."

    def rows(self):
        """The count of inspections leaves out what the reader is shut out of, as the page does."""
        seen = Inspection.objects.visible_to(self.request.user).order_by()
        standing = Q(inspection_links__voided__isnull=True, inspection_links__inspection__in=seen.values("pk"))
        return super().rows().annotate(inspection_count=Count("inspection_links", filter=standing))


class AboutResolution:
    model, related = Resolution, ("organization",)

    def crumbs(self):
        return [Crumb("Học tập, quán triệt nghị quyết", reverse("resolution-list"))]


class ResolutionDetail(AboutResolution, DetailScreen):
    permission = can_read_records
    records_reading = True

    def page_title(self):
        return f"Quán triệt {self.object}"

    def identity(self):
        one = self.object
        state = [Fact("Tình trạng", "Đã hủy", tone="late")] if one.voided else []
        return [
            organization_fact("Tổ chức quán triệt", one.organization, self.request.user),
            Fact("Ngày hội nghị", short_date(one.held)),
            Fact(
                "Đảng viên dự", f"{number(one.attended)}/{number(one.invited)} ({percent(one.attended, one.invited)})"
            ),
            *state,
        ]

    def facts(self):
        one = self.object
        voided = f"Ngày {short_date(one.voided)}: {one.void_reason}" if one.voided else ""
        return [
            Fact("Văn bản", f"Số {one.number} ngày {short_date(one.issued)}"),
            Fact("Cơ quan ban hành", one.issuer),
            Fact("Trích yếu", one.title),
            Fact("Hình thức hội nghị", one.get_form_display()),
            Fact("Đơn vị, điểm cầu dự", one.units),
            *([Fact("Đã hủy", voided)] if voided else []),
        ]

    def sections(self):
        seen = Inspection.objects.visible_to(self.request.user)
        links = list(
            self.object.inspection_links.filter(inspection__in=seen).select_related("inspection__organization")
        )
        history = history_section(self.object, parts=links)
        return [self.plan(), self.inspections([one for one in links if one.voided is None]), history]

    def plan(self):
        one = self.object
        facts = [
            Fact("Số chương trình", one.plan_number),
            Fact("Ngày ban hành", short_date(one.plan_issued)),
            Fact("Nội dung", one.plan_contents),
            Fact("Thời hạn thực hiện", short_date(one.plan_due)),
        ]
        empty = "Chưa ban hành chương trình hành động."
        return Section("Chương trình hành động", facts=facts if one.has_plan else [], empty=empty)

    def inspections(self, links):
        for link in links:
            link.tone = STATE_TONES[link.inspection.state]
        writes = can_write_records(self.request.user, self.object) and not self.object.voided
        add = Button("Gắn cuộc kiểm tra, giám sát", reverse("resolution-inspection", args=[self.object.pk]))
        return Section(
            "Kiểm tra việc thực hiện",
            template="inspections/resolution_inspections.html" if links else "",
            context={"links": links, "may_void": writes},
            buttons=[add] if writes else [],
            empty="Chưa gắn cuộc kiểm tra, giám sát nào.",
        )

    def buttons(self):
        one, user, buttons = self.object, self.request.user, []
        if not one.voided and can_write_records(user, one):
            buttons.append(Button("Sửa", reverse("resolution-update", args=[one.pk])))
        if not one.voided and can_decide(user, one):
            buttons.append(Button("Hủy bản ghi", reverse("resolution-void", args=[one.pk])))
        return buttons


class ResolutionForms(AboutResolution, FormScreen):
    permission, form_class = can_write_records, ResolutionForm
    success = "Đã lưu."


class ResolutionCreate(ResolutionForms):
    title = "Ghi hội nghị học tập, quán triệt nghị quyết"

    def initial(self):
        return {"held": timezone.localdate(), "organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.record_resolution(by=self.request.user, **form.typed())


class ResolutionUpdate(ResolutionForms):
    title = "Sửa bản ghi quán triệt nghị quyết"

    def save_action(self, form):
        return actions.update_resolution(self.object, by=self.request.user, version=self.object.version, **form.typed())


class ResolutionStep(AboutResolution, StepScreen):
    """A step about a stored record, told with what it is about."""

    def facts(self):
        return [Fact("Văn bản", f"{self.object}: {self.object.title}"), Fact("Tổ chức", self.object.organization)]

    def success_url(self):
        return reverse("resolution-detail", args=[self.object.pk])

    cancel_url = success_url


class ResolutionVoid(ResolutionStep):
    permission, form_class = can_decide, VoidForm
    title, submit_label, success = "Hủy bản ghi quán triệt", "Hủy bản ghi", "Đã hủy bản ghi."
    warning = "Bản ghi không còn được tính; nó và lý do hủy được giữ lại."

    def save_action(self, form):
        return actions.void_resolution(
            self.object,
            by=self.request.user,
            version=self.object.version,
            day=timezone.localdate(),
            reason=form.cleaned_data["reason"],
        )


class ResolutionLink(ResolutionStep):
    """Which inspection looked at how the resolution is carried out."""

    permission, form_class = can_write_records, LinkForm
    title, submit_label = "Gắn cuộc kiểm tra, giám sát", "Gắn vào nghị quyết"
    success = "Đã gắn cuộc kiểm tra, giám sát."

    def save_action(self, form):
        inspection = form.cleaned_data["inspection"]
        return actions.link_inspection(
            self.object, by=self.request.user, version=self.object.version, inspection=inspection
        )


class ResolutionLinkVoid(StepScreen):
    model, permission, form_class = ResolutionInspection, can_write_records, VoidForm
    title, submit_label, success = "Bỏ cuộc đã gắn", "Bỏ khỏi nghị quyết", "Đã bỏ cuộc khỏi nghị quyết."

    def scoped(self):
        user = self.request.user
        seen = {
            "resolution__in": Resolution.objects.visible_to(user),
            "inspection__in": Inspection.objects.visible_to(user),
        }
        rows = ResolutionInspection.objects.filter(voided__isnull=True, resolution__voided__isnull=True, **seen)
        return rows.select_related("resolution", "inspection")

    def may(self, name, obj=None):
        return super().may(name, self.object.resolution)

    def facts(self):
        return [Fact("Nghị quyết", self.object.resolution), Fact("Cuộc kiểm tra, giám sát", self.object.inspection)]

    def save_action(self, form):
        reason = form.cleaned_data["reason"]
        return actions.void_link(self.object, by=self.request.user, day=timezone.localdate(), reason=reason)

    def success_url(self):
        return reverse("resolution-detail", args=[self.object.resolution_id])

    cancel_url = success_url


class InspectionLookup(LookupScreen):
    permission, field_class = can_read_records, InspectionField
    detail = ("get_activity_display",)
