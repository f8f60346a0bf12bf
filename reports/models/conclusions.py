from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import DONE_CONCLUSION_STATES, RUNNING_CONCLUSION_STATES, ConclusionState
from reports.models.briefings import Briefing


class ConclusionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the briefing's organization is in scope, or the one that has to carry the conclusion out."""
        paths = scope(user)
        return self.filter(
            in_subtrees(paths, "briefing__organization__path") | in_subtrees(paths, "owner_organization__path")
        )

    def within(self, organization):
        return self.filter(in_tree_of(organization, "briefing__organization__path"))

    def running(self):
        """Still followed: neither confirmed nor dropped."""
        return self.filter(state__in=RUNNING_CONCLUSION_STATES)

    def late(self, day):
        """Due before the day and not reported done."""
        return self.filter(state=ConclusionState.OPEN, due__lt=day)

    def due_within(self, day, days):
        """Not reported done, and due on the day or in so many days after it."""
        return self.filter(state=ConclusionState.OPEN, due__gte=day, due__lte=day + timedelta(days=days))

    def waiting_for(self, user):
        """Reported done by somebody else, so that this user may confirm."""
        return self.filter(state=ConclusionState.REPORTED).exclude(reported_by=user)

    def carried_to(self, briefing):
        """What a briefing is told of: all conclusions of the last one before it, and older ones still followed."""
        before = Briefing.objects.before(briefing)
        last = before.values("pk")[:1]
        return self.filter(
            Q(briefing__in=last) | Q(briefing__in=before.values("pk"), state__in=RUNNING_CONCLUSION_STATES)
        )


class Conclusion(models.Model):
    """What the chair of a briefing concludes (kết luận giao ban): a task with an owner and a due day, followed."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="conclusions", verbose_name="hội nghị giao ban")
    number = models.PositiveIntegerField("số thứ tự", editable=False)
    text = models.TextField("nội dung kết luận")
    owner_organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="conclusions_owned",
        null=True,
        blank=True,
        verbose_name="tổ chức chịu trách nhiệm",
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="conclusions_owned",
        null=True,
        blank=True,
        verbose_name="người dùng chịu trách nhiệm",
    )
    owner_name = models.CharField("họ tên người chịu trách nhiệm", max_length=120, blank=True)
    first_due = models.DateField("hạn đầu tiên", editable=False)
    due = models.DateField("hạn thực hiện")
    state = models.CharField(
        "tình trạng", max_length=20, choices=ConclusionState.choices, default=ConclusionState.OPEN, editable=False
    )
    done = models.DateField("ngày xong", null=True, blank=True, editable=False)
    evidence = models.TextField("kết quả, bằng chứng", blank=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="conclusions_reported",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người báo cáo",
    )
    confirmed = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="conclusions_confirmed",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người xác nhận",
    )
    drop_reason = models.TextField("lý do không thực hiện nữa", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận giao ban"
        verbose_name_plural = "kết luận giao ban"
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "number"],
                name="one_conclusion_a_number_a_briefing",
                violation_error_message="Số thứ tự này đã có trong hội nghị.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ConclusionState.values),
                name="conclusion_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(owner_organization__isnull=False) | Q(owner_user__isnull=False) | ~Q(owner_name=""),
                name="conclusion_has_an_owner",
                violation_error_message="Hãy ghi ai chịu trách nhiệm: tổ chức đảng, người dùng hoặc họ tên.",
            ),
            models.CheckConstraint(
                condition=Q(owner_user__isnull=True) | Q(owner_name=""),
                name="conclusion_names_one_person",
                violation_error_message="Chỉ ghi một người: chọn người dùng hoặc ghi họ tên.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DONE_CONCLUSION_STATES, done__isnull=False, reported_by__isnull=False)
                | Q(state=ConclusionState.OPEN, done__isnull=True, reported_by__isnull=True)
                | Q(state=ConclusionState.DROPPED),
                name="conclusion_is_done_on_its_day",
                violation_error_message="Kết luận đã thực hiện xong phải có ngày xong và người báo cáo.",
            ),
            models.CheckConstraint(
                condition=Q(state=ConclusionState.CONFIRMED, confirmed__isnull=False, confirmed_by__isnull=False)
                | ~Q(state=ConclusionState.CONFIRMED) & Q(confirmed__isnull=True, confirmed_by__isnull=True),
                name="conclusion_is_confirmed_by_somebody",
                violation_error_message="Kết luận đã xác nhận phải có ngày và người xác nhận.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("reported_by")),
                name="conclusion_is_confirmed_by_a_second_person",
                violation_error_message="Người xác nhận phải khác người báo cáo đã thực hiện xong.",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConclusionState.DROPPED) | ~Q(drop_reason=""),
                name="conclusion_is_dropped_for_a_reason",
                violation_error_message="Kết luận không thực hiện nữa phải có lý do.",
            ),
        ]

    def __str__(self):
        return f"Kết luận {self.number}: {self.text}"

    @property
    def path(self):
        """The place in the tree where rights are asked for: that of the briefing."""
        return self.briefing.organization.path

    @property
    def owner(self):
        """Who carries it out, in words: the organization, the person, or both."""
        person = self.owner_name or (self.owner_user.full_name if self.owner_user_id else "")
        return "; ".join(str(one) for one in (self.owner_organization, person) if one)
