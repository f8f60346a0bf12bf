from django.db import models
from django.db.models import F, Q

from inspections.choices import VIOLATION_GROUPS, Content, Severity
from inspections.models.inspections import Subject
from members.models import ActQuerySet, ScopedQuerySet


class Finding(models.Model):
    """A shortcoming or violation that an inspection found on one of its subjects (khuyết điểm, vi phạm)."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="findings", verbose_name="đối tượng")
    number = models.PositiveIntegerField("số thứ tự")
    group = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices, blank=True)
    description = models.TextField("mô tả")
    severity = models.CharField("mức độ", max_length=20, choices=Severity.choices, blank=True)
    cause = models.TextField("nguyên nhân", blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "khuyết điểm, vi phạm"
        verbose_name_plural = "khuyết điểm, vi phạm"
        ordering = ["subject", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "number"],
                name="one_finding_a_number_a_subject",
                violation_error_message="Số thứ tự này đã có với đối tượng.",
            ),
            models.CheckConstraint(
                condition=Q(group__in=["", *VIOLATION_GROUPS]),
                name="finding_group_is_known",
                violation_error_message="Nhóm vi phạm không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=["", *Severity.values]),
                name="finding_severity_is_known",
                violation_error_message="Mức độ không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"Khuyết điểm {self.number}: {self.description}"


class RemedyQuerySet(ActQuerySet):
    def open(self, day):
        """Not yet done on the day."""
        return self.filter(Q(done__isnull=True) | Q(done__gt=day))

    def overdue(self, day):
        """Due before the day and not done by it; on the due day itself a remedy is still in time."""
        return self.open(day).filter(due__lt=day)

    def done_in(self, period):
        return self.dated("done", period)

    def done_late_in(self, period):
        """Done in the period, after the due day."""
        return self.done_in(period).filter(done__gt=F("due"))


class Remedy(models.Model):
    """What must be put right after a finding, by when, and since when it is (khắc phục)."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="remedy", verbose_name="khuyết điểm")
    requirement = models.TextField("yêu cầu khắc phục", blank=True)
    due = models.DateField("hạn khắc phục", null=True, blank=True)
    done = models.DateField("ngày khắc phục xong", null=True, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu khắc phục"
        verbose_name_plural = "yêu cầu khắc phục"
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["path", "due", "done"], name="remedy_by_due"),
            models.Index(fields=["path", "done", "due"], name="remedy_by_done"),
        ]

    def __str__(self):
        return self.requirement or "Yêu cầu khắc phục"
