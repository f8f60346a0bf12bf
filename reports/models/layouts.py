from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.comparison import Style
from reports.models.shared import Shared


class ReportLayout(Shared):
    """A layout of period reports (mẫu báo cáo) that an office composes of figures and text, and keeps."""

    kind = models.CharField("dùng cho", max_length=120, blank=True, help_text="Ví dụ: báo cáo quý, 6 tháng, năm.")
    text = models.TextField("nội dung mẫu")
    padded = models.BooleanField("viết số dưới 10 có số 0 đứng trước (07)", default=False)
    blank = models.BooleanField("có dấu cách trước dấu %", default=True)
    threshold = models.DecimalField(
        "coi là “tương đương” khi chênh lệch không quá (%)", max_digits=5, decimal_places=2, default=Decimal("2")
    )

    class Meta:
        verbose_name = "mẫu báo cáo"
        verbose_name_plural = "mẫu báo cáo"
        ordering = ["organization__sort_key", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="one_layout_a_name",
                violation_error_message="Tổ chức này đã có mẫu báo cáo tên này.",
            ),
            models.CheckConstraint(
                condition=Q(threshold__gte=0) & Q(threshold__lte=100),
                name="layout_threshold_is_a_share",
                violation_error_message="Mức chênh lệch coi là tương đương phải từ 0 đến 100.",
            ),
        ]

    @property
    def content(self):
        """All that a report takes of the layout, as plain data."""
        style = {"padded": self.padded, "blank": self.blank, "threshold": str(self.threshold)}
        return {"name": self.name, "text": self.text, **style}


class LayoutVersion(models.Model):
    """A layout as it was saved once: nothing that was composed is lost."""

    layout = models.ForeignKey(ReportLayout, models.PROTECT, related_name="versions", verbose_name="mẫu báo cáo")
    number = models.PositiveIntegerField("phiên bản")
    content = models.JSONField("nội dung")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lưu")
    at = models.DateTimeField("lúc lưu", auto_now_add=True)

    class Meta:
        verbose_name = "phiên bản mẫu báo cáo"
        verbose_name_plural = "phiên bản mẫu báo cáo"
        ordering = ["layout", "-number"]
        constraints = [models.UniqueConstraint(fields=["layout", "number"], name="a_version_once_a_layout")]

    def __str__(self):
        return f"{self.layout}, phiên bản {self.number}"


def style_of(content):
    """The house style that a layout asks for."""
    return Style(bool(content["padded"]), bool(content["blank"]), Decimal(content["threshold"]))
