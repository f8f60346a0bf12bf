"""How lists of organizations, members, ratings, users and history are narrowed."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from accounts.choices import Act
from accounts.models import HistoryEntry, User
from core.filters import (
    BringsCompanions,
    ChoiceFilter,
    ChoicesFilter,
    DatedFilterSet,
    DateFilter,
    FilterSet,
    LookupFilter,
    TextFilter,
    YearFilter,
)
from members.choices import (
    LEAVING,
    LEVELS_AND_BODIES,
    PRESENT,
    Actor,
    Grade,
    Level,
    MemberStatus,
    OrganizationType,
    Role,
    Sex,
    SubjectKind,
)
from members.forms import OrganizationField
from members.membership import probation_began_by
from members.models import (
    Member,
    MemberEvent,
    Organization,
    Post,
    Rating,
    actor,
    itself_alone,
    whole_tree,
    with_actor_then,
)
from rules import book

MEMBER_STATES = [
    ("present", "Đang sinh hoạt"),
    ("probation_over", "Dự bị quá thời gian quy định"),
    ("stay_over", "Sinh hoạt tạm thời quá hạn"),
    ("left", "Đã rời"),
]
TREE, AS_IT_STOOD = "Theo cây tổ chức", "Tại thời điểm ban hành"
SCOPES = [("own", "Chỉ của chính tổ chức đó"), ("below", "Chỉ của các tổ chức cấp dưới")]


class OrganizationFilter(BringsCompanions, LookupFilter):
    """Rows of an organization or of anything below it, named by its code. `field_name` is the path.

    It brings `scope` along: of the organization alone, or of what is below it alone. And `tree`: its rows are those of
    the tree as it stood on the date of each, or as it is today. Where a list has level and body
    of who acted, it also brings `pair`, pairs of both: a merged set such as "Ban Thường vụ và đảng ủy cơ sở".
    """

    field_class = OrganizationField

    def __init__(self, label, *, field_name="path", **kwargs):
        super().__init__(label, field_name=field_name, **kwargs)

    def companions(self, filters):
        scope = {"scope": ChoiceFilter("Phạm vi, khi đã chọn tổ chức", choices=SCOPES, method="_with_the_other")}
        if "level" in filters:
            scope["tree"] = ChoiceFilter(
                TREE, choices=[("today", "Hiện nay")], empty=AS_IT_STOOD, method="_with_the_other"
            )
        if "level" not in filters or "body" not in filters:
            return scope
        return scope | {"pair": PairFilter(filters["level"].field_name, filters["body"].field_name)}

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(self.condition(value, queryset.model, self.field_name))

    def condition(self, organization, model, field):
        """Which rows are the organization's, in the scope that was chosen, by a column with their place."""
        if self.parent.chosen.get("tree"):
            organization = organization.by_todays_tree()
        tree, itself = whole_tree(organization, model, field), itself_alone(organization, model, field)
        wanted = {"own": itself, "below": tree & ~itself}
        return wanted.get(self.parent.chosen.get("scope"), tree)


class ActedFilterSet(DatedFilterSet):
    """Acts of which some stages are told of another day than the one whose place the row keeps.

    What was open on a day counts by the tree of that day, what was resolved by that of its date: organization and
    level of who acted are asked for as they were then. `act` leads from the row to the act.
    """

    act = ""

    def acted_on(self):
        """The day on which who acted is placed, or a date of the row; None where the row keeps that place."""
        return

    def filter_queryset(self, queryset):
        day = self.acted_on()
        if day is not None:
            queryset = with_actor_then(queryset, day, self.act)
            self._ask_for("organization", field_name="acted_path")
            self._ask_for("level", field_name="acted_level")
            self._ask_for("pair", columns=("acted_level", "body"))
            self._ask_for("actor", level="acted_level")
        return super().filter_queryset(queryset)

    def _ask_for(self, name, **changed):
        """Let a filter of this list, if it has it, look at other columns."""
        if name in self.filters:
            vars(self.filters[name]).update(changed)


class PairFilter(ChoicesFilter):
    """Rows of any of some pairs of level and body. Only links name it, so it takes no room in the form."""

    def __init__(self, level, body):
        self.columns = (level, body)
        super().__init__("Cấp và chủ thể", choices=LEVELS_AND_BODIES)
        self.extra["widget"] = forms.MultipleHiddenInput

    def filter(self, queryset, value):
        pairs = Q()
        for pair in value or ():
            pairs |= Q(**dict(zip(self.columns, pair.split("-"), strict=True)))
        return queryset.filter(pairs)


class ActorFilter(ChoicesFilter):
    """Acts by who acted, as the statistical forms tell them apart; `of` leads from the row to the act."""

    def __init__(self, *, of=""):
        self.of, self.level = of, ""
        super().__init__("Nhóm chủ thể của biểu thống kê", choices=Actor)

    def filter(self, queryset, value):
        return queryset.alias(acting=actor(self.of, self.level)).filter(acting__in=value) if value else queryset


class OrganizationFilters(FilterSet):
    q = TextFilter("Tên hoặc mã", method="search")
    organization = OrganizationFilter("Trực thuộc")
    type = ChoicesFilter("Loại", choices=OrganizationType)
    level = ChoicesFilter("Cấp", choices=Level)
    state = ChoiceFilter(
        "Hoạt động", choices=[("active", "Đang hoạt động"), ("ended", "Đã kết thúc")], method="in_state"
    )

    class Meta(FilterSet.Meta):
        model = Organization

    def search(self, queryset, name, typed):
        return queryset.found(typed)

    def in_state(self, queryset, name, state):
        ended = Q(valid_until__lt=timezone.localdate())
        return queryset.filter(ended) if state == "ended" else queryset.exclude(ended)


