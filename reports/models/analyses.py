from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.models import Organization, in_subtrees
from members.permissions import denunciation_scope, scope


class SavedAnalysisQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and the shared ones, of organizations whose records the user reads; of letters whose letters."""
        readable = in_subtrees(scope(user), "organization__path")
        hidden = Q(about_letters=True) & ~in_subtrees(denunciation_scope(user), "organization__path")
        return self.filter(readable, Q(by=user) | Q(shared=True)).exclude(hidden)


class SavedAnalysis(models.Model):
    """A question about figures under a name. It holds no figure: opened, it counts anew."""

    name = models.CharField("tên", max_length=120)
    fact = models.CharField("số liệu", max_length=40)
    rows = models.CharField("hàng", max_length=40)
    columns = models.CharField("cột", max_length=40, blank=True)
    about_letters = models.BooleanField("về đơn thư", default=False, editable=False)
    filters = models.JSONField("lọc", default=dict, blank=True)
    zeros = models.BooleanField("hiện số 0", default=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="saved_analyses", verbose_name="tổ chức đảng"
    )
    period = models.CharField("kỳ", max_length=40, blank=True, help_text="Để trống: chọn khi mở.")
    shared = models.BooleanField("dùng chung", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_analyses", verbose_name="người lưu"
    )
    at = models.DateTimeField("lúc lưu", auto_now_add=True)

    objects = SavedAnalysisQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng phân tích đã lưu"
        verbose_name_plural = "bảng phân tích đã lưu"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "organization", "name"],
                name="one_saved_analysis_a_name",
                violation_error_message="Bạn đã lưu một bảng phân tích cùng tên ở tổ chức này. Hãy đặt tên khác.",
            ),
            models.CheckConstraint(
                condition=~Q(rows=F("columns")) & ~Q(name=""),
                name="saved_analysis_has_a_name_and_two_dimensions",
                violation_error_message="Phải có tên; hàng và cột phải là hai chiều khác nhau.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def path(self):
        """The organization's place in the tree, where rights are asked for."""
        return self.organization.path
