from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter
from inspections import deadlines
from inspections.choices import Content, Result, State
from inspections.dossier import incomplete
from inspections.filters.free_text import SUBJECT_NAMES, FreeTextFilter
from inspections.filters.parts import (
    ChildChoicesFilter,
    PositionedFilterSet,
    StagedFilterSet,
    TopicsFilter,
    UnitFilter,
    coded,
)
from inspections.form_columns import labelled_columns
from inspections.models import Inspection, Subject, SubjectContent, SubjectNumber
from members.choices import SubjectKind
from members.permissions import own_member
from rules import book

DUE = [("late", "Quá hạn"), ("week", "Đến hạn trong 7 ngày")]
DAYS_OF_DUE = {"late": (None, -1), "week": (0, 7)}
"""Days from today to the due day, both included; none is without a bound."""


NUMBERS = labelled_columns()


class InspectionFilters(StagedFilterSet):
    q = FreeTextFilter(
        "Số quyết định, tên đối tượng",
        numbers=("number", "conclusion_number"),
        names=SUBJECT_NAMES,
        through=(Subject, "inspection"),
    )
    state = ChoicesFilter("Bước", choices=State)
    due = ChoiceFilter("Hạn kết luận", choices=DUE, method="by_due")
    mine = ChoiceFilter("Trong đoàn", choices=[("1", "Cuộc tôi ở trong đoàn")], method="by_own_teams")
    papers = ChoiceFilter("Hồ sơ", choices=[("missing", "Thiếu tài liệu")], method="by_papers")

    def by_due(self, queryset, name, value):
        """Running inspections by the day their rule gives; only those are looked at one by one."""
        first, last = DAYS_OF_DUE[value]
        return queryset.filter(pk__in=deadlines.due_between(queryset, book.read(), timezone.localdate(), first, last))

    def by_own_teams(self, queryset, name, value):
        return queryset.filter(team__member=own_member(self.request.user))

    def by_papers(self, queryset, name, value):
        """Concluded ones and running ones alike; what is cancelled needs no dossier."""
        kept = queryset.filter(steps__isnull=False).exclude(state=State.CANCELLED)
        return queryset.filter(pk__in=incomplete(Inspection.objects.filter(pk__in=kept.values("pk")), book.read()))


class SubjectFilters(PositionedFilterSet, StagedFilterSet):
    act = "inspection__"
    q = FreeTextFilter(
        "Số quyết định, tên đối tượng",
        numbers=["inspection__number"],
        names=SUBJECT_NAMES,
    )
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    unit = UnitFilter("Đơn vị của đối tượng")
    itself = ChoiceFilter("Phạm vi đơn vị", choices=[("1", "Chỉ chính đơn vị đó")], method="by_itself")
    result = ChoicesFilter("Kết quả", choices=Result, none="Chưa có kết quả")
    content = ChildChoicesFilter("Nội dung", model=SubjectContent, link="subject", choices=coded(Content))
    topic = TopicsFilter("Chuyên đề")
    number = ChildChoicesFilter(
        "Có số liệu ở cột của biểu",
        model=SubjectNumber,
        link="subject",
        column="column",
        having={"value__gt": 0},
        choices=NUMBERS,
    )

    def by_itself(self, queryset, name, value):
        """Of a unit, the organization alone: neither its members nor what is below it."""
        unit = self.chosen.get("unit")
        return queryset.filter(subject_organization=unit) if unit else queryset
