from django.http import Http404
from django.urls import reverse

from core.screens import Fact, FormScreen
from inspections import actions
from inspections.forms.findings import FindingForm
from inspections.models import Finding, Subject
from inspections.views.parts import subject_fact
from members.permissions import can_run_cases

SUBJECT = ("subject_organization", "subject_member", "inspection")


class AboutSubjectScreen:
    """A step about one subject of an inspection; it ends where it began, on the page of the inspection."""

    def of_subject(self):
        return self.object.subject

    def facts(self):
        subject = self.of_subject()
        inspection = subject.inspection
        return [
            subject_fact(subject, self.request.user),
            Fact("Cuộc kiểm tra, giám sát", inspection, reverse("inspection-detail", args=[inspection.pk])),
        ]

    def success_url(self):
        return self.cancel_url()

    def cancel_url(self):
        subject = self.of_subject()
        return f"{reverse('inspection-detail', args=[subject.inspection_id])}#doi-tuong-{subject.pk}"


class FindingForms(AboutSubjectScreen, FormScreen):
    model, permission, form_class = Finding, can_run_cases, FindingForm
    related = ("remedy", *(f"subject__{name}" for name in SUBJECT))
    success = "Đã lưu khuyết điểm."

    def form_kwargs(self):
        return super().form_kwargs() | {"subject": self.of_subject()}


class FindingCreate(FindingForms):
    """A finding on the subject in the address."""

    title = "Ghi khuyết điểm, vi phạm"

    def prepare(self):
        rows = Subject.objects.visible_to(self.request.user).select_related(*SUBJECT)
        self.subject = rows.filter(pk=self.kwargs["subject"]).first()
        if self.subject is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.subject)

    def of_subject(self):
        return self.subject

    def save_action(self, form):
        return actions.record_finding(by=self.request.user, subject=self.subject, **form.typed())


class FindingUpdate(FindingForms):
    title = "Sửa khuyết điểm, vi phạm"

    def save_action(self, form):
        return actions.update_finding(self.object, by=self.request.user, version=self.object.version, **form.typed())
