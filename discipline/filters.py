"""How lists of decisions and appeals are narrowed. Figures link here: the parameters are a promise."""

from django.db.models import Q, TextChoices
from django.utils.timezone import localdate

from core.filters import ChoiceFilter, ChoicesFilter, FilterSet, LookupFilter, TextFilter
from core.text import search_key
from discipline.choices import AppealResult, Form
from discipline.models import Appeal, Decision, DecisionGroup
from inspections.choices import VIOLATION_GROUPS, Content
from members.choices import Body, Level, SubjectKind
from members.forms import OrganizationField

GROUP_CHOICES = [(code, f"{code} – {Content(code).label}") for code in VIOLATION_GROUPS]


class ActorFilter(LookupFilter):
    """Acts of an organization or of anything below it, as the tree stood then; named by its code."""

    field_class = OrganizationField

    def filter(self, queryset, value):
        return queryset.within(value) if value else queryset


class DecisionFilters(FilterSet):
    q = TextFilter("Tìm số quyết định, tên đối tượng", method="search")
    organization = ActorFilter("Tổ chức ra quyết định", required=False)
    form = ChoicesFilter("Hình thức", choices=Form)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="subject_kind")
    level = ChoicesFilter("Cấp ra quyết định", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)
    seat = ChoicesFilter("Đối tượng là cấp ủy viên", choices=Level, none="Không là cấp ủy viên")
    group = ChoicesFilter("Nhóm vi phạm", choices=GROUP_CHOICES, method="of_groups")
    period_field = "decided"

    class Meta(FilterSet.Meta):
        model = Decision

    def search(self, queryset, name, text):
        return queryset.filter(numbered(text) | subject_named(text))

    def of_groups(self, queryset, name, codes):
        return queryset.filter(pk__in=DecisionGroup.objects.filter(code__in=codes).values("decision"))


class Stage(TextChoices):
    """How far an appeal has come."""

    RECEIVED = "received", "Đã tiếp nhận"
    RESOLVED = "resolved", "Đã giải quyết"
    OPEN = "open", "Chưa giải quyết"


class AppealFilters(FilterSet):
    q = TextFilter("Tìm số đơn, số quyết định, tên đối tượng", method="search")
    organization = ActorFilter("Tổ chức giải quyết", required=False)
    stage = ChoiceFilter("Tình trạng", choices=Stage, method="in_period_alone")
    result = ChoicesFilter("Kết quả", choices=AppealResult)
    subject = ChoiceFilter("Loại đối tượng", choices=SubjectKind, field_name="decision__subject_kind")
    level = ChoicesFilter("Cấp giải quyết", choices=Level)
    body = ChoicesFilter("Chủ thể", choices=Body)

    class Meta(FilterSet.Meta):
        model = Appeal

    def search(self, queryset, name, text):
        return queryset.filter(numbered(text) | numbered(text, "decision__") | subject_named(text, "decision__"))

    def in_period_alone(self, queryset, name, stage):
        """The stage works together with the dates, in `in_period`."""
        return queryset

    def in_period(self, queryset, first, last):
        """Resolved appeals count by the day of resolving, all others by the day of receipt.

        Open ones are those not resolved by the last day asked for, today if there is none.
        """
        stage = self.chosen.get("stage")
        field = "resolved" if stage == Stage.RESOLVED else "received"
        bounds = {f"{field}__gte": first, f"{field}__lte": last}
        queryset = queryset.filter(**{name: day for name, day in bounds.items() if day})
        if stage == Stage.OPEN:
            return queryset.open(last or localdate())
        return queryset.filter(resolved__isnull=False) if stage == Stage.RESOLVED else queryset


def numbered(text, prefix=""):
    """Condition: the number contains the text. SQLite knows no capital of đ, so capitals are tried as well."""
    contains = f"{prefix}number__icontains"
    return Q(**{contains: text}) | Q(**{contains: text.upper()})


def subject_named(text, prefix=""):
    """Condition: the subject's name contains the words, with marks or without; or it is its code or card number."""
    key = search_key(text)
    return (
        Q(**{f"{prefix}subject_organization__search_key__contains": key})
        | Q(**{f"{prefix}subject_member__search_key__contains": key})
        | Q(**{f"{prefix}subject_organization__code__iexact": text})
        | Q(**{f"{prefix}subject_member__card_number": text})
    )
