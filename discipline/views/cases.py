"""Disciplinary cases: the register, and one case with its subjects and its course."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, ListScreen, Section
from core.text import short_date
from discipline.box import box_of
from discipline.choices import RUNNING_CASE_STATES, CaseOrigin, CaseState
from discipline.filters.cases import CaseFilters, CaseSubjectFilters, OverrideFilters
from discipline.models import Case, CaseSubject, Override
from discipline.states import CASE, CASE_COURSE
from discipline.tables.cases import CASE_TONES, CaseSubjectTable, CaseTable, OverrideTable
from discipline.views.parts import SUBJECT, HiddenFromConcerned, WithRules, acting_body, history_section, subjects_of
from inspections.models import Inspection
from inspections.views.parts import subject_url
from inspections.views.tracker import stops_on
from members.permissions import can_decide, can_read_denunciations, can_read_records, can_run_cases

QUICK_VIEWS = (
    ("Tất cả", {}),
    ("Đang lập hồ sơ", {"state": "opened"}),
    ("Chờ biểu quyết", {"state": "heard"}),
    ("Chờ kết luận", {"state": "voted"}),
    ("Chưa xem xét", {"state": "deferred"}),
)


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
            "may_write": may_write and self.object.state in RUNNING_CASE_STATES,
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
        if not can_run_cases(self.request.user, case) or case.state not in RUNNING_CASE_STATES:
            return []
        return [Button("Sửa vụ việc", reverse("case-update", args=[case.pk]))]
