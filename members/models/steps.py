from django.conf import settings
from django.db import models


class StepTaken(models.Model):
    """A step that a record took through its table of states: from which to which, on what day, by whom.

    Each kind of record has steps of its own, that point to it and say how they are read.
    """

    verb = models.CharField("bước", max_length=30)
    before = models.CharField("tình trạng trước", max_length=20)
    after = models.CharField("tình trạng sau", max_length=20)
    day = models.DateField("ngày")
    reason = models.TextField("lý do, ghi chú", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.verb
