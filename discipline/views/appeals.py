"""Appeals: list, page, forms."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen, Section
from core.text import short_date
from discipline import actions
from discipline.choices import AppealState
from discipline.filters.appeals import AppealFilters
from discipline.forms.appeals import AppealForm, AppealStepForm, RestorationForm
from discipline.instances import appeal_deadline, may_go_on, resolver_of, window_of
from discipline.models import Appeal, Decision, Restoration
from discipline.states import APPEAL
from discipline.tables.appeals import APPEAL_STATES, APPEAL_TONES, AppealTable, appeal_state
from discipline.views.parts import (
    SUBJECT,
    HiddenFromConcerned,
    acting_body,
    asked_row,
    decision_fact,
    history_section,
    subject_fact,
)
from inspections.notices import time_left
from inspections.views.tracker import stops_on
from members.permissions import can_read_records, can_run_cases
from rules import book


class AppealList(ListScreen):
    model, permission = Appeal, can_read_records
    title, unit = "Khiếu nại kỷ luật", "đơn"
    filterset_class, table_class = AppealFilters, AppealTable
    related = ("organization", "decision__subject_organization", "decision__subject_member")
    quick_views = (
        ("Tất cả", {}),
        ("Chưa giải quyết", {"stage": "open"}),
        ("Quá hạn", {"due": "late"}),
        ("Sắp đến hạn", {"due": "soon"}),
        ("Còn phải xin lỗi, phục hồi", {"owed": "open"}),
    )
    empty_hint = "Đơn khiếu nại được ghi từ trang của quyết định kỷ luật bị khiếu nại."

    def table_kwargs(self):
        return {"rulebook": book.read()}


class AppealDetail(HiddenFromConcerned, DetailScreen):
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
            Fact("Khiếu nại về", "; ".join(map(str, appeal.ground_codes.all()))),
            Fact("Nội dung khiếu nại", appeal.grounds),
            *self.before_and_after(),
            Fact("Cấp giải quyết", appeal.get_level_display()),
            Fact("Ngày giải quyết", short_date(appeal.resolved)),
            *([Fact("Nguyên nhân thay đổi", appeal.get_cause_display())] if appeal.cause else []),
        ]

    def before_and_after(self):
        """The appeal that this one goes on from, and the one that goes on from it."""
        rows = Appeal.objects.visible_to(self.request.user)
        around = (
            ("Lần khiếu nại trước", rows.filter(pk=self.object.previous_id)),
            ("Khiếu nại tiếp", rows.filter(previous=self.object)),
        )
        found = [(label, row.first()) for label, row in around]
        return [Fact(label, row, reverse("appeal-detail", args=[row.pk])) for label, row in found if row]

    def sections(self):
        appeal = self.object
        restorations = list(appeal.restorations.select_related("owner"))
        may = can_run_cases(self.request.user, appeal)
        owed = Section(
            "Xin lỗi, phục hồi quyền lợi",
            template="discipline/restorations.html",
            context={"restorations": restorations, "may": may},
        )
        return [self.course(), *([owed] if restorations else []), history_section(appeal)]

    def course(self):
        """How far it has come, until when it is to be resolved, and what may be done now."""
        appeal, user, rulebook = self.object, self.request.user, book.read()
        steps = list(appeal.steps.select_related("by"))
        for step in steps:
            step.label = APPEAL.move(step.verb).done
        off = appeal.state not in [state for state, _ in APPEAL_WAY]
        due = None if off else appeal_deadline(appeal, rulebook)
        moves = [move for move in APPEAL.moves_from(appeal.state) if move.may(user, appeal)]
        context = {
            "record": appeal,
            "steps": steps,
            "stops": list(stops(appeal, steps)),
            "off": steps[-1] if off and steps else None,
            "why": appeal.get_refusal_display() or appeal.forwarded_to,
            "deadline": due,
            "lateness": lateness(appeal, due, timezone.localdate()) if due else ("", ""),
            "certainty": due.certainty if due else "",
        }
        return Section(
            "Tiến độ giải quyết",
            template="partials/course.html",
            context=context,
            buttons=[
                Button(move.label, reverse("appeal-step", args=[appeal.pk, move.verb]), primary=move.verb == "resolve")
                for move in moves
            ],
        )

    def buttons(self):
        if not can_run_cases(self.request.user, self.object):
            return []
        appeal = self.object
        buttons = [Button("Sửa đơn", reverse("appeal-update", args=[appeal.pk]))]
        if may_go_on(appeal) and not appeal.next.exists() and can_run_cases(self.request.user, appeal.decision):
            url = f"{reverse('appeal-create', args=[appeal.decision_id])}?previous={appeal.pk}"
            buttons.insert(0, Button("Ghi khiếu nại lên cấp tiếp theo", url))
        return buttons


APPEAL_WAY = (
    (AppealState.RECEIVED, "Nhận đơn"),
    (AppealState.ACCEPTED, "Thụ lý"),
    (AppealState.RESOLVED, "Giải quyết"),
)


def stops(appeal, steps):
    """The way of an appeal with its days, as far as it has come; what left the way has no next stop."""
    days = {step.after: step.day for step in steps if step.before != step.after}
    days |= {AppealState.RECEIVED: appeal.received, AppealState.RESOLVED: appeal.resolved}
    return stops_on(APPEAL_WAY, appeal.state, days)


def lateness(appeal, due, day):
    late = ((appeal.resolved or day) - due.day).days
    if appeal.resolved:
        return (f"giải quyết quá hạn {late} ngày", "warn") if late > 0 else ("giải quyết trong hạn", "done")
    return time_left(due.day, day).lower(), "late" if late > 0 else "running"


class AppealForms(FormScreen):
    model, permission, form_class = Appeal, can_run_cases, AppealForm
    success = "Đã lưu đơn khiếu nại."
    related = ("organization", "previous", "decision__subject_organization", "decision__subject_member")

    @property
    def previous(self):
        return self.object.previous

    def crumbs(self):
        return [Crumb("Khiếu nại kỷ luật", reverse("appeal-list"))]

    def facts(self):
        """What is appealed against."""
        decision = self.decision()
        return [
            decision_fact(decision, self.request.user),
            subject_fact(decision, self.request.user),
            Fact("Hình thức", decision.get_form_display()),
            *self.told_by_the_rules(decision),
        ]

    def told_by_the_rules(self, decision):
        """The window, who resolves, and until when: by the rules of the decision's day."""
        rulebook = book.read()
        window = window_of(decision, rulebook, self.previous)
        resolver = resolver_of(decision, rulebook, self.previous)
        facts = [Fact("Lần khiếu nại trước", self.previous)] if self.previous else []
        if window:
            until = short_date(window.day) if window.day else "chưa ghi ngày giao quyết định"
            flag = "" if window.is_confirmed else ", chưa xác nhận"
            facts.append(Fact("Hạn khiếu nại", f"{until} ({window.words}; {window.source}{flag})"))
        facts.append(Fact("Nơi giải quyết theo thứ tự", resolver.words))
        return facts

    def decision(self):
        return self.object.decision


