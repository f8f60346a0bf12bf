"""A conclusion of the chair from the meeting until somebody else confirms that it is carried out."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version
from reports.choices import BriefingState, ConclusionState
from reports.models import Briefing, Conclusion
from reports.states import CONCLUSION


@dataclass(frozen=True)
class Taken:
    """A step of a conclusion as it is taken."""

    day: date
    by: object
    reason: str = ""
    evidence: str = ""
    due: date | None = None


@transaction.atomic
def add_conclusion(briefing, *, by, **values):
    """Record a point of the chair's conclusions, with who carries it out and until when."""
    briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=briefing.pk)
    if briefing.state not in (BriefingState.FROZEN, BriefingState.HELD):
        raise ValidationError("Kết luận chỉ ghi được sau khi chốt số liệu và trước khi kết thúc.", code="wrong_state")
    last = briefing.conclusions.aggregate(last=Max("number"))["last"] or 0
    conclusion = Conclusion(briefing=briefing, number=last + 1, first_due=values.get("due"), **values)
    _require_due(conclusion)
    save(conclusion)
    history.record(by=by, act=Act.CREATE, obj=conclusion, after=history.snapshot(conclusion))
    return conclusion


@transaction.atomic
def update_conclusion(conclusion, *, by, version, **values):
    """Correct the words or the owner while nothing is reported; the due day moves by its own step once it is held."""
    conclusion = locked(conclusion, version)
    if conclusion.state != ConclusionState.OPEN:
        raise ValidationError("Kết luận đã báo cáo xong hoặc đã dừng, không sửa được nữa.", code="over")
    before = history.snapshot(conclusion)
    if "due" in values and values["due"] != conclusion.due:
        if conclusion.briefing.state != BriefingState.FROZEN:
            message = "Hội nghị đã kết luận. Hãy dùng bước Đổi hạn, có lý do."
            raise ValidationError({"due": message}, code="revise")
        conclusion.first_due = values["due"]
    assign(conclusion, values)
    _require_due(conclusion)
    save_next_version(conclusion)
    history.record(by=by, act=Act.UPDATE, obj=conclusion, before=before, after=history.snapshot(conclusion))
    return conclusion


@transaction.atomic
def take_conclusion_step(conclusion, verb, *, by, version, day, **asked):
    """Report, return, confirm, revise or drop a conclusion, if its state allows it.

    Raises ValidationError for a step that the state does not allow or that lacks what it needs.
    """
    conclusion = locked(conclusion, version)
    move, step = CONCLUSION.require(conclusion.state, verb), Taken(day, by, **asked)
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    before = history.snapshot(conclusion)
    WRITERS[verb](conclusion, step)
    conclusion.state = move.target or conclusion.state
    save_next_version(conclusion)
    history.record(
        by=by, act=Act.TRANSITION, obj=conclusion, before=before, after=history.snapshot(conclusion),
        reason=step.reason, summary=move.done,
    )  # fmt: skip
    return conclusion


def _report(conclusion, step):
    if not step.evidence.strip():
        raise ValidationError({"evidence": "Hãy ghi kết quả và bằng chứng: số văn bản, nơi lưu."}, code="no_evidence")
    begun = conclusion.briefing.held
    if begun and step.day < begun:
        message = f"Ngày xong phải bằng hoặc sau ngày họp {short_date(begun)}."
        raise ValidationError({"day": message}, code="too_early")
    conclusion.done, conclusion.reported_by, conclusion.evidence = step.day, step.by, step.evidence.strip()


def _return(conclusion, step):
    _require_reason(step)
    conclusion.done = conclusion.reported_by = None


def _confirm(conclusion, step):
    if conclusion.reported_by_id == step.by.pk:
        message = "Bạn là người báo cáo đã thực hiện xong. Việc xác nhận phải do người khác làm."
        raise ValidationError(message, code="same_person")
    if step.day < conclusion.done:
        message = f"Ngày xác nhận phải bằng hoặc sau ngày xong {short_date(conclusion.done)}."
        raise ValidationError({"day": message}, code="too_early")
    conclusion.confirmed, conclusion.confirmed_by = step.day, step.by


def _revise(conclusion, step):
    _require_reason(step)
    if step.due is None or step.due == conclusion.due:
        raise ValidationError({"due": "Hãy nhập hạn mới, khác hạn đang có."}, code="no_due")
    conclusion.due = step.due
    _require_due(conclusion)


def _drop(conclusion, step):
    _require_reason(step)
    conclusion.drop_reason = step.reason.strip()


WRITERS = {"report": _report, "return": _return, "confirm": _confirm, "revise": _revise, "drop": _drop}


def _require_reason(step):
    if not step.reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")


def _require_due(conclusion):
    """A task is due after the figures it follows from."""
    if conclusion.due and conclusion.due < conclusion.briefing.cutoff:
        message = f"Hạn phải bằng hoặc sau ngày chốt số liệu {short_date(conclusion.briefing.cutoff)}."
        raise ValidationError({"due": message}, code="too_early")
