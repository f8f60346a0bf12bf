from django.db import models
from django.db.models import F, Q

from inspections.choices import SUPERVISIONS, Activity, Content, Result
from inspections.models.programmes import ProgrammeItem
from members.models import AboutPositionedSubject, Act, ActQuerySet


class StageQuerySet(ActQuerySet):
    """Inspections and their subjects by how far they have come; both carry the dates."""

    def concluded_in(self, period):
        """Concluded in the period, its first and last day included: what figures count."""
        return self.dated("concluded", period)

    def in_progress(self, day):
        """Decided by the day and not yet concluded on it."""
        return self.filter(Q(concluded__isnull=True) | Q(concluded__gt=day), decided__lte=day)


class Inspection(Act):
    """One conducted act of inspection or supervision (cuộc kiểm tra, giám sát)."""

    number = models.CharField("số quyết định", max_length=60)
    decided = models.DateField("ngày quyết định")
    activity = models.CharField("loại", max_length=20, choices=Activity.choices)
    started = models.DateField("ngày bắt đầu", null=True, blank=True)
    concluded = models.DateField("ngày kết luận", null=True, blank=True)
    conclusion_number = models.CharField("số kết luận", max_length=60, blank=True)
    programme_item = models.ForeignKey(
        ProgrammeItem,
        models.PROTECT,
        related_name="inspections",
        null=True,
        blank=True,
        verbose_name="mục chương trình",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc kiểm tra, giám sát"
        verbose_name_plural = "cuộc kiểm tra, giám sát"
        ordering = ["-decided", "-pk"]
        indexes = [
            models.Index(fields=["path", "concluded", "activity", "level", "body"], name="inspection_figures"),
            models.Index(fields=["path", "-decided", "-id"], name="inspection_list"),
        ]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "number"],
                name="one_inspection_a_decision_number",
                violation_error_message="Chủ thể này đã có cuộc kiểm tra, giám sát theo số quyết định này.",
            ),
            models.CheckConstraint(
                condition=Q(activity__in=Activity.values),
                name="inspection_activity_is_known",
                violation_error_message="Loại không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(concluded__isnull=True) | Q(concluded__gte=F("decided")),
                name="inspection_concluded_after_decided",
                violation_error_message="Ngày kết luận phải bằng hoặc sau ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(concluded__isnull=True) | Q(started__isnull=True) | Q(concluded__gte=F("started")),
                name="inspection_concluded_after_started",
                violation_error_message="Ngày kết luận phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return f"{self.get_activity_display()} theo Quyết định {self.number}"

    @property
    def act_date(self):
        """The date whose standing of actor and subjects counts: concluded, or decided until then."""
        return self.concluded or self.decided

    @property
    def is_supervision(self):
        return self.activity in SUPERVISIONS


class Subject(AboutPositionedSubject):
    """An organization or member under an inspection (đối tượng), with its own contents and result.

    Actor, activity and dates are the inspection's, copied so that figures read one table.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="subjects", verbose_name="cuộc kiểm tra, giám sát"
    )
    result = models.CharField("kết quả", max_length=20, choices=Result.choices, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp thực hiện", max_length=20, editable=False)
    body = models.CharField("chủ thể", max_length=20, editable=False)
    activity = models.CharField("loại", max_length=20, choices=Activity.choices, editable=False)
    decided = models.DateField("ngày quyết định", editable=False)
    concluded = models.DateField("ngày kết luận", null=True, editable=False)

    objects = StageQuerySet.as_manager()

    COPIED = ("path", "level", "body", "activity", "decided", "concluded")
    """Columns that repeat the inspection's."""

    class Meta:
        verbose_name = "đối tượng kiểm tra, giám sát"
        verbose_name_plural = "đối tượng kiểm tra, giám sát"
        ordering = ["-decided", "inspection", "pk"]
        indexes = [
            models.Index(
                fields=["path", "concluded", "activity", "level", "body", "subject_kind", "result", "seat"],
                name="subject_figures",
            ),
            models.Index(fields=["path", "-decided", "-id"], name="subject_list"),
        ]
        constraints = [
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "subject_organization"],
                name="an_organization_once_in_an_inspection",
                violation_error_message="Tổ chức này đã có trong cuộc kiểm tra, giám sát.",
            ),
            models.UniqueConstraint(
                fields=["inspection", "subject_member"],
                name="a_member_once_in_an_inspection",
                violation_error_message="Đảng viên này đã có trong cuộc kiểm tra, giám sát.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *Result.values]),
                name="subject_result_is_known",
                violation_error_message="Kết quả không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return str(self.subject)

    def copy_from_inspection(self):
        """Repeat the inspection's actor, activity and dates on this row."""
        for column in self.COPIED:
            setattr(self, column, getattr(self.inspection, column))


class SubjectContent(models.Model):
    """A content that a subject is inspected for; one subject may have several."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="contents", verbose_name="đối tượng")
    code = models.CharField("nội dung", max_length=10, choices=Content.choices)

    class Meta:
        verbose_name = "nội dung kiểm tra"
        verbose_name_plural = "nội dung kiểm tra"
        ordering = ["subject", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="a_content_once_a_subject"),
            models.CheckConstraint(condition=Q(code__in=Content.values), name="subject_content_is_known"),
        ]

    def __str__(self):
        return self.code


class SubjectTopic(models.Model):
    """A free tag of what an inspection is about (chuyên đề): land, finance, construction..."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="topics", verbose_name="đối tượng")
    name = models.CharField("chuyên đề", max_length=120, db_index=True)

    class Meta:
        verbose_name = "chuyên đề"
        verbose_name_plural = "chuyên đề"
        ordering = ["subject", "pk"]
        constraints = [models.UniqueConstraint(fields=["subject", "name"], name="a_topic_once_a_subject")]

    def __str__(self):
        return self.name
