from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.choices import DONE_REMEDY_STATES, VIOLATION_GROUPS, Content, RemedyState, Severity
from inspections.models.files import StoredFile
from inspections.models.inspections import NotShutOut, Subject
from members.models import DueQuerySet, Member, Organization, ScopedQuerySet, StepTaken


class FindingQuerySet(NotShutOut, ScopedQuerySet):
    """Findings are visible where their inspection is."""


class Finding(models.Model):
    """A shortcoming or violation that an inspection found on one of its subjects (khuyết điểm, vi phạm)."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="findings", verbose_name="đối tượng")
    number = models.PositiveIntegerField("số thứ tự")
    group = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices, blank=True)
    description = models.TextField("mô tả")
    severity = models.CharField("mức độ", max_length=20, choices=Severity.choices, blank=True)
    cause = models.TextField("nguyên nhân", blank=True)
    responsible = models.TextField("trách nhiệm", blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    OF_INSPECTION = "subject__inspection"

    PLACES_TODAY = ("subject__inspection__organization__today_path",)

    objects = FindingQuerySet.as_manager()

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


class RemedyQuerySet(NotShutOut, DueQuerySet):
    def open(self, day):
        """Of an inspection that had begun by the day, and not yet done on it."""
        return self.not_done(day).filter(finding__subject__listed__lte=day)


class Remedy(models.Model):
    """What must be put right after a finding, by when, and since when it is (khắc phục)."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="remedy", verbose_name="khuyết điểm")
    requirement = models.TextField("yêu cầu khắc phục", blank=True)
    owner_organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="remedies_owned",
        null=True,
        blank=True,
        verbose_name="tổ chức chịu trách nhiệm khắc phục",
    )
    owner_member = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="remedies_owned",
        null=True,
        blank=True,
        verbose_name="đảng viên chịu trách nhiệm khắc phục",
    )
    first_due = models.DateField("hạn đầu tiên", null=True, blank=True, editable=False)
    due = models.DateField("hạn khắc phục", null=True, blank=True)
    done = models.DateField("ngày khắc phục xong", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="remedies_reported",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người báo cáo đã xong",
    )
    verified = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="remedies_verified",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người xác nhận",
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=RemedyState.choices, default=RemedyState.OPEN, editable=False
    )
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)

    OF_INSPECTION = "finding__subject__inspection"

    PLACES_TODAY = ("finding__subject__inspection__organization__today_path",)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu khắc phục"
        verbose_name_plural = "yêu cầu khắc phục"
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["path", "due", "done"], name="remedy_by_due"),
            models.Index(fields=["path", "done", "due"], name="remedy_by_done"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RemedyState.values),
                name="remedy_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE_REMEDY_STATES, done__isnull=False)
                | ~Q(state__in=DONE_REMEDY_STATES) & Q(done__isnull=True),
                name="remedy_is_done_on_its_day",
                violation_error_message="Việc đã khắc phục xong phải có ngày xong, việc chưa xong thì không.",
            ),
            models.CheckConstraint(
                condition=Q(state=RemedyState.VERIFIED, verified__isnull=False, verified_by__isnull=False)
                | ~Q(state=RemedyState.VERIFIED) & Q(verified__isnull=True, verified_by__isnull=True),
                name="remedy_is_verified_by_somebody",
                violation_error_message="Việc đã xác nhận phải có ngày và người xác nhận.",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(verified_by__isnull=True) | ~Q(verified_by=F("done_by")),
                name="remedy_is_verified_by_a_second_person",
                violation_error_message="Người xác nhận phải khác người báo cáo đã khắc phục xong.",
            ),
            models.CheckConstraint(
                condition=Q(owner_organization__isnull=True) | Q(owner_member__isnull=True),
                name="remedy_has_one_owner",
                violation_error_message="Chỉ ghi một nơi chịu trách nhiệm: tổ chức đảng hoặc đảng viên.",
            ),
        ]

    def __str__(self):
        return self.requirement or "Yêu cầu khắc phục"

    @property
    def owner(self):
        """Who has to put it right: the one named, else the subject itself."""
        return self.owner_organization or self.owner_member or self.finding.subject.subject

    def settle(self):
        """Bring the state in line with the day it was done, for days that are recorded and not stepped through."""
        if self.done and self.state not in DONE_REMEDY_STATES:
            self.state = RemedyState.DONE
        elif not self.done and self.state in DONE_REMEDY_STATES:
            self.state, self.done_by, self.verified, self.verified_by = RemedyState.OPEN, None, None, None
        self.first_due = self.first_due or self.due


class RemedyEvidence(models.Model):
    """What shows that a shortcoming is put right: a file, or a paper in the archive."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="evidence", verbose_name="yêu cầu khắc phục")
    title = models.CharField("tên tài liệu", max_length=250)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="evidence", null=True, blank=True, verbose_name="tệp"
    )
    archive = models.CharField("số lưu trữ của bản giấy", max_length=120, blank=True)

    class Meta:
        verbose_name = "bằng chứng khắc phục"
        verbose_name_plural = "bằng chứng khắc phục"
        ordering = ["remedy", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(archive=""),
                name="evidence_is_a_file_or_a_paper",
                violation_error_message="Hãy chọn tệp hoặc ghi số lưu trữ của bản giấy.",
            ),
        ]

    def __str__(self):
        return self.title


class RemedyStep(StepTaken):
    """A step of a remedy: reported done, returned, verified, or its due date moved."""

    remedy = models.ForeignKey(Remedy, models.PROTECT, related_name="steps", verbose_name="yêu cầu khắc phục")
    due_before = models.DateField("hạn trước", null=True, blank=True)
    due_after = models.DateField("hạn sau", null=True, blank=True)

    class Meta:
        verbose_name = "bước khắc phục"
        verbose_name_plural = "bước khắc phục"
        ordering = ["remedy", "pk"]
