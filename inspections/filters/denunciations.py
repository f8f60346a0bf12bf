from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter
from inspections import deadlines
from inspections.choices import VIOLATION_GROUPS, DenunciationResult, LetterKind, LetterState
from inspections.filters.inspections import DAYS_OF_DUE, DUE
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter, coded
from inspections.models import DenunciationGroup
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from rules import book

LETTER_STAGES = [("received", "Đã nhận trong kỳ"), ("resolved", "Đã giải quyết trong kỳ")]


class DenunciationFilters(DatedFilterSet):
    organization = OrganizationFilter("Tổ chức giải quyết và cấp dưới")
    stage = ChoiceFilter("Trong kỳ", choices=LETTER_STAGES, method="by_stage")
    state = ChoicesFilter("Tình trạng", choices=LetterState)
    due = ChoiceFilter("Hạn giải quyết", choices=DUE, method="by_due")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    result = ChoicesFilter("Kết quả", choices=DenunciationResult, none="Chưa có kết quả")
    group = ChildChoicesFilter(
        "Nhóm vi phạm", model=DenunciationGroup, link="denunciation", choices=coded(VIOLATION_GROUPS)
    )
    kind = ChoicesFilter("Phân loại đơn", choices=LetterKind, none="Chưa phân loại")
    level = ChoicesFilter("Cấp giải quyết", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    q = FreeTextFilter(
        "Số đơn, tên đối tượng",
        texts=["number"],
        names=["subject_organization__search_key", "subject_member__search_key"],
    )

    def in_period(self, queryset, first, last):
        if self.chosen.get("stage") == "resolved":
            return self.between(queryset.filter(resolved__isnull=False), "resolved", first, last)
        return self.between(queryset, "received", first, last)

    def by_due(self, queryset, name, value):
        """Letters being handled by the day their rule gives; only those are looked at one by one."""
        first, last = DAYS_OF_DUE[value]
        found = deadlines.letters_due_between(queryset, book.read(), timezone.localdate(), first, last)
        return queryset.filter(pk__in=found)
