"""Study and implementation of resolutions (học tập, quán triệt, triển khai nghị quyết)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.choices import ConferenceForm
from inspections.models.inspections import Inspection
from members.choices import Level
from members.models import ActQuerySet, Organization

PLAN_NOTICE = 30
"""Days before its due day from which an action plan stands on the desk."""


class ResolutionQuerySet(ActQuerySet):
    def standing(self):
        """Those that nobody has voided: what lists and figures count."""
        return self.filter(voided__isnull=True)

    def held_in(self, period):
        return self.standing().dated("held", period)

    def plan_due(self, day):
        """With an action plan that is to be carried out by a day soon after this one."""
        return self.standing().filter(plan_due__gte=day, plan_due__lte=day + timedelta(days=PLAN_NOTICE))


class Resolution(models.Model):
    """A document that an organization studied at a conference, and its action plan to carry it out."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="resolutions", verbose_name="tổ chức học tập, quán triệt"
    )
    number = models.CharField("số, ký hiệu văn bản", max_length=60)
    issued = models.DateField("ngày ban hành")
    issuer = models.CharField("cơ quan ban hành", max_length=250)
    title = models.CharField("trích yếu", max_length=500)
    held = models.DateField("ngày tổ chức hội nghị")
    form = models.CharField("hình thức hội nghị", max_length=20, choices=ConferenceForm.choices)
    units = models.CharField("đơn vị, điểm cầu dự", max_length=1000, blank=True)
    invited = models.PositiveIntegerField("đảng viên được triệu tập")
    attended = models.PositiveIntegerField("đảng viên dự")
    plan_number = models.CharField("số chương trình hành động", max_length=60, blank=True)
    plan_issued = models.DateField("ngày ban hành chương trình hành động", null=True, blank=True)
    plan_contents = models.TextField("nội dung chương trình hành động", blank=True)
    plan_due = models.DateField("thời hạn thực hiện", null=True, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp", max_length=20, choices=Level.choices, editable=False)
    voided = models.DateField("ngày hủy", null=True, blank=True, editable=False)
    void_reason = models.CharField("lý do hủy", max_length=500, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = ("organization__today_path",)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "học tập, quán triệt nghị quyết"
        verbose_name_plural = "học tập, quán triệt nghị quyết"
        ordering = ["-held", "-pk"]
        indexes = [models.Index(fields=["path", "-held", "-id"], name="resolution_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number", "issuer", "held"],
                condition=Q(voided__isnull=True),
                name="one_study_a_document_a_day",
                violation_error_message="Tổ chức này đã ghi hội nghị quán triệt văn bản đó trong ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(form__in=ConferenceForm.values),
                name="conference_form_is_known",
                violation_error_message="Hình thức hội nghị không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="resolution_level_is_known",
                violation_error_message="Cấp không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(attended__lte=F("invited")),
                name="no_more_attend_than_are_invited",
                violation_error_message="Số đảng viên dự không được lớn hơn số được triệu tập.",
            ),
            models.CheckConstraint(
                condition=Q(held__gte=F("issued")),
                name="resolution_is_studied_after_it_is_issued",
                violation_error_message="Ngày hội nghị phải bằng hoặc sau ngày ban hành văn bản.",
            ),
            models.CheckConstraint(
                condition=~Q(plan_number="") | Q(plan_issued__isnull=True, plan_contents="", plan_due__isnull=True),
                name="action_plan_has_a_number",
                violation_error_message="Chương trình hành động phải có số.",
            ),
            models.CheckConstraint(
                condition=Q(plan_due__isnull=True) | Q(plan_issued__isnull=True) | Q(plan_due__gte=F("plan_issued")),
                name="action_plan_is_due_after_it_is_issued",
                violation_error_message="Thời hạn thực hiện phải bằng hoặc sau ngày ban hành chương trình hành động.",
            ),
            models.CheckConstraint(
                condition=Q(voided__isnull=True, void_reason="") | Q(voided__isnull=False) & ~Q(void_reason=""),
                name="resolution_is_voided_with_a_reason",
                violation_error_message="Hủy bản ghi phải ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.number} của {self.issuer}"

    @property
    def has_plan(self):
        return bool(self.plan_number)


class ResolutionInspection(models.Model):
    """An inspection or supervision of how a resolution is carried out; voided with a reason, never deleted."""

    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="inspection_links", verbose_name="nghị quyết"
    )
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="resolution_links", verbose_name="cuộc kiểm tra, giám sát"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    voided = models.DateField("ngày bỏ", null=True, blank=True)
    void_reason = models.CharField("lý do bỏ", max_length=500, blank=True)

    class Meta:
        verbose_name = "cuộc kiểm tra việc thực hiện nghị quyết"
        verbose_name_plural = "cuộc kiểm tra việc thực hiện nghị quyết"
        ordering = ["resolution", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "inspection"],
                condition=Q(voided__isnull=True),
                name="one_link_an_inspection_a_resolution",
                violation_error_message="Cuộc kiểm tra, giám sát này đã được gắn với nghị quyết.",
            ),
            models.CheckConstraint(
                condition=Q(voided__isnull=True, void_reason="") | Q(voided__isnull=False) & ~Q(void_reason=""),
                name="resolution_link_is_voided_with_a_reason",
                violation_error_message="Bỏ cuộc đã gắn phải ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.resolution} – {self.inspection}"