class PlacedFilter(OrganizationFilter):
    """Members of an organization today; of the day of the filter `on`, see there."""

    def filter(self, queryset, value):
        return queryset if self.parent.chosen.get("on") else super().filter(queryset, value)


class MemberFilters(FilterSet):
    q = TextFilter("Họ tên hoặc số thẻ", method="search")
    organization = PlacedFilter("Thuộc tổ chức")
    on = DateFilter("Là đảng viên vào ngày", method="of_a_day")
    status = ChoicesFilter("Tình trạng", choices=MemberStatus)
    sex = ChoiceFilter("Giới tính", choices=Sex)
    seat = ChoicesFilter("Cấp ủy viên", choices=Level, method="with_seat")
    joined_from = YearFilter("Vào Đảng từ năm", field_name="joined", lookup_expr="year__gte")
    joined_to = YearFilter("Vào Đảng đến năm", field_name="joined", lookup_expr="year__lte")
    state = ChoiceFilter("Diện theo dõi", choices=MEMBER_STATES, method="in_state")
    period_labels = ("Rời Đảng bộ từ ngày", "Rời Đảng bộ đến ngày")

    class Meta(FilterSet.Meta):
        model = Member

    def in_period(self, queryset, first, last):
        """Members with an event of leaving in these days."""
        if not (first or last):
            return queryset
        bounds = {"day__gte": first, "day__lte": last}
        left = MemberEvent.objects.standing().filter(kind__in=LEAVING, **{k: day for k, day in bounds.items() if day})
        return queryset.filter(pk__in=left.order_by().values("member"))

    def of_a_day(self, queryset, name, day):
        """Who was a member on the day, of the organization where the cell stood then."""
        members, organization = Member.objects.as_of(day), self.chosen.get("organization")
        if organization:
            members = members.filter(self.filters["organization"].condition(organization, Member, "stood_path"))
        return queryset.filter(pk__in=members.order_by().values("pk"))

    def in_state(self, queryset, name, state):
        today = timezone.localdate()
        if state == "present":
            return queryset.filter(status__in=PRESENT)
        if state == "left":
            return queryset.exclude(status__in=PRESENT)
        if state == "stay_over":
            overdue = MemberEvent.objects.overdue_stays(today).order_by()
            return queryset.filter(status__in=PRESENT, pk__in=overdue.values("member"))
        joined = probation_began_by(book.read(), today)
        return queryset.filter(status=MemberStatus.PROBATIONARY, joined__lte=joined) if joined else queryset.none()

    def search(self, queryset, name, typed):
        return queryset.found(typed)

    def with_seat(self, queryset, name, seats):
        holders = Post.objects.filter(seat__in=seats)
        return queryset.filter(pk__in=holders.values("member")) if seats else queryset


class RatingFilters(FilterSet):
    organization = OrganizationFilter("Thuộc tổ chức")
    year_from = YearFilter("Từ năm", field_name="year", lookup_expr="gte")
    year_to = YearFilter("Đến năm", field_name="year", lookup_expr="lte")
    subject = ChoiceFilter("Đối tượng", choices=SubjectKind, field_name="subject_kind")
    grade = ChoicesFilter("Mức xếp loại", choices=Grade)
    level = ChoicesFilter("Cấp của tổ chức", choices=Level)
    departs = ChoiceFilter(
        "Xếp loại khác quy định", choices=[("yes", "Có"), ("no", "Không")], method="going_against_a_rule"
    )

    class Meta(FilterSet.Meta):
        model = Rating

    def going_against_a_rule(self, queryset, name, value):
        return queryset.exclude(told="") if value == "yes" else queryset.filter(told="")


class UserFilters(FilterSet):
    q = TextFilter("Họ tên hoặc tên đăng nhập", method="search")
    role = ChoicesFilter("Vai trò", choices=Role, method="with_role")
    active = ChoiceFilter("Tài khoản", choices=[("yes", "Đang hoạt động"), ("no", "Đã khóa")], method="is_active")

    class Meta(FilterSet.Meta):
        model = User

    def search(self, queryset, name, typed):
        return queryset.filter(Q(full_name__icontains=typed) | Q(username__icontains=typed.lower()))

    def with_role(self, queryset, name, roles):
        return queryset.filter(assignments__role__in=roles).distinct() if roles else queryset

    def is_active(self, queryset, name, state):
        return queryset.filter(is_active=state == "yes") if state else queryset


class HistoryFilters(FilterSet):
    act = ChoicesFilter("Việc đã làm", choices=Act)
    username = TextFilter("Tên đăng nhập", field_name="username")
    label = TextFilter("Đối tượng", field_name="object_label")

    class Meta(FilterSet.Meta):
        model = HistoryEntry

    def in_period(self, queryset, first, last):
        """Whole days of the office's own clock."""
        queryset = queryset.filter(at__gte=_midnight(first)) if first else queryset
        return queryset.filter(at__lt=_midnight(last + timedelta(days=1))) if last else queryset


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


DUE_CHOICES = [("3", "Trong 3 ngày"), ("7", "Trong 7 ngày"), ("15", "Trong 15 ngày")]


class DueFilterSet(DatedFilterSet):
    """What has to be done by a day; lateness is as of the last day of the period, today if there is none."""

    def by_due(self, queryset, name, value):
        """Due within so many days from the last day of the period, that day included."""
        return queryset.open(self.day).filter(due__gte=self.day, due__lte=self.day + timedelta(days=int(value)))

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
