"""Screens of the chairs' conclusions: the list, one of them, and its steps."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen
from core.text import short_date
from inspections.views.parts import history_section
from members.permissions import can_read_records, can_write_records
from reports import actions
from reports.choices import ConclusionState
from reports.filters.briefings import ConclusionFilters
from reports.forms.briefings import ConclusionForm, ConclusionStepForm
from reports.models import Briefing, Conclusion
from reports.permissions import can_read_conclusion
from reports.states import CONCLUSION
from reports.tables.briefings import CONCLUSION_TONES, ConclusionTable, standing

RELATED = ("briefing__organization", "owner_organization", "owner_user")
FORWARD = ("report", "confirm")


class ConclusionList(ListScreen):
    model, permission = Conclusion, can_read_records
    title, unit = "Kết luận giao ban", "kết luận"
    filterset_class, table_class, related = ConclusionFilters, ConclusionTable, RELATED
    empty_hint = "Kết luận được ghi tại trang của hội nghị giao ban, sau khi chốt số liệu."
    quick_views = (
        ("Tất cả", {}),
        ("Quá hạn", {"due": "late"}),
        ("Sắp đến hạn", {"due": "soon"}),
        ("Chờ tôi xác nhận", {"waiting": "confirm"}),
        ("Giao cho tôi", {"waiting": "mine"}),
    )

    def rows(self):
        return super().rows().defer("briefing__frozen", "briefing__counted")

    def table_kwargs(self):
        return {"day": timezone.localdate()}


class OfConclusion:
    model, related = Conclusion, (*RELATED, "reported_by", "confirmed_by")

    def crumbs(self):
        return [Crumb("Kết luận giao ban", reverse("conclusion-list"))]

    def briefing_fact(self):
        """The briefing, with the way to its page where the user may go there."""
        briefing = self.object.briefing
        url = reverse("briefing-meeting", args=[briefing.pk]) if can_read_records(self.request.user, briefing) else ""
        return Fact("Hội nghị giao ban", briefing, url)


class ConclusionDetail(OfConclusion, DetailScreen):
    permission = can_read_conclusion
    records_reading = True

    def page_title(self):
        return f"Kết luận giao ban số {self.object.number}"

    def identity(self):
        return [
            self.briefing_fact(),
            Fact("Tình trạng", self.object.get_state_display(), tone=CONCLUSION_TONES[self.object.state]),
        ]

    def facts(self):
        conclusion = self.object
        words, tone = standing(conclusion, timezone.localdate())
        return [
            Fact("Nội dung kết luận", conclusion.text),
            Fact("Chịu trách nhiệm", conclusion.owner),
            Fact("Hạn thực hiện", short_date(conclusion.due)),
            *(
                [Fact("Hạn đầu tiên", short_date(conclusion.first_due))]
                if conclusion.first_due != conclusion.due
                else []
            ),
            *([Fact("Thời hạn", words, tone=tone)] if words else []),
            Fact("Kết quả, bằng chứng", conclusion.evidence),
            Fact("Báo cáo xong", _by(conclusion.done, conclusion.reported_by)),
            Fact("Xác nhận", _by(conclusion.confirmed, conclusion.confirmed_by)),
            *([Fact("Lý do không thực hiện nữa", conclusion.drop_reason)] if conclusion.drop_reason else []),
        ]

    def sections(self):
        return [history_section(self.object)]

    def buttons(self):
        conclusion, user = self.object, self.request.user
        moves = [move for move in CONCLUSION.moves_from(conclusion.state) if move.may(user, conclusion)]
        buttons = [
            Button(move.label, reverse("conclusion-step", args=[conclusion.pk, move.verb]), move.verb in FORWARD)
            for move in moves
        ]
        if conclusion.state == ConclusionState.OPEN and can_write_records(user, conclusion):
            buttons.append(Button("Sửa", reverse("conclusion-update", args=[conclusion.pk])))
        return buttons


def _by(day, user):
    return f"{short_date(day)}, {user.full_name}" if day and user else ""


class ConclusionCreate(FormScreen):
    """One more point of the chair's conclusions."""

    model, permission, form_class = Conclusion, can_write_records, ConclusionForm
    title, success = "Thêm kết luận giao ban", "Đã thêm kết luận."

    def prepare(self):
        rows = Briefing.objects.visible_to(self.request.user).select_related("organization")
        self.briefing = rows.defer("frozen", "counted").filter(pk=self.kwargs["briefing"]).first()
        if self.briefing is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, self.briefing)

    def crumbs(self):
        return [Crumb(str(self.briefing), self.cancel_url())]

    def form_kwargs(self):
        return super().form_kwargs() | {"briefing": self.briefing}

    def save_action(self, form):
        return actions.add_conclusion(self.briefing, by=self.request.user, **form.typed())

    def success_url(self):
        return reverse("briefing-meeting", args=[self.briefing.pk])

    cancel_url = success_url


class ConclusionUpdate(OfConclusion, FormScreen):
    permission, form_class = can_write_records, ConclusionForm
    title, success = "Sửa kết luận giao ban", "Đã lưu kết luận."

    def form_kwargs(self):
        return super().form_kwargs() | {"briefing": self.object.briefing}

    def save_action(self, form):
        return actions.update_conclusion(self.object, by=self.request.user, version=self.object.version, **form.typed())


class ConclusionStep(OfConclusion, MoveScreen):
    """Report, return, confirm, revise or drop one conclusion."""

    form_class, states = ConclusionStepForm, CONCLUSION

    @property
    def success(self):
        return f"Đã ghi: {self.move.done[0].lower()}{self.move.done[1:]}."

    def facts(self):
        conclusion = self.object
        reporter = conclusion.reported_by
        return [
            self.briefing_fact(),
            Fact("Nội dung kết luận", conclusion.text),
            Fact("Chịu trách nhiệm", conclusion.owner),
            Fact("Hạn thực hiện", short_date(conclusion.due)),
            Fact("Tình trạng", conclusion.get_state_display(), tone=CONCLUSION_TONES[conclusion.state]),
            *([Fact("Kết quả đã báo cáo", conclusion.evidence), Fact("Người báo cáo", reporter)] if reporter else []),
        ]

    def form_kwargs(self):
        return super().form_kwargs() | {"verb": self.move.verb}

    def save_action(self, form):
        return actions.take_conclusion_step(
            self.object, self.move.verb, by=self.request.user, version=self.object.version, **form.cleaned_data
        )
