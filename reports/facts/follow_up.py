"""What is followed up beside inspections: notes of supervision, remedies until they are done, lines of programmes."""

from django.db.models import Q

from inspections.models import ProgrammeItem, Remedy, RoutineNote
from reports.facts.columns import ACTOR, SUBJECT
from reports.facts.fact import Fact

OF_ITEM = {"activity": "activity", "level": "programme__level", "body": "programme__body"}
OF_REMEDY = {
    name: f"finding__subject__{column}" for name, column in {"activity": "activity", **ACTOR, **SUBJECT}.items()
}


def _items(period):
    """Lines of the programmes of the years that the period touches."""
    years = Q(programme__year__gte=period.first.year, programme__year__lte=period.last.year)
    return ProgrammeItem.objects.counted().filter(years)


OF_FOLLOW_UP = {
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
}
