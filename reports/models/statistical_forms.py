from django.conf import settings
from django.db import models


class StatisticalForm(models.Model):
    """A version of a statistical form that an office wrote: other rows, or a form beside the official ones.

    It counts for periods that end on its first day or later. A stored version is never changed: a correction is a
    later one for the same day.
    """

    code = models.CharField("số biểu", max_length=10)
    effective_from = models.DateField("áp dụng từ ngày")
    title = models.CharField("tên biểu", max_length=250)
    document = models.CharField("văn bản", max_length=250)
    definition = models.JSONField("nội dung")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    at = models.DateTimeField("lúc thêm", auto_now_add=True)

    class Meta:
        verbose_name = "phiên bản biểu thống kê"
        verbose_name_plural = "phiên bản biểu thống kê"
        ordering = ["code", "effective_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code=""),
                name="statistical_form_has_a_code",
                violation_error_message="Hãy ghi số biểu.",
            ),
        ]

    def __str__(self):
        return f"Biểu {self.code} từ {self.effective_from:%d/%m/%Y}"
