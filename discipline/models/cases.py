"""A disciplinary case and what hangs on it while it is considered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from discipline.choices import (
    RUNNING_CASE_STATES,
    CaseOrigin,
    CaseState,
    CircumstanceKind,
    DeferralKind,
    Form,
    Outcome,
    OverrideKind,
    Standing,
    SubjectClass,
    VoteKind,
)
from discipline.models.scope import NotConcerned
from inspections.choices import VIOLATION_GROUPS, Content, Severity
from inspections.models import Denunciation, Finding, Inspection, StoredFile
from members.models import AboutPositionedSubject, Act, ActQuerySet, Member, StepTaken


class CaseQuerySet(NotConcerned, ActQuerySet):
    CASE = ""

    def running(self):
        return self.filter(state__in=RUNNING_CASE_STATES)


class Case(Act):
    """The consideration of discipline of one or several subjects by one body (vụ việc kỷ luật)."""

    title = models.CharField("nội dung vụ việc", max_length=250)
    opened = models.DateField("ngày lập hồ sơ")
    origin = models.CharField("nguồn", max_length=20, choices=CaseOrigin.choices)
    origin_note = models.CharField("số, ngày văn bản nguồn", max_length=250, blank=True)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="cases", null=True, blank=True, verbose_name="cuộc kiểm tra dẫn đến"
    )
    denunciation = models.ForeignKey(
        Denunciation, models.PROTECT, related_name="cases", null=True, blank=True, verbose_name="đơn tố cáo dẫn đến"
    )
    state = models.CharField(
        "tình trạng", max_length=20, choices=CaseState.choices, default=CaseState.OPENED, editable=False
    )
    decided = models.DateField("ngày có kết quả", null=True, blank=True, editable=False)
    closed = models.DateField("ngày kết thúc", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ việc kỷ luật"
        verbose_name_plural = "vụ việc kỷ luật"
        ordering = ["-opened", "-pk"]
        indexes = [models.Index(fields=["path", "-opened", "-id"], name="case_list")]
        constraints = [
            *Act.Meta.constraints,
            models.CheckConstraint(
                condition=Q(origin__in=CaseOrigin.values),
                name="case_origin_is_known",
                violation_error_message="Nguồn không có trong danh mục.",
            ),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided__isnull=True) | Q(decided__gte=F("opened")),
                name="case_decided_after_opened",
                violation_error_message="Ngày có kết quả phải bằng hoặc sau ngày lập hồ sơ.",
            ),
        ]

    def __str__(self):
        return f"Vụ việc: {self.title}"


class OfCaseQuerySet(models.QuerySet):
    """Rows of a case are visible where it is; `CASE` is how the row reaches it."""

    def visible_to(self, user):
        return self.filter(**{f"{self.model.OF_CASE}__in": Case.objects.visible_to(user)})


class CaseRow(models.Model):
    """Something that hangs on a case."""

    OF_CASE = "case"

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        abstract = True


class CaseStep(CaseRow, StepTaken):  # noqa: DJ008 - a step says itself
    """A step that a case has taken: from which state to which, on what day, by whom."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name="vụ việc kỷ luật")

    class Meta:
        verbose_name = "bước xem xét"
        verbose_name_plural = "bước xem xét"
        ordering = ["case", "pk"]


class CaseRelation(CaseRow):
    """A person named as related to a case: may not see it (người có liên quan)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="relations", verbose_name="vụ việc kỷ luật")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="đảng viên")
    reason = models.TextField("quan hệ, lý do")

    class Meta:
        verbose_name = "người có liên quan"
        verbose_name_plural = "người có liên quan"
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"],
                name="a_person_once_related_to_a_case",
                violation_error_message="Người này đã được ghi.",
            )
        ]

    def __str__(self):
        return str(self.member)


class CaseDocument(CaseRow):
    """A paper in the dossier of a case: a file, or where its paper is. Put in by mistake, it is voided and stays."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name="vụ việc kỷ luật")
    title = models.CharField("tên tài liệu", max_length=250)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày tài liệu", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tệp")
    archive = models.CharField("số lưu trữ của bản giấy", max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    at = models.DateTimeField("lúc nộp", auto_now_add=True)
    voided = models.DateTimeField("lúc bỏ", null=True, blank=True, editable=False)
    void_reason = models.TextField("lý do bỏ", blank=True, editable=False)

    class Meta:
        verbose_name = "tài liệu vụ việc"
        verbose_name_plural = "tài liệu vụ việc"
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(archive=""),
                name="case_document_is_a_file_or_a_paper",
                violation_error_message="Hãy chọn tệp hoặc ghi số lưu trữ của bản giấy.",
            ),
        ]

    def __str__(self):
        return self.title


