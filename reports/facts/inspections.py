"""Inspections and their subjects."""

from datetime import timedelta

from django.db.models import BigIntegerField, Case, CharField, Exists, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Cast, Coalesce

from discipline.choices import Outcome
from discipline.models import CaseSubject, Decision
from inspections.choices import Result
from inspections.models import Inspection, Subject, SubjectContent, SubjectNumber, SubjectTopic
from reports.derived import disciplined_subjects
from reports.facts.columns import ACTOR, COUNTED_ACTOR, POSITION, SUBJECT, through
from reports.facts.fact import Fact

USUAL_OF_SUBJECTS = ("activity", "level", "body", "subject", "result", "seat")

ACT_OF_SUBJECT = {"activity": "activity", **COUNTED_ACTOR, **SUBJECT, "result": "result", **POSITION}


def _of_concluded(model):
    """Child rows of the subjects concluded in a period."""
    return lambda period: model.objects.filter(subject__in=Subject.objects.concluded_in(period).order_by())


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


def _day_before(period):
    return period.first - timedelta(days=1)


def _last_day(period):
    return period.last


OF_INSPECTIONS = {
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
        {"content": "code", **through("subject", ACT_OF_SUBJECT)},
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
        {"topic": "name", **through("subject", ACT_OF_SUBJECT)},
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
        {"number": "column", **through("subject", ACT_OF_SUBJECT)},
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
        path="inspection__path",
        acted=_last_day,
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
        path="inspection__path",
        acted=_day_before,
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
        acted=_last_day,
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
        acted=_day_before,
    ),
    "inspection_decided": Fact(
        "Cuộc có quyết định trong kỳ",
        "cuộc",
        lambda period: Inspection.objects.dated("decided", period),
        {"activity": "activity", **ACTOR},
        "inspection-list",
        about=None,
    ),
}
