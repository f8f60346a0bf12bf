from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from inspections.choices import (
    HANDLED_LETTER_STATES,
    UNRESOLVED_LETTER_ENDS,
    VIOLATION_GROUPS,
    Content,
    DenunciationResult,
    Disposal,
    LetterKind,
    LetterState,
    RefusalReason,
    SenderGroup,
    SenderKind,
)
from members.models import BEGUN_BY, AboutPositionedSubject, Act, ActQuerySet, StepTaken, in_subtrees
from members.permissions import denunciation_scope, own_member, sender_scope


class DenunciationQuerySet(ActQuerySet):
    def visible_to(self, user):
        """Letters in the subtrees where the user may see letters, a narrower circle; never those about the user."""
        rows, member = self.filter(in_subtrees(denunciation_scope(user))), own_member(user)
        return rows.exclude(subject_member=member) if member else rows

    def received_in(self, period):
        return self.dated("received", period)

    def resolved_in(self, period):
        return self.dated("resolved", period)

    def handled_in(self, period):
        """To be resolved in the period: received by its last day, and before its first neither resolved nor over.

        Only the steps of a letter know the day on which it was refused, passed on or withdrawn.
        """
        ends = DenunciationStep.objects.filter(denunciation=OuterRef("pk"), after__in=UNRESOLVED_LETTER_ENDS)
        over = Q(resolved__lt=period.first) | Q(Exists(ends.filter(day__lt=period.first)))
        return self.filter(received__lte=period.last).exclude(over)

    def senders_visible_to(self, user):
        """The letters of which the user may know who sent them: a right of its own."""
        return self.filter(in_subtrees(sender_scope(user)))


class Denunciation(Act, AboutPositionedSubject):
    """A denunciation (tố cáo) about one subject. Who sent it stands apart, in `DenunciationSender`."""

    number = models.CharField("số đơn", max_length=60)
    received = models.DateField("ngày nhận")
    resolved = models.DateField("ngày giải quyết", null=True, blank=True)
    result = models.CharField("kết quả", max_length=20, choices=DenunciationResult.choices, blank=True)
    content = models.TextField("nội dung tố cáo", blank=True)
    kind = models.CharField("phân loại đơn", max_length=20, choices=LetterKind.choices, blank=True)
    sender_kind = models.CharField("người gửi", max_length=20, choices=SenderKind.choices, blank=True)
    state = models.CharField(
        "tình trạng", max_length=20, choices=LetterState.choices, default=LetterState.RECEIVED, editable=False
    )
    accepted = models.DateField("ngày thụ lý", null=True, blank=True, editable=False)
    extension = models.PositiveSmallIntegerField("số ngày gia hạn", default=0, editable=False)
    refusal = models.CharField(
        "lý do không thụ lý", max_length=20, choices=RefusalReason.choices, blank=True, editable=False
    )
    disposal = models.CharField("xử lý đơn", max_length=20, choices=Disposal.choices, blank=True, editable=False)
    passed_to = models.CharField("nơi nhận chuyển đơn", max_length=250, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = DenunciationQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn tố cáo"
        verbose_name_plural = "đơn tố cáo"
        ordering = ["-received", "-pk"]
        indexes = [
            models.Index(fields=["path", "received"], name="denunciation_by_received"),
            models.Index(fields=["path", "resolved"], name="denunciation_by_resolved"),
        ]
        constraints = [
            *Act.Meta.constraints,
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                BEGUN_BY,
                "number",
                "subject_organization",
                name="one_denunciation_a_number_an_organization",
                violation_error_message="Đơn này về tổ chức này đã được ghi.",
            ),
            models.UniqueConstraint(
                BEGUN_BY,
                "number",
                "subject_member",
                name="one_denunciation_a_number_a_member",
                violation_error_message="Đơn này về đảng viên này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *DenunciationResult.values]),
                name="denunciation_result_is_known",
                violation_error_message="Kết quả không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(resolved__isnull=True) | Q(resolved__gte=F("received")),
                name="denunciation_resolved_after_received",
                violation_error_message="Ngày giải quyết phải bằng hoặc sau ngày nhận.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values),
                name="denunciation_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.RESOLVED, resolved__isnull=False)
                | ~Q(state=LetterState.RESOLVED) & Q(resolved__isnull=True),
                name="denunciation_is_resolved_on_its_day",
                violation_error_message="Đơn đã giải quyết phải có ngày giải quyết, đơn chưa giải quyết thì không.",
            ),
        ]

    def __str__(self):
        return f"Đơn tố cáo {self.number}"

    @property
    def is_accepted(self):
        """Whether the letter is handled here, or was until it was resolved."""
        return self.accepted is not None and self.state in (*HANDLED_LETTER_STATES, LetterState.RESOLVED)

    @property
    def is_inspected(self):
        """Whether an inspection was opened from the letter and not cancelled."""
        return self.opened.filter(cancelled__isnull=True).exists()

    def settle(self):
        """Bring the state in line with the day it was resolved, for days that are recorded and not stepped through."""
        if self.resolved and self.state != LetterState.RESOLVED:
            self.state = LetterState.RESOLVED
        elif not self.resolved and self.state == LetterState.RESOLVED:
            self.state = LetterState.RECEIVED


class DenunciationSender(models.Model):
    """Who sent a letter: visible with its own permission alone, and each look is recorded."""

    denunciation = models.OneToOneField(Denunciation, models.PROTECT, related_name="sender", verbose_name="đơn tố cáo")
    name = models.CharField("họ và tên", max_length=200)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    group = models.CharField("thuộc", max_length=20, choices=SenderGroup.choices, blank=True)

    class Meta:
        verbose_name = "người gửi đơn"
        verbose_name_plural = "người gửi đơn"
        ordering = ["pk"]

    def __str__(self):
        return "Người gửi đơn"


class DenunciationStep(StepTaken):
    """A step in the handling of a letter: from which state to which, on what day, by whom."""

    denunciation = models.ForeignKey(Denunciation, models.PROTECT, related_name="steps", verbose_name="đơn tố cáo")
    number = models.CharField("số văn bản", max_length=60, blank=True)

    class Meta:
        verbose_name = "bước xử lý đơn"
        verbose_name_plural = "bước xử lý đơn"
        ordering = ["denunciation", "pk"]


class DenunciationGroupQuerySet(models.QuerySet):
    """Groups are visible where their letter is."""

    def visible_to(self, user):
        return self.filter(denunciation__in=Denunciation.objects.visible_to(user))


class DenunciationGroup(models.Model):
    """A group of violation that a denunciation names."""

    denunciation = models.ForeignKey(Denunciation, models.CASCADE, related_name="groups", verbose_name="đơn tố cáo")
    code = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices)

    objects = DenunciationGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm vi phạm bị tố cáo"
        verbose_name_plural = "nhóm vi phạm bị tố cáo"
        ordering = ["denunciation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["denunciation", "code"], name="a_group_once_a_denunciation"),
            models.CheckConstraint(condition=Q(code__in=VIOLATION_GROUPS), name="denunciation_group_is_known"),
        ]

    def __str__(self):
        return self.code
