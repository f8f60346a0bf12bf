"""Remedies: the list with its bulk report, the page of one, its steps, and the files that show it is done."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from core import files
from core.screens import (
    Button,
    Crumb,
    DetailScreen,
    Fact,
    FormScreen,
    ListScreen,
    MoveScreen,
    Screen,
    Section,
    record_reading,
)
from core.text import short_date
from inspections import actions
from inspections.filters.findings import RemedyFilters
from inspections.forms.remedies import RemedyStepForm
from inspections.models import Finding, Remedy, RemedyEvidence
from inspections.states import REMEDY
from inspections.tables.findings import REMEDY_TONES, RemedyTable, overdue_tone, overdue_words
from inspections.views.parts import history_section, subject_fact
from members.permissions import can_read_records, can_write_records

SUBJECT = ("subject_organization", "subject_member", "inspection")
RELATED = tuple(f"finding__subject__{name}" for name in SUBJECT)
MOST_AT_ONCE = 200
LIST_ADDRESS = "remedy-list"


class RemedyList(ListScreen):
    model, permission = Remedy, can_read_records
    template_name = "inspections/remedy_list.html"
    title, unit = "Khắc phục khuyết điểm", "việc"
    filterset_class, table_class = RemedyFilters, RemedyTable
    related = (*RELATED, "owner_organization", "owner_member")
    empty_hint = "Yêu cầu khắc phục được ghi cùng với khuyết điểm, trên trang của cuộc kiểm tra, giám sát."

    def table_kwargs(self):
        """Lateness is as of the last day asked for, today if there is none."""
        hidden = () if can_write_records(self.request.user) else ("pick",)
        day = timezone.localdate() if self.is_refused() else self.filterset.day
        return {"day": day, "exclude": hidden}

    def context(self, **more):
        return super().context(may_report=can_write_records(self.request.user), **more)


def standing(remedy, day):
    """Where a remedy stands, in facts."""
    facts = [Fact("Hạn khắc phục", short_date(remedy.due))]
    if remedy.first_due and remedy.first_due != remedy.due:
        facts.append(Fact("Hạn đầu tiên", short_date(remedy.first_due)))
    return [*facts, Fact("Thời hạn", overdue_words(remedy, day), tone=overdue_tone(remedy, day))]


class RemedyDetail(DetailScreen):
    """One remedy: what was found, what must be put right, by whom, and what shows that it is."""

    model, permission, link_key = Remedy, can_read_records, "finding_id"
    related = (*RELATED, "owner_organization", "owner_member", "done_by", "verified_by")
    records_reading = True

    def crumbs(self):
        return [Crumb("Khắc phục khuyết điểm", reverse(LIST_ADDRESS))]

    def page_title(self):
        return f"Khắc phục: {self.object.finding.description[:80]}"

    def identity(self):
        return [
            subject_fact(self.object.finding.subject, self.request.user),
            Fact("Tình trạng", self.object.get_state_display(), tone=REMEDY_TONES[self.object.state]),
        ]

    def facts(self):
        remedy, finding = self.object, self.object.finding
        inspection = finding.subject.inspection
        return [
            Fact("Khuyết điểm, vi phạm", finding.description),
            Fact("Cuộc kiểm tra, giám sát", inspection, reverse("inspection-detail", args=[inspection.pk])),
            Fact("Yêu cầu khắc phục", remedy.requirement),
            Fact("Chịu trách nhiệm khắc phục", remedy.owner),
            *standing(remedy, timezone.localdate()),
            Fact("Ngày xong", _by(remedy.done, remedy.done_by)),
            Fact("Ngày xác nhận", _by(remedy.verified, remedy.verified_by)),
        ]

    def sections(self):
        remedy = self.object
        evidence = list(remedy.evidence.select_related("file"))
        steps = list(remedy.steps.select_related("by"))
        for step in steps:
            step.label = REMEDY.move(step.verb).done
        return [
            Section(
                "Bằng chứng",
                template="inspections/evidence.html" if evidence else "",
                context={"evidence": evidence},
                empty="Chưa có bằng chứng nào.",
            ),
            Section(
                "Các bước",
                template="partials/steps.html" if steps else "",
                context={"steps": steps},
                empty="Chưa có bước nào được ghi tại đây.",
            ),
            history_section(remedy, parts=[remedy.finding]),
        ]

    def buttons(self):
        remedy, user = self.object, self.request.user
        moves = [move for move in REMEDY.moves_from(remedy.state) if move.may(user, remedy)]
        forward = ("report", "verify")
        return [
            Button(move.label, reverse("remedy-step", args=[remedy.pk, move.verb]), primary=move.verb in forward)
            for move in moves
        ]


def _by(day, user):
    return f"{short_date(day)}, {user.full_name}" if day and user else short_date(day)


class RemedyStepScreen(MoveScreen):
    """Report, return, verify or revise one remedy."""

    model, form_class, related = Remedy, RemedyStepForm, RELATED
    states = REMEDY

    @property
    def success(self):
        return f"Đã ghi: {self.move.done[0].lower()}{self.move.done[1:]}."

    def crumbs(self):
        return [Crumb("Việc khắc phục", self.cancel_url())]

    def facts(self):
        remedy = self.object
        return [
            subject_fact(remedy.finding.subject, self.request.user),
            Fact("Khuyết điểm", remedy.finding.description),
            Fact("Yêu cầu khắc phục", remedy.requirement),
            Fact("Tình trạng", remedy.get_state_display(), tone=REMEDY_TONES[remedy.state]),
            *standing(remedy, timezone.localdate()),
            Fact("Người báo cáo", remedy.done_by and remedy.done_by.full_name),
        ]

    def form_kwargs(self):
        return super().form_kwargs() | {"verb": self.move.verb}

    def locked(self):
        """The finding's row is the one that two wait for."""
        Finding.objects.select_for_update(of=("self",)).get(pk=self.object.finding_id)
        return self.rows().get(pk=self.object.pk)

    def save_action(self, form):
        return actions.take_remedy_step(self.object, self.move.verb, by=self.request.user, **form.taken())


