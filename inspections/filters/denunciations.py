from core.filters import ChoiceFilter, ChoicesFilter
from inspections.choices import VIOLATION_GROUPS, DenunciationResult
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter, TreeFilter, coded
from inspections.models import DenunciationGroup
from members.choices import Body, Level, SubjectKind

LETTER_STAGES = [("received", "Đã nhận trong kỳ"), ("resolved", "Đã giải quyết trong kỳ")]


class DenunciationFilters(DatedFilterSet):
    organization = TreeFilter("Tổ chức giải quyết và cấp dưới", field_name="path")
    stage = ChoiceFilter("Tình trạng", choices=LETTER_STAGES, method="by_stage")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    result = ChoicesFilter("Kết quả", choices=DenunciationResult, none="Chưa có kết quả")
    group = ChildChoicesFilter(
        "Nhóm vi phạm", model=DenunciationGroup, link="denunciation", choices=coded(VIOLATION_GROUPS)
    )
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
