"""The tables that figures are counted from: which rows, put into a period by which date, along which dimensions.

All counts of a page are one statement: a grouped query a fact and a period, joined by `union all`. Each row of the
answer is (fact, period, dimension values..., count).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from core.periods import Period
from discipline.choices import CaseOrigin, CaseState, Outcome
from discipline.models import Appeal, AppealGround, CaseSubject, Decision, DecisionGroup, StrikeOff, Suspension
from inspections.choices import Result
from inspections.models import (
    Denunciation,
    DenunciationGroup,
    Inspection,
    ProgrammeItem,
    Remedy,
    Resolution,
    RoutineNote,
    Subject,
    SubjectContent,
    SubjectNumber,
    SubjectTopic,
)
from members.models import (
    Member,
    Organization,
    Rating,
    ReviewLimitation,
    ReviewMeasure,
    SelfReview,
    actor,
    at_itself,
    in_force,
    in_tree_of,
    itself_alone,
    status_on,
    whole_tree,
)
from members.permissions import own_member
from reports.derived import disciplined_accused, disciplined_subjects, letter_groups, letters
from reports.models import StaffMember, StaffQualification, Training

UNIT = "unit of the tree"
"""Beside the dimensions of a fact: the path of the organization that acted, to count many units in one statement."""


THEN = "stood_path"
"""Where organizations and members stood on the day as of which they are counted."""


@dataclass(frozen=True)
class Fact:
    """Rows of one kind at one stage; `title` says which, `unit` what one of them is.

    `rows(period)` are those of the period, both its days included; `dimensions` name the columns a figure may
    slice by, the same names as the filters of the list; a column is a name, or what makes it from a prefix.
    `list_url` and `stage` lead to that list. `usual` are the dimensions that the briefing slices by: who needs others
    says so. A fact that no report compares is counted for the period itself alone. `measure` is what is summed
    instead of the rows. `letters` and `senders` are for those who may see letters, and who sent them.
    """

    title: str
    unit: str
    rows: Callable[[Period], QuerySet]
    dimensions: dict[str, Any]
    list_url: str
    stage: str = ""
    usual: tuple[str, ...] = ()
    path: str = "path"
    by_year: bool = False
    letters: bool = False
    senders: bool = False
    compared: bool = True
    measure: Any = None
    record: str = "pk"
    """The column with the key of the record that a row belongs to, when it has no page of its own."""

    computed: dict[str, Callable[[Period], Any]] = field(default_factory=dict)
    """More dimensions, worked out from other tables as of the last day of the period; lists don't know them."""
    about: str | None = ""
    """How a row reaches the columns of its subject; None: it is about nobody."""
    case: str = ""
    """How a row reaches its inspection, to count inspections (cuộc) by what they have of subjects."""
    many: str = ""
    """The dimension of which a record may have several values, each a row of its own."""
    before: bool = False
    """As of the day before the period: what was carried over into it."""

    @property
    def sliced_by(self):
        """All dimensions: those of the rows, those worked out, the scope, and pairs of level and body."""
        pairs = {"pair"} if {"level", "body"} <= set(self.dimensions) else set()
        return {*self.dimensions, *self.computed, "scope", *pairs}

    def column(self, dimension, organization, period):
        """What a dimension is called in a query, or how it is worked out there."""
        if dimension == "scope":
            itself = self._place(itself_alone, at_itself, organization, self.rows(period).model)
            own = Case(When(itself, then=Value("own")), default=Value("below"))
            return Cast(own, CharField())
        if dimension == "pair":
            return Concat(self.dimensions["level"], Value("-"), self.dimensions["body"], output_field=CharField())
        if dimension == UNIT:
            return self.path
        if dimension in self.computed:
            return Cast(self.computed[dimension](period), CharField())
        known = self.dimensions[dimension]
        return known if isinstance(known, str) else known()

    def sliced(self, where, organization, period, user=None):
        """The rows that have a wanted value in each dimension."""
        rows = self._rows_in(period, organization, user)
        for dimension, values in where:
            column = self.column(dimension, organization, period)
            if not isinstance(column, str):
                rows, column = rows.alias(**{f"by_{dimension}": column}), f"by_{dimension}"
            rows = rows.filter(**{f"{column}__in": sorted(values)})
        return rows

    def grouped(self, name, span, period, organization, user=None, dimensions=None, slots=0):
        """Counts of the period in the organization's tree, one row a combination of the dimensions' values.

        `slots` is how many columns of values the joined statement has. For a user who is a member, what concerns them
        isn't counted, as their lists don't show it.
        """
        keys, blanks = self._keys(dimensions, slots, organization, period)
        return (
            self._rows_in(period, organization, user)
            .values(**keys)
            .annotate(n=self.measure or Count("pk"), fact=_constant(name), span=_constant(span), **blanks)
            .values_list("fact", "span", *keys, *blanks, "n")
        )

    def listed(self, name, span, period, organization, user=None, dimensions=None, slots=0):
        """The same rows one by one: dimension values, the key of the row and of the record it belongs to."""
        keys, blanks = self._keys(dimensions, slots, organization, period)
        columns = {"fact": _constant(name), "span": _constant(span), **keys, **blanks}
        columns |= {"row": F("pk"), "owner": F(self.record)}
        return self._rows_in(period, organization, user).annotate(**columns).values_list(*columns)

    def _rows_in(self, period, organization, user):
        rows = self.rows(period).order_by()
        rows = rows.filter(self._place(whole_tree, in_tree_of, organization, rows.model))
        return rows.visible_to(user) if own_member(user) else rows

    def _place(self, by_act, as_of, organization, model):
        """Whose rows they are. What there was on a day is counted by the tree of that day, and never regrouped."""
        return as_of(organization, self.path) if self.path == THEN else by_act(organization, model, self.path)

    def _keys(self, dimensions, slots, organization, period):
        """The columns of values, and blank ones up to the width of the joined statement."""
        columns = [self.column(one, organization, period) for one in dimensions or ()]
        keys = {f"k{i}": _text(column) for i, column in enumerate(columns)}
        return keys, {f"k{i}": _constant("") for i in range(len(columns), slots)}


