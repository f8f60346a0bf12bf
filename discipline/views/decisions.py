"""Disciplinary decisions: the register, those that a rule questions, and the page of one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.screens import Button, Crumb, DetailScreen, Fact, ListScreen, Section
from core.text import short_date
from discipline import checks, effect
from discipline.filters.decisions import DecisionFilters, QuestionFilters
from discipline.models import Decision
from discipline.restrictions import RESTRICTED, SOURCE, state_of
from discipline.tables.appeals import OwnAppealTable
from discipline.tables.decisions import DecisionTable, QuestionTable
from discipline.views.parts import (
    SUBJECT,
    HiddenFromConcerned,
    WithRules,
    acting_body,
    history_section,
    standing_facts,
    subject_fact,
)
from members.choices import SubjectKind
from members.permissions import can_decide, can_read_records, can_run_cases
from rules import book


class DecisionList(ListScreen):
    model, permission = Decision, can_read_records
    title, unit = "Quyết định kỷ luật", "quyết định"
    filterset_class, table_class = DecisionFilters, DecisionTable
    related = ("organization", *SUBJECT)
    create_url, create_permission = "decision-create", can_run_cases
    create_label = "Ghi quyết định kỷ luật"
    quick_views = (
        ("Tất cả", {}),
        ("Đang có hiệu lực", {"stage": "in_force"}),
        ("Chờ công bố", {"stage": "waiting"}),
        ("Đã hết hiệu lực", {"stage": "lapsed"}),
    )

    def rows(self):
        return super().rows().prefetch_related("groups")


class QuestionedList(ListScreen):
    """Decisions that a rule of their own day questions; nothing is changed by it."""

    model, permission = Decision, can_read_records
    title, unit = "Quyết định cần xem lại", "quyết định"
    lead = "Đối chiếu từng quyết định với quy định có hiệu lực ngày ký. Máy chỉ nêu điều cần xem lại, không kết luận."
    filterset_class, table_class = QuestionFilters, QuestionTable
    related = ("organization", *SUBJECT)
    empty_hint = "Không quyết định nào trong phạm vi của bạn khác quy định của ngày ký."

    @cached_property
    def questions(self):
        return checks.questioned(self.scoped(), book.read())

    def rows(self):
        return super().rows().filter(pk__in=list(self.questions))

    def table_kwargs(self):
        return {"questions": self.questions}


class DecisionDetail(WithRules, HiddenFromConcerned, DetailScreen):
    model, permission = Decision, can_read_records
    related = ("organization", "inspection", "case_subject__case", *SUBJECT)
    records_reading = True

    def crumbs(self):
        return [Crumb("Quyết định kỷ luật", reverse("decision-list"))]

    def identity(self):
        decision = self.object
        state = state_of(decision, timezone.localdate())
        return [
            subject_fact(decision, self.request.user),
            Fact("Hình thức", decision.get_form_display()),
            Fact("Ngày quyết định", short_date(decision.decided)),
            Fact("Cơ quan ra quyết định", acting_body(decision)),
            Fact("Hiệu lực", state.words, tone=state.tone),
        ]

    def facts(self):
        decision = self.object
        return [
            Fact("Số quyết định", decision.number),
            Fact("Cấp ra quyết định", decision.get_level_display()),
            *standing_facts(decision),
            Fact("Ngày vi phạm", short_date(decision.violated)),
            Fact("Nhóm vi phạm", "; ".join(group.get_code_display() for group in decision.groups.all())),
            *self.other_handling(),
            self.source(),
            *self.of_case(),
        ]

    def other_handling(self):
        """What the law and the administration did, of a member alone."""
        decision = self.object
        if decision.subject_kind == SubjectKind.ORGANIZATION:
            return []
        return [
            Fact("Xử lý pháp luật", decision.get_legal_display()),
            Fact("Xử lý hành chính", "Đã xử lý" if decision.administrative else ""),
        ]

    def of_case(self):
        row = self.object.case_subject
        return [Fact("Vụ việc", row.case.title, reverse("case-detail", args=[row.case_id]))] if row else []

    def source(self):
        """The inspection that led here; of another organization's only that there is one."""
        inspection = self.object.inspection
        if inspection is None:
            return Fact("Cuộc kiểm tra dẫn đến", "")
        if not can_read_records(self.request.user, inspection):
            return Fact("Cuộc kiểm tra dẫn đến", "Cuộc kiểm tra của tổ chức ngoài phạm vi được xem")
        return Fact("Cuộc kiểm tra dẫn đến", inspection, reverse("inspection-detail", args=[inspection.pk]))

    def sections(self):
        decision, user = self.object, self.request.user
        rows = decision.appeals.visible_to(user).select_related("organization")
        appeals = OwnAppealTable(rows, rulebook=self.rulebook)
        changes = list(decision.changes.select_related("organization", "successor", "appeal", "by"))
        context = {"changes": changes, "signed": decision.form}
        return [
            Section("Công bố, hiệu lực", facts=self.days(), buttons=self.day_buttons()),
            Section(
                "Thay đổi của quyết định",
                template="discipline/decision_changes.html" if changes else "",
                context=context,
                empty="Chưa đính chính, thay thế hay hủy.",
            ),
            *self.questioned(),
            Section("Khiếu nại", table=appeals, empty="Chưa có đơn khiếu nại nào."),
            history_section(decision),
        ]

    def questioned(self):
        """What the rules of its day hold against it, if anything."""
        found = checks.Checker(self.rulebook).questions(self.object)
        facts = [Fact(one.kind.label, f"{one}.") for one in found]
        return [Section("Điều cần xem lại theo quy định của ngày ký", facts=facts)] if found else []

    def days(self):
        """Each day with the day it is due by the rules, their source and certainty."""
        decision, rulebook = self.object, self.rulebook
        signed, announced = decision.decided, decision.announced
        publish = effect.publish_by(rulebook, body=decision.body, signed=signed)
        hand_over = effect.hand_over_by(rulebook, body=decision.body, signed=signed, announced=announced)
        window = effect.appeal_until(rulebook, handed_over=decision.handed_over, decided=signed)
        facts = [
            Fact("Ngày công bố", done_by(announced, publish)),
            Fact("Có hiệu lực từ ngày", short_date(decision.effective)),
            Fact("Có hiệu lực đến hết ngày", self.lapse()),
            Fact("Ngày giao quyết định", done_by(decision.handed_over, hand_over)),
            Fact("Thông báo đến tổ chức, nơi cư trú", short_date(decision.published)),
            Fact("Hạn khiếu nại", window and (dated(window) if window.day else f"{window.words}; {sourced(window)}")),
        ]
        if state_of(decision, timezone.localdate()).in_force:
            facts.append(Fact("Trong thời gian chấp hành", f"{RESTRICTED} ({SOURCE})"))
        return facts

    def lapse(self):
        decision = self.object
        if decision.lapses:
            return f"{short_date(decision.lapses)}, nếu không có khiếu nại, không tái phạm, không có vi phạm mới"
        return "không tự hết hiệu lực" if decision.announced else ""

    def day_buttons(self):
        if not can_run_cases(self.request.user, self.object):
            return []
        label = "Sửa ngày công bố, giao" if self.object.announced else "Ghi ngày công bố"
        return [Button(label, reverse("decision-announce", args=[self.object.pk]), primary=not self.object.announced)]

    def buttons(self):
        decision, user = self.object, self.request.user
        word = Button("Tải Word", reverse("decision-word", args=[decision.pk]))
        if not can_run_cases(user, decision):
            return [word]
        buttons = [word, Button("Ghi đơn khiếu nại", reverse("appeal-create", args=[decision.pk]))]
        if not decision.announced:
            return [*buttons, Button("Sửa quyết định", reverse("decision-update", args=[decision.pk]))]
        if decision.subject_kind == SubjectKind.MEMBER:
            url = reverse("decision-other-handling", args=[decision.pk])
            buttons.append(Button("Ghi xử lý pháp luật, hành chính", url))
        if can_decide(user, decision):
            buttons.append(Button("Đính chính, thay thế, hủy", reverse("decision-change", args=[decision.pk])))
        return buttons


def sourced(told):
    return told.source if told.is_confirmed else f"{told.source}, chưa xác nhận"


def dated(told):
    """A day that a rule gives, with the rule: "05/03/2026 (30 ngày từ ngày ký; 30-QĐ/TW, Điều 40)"."""
    return f"{short_date(told.day)} ({told.words}; {sourced(told)})"


def done_by(day, due):
    """The day something was done, or until when it is to be done."""
    if day:
        late = due and due.day and day > due.day
        return f"{short_date(day)}, sau hạn {short_date(due.day)}" if late else short_date(day)
    return f"chưa; hạn {dated(due)}" if due and due.day else ""
