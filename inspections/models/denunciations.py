from django.db import models
from django.db.models import F, Q

from inspections.choices import VIOLATION_GROUPS, Content, DenunciationResult
from members.models import AboutPositionedSubject, Act, ActQuerySet, in_subtrees
from members.permissions import denunciation_scope


class DenunciationQuerySet(ActQuerySet):
    def visible_to(self, user):
        """Letters in the subtrees where the user may see letters: a narrower circle than other records."""
        return self.filter(in_subtrees(denunciation_scope(user)))

    def received_in(self, period):
        return self.dated("received", period)

    def resolved_in(self, period):
        return self.dated("resolved", period)


class Denunciation(Act, AboutPositionedSubject):
    """A denunciation (tố cáo) about one subject. The sender is not recorded."""

    number = models.CharField("số đơn", max_length=60)
    received = models.DateField("ngày nhận")
    resolved = models.DateField("ngày giải quyết", null=True, blank=True)
    result = models.CharField("kết quả", max_length=20, choices=DenunciationResult.choices, blank=True)
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
                fields=["organization", "number", "subject_organization"],
                name="one_denunciation_a_number_an_organization",
                violation_error_message="Đơn này về tổ chức này đã được ghi.",
            ),
            models.UniqueConstraint(
                fields=["organization", "number", "subject_member"],
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
        ]

    def __str__(self):
        return f"Đơn tố cáo {self.number}"


class DenunciationGroup(models.Model):
    """A group of violation that a denunciation names."""

    denunciation = models.ForeignKey(Denunciation, models.CASCADE, related_name="groups", verbose_name="đơn tố cáo")
    code = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices)

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
