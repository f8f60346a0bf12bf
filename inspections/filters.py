"""Filters of the lists. The names of the parameters are a contract: figures link to these lists with them."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from core.filters import ChoiceFilter, ChoicesFilter, DateFilter, FilterSet, LookupFilter, TextFilter, YearFilter
from core.text import normalize, search_key
from inspections.choices import USUAL_TOPICS, VIOLATION_GROUPS, Activity, Content, DenunciationResult, Result
from inspections.models import DenunciationGroup, Subject, SubjectContent, SubjectTopic
from members.choices import Body, Level, OrganizationType, SubjectKind
from members.forms import OrganizationField
from members.models import in_subtree

STAGES = [("concluded", "Đã kết luận trong kỳ"), ("in_progress", "Đang thực hiện đến ngày cuối kỳ")]
REMEDY_STAGES = [
    ("open", "Chưa khắc phục xong"),
    ("overdue", "Quá hạn"),
    ("done", "Đã khắc phục xong trong kỳ"),
    ("done_late", "Khắc phục xong trong kỳ nhưng quá hạn"),
]
AGES = {"30": (1, 30), "90": (31, 90), "more": (91, None)}
"""Age bands of what is overdue, in days."""
AGE_CHOICES = [("30", "Quá hạn đến 30 ngày"), ("90", "Quá hạn 31 đến 90 ngày"), ("more", "Quá hạn trên 90 ngày")]
LETTER_STAGES = [("received", "Đã nhận trong kỳ"), ("resolved", "Đã giải quyết trong kỳ")]
ITEM_STAGES = [("planned", "Tất cả mục trong chương trình"), ("done", "Đã thực hiện"), ("not_done", "Chưa thực hiện")]


def coded(codes):
    """Contents with their codes, as the official forms name them."""
    return [(code.value, f"{code.value} – {code.label}") for code in codes]


class TreeFilter(LookupFilter):
    """Acts of an organization and of everything below it, by its code."""

    field_class = OrganizationField

    def filter(self, queryset, value):
        return queryset.filter(in_subtree(value.path, self.field_name)) if value else queryset


class UnitFilter(LookupFilter):
    """What is about an organization, its members, or anything below it. `field_name` leads to the subject."""

    field_class = OrganizationField

    def filter(self, queryset, value):
        if not value:
            return queryset
        columns = ("subject_organization__path", "subject_member__path")
        first, second = (in_subtree(value.path, f"{self.field_name}__{column}") for column in columns)
        return queryset.filter(first | second)


class ChildChoicesFilter(ChoicesFilter):
    """Rows with at least one child row that has any of the values; a row with two of them counts once."""

    def __init__(self, label, *, model, link, column="code", **kwargs):
        self.child, self.link, self.column = model, link, column  # a filterset sets `model` to its own
        super().__init__(label, **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        children = self.child.objects.filter(**{self.link: OuterRef("pk"), f"{self.column}__in": value})
        return queryset.filter(Exists(children))


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
        choices = [(topic, topic[0].upper() + topic[1:]) for topic in USUAL_TOPICS]
        super().__init__(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(Exists(SubjectTopic.objects.filter(subject=OuterRef("pk"), name__in=value)))


class FreeTextFilter(TextFilter):
    """Words found in a number, or in the name of a subject whatever its marks; `texts` and `names` say where."""

    def __init__(self, label, *, texts=(), names=(), **kwargs):
        self.texts, self.names = texts, names
        super().__init__(label, **kwargs)

    def filter(self, queryset, value):
        for word in normalize(value).split():
            condition = Q()
            for column in self.texts:
                # SQLite knows no capital of đ, so capitals are tried as well
                condition |= Q(**{f"{column}__icontains": word}) | Q(**{f"{column}__icontains": word.upper()})
            for column in self.names:
                condition |= Q(**{f"{column}__contains": search_key(word)})
            queryset = queryset.filter(condition)
        return queryset


class DatedFilterSet(FilterSet):
    @property
    def day(self):
        """The day as of which something is open: the last one of the period, or today."""
        return self.chosen.get("to") or timezone.localdate()

    def by_stage(self, queryset, name, value):
        """The stage says which date counts: see `in_period`."""
        return queryset

    def between(self, queryset, field, first, last):
        bounds = {f"{field}__gte": first, f"{field}__lte": last}
        return queryset.filter(**{name: day for name, day in bounds.items() if day})


class StagedFilterSet(DatedFilterSet):
    """Inspections and their subjects: the period means another date for each stage."""

    organization = TreeFilter("Tổ chức thực hiện và cấp dưới", field_name="path")
    stage = ChoiceFilter("Tình trạng", choices=STAGES, method="by_stage")
    activity = ChoicesFilter("Loại", choices=Activity)
    level = ChoicesFilter("Cấp thực hiện", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    def in_period(self, queryset, first, last):
        match self.chosen.get("stage"):
            case "concluded":
                return self.between(queryset.filter(concluded__isnull=False), "concluded", first, last)
            case "in_progress":
                return queryset.in_progress(self.day)
        return self.between(queryset, "decided", first, last)


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


class RemedyFilters(DatedFilterSet):
    organization = TreeFilter("Tổ chức kiểm tra và cấp dưới", field_name="path")
    unit = UnitFilter("Đơn vị phải khắc phục", field_name="finding__subject")
    stage = ChoiceFilter("Tình trạng", choices=REMEDY_STAGES, method="by_stage")
    age = ChoicesFilter("Thời gian quá hạn", choices=AGE_CHOICES, method="by_age")
    activity = ChoicesFilter("Loại", choices=Activity, field_name="finding__subject__activity")
    level = ChoicesFilter("Cấp thực hiện", choices=Level, field_name="finding__subject__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="finding__subject__body")
    q = FreeTextFilter(
        "Khuyết điểm, tên đối tượng",
        texts=["finding__description", "requirement", "finding__subject__inspection__number"],
        names=[
            "finding__subject__subject_organization__search_key",
            "finding__subject__subject_member__search_key",
        ],
    )

    def by_age(self, queryset, name, value):
        """Overdue by so many days as of the last day of the period."""
        bands = Q()
        for youngest, oldest in (AGES[band] for band in value):
            band = Q(due__lte=self.day - timedelta(days=youngest))
            bands |= band & Q(due__gte=self.day - timedelta(days=oldest)) if oldest else band
        return queryset.overdue(self.day).filter(bands)

    def in_period(self, queryset, first, last):
        match self.chosen.get("stage"):
            case "done":
                return self.between(queryset.filter(done__isnull=False), "done", first, last)
            case "done_late":
                return self.between(queryset.filter(done__gt=F("due")), "done", first, last)
            case "overdue":
                return queryset.overdue(self.day)
            case "open":
                return queryset.open(self.day)
        return self.between(queryset, "due", first, last)


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


class ProgrammeFilters(FilterSet):
    organization = TreeFilter("Tổ chức ban hành và cấp dưới", field_name="path")
    year_from = YearFilter("Từ năm", field_name="year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="year", lookup_expr="lte")
    level = ChoicesFilter("Cấp", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)


class ProgrammeItemFilters(FilterSet):
    organization = TreeFilter("Tổ chức ban hành và cấp dưới", field_name="path")
    year_from = YearFilter("Từ năm", field_name="programme__year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="programme__year", lookup_expr="lte")
    stage = ChoiceFilter("Tình trạng", choices=ITEM_STAGES, method="by_stage", empty="Tất cả mục")
    to = DateFilter("Tính đến ngày", method="as_of")
    activity = ChoicesFilter("Loại", choices=Activity)
    level = ChoicesFilter("Cấp", choices=Level, field_name="programme__level")
    body = ChoicesFilter("Chủ thể", choices=Body, field_name="programme__body")
    q = FreeTextFilter("Nội dung, phụ trách", texts=["content", "lead", "document_number"])

    def by_stage(self, queryset, name, value):
        day = self.chosen.get("to") or timezone.localdate()
        match value:
            case "done":
                return queryset.done(day)
            case "not_done":
                return queryset.not_done(day)
        return queryset

    def as_of(self, queryset, name, value):
        """The day up to which an inspection counts as concluded: see `by_stage`."""
        return queryset
