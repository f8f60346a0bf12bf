"""How the list of decisions on reorganization is narrowed."""

from django.db.models import Exists, OuterRef, Q

from core.filters import ChoicesFilter, FilterSet, LookupFilter, TextFilter
from members.choices import ActKind
from members.forms import OrganizationField
from members.models import Reorganization, ReorganizationAct


class TouchingFilter(LookupFilter):
    """Decisions that name an organization, as the one reorganized, the one that takes it in or the origin."""

    field_class = OrganizationField

    def filter(self, queryset, value):
        named = Q(organization=value) | Q(target=value) | Q(origin=value)
        return queryset.filter(_with_act(named)) if value else queryset


class KindFilter(ChoicesFilter):
    def filter(self, queryset, value):
        return queryset.filter(_with_act(Q(kind__in=value))) if value else queryset


def _with_act(condition):
    return Exists(ReorganizationAct.objects.filter(condition, reorganization=OuterRef("pk")).order_by())


class ReorganizationFilters(FilterSet):
    number = TextFilter("Số quyết định", field_name="number")
    organization = TouchingFilter("Tổ chức được sắp xếp")
    kind = KindFilter("Việc", choices=ActKind)
    period_field = "day"

    class Meta(FilterSet.Meta):
        model = Reorganization
