"""How lists of suspensions and of those struck off are narrowed."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, DatedFilterSet
from discipline.choices import SuspensionKind
from discipline.models import StrikeOff, Suspension
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import PositionedFilterSet
from inspections.notices import notices_on
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from rules import book

STATES = [
    ("running", "Đang đình chỉ"),
    ("soon", "Sắp hết hạn"),
    ("over", "Quá hạn, chưa ghi chấm dứt"),
    ("ended", "Đã chấm dứt"),
]


class SuspensionFilters(PositionedFilterSet):
    q = FreeTextFilter("Số quyết định, tên đối tượng", numbers=("number",), names=SUBJECT_NAMES)
    organization = OrganizationFilter("Tổ chức quyết định và cấp dưới")
    state = ChoiceFilter("Tình trạng", choices=STATES, method="by_state")
    kind = ChoicesFilter("Loại", choices=SuspensionKind)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    period_field = "decided"

    class Meta(PositionedFilterSet.Meta):
        model = Suspension

    def by_state(self, queryset, name, value):
        day = timezone.localdate()
        if value == "over":
            return queryset.over(day)
        if value == "soon":
            return queryset.ending(day, day + timedelta(days=notices_on(day, book.read()).earliest))
        running = Q(ended__isnull=True, until__gte=day)
        return queryset.filter(running if value == "running" else Q(ended__isnull=False))


class StrikeOffFilters(DatedFilterSet):
    q = FreeTextFilter("Số quyết định, tên", numbers=("number",), names=("member__search_key",))
    organization = OrganizationFilter("Tổ chức quyết định và cấp dưới")
    level = ChoicesFilter("Cấp quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    period_field = "decided"

    class Meta(DatedFilterSet.Meta):
        model = StrikeOff
