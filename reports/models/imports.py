"""Files that are imported (nhập từ Excel): how they are read, what they wrote, how columns were mapped."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models import Organization, in_subtrees
from members.permissions import scope
from reports.choices import ImportState


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was imported in a user's scope; of what is not, a user's own."""
        within = in_subtrees(scope(user), "organization__path")
        own, written = Q(by=user.pk), Q(state__in=(ImportState.DONE, ImportState.UNDONE))
        return self.filter(within & (own | written))

    def prepared_by(self, user):
        """Files that the user brought and has not yet imported."""
        return self.visible_to(user).filter(by=user.pk, state=ImportState.DRAFT)


def new_key():
    return secrets.token_hex(16)


class Import(models.Model):
    """A workbook on its way in. What is repaired and chosen before it is written is kept here, beside the file."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người nhập",
        help_text="Trống: nhập bằng dòng lệnh trên máy chủ.",
    )  # fmt: skip
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ chức đảng",
        help_text="Trống: lần nhập đã hoàn tác từng tạo ra chính tổ chức này.",
    )  # fmt: skip
    file_name = models.CharField("tên tệp", max_length=150)
    sha256 = models.CharField("SHA-256", max_length=64)
    key = models.CharField("tên trong kho", max_length=32, unique=True, default=new_key)
    state = models.CharField("tình trạng", max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    brought = models.DateTimeField("đưa lên lúc")
    written = models.DateTimeField("nhập lúc", null=True, blank=True)
    undone = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    layouts = models.JSONField("cách ghép cột", default=dict, blank=True)
    repairs = models.JSONField("ô đã sửa", default=dict, blank=True)
    choices = models.JSONField("dòng đã chọn", default=dict, blank=True)
    counts = models.JSONField("kết quả", default=dict, blank=True)
    created = models.PositiveIntegerField("thêm mới", default=0)
    updated = models.PositiveIntegerField("cập nhật", default=0)
    unchanged = models.PositiveIntegerField("không đổi", default=0)
    refreshed = models.JSONField("tổ chức, đảng viên đã đổi vị trí", default=dict, blank=True)
    not_undone = models.CharField("lý do không hoàn tác được", max_length=300, blank=True)
    rights = models.CharField("dấu của quyền khi nhập", max_length=64, blank=True)
    job = models.ForeignKey(
        "reports.Job", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="việc chạy nền"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập từ Excel"
        verbose_name_plural = "lần nhập từ Excel"
        ordering = ["-brought", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values),
                name="import_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ImportState.DONE, ImportState.UNDONE), written__isnull=False)
                | Q(state__in=(ImportState.DRAFT, ImportState.DROPPED), written__isnull=True),
                name="import_written_when_done",
                violation_error_message="Lần nhập đã ghi phải có giờ nhập, chưa ghi thì không.",
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def path(self):
        """Where it is listed: the place of the office that brought it."""
        return self.organization.path if self.organization else ""


class ImportedRow(models.Model):
    """A stored row that an import changed: what it was before, and a mark of what it became."""

    file = models.ForeignKey(Import, models.PROTECT, related_name="rows", verbose_name="lần nhập")
    model = models.CharField("loại bản ghi", max_length=80)
    row = models.BigIntegerField("khóa")
    before = models.JSONField("trước khi nhập", null=True, blank=True, help_text="Trống: do lần nhập tạo ra.")
    after = models.CharField("dấu sau khi nhập", max_length=32, blank=True, help_text="Trống: đã bị lần nhập bỏ đi.")

    class Meta:
        verbose_name = "dòng đã nhập"
        verbose_name_plural = "dòng đã nhập"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "model", "row"],
                name="one_trace_a_row_an_import",
                violation_error_message="Lần nhập đã ghi nhận dòng này.",
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.row}"


class ImportedLot(models.Model):
    """Rows of one kind that an import created: a mark of each as it was written. One row a lot, for there are many."""

    file = models.ForeignKey(Import, models.PROTECT, related_name="lots", verbose_name="lần nhập")
    model = models.CharField("loại bản ghi", max_length=80)
    marks = models.JSONField("dấu của từng dòng", help_text="Cặp khóa và dấu sau khi nhập.")

    class Meta:
        verbose_name = "lô dòng đã nhập"
        verbose_name_plural = "lô dòng đã nhập"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model}: {len(self.marks)}"


class ImportLayout(models.Model):
    """How an organization reads sheets with certain headings: remembered, and offered when they come again."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức đảng")
    fingerprint = models.CharField("dấu của tiêu đề", max_length=64)
    layout = models.JSONField("cách ghép cột", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghép")

    class Meta:
        verbose_name = "cách ghép cột"
        verbose_name_plural = "cách ghép cột"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fingerprint"],
                name="one_layout_an_organization_and_headings",
                violation_error_message="Tổ chức này đã có cách ghép cho các tiêu đề này.",
            ),
        ]

    def __str__(self):
        return str(self.layout.get("sheet", ""))
