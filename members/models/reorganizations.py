"""Decisions on reorganization (quyết định sắp xếp tổ chức): what they say, and what was handed over by them."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from members.choices import STRUCTURE_READERS, ActKind, Level, OrganizationType
from members.models.organizations import Organization
from members.models.scoping import in_subtrees
from members.permissions import scope
from members.replay import ENDING


class ReorganizationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Decisions that touch an organization where the user reads records or manages users."""
        paths = scope(user, STRUCTURE_READERS)
        within = in_subtrees(paths, "organization__path") | in_subtrees(paths, "target__path")
        touching = ReorganizationAct.objects.filter(within).order_by()
        told = touching.filter(Q(reorganization=OuterRef("pk")) | Q(reorganization=OuterRef("annuls")))
        return self.filter(Exists(told)) if paths else self.none()

    def effective(self):
        """Those that no later decision annulled and that annul none themselves."""
        return self.filter(annulled_by=None, annuls=None)


class Reorganization(models.Model):
    """One decision on organizations, in force from a day on; the tree since then follows from its acts.

    A decision that was recorded by mistake, or revoked, is annulled by another one: the tree is then as if it had
    never been.
    """

    number = models.CharField("số quyết định", max_length=60)
    day = models.DateField("từ ngày", help_text="Ngày đầu tiên của tình trạng mới.")
    title = models.CharField("trích yếu", max_length=250, blank=True)
    note = models.TextField("ghi chú", blank=True)
    annuls = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="annulled_by",
        null=True,
        blank=True,
        editable=False,
        verbose_name="hủy quyết định",
    )
    reason = models.TextField("lý do hủy", blank=True)

    objects = ReorganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định sắp xếp tổ chức"
        verbose_name_plural = "quyết định sắp xếp tổ chức"
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(annuls__isnull=True) | ~Q(reason=""),
                name="reorganization_is_annulled_with_a_reason",
                violation_error_message="Hãy ghi lý do hủy quyết định.",
            ),
        ]

    def __str__(self):
        return f"Quyết định {self.number}"

    @property
    def is_effective(self):
        return self.annuls_id is None and not hasattr(self, "annulled_by")


class ReorganizationActQuerySet(models.QuerySet):
    def effective(self):
        """Acts of decisions that stand."""
        return self.filter(reorganization__annulled_by=None)

    def ending(self):
        """Acts by which an organization ends and another goes on with its work."""
        return self.filter(kind__in=ENDING, target__isnull=False)

    def in_order(self):
        return self.order_by("reorganization__day", "reorganization", "order", "pk")


class ReorganizationAct(models.Model):
    """What a decision does to one organization (việc).

    establish: it is new, split off from `origin` if given. move: from the day under the target. merge: it ends the day
    before, what is under it and its members go to the target. end: it ends the day before, what is under it goes
    under the target if given. Source: the committees' book, sheet Sắp xếp.
    """

    reorganization = models.ForeignKey(
        Reorganization, models.PROTECT, related_name="acts", verbose_name="quyết định sắp xếp"
    )
    order = models.PositiveIntegerField("thứ tự")
    kind = models.CharField("việc", max_length=20, choices=ActKind.choices)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reorganization_acts", verbose_name="tổ chức"
    )
    target = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="reorganization_acts_received",
        null=True,
        blank=True,
        verbose_name="tổ chức đích",
    )
    origin = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="reorganization_acts_split",
        null=True,
        blank=True,
        verbose_name="chia tách từ",
    )
    new_name = models.CharField("tên mới", max_length=250, blank=True)
    new_type = models.CharField("loại mới", max_length=20, choices=OrganizationType.choices, blank=True)
    new_level = models.CharField("cấp mới", max_length=20, choices=Level.choices, blank=True)

    objects = ReorganizationActQuerySet.as_manager()

    class Meta:
        verbose_name = "việc sắp xếp"
        verbose_name_plural = "việc sắp xếp"
        ordering = ["reorganization", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActKind.values)
                & Q(new_type__in=["", *OrganizationType.values])
                & Q(new_level__in=["", *Level.values]),
                name="reorganization_act_values_are_known",
                violation_error_message="Việc, loại hoặc cấp không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[ActKind.MOVE, ActKind.MERGE]) | Q(target__isnull=False),
                name="moves_and_merges_have_a_target",
                violation_error_message="Chuyển và Sáp nhập phải có tổ chức đích.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActKind.RENAME) | ~Q(new_name=""),
                name="a_rename_has_a_name",
                violation_error_message="Đổi tên phải có tên mới.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActKind.RETYPE) | ~Q(new_type="") | ~Q(new_level=""),
                name="a_retype_has_a_type_or_level",
                violation_error_message="Đổi loại phải có loại mới hoặc cấp mới.",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=models.F("organization")),
                name="an_organization_is_not_its_own_target",
                violation_error_message="Tổ chức đích phải khác tổ chức được sắp xếp.",
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | Q(kind=ActKind.ESTABLISH),
                name="only_what_is_established_splits_off",
                violation_error_message="Chỉ tổ chức thành lập mới ghi chia tách từ tổ chức nào.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.organization}"

    @property
    def new_in_words(self):
        """What the organization is called or is from the day on."""
        new = (self.new_name, self.get_new_type_display(), self.get_new_level_display())
        return "; ".join(words for words in new if words)


class Handover(models.Model):
    """One row that a successor took over from an organization that ended: an open matter, or a user's assignment.

    `version` is the row's after it was handed over: as long as it is the row's, nobody touched it since.
    """

    act = models.ForeignKey(ReorganizationAct, models.PROTECT, related_name="handovers", verbose_name="việc sắp xếp")
    table = models.CharField("loại bản ghi", max_length=60)
    row = models.PositiveBigIntegerField("bản ghi")
    column = models.CharField("cột", max_length=60)
    before = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ chức bàn giao"
    )
    after = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức tiếp nhận")
    version = models.PositiveIntegerField("phiên bản", null=True, blank=True)

    class Meta:
        verbose_name = "bàn giao"
        verbose_name_plural = "bàn giao"
        ordering = ["act", "table", "row"]
        constraints = [
            models.UniqueConstraint(fields=["act", "table", "row", "column"], name="one_handover_a_row_an_act"),
        ]

    def __str__(self):
        return f"{self.table} {self.row}: {self.before} → {self.after}"
