"""Where an inspection stands in its course: the tracker, its deadline, the steps that may be taken now."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Fact, Section
from core.text import short_date
from inspections import deadlines
from inspections.actions.course import suspended_from
from inspections.actions.inspections import course_days
from inspections.choices import State
from inspections.states import INSPECTION, REACHED
from inspections.tables.parts import STATE_TONES
from rules import book

LINEAR = ("decide", "announce", "receive_report", "verify", "draft", "conclude", "notify", "archive")


@dataclass(frozen=True)
class Stop:
    """A step in the tracker: done, being waited for, or ahead."""

    label: str
    day: date | None
    is_done: bool
    is_next: bool


def stops(inspection):
    """Every step of the course with its day, as far as the inspection has come."""
    steps = list(inspection.steps.all())
    days = list(course_days(inspection, {step.verb: step for step in steps}))
    state = suspended_from(inspection) if inspection.state == State.SUSPENDED else inspection.state
    reached = REACHED.index(state) if state in REACHED else -1
    for place, (label, day, _) in enumerate(days):
        done = place <= reached or (reached < 0 and day is not None)
        yield Stop(label, day, done, reached >= 0 and place == reached + 1)


def stops_on(way, state, days):
    """The stops of a way of (state, label) with the day each was reached; what left the way has no next stop."""
    order = [one for one, _ in way]
    reached = order.index(state) if state in order else -1
    for place, (one, label) in enumerate(way):
        done = place <= reached or (reached < 0 and days.get(one) is not None)
        yield Stop(label, days.get(one) if done else None, done, reached >= 0 and place == reached + 1)


def lateness(inspection, deadline, day):
    """Where an inspection stands to its deadline on a day: in words, and how they look."""
    end = inspection.concluded or day
    late = (end - deadline.due).days
    if inspection.concluded:
        return (f"kết luận quá hạn {late} ngày", "warn") if late > 0 else ("kết luận trong hạn", "done")
    if late > 0:
        return f"quá hạn {late} ngày", "late"
    return (f"còn {-late} ngày" if late else "đến hạn hôm nay"), "running"


def deadline_fact(inspection, rulebook, day):
    """Until when the inspection is to be concluded, and how many days are left."""
    deadline = deadlines.of(inspection, rulebook)
    if deadline is None or inspection.state == State.CANCELLED:
        return Fact("Hạn kết luận", "")
    words, tone = lateness(inspection, deadline, day)
    return Fact("Hạn kết luận", f"{short_date(deadline.due)}, {words}", tone=tone)


def course_section(inspection, user):
    rulebook, day = book.read(), timezone.localdate()
    deadline = deadlines.of(inspection, rulebook)
    announce = deadlines.of(inspection, rulebook, step="announce") if inspection.state == State.DECIDED else None
    context = {
        "stops": list(stops(inspection)),
        "deadline": deadline,
        "lateness": lateness(inspection, deadline, day) if deadline else ("", ""),
        "announce": announce,
        "state": Fact("", inspection.get_state_display(), tone=STATE_TONES[inspection.state]),
        "is_off": inspection.state in (State.SUSPENDED, State.CANCELLED),
        "is_cancelled": inspection.state == State.CANCELLED,
        "last": inspection.steps.last(),
    }
    return Section(
        "Tiến độ", template="inspections/course.html", context=context, buttons=step_buttons(inspection, user)
    )


def step_buttons(inspection, user):
    """The steps that the state allows and this user may take; the next one of the course first."""
    moves = [move for move in INSPECTION.moves_from(inspection.state) if move.may(user, inspection)]
    first = next((move for move in moves if move.verb in LINEAR), None)
    return [
        Button(move.label, reverse("inspection-step", args=[inspection.pk, move.verb]), primary=move is first)
        for move in moves
    ]
