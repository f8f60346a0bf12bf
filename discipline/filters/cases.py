"""How lists of cases and of what went against the rules are narrowed."""

from django.db.models import Exists, OuterRef

from core.filters import ChoiceFilter, ChoicesFilter, DatedFilterSet
from discipline.choices import CaseOrigin, CaseState, Form, Outcome, OverrideKind
from discipline.models import Case, CaseSubject, Override
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import ChildChoicesFilter, PositionedFilterSet
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter

CASE_STAGES = [("opened", "Lập hồ sơ trong kỳ"), ("decided", "Có kết quả trong kỳ")]


class CaseFilters(DatedFilterSet):
    q = FreeTextFilter(
        "Nội dung, tên đối tượng",
        texts=("title", "origin_note"),
        names=SUBJECT_NAMES,
        through=(CaseSubject, "case"),
    )
    organization = OrganizationFilter("Tổ chức xem xét và cấp dưới")
    stage = ChoiceFilter("Trong kỳ", choices=CASE_STAGES, method="by_stage")
    state = ChoicesFilter("Tình trạng", choices=CaseState)
    origin = ChoicesFilter("Nguồn", choices=CaseOrigin)
    outcome = ChildChoicesFilter("Kết quả", model=CaseSubject, link="case", column="outcome", choices=Outcome.choices)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, method="by_kind")
    level = ChoicesFilter("Cấp xem xét", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    class Meta(DatedFilterSet.Meta):
        model = Case

    def by_kind(self, queryset, name, value):
        return queryset.filter(Exists(CaseSubject.objects.filter(case=OuterRef("pk"), subject_kind=value)))

    def in_period(self, queryset, first, last):
        if self.chosen.get("stage") == "decided":
            return self.between(queryset.filter(decided__isnull=False), "decided", first, last)
        return self.between(queryset, "opened", first, last)


class CaseSubjectFilters(PositionedFilterSet):
    """The outcome of each subject, by the day on which its case came to its results."""

    actor_of = "case__"

    q = FreeTextFilter("Nội dung, tên đối tượng", texts=("case__title",), names=SUBJECT_NAMES)
    organization = OrganizationFilter("Tổ chức xem xét và cấp dưới", field_name="case__path")
    outcome = ChoicesFilter("Kết quả", choices=Outcome, none="Chưa có kết quả")
    form = ChoicesFilter("Hình thức", choices=Form, none="Không có hình thức", field_name="outcome_form")
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp xem xét", choices=Level, field_name="case__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="case__body")
    period_field = "case__decided"

    class Meta(PositionedFilterSet.Meta):
        model = CaseSubject


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
