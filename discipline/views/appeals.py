"""Appeals: list, page, forms."""

from django.http import Http404
from django.urls import reverse

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen
from core.text import short_date
from discipline import actions
from discipline.filters.appeals import AppealFilters
from discipline.forms.appeals import AppealForm
from discipline.models import Appeal, Decision
from discipline.tables.appeals import APPEAL_STATES, APPEAL_TONES, AppealTable, appeal_state
from discipline.views.parts import (
    SUBJECT,
    acting_body,
    decision_fact,
    history_section,
    subject_fact,
)
from members.permissions import can_read_records, can_run_cases


class AppealList(ListScreen):
    model, permission = Appeal, can_read_records
    title, unit = "Khiếu nại kỷ luật", "đơn"
    filterset_class, table_class = AppealFilters, AppealTable
    related = ("organization", "decision__subject_organization", "decision__subject_member")
    empty_hint = "Đơn khiếu nại được ghi từ trang của quyết định kỷ luật bị khiếu nại."


class AppealDetail(DetailScreen):
    model, permission = Appeal, can_read_records
    related = ("organization", "decision__organization", "decision__subject_organization", "decision__subject_member")
    records_reading = True

    def crumbs(self):
        return [Crumb("Khiếu nại kỷ luật", reverse("appeal-list"))]

    def identity(self):
        appeal = self.object
        state = appeal_state(appeal)
        return [
            subject_fact(appeal.decision, self.request.user),
            Fact("Ngày nhận", short_date(appeal.received)),
            Fact("Cơ quan giải quyết", acting_body(appeal)),
            Fact("Kết quả", APPEAL_STATES[state], tone=APPEAL_TONES[state]),
        ]

    def facts(self):
        appeal = self.object
        return [
            Fact("Số đơn", appeal.number),
            decision_fact(appeal.decision, self.request.user),
            Fact("Hình thức bị khiếu nại", appeal.decision.get_form_display()),
            Fact("Nội dung khiếu nại", appeal.grounds),
            Fact("Cấp giải quyết", appeal.get_level_display()),
            Fact("Ngày giải quyết", short_date(appeal.resolved)),
        ]

    def sections(self):
        return [history_section(self.object)]

    def buttons(self):
        if not can_run_cases(self.request.user, self.object):
            return []
        label = "Sửa đơn" if self.object.resolved else "Giải quyết, sửa đơn"
        return [Button(label, reverse("appeal-update", args=[self.object.pk]), primary=not self.object.resolved)]


class AppealForms(FormScreen):
    model, permission, form_class = Appeal, can_run_cases, AppealForm
    success = "Đã lưu đơn khiếu nại."
    related = ("organization", "decision__subject_organization", "decision__subject_member")

    def crumbs(self):
        return [Crumb("Khiếu nại kỷ luật", reverse("appeal-list"))]

    def facts(self):
        """What is appealed against."""
        decision = self.decision()
        return [
            decision_fact(decision, self.request.user),
            subject_fact(decision, self.request.user),
            Fact("Hình thức", decision.get_form_display()),
        ]

    def decision(self):
        return self.object.decision


class AppealCreate(AppealForms):
    """An appeal against the decision in the address."""

    title = "Ghi đơn khiếu nại kỷ luật"

    def prepare(self):
        decisions = Decision.objects.visible_to(self.request.user).select_related("organization", *SUBJECT)
        self.against = decisions.filter(pk=self.kwargs["decision"]).first()
        if self.against is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.against)

    def decision(self):
        return self.against

    def form_kwargs(self):
        return super().form_kwargs() | {"decision": self.against}

    def cancel_url(self):
        return reverse("decision-detail", args=[self.against.pk])

    def save_action(self, form):
        return actions.record_appeal(by=self.request.user, decision=self.against, **form.cleaned_data)


class AppealUpdate(AppealForms):
    title = "Giải quyết, sửa đơn khiếu nại"

    def save_action(self, form):
        version = self.object.version
        return actions.update_appeal(self.object, by=self.request.user, version=version, **form.cleaned_data)
