"""How the lists of reports are narrowed: of the coverage page, and of background jobs."""

from datetime import date

from django.utils import timezone

from core.filters import ChoicesFilter, FilterSet
from members.filters import OrganizationFilter
from members.models import Member, Organization
from reports.choices import JobState
from reports.coverage import untouched_members, untouched_organizations
from reports.jobs import KINDS
from reports.models import Job


class UntouchedFilters(FilterSet):
    """The days are those in which nothing was concluded about the rows."""

    organization = OrganizationFilter("Thuộc tổ chức")
    untouched = None

    def in_period(self, queryset, first, last):
        rows = type(self).untouched(self.request.user, first or date.min, last or timezone.localdate())
        return queryset.filter(pk__in=rows.values("pk"))


class UntouchedOrganizationFilters(UntouchedFilters):
    untouched = untouched_organizations

    class Meta(FilterSet.Meta):
        model = Organization


class UntouchedMemberFilters(UntouchedFilters):
    untouched = untouched_members

    class Meta(FilterSet.Meta):
        model = Member


class JobFilters(FilterSet):
    state = ChoicesFilter("Tình trạng", choices=JobState)
    kind = ChoicesFilter("Loại việc", choices=[(kind.code, kind.title) for kind in KINDS.values()])
    organization = OrganizationFilter("Tổ chức và cấp dưới", field_name="organization__path")

    class Meta(FilterSet.Meta):
        model = Job
