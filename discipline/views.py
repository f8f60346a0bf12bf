from django.http import Http404
from django.urls import reverse

from accounts.timeline import timeline
from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section
from core.text import short_date
from discipline import actions
from discipline.filters import AppealFilters, DecisionFilters
from discipline.forms import AppealForm, DecisionForm
from discipline.models import Appeal, Decision
from discipline.tables import APPEAL_STATES, APPEAL_TONES, AppealTable, DecisionTable, OwnAppealTable, appeal_state
from inspections.models import Inspection, Subject
from members.choices import Body, SubjectKind
from members.permissions import can_read_records, can_run_cases

SUBJECT = ("subject_organization", "subject_member")


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
            *_standing(decision),
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
        self.inspection = _asked(Inspection.objects.visible_to(user), asked.get("inspection"))
        subjects = Subject.objects.visible_to(user).filter(inspection=self.inspection).select_related(*SUBJECT)
        self.subject = _asked(subjects, asked.get("subject")) or self.only_subject(subjects)

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


def history_section(obj):
    entries = timeline(obj, labels={"groups": "nhóm vi phạm"})
    template = "partials/history.html" if entries else ""
    return Section("Quá trình cập nhật", template=template, context={"entries": entries})


def acting_body(act):
    """Who acted; a cell has no other body than itself."""
    return str(act.organization) if act.body == Body.CELL else f"{act.get_body_display()} – {act.organization}"


def subject_fact(decision, user):
    """Who is disciplined, with the way to their page where the user may go there."""
    subject, kind = decision.subject, SubjectKind(decision.subject_kind)
    url = reverse(f"{kind.value}-detail", args=[subject.pk]) if can_read_records(user, subject) else ""
    return Fact(f"{kind.label} bị kỷ luật", subject, url)


def decision_fact(decision, user):
    text = f"{decision.number} ngày {short_date(decision.decided)}"
    url = reverse("decision-detail", args=[decision.pk]) if can_read_records(user, decision) else ""
    return Fact("Quyết định bị khiếu nại", text, url)


def _standing(decision):
    """What the subject was on the day of the decision."""
    kind = Fact("Loại tổ chức của đối tượng", decision.get_organization_type_display())
    if decision.subject_kind == SubjectKind.ORGANIZATION:
        return [kind]
    return [
        Fact("Cấp ủy viên", decision.get_seat_display()),
        Fact("Diện quản lý", decision.get_managed_by_display()),
        kind,
    ]


def _asked(rows, key):
    """The row that the address names by its key; none when it names none, 404 when it names no row of these."""
    if not key:
        return None
    row = rows.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
    if row is None:
        raise Http404
    return row
