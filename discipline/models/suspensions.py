"""Suspensions, and the striking off of probationary members, which is not discipline."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from discipline.choices import SuspensionBasis, SuspensionKind
from discipline.models.cases import Case
from discipline.models.scope import NotConcerned
from members.models import BEGUN_BY, AboutPositionedSubject, Act, ActQuerySet, Member, MemberEvent
from members.permissions import own_member


class SuspensionQuerySet(NotConcerned, ActQuerySet):
    CASE, DECISION = "case__", None

    def visible_to(self, user):
        rows, member = super().visible_to(user), own_member(user)
        return rows.exclude(subject_member=member) if member else rows

    def decided_in(self, period):
        return self.dated("decided", period)

    def over(self, day):
        """Run out by a day, and nobody has written that it ended."""
        return self.filter(ended__isnull=True, until__lt=day)

    def ending(self, first, last):
        """Not ended, and running out from the first to the last day, both included."""
        return self.filter(ended__isnull=True, until__gte=first, until__lte=last)

    def running(self, day):
        """Begun by the day and on it neither ended nor run out."""
        return self.filter(Q(ended__isnull=True) | Q(ended__gt=day), since__lte=day, until__gte=day)


class Suspension(Act, AboutPositionedSubject):
    """A member, a seat or an organization that is suspended for a time (đình chỉ)."""

    kind = models.CharField("loại", max_length=20, choices=SuspensionKind.choices)
    basis = models.CharField("căn cứ", max_length=20, choices=SuspensionBasis.choices, default=SuspensionBasis.ORDINARY)
    number = models.CharField("số quyết định", max_length=60)
    decided = models.DateField("ngày quyết định")
    since = models.DateField("đình chỉ từ ngày")
    until = models.DateField("đến hết ngày")
    reason = models.TextField("lý do")
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="suspensions", null=True, blank=True, verbose_name="vụ việc kỷ luật"
    )
    ended = models.DateField("ngày chấm dứt đình chỉ", null=True, blank=True, editable=False)
    end_number = models.CharField("số quyết định chấm dứt", max_length=60, blank=True, editable=False)
    end_reason = models.TextField("lý do chấm dứt", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định đình chỉ"
        verbose_name_plural = "quyết định đình chỉ"
        ordering = ["-since", "-pk"]
        indexes = [models.Index(fields=["path", "-since", "-id"], name="suspension_list")]
        constraints = [
            *Act.Meta.constraints,
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                BEGUN_BY,
                "body",
                "number",
                "subject_organization",
                name="one_suspension_a_number_an_organization",
                violation_error_message="Tổ chức này đã có quyết định đình chỉ với số này.",
            ),
            models.UniqueConstraint(
                BEGUN_BY,
                "body",
                "number",
                "subject_member",
                name="one_suspension_a_number_a_member",
                violation_error_message="Đảng viên này đã có quyết định đình chỉ với số này.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SuspensionKind.values) & Q(basis__in=SuspensionBasis.values),
                name="suspension_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(since__gte=F("decided")) & Q(until__gte=F("since")),
                name="suspension_days_are_in_order",
                violation_error_message="Ngày bắt đầu không được trước ngày quyết định; ngày hết phải sau đó.",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("since")),
                name="suspension_ends_after_it_begins",
                violation_error_message="Ngày chấm dứt phải bằng hoặc sau ngày bắt đầu đình chỉ.",
            ),
        ]

    def __str__(self):
        return f"Quyết định đình chỉ {self.number}"


class SuspensionExtension(models.Model):
    """A longer suspension: from which last day to which."""

    suspension = models.ForeignKey(
        Suspension, models.PROTECT, related_name="extensions", verbose_name="quyết định đình chỉ"
    )
    number = models.CharField("số quyết định gia hạn", max_length=60)
    decided = models.DateField("ngày quyết định")
    before = models.DateField("hạn trước")
    until = models.DateField("gia hạn đến hết ngày")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "gia hạn đình chỉ"
        verbose_name_plural = "gia hạn đình chỉ"
        ordering = ["suspension", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("before")),
                name="suspension_is_extended_forward",
                violation_error_message="Ngày gia hạn đến phải sau hạn trước.",
            )
        ]

    def __str__(self):
        return self.number


class StrikeOffQuerySet(ActQuerySet):
    def visible_to(self, user):
        rows, member = super().visible_to(user), own_member(user)
        return rows.exclude(member=member) if member else rows

    def decided_in(self, period):
        return self.dated("decided", period)


class StrikeOff(Act):
    """A probationary member struck off the list (xóa tên), which is no form of discipline: Charter, article 35 [C]."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="strike_offs", verbose_name="đảng viên dự bị")
    number = models.CharField("số quyết định", max_length=60)
    decided = models.DateField("ngày quyết định")
    reason = models.TextField("lý do")
    case = models.ForeignKey(
        Case, models.PROTECT, related_name="strike_offs", null=True, blank=True, verbose_name="vụ việc kỷ luật"
    )
    event = models.OneToOneField(
        MemberEvent,
        models.PROTECT,
        related_name="strike_off",
        null=True,
        blank=True,
        editable=False,
        verbose_name="biến động của đảng viên",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = StrikeOffQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định xóa tên"
        verbose_name_plural = "quyết định xóa tên"
        ordering = ["-decided", "-pk"]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "number", "member"],
                name="one_strike_off_a_number",
                violation_error_message="Đảng viên này đã có quyết định xóa tên với số này.",
            ),
        ]

    def __str__(self):
        return f"Quyết định xóa tên {self.number}"
