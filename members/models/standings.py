"""What an organization was and where it stood in the tree, over the years; which cell a member belonged to."""

from django.db import models
from django.db.models import F, Q

from members.choices import Level, OrganizationType
from members.models.dated import DatedQuerySet
from members.models.members import Member
from members.models.organizations import Organization
from members.models.reorganizations import ReorganizationAct


class Standing(models.Model):
    """Name, type, level and place in the tree of an organization for a time: the tree as of any date is made of these.

    The first one tells how the organization was established; the others follow from the reorganizations since.
    A new one begins also when an organization above moves, for the path is another then.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="standings", verbose_name="tổ chức đảng"
    )
    parent = models.ForeignKey(
        Organization, models.PROTECT, related_name="child_standings", null=True, blank=True, verbose_name="cấp trên"
    )
    name = models.CharField("tên", max_length=250)
    type = models.CharField("loại", max_length=20, choices=OrganizationType.choices)
    level = models.CharField("cấp", max_length=20, choices=Level.choices)
    path = models.CharField("đường dẫn trong cây", max_length=250, db_index=True, editable=False)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày cuối cùng.")
    founding = models.JSONField("thành lập với", null=True, blank=True, editable=False)
    """Parent, name, type and level before an act of the first day changed them; on a first standing alone."""

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức qua các thời kỳ"
        verbose_name_plural = "tổ chức qua các thời kỳ"
        ordering = ["organization", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(valid_until__isnull=True),
                name="one_open_standing_an_organization",
                violation_error_message="Tổ chức chỉ có một vị trí tại một thời điểm.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="standing_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
            models.CheckConstraint(
                condition=Q(type__in=OrganizationType.values) & Q(level__in=Level.values),
                name="standing_type_and_level_are_known",
                violation_error_message="Loại hoặc cấp không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return self.name


class Placement(models.Model):
    """The cell a member belongs to (nơi sinh hoạt) for a time; without a first day, since ever."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="placements", verbose_name="đảng viên")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="placements", verbose_name="nơi sinh hoạt"
    )
    act = models.ForeignKey(
        ReorganizationAct,
        models.PROTECT,
        related_name="placements",
        null=True,
        blank=True,
        editable=False,
        verbose_name="việc sắp xếp dẫn đến",
    )
    """The merge that moved the member here; without one, somebody wrote it."""
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày cuối cùng.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi sinh hoạt"
        verbose_name_plural = "nơi sinh hoạt"
        ordering = ["member", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(valid_until__isnull=True),
                name="one_open_placement_a_member",
                violation_error_message="Đảng viên chỉ sinh hoạt chính thức tại một nơi.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="placement_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
        ]

    def __str__(self):
        return f"{self.member} – {self.organization}"