class RemedyBulk(FormScreen):
    """Report several remedies of the list done, with one piece of evidence; then back to where the list was."""

    model, permission, form_class = Remedy, can_write_records, RemedyStepForm
    title, submit_label = "Báo cáo nhiều việc đã khắc phục xong", "Báo cáo đã xong"
    lead = "Các việc dưới đây nhận cùng một ngày và cùng một bằng chứng. Người khác sẽ xác nhận từng việc."

    def prepare(self):
        asked = [key for key in self.request.GET.getlist("remedy")[:MOST_AT_ONCE] if key.isascii() and key.isdecimal()]
        keys = [int(key) for key in asked if len(key) < 19]
        rows = Remedy.objects.visible_to(self.request.user).filter(pk__in=keys).select_related(*RELATED)
        self.remedies = [row for row in rows if can_write_records(self.request.user, row)]

    def facts(self):
        return [
            Fact(f"Việc {number}", f"{one.finding.subject}: {one.requirement or one.finding.description}",
                 reverse("remedy-detail", args=[one.pk]))
            for number, one in enumerate(self.remedies, 1)
        ] or [Fact("Việc đã chọn", "Chưa chọn việc nào. Hãy quay lại danh sách, đánh dấu rồi bấm lại.")]  # fmt: skip

    def form_kwargs(self):
        return {"user": self.request.user, "verb": "report"}

    def save_action(self, form):
        taken = form.taken()
        return actions.report_remedies(
            self.remedies, by=self.request.user, day=taken["day"], reason=taken["reason"], evidence=form.evidence()
        )

    @property
    def success(self):
        return f"Đã báo cáo {len(self.saved)} việc khắc phục xong."

    def success_url(self):
        """The list as it was, down to filters, order and page."""
        back = self.request.GET.get("next", "")
        own = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(reverse(LIST_ADDRESS))
        return back if own else reverse(LIST_ADDRESS)

    cancel_url = success_url


class RemedyFile(Screen):
    """A file of evidence, as an attachment; each opening is recorded."""

    permission = can_read_records

    def prepare(self):
        rows = RemedyEvidence.objects.filter(remedy__in=Remedy.objects.visible_to(self.request.user))
        self.object = rows.select_related("file", "remedy").filter(pk=self.kwargs["pk"]).first()
        if self.object is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.object.remedy)

    def get(self, request, pk):
        file = self.object.file
        if file is None or not files.path_of(file.key).is_file():
            raise Http404
        record_reading(by=request.user, obj=self.object)
        return files.attachment(file.key, file.name, file.kind)
