from core.filters import ChoicesFilter, FilterSet, TextFilter
from members.duplicates import REASONS
from members.filters import OrganizationFilter
from members.models import Member


class PairFilters(FilterSet):
    """Pairs of records of which one is of such a member, and that are alike in such a way."""

    q = TextFilter("Họ tên hoặc số thẻ", method="search")
    organization = OrganizationFilter("Thuộc tổ chức")
    reason = ChoicesFilter("Giống nhau ở", choices=REASONS.items(), method="of_pairs")

    class Meta(FilterSet.Meta):
        model = Member

    def search(self, queryset, name, typed):
        return queryset.found(typed)

    def of_pairs(self, queryset, name, value):
        """What two records have in common is no matter of one: the screen asks for it."""
        return queryset
