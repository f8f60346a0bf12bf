"""Yearly ratings: the grid in which they are entered, and their summary over the years."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Crumb, FormScreen, Tab
from core.text import number
from inspections.views.parts import own_office
from members.choices import SubjectKind
from members.grading import grading_of
from members.models import Organization, Rating
from members.permissions import can_write_records
from members.rating_actions import rate
from reports.figures import Counts, figure
from reports.forms.ratings import GridScopeForm, RatingGridForm, YearsForm, pasted
from reports.rating_rows import MOST_ROWS, sheet_of
from reports.sections.ratings import section
from reports.views.scope import ScopedPage
from rules import book

TABS = ((SubjectKind.MEMBER, "Đảng viên của mọi chi bộ"), (SubjectKind.ORGANIZATION, "Tổ chức trực thuộc"))


class RatingGrid(FormScreen):
    """All who are rated in an organization and a year, on one page; saved together or not at all."""

    template_name = "reports/rating_grid.html"
    model, permission, form_class = Rating, can_write_records, RatingGridForm
    title, submit_label = "Nhập xếp loại hằng năm", "Lưu xếp loại"

    def prepare(self):
        user = self.request.user
        if not can_write_records(user):
            raise PermissionDenied
        self.organization = self._organization(user)
        if not can_write_records(user, self.organization):
            raise PermissionDenied
        asked = {name: self.request.GET.get(name, "") for name in ("year", "who")}
        today = timezone.localdate()
        usual = {"year": str(today.year if today.month == 12 else today.year - 1), "who": self._usual_kind(user)}
        self.scope = GridScopeForm({name: asked[name] or usual[name] for name in usual}, user=user)
        values = self.scope.cleaned_data if self.scope.is_valid() else {}
        self.year, self.kind = values.get("year", int(usual["year"])), values.get("who", usual["who"])
        grading = grading_of(book.read(), self.year)
        self.sheet = sheet_of(self.organization, self.kind, grading, user=user, today=today)

    def _organization(self, user):
        code = self.request.GET.get("organization", "")[:400].replace("\0", "").split(" – ")[0].strip()
        if not code:
            return own_office(user)
        found = Organization.objects.visible_to(user).filter(code__iexact=code).first()
        if found is None:
            raise Http404
        return found

    def _usual_kind(self, user):
        has_children = Organization.objects.visible_to(user).filter(parent=self.organization).exists()
        return SubjectKind.ORGANIZATION if has_children else SubjectKind.MEMBER

    def crumbs(self):
        return [Crumb("Xếp loại hằng năm", reverse("rating-list"))]

    def tabs(self):
        return [Tab(label, self.address(who=kind), kind == self.kind) for kind, label in TABS]

    def address(self, **changed):
        query = {"organization": self.organization.code, "year": self.year, "who": str(self.kind)} | changed
        return f"{reverse('rating-grid')}?{urlencode(query)}"

    def post(self, request, *args, **kwargs):
        if "fill" in request.POST:
            return self.filled()
        return super().post(request, *args, **kwargs)

    def filled(self):
        """The grid with a pasted column in it, not yet saved."""
        data, faults = pasted(self.request.POST, self.request.POST.get("pasted", ""), self.sheet)
        form = self.build_form(data)
        form.full_clean()
        for fault in faults[:50]:
            form.add_error(None, fault)
        return self.show(form)

    def context(self, **more):
        children = Organization.objects.visible_to(self.request.user).filter(parent=self.organization)
        smaller = (
            [(one.name, self.address(organization=one.code)) for one in children] if self.sheet.is_too_long else []
        )
        return super().context(
            organization=self.organization,
            year=self.year,
            scope=self.scope,
            kind=self.kind,
            sheet=self.sheet,
            tabs=self.tabs(),
            tabs_label="Xếp loại ai",
            smaller=smaller,
            most_rows=MOST_ROWS,
            rules=self.sheet.grading.in_words(self.kind),
            **more,
        )

    def form_kwargs(self):
        return {"user": self.request.user, "sheet": self.sheet}

    def save_action(self, form):
        self.written = rate(form.entries, by=self.request.user, year=self.year)
        return self.written

    @property
    def success(self):
        return f"Đã lưu {number(len(self.written))} xếp loại." if self.written else "Không có dòng nào thay đổi."

    def success_url(self):
        return self.address()

    def cancel_url(self):
        return reverse("rating-list")


class RatingSummary(ScopedPage):
    """Shares of "good or better" by year and on average; every number opens exactly its ratings."""

    template_name = "reports/rating_summary.html"
    form_class = YearsForm

    def report(self, organization, period):
        counts = Counts(organization, {"now": period}, self.request.user, {"rating": FACT_DIMENSIONS})
        part = section(counts)
        part.say(
            "Xếp loại khác quy định của năm, có ghi lý do: {} lượt tổ chức đảng, {} lượt đảng viên.",
            *(counts.number(figure("rating", departs="yes", subject=kind)) for kind in SubjectKind.values),
        )
        return self.render_to_response(self.get_context_data(organization=organization, period=period, sections=[part]))


FACT_DIMENSIONS = ("year", "subject", "grade", "level", "departs")
