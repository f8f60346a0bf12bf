from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from inspections.choices import Activity, ProgrammeScope, ProgrammeState
from members.models import BEGUN_BY, AboutSubject, Act, ActQuerySet, ScopedQuerySet


class Programme(Act):
    """The programme of inspection and supervision of a body, of a year or of a term (chương trình KTGS)."""

    scope = models.CharField("phạm vi", max_length=10, choices=ProgrammeScope.choices, default=ProgrammeScope.YEAR)
    year = models.PositiveSmallIntegerField("năm")
    last_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    state = models.CharField(
        "tình trạng", max_length=20, choices=ProgrammeState.choices, default=ProgrammeState.APPROVED, editable=False
    )
    number = models.CharField("số văn bản", max_length=60, blank=True)
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình kiểm tra, giám sát"
        verbose_name_plural = "chương trình kiểm tra, giám sát"
        ordering = ["-year", "path", "body"]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                BEGUN_BY,
                "body",
                "year",
                "scope",
                name="one_programme_a_body_a_year",
                violation_error_message="Chủ thể này đã có chương trình của năm.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200),
                name="programme_year_is_plausible",
                violation_error_message="Năm phải từ 1930 đến 2200.",
            ),
            models.CheckConstraint(
                condition=Q(scope=ProgrammeScope.YEAR, last_year__isnull=True)
                | Q(scope=ProgrammeScope.TERM, last_year__gt=F("year"), last_year__lte=F("year") + 10),
                name="programme_of_a_term_has_its_last_year",
                violation_error_message="Chương trình toàn khóa cần năm cuối, sau năm đầu và không quá 10 năm.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProgrammeState.values),
                name="programme_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"Chương trình {self.span} – {self.get_body_display()} {self.organization}"

    @property
    def act_date(self):
        """The date whose standing of the actor counts: the day it was issued, but not before its year begins."""
        first = date(self.year, 1, 1) if self.year else None
        return max(self.issued, first) if self.issued and first else first

    @property
    def is_issued_here(self):
        """Whether it was approved by a step here: from then on it changes by adjustment alone."""
        return bool(self.number) and self.state != ProgrammeState.DRAFT

    @property
    def span(self):
        """The years in words: "năm 2026" or "toàn khóa 2025-2030"."""
        if self.scope == ProgrammeScope.TERM:
            return f"toàn khóa {self.year}-{self.last_year}"
        return f"năm {self.year}"


class ProgrammeVersion(models.Model):
    """A programme as it stood before an adjustment: kept so that anyone can see what was promised when."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions", verbose_name="chương trình")
    ordinal = models.PositiveSmallIntegerField("lần")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    adjusted_by = models.CharField("số văn bản điều chỉnh", max_length=60)
    adjusted = models.DateField("ngày điều chỉnh")
    reason = models.TextField("lý do điều chỉnh")
    lines = models.JSONField("các mục lúc đó")

    class Meta:
        verbose_name = "bản trước điều chỉnh"
        verbose_name_plural = "bản trước điều chỉnh"
        ordering = ["programme", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "ordinal"], name="one_version_an_ordinal"),
        ]

    def __str__(self):
        return f"Bản {self.ordinal} của {self.programme}"


class ProgrammeItemQuerySet(ScopedQuerySet):
    def counted(self):
        """Lines that figures count: of yearly programmes in force, not cancelled."""
        in_force = ~Q(programme__state=ProgrammeState.DRAFT)
        return self.filter(in_force, programme__scope=ProgrammeScope.YEAR, cancelled__isnull=True)

    def done(self, day):
        """Items that an inspection concluded by the day carries out."""
        return self.filter(Exists(self._concluded(day)))

    def not_done(self, day):
        """Items without an inspection concluded by the day."""
        return self.exclude(Exists(self._concluded(day)))

    @staticmethod
    def _concluded(day):
        from inspections.models.inspections import Inspection

        return Inspection.objects.filter(programme_item=OuterRef("pk"), concluded__lte=day)


class ProgrammeItem(models.Model):
    """One line of a programme: what is to be inspected or supervised, of whom, by when.

    The document is the one by which the line stands: the programme itself, or its later adjustment.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="items", verbose_name="chương trình")
    number = models.PositiveIntegerField("số thứ tự")
    document_number = models.CharField("số văn bản", max_length=60, blank=True)
    document_date = models.DateField("ngày ban hành", null=True, blank=True)
    activity = models.CharField("loại", max_length=20, choices=Activity.choices)
    content = models.TextField("nội dung")
    quarter = models.PositiveSmallIntegerField("quý", null=True, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    lead = models.CharField("phụ trách", max_length=250, blank=True)
    team = models.TextField("thành viên", blank=True)
    looked_from = models.DateField("mốc kiểm tra từ", null=True, blank=True)
    looked_to = models.DateField("mốc kiểm tra đến", null=True, blank=True)
    advisory = models.CharField("đơn vị tham mưu", max_length=250, blank=True)
    cancelled = models.DateField("ngày hủy", null=True, blank=True, editable=False)
    cancel_reason = models.TextField("lý do hủy", blank=True, editable=False)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)

    PLACES_TODAY = ("programme__organization__today_path",)

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "mục chương trình"
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="one_item_a_number_in_a_programme",
                violation_error_message="Số thứ tự này đã có trong chương trình.",
            ),
            models.CheckConstraint(
                condition=Q(activity__in=Activity.values),
                name="programme_item_activity_is_known",
                violation_error_message="Loại không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__isnull=True) | Q(quarter__gte=1, quarter__lte=4),
                name="programme_item_quarter_is_1_to_4",
                violation_error_message="Quý là số từ 1 đến 4.",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12),
                name="programme_item_month_is_1_to_12",
                violation_error_message="Tháng là số từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(looked_to__isnull=True) | Q(looked_from__isnull=True) | Q(looked_to__gte=F("looked_from")),
                name="programme_item_looks_back_in_order",
                violation_error_message="Mốc kiểm tra: ngày cuối phải bằng hoặc sau ngày đầu.",
            ),
        ]

    def __str__(self):
        return f"Mục {self.programme.year}/{self.number}"


class ProgrammeItemSubject(AboutSubject):
    """An organization or member named in a line of a programme."""

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="subjects", verbose_name="mục chương trình")

    class Meta:
        verbose_name = "đối tượng của mục chương trình"
        verbose_name_plural = "đối tượng của mục chương trình"
        ordering = ["item", "pk"]
        constraints = [
            *AboutSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "subject_organization"],
                name="an_organization_once_in_an_item",
                violation_error_message="Tổ chức này đã có trong mục chương trình.",
            ),
            models.UniqueConstraint(
                fields=["item", "subject_member"],
                name="a_member_once_in_an_item",
                violation_error_message="Đảng viên này đã có trong mục chương trình.",
            ),
        ]

    def __str__(self):
        return str(self.subject)
