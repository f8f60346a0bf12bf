"""Disciplinary decisions, and the later records that change how they stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from discipline.choices import ChangeKind, Form, LegalHandling
from discipline.models.cases import CaseSubject
from discipline.models.scope import NotConcerned
from inspections.choices import VIOLATION_GROUPS, Content
from inspections.models import Inspection
from members.choices import SubjectKind
from members.models import AboutPositionedSubject, Act, ActQuerySet, MemberEvent, Organization


class DecisionQuerySet(NotConcerned, ActQuerySet):
    CASE, DECISION = "case_subject__case__", ""

    def decided_in(self, period):
        """Decided in the period, its first and last day included: what figures count."""
        return self.dated("decided", period)

    def to_announce(self):
        """Taken in a case and not yet announced."""
        return self.filter(announced__isnull=True, case_subject__isnull=False)

    def standing(self, day):
        """With `stands`, the form that stands on a day: of the last change by then, else as signed; "" for none."""
        changes = DecisionChange.objects.filter(decision=OuterRef("pk"), day__lte=day).order_by("-day", "-pk")
        return self.annotate(stands=Coalesce(Subquery(changes.values("form")[:1]), F("form")))

    def in_force(self, day):
        """Announced and in effect on a day, not lapsed by itself, and with a form that still stands."""
        lasting = Q(lapses__isnull=True) | Q(lapses__gte=day)
        begun = Q(effective__lte=day) | Q(effective__isnull=True, announced__lte=day)
        return self.standing(day).filter(begun, lasting, announced__isnull=False).exclude(stands="")


class Decision(Act, AboutPositionedSubject):
    """A disciplinary decision about one organization or member (quyết định kỷ luật)."""

    number = models.CharField("số quyết định", max_length=60)
    decided = models.DateField("ngày quyết định")
    form = models.CharField("hình thức", max_length=20, choices=Form.choices)
    violated = models.DateField("ngày vi phạm", null=True, blank=True)
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name="cuộc kiểm tra dẫn đến",
    )
    case_subject = models.ForeignKey(
        CaseSubject,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        editable=False,
        verbose_name="đối tượng của vụ việc",
    )
    probationary = models.BooleanField("khi đó là đảng viên dự bị", default=False)
    legal = models.CharField("xử lý pháp luật", max_length=20, choices=LegalHandling.choices, blank=True)
    administrative = models.BooleanField("đã xử lý hành chính", default=False)
    announced = models.DateField("ngày công bố", null=True, blank=True)
    effective = models.DateField("ngày có hiệu lực", null=True, blank=True, editable=False)
    lapses = models.DateField("ngày hết hiệu lực", null=True, blank=True, editable=False)
    published = models.DateField("ngày thông báo đến tổ chức, nơi cư trú", null=True, blank=True)
    handed_over = models.DateField("ngày giao quyết định", null=True, blank=True)
    signer_post = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    place = models.CharField("địa danh ghi trên văn bản", max_length=120, blank=True)
    event = models.OneToOneField(
        MemberEvent,
        models.PROTECT,
        related_name="decision",
        null=True,
        blank=True,
        editable=False,
        verbose_name="biến động của đảng viên",
    )
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định kỷ luật"
        verbose_name_plural = "quyết định kỷ luật"
        ordering = ["-decided", "-pk"]
        indexes = [
            models.Index(
                fields=["path", "decided", "form", "level", "body", "subject_kind", "seat"], name="decision_figures"
            ),
            models.Index(fields=["path", "-decided", "-id"], name="decision_list"),
        ]
        constraints = [
            *Act.Meta.constraints,
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "body", "number", "subject_organization"],
                name="one_decision_a_number_an_organization",
                violation_error_message="Tổ chức này đã có quyết định kỷ luật với số này.",
            ),
            models.UniqueConstraint(
                fields=["organization", "body", "number", "subject_member"],
                name="one_decision_a_number_a_member",
                violation_error_message="Đảng viên này đã có quyết định kỷ luật với số này.",
            ),
            models.CheckConstraint(
                condition=Q(form__in=Form.values),
                name="decision_form_is_known",
                violation_error_message="Hình thức không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(legal__in=["", *LegalHandling.values]),
                name="decision_legal_handling_is_known",
                violation_error_message="Hình thức xử lý pháp luật không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind=SubjectKind.MEMBER) | Q(legal="", administrative=False),
                name="only_a_member_is_handled_by_law_too",
                violation_error_message="Chỉ ghi xử lý pháp luật, hành chính đối với đảng viên.",
            ),
            models.CheckConstraint(
                condition=Q(violated__isnull=True) | Q(violated__lte=F("decided")),
                name="decision_follows_the_violation",
                violation_error_message="Ngày vi phạm phải bằng hoặc trước ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(announced__isnull=True) | Q(announced__gte=F("decided")),
                name="decision_announced_after_signed",
                violation_error_message="Ngày công bố phải bằng hoặc sau ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(handed_over__isnull=True) | Q(handed_over__gte=F("decided")),
                name="decision_handed_over_after_signed",
                violation_error_message="Ngày giao quyết định phải bằng hoặc sau ngày quyết định.",
            ),
        ]

    def __str__(self):
        return f"Quyết định kỷ luật {self.number}"

    @property
    def other_handling(self):
        """What the law and the administration did about the same violation, in words."""
        legal = f"Xử lý pháp luật: {self.get_legal_display().lower()}" if self.legal else ""
        return [words for words in (legal, "Đã xử lý hành chính" if self.administrative else "") if words]


class DecisionRowQuerySet(models.QuerySet):
    """Rows of a decision are visible where it is."""

    def visible_to(self, user):
        return self.filter(decision__in=Decision.objects.visible_to(user))


class DecisionGroup(models.Model):
    """A group of violation that a decision punishes; a decision may name several."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="groups", verbose_name="quyết định kỷ luật")
    code = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices)

    objects = DecisionRowQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm vi phạm bị kỷ luật"
        verbose_name_plural = "nhóm vi phạm bị kỷ luật"
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="a_group_once_a_decision"),
            models.CheckConstraint(condition=Q(code__in=VIOLATION_GROUPS), name="decision_group_is_known"),
        ]

    def __str__(self):
        return self.code


class DecisionChange(models.Model):
    """A later record about a decision: corrects, replaces, annuls it, or changes its form after an appeal.

    From its day on `form` is what stands; empty means that no discipline stands. Figures of earlier days stay.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="changes", verbose_name="quyết định kỷ luật")
    kind = models.CharField("loại", max_length=20, choices=ChangeKind.choices)
    day = models.DateField("ngày")
    number = models.CharField("số văn bản", max_length=60, blank=True)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="tổ chức ban hành")
    form = models.CharField("hình thức còn lại", max_length=20, choices=Form.choices, blank=True)
    reason = models.TextField("lý do, nội dung")
    successor = models.ForeignKey(
        Decision, models.PROTECT, related_name="replaced", null=True, blank=True, verbose_name="quyết định thay thế"
    )
    appeal = models.OneToOneField(
        "Appeal", models.PROTECT, related_name="change", null=True, blank=True, verbose_name="đơn khiếu nại"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    objects = DecisionRowQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi quyết định kỷ luật"
        verbose_name_plural = "thay đổi quyết định kỷ luật"
        ordering = ["decision", "day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="decision_change_kind_is_known"),
            models.CheckConstraint(condition=Q(form__in=["", *Form.values]), name="decision_change_form_is_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.decision.number}"
