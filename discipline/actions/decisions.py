"""Decisions: recorded from papers or from a case, announced, and changed by later records alone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline import effect
from discipline.actions.cases import override_rules
from discipline.actions.leaving import expel, restore_expelled
from discipline.authority import standing_of
from discipline.box import box_of, objections
from discipline.choices import RUNNING_CASE_STATES, ChangeKind, Form, Outcome, Standing
from discipline.models import CaseSubject, Decision, DecisionChange
from discipline.restrictions import standing_form, standing_then
from inspections.actions.numbers import next_number
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns
from inspections.regulations import DECISION
from members.models import actor_position, subject_position
from members.permissions import can_decide
from rules import book


@transaction.atomic
def record_decision(*, by, subject, groups, case_subject=None, against_rules="", reason="", **values):
    """Record a disciplinary decision; actor and subject as they stand on the day it was decided.

    Of a case: it is about the case's subject; a form that the rules don't allow needs the head and the reason
    `against_rules`. Without a number it gets the next one of its series.
    """
    decision = Decision(**values, **subject_columns(subject))
    decision.probationary = standing_of(subject) == Standing.PROBATIONARY
    if case_subject is not None:
        case_subject = _of_case(decision, case_subject, by, against_rules)
    assign(decision, actor_position(decision.organization, decision.decided))
    assign(decision, subject_position(subject, decision.decided))
    if not decision.number:
        decision.number = next_number(
            organization=decision.organization, body=decision.body, document_type=DECISION, day=decision.decided
        )
    decision.case_subject = case_subject
    save(decision)
    set_codes(decision.groups, groups)
    history.record(by=by, act=Act.CREATE, obj=decision, after=snapshot(decision), reason=reason)
    if case_subject is not None:
        _close_subject(case_subject, decision, by)
    return decision


@transaction.atomic
def update_decision(decision, *, by, version, subject=None, groups=None, reason="", **values):
    """Correct a decision that nobody else has changed since the given version. What is not given stays.

    Once it is announced its words stand: it is corrected, replaced or annulled by a record of its own.
    """
    decision = locked(decision, version)
    if decision.announced:
        message = f"Quyết định đã công bố ngày {short_date(decision.announced)}, không sửa được."
        message += " Hãy đính chính, thay thế hoặc hủy bằng văn bản mới."
        raise ValidationError(message, code="announced")
    before = snapshot(decision)
    assign(decision, values | (subject_columns(subject) if subject else {}))
    _require_same_case(decision, before)
    _position_again(decision, before)
    save_next_version(decision)
    if groups is not None:
        set_codes(decision.groups, groups)
    history.record(by=by, act=Act.UPDATE, obj=decision, before=before, after=snapshot(decision), reason=reason)
    return decision


@transaction.atomic
def record_other_handling(decision, *, by, version, legal, administrative, reason=""):
    """Record what the law and the administration did about the violation of a member: often known only later.

    The words of the decision stay as they are, so this may be written once it is announced too.
    """
    decision = locked(decision, version)
    before = snapshot(decision)
    assign(decision, {"legal": legal, "administrative": administrative})
    save_next_version(decision)
    history.record(by=by, act=Act.UPDATE, obj=decision, before=before, after=snapshot(decision), reason=reason)
    return decision


@transaction.atomic
def announce_decision(decision, *, by, version, announced, published=None, handed_over=None, reason=""):
    """Record when a decision was announced, published and handed over; from then on it has effect by the rules.

    The form stands from the first day of effect; a member who is expelled leaves the Party with it.
    """
    decision = locked(decision, version)
    _require_days(decision, announced, published, handed_over)
    before, first = snapshot(decision), decision.announced is None
    assign(decision, {"announced": announced, "published": published, "handed_over": handed_over})
    assign(decision, days_of_effect(decision, book.read()))
    save_next_version(decision)
    history.record(
        by=by, act=Act.TRANSITION if first else Act.UPDATE, obj=decision, before=before, after=snapshot(decision),
        reason=reason, summary="Công bố quyết định" if first else "Sửa ngày công bố, giao quyết định",
    )  # fmt: skip
    if first and decision.form == Form.EXPULSION and decision.subject_member_id:
        expel(decision, by=by, day=decision.effective or announced, number=decision.number)
    return decision


@transaction.atomic
def change_decision(
    decision, *, by, version, kind, day, reason, number="", form=None, successor=None, organization=None, appeal=None
):
    """Change how a decision stands by a record of its own, from its day on; the decision stays as it was signed.

    `form` is what stands afterwards: of a correction the form as it was, of an annulment none.
    """
    decision = locked(decision, version)
    _require_change(decision, day, reason)
    change = DecisionChange(
        decision=decision, kind=kind, day=day, number=number, reason=reason.strip(), successor=successor,
        organization=organization or decision.organization, appeal=appeal, by=by,
        form=_form_after(decision, kind, form),
    )  # fmt: skip
    save(change)
    save_next_version(decision)
    if kind == ChangeKind.ANNULLED and decision.form == Form.EXPULSION and decision.subject_member_id:
        restore_expelled(decision, by=by, day=day, number=number)
    history.record(
        by=by, act=Act.TRANSITION, obj=decision, after=history.snapshot(change), reason=reason,
        summary=change.get_kind_display(),
    )  # fmt: skip
    return change


def days_of_effect(decision, rulebook):
    """From when and until when a decision has effect, by the rules of the day it was signed."""
    signed, announced = decision.decided, decision.announced
    begun = effect.effective(rulebook, body=decision.body, signed=signed, announced=announced)
    first = begun.day if begun else announced
    ends = effect.lapses(
        rulebook, standing=standing_then(decision), form=decision.form, signed=signed, announced=announced,
        effective=first,
    )  # fmt: skip
    return {"effective": first, "lapses": ends.day if ends else None}


def snapshot(decision):
    """The decision with its groups of violation, as the history keeps it."""
    codes = decision.groups.order_by("code").values_list("code", flat=True)
    return history.snapshot(decision) | {"groups": list(codes)}


# --------------------------------------------------------------------------------------------------------- of a case


def _of_case(decision, row, by, why):
    """The subject of the case, held until the end; refused where the case is over or the rules say otherwise."""
    row = CaseSubject.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if row.case.state not in RUNNING_CASE_STATES:
        message = f"Vụ việc đang ở tình trạng “{row.case.get_state_display()}”, không ghi quyết định được."
        raise ValidationError(message, code="over")
    if row.decisions.exists():
        raise ValidationError(f"{row} đã có quyết định trong vụ việc này.", code="decided")
    if (row.subject_organization_id, row.subject_member_id) != (
        decision.subject_organization_id,
        decision.subject_member_id,
    ):
        raise ValidationError("Quyết định phải về đúng đối tượng của vụ việc.", code="other_subject")
    told = objections(box_of(row, book.read(), decision.decided), decision.form)
    if told:
        if why.strip() and not can_decide(by, row.case):
            raise ValidationError("Chỉ chủ nhiệm được làm khác quy định.", code="not_head")
        override_rules(row, by=by, told=told, reason=why)
    return row


def _close_subject(row, decision, by):
    row.outcome, row.outcome_form = Outcome.DISCIPLINED, decision.form
    save(row)
    history.record(by=by, act=Act.UPDATE, obj=row.case, summary=f"{decision} đối với {row}")


def _require_same_case(decision, before):
    names = ("subject_organization", "subject_member")
    if decision.case_subject_id and any(getattr(decision, f"{name}_id") != before[name] for name in names):
        raise ValidationError("Quyết định của vụ việc phải về đúng đối tượng của vụ việc.", code="other_subject")
    if decision.case_subject_id and decision.form != before["form"]:
        message = "Hình thức theo kết quả của vụ việc, không sửa ở đây. Hãy đính chính, thay thế hoặc hủy quyết định."
        raise ValidationError({"form": message}, code="form_of_case")


# ------------------------------------------------------------------------------------------------------------- rules


def _require_days(decision, announced, published, handed_over):
    today = timezone.localdate()
    for name, day in (("announced", announced), ("published", published), ("handed_over", handed_over)):
        if day and day > today:
            raise ValidationError({name: "Ngày này chưa đến. Hãy ghi sau khi đã làm."}, code="future")
        if day and day < decision.decided:
            message = f"Ngày này phải bằng hoặc sau ngày quyết định ({short_date(decision.decided)})."
            raise ValidationError({name: message}, code="order")


def _require_change(decision, day, reason):
    if not reason.strip():
        raise ValidationError({"reason": "Chưa ghi lý do, nội dung. Hãy ghi."}, code="no_reason")
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến."}, code="future")
    earlier = list(decision.changes.all())
    last = max([decision.decided, *(change.day for change in earlier)])
    if day < last:
        raise ValidationError({"day": f"Ngày này phải bằng hoặc sau ngày {short_date(last)}."}, code="order")
    if any(change.kind in (ChangeKind.ANNULLED, ChangeKind.REPLACED) for change in earlier):
        raise ValidationError("Quyết định đã bị hủy hoặc thay thế.", code="over")


def _form_after(decision, kind, form):
    if kind == ChangeKind.APPEALED:
        return form or ""
    return standing_form(decision, timezone.localdate()) if kind == ChangeKind.CORRECTED else ""


def _position_again(decision, before):
    """Take the positions anew where what they hang on has changed; what was copied in its time stays."""
    after = history.snapshot(decision)
    if any(after[name] != before[name] for name in ("decided", "organization")):
        assign(decision, actor_position(decision.organization, decision.decided, decision.taken_from))
    if any(after[name] != before[name] for name in ("decided", "subject_organization", "subject_member")):
        assign(decision, subject_position(decision.subject, decision.decided))
