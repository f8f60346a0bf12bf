"""Letters of denunciation: their register, each step of their handling, and who sent them, kept apart.

Handling: receive, classify, decide competence, verify, conclude; 22-QĐ/TW of 2021 [C], 296-QĐ/TW of 2025 [S].
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections import deadlines
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns
from inspections.choices import (
    NAMELESS,
    DenunciationResult,
    Disposal,
    LetterKind,
    RefusalReason,
    SenderKind,
)
from inspections.models import Denunciation, DenunciationSender, DenunciationStep
from inspections.regulations import violation_groups_of
from inspections.states import LETTER
from members.models import actor_position, subject_position
from rules import book


@transaction.atomic
def record_denunciation(*, by, subject, groups=(), reason="", **values):
    """Record a letter about one subject, as the subject stands on the day of receipt. The sender is not recorded."""
    letter = Denunciation(**values, **subject_columns(subject))
    assign(letter, actor_position(letter.organization, letter.received) | subject_position(subject, letter.received))
    letter.settle()
    _require_groups(letter, groups)
    save(letter)
    set_codes(letter.groups, groups)
    history.record(by=by, act=Act.CREATE, obj=letter, after=_snapshot(letter), reason=reason)
    return letter


@transaction.atomic
def update_denunciation(letter, *, by, version, subject, groups=(), reason="", **values):
    """Change a letter that nobody else has changed since the given version.

    What is recorded from its papers is as far as its dates say; what is handled here step by step is corrected, and
    moves by its steps alone.
    """
    letter = locked(letter, version)
    before = _snapshot(letter)
    assign(letter, values | subject_columns(subject))
    _require_same_subject(letter, before)
    _position_again(letter, before)
    letter.settle()
    _correct_steps(letter, before)
    _require_groups(letter, groups)
    save_next_version(letter)
    set_codes(letter.groups, groups)
    history.record(by=by, act=Act.UPDATE, obj=letter, before=before, after=_snapshot(letter), reason=reason)
    return letter


@transaction.atomic
def set_sender(letter, *, by, version, name, address="", phone="", group=""):
    """Keep who sent a letter. The history tells that it was written and by whom, never what: it has other readers."""
    letter = locked(letter, version)
    sender = DenunciationSender.objects.filter(denunciation=letter).first() or DenunciationSender(denunciation=letter)
    assign(sender, {"name": name, "address": address, "phone": phone, "group": group})
    save(sender)
    save_next_version(letter)
    history.record(by=by, act=Act.UPDATE, obj=letter, summary="Ghi người gửi đơn")
    return letter


def look_at_sender(letter, *, by):
    """Who sent a letter, or None. Every look is recorded, also the second one of a day."""
    sender = DenunciationSender.objects.filter(denunciation=letter).first()
    history.record(by=by, act=Act.READ, obj=sender or letter, summary=f"Mở xem người gửi đơn: {letter}")
    return sender


# ----------------------------------------------------------------------------------------------------- the handling


@dataclass(frozen=True)
class Handling:
    """A step in the handling of a letter as it is taken; `details` are columns of the letter that it fills."""

    verb: str
    day: date
    reason: str = ""
    days: int = 0
    details: dict = field(default_factory=dict)


DETAILS = {
    "classify": {"kind": LetterKind, "sender_kind": SenderKind},
    "refuse": {"refusal": RefusalReason, "disposal": (Disposal.RETURN, Disposal.FILE)},
    "transfer": {"passed_to": None},
    "resolve": {"result": DenunciationResult},
}
"""What a step must say, and the values it may say; None is free text."""
DATES_OF_HANDLING = {"accept": "accepted", "resolve": "resolved"}
"""Steps whose day is a column of the letter, for figures and deadlines."""


@transaction.atomic
def handle_denunciation(letter, verb, *, by, day, version=None, number="", reason="", days=0, **details):
    """Take a step in the handling of a letter, if its state allows it and what the step needs is there."""
    letter = locked(letter, version)
    move, step = LETTER.require(letter.state, verb), Handling(verb, day, reason.strip(), days, details)
    _require_day(letter, step)
    _require_details(step)
    NEEDS.get(verb, _nothing)(letter, step)
    before, source = _snapshot(letter), letter.state
    letter.state = move.target or letter.state
    _write_columns(letter, step)
    save_next_version(letter)
    DenunciationStep.objects.create(
        denunciation=letter, verb=verb, before=source, after=letter.state, day=day, number=number.strip(),
        reason=_told(step), by=by,
    )  # fmt: skip
    history.record(
        by=by, act=Act.TRANSITION, obj=letter, before=before, after=_snapshot(letter), reason=_told(step),
        summary=move.done,
    )  # fmt: skip
    return letter


def letter_extension_left(letter, rulebook):
    """How many days more the handling of a letter may be extended; nothing where no rule is known."""
    deadline = deadlines.of_letter(letter, rulebook)
    return deadline and max(0, deadlines.longest_extension(deadline.rule) - letter.extension)


def _nothing(letter, step):
    """Most steps need but their day and details."""


def _require_day(letter, step):
    """A step is recorded when it is done, and after the steps before it."""
    if step.day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    label, last = max(_days(letter), key=lambda one: one[1])
    if step.day < last:
        message = f"Ngày này phải bằng hoặc sau ngày {short_date(last)} ({label})."
        raise ValidationError({"day": message}, code="order")


def _days(letter):
    """What has happened to a letter so far: label and day."""
    steps = letter.steps.order_by("pk")
    return [("nhận đơn", letter.received), *((f"bước “{LETTER.move(one.verb).label}”", one.day) for one in steps)]


def _require_details(step):
    for name, values in DETAILS.get(step.verb, {}).items():
        value = step.details.get(name, "")
        if not value or (values is not None and value not in list(values)):
            raise ValidationError({name: "Chưa nhập ô này. Hãy nhập hoặc chọn trong danh sách."}, code="no_detail")


def _require_reason(letter, step):
    if not step.reason:
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")


def _require_told_refusal(letter, step):
    if step.details["refusal"] == RefusalReason.OTHER:
        _require_reason(letter, step)


def _require_told_acceptance(letter, step):
    """A letter without a sender isn't handled as a denunciation; who does so all the same says why."""
    if letter.sender_kind in NAMELESS and not step.reason:
        sender = letter.get_sender_kind_display().lower()
        message = f"Đơn {sender} không được thụ lý như đơn tố cáo. Nếu vẫn thụ lý, hãy ghi lý do."
        raise ValidationError({"reason": message}, code="nameless")


