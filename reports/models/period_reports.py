from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.periods import Period
from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import ReportState
from reports.models.layouts import ReportLayout
from reports.models.regrouping import Regrouping


class PeriodReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(in_subtrees(scope(user), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))


class PeriodReport(Regrouping):
    """A report about a period (báo cáo kỳ), made of a layout as it was when the report was begun.

    The period, its label as printed and the day up to which figures count are three things. Issued, it keeps its
    figures as they stood, each with its definition; nothing changes them afterwards.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="period_reports", verbose_name="tổ chức báo cáo"
    )
    layout = models.ForeignKey(
        ReportLayout,
        models.PROTECT,
        related_name="reports",
        null=True,
        editable=False,
        verbose_name="mẫu báo cáo",
    )
    content = models.JSONField("nội dung mẫu", editable=False)
    first = models.DateField("kỳ từ ngày")
    last = models.DateField("kỳ đến ngày")
    cutoff = models.DateField("chốt số liệu đến hết ngày")
    label = models.CharField("tên kỳ ghi trên báo cáo", max_length=120, blank=True)
    cumulative = models.BooleanField("thêm cột lũy kế từ đầu năm", default=False)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True, editable=False)
    place = models.CharField("địa danh", max_length=120, blank=True)
    authority = models.CharField("thẩm quyền ký", max_length=200, blank=True, help_text="Ví dụ: T/M BAN THƯỜNG VỤ.")
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    texts = models.JSONField("phần tự viết", default=dict, editable=False)
    state = models.CharField(
        "tình trạng", max_length=20, choices=ReportState.choices, default=ReportState.DRAFT, editable=False
    )
    frozen = models.JSONField("nội dung đã ban hành", null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="người lập"
    )
    withdraw_reason = models.TextField("lý do thu hồi", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo kỳ"
        verbose_name_plural = "báo cáo kỳ"
        ordering = ["-last", "-first", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values),
                name="period_report_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="period_report_begins_before_it_ends",
                violation_error_message="Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(cutoff__gte=F("first"), cutoff__lte=F("last")),
                name="period_report_cutoff_lies_in_the_period",
                violation_error_message="Ngày chốt số liệu phải nằm trong kỳ.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ISSUED)
                | Q(issued_on__isnull=False, frozen__isnull=False) & ~Q(number=""),
                name="period_report_is_issued_with_its_figures",
                violation_error_message="Báo cáo đã ban hành phải có số, ngày và số liệu đã chốt.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.WITHDRAWN) | ~Q(withdraw_reason=""),
                name="period_report_is_withdrawn_for_a_reason",
                violation_error_message="Báo cáo thu hồi phải có lý do.",
            ),
        ]

    def __str__(self):
        return f"Báo cáo {self.period_label[:1].lower()}{self.period_label[1:]} – {self.organization}"

    @property
    def path(self):
        return self.organization.path

    @property
    def period(self):
        return Period(self.first, self.last)

    @property
    def period_label(self):
        return self.label or self.period.label

    @property
    def is_draft(self):
        return self.state == ReportState.DRAFT
