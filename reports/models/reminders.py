from django.conf import settings
from django.db import models

from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(in_subtrees(scope(user), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))


class Reminder(models.Model):
    """A unit reminded of a return that isn't in (nhắc nộp): by whom, when, in which words."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reminders", verbose_name="đơn vị được nhắc"
    )
    receiver = models.ForeignKey(
        Organization, models.PROTECT, related_name="reminders_sent", verbose_name="tổ chức nhắc"
    )
    period = models.CharField("kỳ báo cáo", max_length=30)
    text = models.TextField("nội dung nhắc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhắc")
    at = models.DateTimeField("lúc nhắc", auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhắc nộp báo cáo"
        verbose_name_plural = "lần nhắc nộp báo cáo"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organization", "period"], name="reminder_of_unit_and_period")]

    def __str__(self):
        return f"Nhắc {self.organization} nộp báo cáo"
