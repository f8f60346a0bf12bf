"""The course of an inspection: each step as the table of states allows it, with its day, its author and its history.

The three phases are those of 89-QĐ/TW of 2022 and 354-QĐ/UBKTTW of 2021 [C].
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections import deadlines
from inspections.actions.inspections import (
    DATES_OF_STEPS,
    NUMBERS_OF_STEPS,
    course_days,
    place_actor,
    rewrite_subjects,
    snapshot,
)
from inspections.actions.numbers import next_number
from inspections.actions.rows import locked, save_next_version
from inspections.choices import State, TeamRole
from inspections.dossier import dossier_of
from inspections.models import Step
from inspections.regulations import DECISION, conclusion_type
from inspections.states import INSPECTION
from rules import book


@dataclass(frozen=True)
class Taken:
    """A step as it is taken: on which day, by which document, why; `days` are those of an extension."""

    verb: str
    day: date
    number: str = ""
    reason: str = ""
    days: int = 0


@transaction.atomic
def take_step(inspection, verb, *, by, day, version=None, number="", reason="", days=0):
    """Take a step of the course, if the state allows it and what the step needs is there; otherwise nothing is written.

    Without a number, a decision and a conclusion get the next one of their series.
    """
    inspection = locked(inspection, version)
    move, step = INSPECTION.require(inspection.state, verb), Taken(verb, day, number.strip(), reason.strip(), days)
    _require_day(inspection, step)
    NEEDS.get(verb, _nothing)(inspection, step)
    before, act_date = snapshot(inspection), inspection.act_date
    source = inspection.state
    inspection.state = move.target or _target(inspection, verb)
    document = _write_columns(inspection, step)
    if inspection.act_date != act_date:
        place_actor(inspection)
    save_next_version(inspection)
    rewrite_subjects(inspection, moved=inspection.act_date != act_date)
    Step.objects.create(
        inspection=inspection, verb=verb, before=source, after=inspection.state, day=day, number=document,
        reason=_told(step), by=by,
    )  # fmt: skip
    history.record(
        by=by,
        act=Act.TRANSITION,
        obj=inspection,
        before=before,
        after=snapshot(inspection),
        reason=_told(step),
        summary=move.done,
    )
    return inspection


def suspended_from(inspection):
    """The state to which a suspended inspection returns."""
    last = inspection.steps.filter(verb="suspend").last()
    return State(last.before) if last else State.DECIDED


def extension_left(inspection, rulebook):
    """How many days more an inspection may be extended; nothing where no rule is known."""
    deadline = deadlines.of(inspection, rulebook)
    return deadline and max(0, deadlines.longest_extension(deadline.rule) - inspection.extension)


def papers_missing(inspection):
    """Titles of the papers that the checklist in force asks for and that are not in the dossier."""
    return [item.title for item in dossier_of(inspection, book.read()).missing]


# ---------------------------------------------------------------------------------------------- what the steps need


def _nothing(inspection, step):
    """Most steps need but their day."""


def _require_day(inspection, step):
    """A step is recorded when it is done, and after the steps before it."""
    if step.day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    label, last = _last_day(inspection)
    if last and step.day < last:
        message = f"Ngày này phải bằng hoặc sau ngày {short_date(last)} của bước “{label}”."
        raise ValidationError({"day": message}, code="order")


def _last_day(inspection):
    """The latest step so far: its label and day."""
    steps = list(inspection.steps.all())
    days = [(label, day) for label, day, _ in course_days(inspection, {step.verb: step for step in steps}) if day]
    days += [(INSPECTION.move(step.verb).label, step.day) for step in steps if INSPECTION.move(step.verb)]
    return max(days, key=lambda one: one[1], default=("", None))


def _require_decidable(inspection, step):
    if not inspection.subjects.exists():
        raise ValidationError("Chưa có đối tượng. Hãy thêm đối tượng rồi ban hành quyết định.", code="no_subject")
    if not inspection.content and inspection.subjects.filter(contents__isnull=True).exists():
        raise ValidationError("Chưa có nội dung kiểm tra, giám sát. Hãy bấm Sửa để nhập.", code="no_content")
    if not step.reason and not inspection.team.filter(role=TeamRole.HEAD).exists():
        message = "Chưa có trưởng đoàn. Hãy lập đoàn, hoặc ghi lý do ban hành khi chưa có trưởng đoàn."
        raise ValidationError({"reason": message}, code="no_head")


def _require_results(inspection, step):
    waiting = [str(subject) for subject in inspection.subjects.filter(result="")]
    if waiting:
        names = ", ".join(waiting[:5]) + ("…" if len(waiting) > 5 else "")
        raise ValidationError(f"Chưa có kết quả của {names}. Hãy bấm Sửa để ghi kết quả.", code="no_result")


def _require_papers(inspection, step):
    missing = papers_missing(inspection)
    if missing and not step.reason:
        message = f"Hồ sơ còn thiếu: {'; '.join(missing)}. Hãy bổ sung, hoặc ghi lý do nộp lưu khi còn thiếu."
        raise ValidationError({"reason": message}, code="papers_missing")


def _require_reason(inspection, step):
    if not step.reason:
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")


def _require_lawful_extension(inspection, step):
    _require_reason(inspection, step)
    if step.days < 1:
        raise ValidationError({"days": "Số ngày gia hạn phải từ 1 trở lên."}, code="no_days")
    deadline = deadlines.of(inspection, book.read())
    if deadline is None:
        raise ValidationError({"days": "Cuộc này chưa có thời hạn, nên chưa có gì để gia hạn."}, code="no_deadline")
    left = max(0, deadlines.longest_extension(deadline.rule) - inspection.extension)
    if step.days > left:
        message = f"Chỉ còn được gia hạn {left} ngày: {deadline.words}; {deadline.source}."
        raise ValidationError({"days": message}, code="too_long")


NEEDS = {
    "decide": _require_decidable,
    "conclude": _require_results,
    "archive": _require_papers,
    "extend": _require_lawful_extension,
    "suspend": _require_reason,
    "cancel": _require_reason,
}


# ---------------------------------------------------------------------------------------------- what the steps write


def _target(inspection, verb):
    """Where a step without a target leads: back to where it was suspended, or nowhere else."""
    return suspended_from(inspection) if verb == "resume" else inspection.state


def _write_columns(inspection, step):
    """The day and the number where figures, deadlines and documents look for them; the number of the document."""
    column = DATES_OF_STEPS.get(step.verb) or {"cancel": "cancelled"}.get(step.verb)
    if column:
        setattr(inspection, column, step.day)
    if step.verb == "decide":
        inspection.listed = step.day
    inspection.extension += step.days if step.verb == "extend" else 0
    if step.verb not in NUMBERS_OF_STEPS:
        return step.number
    number = step.number or _next(inspection, step)
    setattr(inspection, NUMBERS_OF_STEPS[step.verb], number)
    return number


def _next(inspection, step):
    organization = inspection.organization
    document_type = DECISION if step.verb == "decide" else conclusion_type(organization.type)
    return next_number(organization=organization, body=inspection.body, document_type=document_type, day=step.day)


def _told(step):
    """The reason as it is kept; of an extension with its days."""
    return f"Gia hạn {step.days} ngày. {step.reason}" if step.verb == "extend" else step.reason
