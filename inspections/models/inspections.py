from django.db import models
from django.db.models import F, Q

from inspections.choices import (
    CONCLUDED_STATES,
    RUNNING_STATES,
    STATE_SECRETS,
    SUPERVISIONS,
    Activity,
    Content,
    Result,
    Secrecy,
    State,
)
from inspections.models.denunciations import Denunciation
from inspections.models.programmes import ProgrammeItem
from members.choices import OrganizationType
from members.models import BEGUN_BY, AboutPositionedSubject, Act, ActQuerySet
from members.permissions import own_member

CELLS = (OrganizationType.CELL, OrganizationType.BASE_CELL)


def concerning(member) -> set[int]:
    """Keys of the inspections a member is shut out of (hồi tránh): as a subject, through their cell, or as named.

    A cell inspects its own members; there its other members stay. Source: independence of the inspection work [I].
    """
    about = Q(subject_member=member)
    if member.organization.type in CELLS:
        cell = member.organization_id
        of_cell = Q(subject_organization=cell) | Q(subject_member__organization=cell)
        about |= of_cell & ~Q(inspection__organization=cell)
    subjects = Subject.objects.filter(about).order_by()
    named = Inspection.objects.filter(recusals__member=member).order_by()
    return {*subjects.values_list("inspection_id", flat=True), *named.values_list("pk", flat=True)}


def shut_out(user) -> set[int]:
    """Keys of the inspections that a user may not open whatever their role; read once a request."""
    if not hasattr(user, "_shut_out"):
        member = own_member(user)
        user._shut_out = concerning(member) if member else set()
    return user._shut_out


class NotShutOut:
    """Rows of inspections, without those that the user is shut out of."""

    def visible_to(self, user):
        rows, closed = super().visible_to(user), shut_out(user)
        return rows.exclude(**{f"{self.model.OF_INSPECTION}__in": closed}) if closed else rows


class StageQuerySet(NotShutOut, ActQuerySet):
    """Inspections and their subjects by how far they have come; both carry the dates."""

    def concluded_in(self, period):
        """Concluded in the period, its first and last day included: what figures count."""
        return self.dated("concluded", period)

    def in_progress(self, day):
        """Decided by the day, and on it neither concluded nor cancelled."""
        open_on_day = Q(concluded__isnull=True) | Q(concluded__gt=day)
        return self.filter(open_on_day, Q(cancelled__isnull=True) | Q(cancelled__gt=day), decided__lte=day)


