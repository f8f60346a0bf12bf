"""Returns of units to the organization above them, each with the versions that were handed in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core import periods
from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import HANDED_IN_STATES, WRITTEN_STATES, SubmissionState

NARRATIVE = ("done", "not_done", "causes", "measures", "next_tasks", "proposals")


class SubmissionQuerySet(models.QuerySet):
    """A return lies where its organization lies today."""

    def visible_to(self, user):
        return self.filter(in_subtrees(scope(user), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))

    def of_period(self, period):
        return self.filter(period=period.code)

    def covering(self, period):
        """Of this period or of one from earlier on to the same last day: six months tell of their second quarter."""
        return self.filter(first__lte=period.first, last=period.last)

    def handed_in(self):
        """With the organization above: as it was handed in, or an accepted version of it."""
        return self.filter(HANDED_IN)

    def missing(self):
        return self.exclude(HANDED_IN)

    def late(self, day):
        """Not in after the day it was due, or handed in after it."""
        never = self.exclude(HANDED_IN).filter(due__lt=day).order_by().values("pk")
        return self.filter(Q(pk__in=never) | (HANDED_IN & Q(submitted_on__gt=F("due"))))


HANDED_IN = Q(state__in=HANDED_IN_STATES) | Q(accepted_ordinal__isnull=False)


class Submission(models.Model):
    """A unit's return for a period (báo cáo định kỳ): figures from its records, and the narrative.

    `totals` are figures that somebody typed: of a unit that keeps no records, or as they were published elsewhere.
    They never mix with what records say.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="submissions", verbose_name="đơn vị báo cáo"
    )
    receiver = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="submissions_received",
        null=True,
        blank=True,
        editable=False,
        verbose_name="tổ chức nhận",
    )
    period = models.CharField("kỳ báo cáo", max_length=30)
    first = models.DateField("kỳ từ ngày", editable=False)
    last = models.DateField("kỳ đến ngày", editable=False)
    counted_from = models.DateField("tính việc từ ngày", editable=False)
    cut_off = models.DateField("ngày chốt số liệu", editable=False)
    due = models.DateField("hạn nộp", editable=False)
    state = models.CharField(
        "tình trạng", max_length=20, choices=SubmissionState.choices, default=SubmissionState.DRAFT, editable=False
    )
    done = models.TextField("việc đã làm", blank=True)
    not_done = models.TextField("việc chưa làm được", blank=True)
    causes = models.TextField("nguyên nhân", blank=True)
    measures = models.TextField("biện pháp", blank=True)
    next_tasks = models.TextField("nhiệm vụ kỳ tới", blank=True)
    proposals = models.TextField("kiến nghị", blank=True)
    totals = models.JSONField("số tổng hợp nhập tay", default=dict, blank=True)
    missing_reason = models.TextField("lý do đơn vị trực thuộc chưa nộp đủ", blank=True, editable=False)
    return_reason = models.TextField("lý do trả lại", blank=True, editable=False)
    amend_reason = models.TextField("lý do sửa đổi", blank=True, editable=False)
    submitted_on = models.DateField("ngày nộp", null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người nộp",
    )
    accepted_ordinal = models.PositiveSmallIntegerField("lần nộp đã tiếp nhận", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo của đơn vị"
        verbose_name_plural = "báo cáo của đơn vị"
        ordering = ["-last", "first", "organization__sort_key", "pk"]
        indexes = [models.Index(fields=["period", "state"], name="submission_by_period")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "period"],
                name="one_submission_a_period",
                violation_error_message="Đơn vị đã có báo cáo của kỳ này.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values),
                name="submission_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")) & Q(cut_off__gte=F("counted_from")) & Q(due__gte=F("cut_off")),
                name="submission_days_are_in_order",
                violation_error_message="Ngày đầu kỳ, ngày chốt số liệu và hạn nộp không theo thứ tự.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HANDED_IN_STATES) | Q(submitted_on__isnull=False, submitted_by__isnull=False),
                name="submission_handed_in_by_somebody",
                violation_error_message="Báo cáo đã nộp phải có ngày nộp và người nộp.",
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.RETURNED) | ~Q(return_reason=""),
                name="submission_returned_with_reason",
                violation_error_message="Trả lại phải ghi lý do.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SubmissionState.LOCKED, SubmissionState.AMENDING])
                | Q(accepted_ordinal__isnull=False),
                name="submission_locked_after_acceptance",
                violation_error_message="Chỉ khóa báo cáo đã được tiếp nhận.",
            ),
        ]

    def __str__(self):
        return f"Báo cáo {self.span.label} của {self.organization}"

    @property
    def path(self):
        return self.organization.path

    @property
    def span(self):
        """The period of the return."""
        return periods.parse(self.period)

    @property
    def counted(self):
        """The days whose acts the figures count."""
        return periods.of_dates(self.counted_from, self.cut_off)

    @property
    def is_handed_in(self):
        return self.state in HANDED_IN_STATES or self.accepted_ordinal is not None

    @property
    def is_written(self):
        return self.state in WRITTEN_STATES

    def days_late(self, day):
        """How many days after it was due it came, or has not come by the day."""
        until = self.submitted_on if self.is_handed_in else day
        return max((until - self.due).days, 0)


class SubmissionVersion(models.Model):
    """A return as it was handed in, once and for all: the figures of that moment, the totals, the narrative.

    `figures` are values by the key of a line; nothing changes them. Whether it was accepted is written beside.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="versions", verbose_name="báo cáo")
    ordinal = models.PositiveSmallIntegerField("lần nộp")
    reason = models.TextField("lý do sửa đổi", blank=True)
    form = models.CharField("mẫu biểu", max_length=20)
    counted_from = models.DateField("tính việc từ ngày")
    cut_off = models.DateField("ngày chốt số liệu")
    figures = models.JSONField("số liệu theo hồ sơ", blank=True)
    totals = models.JSONField("số tổng hợp nhập tay", default=dict, blank=True)
    narrative = models.JSONField("phần viết", default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    at = models.DateTimeField("lúc nộp")
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="người tiếp nhận",
    )
    judged_at = models.DateTimeField("lúc tiếp nhận hoặc trả lại", null=True, blank=True)
    is_accepted = models.BooleanField("đã tiếp nhận", default=False)
    verdict = models.TextField("ý kiến", blank=True)

    class Meta:
        verbose_name = "lần nộp báo cáo"
        verbose_name_plural = "lần nộp báo cáo"
        ordering = ["submission", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "ordinal"],
                name="one_submission_version_an_ordinal",
                violation_error_message="Lần nộp này đã có.",
            )
        ]

    def __str__(self):
        return f"Lần nộp {self.ordinal}"

    @property
    def counted(self):
        return periods.of_dates(self.counted_from, self.cut_off)