def _constant(text):
    return Value(text, output_field=CharField())


def _text(column):
    return Cast(F(column), CharField()) if isinstance(column, str) else column


def _yes_or_no(column, prefix=""):
    """A yes or no in the words of the lists; databases write it differently."""
    return Case(When(**{prefix + column: True}, then=Value("yes")), default=Value("no"), output_field=CharField())


def _sender_group(prefix=""):
    """What the sender of a letter is, where one was written down."""
    return Coalesce(F(f"{prefix}sender__group"), _constant(""))


def _planned(prefix=""):
    """Whether an action plan was issued, in the words of the list."""
    return Case(When(**{f"{prefix}plan_number": ""}, then=Value("no")), default=Value("yes"), output_field=CharField())


def _departs(prefix=""):
    """Whether a rating goes against a rule of its year."""
    return Case(When(**{f"{prefix}told": ""}, then=Value("no")), default=Value("yes"), output_field=CharField())


COUNTED_ROWS = "counted-rows"
"""The list of what a figure counts, where no list of a lower app narrows down to it."""

ACTOR = {"level": "level", "body": "body"}
COUNTED_ACTOR = {**ACTOR, "actor": actor}
SUBJECT = {"subject": "subject_kind"}
POSITION = {"seat": "seat", "managed_by": "managed_by", "organization_type": "organization_type"}
USUAL_OF_SUBJECTS = ("activity", "level", "body", "subject", "result", "seat")

ACT_OF_SUBJECT = {"activity": "activity", **COUNTED_ACTOR, **SUBJECT, "result": "result", **POSITION}


def _through(link, dimensions):
    """The same dimensions of the row that a child row hangs on."""
    return {name: _behind(link, column) for name, column in dimensions.items()}


def _behind(link, column):
    return f"{link}__{column}" if isinstance(column, str) else partial(column, prefix=f"{link}__")


def _of_concluded(model):
    """Child rows of the subjects concluded in a period."""
    return lambda period: model.objects.filter(subject__in=Subject.objects.concluded_in(period).order_by())


def _items(period):
    """Lines of the programmes of the years that the period touches."""
    years = Q(programme__year__gte=period.first.year, programme__year__lte=period.last.year)
    return ProgrammeItem.objects.counted().filter(years)


