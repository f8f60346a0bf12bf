"""How the list of saved analyses is narrowed."""

from core.filters import ChoiceFilter, FilterSet, TextFilter
from members.filters import OrganizationFilter
from reports.models import SavedAnalysis


class SavedAnalysisFilters(FilterSet):
    q = TextFilter("Tên", field_name="name")
    organization = OrganizationFilter("Tổ chức đảng", field_name="organization__path")
    shared = ChoiceFilter("Dùng chung", choices=[("1", "Dùng chung"), ("0", "Riêng của tôi")], field_name="shared")

    class Meta(FilterSet.Meta):
        model = SavedAnalysis
