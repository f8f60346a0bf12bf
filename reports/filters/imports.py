"""How the list of imports is narrowed."""

from core.filters import ChoicesFilter, FilterSet
from members.filters import OrganizationFilter
from reports.choices import ImportState
from reports.models import Import


class ImportFilters(FilterSet):
    state = ChoicesFilter("Tình trạng", choices=ImportState)
    organization = OrganizationFilter("Tổ chức và cấp dưới", field_name="organization__path")

    class Meta(FilterSet.Meta):
        model = Import
