"""Self-criticism reviews (kiểm điểm tự phê bình và phê bình): what fell short, and the measures that follow.

Sources: 132-QĐ/TW, 124-QĐ/TW, 366-QĐ/TW on the yearly review and evaluation [C]; the road map of measures [S].
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.choices import DONE_MEASURE_STATES, Level, MeasureState
from members.models.acts import AboutSubject, ActQuerySet
from members.models.due import DueQuerySet
from members.models.members import Member
from members.models.organizations import Organization
from members.models.scoping import NotAboutOneself
from members.models.steps import StepTaken


class SelfReviewQuerySet(NotAboutOneself, ActQuerySet):
    def standing(self):
        """Those that nobody has voided: what lists and figures count."""
        return self.filter(voided__isnull=True)

    def held_in(self, period):
        return self.standing().dated("held", period)


class SelfReview(AboutSubject):
    """A review of a collective (tập thể) or a member, yearly or on an occasion; `path` is that of who was reviewed."""

    year = models.PositiveSmallIntegerField("năm kiểm điểm")
    occasion = models.CharField(
        "đợt kiểm điểm", max_length=250, blank=True, help_text="Để trống nếu là kiểm điểm cuối năm."
    )
    held = models.DateField("ngày kiểm điểm")
    chair = models.CharField("chủ trì", max_length=250)
    strengths = models.TextField("ưu điểm, kết quả", blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp của tổ chức", max_length=20, choices=Level.choices, editable=False)
    voided = models.DateField("ngày hủy", null=True, blank=True, editable=False)
    void_reason = models.CharField("lý do hủy", max_length=500, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = ("subject_organization__today_path", "subject_member__path")

    objects = SelfReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm điểm tự phê bình và phê bình"
        verbose_name_plural = "kiểm điểm tự phê bình và phê bình"
        ordering = ["-held", "-pk"]
        indexes = [models.Index(fields=["path", "-held", "-id"], name="self_review_list")]
        constraints = [
            *AboutSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "occasion", "subject_organization"],
                condition=Q(voided__isnull=True),
                name="one_review_an_occasion_an_organization",
                violation_error_message="Tập thể này đã có bản kiểm điểm của năm và đợt này.",
            ),
            models.UniqueConstraint(
                fields=["year", "occasion", "subject_member"],
                condition=Q(voided__isnull=True),
                name="one_review_an_occasion_a_member",
                violation_error_message="Đảng viên này đã có bản kiểm điểm của năm và đợt này.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1930, year__lte=2200),
                name="self_review_year_is_plausible",
                violation_error_message="Năm kiểm điểm phải từ 1930 đến 2200.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="self_review_level_is_known",
                violation_error_message="Cấp không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(voided__isnull=True, void_reason="") | Q(voided__isnull=False) & ~Q(void_reason=""),
                name="self_review_is_voided_with_a_reason",
                violation_error_message="Hủy bản kiểm điểm phải ghi lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.occasion or f'Kiểm điểm cuối năm {self.year}'}: {self.subject}"


class OfReview(NotAboutOneself, ActQuerySet):
    """Parts of a review are visible where the review is."""

    def standing(self):
        """Those of reviews that nobody has voided."""
        return self.filter(**{f"{self.ABOUT}voided__isnull": True})


class ReviewLimitationQuerySet(OfReview):
    ABOUT = "review__"

    def found_in(self, period):
        """Of the reviews held in the period."""
        return self.standing().dated("review__held", period)


class ReviewLimitation(models.Model):
    """A limitation or shortcoming (hạn chế, khuyết điểm) that a review named, and its cause."""

    review = models.ForeignKey(SelfReview, models.PROTECT, related_name="limitations", verbose_name="bản kiểm điểm")
    number = models.PositiveSmallIntegerField("số thứ tự")
    text = models.TextField("hạn chế, khuyết điểm")
    cause = models.TextField("nguyên nhân", blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)

    PLACES_TODAY = tuple(f"review__{place}" for place in SelfReview.PLACES_TODAY)

    objects = ReviewLimitationQuerySet.as_manager()

    class Meta:
        verbose_name = "hạn chế, khuyết điểm qua kiểm điểm"
        verbose_name_plural = "hạn chế, khuyết điểm qua kiểm điểm"
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "number"],
                name="one_limitation_a_number_a_review",
                violation_error_message="Số thứ tự này đã có trong bản kiểm điểm.",
            )
        ]

    def __str__(self):
        return self.text


class ReviewMeasureQuerySet(OfReview, DueQuerySet):
    ABOUT = "limitation__review__"

    def due_in(self, period):
        return self.standing().dated("due", period)


class ReviewMeasure(models.Model):
    """What is to be done about a limitation, by whom and by when (biện pháp, lộ trình khắc phục)."""

    limitation = models.OneToOneField(
        ReviewLimitation, models.PROTECT, related_name="measure", verbose_name="hạn chế, khuyết điểm"
    )
    text = models.TextField("biện pháp, lộ trình khắc phục")
    owner_organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="measures_owned",
        null=True,
        blank=True,
        verbose_name="tổ chức chịu trách nhiệm",
    )
    owner_member = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="measures_owned",
        null=True,
        blank=True,
        verbose_name="đảng viên chịu trách nhiệm",
    )
    first_due = models.DateField("hạn đầu tiên", editable=False)
    due = models.DateField("hạn hoàn thành")
    done = models.DateField("ngày hoàn thành", null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="measures_reported",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người báo cáo đã xong",
    )
    verified = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="measures_verified",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người xác nhận",
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=MeasureState.choices, default=MeasureState.OPEN, editable=False
    )
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = tuple(f"limitation__{place}" for place in ReviewLimitation.PLACES_TODAY)

    objects = ReviewMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "biện pháp sau kiểm điểm"
        verbose_name_plural = "biện pháp sau kiểm điểm"
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["path", "due", "done"], name="measure_by_due"),
            models.Index(fields=["path", "done", "due"], name="measure_by_done"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeasureState.values),
                name="measure_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE_MEASURE_STATES, done__isnull=False, done_by__isnull=False)
                | ~Q(state__in=DONE_MEASURE_STATES) & Q(done__isnull=True, done_by__isnull=True),
                name="measure_is_done_on_its_day",
                violation_error_message="Biện pháp đã xong phải có ngày xong và người báo cáo, chưa xong thì không.",
            ),
            models.CheckConstraint(
                condition=Q(state=MeasureState.VERIFIED, verified__isnull=False, verified_by__isnull=False)
                | ~Q(state=MeasureState.VERIFIED) & Q(verified__isnull=True, verified_by__isnull=True),
                name="measure_is_verified_by_somebody",
                violation_error_message="Biện pháp đã xác nhận phải có ngày và người xác nhận.",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(verified_by__isnull=True) | ~Q(verified_by=F("done_by")),
                name="measure_is_verified_by_a_second_person",
                violation_error_message="Người xác nhận phải khác người báo cáo đã xong.",
            ),
            models.CheckConstraint(
                condition=Q(owner_organization__isnull=True) | Q(owner_member__isnull=True),
                name="measure_has_one_owner",
                violation_error_message="Chỉ ghi một nơi chịu trách nhiệm: tổ chức đảng hoặc đảng viên.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def owner(self):
        """Who has to do it: the one named, else who was reviewed."""
        return self.owner_organization or self.owner_member or self.limitation.review.subject


class MeasureStep(StepTaken):
    """A step of a measure: reported done, returned, verified, or its due date moved."""

    measure = models.ForeignKey(ReviewMeasure, models.PROTECT, related_name="steps", verbose_name="biện pháp")
    due_before = models.DateField("hạn trước")
    due_after = models.DateField("hạn sau")
    reason = models.TextField("kết quả, lý do, ghi chú", blank=True)

    class Meta:
        verbose_name = "bước thực hiện biện pháp"
        verbose_name_plural = "bước thực hiện biện pháp"
        ordering = ["measure", "pk"]
