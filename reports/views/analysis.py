"""Analyses: the page, its Excel file, and the questions that were saved under a name."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.screens import Fact, FormScreen, ListScreen, StepScreen
from members.permissions import can_read_records
from reports import actions
from reports.filters.analyses import SavedAnalysisFilters
from reports.models import SavedAnalysis
from reports.outputs import analysis_book
from reports.permissions import can_delete_analysis
from reports.pivot import compose, heading, notes
from reports.questions import AnalysisForm, SaveForm
from reports.tables.analyses import SavedAnalysisTable, title_of
from reports.views.briefing import EXCEL
from reports.views.scope import ScopedPage


class AnalysisPage(ScopedPage):
    """A fact by two dimensions, each number a link to its records."""

    template_name = "reports/analysis.html"
    form_class = AnalysisForm

    def report(self, organization, period):
        question = self.form.question
        pivot = compose(question, organization, period, self.request.user)
        state = question.query(organization, period.code)
        context = {"organization": organization, "period": period, "pivot": pivot, "state": state}
        return self.render_to_response(self.get_context_data(**context, notes=notes(pivot)))

    def get_context_data(self, **context):
        """Also with errors elsewhere the organization and the period stay chosen."""
        kept = {name: self.form.cleaned_data.get(name) for name in ("organization", "period")}
        return super().get_context_data(**kept | context)


class AnalysisFile(AnalysisPage):
    """The same as an Excel file; taking it out is recorded. What can't be shown is told on the page."""

    def report(self, organization, period):
        pivot = compose(self.form.question, organization, period, self.request.user)
        if pivot.problem:
            return redirect(f"{reverse('analysis')}?{self.request.GET.urlencode()}")
        name = f"phan-tich-{slugify(organization.code)}-{period.code}.xlsx"
        summary = f"{pivot.question.title}, {period.label}, tệp {name}"
        history.record(by=self.request.user, act=Act.EXPORT, obj=organization, summary=summary)
        content = analysis_book.render(pivot, heading(pivot, organization, period))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=EXCEL, headers=headers)

    def render_to_response(self, context, **kwargs):
        """A question that makes no sense has no file: the page says what is wrong with it."""
        return redirect(f"{reverse('analysis')}?{self.request.GET.urlencode()}")


class SavedAnalysisList(ListScreen):
    model, permission = SavedAnalysis, can_read_records
    title, unit = "Bảng phân tích đã lưu", "bảng phân tích"
    filterset_class, table_class = SavedAnalysisFilters, SavedAnalysisTable
    related = ("organization", "by")
    empty_hint = "Mở Phân tích, chọn số liệu và các chiều, rồi bấm Lưu."


class SavedAnalysisCreate(FormScreen):
    """Save the question of the address under a name."""

    model, permission, form_class = SavedAnalysis, can_read_records, SaveForm
    title, success = "Lưu bảng phân tích", "Đã lưu bảng phân tích."

    def prepare(self):
        self.asked, self.scope = None, None
        if can_read_records(self.request.user):
            self.asked = AnalysisForm(self.request.GET, user=self.request.user, today=timezone.localdate())
            self.scope = self.asked.scope()
            if "organization" in self.asked.errors:
                raise Http404

    def initial(self):
        return {}

    def facts(self):
        if self.scope is None:
            return []
        question, (organization, period) = self.asked.question, self.scope
        lines = [Fact("Nội dung", question.title), Fact("Lọc", "; ".join(question.conditions))]
        return [*lines, Fact("Tổ chức đảng", organization.name), Fact("Kỳ đang xem", period.label)]

    def save_action(self, form):
        if self.scope is None:
            raise ValidationError("Bảng phân tích này chưa hợp lệ. Hãy quay lại trang Phân tích để sửa.")
        organization, period = self.scope
        return actions.save_analysis(
            by=self.request.user,
            name=form.cleaned_data["name"],
            shared=form.cleaned_data["shared"],
            organization=organization,
            question=self.asked.question,
            period=period.code if form.cleaned_data["with_period"] else "",
        )

    def success_url(self):
        return reverse("saved-analysis-list")

    def cancel_url(self):
        return f"{reverse('analysis')}?{self.request.GET.urlencode()}"


class SavedAnalysisDelete(StepScreen):
    model, permission = SavedAnalysis, can_delete_analysis
    title, submit_label, success = "Xóa bảng phân tích đã lưu", "Xóa", "Đã xóa bảng phân tích."
    related = ("organization", "by")

    def facts(self):
        one = self.object
        return [Fact("Tên", one.name), Fact("Số liệu", title_of(one)), Fact("Tổ chức đảng", one.organization.name)]

    def save_action(self, form):
        return actions.delete_analysis(self.object, by=self.request.user)

    def success_url(self):
        return reverse("saved-analysis-list")

    cancel_url = success_url
