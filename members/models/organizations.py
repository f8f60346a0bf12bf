from copy import copy

from django.db import models
from django.db.models import F, FilteredRelation, Q

from core.text import search_key
from members.choices import STRUCTURE_READERS, Level, OrganizationType
from members.models.dated import in_force
from members.models.scoping import PATH_DIGITS, NamedQuerySet, in_subtrees
from members.permissions import scope


class OrganizationQuerySet(NamedQuerySet):
    def visible_to(self, user):
        """The organizations where the user reads records or manages users."""
        return self.filter(in_subtrees(scope(user, STRUCTURE_READERS)))

    def tiers(self, typed):
        """The code, then codes that begin so, then the name with these marks, then the name begun without marks."""
        return [
            Q(code__iexact=typed),
            Q(code__istartswith=typed),
            Q(name__icontains=typed),
            Q(search_key__startswith=search_key(typed)),
        ]

    def as_of(self, day):
        """Those that there were on a day; `stood` is what each was: its name, type, level and superior.

        Its place is `stood_path` as well: a condition on `stood` in a further call would join the standings anew.
        """
        stood = FilteredRelation("standings", condition=in_force(day, "standings__"))
        return self.annotate(stood=stood).filter(stood__isnull=False).alias(stood_path=F("stood__path"))


class Organization(models.Model):
    """A party organization (tổ chức đảng). An ended one stays, with its last day in `valid_until`."""

    code = models.CharField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=250)
    type = models.CharField("loại", max_length=20, choices=OrganizationType.choices)
    level = models.CharField("cấp", max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name="cấp trên"
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày cuối cùng còn hoạt động.")
    told_until = models.DateField("đến ngày, theo sổ", null=True, blank=True, editable=False)
    """The end as the committee's book gives it; an act that ends the organization says it better."""
    path = models.CharField("đường dẫn trong cây", max_length=250, blank=True, editable=False, db_index=True)
    former_paths = models.JSONField("đường dẫn trước đây", default=list, blank=True, editable=False)
    """Where it stood before reorganizations: what was done under it then is found there."""
    today_path = models.CharField("nơi kế thừa trong cây", max_length=250, blank=True, editable=False, db_index=True)
    """Where its records belong by today's tree: its own path, or that of the organization that succeeded it."""
    reached_paths = models.JSONField("đường dẫn được nhận", default=list, blank=True, editable=False)
    """Where else its users read: see `reach`."""
    reorganized = models.BooleanField("đã qua sắp xếp", default=False, editable=False)
    """Whether it was something else before: otherwise nothing has to be read to know what it was on a day."""
    search_key = models.CharField("khóa tìm kiếm", max_length=320, editable=False)
    sort_key = models.CharField(
        "khóa sắp xếp", max_length=600, editable=False, db_index=True, help_text="Theo mã, số so sánh theo giá trị."
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    regrouped = False
    """Whether a page asks for what is under it by today's tree, and not as the tree stood: see `by_todays_tree`."""
    PLACES_TODAY = ("today_path",)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức đảng"
        verbose_name_plural = "tổ chức đảng"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(type__in=OrganizationType.values),
                name="organization_type_is_known",
                violation_error_message="Loại tổ chức không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="organization_level_is_known",
                violation_error_message="Cấp không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="organization_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organization_is_not_its_own_parent",
                violation_error_message="Tổ chức không thể là cấp trên của chính mình.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def depth(self):
        """0 for the root of a tree."""
        return len(self.path) // PATH_DIGITS - 1

    @property
    def paths(self):
        """Every path it has ever had, today's first: acts at or below any of them are its own or of those under it."""
        return [self.path, *self.former_paths]

    @property
    def reach(self):
        """Where its users read: at its own path, at the former ones of all that is under it, at those it succeeded."""
        return [self.path, *self.reached_paths]

    def standing_on(self, day):
        """What it was on a day: the earlier standing that held then, else itself as it is; None is today.

        Before its first day it counts as what it began as, after its last day as what it was at the end.
        """
        if not self.reorganized or day is None:
            return self
        over = sorted((one for one in self.standings.all() if one.valid_until), key=lambda one: one.valid_until)
        at_the_end = over[-1] if over and self.valid_until else self
        return next((one for one in over if one.valid_until >= day), at_the_end)

    def name_on(self, day):
        return self.standing_on(day).name

    def by_todays_tree(self):
        """The organization as a page asks for it that regroups all acts under who stands where today."""
        regrouped = copy(self)
        regrouped.regrouped = True
        return regrouped

    @property
    def step(self):
        """Its own step in every path that leads to it."""
        return f"{self.pk:0{PATH_DIGITS}d}"

    def path_under(self, parent_path):
        """The path of this organization below the given one; the root's parent path is empty."""
        return f"{parent_path}{self.step}"

    def ancestor_paths(self):
        """Paths of the organizations above this one, the root first."""
        steps = range(PATH_DIGITS, len(self.path), PATH_DIGITS)
        return [self.path[:end] for end in steps]
