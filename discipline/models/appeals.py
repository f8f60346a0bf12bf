"""Appeals against decisions, their steps, and what follows from a wrong discipline."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from discipline.choices import (
    AppealCause,
    AppealGroundKind,
    AppealRefusal,
    AppealResult,
    AppealState,
    RestorationKind,
)
from discipline.models.decisions import Decision
from discipline.models.scope import NotConcerned
from members.models import BEGUN_BY, Act, ActQuerySet, Organization, StepTaken


class AppealQuerySet(NotConcerned, ActQuerySet):
    CASE, DECISION = "decision__case_subject__case__", "decision__"

    def received_in(self, period):
        return self.dated("received", period)

    def resolved_in(self, period):
        return self.dated("resolved", period)

    def handled_in(self, period):
        """To be resolved in the period: received by its last day, and before its first neither resolved nor over."""
        over = Q(resolved__lt=period.first) | Q(ended__lt=period.first)
        return self.filter(received__lte=period.last).exclude(over)

    def owed(self):
        """With something still to be made good to a wrongly disciplined subject."""
        return self.filter(Exists(Restoration.objects.filter(appeal=OuterRef("pk"), done__isnull=True)))

    def open(self, day):
        """Received by the day and on it neither resolved nor otherwise ended."""
        waiting = Q(resolved__isnull=True, ended__isnull=True) | Q(resolved__gt=day) | Q(ended__gt=day)
        return self.filter(waiting, received__lte=day)


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
    state = models.CharField(
        "tình trạng", max_length=20, choices=AppealState.choices, default=AppealState.RECEIVED, editable=False
    )
    accepted = models.DateField("ngày thụ lý", null=True, blank=True, editable=False)
    ended = models.DateField("ngày kết thúc khi không giải quyết", null=True, blank=True, editable=False)
    refusal = models.CharField(
        "lý do không giải quyết", max_length=20, choices=AppealRefusal.choices, blank=True, editable=False
    )
    forwarded_to = models.CharField("nơi nhận chuyển đơn", max_length=250, blank=True, editable=False)
    extension = models.PositiveSmallIntegerField("số ngày gia hạn", default=0, editable=False)
    cause = models.CharField("nguyên nhân thay đổi", max_length=20, choices=AppealCause.choices, blank=True)
    wrong = models.BooleanField("kết luận là kỷ luật oan, sai", default=False, editable=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, related_name="next", null=True, blank=True, verbose_name="lần khiếu nại trước"
    )
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
                BEGUN_BY,
                "number",
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
            models.CheckConstraint(condition=Q(state__in=AppealState.values), name="appeal_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=AppealState.RESOLVED, resolved__isnull=False)
                | ~Q(state=AppealState.RESOLVED) & Q(resolved__isnull=True),
                name="appeal_is_resolved_on_its_day",
                violation_error_message="Đơn đã giải quyết phải có ngày giải quyết, đơn chưa giải quyết thì không.",
            ),
        ]

    def __str__(self):
        return f"Đơn khiếu nại {self.number}"

    def settle(self):
        """Bring the state in line with the day it was resolved, for days that are recorded and not stepped through."""
        if self.resolved and self.state != AppealState.RESOLVED:
            self.state = AppealState.RESOLVED
        elif not self.resolved and self.state == AppealState.RESOLVED:
            self.state = AppealState.RECEIVED


class AppealRowQuerySet(models.QuerySet):
    """Rows of an appeal are visible where it is."""

    def visible_to(self, user):
        return self.filter(appeal__in=Appeal.objects.visible_to(user))


class AppealGround(models.Model):
    """What an appeal is about, as the forms count it; beside the free text, and one appeal may have several."""

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="ground_codes", verbose_name="đơn khiếu nại")
    code = models.CharField("khiếu nại về", max_length=20, choices=AppealGroundKind.choices)

    objects = AppealRowQuerySet.as_manager()

    class Meta:
        verbose_name = "điều bị khiếu nại"
        verbose_name_plural = "điều bị khiếu nại"
        ordering = ["appeal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "code"], name="a_ground_once_an_appeal"),
            models.CheckConstraint(
                condition=Q(code__in=AppealGroundKind.values),
                name="appeal_ground_is_known",
                violation_error_message="Điều bị khiếu nại không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return self.get_code_display()


class AppealStep(StepTaken):
    """A step in the resolving of an appeal: from which state to which, on what day, by whom."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="steps", verbose_name="đơn khiếu nại")
    number = models.CharField("số văn bản", max_length=60, blank=True)

    objects = AppealRowQuerySet.as_manager()

    class Meta:
        verbose_name = "bước giải quyết khiếu nại"
        verbose_name_plural = "bước giải quyết khiếu nại"
        ordering = ["appeal", "pk"]


class Restoration(models.Model):
    """What is owed to a subject that was wrongly disciplined (117-QĐ/TW of 2023 [C]), and that it was done."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="restorations", verbose_name="đơn khiếu nại")
    kind = models.CharField("việc", max_length=20, choices=RestorationKind.choices)
    owner = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức thực hiện")
    due = models.DateField("hạn", null=True, blank=True)
    done = models.DateField("ngày xong", null=True, blank=True)
    note = models.TextField("nội dung, kết quả", blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = AppealRowQuerySet.as_manager()

    class Meta:
        verbose_name = "xin lỗi, phục hồi quyền lợi"
        verbose_name_plural = "xin lỗi, phục hồi quyền lợi"
        ordering = ["appeal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "kind"], name="a_restoration_once_an_appeal"),
            models.CheckConstraint(condition=Q(kind__in=RestorationKind.values), name="restoration_kind_is_known"),
        ]

    def __str__(self):
        return self.get_kind_display()
