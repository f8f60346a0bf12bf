from django.db import models
from django.db.models import Q

from members.choices import Grade, Level
from members.models.acts import AboutSubject
from members.models.scoping import NotAboutOneself, ScopedQuerySet


class RatingQuerySet(NotAboutOneself, ScopedQuerySet):
    """Ratings are visible where who is rated is, but nobody's own to themselves: what they rest on may not be told."""


class Rating(AboutSubject):
    """Yearly rating (xếp loại) of an organization or a member; `path` and `level` are those of who is rated.

    A rating that goes against a rule of its year keeps what the rule said (`told`) and the reason given for it.
    """

    year = models.PositiveSmallIntegerField("năm")
    grade = models.CharField("mức xếp loại", max_length=20, choices=Grade.choices)
    points = models.DecimalField("điểm", max_digits=5, decimal_places=2, null=True, blank=True)
    told = models.TextField("trái quy định", blank=True)
    reason = models.CharField("lý do xếp loại khác quy định", max_length=500, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp của tổ chức", max_length=20, choices=Level.choices, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = ("subject_organization__today_path", "subject_member__path")

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = "xếp loại"
        verbose_name_plural = "xếp loại"
        ordering = ["-year", "subject_kind", "pk"]
        indexes = [
            models.Index(fields=["path", "year", "subject_kind", "level", "grade"], name="rating_figures"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "subject_organization"],
                name="one_rating_a_year_an_organization",
                violation_error_message="Tổ chức này đã được xếp loại trong năm.",
            ),
            models.UniqueConstraint(
                fields=["year", "subject_member"],
                name="one_rating_a_year_a_member",
                violation_error_message="Đảng viên này đã được xếp loại trong năm.",
            ),
            models.CheckConstraint(
                condition=Q(grade__in=Grade.values),
                name="rating_grade_is_known",
                violation_error_message="Mức xếp loại không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200),
                name="rating_year_is_plausible",
                violation_error_message="Năm xếp loại phải từ 1930 đến 2200.",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=100),
                name="rating_points_are_up_to_100",
                violation_error_message="Điểm xếp loại phải từ 0 đến 100.",
            ),
            models.CheckConstraint(
                condition=Q(told="") | ~Q(reason=""),
                name="rating_against_a_rule_has_a_reason",
                violation_error_message="Xếp loại khác quy định phải ghi lý do.",
            ),
            *AboutSubject.Meta.constraints,
        ]

    def __str__(self):
        return f"{self.subject} {self.year}: {self.get_grade_display()}"
