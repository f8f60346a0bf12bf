"""Filters of the lists. The names of the parameters are a contract: figures link to these lists with them."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q

from core.filters import BringsCompanions, ChoiceFilter, ChoicesFilter, DatedFilterSet, DateFilter, LookupFilter
from core.text import capitalized, normalize
from inspections.choices import USUAL_TOPICS, Activity
from inspections.models import SubjectTopic
from members.choices import Body, Level, OrganizationType
from members.filters import ActedFilterSet, ActorFilter, OrganizationFilter
from members.forms import OrganizationField
from members.models import in_tree_of, resolved_by, with_subject_place

STAGES = [("concluded", "Đã kết luận trong kỳ"), ("in_progress", "Đang thực hiện đến ngày cuối kỳ")]


def coded(codes):
    """Contents with their codes, as the official forms name them."""
    return [(code.value, f"{code.value} – {code.label}") for code in codes]


class UnitFilter(BringsCompanions, LookupFilter):
    """What is about an organization, its members, or anything below it. `of` leads to the subject.

    It brings `unit_on` along, which only links name: by the tree of that day, not by today's.
    """

    field_class = OrganizationField

    def __init__(self, label, *, of="", **kwargs):
        self.of = of
        self.columns = [f"{of}subject_organization__path", f"{of}subject_member__path"]
        super().__init__(label, **kwargs)

    def companions(self, filters):
        hidden = DateFilter("Theo cây tổ chức ngày", method="_with_the_other")
        hidden.extra["widget"] = forms.HiddenInput
        return {"unit_on": hidden}

    def filter(self, queryset, value):
        if not value:
            return queryset
        day = self.parent.chosen.get("unit_on")
        if day:
            return with_subject_place(queryset, day, self.of).filter(in_tree_of(value, "subject_place"))
        first, second = (in_tree_of(value, column) for column in self.columns)
        return queryset.filter(first | second)


class ChildChoicesFilter(ChoicesFilter):
    """Rows with at least one child row that has any of the values; a row with two of them counts once.

    The choice of rows without a value means rows without a child. `having` is what a child must be to count.
    """

    def __init__(self, label, *, model, link, column="code", having=None, **kwargs):
        self.child, self.link, self.column = model, link, column  # a filterset sets `model` to its own
        self.having = having or {}
        super().__init__(label, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        children = self.child.objects.filter(**{self.link: OuterRef("pk")}, **self.having)
        found = Q(Exists(children.filter(**{f"{self.column}__in": value})))
        if self.NONE in value:
            found |= ~Exists(children)
        return queryset.filter(found)


class TagsField(forms.MultipleChoiceField):
    """Any tags; the usual ones are offered, and those asked for."""

    default_error_messages = {"invalid_choice": "Chuyên đề quá dài.", "invalid_list": "Hãy chọn trong danh sách."}

    def valid_value(self, value):
        return len(value) <= 120 and "\0" not in value

    def clean(self, value):
        tags = [normalize(tag) for tag in super().clean(value)]
        self.choices = [*self.choices, *((tag, tag) for tag in tags if tag not in USUAL_TOPICS)]
        return tags


class TopicsFilter(django_filters.Filter):
    field_class = TagsField

    def __init__(self, label):
        choices = [(topic, capitalized(topic)) for topic in USUAL_TOPICS]
        super().__init__(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(Exists(SubjectTopic.objects.filter(subject=OuterRef("pk"), name__in=value)))


POSITIONS = (
    ("seat", "Cấp ủy viên", Level, "Không là cấp ủy viên"),
    ("managed_by", "Diện quản lý", Level, "Không thuộc diện quản lý"),
    ("organization_type", "Loại tổ chức của đối tượng", OrganizationType, ""),
)


class PositionedFilterSet(DatedFilterSet):
    """Acts about a subject whose position of the day is kept.

    `position_of` leads from the row to where the position is, `actor_of` to the act.
    """

    position_of = actor_of = ""

    @classmethod
    def get_filters(cls):
        """What each such list is narrowed by, before its dates."""
        filters = super().get_filters()
        dates = {name: filters.pop(name) for name in ("from", "to") if name in filters}
        for name, label, choices, none in POSITIONS:
            filters[name] = ChoicesFilter(label, choices=choices, none=none, field_name=f"{cls.position_of}{name}")
        filters["actor"] = ActorFilter(of=cls.actor_of)
        return filters | dates


class LetterFilterSet(PositionedFilterSet, ActedFilterSet):
    """What is received, and resolved later or not: denunciations, and appeals against discipline.

    What is resolved counts by the day of resolving, what is to be resolved by both, all else by that of receipt.
    """

    def acted_on(self):
        match self.chosen.get("stage"):
            case "resolved":
                return F("resolved")
            case "handled":
                return resolved_by(self.day)

    def in_period(self, queryset, first, last):
        match self.chosen.get("stage"):
            case "resolved":
                return self.between(queryset.filter(resolved__isnull=False), "resolved", first, last)
            case "handled":
                return queryset.handled_in(self.period(first, last))
        return self.between(queryset, "received", first, last)


class StagedFilterSet(ActedFilterSet):
    """Inspections and their subjects: the period means another date for each stage."""

    organization = OrganizationFilter("Tổ chức thực hiện và cấp dưới")
    stage = ChoiceFilter("Tình trạng", choices=STAGES, method="by_stage")
    activity = ChoicesFilter("Loại", choices=Activity)
    level = ChoicesFilter("Cấp thực hiện", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    def acted_on(self):
        return self.day if self.chosen.get("stage") == "in_progress" else None

    def in_period(self, queryset, first, last):
        match self.chosen.get("stage"):
            case "concluded":
                return self.between(queryset.filter(concluded__isnull=False), "concluded", first, last)
            case "in_progress":
                return queryset.in_progress(self.day)
        return self.between(queryset, "decided", first, last)