class AppealCreate(AppealForms):
    """An appeal against the decision in the address; `?previous=` names the one that it goes on from."""

    previous = None
    title = "Ghi đơn khiếu nại kỷ luật"

    def prepare(self):
        decisions = Decision.objects.visible_to(self.request.user).select_related("organization", *SUBJECT)
        self.against = decisions.filter(pk=self.kwargs["decision"]).first()
        if self.against is None:
            raise Http404
        before = Appeal.objects.visible_to(self.request.user).select_related("organization", "decision")
        self.previous = asked_row(before.filter(decision=self.against), self.request.GET.get("previous"))

    def may(self, name, obj=None):
        return super().may(name, self.against)

    def decision(self):
        return self.against

    def initial(self):
        """Who resolves is computed by the order of instances."""
        resolver = resolver_of(self.against, book.read(), self.previous)
        known = {"received": timezone.localdate()}
        if resolver.organization and can_run_cases(self.request.user, resolver.organization):
            known |= {"organization": resolver.organization, "body": resolver.body}
        return known

    def form_kwargs(self):
        return super().form_kwargs() | {"decision": self.against}

    def cancel_url(self):
        return reverse("decision-detail", args=[self.against.pk])

    def save_action(self, form):
        return actions.record_appeal(
            by=self.request.user, decision=self.against, previous=self.previous, **form.cleaned_data
        )


class AppealUpdate(AppealForms):
    title = "Sửa đơn khiếu nại"

    def save_action(self, form):
        version = self.object.version
        return actions.update_appeal(self.object, by=self.request.user, version=version, **form.cleaned_data)


class AppealStepScreen(MoveScreen):
    """One step in the resolving of an appeal: what it needs, what is known, then one POST."""

    model, form_class = Appeal, AppealStepForm
    related = ("organization", "decision__organization", *(f"decision__{name}" for name in SUBJECT))
    states = APPEAL

    def crumbs(self):
        return [Crumb("Khiếu nại kỷ luật", reverse("appeal-list")), Crumb(str(self.object), self.cancel_url())]

    def facts(self):
        appeal = self.object
        due = appeal_deadline(appeal, book.read())
        return [
            Fact("Đơn", appeal),
            decision_fact(appeal.decision, self.request.user),
            subject_fact(appeal.decision, self.request.user),
            Fact("Hình thức", appeal.decision.get_form_display()),
            Fact("Bước này cần", self.move.needs),
            Fact("Hạn giải quyết", due and f"{short_date(due.day)} ({due.words}; {due.source})"),
        ]

    def form_kwargs(self):
        kind = self.object.decision.subject_kind
        return super().form_kwargs() | {"verb": self.move.verb, "subject_kind": kind}

    def save_action(self, form):
        appeal = self.object
        return actions.take_appeal_step(
            appeal, self.move.verb, by=self.request.user, version=appeal.version, **form.cleaned_data
        )


class RestorationFinish(FormScreen):
    """Say that what is owed to a wrongly disciplined subject was done."""

    model, permission, form_class = Restoration, can_run_cases, RestorationForm
    related = ("appeal__decision", "owner")
    success = "Đã ghi."

    def page_title(self):
        return str(self.object)

    def may(self, name, obj=None):
        return super().may(name, self.object.appeal)

    def facts(self):
        return [Fact("Đơn khiếu nại", self.object.appeal), Fact("Tổ chức thực hiện", self.object.owner)]

    def form_kwargs(self):
        return {"user": self.request.user, "initial": {"done": timezone.localdate(), "note": self.object.note}}

    def save_action(self, form):
        row = self.object
        return actions.finish_restoration(row, by=self.request.user, version=row.version, **form.cleaned_data)

    def success_url(self):
        return reverse("appeal-detail", args=[self.object.appeal_id])

    cancel_url = success_url
