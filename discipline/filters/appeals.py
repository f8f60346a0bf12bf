"""How lists of appeals are narrowed. Figures link here: the parameters are a promise."""

from django.db.models import TextChoices

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.choices import AppealResult
from discipline.filters.parts import SUBJECT_KEYS, SUBJECT_NAMES
from discipline.models import Appeal
from inspections.filters.parts import DatedFilterSet, FreeTextFilter
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter


class Stage(TextChoices):
    """How far an appeal has come."""

    RECEIVED = "received", "Đã tiếp nhận"
    RESOLVED = "resolved", "Đã giải quyết"
    OPEN = "open", "Chưa giải quyết"


class AppealFilters(DatedFilterSet):
    q = FreeTextFilter(
        "Số đơn, số quyết định, tên đối tượng",
        texts=("number", "decision__number", *(f"decision__{key}" for key in SUBJECT_KEYS)),
        names=tuple(f"decision__{name}" for name in SUBJECT_NAMES),
    )
    organization = OrganizationFilter("Tổ chức giải quyết và cấp dưới")
    stage = ChoiceFilter("Tình trạng", choices=Stage, method="by_stage")
    result = ChoicesFilter("Kết quả", choices=AppealResult)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="decision__subject_kind")
    level = ChoicesFilter("Cấp giải quyết", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    class Meta(DatedFilterSet.Meta):
        model = Appeal

    def in_period(self, queryset, first, last):
        """Resolved appeals count by the day of resolving, all others by the day of receipt.

        Open ones are those not resolved by the last day asked for, today if there is none.
        """
        stage = self.chosen.get("stage")
        if stage == Stage.RESOLVED:
            return self.between(queryset.filter(resolved__isnull=False), "resolved", first, last)
        queryset = self.between(queryset, "received", first, last)
        return queryset.open(self.day) if stage == Stage.OPEN else queryset
