"""How lists of returns and of reporting rules are narrowed."""

from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, LookupFilter
from members.filters import OrganizationFilter
from members.forms import OrganizationField
from reports.choices import PeriodKind, SubmissionState
from reports.forms.submissions import with_periods
from reports.models import ReportingRule, Submission


class OneOrganizationFilter(LookupFilter):
    """One organization itself, without those below it."""

    field_class = OrganizationField


class SubmissionFilters(FilterSet):
    organization = OrganizationFilter("Đơn vị và cấp dưới", field_name="organization__path")
    unit = OneOrganizationFilter("Chỉ đơn vị", field_name="organization")
    receiver = OneOrganizationFilter("Nộp cho")
    period = ChoiceFilter("Kỳ báo cáo", choices=())
    state = ChoicesFilter("Tình trạng", choices=SubmissionState)
    handed = ChoiceFilter("Đã nộp", choices=[("yes", "Đã nộp"), ("no", "Chưa nộp")], method="by_handed")
    late = ChoiceFilter("Thời hạn", choices=[("yes", "Chậm hạn")], method="by_late")

    class Meta(FilterSet.Meta):
        model = Submission

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["period"].extra["choices"] = [("", "Tất cả"), *with_periods(timezone.localdate())]

    def by_handed(self, queryset, name, value):
        return queryset.handed_in() if value == "yes" else queryset.missing()

    def by_late(self, queryset, name, value):
        return queryset.late(timezone.localdate())


class ReportingRuleFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức nhận và cấp dưới", field_name="organization__path")
    kind = ChoicesFilter("Kỳ báo cáo", choices=PeriodKind)

    class Meta(FilterSet.Meta):
        model = ReportingRule
