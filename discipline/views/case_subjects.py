"""What is written about one subject of a case: violations, votes, deferrals, other outcomes."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, Fact, FormScreen, StepScreen
from core.text import short_date
from discipline import actions
from discipline.box import box_of, reasons_to_defer
from discipline.choices import VoteKind
from discipline.forms.cases import CaseSubjectForm, DeferralForm, OutcomeForm, ViolationFormSet, VoteForm, articles_on
from discipline.models import Case, CaseSubject, Vote
from discipline.views.parts import ROWS_OF_SUBJECTS, SUBJECT, acting_body, note_refused
from inspections.forms.dossier import VoidForm
from members.permissions import can_run_cases
from rules import book


class OfCaseSubject:
    """A form about one subject of a case; the version is that of the case."""

    model, permission = CaseSubject, can_run_cases

    def prepare(self):
        rows = CaseSubject.objects.visible_to(self.request.user).select_related("case__organization", *SUBJECT)
        self.object = rows.filter(pk=self.kwargs["pk"]).prefetch_related(*ROWS_OF_SUBJECTS).first()
        if self.object is None:
            note_refused(self.request.user, Case, self.case_asked_for())
            raise Http404
        self.object.version = self.object.case.version

    def case_asked_for(self):
        return CaseSubject.objects.filter(pk=self.kwargs["pk"]).values_list("case_id", flat=True).first()

    def may(self, name, obj=None):
        return super().may(name, self.object.case)

    def locked(self):
        Case.objects.select_for_update(of=("self",)).get(pk=self.object.case_id)
        self.prepare()
        return self.object

    def crumbs(self):
        return [
            Crumb("Vụ việc kỷ luật", reverse("case-list")),
            Crumb(self.object.case.title, reverse("case-detail", args=[self.object.case_id])),
        ]

    def facts(self):
        row = self.object
        return [Fact("Đối tượng", row), Fact("Diện", row.get_subject_class_display())]

    def form_kwargs(self):
        return {"user": self.request.user, "initial": self.initial()}

    def initial(self):
        return {}

    def success_url(self):
        return f"{self.cancel_url()}#ds-{self.object.pk}"

    def cancel_url(self):
        return reverse("case-detail", args=[self.object.case_id])

    def called(self):
        """What every action about a subject is told."""
        return {"by": self.request.user, "version": self.object.case.version}


class CaseSubjectUpdate(OfCaseSubject, FormScreen):
    form_class, formset_class, formset_title = CaseSubjectForm, ViolationFormSet, "Vi phạm"
    formset_hint = "Vi phạm kéo dài thì ghi ngày chấm dứt: thời hiệu tính từ ngày đó."
    success = "Đã lưu."
    template_name = "discipline/case_subject_form.html"

    def articles(self):
        return articles_on(self.object.case.opened, self.object.subject_kind)

    def page_title(self):
        return f"Kiểm điểm, nghe ý kiến, vi phạm: {self.object}"

    def form_kwargs(self):
        instance = CaseSubject.objects.prefetch_related("circumstances").get(pk=self.object.pk)
        return {"user": self.request.user, "instance": instance}

    def formset_kwargs(self):
        names = ("group", "description", "begun", "ended", "continuing", "severity", "article", "unlimited", "finding")
        rows = [{name: getattr(one, name) for name in names} for one in self.object.violations.all()]
        return {"kind": self.object.subject_kind, "initial": rows}

    def save_action(self, form):
        return actions.update_case_subject(
            self.object, violations=self.formset.entries(), **self.called(), **form.typed()
        )


class VoteCreate(OfCaseSubject, FormScreen):
    form_class = VoteForm
    title, success = "Ghi kết quả bỏ phiếu", "Đã ghi kết quả bỏ phiếu."
    lead = "Bỏ phiếu kín. Kết quả được tính theo quy định của ngày bỏ phiếu, trên tổng số người có quyền biểu quyết."

    def form_kwargs(self):
        return super().form_kwargs() | {"subject": self.object}

    def initial(self):
        case = self.object.case
        return {"kind": VoteKind.DECIDE, "day": timezone.localdate(), "by_body": acting_body(case)}

    def save_action(self, form):
        return actions.record_vote(self.object, **self.called(), **form.typed())


class DeferralCreate(OfCaseSubject, FormScreen):
    form_class = DeferralForm
    title, success = "Chưa xem xét, miễn kỷ luật", "Đã ghi."
    lead = "Các trường hợp theo quy định đang có hiệu lực; trường hợp chưa xác nhận được ghi rõ trong trang Quy định."

    def form_kwargs(self):
        return super().form_kwargs() | {"reasons": reasons_to_defer(book.read(), timezone.localdate())}

    def save_action(self, form):
        return actions.defer_subject(self.object, **self.called(), **form.cleaned_data)


class OutcomeUpdate(OfCaseSubject, FormScreen):
    form_class = OutcomeForm
    title, success = "Ghi kết quả khác", "Đã ghi kết quả."
    lead = "Thi hành kỷ luật thì ghi quyết định kỷ luật. Ở đây ghi các kết quả khác."

    def form_kwargs(self):
        box = box_of(self.object, book.read(), timezone.localdate())
        line = box.line(box.vote.result) if box.vote and box.vote.result else None
        return super().form_kwargs() | {"is_expired": bool(line and line.limit and line.limit.expired)}

    def initial(self):
        return {"outcome": self.object.outcome, "note": self.object.outcome_note}

    def save_action(self, form):
        return actions.set_outcome(self.object, **self.called(), **form.cleaned_data)


class VoteVoid(StepScreen):
    model, permission, form_class = Vote, can_run_cases, VoidForm
    title, submit_label, success = "Bỏ kết quả bỏ phiếu", "Bỏ kết quả", "Đã bỏ kết quả bỏ phiếu."
    warning = "Kết quả đã bỏ vẫn xem được, kèm lý do."
    related = ("subject__case", *(f"subject__{name}" for name in SUBJECT))

    def may(self, name, obj=None):
        return super().may(name, self.object.subject.case)

    def facts(self):
        vote = self.object
        return [Fact("Đối tượng", vote.subject), Fact("Ngày", short_date(vote.day)), Fact("Kết quả", vote.result_words)]

    def save_action(self, form):
        return actions.void_vote(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("case-detail", args=[self.object.subject.case_id])

    cancel_url = success_url