class Inspection(Act):
    """One conducted act of inspection or supervision (cuộc kiểm tra, giám sát)."""

    number = models.CharField("số quyết định", max_length=60, blank=True)
    prepared = models.DateField("ngày bắt đầu chuẩn bị", null=True, blank=True)
    decided = models.DateField("ngày quyết định", null=True, blank=True)
    activity = models.CharField("loại", max_length=20, choices=Activity.choices)
    started = models.DateField("ngày bắt đầu", null=True, blank=True)
    reported = models.DateField("ngày nhận báo cáo tự kiểm tra", null=True, blank=True)
    concluded = models.DateField("ngày kết luận", null=True, blank=True)
    cancelled = models.DateField("ngày hủy", null=True, blank=True, editable=False)
    state = models.CharField("tình trạng", max_length=20, choices=State.choices, default=State.DECIDED, editable=False)
    listed = models.DateField("ngày xếp trong danh sách", editable=False)
    extension = models.PositiveSmallIntegerField("số ngày gia hạn", default=0, editable=False)
    content = models.TextField("nội dung kiểm tra, giám sát", blank=True)
    looked_from = models.DateField("mốc kiểm tra từ", null=True, blank=True)
    looked_to = models.DateField("mốc kiểm tra đến", null=True, blank=True)
    secrecy = models.CharField("độ mật", max_length=20, choices=Secrecy.choices, default=Secrecy.NORMAL)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    place = models.CharField("địa danh ghi trên văn bản", max_length=120, blank=True)
    conclusion_number = models.CharField("số kết luận", max_length=60, blank=True)
    programme_item = models.ForeignKey(
        ProgrammeItem,
        models.PROTECT,
        related_name="inspections",
        null=True,
        blank=True,
        verbose_name="mục chương trình",
    )
    origin = models.ForeignKey(
        "Subject",
        models.PROTECT,
        related_name="opened",
        null=True,
        blank=True,
        editable=False,
        verbose_name="đối tượng của cuộc chuyển sang",
    )
    denunciation = models.ForeignKey(
        Denunciation,
        models.PROTECT,
        related_name="opened",
        null=True,
        blank=True,
        editable=False,
        verbose_name="đơn tố cáo dẫn đến",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    OF_INSPECTION = "pk"

    objects = StageQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc kiểm tra, giám sát"
        verbose_name_plural = "cuộc kiểm tra, giám sát"
        ordering = ["-listed", "-pk"]
        indexes = [
            models.Index(fields=["path", "concluded", "activity", "level", "body"], name="inspection_figures"),
            models.Index(fields=["path", "-listed", "-id"], name="inspection_list"),
        ]
        constraints = [
            *Act.Meta.constraints,
            models.UniqueConstraint(
                BEGUN_BY,
                "body",
                "number",
                condition=~Q(number=""),
                name="one_inspection_a_decision_number",
                violation_error_message="Chủ thể này đã có cuộc kiểm tra, giám sát theo số quyết định này.",
            ),
            models.CheckConstraint(
                condition=Q(activity__in=Activity.values),
                name="inspection_activity_is_known",
                violation_error_message="Loại không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(concluded__isnull=True) | Q(concluded__gte=F("decided")),
                name="inspection_concluded_after_decided",
                violation_error_message="Ngày kết luận phải bằng hoặc sau ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(concluded__isnull=True) | Q(started__isnull=True) | Q(concluded__gte=F("started")),
                name="inspection_concluded_after_started",
                violation_error_message="Ngày kết luận phải bằng hoặc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="inspection_state_is_known",
                violation_error_message="Tình trạng không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PREPARED, decided__isnull=True, prepared__isnull=False)
                | Q(state__in=[*RUNNING_STATES, *CONCLUDED_STATES], decided__isnull=False) & ~Q(number="")
                | Q(state=State.CANCELLED),
                name="inspection_is_decided_unless_prepared",
                violation_error_message="Cuộc đã qua bước chuẩn bị phải có số và ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CONCLUDED_STATES, concluded__isnull=False)
                | ~Q(state__in=CONCLUDED_STATES) & Q(concluded__isnull=True),
                name="inspection_is_concluded_on_its_day",
                violation_error_message="Cuộc đã kết luận phải có ngày kết luận, cuộc chưa kết luận thì không.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled__isnull=False)
                | ~Q(state=State.CANCELLED) & Q(cancelled__isnull=True),
                name="inspection_is_cancelled_on_its_day",
                violation_error_message="Cuộc đã hủy phải có ngày hủy.",
            ),
            models.CheckConstraint(
                condition=Q(secrecy__in=Secrecy.values),
                name="inspection_secrecy_is_known",
                violation_error_message="Độ mật không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return f"{self.get_activity_display()} " + (
            f"theo Quyết định {self.number}" if self.number else "đang chuẩn bị"
        )

    @property
    def act_date(self):
        """The date whose standing of actor and subjects counts: concluded, else decided, else begun to prepare."""
        return self.concluded or self.decided or self.prepared

    def settle(self):
        """Bring what follows from the dates in line with them: for dates that are recorded, not stepped through.

        The state moves only where the dates say more than it does; where it is listed is the day it was decided.
        """
        if self.concluded:
            if self.state not in CONCLUDED_STATES:
                self.state, self.cancelled = State.CONCLUDED, None
        elif self.cancelled:
            self.state = State.CANCELLED
        elif self.state in (State.PREPARED, State.DECIDED, State.CANCELLED, *CONCLUDED_STATES):
            self.state = self._state_of_dates()
        self.listed = self.decided or self.prepared

    def _state_of_dates(self):
        dated = ((self.reported, State.REPORTED), (self.started, State.ANNOUNCED), (self.decided, State.DECIDED))
        return next((state for day, state in dated if day), State.PREPARED)

    @property
    def is_state_secret(self):
        return self.secrecy in STATE_SECRETS

    @property
    def is_supervision(self):
        return self.activity in SUPERVISIONS


class Subject(AboutPositionedSubject):
    """An organization or member under an inspection (đối tượng), with its own contents and result.

    Actor, activity and dates are the inspection's, copied so that figures read one table.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="subjects", verbose_name="cuộc kiểm tra, giám sát"
    )
    result = models.CharField("kết quả", max_length=20, choices=Result.choices, blank=True)
    path = models.CharField("đường dẫn trong cây", max_length=250, editable=False)
    level = models.CharField("cấp thực hiện", max_length=20, editable=False)
    body = models.CharField("chủ thể", max_length=20, editable=False)
    activity = models.CharField("loại", max_length=20, choices=Activity.choices, editable=False)
    decided = models.DateField("ngày quyết định", null=True, editable=False)
    concluded = models.DateField("ngày kết luận", null=True, editable=False)
    cancelled = models.DateField("ngày hủy", null=True, editable=False)
    listed = models.DateField("ngày xếp trong danh sách", editable=False)

    OF_INSPECTION = "inspection"

    PLACES_TODAY = ("inspection__organization__today_path",)

    objects = StageQuerySet.as_manager()

    COPIED = ("path", "level", "body", "activity", "decided", "concluded", "cancelled", "listed")
    """Columns that repeat the inspection's."""

    class Meta:
        verbose_name = "đối tượng kiểm tra, giám sát"
        verbose_name_plural = "đối tượng kiểm tra, giám sát"
        ordering = ["-listed", "inspection", "pk"]
        indexes = [
            models.Index(
                fields=["path", "concluded", "activity", "level", "body", "subject_kind", "result", "seat"],
                name="subject_figures",
            ),
            models.Index(fields=["path", "-listed", "-id"], name="subject_list"),
        ]
        constraints = [
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "subject_organization"],
                name="an_organization_once_in_an_inspection",
                violation_error_message="Tổ chức này đã có trong cuộc kiểm tra, giám sát.",
            ),
            models.UniqueConstraint(
                fields=["inspection", "subject_member"],
                name="a_member_once_in_an_inspection",
                violation_error_message="Đảng viên này đã có trong cuộc kiểm tra, giám sát.",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *Result.values]),
                name="subject_result_is_known",
                violation_error_message="Kết quả không có trong danh mục.",
            ),
        ]

    def __str__(self):
        return str(self.subject)

    def copy_from_inspection(self):
        """Repeat the inspection's actor, activity and dates on this row."""
        for column in self.COPIED:
            setattr(self, column, getattr(self.inspection, column))


