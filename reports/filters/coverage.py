"""How the lists of reports are narrowed: of the coverage page, of background jobs and of saved analyses."""

from datetime import date

from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, TextFilter
from members.filters import OrganizationFilter
from members.models import Member, Organization
from reports.choices import JobState
from reports.coverage import touched_members, touched_organizations, untouched_members, untouched_organizations
from reports.jobs import KINDS
from reports.models import Job, SavedAnalysis


class UntouchedFilters(FilterSet):
    """The days are those in which nothing, or something, was concluded about the rows."""

    organization = OrganizationFilter("Thuộc tổ chức")
    state = ChoiceFilter(
        "Tình trạng",
        choices=[("touched", "Đã được kiểm tra, giám sát")],
        empty="Chưa được kiểm tra, giám sát",
        method="_with_the_other",
    )
    untouched = touched = None

    @property
    def is_touched(self):
        """Whether those are asked for who were inspected or supervised."""
        return self.form.is_valid() and self.chosen.get("state") == "touched"

    def in_period(self, queryset, first, last):
        wanted = type(self).touched if self.is_touched else type(self).untouched
        rows = wanted(self.request.user, first or date.min, last or timezone.localdate())
        return queryset.filter(pk__in=rows.values("pk"))


class UntouchedOrganizationFilters(UntouchedFilters):
    untouched, touched = untouched_organizations, touched_organizations

    class Meta(FilterSet.Meta):
        model = Organization


class UntouchedMemberFilters(UntouchedFilters):
    untouched, touched = untouched_members, touched_members

    class Meta(FilterSet.Meta):
        model = Member


class SavedAnalysisFilters(FilterSet):
    q = TextFilter("Tên", field_name="name")
    organization = OrganizationFilter("Tổ chức đảng", field_name="organization__path")
    shared = ChoiceFilter("Dùng chung", choices=[("1", "Dùng chung"), ("0", "Riêng của tôi")], field_name="shared")

    class Meta(FilterSet.Meta):
        model = SavedAnalysis


class JobFilters(FilterSet):
    state = ChoicesFilter("Tình trạng", choices=JobState)
    kind = ChoicesFilter("Loại việc", choices=[(kind.code, kind.title) for kind in KINDS.values()])
    organization = OrganizationFilter("Tổ chức và cấp dưới", field_name="organization__path")

    class Meta(FilterSet.Meta):
        model = Job
