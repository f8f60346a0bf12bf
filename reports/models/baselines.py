from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.periods import Period
from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import BaselineKind


class BaselineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(in_subtrees(scope(user), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))

    def standing(self):
        return self.filter(voided_at__isnull=True)

    def standing_of(self, organization):
        """The figures of the past that an organization entered: {(measure, first day, last day): baseline}."""
        rows = self.standing().filter(organization=organization, kind=BaselineKind.BASELINE)
        return {(one.key, one.first, one.last): one for one in rows}

    def published_of(self, organization):
        return self.standing().filter(organization=organization, kind=BaselineKind.PUBLISHED).order_by("pk")


class Baseline(models.Model):
    """A figure that was typed: of years before the program went in use, or as a published report says.

    It never mixes with records: as a baseline it stands in for a comparison and is marked; as published it is held
    beside what the records say. A mistake is voided with a reason.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="baselines", verbose_name="tổ chức đảng"
    )
    kind = models.CharField("loại", max_length=20, choices=BaselineKind.choices, default=BaselineKind.BASELINE)
    name = models.CharField("số liệu", max_length=120)
    figure = models.JSONField("định nghĩa", editable=False)
    key = models.CharField("khóa định nghĩa", max_length=64, editable=False)
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")
    value = models.PositiveBigIntegerField("giá trị")
    source = models.CharField("văn bản nguồn", max_length=250)
    note = models.TextField("ghi chú", blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
        verbose_name="nằm trong số",
        help_text="Số tổng của cùng báo cáo mà số này là một phần.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="người nhập"
    )
    at = models.DateTimeField("lúc nhập", auto_now_add=True)
    voided_at = models.DateTimeField("lúc bỏ", null=True, blank=True, editable=False)
    void_reason = models.TextField("lý do bỏ", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu nhập tay"
        verbose_name_plural = "số liệu nhập tay"
        ordering = ["-last", "-first", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=BaselineKind.values),
                name="baseline_kind_is_known",
                violation_error_message="Loại không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="baseline_begins_before_it_ends",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""),
                name="baseline_is_voided_for_a_reason",
                violation_error_message="Bỏ số liệu phải ghi lý do.",
            ),
            models.UniqueConstraint(
                fields=["organization", "key", "first", "last", "kind"],
                condition=Q(voided_at__isnull=True, kind=BaselineKind.BASELINE),
                name="one_baseline_a_figure_and_period",
                violation_error_message="Đã có số liệu nền này của kỳ này. Hãy sửa số đã có.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.period.label}"

    @property
    def path(self):
        return self.organization.path

    @property
    def period(self):
        return Period(self.first, self.last)

    @property
    def url(self):
        return reverse("baseline-detail", args=[self.pk])
