from django.db.models import Q

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, TextFilter, YearFilter
from core.text import search_key
from members.choices import Level, MeasureState, SubjectKind
from members.filters import DUE_CHOICES, DueFilterSet, OrganizationFilter
from members.models import ReviewLimitation, ReviewMeasure, SelfReview

MEASURE_STAGES = [
    ("open", "Chưa hoàn thành"),
    ("overdue", "Quá hạn"),
    ("done", "Hoàn thành trong kỳ"),
    ("done_late", "Hoàn thành trong kỳ nhưng quá hạn"),
]
VOIDED = [("standing", "Còn giá trị"), ("voided", "Đã hủy")]


def named(queryset, typed, texts, review):
    """Rows with the words in a text, or about a subject of that name, code or card number."""
    words = Q()
    for field in texts:
        # SQLite knows no capital of đ, so capitals are tried as well
        words |= Q(**{f"{field}__icontains": typed}) | Q(**{f"{field}__icontains": typed.upper()})
    for subject in ("subject_organization", "subject_member"):
        names = Q()
        for word in search_key(typed).split():
            names &= Q(**{f"{review}{subject}__search_key__contains": word})
        words |= names
    words |= Q(**{f"{review}subject_organization__code": typed}) | Q(**{f"{review}subject_member__card_number": typed})
    return queryset.filter(words)


class SelfReviewFilters(FilterSet):
    q = TextFilter("Đối tượng, chủ trì", method="search")
    organization = OrganizationFilter("Thuộc tổ chức")
    year_from = YearFilter("Từ năm", field_name="year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="year", lookup_expr="lte")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp của tổ chức", choices=Level)
    state = ChoiceFilter("Giá trị", choices=VOIDED, empty="Còn giá trị", method="by_state")

    period_field = "held"

    class Meta(FilterSet.Meta):
        model = SelfReview

    def search(self, queryset, name, typed):
        return named(queryset, typed, ("chair", "occasion"), "")

    def by_state(self, queryset, name, state):
        return queryset

    def filter_queryset(self, queryset):
        """Voided ones are shown when they are asked for, and only then."""
        voided = self.form.cleaned_data.get("state") == "voided"
        return super().filter_queryset(queryset.filter(voided__isnull=not voided))


class LimitationFilters(FilterSet):
    q = TextFilter("Hạn chế, đối tượng", method="search")
    organization = OrganizationFilter("Thuộc tổ chức")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="review__subject_kind")
    level = ChoicesFilter("Cấp của tổ chức", choices=Level, field_name="review__level")

    period_field = "review__held"

    class Meta(FilterSet.Meta):
        model = ReviewLimitation

    def search(self, queryset, name, typed):
        return named(queryset, typed, ("text", "cause"), "review__")


class MeasureFilters(DueFilterSet):
    q = TextFilter("Biện pháp, đối tượng", method="search")
    organization = OrganizationFilter("Thuộc tổ chức")
    stage = ChoiceFilter("Tình trạng", choices=MEASURE_STAGES, method="by_stage")
    state = ChoicesFilter("Bước thực hiện", choices=MeasureState)
    due = ChoiceFilter("Sắp đến hạn", choices=DUE_CHOICES, method="by_due")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="limitation__review__subject_kind")
    level = ChoicesFilter("Cấp của tổ chức", choices=Level, field_name="limitation__review__level")

    class Meta(FilterSet.Meta):
        model = ReviewMeasure

    def search(self, queryset, name, typed):
        return named(queryset, typed, ("text", "limitation__text"), "limitation__review__")
