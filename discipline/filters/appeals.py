"""How lists of appeals are narrowed. Figures link here: the parameters are a promise."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, TextChoices
from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter
from discipline.choices import AppealCause, AppealGroundKind, AppealResult, AppealState, Form
from discipline.instances import due_between
from discipline.models import Appeal, AppealGround, Restoration
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import ChildChoicesFilter, LetterFilterSet
from inspections.notices import notices_on
from members.choices import Body, Level, SubjectKind
from members.filters import OrganizationFilter
from rules import book


class Stage(TextChoices):
    """How far an appeal has come."""

    RECEIVED = "received", "Đã tiếp nhận"
    RESOLVED = "resolved", "Đã giải quyết"
    OPEN = "open", "Chưa giải quyết"
    HANDLED = "handled", "Phải giải quyết trong kỳ"


class Due(TextChoices):
    """Where the deadline of an open appeal stands today."""

    LATE = "late", "Quá hạn giải quyết"
    SOON = "soon", "Sắp đến hạn giải quyết"


DAYS_OF_DUE = {
    Due.LATE: lambda day, ahead: (date.min, day - timedelta(days=1)),
    Due.SOON: lambda day, ahead: (day, day + timedelta(days=ahead)),
}
"""Between which days a deadline lies, both included."""
OWED = [("open", "Còn việc chưa làm"), ("done", "Đã làm xong")]


class AppealFilters(LetterFilterSet):
    position_of = "decision__"
    q = FreeTextFilter(
        "Số đơn, số quyết định, tên đối tượng",
        numbers=("number", "decision__number"),
        names=tuple(f"decision__{name}" for name in SUBJECT_NAMES),
    )
    organization = OrganizationFilter("Tổ chức giải quyết và cấp dưới")
    stage = ChoiceFilter("Trong kỳ", choices=Stage, method="by_stage")
    due = ChoiceFilter("Hạn giải quyết", choices=Due, method="by_due")
    owed = ChoiceFilter("Xin lỗi, phục hồi quyền lợi", choices=OWED, method="by_owed")
    state = ChoicesFilter("Tình trạng", choices=AppealState)
    ground = ChildChoicesFilter(
        "Khiếu nại về", model=AppealGround, link="appeal", choices=AppealGroundKind, none="Chưa ghi"
    )
    form = ChoicesFilter("Hình thức bị khiếu nại", choices=Form, field_name="decision__form")
    result = ChoicesFilter("Kết quả", choices=AppealResult, none="Chưa ghi kết quả")
    cause = ChoicesFilter("Nguyên nhân thay đổi", choices=AppealCause, none="Chưa ghi nguyên nhân")
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="decision__subject_kind")
    level = ChoicesFilter("Cấp giải quyết", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    class Meta(LetterFilterSet.Meta):
        model = Appeal

    def by_due(self, queryset, name, value):
        day, rulebook = timezone.localdate(), book.read()
        found = due_between(queryset, rulebook, *DAYS_OF_DUE[value](day, notices_on(day, rulebook).earliest))
        return queryset.filter(pk__in=[appeal.pk for _, appeal in found])

    def by_owed(self, queryset, name, value):
        if value == "open":
            return queryset.owed()
        some = Exists(Restoration.objects.filter(appeal=OuterRef("pk")))
        return queryset.filter(some).exclude(pk__in=Appeal.objects.owed().order_by().values("pk"))

    def in_period(self, queryset, first, last):
        """Open ones are those not resolved by the last day asked for, today if there is none."""
        queryset = super().in_period(queryset, first, last)
        return queryset.open(self.day) if self.chosen.get("stage") == Stage.OPEN else queryset
