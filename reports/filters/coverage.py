"""How the lists of the coverage page are narrowed: the days are those in which nothing was concluded about the rows."""

from datetime import date

from django.utils import timezone

from core.filters import FilterSet
from members.filters import OrganizationFilter
from members.models import Member, Organization
from reports.coverage import untouched_members, untouched_organizations


class UntouchedFilters(FilterSet):
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
