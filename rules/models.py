from django.conf import settings
from django.db import models

from rules.families import Family


class RuleSet(models.Model):
    """A version of a family of rules that an office added; what comes with the program stays in its files.

    A stored version is never changed: a correction is a later one for the same day.
    """

    family = models.CharField("loại quy định", max_length=20, choices=Family.choices)
    effective_from = models.DateField("áp dụng từ ngày")
    document = models.CharField("văn bản", max_length=250)
    text = models.TextField("nội dung")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    at = models.DateTimeField("lúc thêm", auto_now_add=True)

    class Meta:
        verbose_name = "phiên bản quy định"
        verbose_name_plural = "phiên bản quy định"
        ordering = ["family", "effective_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(family__in=Family.values),
                name="rule_set_family_is_known",
                violation_error_message="Loại quy định không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"{self.get_family_display()} từ {self.effective_from:%d/%m/%Y}"
