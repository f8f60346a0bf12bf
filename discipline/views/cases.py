"""Disciplinary cases: the register, one case with its subjects, its steps, and what is written about each subject."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import (
    Button,
    Crumb,
    DetailScreen,
    Fact,
    FormScreen,
    ListScreen,
    MoveScreen,
    Section,
    StepScreen,
)
from core.text import short_date
from discipline import actions
from discipline.box import box_of, reasons_to_defer
from discipline.choices import CaseOrigin, CaseState, VoteKind
from discipline.filters.cases import CaseFilters, CaseSubjectFilters, OverrideFilters
from discipline.forms.cases import (
    CaseDocumentForm,
    CaseForm,
    CaseStepForm,
    CaseSubjectForm,
    DeferralForm,
    OutcomeForm,
    RelationForm,
    ViolationFormSet,
    VoteForm,
    articles_on,
)
from discipline.models import Case, CaseDocument, CaseSubject, Override, Vote
from discipline.states import CASE, CASE_COURSE
from discipline.tables.cases import CASE_TONES, CaseSubjectTable, CaseTable, OverrideTable
from discipline.views.parts import (
    SUBJECT,
    HiddenFromConcerned,
    WithRules,
    acting_body,
    asked_row,
    history_section,
    note_refused,
)
from inspections.choices import Result
from inspections.forms.dossier import VoidForm
from inspections.models import Denunciation, Finding, Inspection, Subject
from inspections.views.dossier import PaperFile
from inspections.views.parts import own_office, subject_url
from inspections.views.tracker import stops_on
from members.permissions import can_decide, can_read_denunciations, can_read_records, can_run_cases
from rules import book

QUICK_VIEWS = (
    ("Tất cả", {}),
    ("Đang lập hồ sơ", {"state": "opened"}),
    ("Chờ biểu quyết", {"state": "heard"}),
    ("Chờ kết luận", {"state": "voted"}),
    ("Chưa xem xét", {"state": "deferred"}),
)
ROWS_OF_SUBJECTS = ("violations", "votes__counts", "deferrals", "circumstances", "overrides__by", "decisions")


class CaseList(ListScreen):
    model, permission = Case, can_read_records
    title, unit = "Vụ việc kỷ luật", "vụ việc"
    filterset_class, table_class = CaseFilters, CaseTable
    related = ("organization",)
    create_url, create_permission = "case-create", can_run_cases
    create_label = "Lập vụ việc"
    quick_views = QUICK_VIEWS
    empty_hint = "Vụ việc được lập từ cuộc kiểm tra, từ đơn tố cáo, bản án, thông báo, hoặc ngay tại đây."

    def rows(self):
        names = (f"subjects__{name}" for name in SUBJECT)
        return super().rows().prefetch_related(*names)


class CaseSubjectList(ListScreen):
    """How the consideration of each subject ended: also what is no discipline, which no list of decisions shows."""

    model, permission = CaseSubject, can_read_records
    title, unit = "Kết quả xem xét kỷ luật", "đối tượng"
    filterset_class, table_class = CaseSubjectFilters, CaseSubjectTable
    related = ("case__organization", *SUBJECT)
    quick_views = (
        ("Tất cả", {}),
        ("Không áp dụng do hết thời hiệu", {"outcome": "not_applied"}),
        ("Đề nghị cấp trên", {"outcome": "proposed"}),
        ("Rút kinh nghiệm", {"outcome": "lesson"}),
        ("Chưa có kết quả", {"outcome": "none"}),
    )
    empty_hint = "Mỗi đối tượng của một vụ việc kỷ luật là một dòng, kể cả khi không bị thi hành kỷ luật."


class OverrideList(ListScreen):
    model, permission = Override, can_read_records
    title, unit = "Làm khác quy định", "lần"
    filterset_class, table_class = OverrideFilters, OverrideTable
    related = ("subject__case", "by", *(f"subject__{name}" for name in SUBJECT))
    empty_hint = "Khi chủ nhiệm làm khác điều quy định nói và ghi lý do, lần đó được liệt kê ở đây."


class CaseDetail(WithRules, HiddenFromConcerned, DetailScreen):
    model, permission = Case, can_read_records
    related = ("organization", "inspection__organization", "denunciation__organization")
    records_reading = True

    def crumbs(self):
        return [Crumb("Vụ việc kỷ luật", reverse("case-list"))]

    def page_title(self):
        return self.object.title

    def identity(self):
        case = self.object
        return [
            Fact("Cơ quan xem xét", acting_body(case)),
            Fact("Ngày lập hồ sơ", short_date(case.opened)),
            Fact("Tình trạng", case.get_state_display(), tone=CASE_TONES.get(case.state, "")),
            Fact("Nguồn", case.get_origin_display()),
        ]

    def facts(self):
        case, user = self.object, self.request.user
        facts = [Fact("Văn bản nguồn", case.origin_note)] if case.origin_note else []
        if case.inspection and Inspection.objects.visible_to(user).filter(pk=case.inspection_id).exists():
            url = reverse("inspection-detail", args=[case.inspection_id])
            facts.append(Fact("Cuộc kiểm tra dẫn đến", case.inspection, url))
        if case.denunciation and can_read_denunciations(user, case.denunciation):
            url = reverse("denunciation-detail", args=[case.denunciation_id])
            facts.append(Fact("Đơn tố cáo dẫn đến", case.denunciation, url))
        return facts

    def sections(self):
        case, user = self.object, self.request.user
        may_write = can_run_cases(user, case)
        relations = list(case.relations.select_related("member"))
        papers = list(case.documents.select_related("file", "by"))
        context = {"case": case, "may_write": may_write, "relations": relations, "papers": papers}
        return [
            self.course(),
            *(self.subject_section(row, may_write) for row in subjects_of(case)),
            Section(
                "Hồ sơ vụ việc",
                template="discipline/case_papers.html" if papers else "",
                context=context,
                buttons=[Button("Nộp tài liệu", reverse("case-document-create", args=[case.pk]))] if may_write else [],
                empty="Chưa có tài liệu nào.",
            ),
            Section(
                "Người có liên quan, không được xem vụ việc",
                template="discipline/case_relations.html" if relations else "",
                context=context,
                buttons=[Button("Ghi người có liên quan", reverse("case-relate", args=[case.pk]))] if may_write else [],
                empty="Chưa ghi ai. Đối tượng của vụ việc không bao giờ xem được vụ việc này.",
            ),
            history_section(case),
        ]

    def course(self):
        case, user = self.object, self.request.user
        steps = list(case.steps.select_related("by"))
        taken = [step for step in steps if CASE.move(step.verb)]
        for step in taken:
            step.label, step.number = CASE.move(step.verb).done, ""
        off = case.state not in [state for state, _ in CASE_COURSE]
        moves = [move for move in CASE.moves_from(case.state) if move.may(user, case)]
        if case.origin != CaseOrigin.JUDGMENT:
            moves = [move for move in moves if move.verb != "judge"]
        context = {
            "record": case,
            "steps": taken,
            "stops": list(stops_on(CASE_COURSE, case.state, {step.after: step.day for step in steps})),
            "off": taken[-1] if off else None,
        }
        return Section(
            "Tiến độ xem xét",
            template="partials/course.html",
            context=context | {"why": taken[-1].reason if off else ""},
            buttons=[
                Button(move.label, reverse("case-step", args=[case.pk, move.verb]), primary=place == 0)
                for place, move in enumerate(moves)
            ],
        )

    def subject_section(self, row, may_write):
        box = box_of(row, self.rulebook, timezone.localdate())
        context = {
            "subject": row,
            "box": box,
            "is_over": self.object.state in (CaseState.DECIDED, CaseState.CLOSED, CaseState.DROPPED),
            "url": subject_url(row, self.request.user),
            "may_decide": can_decide(self.request.user, self.object),
            "may_write": may_write and self.object.state in actions.cases.OPEN_STATES,
        }
        buttons = []
        if context["may_write"]:
            buttons = [
                Button("Kiểm điểm, vi phạm", reverse("case-subject-update", args=[row.pk])),
                Button("Ghi bỏ phiếu", reverse("vote-create", args=[row.pk])),
                Button("Chưa xem xét, miễn", reverse("deferral-create", args=[row.pk])),
                Button("Ghi kết quả khác", reverse("case-outcome", args=[row.pk])),
            ]
            if not row.outcome:
                url = f"{reverse('decision-create')}?case_subject={row.pk}"
                buttons.insert(0, Button("Ghi quyết định kỷ luật", url, primary=True))
        return Section(
            str(row), template="discipline/case_subject.html", context=context, buttons=buttons, anchor=f"ds-{row.pk}"
        )

    def buttons(self):
        case = self.object
        if not can_run_cases(self.request.user, case) or case.state not in actions.cases.OPEN_STATES:
            return []
        return [Button("Sửa vụ việc", reverse("case-update", args=[case.pk]))]


def subjects_of(case):
    rows = case.subjects.select_related("case", "subject_organization", "subject_member__organization")
    return rows.prefetch_related(*ROWS_OF_SUBJECTS).order_by("pk")


# -------------------------------------------------------------------------------------------------- opening, changing


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


# ------------------------------------------------------------------------------------------------ about one subject


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


# ------------------------------------------------------------------------------------------------- papers, relations


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
