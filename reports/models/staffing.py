"""Who works for an inspection commission, and what they learnt: the records behind form 22."""

from django.db import models
from django.db.models import F, Q

from members.choices import Level
from members.models import Organization, ScopedQuerySet
from reports.choices import Qualification, StaffPost, StaffRank


class StaffQuerySet(ScopedQuerySet):
    def serving(self, day):
        """In the commission on a day, the first and last day of service included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class StaffMember(models.Model):
    """A person of an inspection commission, from a day on, with post and rank. Another post is another record.

    The organization's place and level are kept as they stood when this was written: counts of the past stay.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="staff", verbose_name="tổ chức đảng")
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False, db_index=True)
    level = models.CharField("cấp", max_length=20, choices=Level.choices, editable=False)
    name = models.CharField("họ và tên", max_length=200)
    post = models.CharField("chức vụ", max_length=20, choices=StaffPost.choices)
    rank = models.CharField("ngạch", max_length=20, choices=StaffRank.choices, blank=True)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày cuối cùng. Để trống nếu đang làm.")
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    PLACES_TODAY = ("organization__today_path",)

    objects = StaffQuerySet.as_manager()

    class Meta:
        verbose_name = "nhân sự ủy ban kiểm tra"
        verbose_name_plural = "nhân sự ủy ban kiểm tra"
        ordering = ["organization__sort_key", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__in=StaffPost.values) & Q(rank__in=["", *StaffRank.values]),
                name="staff_member_post_and_rank_are_known",
                violation_error_message="Chức vụ hoặc ngạch không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="staff_member_leaves_after_coming",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
        ]

    def __str__(self):
        return self.name


class StaffRowQuerySet(models.QuerySet):
    """Rows of a person are visible where they are."""

    def visible_to(self, user):
        return self.filter(staff_member__in=StaffMember.objects.visible_to(user).order_by())


class StaffQualification(models.Model):
    """A qualification that somebody of a commission has."""

    staff_member = models.ForeignKey(
        StaffMember, models.CASCADE, related_name="qualifications", verbose_name="nhân sự ủy ban kiểm tra"
    )
    code = models.CharField("trình độ", max_length=20, choices=Qualification.choices)

    objects = StaffRowQuerySet.as_manager()

    class Meta:
        verbose_name = "trình độ"
        verbose_name_plural = "trình độ"
        ordering = ["staff_member", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["staff_member", "code"], name="a_qualification_once_a_person"),
            models.CheckConstraint(condition=Q(code__in=Qualification.values), name="staff_qualification_is_known"),
        ]

    def __str__(self):
        return self.get_code_display()


class Training(models.Model):
    """A training that somebody of a commission finished on a day."""

    staff_member = models.ForeignKey(
        StaffMember, models.PROTECT, related_name="trainings", verbose_name="nhân sự ủy ban kiểm tra"
    )
    code = models.CharField("kết quả đào tạo, bồi dưỡng", max_length=20, choices=Qualification.choices)
    day = models.DateField("ngày hoàn thành")
    note = models.CharField("lớp, văn bằng", max_length=250, blank=True)

    objects = StaffRowQuerySet.as_manager()

    class Meta:
        verbose_name = "đào tạo, bồi dưỡng"
        verbose_name_plural = "đào tạo, bồi dưỡng"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "code", "day"],
                name="a_training_once_a_person_and_day",
                violation_error_message="Người này đã có kết quả đào tạo này trong ngày đó.",
            ),
            models.CheckConstraint(condition=Q(code__in=Qualification.values), name="training_is_known"),
        ]

    def __str__(self):
        return f"{self.get_code_display()}: {self.staff_member}"
