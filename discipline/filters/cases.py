"""How lists of cases and of what went against the rules are narrowed."""

from django.db.models import Exists, OuterRef

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.choices import CaseOrigin, CaseState, Outcome, OverrideKind
from discipline.models import Case, CaseSubject, Override
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter


class CaseTextFilter(FreeTextFilter):
    """A case with two subjects that fit is found once."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(pk__in=super().filter(Case.objects.order_by(), value).values("pk"))


class CaseFilters(DatedFilterSet):
    q = CaseTextFilter(
        "Nội dung, tên đối tượng",
        texts=("title", "origin_note", "subjects__subject_organization__code", "subjects__subject_member__card_number"),
        names=("subjects__subject_organization__search_key", "subjects__subject_member__search_key"),
    )
    organization = OrganizationFilter("Tổ chức xem xét và cấp dưới")
    state = ChoicesFilter("Tình trạng", choices=CaseState)
    origin = ChoicesFilter("Nguồn", choices=CaseOrigin)
    outcome = ChildChoicesFilter("Kết quả", model=CaseSubject, link="case", column="outcome", choices=Outcome.choices)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, method="by_kind")
    level = ChoicesFilter("Cấp xem xét", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    period_field = "opened"

    class Meta(DatedFilterSet.Meta):
        model = Case

    def by_kind(self, queryset, name, value):
        return queryset.filter(Exists(CaseSubject.objects.filter(case=OuterRef("pk"), subject_kind=value)))


class OverrideFilters(DatedFilterSet):
    organization = OrganizationFilter("Tổ chức xem xét và cấp dưới", field_name="subject__case__path")
    kind = ChoicesFilter("Quy định", choices=OverrideKind)
    q = FreeTextFilter(
        "Lý do, tên đối tượng",
        texts=("reason", "told"),
        names=("subject__subject_organization__search_key", "subject__subject_member__search_key"),
    )
    period_field = "at__date"

    class Meta(DatedFilterSet.Meta):
        model = Override
