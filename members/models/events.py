"""What happened to a member as a member: admitted, recognized, moved, left, back; and pairs that are two persons."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from members.choices import LEAVING, PRESENT, MemberEventKind, MemberStatus
from members.models.members import Member
from members.models.organizations import Organization


class MemberEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Events are visible where their member is."""
        return self.filter(member__in=Member.objects.visible_to(user).order_by())

    def standing(self):
        """Those that nobody has voided."""
        return self.filter(voided__isnull=True)

    def open_stays(self):
        """Temporary stays that nobody has written the end of."""
        return self.standing().filter(kind=MemberEventKind.STAY, ended__isnull=True)

    def overdue_stays(self, day):
        return self.open_stays().filter(until__lt=day)


class MemberEvent(models.Model):
    """One dated change of a member's standing or cell, with its paper; written in by mistake, it is voided and stays.

    The columns of the member and the placements follow from it in the same transaction; `undo` keeps what they were.
    A temporary stay alone has `until` and `ended`: the placement stays what it is.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="events", verbose_name="đảng viên")
    kind = models.CharField("loại", max_length=20, choices=MemberEventKind.choices)
    day = models.DateField("ngày")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    from_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="từ tổ chức"
    )
    to_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đến tổ chức"
    )
    place = models.CharField("nơi ngoài hệ thống", max_length=250, blank=True)
    until = models.DateField("đến ngày", null=True, blank=True)
    ended = models.DateField("ngày kết thúc", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    told = models.TextField("điều khác quy định", blank=True, editable=False)
    undo = models.JSONField("trước đó", default=dict, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)
    voided = models.DateTimeField("lúc hủy", null=True, blank=True, editable=False)
    void_reason = models.TextField("lý do hủy", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = MemberEventQuerySet.as_manager()

    class Meta:
        verbose_name = "biến động đảng viên"
        verbose_name_plural = "biến động đảng viên"
        ordering = ["member", "day", "pk"]
        indexes = [models.Index(fields=["kind", "day"], name="member_event_by_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MemberEventKind.values),
                name="member_event_kind_is_known",
                violation_error_message="Loại biến động không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(kind=MemberEventKind.STAY) | Q(until__isnull=True, ended__isnull=True),
                name="only_a_stay_has_an_end",
                violation_error_message="Chỉ sinh hoạt tạm thời có ngày kết thúc.",
            ),
            models.CheckConstraint(
                condition=(Q(until__isnull=True) | Q(until__gte=F("day")))
                & (Q(ended__isnull=True) | Q(ended__gte=F("day"))),
                name="stay_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.member}"


def status_on(day):
    """Expression: what a member of a day was then, official or probationary, as the dates tell.

    Of who left the last leaving tells what they were until then; of who was admitted again since nothing is known of
    before, and official is what most were.
    """
    left = MemberEvent.objects.standing().filter(member=OuterRef("pk"), kind__in=LEAVING).order_by("-day", "-pk")
    was = Subquery(left.values(was=KT("undo__status"))[:1], output_field=models.CharField())
    dates = [
        When(official_from__lte=day, then=Value(MemberStatus.OFFICIAL)),
        When(joined__gt=day, then=Value(MemberStatus.OFFICIAL)),
        When(official_from__gt=day, then=Value(MemberStatus.PROBATIONARY)),
        When(status__in=PRESENT, then=F("status")),
        When(joined__isnull=False, then=Coalesce(was, Value(MemberStatus.PROBATIONARY))),
    ]
    return Case(*dates, default=Value(MemberStatus.OFFICIAL), output_field=models.CharField())


class DistinctPair(models.Model):
    """Two records that look like one person and are not, as somebody looked into it; `first` is the older record."""

    first = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="hồ sơ thứ nhất")
    second = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="hồ sơ thứ hai")
    reason = models.TextField("căn cứ")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "cặp hồ sơ không trùng"
        verbose_name_plural = "cặp hồ sơ không trùng"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="one_note_a_distinct_pair",
                violation_error_message="Cặp hồ sơ này đã được ghi là không trùng.",
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_pair_is_in_order"),
        ]

    def __str__(self):
        return f"{self.first} – {self.second}"
