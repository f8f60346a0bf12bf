"""Coverage of a term: the matrix, its Excel file, and the lists of who was neither inspected nor supervised."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.screens import ListScreen
from members.models import Member, Organization
from members.permissions import can_read_records
from members.tables import MemberTable, OrganizationTable
from reports.coverage import compose
from reports.filters.coverage import UntouchedMemberFilters, UntouchedOrganizationFilters
from reports.forms.scope import TermForm
from reports.outputs import coverage_book
from reports.views.briefing import EXCEL
from reports.views.scope import ScopedPage

NOBODY_YET = "Trong thời gian đã chọn chưa có cuộc kiểm tra, giám sát nào được kết luận ở phạm vi này."


class CoveragePage(ScopedPage):
    """Organizations by years of a term; `?only=none` leaves those without any, `?export=xlsx` is the file."""

    template_name = "reports/coverage.html"
    form_class = TermForm

    def report(self, organization, period):
        today = timezone.localdate()
        coverage = compose(self.request.user, organization, period, self.form.rulebook, today)
        if self.request.GET.get("export") == "xlsx":
            return self.file(coverage)
        only = self.request.GET.get("only") == "none"
        rows = [row for row in coverage.rows if row.is_bare or not only]
        return self.render_to_response(
            self.get_context_data(organization=organization, period=period, coverage=coverage, rows=rows, only=only)
        )

    def file(self, coverage):
        name = f"do-phu-{slugify(coverage.organization.code)}-{coverage.term.first.year}.xlsx"
        summary = f"Độ phủ kiểm tra, giám sát {coverage.term.label}, tệp {name}"
        history.record(by=self.request.user, act=Act.EXPORT, obj=coverage.organization, summary=summary)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(coverage_book.render(coverage), content_type=EXCEL, headers=headers)


class OfCoverage(ListScreen):
    """Who was not inspected or supervised in some days; `?state=touched` turns it round."""

    touched_title = untouched_hint = ""

    def page_title(self):
        return self.touched_title if self.filterset.is_touched else self.title

    @property
    def empty_hint(self):
        return NOBODY_YET if self.filterset.is_touched else self.untouched_hint


class CoverageOrganizations(OfCoverage):
    model, permission = Organization, can_read_records
    title, unit = "Tổ chức đảng chưa được kiểm tra, giám sát", "tổ chức đảng"
    touched_title = "Tổ chức đảng đã được kiểm tra, giám sát"
    filterset_class, table_class = UntouchedOrganizationFilters, OrganizationTable
    related = ["parent"]
    untouched_hint = "Mọi tổ chức đảng trong phạm vi này đều đã được kiểm tra hoặc giám sát trong thời gian đã chọn."


class CoverageMembers(OfCoverage):
    model, permission = Member, can_read_records
    title, unit = "Đảng viên chưa được kiểm tra, giám sát", "đảng viên"
    touched_title = "Đảng viên đã được kiểm tra, giám sát"
    filterset_class, table_class = UntouchedMemberFilters, MemberTable
    related = ["organization__parent"]
    untouched_hint = "Mọi đảng viên trong phạm vi này đều đã được kiểm tra hoặc giám sát trong thời gian đã chọn."

    def rows(self):
        return super().rows().prefetch_related("posts")
