from django.db import models


class StoredFile(models.Model):
    """A file as it was handed in: kept outside the web root under a random name, never changed."""

    key = models.CharField("tên trong kho", max_length=64, unique=True, editable=False)
    name = models.CharField("tên tệp", max_length=250)
    size = models.PositiveBigIntegerField("dung lượng")
    sha256 = models.CharField("mã kiểm tra", max_length=64, editable=False)
    kind = models.CharField("loại tệp", max_length=10)
    stored = models.DateTimeField("lúc nhận", auto_now_add=True)

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        ordering = ["pk"]

    def __str__(self):
        return self.name
