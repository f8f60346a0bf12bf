from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.periods import Period
from core.text import short_date
from members.models import Organization, in_subtrees, in_tree_of
from members.permissions import scope
from reports.choices import CONCLUDED_BRIEFING_STATES, FROZEN_BRIEFING_STATES, BriefingState
from reports.models.regrouping import Regrouping


class BriefingQuerySet(models.QuerySet):
    """A briefing lies where its organization lies today."""

    def visible_to(self, user):
        return self.filter(in_subtrees(scope(user), "organization__path"))

    def within(self, organization):
        return self.filter(in_tree_of(organization, "organization__path"))

    def before(self, briefing):
        """The concluded briefings of the same organization with an earlier cut-off, the latest first."""
        earlier = self.filter(organization=briefing.organization_id, cutoff__lt=briefing.cutoff)
        return earlier.filter(state__in=CONCLUDED_BRIEFING_STATES).order_by("-cutoff", "-pk")


class Briefing(Regrouping):
    """A briefing conference (hội nghị giao ban) of an organization about a period.

    It's held before the period ends, so the period, the cut-off of the figures and the scope are three parameters.
    With the step "freeze" the figures are stored as they stand, each with the keys of the rows it counts, beside the
    head of the history chain; nothing changes them afterwards.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="briefings", verbose_name="tổ chức họp giao ban"
    )
    first = models.DateField("kỳ từ ngày")
    last = models.DateField("kỳ đến ngày")
    cutoff = models.DateField("ngày chốt số liệu")
    held = models.DateField("ngày họp", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=250, blank=True)
    chair = models.CharField("người chủ trì", max_length=120, blank=True)
    chair_post = models.CharField("chức vụ người chủ trì", max_length=200, blank=True)
    agenda = models.TextField("chương trình hội nghị", blank=True)
    participants = models.TextField("thành phần dự", blank=True)
    done = models.TextField("việc đã làm được", blank=True)
    not_done = models.TextField("việc chưa làm được", blank=True)
    causes = models.TextField("nguyên nhân", blank=True)
    measures = models.TextField("biện pháp", blank=True)
    next_tasks = models.TextField("nhiệm vụ kỳ tới", blank=True)
    state = models.CharField(
        "tình trạng", max_length=20, choices=BriefingState.choices, default=BriefingState.PLANNED, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="briefings_planned",
        editable=False,
        verbose_name="người lập",
    )
    frozen = models.JSONField("nội dung đã chốt", null=True, blank=True, editable=False)
    counted = models.JSONField("bản ghi đã tính", null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField("lúc chốt", null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="briefings_frozen",
        null=True,
        blank=True,
        editable=False,
        verbose_name="người chốt",
    )
    head_sequence = models.BigIntegerField("số bản ghi nhật ký lúc chốt", null=True, blank=True, editable=False)
    head_hash = models.CharField("mã xác thực nhật ký lúc chốt", max_length=64, blank=True, editable=False)
    content_hash = models.CharField("mã băm nội dung chốt", max_length=64, blank=True, editable=False)
    cancel_reason = models.TextField("lý do hủy", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị giao ban"
        verbose_name_plural = "hội nghị giao ban"
        ordering = ["-cutoff", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BriefingState.values),
                name="briefing_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="briefing_period_begins_before_it_ends",
                violation_error_message="Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(cutoff__gte=F("first"), cutoff__lte=F("last")),
                name="briefing_cutoff_lies_in_the_period",
                violation_error_message="Ngày chốt số liệu phải nằm trong kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(state=BriefingState.CANCELLED)
                | Q(state=BriefingState.PLANNED, frozen_at__isnull=True, head_hash="", content_hash="")
                | Q(
                    state__in=FROZEN_BRIEFING_STATES,
                    frozen_at__isnull=False,
                    frozen_by__isnull=False,
                    head_sequence__isnull=False,
                    content_hash__gt="",
                ),
                name="briefing_is_frozen_by_somebody_or_not_at_all",
                violation_error_message="Hội nghị đã chốt số liệu phải có người chốt, lúc chốt và mã xác thực.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CONCLUDED_BRIEFING_STATES) | Q(held__isnull=False) & ~Q(chair=""),
                name="briefing_is_concluded_by_its_chair",
                violation_error_message="Hội nghị đã kết luận phải có ngày họp và người chủ trì.",
            ),
            models.CheckConstraint(
                condition=~Q(state=BriefingState.CANCELLED) | ~Q(cancel_reason=""),
                name="briefing_is_cancelled_for_a_reason",
                violation_error_message="Hội nghị đã hủy phải có lý do.",
            ),
            models.UniqueConstraint(
                fields=["organization", "first", "last"],
                condition=~Q(state=BriefingState.CANCELLED),
                name="one_briefing_a_period",
                violation_error_message="Đã có hội nghị giao ban của tổ chức này về kỳ này.",
            ),
        ]

    def __str__(self):
        return f"Giao ban {self.period.label} – {self.organization}"

    @property
    def path(self):
        """The place in the tree where rights are asked for."""
        return self.organization.path

    @property
    def period(self):
        return Period(self.first, self.last)

    @property
    def is_frozen(self):
        return self.frozen_at is not None

    @property
    def agenda_items(self):
        """The agenda in its order: one item a line."""
        return [line for line in self.agenda.splitlines() if line.strip()]

    @property
    def chaired_by(self):
        """The chair with the post: "Nguyễn Văn A, Bí thư Huyện ủy"."""
        return ", ".join(part for part in (self.chair, self.chair_post) if part)

    @property
    def cutoff_words(self):
        return f"số liệu đến hết ngày {short_date(self.cutoff)}"

    @property
    def head(self):
        """The link of the history chain at the moment of freezing, as it is printed and can be verified."""
        return f"{self.head_sequence}:{self.head_hash}" if self.head_hash else ""


class Attendance(models.Model):
    """A unit called to a briefing: present, or absent with a reason."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="attendance", verbose_name="hội nghị")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="attendance", verbose_name="đơn vị được triệu tập"
    )
    present = models.BooleanField("có mặt")
    reason = models.CharField("lý do vắng", max_length=250, blank=True)

    class Meta:
        verbose_name = "đơn vị dự giao ban"
        verbose_name_plural = "đơn vị dự giao ban"
        ordering = ["briefing", "organization__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "organization"],
                name="a_unit_once_in_a_briefing",
                violation_error_message="Đơn vị này đã có trong hội nghị.",
            ),
            models.CheckConstraint(
                condition=Q(present=True, reason="") | Q(present=False) & ~Q(reason=""),
                name="an_absent_unit_has_a_reason",
                violation_error_message="Đơn vị vắng mặt phải có lý do, đơn vị có mặt thì không.",
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {'có mặt' if self.present else f'vắng, {self.reason}'}"
