"""How lists of period reports, layouts, sets of actors and typed figures are narrowed."""

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, TextFilter
from members.filters import OrganizationFilter
from reports.choices import BaselineKind, ReportState
from reports.models import ActorSet, Baseline, PeriodReport, ReportLayout

STANDING = [("standing", "Đang dùng"), ("voided", "Đã bỏ")]


class PeriodReportFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức báo cáo và cấp dưới", field_name="organization__path")
    state = ChoicesFilter("Tình trạng", choices=ReportState)
    number = TextFilter("Số, ký hiệu", field_name="number")
    period_field = "last"
    period_labels = ("Kỳ kết thúc từ ngày", "Đến ngày")

    class Meta(FilterSet.Meta):
        model = PeriodReport


class SharedFilters(FilterSet):
    q = TextFilter("Tên", field_name="name")
    organization = OrganizationFilter("Tổ chức đảng và cấp dưới", field_name="organization__path")
    active = ChoiceFilter("Sử dụng", choices=[("yes", "Đang dùng"), ("no", "Thôi dùng")], method="in_use")

    def in_use(self, queryset, name, value):
        return queryset.filter(active=value == "yes") if value else queryset


class ReportLayoutFilters(SharedFilters):
    class Meta(FilterSet.Meta):
        model = ReportLayout


class ActorSetFilters(SharedFilters):
    class Meta(FilterSet.Meta):
        model = ActorSet


class BaselineFilters(FilterSet):
    q = TextFilter("Số liệu, văn bản nguồn", field_name="name")
    organization = OrganizationFilter("Tổ chức đảng và cấp dưới", field_name="organization__path")
    kind = ChoicesFilter("Loại", choices=BaselineKind)
    standing = ChoiceFilter("Tình trạng", choices=STANDING, method="by_standing")
    period_field = "last"
    period_labels = ("Kỳ kết thúc từ ngày", "Đến ngày")

    class Meta(FilterSet.Meta):
        model = Baseline

    def by_standing(self, queryset, name, value):
        return queryset.filter(voided_at__isnull=value == "standing") if value else queryset
