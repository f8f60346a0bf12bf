"""How lists of decisions and appeals are narrowed. Figures link here: the parameters are a promise."""

from django.db.models import TextChoices

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.choices import AppealResult, Form
from discipline.models import Appeal, Decision, DecisionGroup
from inspections.choices import VIOLATION_GROUPS
from inspections.filters.parts import ChildChoicesFilter, DatedFilterSet, FreeTextFilter, coded
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter

SUBJECT_NAMES = ("subject_organization__search_key", "subject_member__search_key")
SUBJECT_KEYS = ("subject_organization__code", "subject_member__card_number")


class DecisionFilters(DatedFilterSet):
    q = FreeTextFilter("Số quyết định, tên đối tượng", texts=("number", *SUBJECT_KEYS), names=SUBJECT_NAMES)
    organization = OrganizationFilter("Tổ chức ra quyết định và cấp dưới")
    form = ChoicesFilter("Hình thức", choices=Form)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp ra quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    seat = ChoicesFilter("Đối tượng là cấp ủy viên", choices=Level, none="Không là cấp ủy viên")
    group = ChildChoicesFilter("Nhóm vi phạm", model=DecisionGroup, link="decision", choices=coded(VIOLATION_GROUPS))
    period_field = "decided"

    class Meta(DatedFilterSet.Meta):
        model = Decision


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
