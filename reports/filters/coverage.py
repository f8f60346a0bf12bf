"""How the lists behind the coverage page are narrowed."""

from datetime import date

from django.utils import timezone

from core.filters import ChoiceFilter, FilterSet
from members.filters import OrganizationFilter
from members.models import Member, Organization
from reports.coverage import THEN, touched_members, touched_organizations, untouched_members, untouched_organizations


class OnTheDayFilter(OrganizationFilter):
    """Rows that stood under the organization on the last day of the list: see `UntouchedFilters.in_period`."""

    def filter(self, queryset, value):
        return queryset


class UntouchedFilters(FilterSet):
    """The days are those in which nothing, or something, was concluded about the rows."""

    organization = OnTheDayFilter("Thuộc tổ chức")
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
        organization = self.chosen.get("organization")
        if organization:
            rows = rows.filter(self.filters["organization"].condition(organization, rows.model, THEN))
        return queryset.filter(pk__in=rows.values("pk"))


class UntouchedOrganizationFilters(UntouchedFilters):
    untouched, touched = untouched_organizations, touched_organizations

    class Meta(FilterSet.Meta):
        model = Organization


class UntouchedMemberFilters(UntouchedFilters):
    untouched, touched = untouched_members, touched_members

    class Meta(FilterSet.Meta):
        model = Member
