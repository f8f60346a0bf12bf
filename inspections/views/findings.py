from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Fact, FormScreen, ListScreen, StepScreen
from core.text import short_date
from inspections import actions
from inspections.filters.findings import RemedyFilters
from inspections.forms.findings import FindingForm, RemedyDoneForm
from inspections.models import Finding, Remedy, Subject
from inspections.tables.findings import RemedyTable, overdue_tone, overdue_words
from inspections.views.parts import subject_fact
from members.permissions import can_read_records, can_run_cases

SUBJECT = ("subject_organization", "subject_member", "inspection")


class RemedyList(ListScreen):
    model, permission = Remedy, can_read_records
    title, unit = "Khắc phục khuyết điểm", "việc"
    filterset_class, table_class = RemedyFilters, RemedyTable
    related = tuple(f"finding__subject__{name}" for name in SUBJECT)
    empty_hint = "Yêu cầu khắc phục được ghi cùng với khuyết điểm, trên trang của cuộc kiểm tra, giám sát."

    def table_kwargs(self):
        """Lateness is as of the last day asked for, today if there is none."""
        return {"day": timezone.localdate() if self.is_refused() else self.filterset.day}


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


class RemedyComplete(AboutSubjectScreen, StepScreen):
    """Note the day since when a shortcoming is put right."""

    model, permission, form_class = Remedy, can_run_cases, RemedyDoneForm
    title, submit_label, success = "Ghi đã khắc phục xong", "Ghi đã khắc phục xong", "Đã ghi ngày khắc phục xong."
    related = tuple(f"finding__subject__{name}" for name in SUBJECT)

    def prepare(self):
        super().prepare()
        if self.object.done:
            raise PermissionDenied("Việc này đã được ghi là khắc phục xong.")

    def locked(self):
        return self.rows().select_for_update(of=("self",)).get(pk=self.object.pk)

    def of_subject(self):
        return self.object.finding.subject

    def facts(self):
        remedy, day = self.object, timezone.localdate()
        return [
            *super().facts(),
            Fact("Khuyết điểm", remedy.finding.description),
            Fact("Yêu cầu khắc phục", remedy.requirement),
            Fact("Hạn khắc phục", short_date(remedy.due)),
            Fact("Tình trạng", overdue_words(remedy, day), tone=overdue_tone(remedy, day)),
        ]

    def save_action(self, form):
        version = self.object.finding.version
        return actions.complete_remedy(self.object, by=self.request.user, version=version, **form.cleaned_data)
