from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, DateFilter, FilterSet, YearFilter
from inspections.choices import Activity
from inspections.filters.free_text import FreeTextFilter
from inspections.progress import Progress, progress_of, with_progress_facts
from members.choices import Body, Level
from members.filters import OrganizationFilter

ITEM_STAGES = [("planned", "Tất cả mục trong chương trình"), ("done", "Đã thực hiện"), ("not_done", "Chưa thực hiện")]


class ProgrammeFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức ban hành và cấp dưới")
    year_from = YearFilter("Từ năm", field_name="year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="year", lookup_expr="lte")
    level = ChoicesFilter("Cấp", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)


class ProgrammeItemFilters(FilterSet):
    organization = OrganizationFilter("Tổ chức ban hành và cấp dưới")
    year_from = YearFilter("Từ năm", field_name="programme__year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="programme__year", lookup_expr="lte")
    stage = ChoiceFilter("Tình trạng", choices=ITEM_STAGES, method="by_stage", empty="Tất cả mục")
    progress = ChoicesFilter("Tiến độ", choices=Progress, method="by_progress")
    to = DateFilter("Tính đến ngày", method="as_of")
    activity = ChoicesFilter("Loại", choices=Activity)
    level = ChoicesFilter("Cấp", choices=Level, field_name="programme__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="programme__body")
    q = FreeTextFilter("Nội dung, phụ trách", texts=["content", "lead"], numbers=["document_number"])

    def by_stage(self, queryset, name, value):
        day = self.chosen.get("to") or timezone.localdate()
        match value:
            case "done":
                return queryset.counted().done(day)
            case "not_done":
                return queryset.counted().not_done(day)
            case "planned":
                return queryset.counted()
        return queryset

    def by_progress(self, queryset, name, value):
        """Worked out line by line: it depends on the quarter, the day and what is linked."""
        day = self.chosen.get("to") or timezone.localdate()
        rows = with_progress_facts(queryset, day).select_related("programme").order_by()
        return queryset.filter(pk__in=[row.pk for row in rows.iterator() if progress_of(row, day) in value])

    def as_of(self, queryset, name, value):
        """The day up to which an inspection counts as concluded: see `by_stage`."""
        return queryset
