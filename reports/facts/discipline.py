"""Disciplinary decisions, the consideration that led to them, suspensions and strike-offs."""

from functools import partial

from django.db.models import Case, CharField, F, Q, Value, When

from discipline.choices import CaseOrigin, CaseState
from discipline.models import CaseSubject, Decision, DecisionGroup, StrikeOff, Suspension
from reports.facts.columns import ACTOR, COUNTED_ACTOR, POSITION, SUBJECT, through
from reports.facts.fact import COUNTED_ROWS, Fact

DECISION = {"form": "form", **COUNTED_ACTOR, **SUBJECT, **POSITION}


def _yes_or_no(column, prefix=""):
    """A yes or no in the words of the lists; databases write it differently."""
    return Case(When(**{prefix + column: True}, then=Value("yes")), default=Value("no"), output_field=CharField())


HANDLED_OTHERWISE = {"legal": "legal", "administrative": partial(_yes_or_no, "administrative")}


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


OF_DISCIPLINE = {
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
        {"group": "code", **through("decision", DECISION | HANDLED_OTHERWISE)},
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
}
