"""Opening a disciplinary case, changing it, and its steps."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, Fact, FormScreen, MoveScreen
from discipline import actions
from discipline.choices import CaseOrigin
from discipline.forms.cases import CaseForm, CaseStepForm
from discipline.models import Case
from discipline.states import CASE
from discipline.tables.cases import CASE_TONES
from discipline.views.parts import SUBJECT, HiddenFromConcerned, asked_row, subjects_of
from inspections.choices import Result
from inspections.models import Denunciation, Finding, Inspection, Subject
from inspections.views.parts import own_office
from members.permissions import can_run_cases


class CaseForms(FormScreen):
    model, permission, form_class = Case, can_run_cases, CaseForm
    related = ("organization",)
    success = "Đã lưu vụ việc."

    def crumbs(self):
        return [Crumb("Vụ việc kỷ luật", reverse("case-list"))]


class CaseCreate(CaseForms):
    """A new case; `?inspection=`, `?finding=`, `?denunciation=` say what it comes from, and fill what is known."""

    title = "Lập vụ việc kỷ luật"

    def prepare(self):
        user, asked = self.request.user, self.request.GET
        findings = Finding.objects.visible_to(user).select_related("subject__inspection__organization")
        self.finding = asked_row(findings, asked.get("finding"))
        inspections = Inspection.objects.visible_to(user).select_related("organization")
        self.inspection = asked_row(inspections, asked.get("inspection"))
        if self.finding:
            self.inspection = self.finding.subject.inspection
        letters = Denunciation.objects.visible_to(user).select_related("organization", *SUBJECT)
        self.letter = asked_row(letters, asked.get("denunciation"))
        self.findings = self.known_findings()

    def known_findings(self):
        """The findings that the case is about, each with its subject."""
        if self.inspection is None:
            return []
        rows = Finding.objects.visible_to(self.request.user).filter(subject__inspection=self.inspection)
        rows = rows.filter(pk=self.finding.pk) if self.finding else rows.exclude(group="")
        return list(rows.select_related("subject__subject_organization", "subject__subject_member").order_by("pk"))

    def known_subjects(self):
        if self.letter:
            return [self.letter.subject]
        found = [finding.subject.subject for finding in self.findings]
        if self.inspection and not found:
            rows = Subject.objects.visible_to(self.request.user).filter(inspection=self.inspection)
            found = [row.subject for row in rows.filter(result=Result.VIOLATION).select_related(*SUBJECT)]
        return list(dict.fromkeys(found))

    def initial(self):
        known = {"opened": timezone.localdate(), "organization": own_office(self.request.user)}
        source = self.inspection or self.letter
        if source:
            known |= {"organization": source.organization, "body": source.body}
            known |= {"origin": CaseOrigin.FINDING if self.inspection else CaseOrigin.DENUNCIATION}
        subjects = self.known_subjects()
        if subjects:
            field = CaseForm.base_fields["subjects"]
            names = ", ".join(map(str, subjects[:3]))
            known |= {"subjects": "; ".join(label_of(field, one) for one in subjects)}
            known |= {"title": f"Xem xét kỷ luật {names}"[:250]}
        if self.inspection:
            number = self.inspection.conclusion_number or self.inspection.number
            known["origin_note"] = f"Kết luận {number}" if self.inspection.conclusion_number else str(self.inspection)
        elif self.letter:
            known["origin_note"] = str(self.letter)
        return known

    def form_kwargs(self):
        return super().form_kwargs() | {"with_findings": bool(self.findings)}

    def facts(self):
        if not self.findings:
            return []
        return [Fact("Khuyết điểm, vi phạm", "; ".join(finding.description for finding in self.findings))]

    def save_action(self, form):
        violations = {}
        for finding in self.findings:
            entry = actions.ViolationEntry(
                finding.group or "", finding.description, form.cleaned_data["violated"], severity=finding.severity,
                finding=finding,
            )  # fmt: skip
            if finding.group:
                violations.setdefault(finding.subject.subject, []).append(entry)
        return actions.open_case(
            by=self.request.user, violations=violations, inspection=self.inspection, denunciation=self.letter,
            **form.typed(),
        )  # fmt: skip


def label_of(field, subject):
    """A subject as the type-ahead writes it."""
    kind = next(kind for kind in field.kinds if isinstance(subject, kind.model))
    return kind(required=False).label_of(subject)


class CaseUpdate(HiddenFromConcerned, CaseForms):
    title = "Sửa vụ việc kỷ luật"

    def save_action(self, form):
        return actions.update_case(self.object, by=self.request.user, version=self.object.version, **form.typed())


class CaseStepScreen(HiddenFromConcerned, MoveScreen):
    """One step of a case: what it needs, what is known, then one POST."""

    model, form_class = Case, CaseStepForm
    related = ("organization",)
    states = CASE

    def crumbs(self):
        return [Crumb(str(self.object), self.cancel_url())]

    def facts(self):
        case = self.object
        return [
            Fact("Vụ việc", case.title),
            Fact("Đối tượng", "; ".join(map(str, subjects_of(case)))),
            Fact("Tình trạng", case.get_state_display(), tone=CASE_TONES.get(case.state, "")),
            Fact("Bước này cần", self.move.needs),
        ]

    def form_kwargs(self):
        return super().form_kwargs() | {"verb": self.move.verb}

    def save_action(self, form):
        case = self.object
        return actions.take_case_step(
            case, self.move.verb, by=self.request.user, version=case.version, **form.cleaned_data
        )
