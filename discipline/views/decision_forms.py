"""Recording and correcting a disciplinary decision, its announcement, its changes and its paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts import history
from accounts.choices import Act
from core.document import UnusableTemplate
from core.files import KINDS
from core.screens import Crumb, Fact, FormScreen, ObjectScreen
from core.text import short_date
from discipline import actions, papers
from discipline.box import last_vote
from discipline.forms.decisions import ABOUT, AnnounceForm, ChangeForm, DecisionForm, OtherHandlingForm
from discipline.models import CaseSubject, Decision
from discipline.views.parts import SUBJECT, asked_row, subject_fact
from inspections.models import Inspection, Subject
from members.choices import SubjectKind
from members.permissions import can_decide, can_read_records, can_run_cases
from rules import book


class DecisionForms(FormScreen):
    model, permission, form_class = Decision, can_run_cases, DecisionForm
    success = "Đã lưu quyết định kỷ luật."
    related = ("organization", "inspection", *SUBJECT)

    def crumbs(self):
        return [Crumb("Quyết định kỷ luật", reverse("decision-list"))]

    @staticmethod
    def values(form):
        typed = (*form._meta.fields, "subject", "groups", "inspection")
        return {name: form.cleaned_data[name] for name in typed if name in form.cleaned_data and name not in ABOUT}


class DecisionCreate(DecisionForms):
    """A new decision; the address may name whom of a case, or of an inspection, it is about: `?case_subject=`,
    `?inspection=`, `?subject=`. What these tell is not typed again.
    """

    title = "Ghi quyết định kỷ luật"

    def prepare(self):
        user, asked = self.request.user, self.request.GET
        rows = CaseSubject.objects.visible_to(user).select_related("case__organization", "case__inspection", *SUBJECT)
        self.case_subject = asked_row(rows.prefetch_related("violations", "votes"), asked.get("case_subject"))
        self.inspection = (
            self.case_subject.case.inspection
            if self.case_subject
            else asked_row(Inspection.objects.visible_to(user), asked.get("inspection"))
        )
        subjects = Subject.objects.visible_to(user).filter(inspection=self.inspection).select_related(*SUBJECT)
        self.subject = asked_row(subjects, asked.get("subject")) or self.only_subject(subjects)

    def only_subject(self, subjects):
        """Whom it is about goes without saying where the inspection had one subject."""
        found = list(subjects[:2]) if self.inspection else []
        return found[0] if len(found) == 1 else None

    def initial(self):
        """What the inspection already tells is not typed again."""
        if self.case_subject:
            return self.of_case()
        known = {}
        if self.inspection:
            known |= {"organization": self.inspection.organization, "body": self.inspection.body}
        if self.subject:
            known[f"subject_{self.subject.subject_kind}"] = self.subject.subject
        return known

    def of_case(self):
        """What the case already tells: whom, by whom, which form passed, for what, since when."""
        row, violations = self.case_subject, list(self.case_subject.violations.all())
        vote, case = last_vote(row), row.case
        last = Decision.objects.visible_to(self.request.user).filter(organization=case.organization, body=case.body)
        signed = last.exclude(signer="").first()
        return {
            "organization": case.organization,
            "body": case.body,
            "decided": timezone.localdate(),
            "form": vote.result if vote else "",
            "groups": list(dict.fromkeys(one.group for one in violations)),
            "violated": min((one.begun for one in violations), default=None),
            "signer": signed.signer if signed else "",
            "signer_post": signed.signer_post if signed else "",
            "place": signed.place if signed else "",
        }

    def form_kwargs(self):
        return super().form_kwargs() | {"inspection": self.inspection, "case_subject": self.case_subject}

    def facts(self):
        if self.case_subject:
            case = self.case_subject.case
            return [
                Fact("Vụ việc", case.title, reverse("case-detail", args=[case.pk])),
                Fact("Đối tượng", self.case_subject),
            ]
        return [Fact("Từ cuộc kiểm tra", self.inspection)] if self.inspection else []

    def save_action(self, form):
        of_case = {}
        if self.case_subject:
            of_case = {"case_subject": self.case_subject, "against_rules": form.cleaned_data["against_rules"]}
        return actions.record_decision(by=self.request.user, **of_case, **self.values(form))


class DecisionUpdate(DecisionForms):
    title = "Sửa quyết định kỷ luật"

    def save_action(self, form):
        version = self.object.version
        return actions.update_decision(self.object, by=self.request.user, version=version, **self.values(form))


class OfDecision:
    model, related = Decision, ("organization", "case_subject__case", *SUBJECT)

    def crumbs(self):
        return [
            Crumb("Quyết định kỷ luật", reverse("decision-list")),
            Crumb(self.object.number, reverse("decision-detail", args=[self.object.pk])),
        ]

    def facts(self):
        decision = self.object
        return [
            Fact("Quyết định", f"{decision.number} ngày {short_date(decision.decided)}"),
            subject_fact(decision, self.request.user),
            Fact("Hình thức", decision.get_form_display()),
        ]

    def success_url(self):
        return reverse("decision-detail", args=[self.object.pk])

    cancel_url = success_url


class DecisionAnnounce(OfDecision, FormScreen):
    """When the decision was made known; its effect and lapse follow by the rules of its day."""

    permission, form_class = can_run_cases, AnnounceForm
    title, success = "Công bố, giao quyết định", "Đã ghi. Ngày có hiệu lực và hết hiệu lực được tính theo quy định."

    def form_kwargs(self):
        decision = self.object
        known = {name: getattr(decision, name) for name in ("announced", "published", "handed_over")}
        known["announced"] = known["announced"] or timezone.localdate()
        return {"user": self.request.user, "initial": known}

    def save_action(self, form):
        decision = self.object
        return actions.announce_decision(decision, by=self.request.user, version=decision.version, **form.cleaned_data)


class DecisionOtherHandling(OfDecision, FormScreen):
    """What the law and the administration did about the violation, also after the decision was announced."""

    permission, form_class = can_run_cases, OtherHandlingForm
    title, success = "Ghi xử lý pháp luật, hành chính", "Đã ghi."
    lead = "Ghi việc xử lý khác đối với cùng vi phạm. Quyết định kỷ luật giữ nguyên như đã ký."

    def rows(self):
        return super().rows().filter(subject_kind=SubjectKind.MEMBER)

    def form_kwargs(self):
        known = {name: getattr(self.object, name) for name in ("legal", "administrative")}
        return {"user": self.request.user, "initial": known}

    def save_action(self, form):
        decision, user = self.object, self.request.user
        return actions.record_other_handling(decision, by=user, version=decision.version, **form.cleaned_data)


class DecisionChangeCreate(OfDecision, FormScreen):
    """A record that corrects, replaces or annuls a decision from its day on."""

    permission, form_class = can_decide, ChangeForm
    title, success = "Đính chính, thay thế, hủy quyết định", "Đã ghi thay đổi của quyết định."
    lead = "Quyết định đã ban hành giữ nguyên như đã ký. Số liệu của các kỳ trước ngày văn bản này không đổi."

    def form_kwargs(self):
        known = {"day": timezone.localdate()}
        return {"user": self.request.user, "decision": self.object, "initial": known}

    def save_action(self, form):
        decision = self.object
        return actions.change_decision(decision, by=self.request.user, version=decision.version, **form.cleaned_data)


class DecisionWord(OfDecision, ObjectScreen):
    """The decision as a Word file from the office's template; each export is recorded."""

    permission = can_read_records

    def get(self, request, pk):
        decision = self.object
        try:
            content = papers.write(decision, book.read())
        except UnusableTemplate as error:
            messages.error(request, str(error))
            return redirect("decision-detail", decision.pk)
        name = papers.file_name(decision)
        history.record(by=request.user, act=Act.EXPORT, obj=decision, summary=f"Tệp {name}")
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content, content_type=KINDS["docx"], headers=headers)
