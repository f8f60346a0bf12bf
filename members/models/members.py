from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from core.text import search_key, sort_key, word_keys
from members.choices import LEVEL_RANK, PRESENT, Level, MemberStatus, Sex
from members.models.dated import in_force
from members.models.organizations import Organization
from members.models.scoping import NamedQuerySet

CELL = "placed__organization"


class MemberQuerySet(NamedQuerySet):
    def visible_to(self, user):
        """The members in the user's scope; of records merged into one, the one that was kept."""
        return super().visible_to(user).filter(merged_into__isnull=True)

    def with_merged(self, user):
        """Those merged into another too: their old addresses lead on."""
        return super().visible_to(user)

    def tiers(self, typed):
        """The card, then the name with exactly these marks, then all words so, then the name begun without marks."""
        key, exact = search_key(typed), Q()
        for word in word_keys(typed):
            exact &= Q(sort_key__startswith=word) | Q(sort_key__contains=f"0{word}")
        return [
            Q(card_number__iexact=typed),
            Q(sort_key=sort_key(typed)),
            exact,
            Q(search_key__startswith=f"{key} "),
            Q(search_key__startswith=key),
        ]

    def as_of(self, day):
        """The members of a day: `placed` says in which cell each was, `stood` and `stood_path` what it was on the day.

        Whoever left is one up to the eve of that day, where the placement ends; on a day that nobody wrote down, on
        none. Nobody is one before the admission, unless the placement was over by then: it is of an earlier membership.
        """
        placed = FilteredRelation("placements", condition=in_force(day, "placements__"))
        stood = FilteredRelation("placed__organization__standings", condition=in_force(day, f"{CELL}__standings__"))
        left = Q(placed__valid_until__isnull=False, open_placement__isnull=True)
        earlier = Q(placed__valid_from__isnull=False, placed__valid_until__lt=F("joined"))
        rows = self.annotate(placed=placed).annotate(stood=stood).alias(open_placement=_open_placement())
        rows = rows.filter(  # all at once: another call would join the placements anew
            Q(status__in=PRESENT) | left, Q(joined__isnull=True) | Q(joined__lte=day) | earlier,
            stood__isnull=False, merged_into__isnull=True,
        )  # fmt: skip
        return rows.alias(stood_path=F("stood__path"))


def _open_placement():
    """Of who left on an unknown day it stays open. A value, not a set: it is looked up for the few who left alone."""
    placed = Member._base_manager.filter(pk=OuterRef("pk"), placements__isnull=False, placements__valid_until=None)
    return Subquery(placed.order_by().values("placements__pk")[:1])


class Member(models.Model):
    """A party member (đảng viên): the least that inspection and discipline need to know of a person."""

    card_number = models.CharField(
        "số thẻ",
        max_length=30,
        unique=True,
        error_messages={"unique": "Không dùng được số thẻ này. Hãy kiểm tra lại số thẻ."},
    )
    """Whose a card in use is isn't told: the other may be out of sight."""
    name = models.CharField("họ và tên", max_length=120)
    born = models.DateField("ngày sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=10, choices=Sex.choices, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="members", verbose_name="nơi sinh hoạt")
    joined = models.DateField("ngày vào Đảng", null=True, blank=True)
    official_from = models.DateField("ngày chính thức", null=True, blank=True)
    status = models.CharField("tình trạng", max_length=20, choices=MemberStatus.choices, default=MemberStatus.OFFICIAL)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    search_key = models.CharField("khóa tìm kiếm", max_length=200, editable=False, db_index=True)
    sort_key = models.CharField("khóa sắp xếp", max_length=600, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, blank=True, editable=False, verbose_name="đã gộp vào"
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = ("path",)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "đảng viên"
        verbose_name_plural = "đảng viên"
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["path", "sort_key"], name="member_by_path_and_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["", *Sex.values]),
                name="member_sex_is_known",
                violation_error_message="Giới tính là Nam hoặc Nữ.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=MemberStatus.values),
                name="member_status_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(official_from__isnull=True) | Q(joined__isnull=True) | Q(official_from__gte=F("joined")),
                name="member_official_after_joining",
                violation_error_message="Ngày chính thức phải bằng hoặc sau ngày vào Đảng.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) ^ Q(status=MemberStatus.MERGED),
                name="member_is_merged_into_another",
                violation_error_message="Hồ sơ đã gộp phải chỉ rõ hồ sơ được giữ lại.",
            ),
        ]

    def __str__(self):
        return self.name

    def cell_on(self, day):
        """The organization that the member belonged to on a day: an earlier placement's, else today's."""
        earlier = (one for one in self.placements.all() if day and one.valid_until and one.valid_until >= day)
        found = min(earlier, key=lambda one: one.valid_until, default=None)
        return found.organization if found else self.organization

    def standing_on(self, day):
        """What that organization was on the day."""
        return self.cell_on(day).standing_on(day)

    def seat_on(self, day):
        """Highest committee seat held on a day (cấp ủy viên cấp cao nhất), or an empty text."""
        return highest(post.seat for post in self.posts.all() if post.in_force(day))

    def managed_by_on(self, day):
        """Highest level that manages the member's posts on a day (diện quản lý), or an empty text."""
        return highest(post.managed_by for post in self.posts.all() if post.in_force(day))


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Posts are visible where their member is."""
        return self.filter(member__in=Member.objects.visible_to(user).order_by())


class Post(models.Model):
    """A position of a member over a time: committee seat, office, and the level that manages it.

    A position without dates is held for as long as nothing else is known: committees' books
    give today's seat alone.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="posts", verbose_name="đảng viên")
    seat = models.CharField("cấp ủy viên", max_length=20, choices=Level.choices, blank=True)
    office = models.CharField("chức vụ", max_length=200, blank=True)
    managed_by = models.CharField("diện quản lý", max_length=20, choices=Level.choices, blank=True)
    started = models.DateField("từ ngày", null=True, blank=True)
    ended = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày cuối cùng giữ chức vụ.")
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        ordering = ["member", "started", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__in=["", *Level.values]) & Q(managed_by__in=["", *Level.values]),
                name="post_levels_are_known",
                violation_error_message="Cấp không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(started__isnull=True) | Q(ended__gte=F("started")),
                name="post_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
        ]

    def __str__(self):
        return self.office or (f"Cấp ủy viên {self.get_seat_display().lower()}" if self.seat else "Chức vụ")

    def in_force(self, day):
        """Whether the position is held on the day, its first and last day included."""
        return (self.started is None or self.started <= day) and (self.ended is None or day <= self.ended)


def highest(levels):
    """The highest of some levels, empty ones passed over; an empty text when there is none."""
    return min((level for level in levels if level), key=LEVEL_RANK.get, default="")
