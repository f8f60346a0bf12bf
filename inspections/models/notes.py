from django.db import models
from django.db.models import Q

from inspections.choices import Content, NoteAssessment
from inspections.models.inspections import Inspection, shut_out
from members.models import AboutPositionedSubject, Act, ActQuerySet
from members.permissions import own_member


class RoutineNoteQuerySet(ActQuerySet):
    def visible_to(self, user):
        """Notes of the user's scope, without those about themselves or of an inspection that they are shut out of."""
        rows, member = super().visible_to(user), own_member(user)
        if member is None:
            return rows
        return rows.exclude(Q(subject_member=member) | Q(inspection__in=shut_out(user)))


class RoutineNote(Act, AboutPositionedSubject):
    """A note of routine supervision (giám sát thường xuyên), taken through the year."""

    noted = models.DateField("ngày ghi nhận")
    code = models.CharField("nội dung giám sát", max_length=10, choices=Content.choices, blank=True)
    text = models.TextField("ghi nhận")
    assessment = models.CharField("nhận xét", max_length=20, choices=NoteAssessment.choices)
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        related_name="notes",
        null=True,
        blank=True,
        verbose_name="cuộc giám sát thường xuyên tổng hợp",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = RoutineNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "ghi chép giám sát thường xuyên"
        verbose_name_plural = "ghi chép giám sát thường xuyên"
        ordering = ["-noted", "-pk"]
        indexes = [models.Index(fields=["path", "-noted", "-id"], name="routine_note_list")]
        constraints = [
            *Act.Meta.constraints,
            *AboutPositionedSubject.Meta.constraints,
            models.CheckConstraint(
                condition=Q(assessment__in=NoteAssessment.values),
                name="routine_note_assessment_is_known",
                violation_error_message="Nhận xét không có trong danh mục.",
            ),
            models.CheckConstraint(condition=Q(code__in=["", *Content.values]), name="routine_note_content_is_known"),
        ]

    def __str__(self):
        return f"Ghi chép {self.subject} ngày {self.noted:%d/%m/%Y}"
