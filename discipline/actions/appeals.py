"""Appeals against decisions."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline.actions.decisions import change_decision
from discipline.actions.leaving import expel, restore_expelled
from discipline.choices import AppealRefusal, AppealResult, ChangeKind, Form, RestorationKind
from discipline.instances import is_late, late_words, may_go_on
from discipline.models import Appeal, AppealStep, Decision, Restoration
from discipline.regulations import forms_of
from discipline.restrictions import standing_form
from discipline.states import APPEAL
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes
from members.models import actor_position
from rules import book


@transaction.atomic
def record_appeal(*, by, ground_codes=(), reason="", **values):
    """Record an appeal; the organization that resolves it as it stands on the day of receipt.

    One that goes on from a `previous` appeal needs that one resolved, and not by the last instance.
    """
    appeal = Appeal(**values)
    _require_next(appeal)
    assign(appeal, actor_position(appeal.organization, appeal.received))
    appeal.settle()
    save(appeal)
    set_codes(appeal.ground_codes, ground_codes)
    history.record(by=by, act=Act.CREATE, obj=appeal, after=snapshot(appeal), reason=reason)
    return appeal


@transaction.atomic
def update_appeal(appeal, *, by, version, ground_codes=None, reason="", **values):
    """Change an appeal that nobody else has changed since the given version; resolving it is a step of its own.

    Grounds that are not given stay.
    """
    appeal = locked(appeal, version)
    before = snapshot(appeal)
    assign(appeal, values)
    if (appeal.organization_id, appeal.received) != (before["organization"], before["received"]):
        assign(appeal, actor_position(appeal.organization, appeal.received, appeal.taken_from))
    _require_same_steps(appeal, before)
    appeal.settle()
    save_next_version(appeal)
    if ground_codes is not None:
        set_codes(appeal.ground_codes, ground_codes)
    act = Act.TRANSITION if appeal.resolved and not before["resolved"] else Act.UPDATE
    history.record(by=by, act=act, obj=appeal, before=before, after=snapshot(appeal), reason=reason)
    return appeal


def snapshot(appeal):
    """The appeal with its grounds in words, as the history keeps it."""
    grounds = [str(ground) for ground in appeal.ground_codes.order_by("code")]
    return history.snapshot(appeal) | {"khiếu nại về": grounds}


def _require_next(appeal):
    """An appeal to the next instance goes on from a resolved one about the same decision, once."""
    previous = appeal.previous
    if previous is None:
        return
    if previous.decision_id != appeal.decision_id or not may_go_on(previous):
        message = "Lần khiếu nại trước chưa được giải quyết, đã xóa kỷ luật, hoặc do cấp cuối cùng giải quyết."
        raise ValidationError(message, code="no_next")
    if previous.next.exists():
        raise ValidationError("Đã có đơn khiếu nại tiếp lần này.", code="twice")
    if appeal.received < previous.resolved:
        message = f"Đơn khiếu nại tiếp phải nhận từ ngày có kết quả lần trước ({short_date(previous.resolved)})."
        raise ValidationError({"received": message}, code="early")


def _require_same_steps(appeal, before):
    """What is handled here step by step is corrected, and moves by its steps alone."""
    moved = [name for name in ("resolved", "result") if getattr(appeal, name) != before[name]]
    if moved and appeal.steps.exists():
        message = "Đơn này đang được giải quyết theo từng bước. Hãy dùng bước Giải quyết."
        raise ValidationError(dict.fromkeys(moved, message), code="not_by_step")


# ------------------------------------------------------------------------------------------------------------- steps

DETAILS = {
    "refuse": {"refusal": AppealRefusal},
    "forward": {"forwarded_to": None},
    "resolve": {"result": AppealResult},
}
"""What a step must say, and the values it may say; None is free text."""
ENDS = ("refuse", "forward", "withdraw")
RESTORED = (RestorationKind.APOLOGY, RestorationKind.RIGHTS, RestorationKind.POST)


@transaction.atomic
def take_appeal_step(appeal, verb, *, by, day, version=None, number="", reason="", days=0, **details):
    """Take a step in the resolving of an appeal, if its state allows it and what the step needs is there.

    A changed result changes how the decision stands from the day of resolving on, never before (22-QĐ/TW, art. 22 ff).
    """
    appeal, reason = locked(appeal, version), reason.strip()
    move, rulebook = APPEAL.require(appeal.state, verb), book.read()
    _require_day(appeal, day)
    _require_details(verb, details)
    _require_of_step(appeal, verb, reason, days, rulebook)
    before, source = history.snapshot(appeal), appeal.state
    appeal.state = move.target or appeal.state
    _write_columns(appeal, verb, day, days, details)
    save_next_version(appeal)
    AppealStep.objects.create(
        appeal=appeal, verb=verb, before=source, after=appeal.state, day=day, number=number.strip(), by=by,
        reason=f"Gia hạn {days} ngày. {reason}" if verb == "extend" else reason,
    )  # fmt: skip
    history.record(
        by=by, act=Act.TRANSITION, obj=appeal, before=before, after=history.snapshot(appeal), reason=reason,
        summary=move.done,
    )  # fmt: skip
    if verb == "resolve" and appeal.result != AppealResult.KEPT:
        _change_decision(appeal, by, day, number, reason, details)
    return appeal


@transaction.atomic
def finish_restoration(restoration, *, by, version, done, note):
    """Record that a wrongly disciplined subject got what is owed: apology, rights, post (117-QĐ/TW of 2023 [C])."""
    restoration = locked(restoration, version)
    if done > timezone.localdate() or done < restoration.appeal.resolved:
        message = f"Ngày xong phải từ ngày giải quyết ({short_date(restoration.appeal.resolved)}) đến hôm nay."
        raise ValidationError({"done": message}, code="order")
    assign(restoration, {"done": done, "note": note})
    save_next_version(restoration)
    history.record(by=by, act=Act.UPDATE, obj=restoration.appeal, reason=note, summary=f"Đã làm: {restoration}")
    return restoration


def _require_day(appeal, day):
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    last = max([appeal.received, *appeal.steps.values_list("day", flat=True)])
    if day < last:
        raise ValidationError({"day": f"Ngày này phải bằng hoặc sau ngày {short_date(last)}."}, code="order")


def _require_details(verb, details):
    for name, choices in DETAILS.get(verb, {}).items():
        value = details.get(name) or ""
        if not value or (choices and value not in choices):
            raise ValidationError({name: "Chưa chọn hoặc chưa nhập. Bước này cần nội dung này."}, code="missing")


def _require_of_step(appeal, verb, reason, days, rulebook):
    if verb in ("extend", "refuse") and not reason:
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")
    if verb == "extend" and days < 1:
        raise ValidationError({"days": "Số ngày gia hạn phải từ 1 trở lên."}, code="no_days")
    if verb == "accept" and is_late(appeal.decision, appeal.received, rulebook, appeal.previous) and not reason:
        told = late_words(appeal.decision, appeal.received, rulebook, appeal.previous)
        raise ValidationError({"reason": f"{told}. Nếu vẫn thụ lý, hãy ghi lý do."}, code="late")


def _write_columns(appeal, verb, day, days, details):
    """The day and the details where figures, deadlines and filters look for them."""
    assign(appeal, {name: details[name] for name in DETAILS.get(verb, ())})
    if verb == "accept":
        appeal.accepted = day
    if verb in ENDS:
        appeal.ended = day
    if verb == "resolve":
        assign(appeal, {"resolved": day, "cause": details.get("cause", ""), "wrong": bool(details.get("wrong"))})
    appeal.extension += days if verb == "extend" else 0


def _change_decision(appeal, by, day, number, reason, details):
    decision = Decision.objects.get(pk=appeal.decision_id)
    form = _form_after(appeal, decision, details)
    change_decision(
        decision, by=by, version=None, kind=ChangeKind.APPEALED, day=day, number=number, form=form, appeal=appeal,
        organization=appeal.organization, reason=reason or f"{appeal}: {appeal.get_result_display().lower()}",
    )  # fmt: skip
    member = decision.subject_member
    if member and decision.form == Form.EXPULSION:
        restore_expelled(decision, by=by, day=day, number=number or appeal.number)
    elif member and form == Form.EXPULSION:
        expel(decision, by=by, day=day, number=number or appeal.number)
    if appeal.wrong:
        for kind in RESTORED:
            save(Restoration(appeal=appeal, kind=kind, owner=decision.organization))


def _form_after(appeal, decision, details):
    """The form that stands afterwards: heavier, lighter, or none, as the result says; with the cause."""
    if not details.get("cause"):
        raise ValidationError({"cause": "Thay đổi kỷ luật thì phải chọn nguyên nhân."}, code="no_cause")
    if appeal.result == AppealResult.CANCELLED:
        return ""
    form, stands = details.get("form") or "", standing_form(decision, appeal.resolved)
    order = list(Form.values)
    if not form or form not in forms_of(decision.subject_kind):
        raise ValidationError({"form": "Chưa chọn hình thức mới áp dụng được cho đối tượng này."}, code="no_form")
    heavier = order.index(form) > order.index(stands or Form.REPRIMAND)
    if form == stands or heavier != (appeal.result == AppealResult.INCREASED):
        word = "nặng hơn" if appeal.result == AppealResult.INCREASED else "nhẹ hơn"
        message = f"Hình thức mới phải {word} hình thức đang có ({Form(stands).label.lower() if stands else 'không'})."
        raise ValidationError({"form": message}, code="wrong_way")
    return form
