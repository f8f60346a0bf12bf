"""The steps of a case through its states, and what each needs.

Order of consideration: 22-QĐ/TW of 2021, articles 12 to 15 [C].
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline.actions.cases import snapshot
from discipline.box import deferred
from discipline.choices import CaseOrigin, CaseState
from discipline.models import CaseStep
from discipline.states import CASE
from inspections.actions.rows import locked, save_next_version
from rules import book
from rules.families import Family


@transaction.atomic
def take_case_step(case, verb, *, by, day, version=None, reason=""):
    """Take a step of a case, if its state allows it and what the step needs is there."""
    case, reason = locked(case, version), reason.strip()
    move = CASE.require(case.state, verb)
    _require_day(case, day)
    NEEDS.get(verb, _nothing)(case, reason)
    before, source = snapshot(case), case.state
    case.state = move.target or _before_deferral(case)
    if verb == "decide":
        case.decided = day
    if verb == "close":
        case.closed = day
    save_next_version(case)
    CaseStep.objects.create(
        case=case, verb=verb, before=source, after=case.state, day=day, reason=reason, by=by
    )  # fmt: skip
    history.record(
        by=by, act=Act.TRANSITION, obj=case, before=before, after=snapshot(case), reason=reason, summary=move.done
    )
    return case


def _nothing(case, reason):
    """Some steps need but their day."""


def _require_day(case, day):
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    last = max([case.opened, *case.steps.values_list("day", flat=True)])
    if day < last:
        raise ValidationError({"day": f"Ngày này phải bằng hoặc sau ngày {short_date(last)}."}, code="order")


def _require_reviewed(case, reason):
    for subject in case.subjects.prefetch_related("violations"):
        if not subject.violations.all():
            raise ValidationError(f"Chưa ghi vi phạm của {subject}. Hãy mở đối tượng để ghi.", code="no_violation")
        if not (subject.self_criticism or subject.self_criticism_note):
            message = f"Chưa có ngày kiểm điểm của {subject}. Hãy ghi ngày, hoặc lý do chưa kiểm điểm."
            raise ValidationError(message, code="no_review")


def _require_heard(case, reason):
    for subject in case.subjects.all():
        if not (subject.heard or subject.absence):
            message = f"Chưa nghe ý kiến {subject}. Hãy ghi ngày nghe ý kiến, hoặc việc vắng mặt và lý do."
            raise ValidationError(message, code="not_heard")


def _require_voted(case, reason):
    today = timezone.localdate()
    for subject in case.subjects.prefetch_related("votes", "deferrals"):
        if not [vote for vote in subject.votes.all() if vote.voided is None] and not deferred(subject, today):
            message = f"Chưa có kết quả bỏ phiếu về {subject}. Hãy ghi kết quả, hoặc trường hợp chưa xem xét."
            raise ValidationError(message, code="no_vote")


def _require_outcomes(case, reason):
    for subject in case.subjects.all():
        if not subject.outcome:
            message = f"Chưa có kết quả của {subject}. Hãy ghi quyết định kỷ luật, hoặc kết quả khác."
            raise ValidationError(message, code="no_outcome")


def _require_announced(case, reason):
    waiting = [row for subject in case.subjects.all() for row in subject.decisions.filter(announced__isnull=True)]
    if waiting:
        raise ValidationError(f"{waiting[0]} chưa công bố. Hãy ghi ngày công bố trước.", code="not_announced")


def _require_judgment(case, reason):
    """An effective judgment leads to expulsion without the usual course, where the rules of the day say so."""
    if case.origin != CaseOrigin.JUDGMENT:
        raise ValidationError("Bước này chỉ dùng cho vụ việc từ bản án, quyết định của tòa án.", code="no_judgment")
    rules = book.read().in_force(Family.EFFECT, timezone.localdate())
    if not any(rule["kind"] == "judgment" for rule in rules):
        message = "Quy định đang áp dụng không cho xem xét trực tiếp theo bản án. Hãy theo các bước thông thường."
        raise ValidationError(message, code="no_rule")
    _require_reason(case, reason)


def _require_reason(case, reason):
    if not reason:
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")


def _require_droppable(case, reason):
    _require_reason(case, reason)
    if case.subjects.filter(decisions__isnull=False).exists():
        raise ValidationError("Vụ việc đã có quyết định kỷ luật, không dừng được.", code="has_decision")


NEEDS = {
    "review": _require_reviewed,
    "hear": _require_heard,
    "vote": _require_voted,
    "decide": _require_outcomes,
    "close": _require_announced,
    "judge": _require_judgment,
    "defer": _require_reason,
    "drop": _require_droppable,
}


def _before_deferral(case):
    last = case.steps.filter(verb="defer").last()
    return CaseState(last.before) if last else CaseState.OPENED
