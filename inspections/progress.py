"""How far a line of a programme is on a day: from its quarter or month and the inspections that carry it out."""

from calendar import monthrange
from datetime import date

from django.db.models import Exists, OuterRef, TextChoices

from inspections.models import Inspection


class Progress(TextChoices):
    NOT_BEGUN = "not_begun", "Chưa bắt đầu"
    RUNNING = "running", "Đang thực hiện"
    SLOW = "slow", "Chậm"
    LATE = "late", "Quá hạn"
    DONE = "done", "Đã thực hiện"
    CANCELLED = "cancelled", "Đã hủy"


def with_progress_facts(items, day):
    """Lines with whether an inspection of theirs is begun, and concluded, by the day."""
    linked = Inspection.objects.filter(programme_item=OuterRef("pk"))
    begun = linked.filter(decided__lte=day, cancelled__isnull=True)
    return items.annotate(is_done=Exists(linked.filter(concluded__lte=day)), is_begun=Exists(begun))


def planned(item) -> tuple[date, date]:
    """The first and last day in which a line is to be done: its month, else its quarter, else its years."""
    programme = item.programme
    first_month, last_month = 1, 12
    if item.month:
        first_month = last_month = item.month
    elif item.quarter:
        first_month, last_month = 3 * item.quarter - 2, 3 * item.quarter
    last_year = programme.last_year or programme.year
    return date(programme.year, first_month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def progress_of(item, day: date) -> Progress:
    """Where a line with `with_progress_facts` stands on a day.

    Slow: more than half of its time is gone and nothing has begun. Late: its time is over and it is not done [I].
    """
    if item.cancelled and item.cancelled <= day:
        return Progress.CANCELLED
    if item.is_done:
        return Progress.DONE
    first, last = planned(item)
    if day > last:
        return Progress.LATE
    if item.is_begun:
        return Progress.RUNNING
    return Progress.SLOW if day > first + (last - first) / 2 else Progress.NOT_BEGUN
