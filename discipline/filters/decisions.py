"""How lists of decisions are narrowed. Figures link here: the parameters are a promise."""

from django.db.models import TextChoices

from core.filters import ChoiceFilter, ChoicesFilter, YesNoFilter
from discipline.checks import questioned
from discipline.choices import CheckKind, Form, LegalHandling
from discipline.models import Decision, DecisionGroup
from inspections.choices import VIOLATION_GROUPS
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import ChildChoicesFilter, PositionedFilterSet, coded
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from rules import book


class Stage(TextChoices):
    """How a decision stands on the last day asked for, today if there is none."""

    IN_FORCE = "in_force", "Đang có hiệu lực đến ngày cuối kỳ"
    LAPSED = "lapsed", "Đã hết hiệu lực, đã hủy hoặc xóa"
    UNANNOUNCED = "unannounced", "Chưa ghi ngày công bố"
    WAITING = "waiting", "Từ vụ việc, chờ công bố"


class DecisionFilters(PositionedFilterSet):
    q = FreeTextFilter("Số quyết định, tên đối tượng", numbers=("number",), names=SUBJECT_NAMES)
    organization = OrganizationFilter("Tổ chức ra quyết định và cấp dưới")
    form = ChoicesFilter("Hình thức", choices=Form)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp ra quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    stage = ChoiceFilter("Hiệu lực", choices=Stage, method="by_stage")
    stands = ChoicesFilter("Hình thức còn lại", choices=Form, method="by_standing")
    group = ChildChoicesFilter("Nhóm vi phạm", model=DecisionGroup, link="decision", choices=coded(VIOLATION_GROUPS))
    probationary = YesNoFilter("Khi đó là đảng viên dự bị")
    legal = ChoicesFilter("Xử lý pháp luật", choices=LegalHandling, none="Không bị xử lý pháp luật")
    administrative = YesNoFilter("Đã xử lý hành chính")

    class Meta(PositionedFilterSet.Meta):
        model = Decision

    def by_stage(self, queryset, name, value):
        if value == Stage.UNANNOUNCED:
            return queryset.filter(announced__isnull=True)
        if value == Stage.WAITING:
            return queryset.to_announce()
        in_force = Decision.objects.in_force(self.day).order_by().values("pk")
        if value == Stage.IN_FORCE:
            return queryset.filter(pk__in=in_force)
        return queryset.filter(announced__isnull=False).exclude(pk__in=in_force)

    def by_standing(self, queryset, name, values):
        standing = Decision.objects.standing(self.day).filter(stands__in=values)
        return queryset.filter(pk__in=standing.order_by().values("pk"))

    def in_period(self, queryset, first, last):
        """By the day of the decision; those in force on the last day, of whatever day."""
        if self.chosen.get("stage") == Stage.IN_FORCE:
            return queryset
        return self.between(queryset, "decided", first, last)


class QuestionFilters(DecisionFilters):
    question = ChoicesFilter("Quy định đặt vấn đề về", choices=CheckKind, method="by_question")

    def by_question(self, queryset, name, values):
        found = questioned(queryset, book.read())
        keys = [key for key, questions in found.items() if any(one.kind in values for one in questions)]
        return queryset.filter(pk__in=keys)