def _handling(period):
    """How far the discipline has come of a subject that was found to deserve it, on the last day of the period."""
    same = {
        "subject_organization": Coalesce(OuterRef("subject_organization"), 0),
        "subject_member": Coalesce(OuterRef("subject_member"), 0),
    }
    either = Q(subject_organization=same["subject_organization"]) | Q(subject_member=same["subject_member"])
    decided = Decision.objects.filter(either, inspection=OuterRef("inspection"), decided__lte=period.last)
    considered = CaseSubject.objects.filter(
        either, case__inspection=OuterRef("inspection"), case__decided__lte=period.last
    )
    expired = considered.filter(outcome=Outcome.NOT_APPLIED)
    return Case(
        When(Exists(decided), then=Value("disciplined")),
        When(Exists(expired), then=Value("expired")),
        When(Exists(considered.exclude(outcome=Outcome.DISCIPLINED)), then=Value("otherwise")),
        When(result=Result.TO_DISCIPLINE, then=Value("carried")),
        default=Value(""),
        output_field=CharField(),
    )


def _origin(period):
    """What a decision comes from: its case says, or the inspection that it names."""
    return Case(
        When(case_subject__isnull=False, then=F("case_subject__case__origin")),
        When(inspection__isnull=False, then=Value(CaseOrigin.FINDING.value)),
        default=Value(""),
        output_field=CharField(),
    )


def _probationary(period):
    return _yes_or_no("probationary")


def _considered(period):
    """Subjects whose case was opened by the last day of the period, and on it had no result and was not dropped."""
    open_on_day = Q(case__decided__isnull=True) | Q(case__decided__gt=period.last)
    return CaseSubject.objects.filter(open_on_day, case__opened__lte=period.last).exclude(case__state=CaseState.DROPPED)


def _day_before(period):
    return period.first - timedelta(days=1)


def _standing(period):
    """Organizations that exist on the last day of the period."""
    return Organization.objects.filter(in_force(period.last)).as_of(period.last)


def _living(period):
    """Members of cells on the last day of the period."""
    return Member.objects.as_of(period.last)


def _handled(model):
    """Letters to be resolved in a period."""
    return lambda period: model.objects.handled_in(period)


def _of_handled(child, link, model):
    return lambda period: child.objects.filter(**{f"{link}__in": model.objects.handled_in(period).order_by()})


def _letter_groups(period):
    received = Denunciation.objects.received_in(period).order_by()
    return letter_groups(DenunciationGroup.objects.filter(denunciation__in=received))


def _qualifications(period):
    serving = StaffMember.objects.serving(period.last).order_by()
    return StaffQualification.objects.filter(staff_member__in=serving)


DECISION = {"form": "form", **COUNTED_ACTOR, **SUBJECT, **POSITION}
HANDLED_OTHERWISE = {"legal": "legal", "administrative": partial(_yes_or_no, "administrative")}
OF_ITEM = {"activity": "activity", "level": "programme__level", "body": "programme__body"}
OF_REMEDY = {
    name: f"finding__subject__{column}" for name, column in {"activity": "activity", **ACTOR, **SUBJECT}.items()
}
OF_REVIEW = {**SUBJECT, "level": "level"}
OF_MEASURE = {name: f"limitation__review__{column}" for name, column in OF_REVIEW.items()}
OF_APPEAL = {**COUNTED_ACTOR, **_through("decision", {"form": "form", **SUBJECT, **POSITION})}
OF_LETTER = {
    **COUNTED_ACTOR, **SUBJECT, **POSITION,
    "kind": "kind", "sender_kind": "sender_kind", "refusal": "refusal", "disposal": "disposal",
}  # fmt: skip

