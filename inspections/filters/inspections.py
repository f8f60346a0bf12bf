from django.db.models import Exists, OuterRef, Q

from core.filters import ChoiceFilter, ChoicesFilter, TextFilter
from core.text import normalize, search_key
from inspections.choices import Content, Result
from inspections.filters.parts import ChildChoicesFilter, FreeTextFilter, StagedFilterSet, TopicsFilter, coded
from inspections.models import Subject, SubjectContent
from members.choices import Level, OrganizationType, SubjectKind


class InspectionFilters(StagedFilterSet):
    q = TextFilter("Số quyết định, tên đối tượng", method="by_words")

    def by_words(self, queryset, name, value):
        """Each word in the number of the decision or conclusion, or in the name of one of the subjects."""
        for word in normalize(value).split():
            key = search_key(word)
            named = Q(subject_organization__search_key__contains=key) | Q(subject_member__search_key__contains=key)
            subjects = Subject.objects.filter(named, inspection=OuterRef("pk"))
            numbered = Q(number__icontains=word) | Q(conclusion_number__icontains=word)
            queryset = queryset.filter(numbered | Exists(subjects))
        return queryset


class SubjectFilters(StagedFilterSet):
    q = FreeTextFilter(
        "Số quyết định, tên đối tượng",
        texts=["inspection__number", "subject_member__card_number"],
        names=["subject_organization__search_key", "subject_member__search_key"],
    )
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    result = ChoicesFilter("Kết quả", choices=Result, none="Chưa có kết quả")
    content = ChildChoicesFilter("Nội dung", model=SubjectContent, link="subject", choices=coded(Content))
    topic = TopicsFilter("Chuyên đề")
    seat = ChoicesFilter("Cấp ủy viên", choices=Level, none="Không là cấp ủy viên")
    managed_by = ChoicesFilter("Diện quản lý", choices=Level, none="Không thuộc diện quản lý")
    organization_type = ChoicesFilter("Loại tổ chức của đối tượng", choices=OrganizationType)
