from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, YearFilter, YesNoFilter
from inspections.choices import ConferenceForm
from inspections.filters.free_text import FreeTextFilter
from inspections.models import Resolution, ResolutionInspection
from inspections.models.resolutions import PLAN_NOTICE
from members.choices import Level
from members.filters import OrganizationFilter


class PlanFilter(YesNoFilter):
    """Whether an action plan was issued."""

    def filter(self, queryset, value):
        without = Q(plan_number="")
        return queryset.filter(~without if value == "yes" else without) if value else queryset


class InspectedFilter(YesNoFilter):
    """Whether an inspection of how it is carried out is linked."""

    def filter(self, queryset, value):
        links = Exists(ResolutionInspection.objects.filter(resolution=OuterRef("pk"), voided__isnull=True))
        return queryset.filter(links if value == "yes" else ~links) if value else queryset


class ResolutionFilters(FilterSet):
    q = FreeTextFilter("Số, trích yếu, cơ quan ban hành", texts=["title", "issuer"], numbers=["number", "plan_number"])
    organization = OrganizationFilter("Tổ chức quán triệt và cấp dưới")
    level = ChoicesFilter("Cấp", choices=Level)
    year = YearFilter("Năm hội nghị", field_name="held__year")
    form = ChoicesFilter("Hình thức hội nghị", choices=ConferenceForm)
    planned = PlanFilter("Có chương trình hành động")
    inspected = InspectedFilter("Đã kiểm tra việc thực hiện")
    plan = ChoiceFilter(
        "Thời hạn chương trình hành động", choices=[("soon", f"Trong {PLAN_NOTICE} ngày tới")], method="by_plan"
    )
    state = ChoiceFilter("Giá trị", choices=[("voided", "Đã hủy")], empty="Còn giá trị", method="by_state")
    period_field = "held"

    class Meta(FilterSet.Meta):
        model = Resolution

    def by_plan(self, queryset, name, value):
        return queryset.plan_due(timezone.localdate())

    def by_state(self, queryset, name, state):
        """Voided ones are left out before, in `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset):
        voided = self.chosen.get("state") == "voided"
        return super().filter_queryset(queryset.filter(voided__isnull=not voided))
