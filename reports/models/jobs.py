"""Background jobs (việc chạy nền) and the files they made."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.periods import parse
from members.choices import Role
from members.models import Organization, in_subtrees
from members.permissions import scope
from reports.choices import UNFINISHED_JOBS, JobState

_FINISHED = [state for state in JobState.values if state not in UNFINISHED_JOBS]


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A user's own jobs about what they may still read; an administrator's organizations' jobs."""
        place = "organization__path"
        own = Q(by=user.pk) & in_subtrees(scope(user), place)
        return self.filter(own | in_subtrees(scope(user, (Role.ADMINISTRATOR,)), place))

    def unfinished(self):
        return self.filter(state__in=UNFINISHED_JOBS)

    def alike(self, job):
        """The same asked for by the same user."""
        return self.filter(by=job.by, asked_key=job.asked_key)


def new_folder():
    return secrets.token_hex(16)


class Job(models.Model):
    """Work that takes longer than a page may: asked for, counted while it runs, its results kept."""

    kind = models.CharField("loại việc", max_length=40)
    title = models.CharField("việc", max_length=400)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức đảng")
    period = models.CharField("kỳ báo cáo", max_length=40, blank=True)
    parameters = models.JSONField("lựa chọn", default=dict, blank=True)
    asked_key = models.CharField("dấu của yêu cầu", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu")
    rights = models.CharField("dấu của quyền khi lập", max_length=64, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    unit = models.CharField("đơn vị đếm", max_length=30, default="đơn vị")
    message = models.TextField("lý do không xong", blank=True)
    asked = models.DateTimeField("yêu cầu lúc")
    started = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    ended = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    removed = models.DateTimeField("xóa kết quả lúc", null=True, blank=True)
    folder = models.CharField("thư mục", max_length=32, unique=True, default=new_folder)
    ticket = models.UUIDField("số trong hàng chờ", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-asked", "-pk"]
        indexes = [models.Index(fields=["state"], name="job_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JobState.values),
                name="job_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")),
                name="job_done_within_total",
                violation_error_message="Số đã làm không thể lớn hơn tổng số.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_FINISHED, ended__isnull=False)
                | Q(state__in=UNFINISHED_JOBS, ended__isnull=True),
                name="job_ended_when_finished",
                violation_error_message="Việc đã kết thúc phải có giờ kết thúc, việc chưa kết thúc thì không.",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.FAILED, message=""),
                name="failed_job_says_why",
                violation_error_message="Việc không xong phải ghi lý do.",
            ),
            models.UniqueConstraint(
                fields=["by", "asked_key"],
                condition=Q(state__in=UNFINISHED_JOBS),
                name="one_unfinished_job_alike",
                violation_error_message="Việc này đang chờ hoặc đang chạy.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_finished(self):
        return self.state not in UNFINISHED_JOBS

    @property
    def span(self):
        """The period it is about, if it is about one."""
        return parse(self.period) if self.period else None


class JobFile(models.Model):
    """A file that a job made. It stays in the list when its content was removed."""

    job = models.ForeignKey(Job, models.PROTECT, related_name="files", verbose_name="việc")
    name = models.CharField("tên tệp", max_length=200)
    key = models.CharField("tên trong kho", max_length=32, unique=True)
    content_type = models.CharField("kiểu nội dung", max_length=120)
    size = models.PositiveBigIntegerField("dung lượng")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "tệp kết quả"
        verbose_name_plural = "tệp kết quả"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "name"],
                name="one_job_file_a_name",
                violation_error_message="Việc này đã có tệp mang tên đó.",
            ),
        ]

    def __str__(self):
        return self.name