def _require_lawful_extension(letter, step):
    _require_reason(letter, step)
    if step.days < 1:
        raise ValidationError({"days": "Số ngày gia hạn phải từ 1 trở lên."}, code="no_days")
    rulebook = book.read()
    deadline = deadlines.of_letter(letter, rulebook)
    if deadline is None:
        raise ValidationError({"days": "Đơn này chưa có thời hạn, nên chưa có gì để gia hạn."}, code="no_deadline")
    left = letter_extension_left(letter, rulebook)
    if step.days > left:
        message = f"Chỉ còn được gia hạn {left} ngày: {deadline.words}; {deadline.source}."
        raise ValidationError({"days": message}, code="too_long")


NEEDS = {
    "refuse": _require_told_refusal,
    "accept": _require_told_acceptance,
    "extend": _require_lawful_extension,
}


def _write_columns(letter, step):
    """The day and the details where figures, deadlines and filters look for them."""
    assign(letter, {name: step.details[name] for name in DETAILS.get(step.verb, ())})
    if step.verb in DATES_OF_HANDLING:
        setattr(letter, DATES_OF_HANDLING[step.verb], step.day)
    if step.verb == "transfer":
        letter.disposal = Disposal.TRANSFER
    letter.extension += step.days if step.verb == "extend" else 0


def _told(step):
    """The reason as it is kept; of an extension with its days."""
    return f"Gia hạn {step.days} ngày. {step.reason}" if step.verb == "extend" else step.reason


# ------------------------------------------------------------------------------------------------------- corrections


def _position_again(letter, before):
    """Take the positions anew where what they hang on has changed; what was copied in its time stays."""
    after = history.snapshot(letter)
    if any(after[name] != before[name] for name in ("received", "organization")):
        assign(letter, actor_position(letter.organization, letter.received, letter.taken_from))
    if any(after[name] != before[name] for name in ("received", "subject_organization", "subject_member")):
        assign(letter, subject_position(letter.subject, letter.received))


def _require_same_subject(letter, before):
    """An inspection that was opened from a letter is about the same subject."""
    names = ("subject_organization", "subject_member")
    if any(getattr(letter, f"{name}_id") != before[name] for name in names) and letter.is_inspected:
        message = "Đã mở cuộc kiểm tra từ đơn này, không đổi được đối tượng bị tố cáo."
        raise ValidationError(message, code="inspected")


def _correct_steps(letter, before):
    """Corrections of a letter that is handled here neither take nor undo a step, and keep the days in their order."""
    steps = list(letter.steps.order_by("pk"))
    if not steps:
        return
    _require_same_steps(letter, before)
    for step in steps:
        if step.verb in DATES_OF_HANDLING:
            step.day = getattr(letter, DATES_OF_HANDLING[step.verb])
    days = [letter.received, *(step.day for step in steps)]
    if days != sorted(days) or days[-1] > timezone.localdate():
        message = "Các ngày nhận đơn, thụ lý, giải quyết phải theo thứ tự các bước đã ghi và không sau hôm nay."
        raise ValidationError(message, code="order")
    DenunciationStep.objects.bulk_update(steps, ["day"])


def _require_same_steps(letter, before):
    taken = [
        name for name in (*DATES_OF_HANDLING.values(), "result") if bool(getattr(letter, name)) != bool(before[name])
    ]
    emptied = [name for name in ("kind", "sender_kind") if before[name] and not getattr(letter, name)]
    if taken or emptied:
        message = "Đơn này đang được xử lý theo từng bước: ở đây chỉ sửa nội dung của bước đã ghi."
        raise ValidationError(dict.fromkeys([*taken, *emptied], message), code="not_by_step")


def _require_groups(letter, groups):
    strange = set(groups) - set(violation_groups_of(letter.subject_kind))
    if strange:
        message = f"Nhóm vi phạm {', '.join(sorted(strange))} không áp dụng cho loại đối tượng này."
        raise ValidationError(message, code="strange_group")


def _snapshot(letter):
    return history.snapshot(letter) | {"groups": sorted(letter.groups.values_list("code", flat=True))}
