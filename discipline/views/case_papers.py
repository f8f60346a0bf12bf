"""The papers of a case, and the people who may not see it."""

from django.http import Http404
from django.urls import reverse

from core.screens import Fact, FormScreen, StepScreen
from discipline import actions
from discipline.forms.cases import CaseDocumentForm, RelationForm
from discipline.models import Case, CaseDocument
from discipline.views.parts import note_refused
from inspections.forms.dossier import VoidForm
from inspections.views.dossier import PaperFile
from members.permissions import can_run_cases


class OfCase:
    """A form about the case in the address."""

    permission = can_run_cases

    def prepare(self):
        rows = Case.objects.visible_to(self.request.user).select_related("organization")
        self.case = rows.filter(pk=self.kwargs["case"]).first()
        if self.case is None:
            note_refused(self.request.user, Case, self.kwargs["case"])
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.case)

    def facts(self):
        return [Fact("Vụ việc", self.case.title, self.cancel_url())]

    def form_kwargs(self):
        return {"user": self.request.user}

    def success_url(self):
        return reverse("case-detail", args=[self.case.pk])

    cancel_url = success_url


class CaseDocumentCreate(OfCase, FormScreen):
    model, form_class = CaseDocument, CaseDocumentForm
    title, success, submit_label = "Nộp tài liệu vào vụ việc", "Đã nộp tài liệu.", "Nộp tài liệu"

    def save_action(self, form):
        return actions.add_case_document(self.case, by=self.request.user, **form.cleaned_data)


class CaseRelate(OfCase, FormScreen):
    model, form_class = Case, RelationForm
    title, success = "Ghi người có liên quan", "Đã ghi. Người này không xem được vụ việc."
    lead = "Người có liên quan không xem được vụ việc, quyết định và đơn khiếu nại, dù giữ vai trò nào."

    def save_action(self, form):
        return actions.relate(self.case, by=self.request.user, **form.cleaned_data)


class OfCaseDocument:
    model, related = CaseDocument, ("case", "file")

    def may(self, name, obj=None):
        return super().may(name, self.object.case)


class CaseDocumentVoid(OfCaseDocument, StepScreen):
    permission, form_class = can_run_cases, VoidForm
    title, submit_label, success = "Bỏ tài liệu khỏi vụ việc", "Bỏ tài liệu", "Đã bỏ tài liệu."
    warning = "Tài liệu đã bỏ vẫn xem được, kèm lý do."

    def facts(self):
        return [Fact("Tài liệu", self.object.title), Fact("Số, ký hiệu", self.object.number)]

    def save_action(self, form):
        return actions.void_case_document(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("case-detail", args=[self.object.case_id])

    cancel_url = success_url


class CaseDocumentFile(OfCaseDocument, PaperFile):
    """The file of a paper of a case."""
