"""Organizations and members: which there are, their ratings and self-criticism reviews, what they study."""

from django.db.models import Case, CharField, Value, When

from inspections.models import Resolution
from members.models import (
    Member,
    Organization,
    Rating,
    ReviewLimitation,
    ReviewMeasure,
    SelfReview,
    in_force,
    status_on,
)
from reports.facts.columns import SUBJECT
from reports.facts.fact import COUNTED_ROWS, THEN, Fact

OF_REVIEW = {**SUBJECT, "level": "level"}
OF_MEASURE = {name: f"limitation__review__{column}" for name, column in OF_REVIEW.items()}


def _planned(prefix=""):
    """Whether an action plan was issued, in the words of the list."""
    return Case(When(**{f"{prefix}plan_number": ""}, then=Value("no")), default=Value("yes"), output_field=CharField())


def _departs(prefix=""):
    """Whether a rating goes against a rule of its year."""
    return Case(When(**{f"{prefix}told": ""}, then=Value("no")), default=Value("yes"), output_field=CharField())


def _standing(period):
    """Organizations that exist on the last day of the period."""
    return Organization.objects.filter(in_force(period.last)).as_of(period.last)


def _living(period):
    """Members of cells on the last day of the period."""
    return Member.objects.as_of(period.last)


OF_MEMBERS = {
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
