from django.conf import settings
from django.db import models
from django.db.models import Q

from members.choices import Role
from members.models.members import Member
from members.models.organizations import Organization


class Assignment(models.Model):
    """A user's role in an organization; it reaches down the whole subtree."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name="người dùng"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="assignments", verbose_name="tổ chức đảng"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    handles_denunciations = models.BooleanField(
        "được giao xử lý đơn tố cáo", default=False, help_text="Chỉ có tác dụng với vai trò Cán bộ kiểm tra."
    )

    sees_senders = models.BooleanField(
        "được xem người gửi đơn",
        default=False,
        help_text="Quyền riêng: không vai trò nào tự có. Mỗi lần xem đều được ghi nhật ký.",
    )

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        ordering = ["user", "organization", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                name="one_assignment_a_role",
                violation_error_message="Người dùng đã có vai trò này tại tổ chức.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="assignment_role_is_known",
                violation_error_message="Vai trò không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} – {self.organization}"

    @property
    def grants_denunciations(self):
        """Letters are granted to officers one by one; heads and leaders have them by their role."""
        return self.role == Role.OFFICER and self.handles_denunciations


class UserMember(models.Model):
    """Which party member a user is: so that nobody works on, or sees, a case about themselves."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="as_member", verbose_name="người dùng"
    )
    member = models.OneToOneField(Member, models.PROTECT, related_name="as_user", verbose_name="đảng viên")

    class Meta:
        verbose_name = "người dùng là đảng viên"
        verbose_name_plural = "người dùng là đảng viên"
        ordering = ["user"]

    def __str__(self):
        return f"{self.user} – {self.member}"
