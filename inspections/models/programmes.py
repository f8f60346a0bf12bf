from django.db import models
from django.db.models import Exists, OuterRef, Q

from inspections.choices import Activity
from members.models import AboutSubject, Act, ActQuerySet, ScopedQuerySet


class Programme(Act):
    """The yearly programme of inspection and supervision of a body (chương trình KTGS năm)."""

    year = models.PositiveSmallIntegerField("năm")
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = "chương trình kiểm tra, giám sát"
        verbose_name_plural = "chương trình kiểm tra, giám sát"
        ordering = ["-year", "path", "body"]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "year"],
                name="one_programme_a_body_a_year",
                violation_error_message="Chủ thể này đã có chương trình của năm.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200),
                name="programme_year_is_plausible",
                violation_error_message="Năm phải từ 1930 đến 2200.",
            ),
        ]

    def __str__(self):
        return f"Chương trình năm {self.year} – {self.get_body_display()} {self.organization}"


class ProgrammeItemQuerySet(ScopedQuerySet):
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
    lead = models.CharField("phụ trách", max_length=250, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)

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
