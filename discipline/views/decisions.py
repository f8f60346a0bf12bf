"""Decisions: list, page, forms."""

from django.urls import reverse

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section
from core.text import short_date
from discipline import actions
from discipline.filters.decisions import DecisionFilters
from discipline.forms.decisions import DecisionForm
from discipline.models import Decision
from discipline.tables.appeals import OwnAppealTable
from discipline.tables.decisions import DecisionTable
from discipline.views.parts import SUBJECT, acting_body, asked_row, history_section, standing_facts, subject_fact
from inspections.models import Inspection, Subject
from members.permissions import can_read_records, can_run_cases


class DecisionList(ListScreen):
    model, permission = Decision, can_read_records
    title, unit = "Quyết định kỷ luật", "quyết định"
    filterset_class, table_class = DecisionFilters, DecisionTable
    related = ("organization", *SUBJECT)
    create_url, create_permission = "decision-create", can_run_cases
    create_label = "Ghi quyết định kỷ luật"

    def rows(self):
        return super().rows().prefetch_related("groups")


class DecisionDetail(DetailScreen):
    model, permission = Decision, can_read_records
    related = ("organization", "inspection", *SUBJECT)
    records_reading = True

    def crumbs(self):
        return [Crumb("Quyết định kỷ luật", reverse("decision-list"))]

    def identity(self):
        decision = self.object
        return [
            subject_fact(decision, self.request.user),
            Fact("Hình thức", decision.get_form_display()),
            Fact("Ngày quyết định", short_date(decision.decided)),
            Fact("Cơ quan ra quyết định", acting_body(decision)),
        ]

    def facts(self):
        decision = self.object
        return [
            Fact("Số quyết định", decision.number),
            Fact("Cấp ra quyết định", decision.get_level_display()),
            *standing_facts(decision),
            Fact("Ngày vi phạm", short_date(decision.violated)),
            Fact("Nhóm vi phạm", "; ".join(group.get_code_display() for group in decision.groups.all())),
            self.source(),
        ]

    def source(self):
        """The inspection that led here; of another organization's only that there is one."""
        inspection = self.object.inspection
        if inspection is None:
            return Fact("Cuộc kiểm tra dẫn đến", "")
        if not can_read_records(self.request.user, inspection):
            return Fact("Cuộc kiểm tra dẫn đến", "Cuộc kiểm tra của tổ chức ngoài phạm vi được xem")
        return Fact("Cuộc kiểm tra dẫn đến", inspection, reverse("inspection-detail", args=[inspection.pk]))

    def sections(self):
        appeals = self.object.appeals.visible_to(self.request.user).select_related("organization")
        return [
            Section("Khiếu nại", table=OwnAppealTable(appeals), empty="Chưa có đơn khiếu nại nào."),
            history_section(self.object),
        ]

    def buttons(self):
        if not can_run_cases(self.request.user, self.object):
            return []
        return [
            Button("Sửa quyết định", reverse("decision-update", args=[self.object.pk])),
            Button("Ghi đơn khiếu nại", reverse("appeal-create", args=[self.object.pk])),
        ]


class DecisionForms(FormScreen):
    model, permission, form_class = Decision, can_run_cases, DecisionForm
    success = "Đã lưu quyết định kỷ luật."
    related = ("organization", "inspection", *SUBJECT)

    def crumbs(self):
        return [Crumb("Quyết định kỷ luật", reverse("decision-list"))]

    @staticmethod
    def values(form):
        typed = ("organization", "body", "number", "decided", "form", "violated", "subject", "groups", "inspection")
        return {name: form.cleaned_data[name] for name in typed}


class DecisionCreate(DecisionForms):
    """A new decision; `?inspection=` and `?subject=` name the inspection it follows and whom of its subjects."""

    title = "Ghi quyết định kỷ luật"

    def prepare(self):
        user, asked = self.request.user, self.request.GET
        self.inspection = asked_row(Inspection.objects.visible_to(user), asked.get("inspection"))
        subjects = Subject.objects.visible_to(user).filter(inspection=self.inspection).select_related(*SUBJECT)
        self.subject = asked_row(subjects, asked.get("subject")) or self.only_subject(subjects)

    def only_subject(self, subjects):
        """Whom it is about goes without saying where the inspection had one subject."""
        found = list(subjects[:2]) if self.inspection else []
        return found[0] if len(found) == 1 else None

    def initial(self):
        """What the inspection already tells is not typed again."""
        known = {}
        if self.inspection:
            known |= {"organization": self.inspection.organization, "body": self.inspection.body}
        if self.subject:
            known[f"subject_{self.subject.subject_kind}"] = self.subject.subject
        return known

    def form_kwargs(self):
        return super().form_kwargs() | {"inspection": self.inspection}

    def facts(self):
        return [Fact("Từ cuộc kiểm tra", self.inspection)] if self.inspection else []

    def save_action(self, form):
        return actions.record_decision(by=self.request.user, **self.values(form))


class DecisionUpdate(DecisionForms):
    title = "Sửa quyết định kỷ luật"

    def save_action(self, form):
        version = self.object.version
        return actions.update_decision(self.object, by=self.request.user, version=version, **self.values(form))