class SubjectRowQuerySet(models.QuerySet):
    """Rows of a subject are visible where it is."""

    def visible_to(self, user):
        return self.filter(subject__in=Subject.objects.visible_to(user))


class SubjectContent(models.Model):
    """A content that a subject is inspected for; one subject may have several."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="contents", verbose_name="đối tượng")
    code = models.CharField("nội dung", max_length=10, choices=Content.choices)

    objects = SubjectRowQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung kiểm tra"
        verbose_name_plural = "nội dung kiểm tra"
        ordering = ["subject", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="a_content_once_a_subject"),
            models.CheckConstraint(condition=Q(code__in=Content.values), name="subject_content_is_known"),
        ]

    def __str__(self):
        return self.code


class SubjectTopic(models.Model):
    """A free tag of what an inspection is about (chuyên đề): land, finance, construction..."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="topics", verbose_name="đối tượng")
    name = models.CharField("chuyên đề", max_length=120, db_index=True)

    objects = SubjectRowQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyên đề"
        verbose_name_plural = "chuyên đề"
        ordering = ["subject", "pk"]
        constraints = [models.UniqueConstraint(fields=["subject", "name"], name="a_topic_once_a_subject")]

    def __str__(self):
        return self.name


class SubjectNumber(models.Model):
    """A number that only some kinds ask of a subject: money of forms 9 and 10 (thousand đồng), persons, conclusions."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="numbers", verbose_name="đối tượng")
    column = models.CharField("cột", max_length=40)
    value = models.PositiveBigIntegerField("số")

    objects = SubjectRowQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu theo biểu"
        verbose_name_plural = "số liệu theo biểu"
        ordering = ["subject", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "column"], name="a_number_once_a_subject"),
        ]

    def __str__(self):
        return f"{self.column}: {self.value}"
