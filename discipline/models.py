from django.db import models
from django.db.models import F, Q

from discipline.choices import AppealResult, Form
from inspections.choices import VIOLATION_GROUPS, Content
from inspections.models import Inspection
from members.models import AboutPositionedSubject, Act, ActQuerySet


class DecisionQuerySet(ActQuerySet):
    def decided_in(self, period):
        """Decided in the period, its first and last day included: what figures count."""
        return self.dated("decided", period)


class Decision(Act, AboutPositionedSubject):
    """A disciplinary decision about one organization or member (quyết định kỷ luật)."""

    number = models.CharField("số quyết định", max_length=60)
    decided = models.DateField("ngày quyết định")
    form = models.CharField("hình thức", max_length=20, choices=Form.choices)
    violated = models.DateField("ngày vi phạm", null=True, blank=True)
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name="cuộc kiểm tra dẫn đến",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định kỷ luật"
        verbose_name_plural = "quyết định kỷ luật"
        ordering = ["-decided", "-pk"]
        indexes = [
            models.Index(
                fields=["path", "decided", "form", "level", "body", "subject_kind", "seat"], name="decision_figures"
            ),
            models.Index(fields=["path", "-decided", "-id"], name="decision_list"),
        ]
        constraints = [
            *Act.Meta.constraints,
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "number", "subject_organization"],
                name="one_decision_a_number_an_organization",
                violation_error_message="Tổ chức này đã có quyết định kỷ luật với số này.",
            ),
            models.UniqueConstraint(
                fields=["organization", "body", "number", "subject_member"],
                name="one_decision_a_number_a_member",
                violation_error_message="Đảng viên này đã có quyết định kỷ luật với số này.",
            ),
            models.CheckConstraint(
                condition=Q(form__in=Form.values),
                name="decision_form_is_known",
                violation_error_message="Hình thức không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(violated__isnull=True) | Q(violated__lte=F("decided")),
                name="decision_follows_the_violation",
                violation_error_message="Ngày vi phạm phải bằng hoặc trước ngày quyết định.",
            ),
        ]

    def __str__(self):
        return f"Quyết định kỷ luật {self.number}"


class DecisionGroup(models.Model):
    """A group of violation that a decision punishes; a decision may name several."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="groups", verbose_name="quyết định kỷ luật")
    code = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices)

    class Meta:
        verbose_name = "nhóm vi phạm bị kỷ luật"
        verbose_name_plural = "nhóm vi phạm bị kỷ luật"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="a_group_once_a_decision"),
            models.CheckConstraint(condition=Q(code__in=VIOLATION_GROUPS), name="decision_group_is_known"),
        ]

    def __str__(self):
        return self.code


class AppealQuerySet(ActQuerySet):
    def received_in(self, period):
        return self.dated("received", period)

    def resolved_in(self, period):
        return self.dated("resolved", period)

    def open(self, day):
        """Received by the day and not yet resolved on it."""
        return self.filter(Q(resolved__isnull=True) | Q(resolved__gt=day), received__lte=day)


class Appeal(Act):
    """An appeal against a disciplinary decision (khiếu nại kỷ luật); the organization is the one that resolves it."""

    number = models.CharField("số đơn", max_length=60)
    received = models.DateField("ngày nhận")
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="appeals", verbose_name="quyết định bị khiếu nại"
    )
    grounds = models.TextField("nội dung khiếu nại", blank=True)
    resolved = models.DateField("ngày giải quyết", null=True, blank=True)
    result = models.CharField("kết quả", max_length=20, choices=AppealResult.choices, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = "khiếu nại kỷ luật"
        verbose_name_plural = "khiếu nại kỷ luật"
        ordering = ["-received", "-pk"]
        indexes = [
            models.Index(fields=["path", "received"], name="appeal_by_received"),
            models.Index(fields=["path", "resolved"], name="appeal_by_resolved"),
        ]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "number"],
                name="one_appeal_a_number",
                violation_error_message="Tổ chức này đã nhận đơn khiếu nại với số này.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *AppealResult.values]),
                name="appeal_result_is_known",
                violation_error_message="Kết quả không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(resolved__isnull=True) | Q(resolved__gte=F("received")),
                name="appeal_resolved_after_received",
                violation_error_message="Ngày giải quyết phải bằng hoặc sau ngày nhận.",
            ),
        ]

    def __str__(self):
        return f"Đơn khiếu nại {self.number}"
