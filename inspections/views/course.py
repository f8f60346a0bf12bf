"""The course of an inspection: its opening, and its steps one by one."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, Fact, MoveScreen
from inspections import actions, deadlines
from inspections.actions.course import extension_left
from inspections.choices import Activity
from inspections.forms.course import StepForm
from inspections.forms.inspections import PrepareForm
from inspections.models import Inspection, Subject
from inspections.states import INSPECTION
from inspections.tables.parts import STATE_TONES
from inspections.views.inspections import SUBJECT, FromLine, InspectionForms, known_subject
from inspections.views.parts import own_office, refuse_shut_out
from inspections.views.tracker import deadline_fact
from members.permissions import can_write_records
from rules import book


class InspectionStep(MoveScreen):
    """One step of the course on a page of its own: what it needs, what is known, then one POST."""

    model, form_class = Inspection, StepForm
    related = ("organization", "programme_item__programme")
    states = INSPECTION

    def prepare(self):
        refuse_shut_out(self.request.user, self.kwargs["pk"])
        super().prepare()

    def crumbs(self):
        return [Crumb(str(self.object), self.cancel_url())]

    def facts(self):
        rulebook = book.read()
        deadline = deadlines.of(self.object, rulebook)
        facts = [
            Fact("Cuộc kiểm tra, giám sát", self.object),
            Fact("Tổ chức thực hiện", self.object.organization),
            Fact("Tình trạng", self.object.get_state_display(), tone=STATE_TONES[self.object.state]),
            Fact("Bước này cần", self.move.needs),
            deadline_fact(self.object, rulebook, timezone.localdate()),
            Fact("Căn cứ thời hạn", deadline and f"{deadline.words}; {deadline.source}"),
        ]
        return [fact for fact in facts if fact.value]

    def form_kwargs(self):
        verb = self.move.verb
        waiting = self.object.subjects.filter(result="").select_related(*SUBJECT) if verb == "conclude" else ()
        left = extension_left(self.object, book.read()) if verb == "extend" else None
        return super().form_kwargs() | {"verb": verb, "subjects": waiting, "left": left}

    def save_action(self, form):
        inspection = self.object
        if form.results() and inspection.state in self.move.sources:
            inspection = actions.record_results(
                inspection, by=self.request.user, version=inspection.version, results=form.results()
            )
        return actions.take_step(
            inspection, self.move.verb, by=self.request.user, version=inspection.version, **form.taken()
        )


class InspectionPrepare(FromLine, InspectionForms):
    """Open an inspection that goes its course here; the address may name the subject of a supervision it follows."""

    form_class = PrepareForm
    title, permission = "Chuẩn bị cuộc kiểm tra, giám sát", can_write_records
    lead = "Cuộc được theo dõi từng bước từ chuẩn bị, quyết định đến nộp lưu. Cuộc đã xong thì dùng Nhập nhanh."
    submit_label, success = "Lưu, bắt đầu chuẩn bị", "Đã mở cuộc kiểm tra, giám sát."

    def prepare(self):
        super().prepare()
        key = self.request.GET.get("origin", "")
        visible = Subject.objects.visible_to(self.request.user).select_related("inspection__organization", *SUBJECT)
        self.origin = visible.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if key and (self.origin is None or not actions.is_passed_on(self.origin)):
            raise Http404

    def facts(self):
        if self.origin is None:
            return []
        source = self.origin.inspection
        return [
            Fact(
                "Chuyển từ",
                f"{source}, kết quả: {self.origin.get_result_display()}",
                reverse("inspection-detail", args=[source.pk]),
            )
        ]

    def initial(self):
        known = {"prepared": timezone.localdate(), "organization": own_office(self.request.user)}
        if self.origin is not None:
            source = self.origin.inspection
            known |= {"organization": source.organization, "body": source.body, "activity": Activity.VIOLATION}
        return known | super().initial()

    def known_subjects(self):
        if self.origin is None:
            return super().known_subjects()
        return [known_subject(self.origin) | {"contents": []}]

    def save_action(self, form):
        return actions.prepare_inspection(
            by=self.request.user, subjects=self.formset.entries(), origin=self.origin, **form.typed()
        )
