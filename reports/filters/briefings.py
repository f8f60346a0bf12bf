"""How lists of briefings and of their conclusions are narrowed. The desk links here: the parameters are a promise."""

import django_filters
from django.utils import timezone

from core.filters import UNKNOWN_CHOICE, ChoiceFilter, ChoicesFilter, FilterSet
from inspections.filters.free_text import FreeTextFilter
from inspections.notices import notices_on
from members.filters import OrganizationFilter
from reports.choices import BriefingState, ConclusionState
from reports.models import Briefing, Conclusion
from rules import book

DUE = [("late", "Quá hạn"), ("soon", "Sắp đến hạn")]
WAITING = [("confirm", "Chờ tôi xác nhận"), ("mine", "Giao cho tôi")]


class BriefingFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức họp và cấp dưới", field_name="organization__path")
    state = ChoicesFilter("Tình trạng", choices=BriefingState)
    period_field, period_labels = "cutoff", ("Chốt số liệu từ ngày", "đến ngày")

    class Meta(FilterSet.Meta):
        model = Briefing


class ConclusionFilters(FilterSet):
    q = FreeTextFilter(
        "Nội dung, người chịu trách nhiệm",
        texts=["text", "owner_name", "owner_user__full_name"],
        names=["owner_organization__search_key"],
    )
    organization = OrganizationFilter("Tổ chức họp và cấp dưới", field_name="briefing__organization__path")
    owner = OrganizationFilter("Đơn vị chịu trách nhiệm và cấp dưới", field_name="owner_organization__path")
    briefing = django_filters.ModelChoiceFilter(
        label="Hội nghị",
        queryset=lambda request: Briefing.objects.visible_to(request.user).select_related("organization"),
        empty_label="Tất cả",
        error_messages={"invalid_choice": UNKNOWN_CHOICE},
    )
    state = ChoicesFilter("Tình trạng", choices=ConclusionState)
    due = ChoiceFilter("Thời hạn", choices=DUE, method="by_due")
    waiting = ChoiceFilter("Việc của tôi", choices=WAITING, method="by_waiting")
    period_field, period_labels = "due", ("Hạn từ ngày", "đến ngày")

    class Meta(FilterSet.Meta):
        model = Conclusion

    def by_due(self, queryset, name, value):
        day = timezone.localdate()
        if value == "late":
            return queryset.late(day)
        return queryset.due_within(day, notices_on(day, book.read()).earliest)

    def by_waiting(self, queryset, name, value):
        user = self.request.user
        return queryset.waiting_for(user) if value == "confirm" else queryset.filter(owner_user=user).running()