FACTS = {
    "subject": Fact(
        "Đối tượng đã kết luận",
        "lượt đối tượng",
        lambda period: Subject.objects.concluded_in(period),
        ACT_OF_SUBJECT,
        "subject-list",
        "concluded",
        USUAL_OF_SUBJECTS,
        record="inspection_id",
        computed={"handling": _handling},
        case="inspection",
    ),
    "subject_content": Fact(
        "Nội dung kiểm tra, giám sát đã kết luận",
        "lượt nội dung",
        _of_concluded(SubjectContent),
        {"content": "code", **_through("subject", ACT_OF_SUBJECT)},
        "subject-list",
        "concluded",
        path="subject__path",
        about="subject__",
        many="content",
    ),
    "subject_topic": Fact(
        "Chuyên đề kiểm tra, giám sát đã kết luận",
        "lượt chuyên đề",
        _of_concluded(SubjectTopic),
        {"topic": "name", **_through("subject", ACT_OF_SUBJECT)},
        "subject-list",
        "concluded",
        path="subject__path",
        about="subject__",
        many="topic",
    ),
    "subject_number": Fact(
        "Số liệu nhập tay của đối tượng đã kết luận",
        "số liệu",
        _of_concluded(SubjectNumber),
        {"number": "column", **_through("subject", ACT_OF_SUBJECT)},
        "subject-number-list",
        path="subject__path",
        measure=Cast(Sum("value"), BigIntegerField()),
        about="subject__",
        many="number",
    ),
    "subject_disciplined": Fact(
        "Đối tượng đã kết luận, đã bị kỷ luật",
        "lượt đối tượng",
        lambda period: disciplined_subjects(Subject.objects.concluded_in(period), period.last),
        ACT_OF_SUBJECT,
        "disciplined-subject-list",
        "concluded",
        compared=False,
        case="inspection",
    ),
    "subject_in_progress": Fact(
        "Đối tượng đang kiểm tra, giám sát cuối kỳ",
        "lượt đối tượng",
        lambda period: Subject.objects.in_progress(period.last),
        ACT_OF_SUBJECT,
        "subject-list",
        "in_progress",
        USUAL_OF_SUBJECTS,
        compared=False,
        record="inspection_id",
        case="inspection",
    ),
    "subject_carried": Fact(
        "Đối tượng từ kỳ trước chuyển sang",
        "lượt đối tượng",
        lambda period: Subject.objects.in_progress(_day_before(period)),
        ACT_OF_SUBJECT,
        "subject-list",
        "in_progress",
        case="inspection",
        before=True,
    ),
    "subject_decided": Fact(
        "Đối tượng có quyết định kiểm tra, giám sát trong kỳ",
        "lượt đối tượng",
        lambda period: Subject.objects.dated("decided", period),
        ACT_OF_SUBJECT,
        "subject-list",
        case="inspection",
    ),
    "inspection": Fact(
        "Cuộc đã kết luận",
        "cuộc",
        lambda period: Inspection.objects.concluded_in(period),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        "concluded",
        about=None,
    ),
    "inspection_in_progress": Fact(
        "Cuộc đang tiến hành cuối kỳ",
        "cuộc",
        lambda period: Inspection.objects.in_progress(period.last),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        "in_progress",
        about=None,
    ),
    "inspection_carried": Fact(
        "Cuộc từ kỳ trước chuyển sang",
        "cuộc",
        lambda period: Inspection.objects.in_progress(_day_before(period)),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        "in_progress",
        about=None,
        before=True,
    ),
    "inspection_decided": Fact(
        "Cuộc có quyết định trong kỳ",
        "cuộc",
        lambda period: Inspection.objects.dated("decided", period),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        about=None,
    ),
    "decision": Fact(
        "Kỷ luật",
        "trường hợp",
        lambda period: Decision.objects.decided_in(period),
        DECISION | HANDLED_OTHERWISE,
        "decision-list",
        usual=("form", "level", "body", "subject", "seat"),
        computed={"origin": _origin, "probationary": _probationary},
        case="inspection",
    ),
    "decision_group": Fact(
        "Nội dung vi phạm bị kỷ luật",
        "lượt nội dung",
        lambda period: DecisionGroup.objects.filter(decision__in=Decision.objects.decided_in(period)),
        {"group": "code", **_through("decision", DECISION | HANDLED_OTHERWISE)},
        "decision-list",
        usual=("group", "subject"),
        path="decision__path",
        compared=False,
        record="decision_id",
        about="decision__",
        many="group",
    ),
    "decision_in_force": Fact(
        "Kỷ luật đang có hiệu lực cuối kỳ",
        "trường hợp",
        lambda period: Decision.objects.in_force(period.last),
        {"stands": "stands", **DECISION},
        "decision-list",
        "in_force",
        ("stands", "level", "body", "subject"),
        compared=False,
    ),
    "outcome": Fact(
        "Kết quả xem xét kỷ luật",
        "trường hợp",
        lambda period: CaseSubject.objects.filter(case__decided__gte=period.first, case__decided__lte=period.last),
        {"outcome": "outcome", "level": "case__level", "body": "case__body", **SUBJECT, **POSITION},
        "case-subject-list",
        path="case__path",
        compared=False,
    ),
    "considered": Fact(
        "Đối tượng đang xem xét kỷ luật cuối kỳ",
        "trường hợp",
        _considered,
        {"level": "case__level", "body": "case__body", **SUBJECT, **POSITION},
        COUNTED_ROWS,
        path="case__path",
    ),
    "suspension": Fact(
        "Đình chỉ",
        "trường hợp",
        lambda period: Suspension.objects.decided_in(period),
        {"kind": "kind", **COUNTED_ACTOR, **SUBJECT, **POSITION},
        "suspension-list",
        usual=("kind", "level", "body"),
        compared=False,
    ),
    "strike_off": Fact(
        "Xóa tên đảng viên dự bị",
        "trường hợp",
        lambda period: StrikeOff.objects.decided_in(period),
        ACTOR,
        "strikeoff-list",
        compared=False,
        about=None,
    ),
    "appeal_received": Fact(
        "Đơn khiếu nại kỷ luật tiếp nhận",
        "đơn",
        lambda period: Appeal.objects.received_in(period),
        OF_APPEAL,
        "appeal-list",
        "received",
        ("level", "body"),
        compared=False,
        about="decision__",
    ),
    "appeal_resolved": Fact(
        "Đơn khiếu nại kỷ luật đã giải quyết",
        "đơn",
        lambda period: Appeal.objects.resolved_in(period),
        {"result": "result", "cause": "cause", **OF_APPEAL},
        "appeal-list",
        "resolved",
        ("result", "level", "body"),
        about="decision__",
    ),
    "appeal_handled": Fact(
        "Đơn khiếu nại kỷ luật phải giải quyết trong kỳ",
        "đơn",
        _handled(Appeal),
        OF_APPEAL,
        "appeal-list",
        "handled",
        compared=False,
        about="decision__",
    ),
    "appeal_handled_ground": Fact(
        "Nội dung khiếu nại phải giải quyết trong kỳ",
        "lượt nội dung",
        _of_handled(AppealGround, "appeal", Appeal),
        {"ground": "code", **_through("appeal", OF_APPEAL)},
        "appeal-list",
        "handled",
        path="appeal__path",
        compared=False,
        about="appeal__decision__",
        many="ground",
    ),
    "appeal_received_ground": Fact(
        "Nội dung khiếu nại, đơn tiếp nhận trong kỳ",
        "lượt nội dung",
        lambda period: AppealGround.objects.filter(appeal__in=Appeal.objects.received_in(period).order_by()),
        {"ground": "code", **_through("appeal", OF_APPEAL)},
        "appeal-list",
        "received",
        path="appeal__path",
        compared=False,
        about="appeal__decision__",
        many="ground",
    ),
    "denunciation_received": Fact(
        "Đối tượng bị tố cáo, đơn tiếp nhận trong kỳ",
        "đối tượng",
        lambda period: Denunciation.objects.received_in(period),
        OF_LETTER,
        "denunciation-list",
        "received",
        ("level", "body", "subject"),
        letters=True,
        compared=False,
    ),
    "denunciation_resolved": Fact(
        "Đối tượng bị tố cáo, đã giải quyết trong kỳ",
        "đối tượng",
        lambda period: Denunciation.objects.resolved_in(period),
        {"result": "result", **OF_LETTER},
        "denunciation-list",
        "resolved",
        ("result", "level", "body", "subject"),
        letters=True,
    ),
    "denunciation_resolved_group": Fact(
        "Nội dung tố cáo đã giải quyết trong kỳ",
        "lượt nội dung",
        lambda period: DenunciationGroup.objects.filter(denunciation__in=Denunciation.objects.resolved_in(period)),
        {"group": "code", **_through("denunciation", {"result": "result", **OF_LETTER})},
        "denunciation-list",
        "resolved",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
    ),
    "denunciation_handled": Fact(
        "Đối tượng bị tố cáo, phải giải quyết trong kỳ",
        "đối tượng",
        _handled(Denunciation),
        OF_LETTER,
        "denunciation-list",
        "handled",
        letters=True,
        compared=False,
    ),
    "denunciation_handled_group": Fact(
        "Nội dung tố cáo phải giải quyết trong kỳ",
        "lượt nội dung",
        _of_handled(DenunciationGroup, "denunciation", Denunciation),
        {"group": "code", **_through("denunciation", OF_LETTER)},
        "denunciation-list",
        "handled",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
    ),
    "denunciation_disciplined": Fact(
        "Đối tượng bị tố cáo, đã giải quyết trong kỳ và đã bị kỷ luật",
        "đối tượng",
        lambda period: disciplined_accused(Denunciation.objects.resolved_in(period), period.last),
        {"result": "result", **OF_LETTER},
        "accused-disciplined",
        "resolved",
        letters=True,
        compared=False,
    ),
    "letter": Fact(
        "Đơn tố cáo, phản ánh tiếp nhận",
        "đơn",
        lambda period: letters(Denunciation.objects.received_in(period)),
        OF_LETTER,
        "letter-list",
        letters=True,
        compared=False,
    ),
    "letter_sender": Fact(
        "Đơn tố cáo, phản ánh tiếp nhận, theo người gửi",
        "đơn",
        lambda period: letters(Denunciation.objects.received_in(period)),
        {"sender_group": _sender_group, **OF_LETTER},
        "letter-list",
        letters=True,
        senders=True,
        compared=False,
    ),
    "letter_group": Fact(
        "Nội dung đơn tố cáo, phản ánh tiếp nhận",
        "lượt nội dung",
        _letter_groups,
        {"group": "code", **_through("denunciation", OF_LETTER)},
        "letter-list",
        path="denunciation__path",
        letters=True,
        compared=False,
        about="denunciation__",
        many="group",
    ),
    "note": Fact(
        "Ghi chép giám sát thường xuyên",
        "lượt",
        lambda period: RoutineNote.objects.dated("noted", period),
        {"assessment": "assessment", **ACTOR, **SUBJECT},
        "note-list",
        compared=False,
    ),
    "remedy_due": Fact(
        "Việc khắc phục đến hạn trong kỳ",
        "việc",
        lambda period: Remedy.objects.dated("due", period),
        OF_REMEDY,
        "remedy-list",
        compared=False,
        about="finding__subject__",
    ),
    "remedy_done": Fact(
        "Việc khắc phục hoàn thành",
        "việc",
        lambda period: Remedy.objects.done_in(period),
        OF_REMEDY,
        "remedy-list",
        "done",
        about="finding__subject__",
    ),
    "remedy_done_late": Fact(
        "Việc khắc phục xong sau thời hạn",
        "việc",
        lambda period: Remedy.objects.done_late_in(period),
        OF_REMEDY,
        "remedy-list",
        "done_late",
        compared=False,
        about="finding__subject__",
    ),
    "remedy_overdue": Fact(
        "Việc khắc phục quá hạn cuối kỳ",
        "việc",
        lambda period: Remedy.objects.overdue(period.last),
        OF_REMEDY,
        "remedy-list",
        "overdue",
        about="finding__subject__",
    ),
    "remedy_open": Fact(
        "Việc khắc phục chưa xong cuối kỳ",
        "việc",
        lambda period: Remedy.objects.open(period.last),
        OF_REMEDY,
        "remedy-list",
        "open",
        compared=False,
        about="finding__subject__",
    ),
    "item_planned": Fact(
        "Mục chương trình",
        "mục",
        _items,
        OF_ITEM,
        "programme-item-list",
        "planned",
        by_year=True,
        compared=False,
        record="programme_id",
        about=None,
    ),
    "item_done": Fact(
        "Mục chương trình đã hoàn thành",
        "mục",
        lambda period: _items(period).done(period.last),
        OF_ITEM,
        "programme-item-list",
        "done",
        by_year=True,
        compared=False,
        record="programme_id",
        about=None,
    ),
    "staff": Fact(
        "Nhân sự ủy ban kiểm tra cuối kỳ",
        "người",
        lambda period: StaffMember.objects.serving(period.last),
        {"level": "level", "post": "post", "rank": "rank"},
        "staff-list",
        compared=False,
        about=None,
    ),
    "staff_qualification": Fact(
        "Trình độ của nhân sự ủy ban kiểm tra cuối kỳ",
        "lượt trình độ",
        _qualifications,
        {"qualification": "code", **_through("staff_member", {"level": "level", "post": "post", "rank": "rank"})},
        "staff-list",
        path="staff_member__path",
        compared=False,
        about=None,
        many="qualification",
    ),
    "training": Fact(
        "Kết quả đào tạo, bồi dưỡng trong kỳ",
        "lượt",
        lambda period: Training.objects.filter(day__gte=period.first, day__lte=period.last),
        {"qualification": "code", **_through("staff_member", {"level": "level", "post": "post", "rank": "rank"})},
        "training-list",
        path="staff_member__path",
        compared=False,
        about=None,
    ),
    "rating": Fact(
        "Xếp loại hằng năm",
        "lượt",
        lambda period: Rating.objects.filter(year__gte=period.first.year, year__lte=period.last.year),
        {"year": "year", **SUBJECT, "grade": "grade", "level": "level", "departs": _departs},
        "rating-list",
        usual=("year", "subject", "grade", "level"),
        by_year=True,
        compared=False,
    ),
    "resolution": Fact(
        "Văn bản được học tập, quán triệt",
        "văn bản",
        lambda period: Resolution.objects.held_in(period),
        {"level": "level", "form": "form", "planned": _planned},
        "resolution-list",
        usual=("planned",),
        compared=False,
        about=None,
    ),
    "review": Fact(
        "Bản kiểm điểm tự phê bình và phê bình",
        "bản kiểm điểm",
        lambda period: SelfReview.objects.held_in(period),
        OF_REVIEW,
        "selfreview-list",
        usual=("subject",),
        compared=False,
    ),
    "limitation": Fact(
        "Hạn chế, khuyết điểm qua kiểm điểm",
        "hạn chế, khuyết điểm",
        lambda period: ReviewLimitation.objects.found_in(period),
        {name: f"review__{column}" for name, column in OF_REVIEW.items()},
        "limitation-list",
        usual=("subject",),
        compared=False,
        record="review_id",
        about="review__",
    ),
    "measure_due": Fact(
        "Biện pháp sau kiểm điểm đến hạn trong kỳ",
        "biện pháp",
        lambda period: ReviewMeasure.objects.due_in(period),
        OF_MEASURE,
        "measure-list",
        usual=("subject",),
        compared=False,
        about="limitation__review__",
    ),
    "measure_done": Fact(
        "Biện pháp sau kiểm điểm hoàn thành trong kỳ",
        "biện pháp",
        lambda period: ReviewMeasure.objects.done_in(period),
        OF_MEASURE,
        "measure-list",
        "done",
        usual=("subject",),
        compared=False,
        about="limitation__review__",
    ),
    "measure_done_late": Fact(
        "Biện pháp sau kiểm điểm hoàn thành sau thời hạn",
        "biện pháp",
        lambda period: ReviewMeasure.objects.done_late_in(period),
        OF_MEASURE,
        "measure-list",
        "done_late",
        usual=("subject",),
        compared=False,
        about="limitation__review__",
    ),
    "measure_overdue": Fact(
        "Biện pháp sau kiểm điểm quá hạn cuối kỳ",
        "biện pháp",
        lambda period: ReviewMeasure.objects.overdue(period.last),
        OF_MEASURE,
        "measure-list",
        "overdue",
        usual=("subject",),
        compared=False,
        about="limitation__review__",
    ),
    "organization": Fact(
        "Tổ chức đảng hiện có cuối kỳ",
        "tổ chức đảng",
        _standing,
        {"organization_type": "stood__type"},
        COUNTED_ROWS,
        path=THEN,
        about=None,
    ),
    "member": Fact(
        "Đảng viên hiện có",
        "đảng viên",
        _living,
        {"organization_type": "stood__type"},
        COUNTED_ROWS,
        path=THEN,
        computed={"status": lambda period: status_on(period.last)},
        about=None,
    ),
}
"""All facts by name, in the order in which analyses offer them."""

USUAL = (
    "subject", "subject_in_progress", "inspection", "inspection_in_progress", "decision", "decision_group",
    "decision_in_force", "suspension", "strike_off", "appeal_received", "appeal_resolved", "denunciation_received",
    "denunciation_resolved", "remedy_done", "remedy_done_late", "remedy_overdue", "remedy_open", "item_planned",
    "item_done", "rating", "resolution", "review", "limitation", "measure_due", "measure_done", "measure_done_late",
    "measure_overdue",
)  # fmt: skip
"""The facts of the briefing."""
