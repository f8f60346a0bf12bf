"""When returns are cut off and due."""

from django.db import models
from django.db.models import Q

from members.choices import STRUCTURE_READERS
from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import PeriodKind

LONGEST_SHIFT = 31
LATEST_DUE = 90


class ReportingRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the user reads records or, as an administrator, assigns users."""
        return self.filter(in_subtrees(scope(user, STRUCTURE_READERS), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))


class ReportingRule(models.Model):
    """What an organization asks of all units below it for one kind of period, from a day on.

    It counts for the returns that come up to this organization, and for those below as long as no nearer one has a
    rule of its own: nobody sets the day on which they themselves have to hand in.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reporting_rules", verbose_name="tổ chức nhận báo cáo"
    )
    kind = models.CharField("kỳ báo cáo", max_length=20, choices=PeriodKind.choices)
    effective_from = models.DateField("áp dụng cho kỳ kết thúc từ ngày")
    starts = models.SmallIntegerField(
        "tính việc từ",
        default=0,
        help_text="Số ngày so với ngày đầu kỳ: 0 là đúng ngày đầu kỳ, -16 là sớm hơn 16 ngày.",
    )
    cuts_off = models.SmallIntegerField(
        "chốt số liệu", default=0, help_text="Số ngày so với ngày cuối kỳ: 0 là ngày cuối kỳ, -16 là sớm hơn 16 ngày."
    )
    due = models.PositiveSmallIntegerField("hạn nộp", help_text="Số ngày sau ngày chốt số liệu.")
    form = models.CharField("mẫu biểu", max_length=20, default="AG", editable=False)
    source = models.CharField(
        "căn cứ",
        max_length=250,
        blank=True,
        help_text="Văn bản quy định ngày chốt, ngày nộp. Ví dụ: Công văn 12-CV/UBKTHU.",
    )
    confirmed = models.BooleanField("đã xác nhận theo văn bản", default=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = ReportingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định nộp báo cáo"
        verbose_name_plural = "quy định nộp báo cáo"
        ordering = ["organization__sort_key", "kind", "-effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "effective_from"],
                name="one_reporting_rule_a_day",
                violation_error_message="Tổ chức này đã có quy định cho kỳ báo cáo và ngày áp dụng này.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=PeriodKind.values),
                name="reporting_rule_kind_is_known",
                violation_error_message="Kỳ báo cáo không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(starts__gte=-LONGEST_SHIFT, starts__lte=0, cuts_off__gte=-LONGEST_SHIFT, cuts_off__lte=0),
                name="reporting_rule_shifts_within_a_month",
                violation_error_message=f"Ngày bắt đầu và ngày chốt sớm hơn kỳ nhiều nhất {LONGEST_SHIFT} ngày: nhập 0 "
                f"hoặc số âm đến -{LONGEST_SHIFT}.",
            ),
            models.CheckConstraint(
                condition=Q(due__lte=LATEST_DUE),
                name="reporting_rule_is_due_soon",
                violation_error_message=f"Hạn nộp nhiều nhất {LATEST_DUE} ngày sau ngày chốt số liệu.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=False) | ~Q(source=""),
                name="confirmed_reporting_rule_has_source",
                violation_error_message="Đã xác nhận thì phải ghi căn cứ: văn bản quy định ngày chốt, ngày nộp.",
            ),
        ]

    def __str__(self):
        return f"Lịch báo cáo {self.get_kind_display()} của {self.organization}"

    @property
    def path(self):
        """A rule lies where its organization lies today."""
        return self.organization.path