class CaseSubjectQuerySet(OfCaseQuerySet):
    def decided_in(self, period):
        """Of cases whose consideration ended in the period, its first and last day included: what figures count."""
        return self.filter(case__decided__gte=period.first, case__decided__lte=period.last)


class CaseSubject(CaseRow, AboutPositionedSubject):
    """One organization or member whose discipline a case considers, as it stood on the day the case was opened."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="subjects", verbose_name="vụ việc kỷ luật")
    standing = models.CharField("tư cách", max_length=20, choices=Standing.choices, editable=False)
    subject_class = models.CharField(
        "diện", max_length=20, choices=SubjectClass.choices, help_text="Để tính thẩm quyền quyết định kỷ luật."
    )
    own_tasks = models.BooleanField("vi phạm khi thực hiện nhiệm vụ cấp trên giao", default=False)
    self_criticism = models.DateField("ngày kiểm điểm", null=True, blank=True)
    self_criticism_note = models.CharField("kết quả kiểm điểm, lý do chưa kiểm điểm", max_length=250, blank=True)
    heard = models.DateField("ngày nghe ý kiến", null=True, blank=True)
    absence = models.TextField("vắng mặt, lý do", blank=True)
    statement = models.TextField("ý kiến của đối tượng", blank=True)
    outcome = models.CharField("kết quả", max_length=20, choices=Outcome.choices, blank=True)
    outcome_form = models.CharField("hình thức", max_length=20, choices=Form.choices, blank=True)
    outcome_note = models.TextField("nội dung kết quả, lý do", blank=True)

    objects = CaseSubjectQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng xem xét kỷ luật"
        verbose_name_plural = "đối tượng xem xét kỷ luật"
        ordering = ["case", "pk"]
        constraints = [
            *AboutPositionedSubject.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "subject_organization"],
                name="an_organization_once_a_case",
                violation_error_message="Tổ chức này đã có trong vụ việc.",
            ),
            models.UniqueConstraint(
                fields=["case", "subject_member"],
                name="a_member_once_a_case",
                violation_error_message="Đảng viên này đã có trong vụ việc.",
            ),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="case_subject_standing_is_known"),
            models.CheckConstraint(
                condition=Q(subject_class__in=SubjectClass.values), name="case_subject_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]) & Q(outcome_form__in=["", *Form.values]),
                name="case_subject_outcome_is_known",
            ),
        ]

    def __str__(self):
        return str(self.subject)


class Violation(CaseRow):
    """A violation of one subject of a case: when, of what group, how severe."""

    OF_CASE = "subject__case"

    subject = models.ForeignKey(CaseSubject, models.CASCADE, related_name="violations", verbose_name="đối tượng")
    group = models.CharField("nhóm vi phạm", max_length=10, choices=Content.choices)
    article = models.CharField("điều, khoản", max_length=120, blank=True)
    description = models.TextField("nội dung vi phạm")
    begun = models.DateField("ngày vi phạm")
    ended = models.DateField("ngày chấm dứt", null=True, blank=True, help_text="Để trống nếu xảy ra trong một ngày.")
    continuing = models.BooleanField("đang tiếp diễn", default=False)
    severity = models.CharField("mức độ", max_length=20, choices=Severity.choices, blank=True)
    unlimited = models.BooleanField("thuộc trường hợp không áp dụng thời hiệu", default=False)
    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="violations", null=True, blank=True, verbose_name="khuyết điểm dẫn đến"
    )

    class Meta:
        verbose_name = "vi phạm"
        verbose_name_plural = "vi phạm"
        ordering = ["subject", "begun", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__in=VIOLATION_GROUPS),
                name="violation_group_is_known",
                violation_error_message="Nhóm vi phạm không có trong danh mục.",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=["", *Severity.values]),
                name="violation_severity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("begun"), continuing=False),
                name="violation_ends_after_it_begins",
                violation_error_message="Ngày chấm dứt phải từ ngày vi phạm trở đi; đang tiếp diễn thì để trống.",
            ),
        ]

    def __str__(self):
        return self.description


class Circumstance(CaseRow):
    """A mitigating or aggravating circumstance of one subject; code and title are those of the rules of the day."""

    OF_CASE = "subject__case"

    subject = models.ForeignKey(CaseSubject, models.CASCADE, related_name="circumstances", verbose_name="đối tượng")
    kind = models.CharField("tình tiết", max_length=20, choices=CircumstanceKind.choices)
    code = models.CharField("mã", max_length=30)
    title = models.CharField("nội dung", max_length=250)

    class Meta:
        verbose_name = "tình tiết giảm nhẹ, tăng nặng"
        verbose_name_plural = "tình tiết giảm nhẹ, tăng nặng"
        ordering = ["subject", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "code"], name="a_circumstance_once_a_subject"),
            models.CheckConstraint(condition=Q(kind__in=CircumstanceKind.values), name="circumstance_kind_is_known"),
        ]

    def __str__(self):
        return self.title


class Vote(CaseRow):
    """A ballot of one body about one subject (bỏ phiếu kín): decides, or proposes to the superior."""

    OF_CASE = "subject__case"

    subject = models.ForeignKey(CaseSubject, models.PROTECT, related_name="votes", verbose_name="đối tượng")
    kind = models.CharField("bỏ phiếu để", max_length=20, choices=VoteKind.choices)
    by_body = models.CharField("tổ chức bỏ phiếu", max_length=250)
    day = models.DateField("ngày bỏ phiếu")
    number = models.CharField("số biên bản, tờ trình", max_length=60, blank=True)
    electorate = models.PositiveIntegerField("tổng số người có quyền biểu quyết")
    result = models.CharField("hình thức được thông qua", max_length=20, choices=Form.choices, blank=True)
    result_words = models.TextField("cách tính", blank=True, editable=False)
    voided = models.DateTimeField("lúc bỏ", null=True, blank=True, editable=False)
    void_reason = models.TextField("lý do bỏ", blank=True, editable=False)

    class Meta:
        verbose_name = "kết quả bỏ phiếu"
        verbose_name_plural = "kết quả bỏ phiếu"
        ordering = ["subject", "day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=VoteKind.values), name="vote_kind_is_known"),
            models.CheckConstraint(
                condition=Q(electorate__gte=1),
                name="somebody_may_vote",
                violation_error_message="Tổng số người có quyền biểu quyết phải từ 1 trở lên.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_result_display() or 'không kỷ luật'}"


class VoteCount(CaseRow):
    """How many ballots one form got; the empty form is "no discipline"."""

    OF_CASE = "vote__subject__case"

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="counts", verbose_name="kết quả bỏ phiếu")
    form = models.CharField("hình thức", max_length=20, choices=Form.choices, blank=True)
    ballots = models.PositiveIntegerField("số phiếu")

    class Meta:
        verbose_name = "số phiếu"
        verbose_name_plural = "số phiếu"
        ordering = ["vote", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "form"], name="one_count_a_form"),
            models.CheckConstraint(condition=Q(form__in=["", *Form.values]), name="vote_form_is_known"),
        ]

    def __str__(self):
        return f"{self.get_form_display()}: {self.ballots}"


class Deferral(CaseRow):
    """Why a subject is not yet considered, or not disciplined; code and title are those of the rules of the day."""

    OF_CASE = "subject__case"

    subject = models.ForeignKey(CaseSubject, models.PROTECT, related_name="deferrals", verbose_name="đối tượng")
    kind = models.CharField("loại", max_length=20, choices=DeferralKind.choices)
    code = models.CharField("mã", max_length=30)
    title = models.CharField("trường hợp", max_length=250)
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)
    reason = models.TextField("căn cứ, giấy tờ")

    class Meta:
        verbose_name = "chưa xem xét, miễn kỷ luật"
        verbose_name_plural = "chưa xem xét, miễn kỷ luật"
        ordering = ["subject", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DeferralKind.values), name="deferral_kind_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="deferral_ends_after_it_begins",
                violation_error_message="Đến ngày phải bằng hoặc sau Từ ngày.",
            ),
        ]

    def __str__(self):
        return self.title


class Override(CaseRow):
    """Somebody with the right went on against a rule that the box told, and wrote why."""

    OF_CASE = "subject__case"

    subject = models.ForeignKey(CaseSubject, models.PROTECT, related_name="overrides", verbose_name="đối tượng")
    kind = models.CharField("quy định", max_length=20, choices=OverrideKind.choices)
    told = models.TextField("điều quy định nói")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "làm khác quy định"
        verbose_name_plural = "làm khác quy định"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OverrideKind.values), name="override_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="override_says_why", violation_error_message="Hãy ghi lý do."
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}"
