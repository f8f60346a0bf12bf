"""Closed lists of discipline. Labels are those of the committees' Excel book."""

from django.db import models


class Form(models.TextChoices):
    """Form of discipline (hình thức kỷ luật), the lightest first. Source: Charter, article 35."""

    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    REMOVAL = "removal", "Cách chức"
    EXPULSION = "expulsion", "Khai trừ"
    DISSOLUTION = "dissolution", "Giải tán"


ORGANIZATION_FORMS = (Form.REPRIMAND, Form.WARNING, Form.DISSOLUTION)
MEMBER_FORMS = (Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION)


class AppealResult(models.TextChoices):
    """Result of resolving an appeal (kết quả giải quyết khiếu nại)."""

    KEPT = "kept", "Giữ nguyên"
    INCREASED = "increased", "Tăng"
    REDUCED = "reduced", "Giảm"
    CANCELLED = "cancelled", "Xóa"
