"""What hangs on one inspection while it runs: steps, team, recusals, papers, numbers of its documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.choices import TeamRole
from inspections.models.files import StoredFile
from inspections.models.inspections import Inspection
from members.choices import Body
from members.models import Member, Organization, StepTaken


class OfInspectionQuerySet(models.QuerySet):
    """Rows of an inspection are visible where it is."""

    def visible_to(self, user):
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class Step(StepTaken):
    """A step that an inspection has taken: from which state to which, on what day, by whom."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="steps", verbose_name="cuộc kiểm tra, giám sát"
    )
    number = models.CharField("số văn bản", max_length=60, blank=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "bước tiến hành"
        verbose_name_plural = "bước tiến hành"
        ordering = ["inspection", "pk"]


class TeamMember(models.Model):
    """A person of the team (đoàn, tổ) that carries out an inspection."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="team", verbose_name="cuộc kiểm tra, giám sát"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="teams", verbose_name="đảng viên")
    role = models.CharField("nhiệm vụ trong đoàn", max_length=20, choices=TeamRole.choices)
    task = models.CharField("được phân công", max_length=250, blank=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên đoàn"
        verbose_name_plural = "thành viên đoàn"
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "member"],
                name="a_person_once_in_a_team",
                violation_error_message="Người này đã có trong đoàn.",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(role=TeamRole.HEAD),
                name="one_head_a_team",
                violation_error_message="Đoàn chỉ có một trưởng đoàn.",
            ),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="team_role_is_known"),
        ]

    def __str__(self):
        return f"{self.member} – {self.get_role_display()}"


class Recusal(models.Model):
    """A person named as related to an inspection: may neither be on its team nor see it (người có liên quan)."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="recusals", verbose_name="cuộc kiểm tra, giám sát"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="recusals", verbose_name="đảng viên")
    reason = models.TextField("quan hệ, lý do")

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "người không được tham gia"
        verbose_name_plural = "người không được tham gia"
        ordering = ["inspection", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "member"],
                name="a_person_recused_once",
                violation_error_message="Người này đã được ghi.",
            ),
        ]

    def __str__(self):
        return str(self.member)


class Document(models.Model):
    """A paper in the dossier of an inspection (tài liệu trong hồ sơ): a file, or where its paper is.

    `item` is the code of a line of the checklist in force for the inspection; empty for other papers.
    A paper put in by mistake is voided with a reason; it stays.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="documents", verbose_name="cuộc kiểm tra, giám sát"
    )
    item = models.CharField("mục trong danh mục", max_length=60, blank=True)
    title = models.CharField("tên tài liệu", max_length=250)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày tài liệu", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="documents", null=True, blank=True, verbose_name="tệp"
    )
    archive = models.CharField("số lưu trữ của bản giấy", max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    at = models.DateTimeField("lúc nộp", auto_now_add=True)
    voided = models.DateTimeField("lúc bỏ", null=True, blank=True, editable=False)
    void_reason = models.TextField("lý do bỏ", blank=True, editable=False)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["inspection", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(archive=""),
                name="document_is_a_file_or_a_paper",
                violation_error_message="Hãy chọn tệp hoặc ghi số lưu trữ của bản giấy.",
            ),
        ]

    def __str__(self):
        return self.title


class NumberSeries(models.Model):
    """The numbers of one type of document of one body in one term: the last that was given out.

    Numbers run from 01 per type and term, without gaps (05-HD/VPTW 2026 [S], 36-HD/VPTW 2018 [C]).
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức đảng")
    body = models.CharField("chủ thể", max_length=20, choices=Body.choices)
    kind = models.CharField("loại văn bản", max_length=10)
    term = models.DateField("ngày đầu nhiệm kỳ")
    last = models.PositiveIntegerField("số đã cấp", default=0)

    class Meta:
        verbose_name = "sổ số văn bản"
        verbose_name_plural = "sổ số văn bản"
        ordering = ["organization", "body", "kind", "term"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "body", "kind", "term"], name="one_series_a_type_and_term"),
        ]

    def __str__(self):
        return f"{self.kind} {self.organization}: {self.last}"
