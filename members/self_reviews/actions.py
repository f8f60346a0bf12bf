"""Writes to self-criticism reviews and to the measures that follow from them, each with its author on the history."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from members.choices import MeasureState, SubjectKind
from members.models import MeasureStep, Member, Organization, ReviewLimitation, ReviewMeasure, SelfReview
from members.states import MEASURE

CONFLICT = "Người khác vừa sửa bản ghi này sau khi bạn mở. Hãy tải lại trang, xem nội dung mới rồi sửa lại."


@dataclass(frozen=True)
class LimitationEntry:
    """A limitation as typed, with its cause and the measure against it, if one was set; `key` names a stored one."""

    text: str
    cause: str = ""
    measure: str = ""
    due: date | None = None
    owner: Organization | Member | None = None
    key: int | None = None


@transaction.atomic
def record_review(*, by, subject, limitations=(), **values):
    """Record a review that was held, with its limitations and measures."""
    kind = SubjectKind.ORGANIZATION if isinstance(subject, Organization) else SubjectKind.MEMBER
    review = SelfReview(**values, subject_kind=kind, **{f"subject_{kind}": subject})
    _require_held(review)
    standing = subject.standing_on(review.held)
    review.path, review.level = standing.path, standing.level
    _save(review)
    _set_limitations(review, limitations)
    history.record(by=by, act=Act.CREATE, obj=review, after=history.snapshot(review) | _in_words(review))
    return review


@transaction.atomic
def update_review(review, *, by, version, limitations, **values):
    """Change a review that nobody else has changed; who was reviewed stays, and so does what steps were taken on."""
    review = _locked(review, version)
    if review.voided:
        raise ValidationError("Bản kiểm điểm đã hủy, không sửa được nữa.", code="voided")
    before = history.snapshot(review) | _in_words(review)
    for name, value in values.items():
        setattr(review, name, value)
    _require_held(review)
    _set_limitations(review, limitations)
    review.version += 1
    _save(review)
    after = history.snapshot(review) | _in_words(review)
    history.record(by=by, act=Act.UPDATE, obj=review, before=before, after=after)
    return review


@transaction.atomic
def void_review(review, *, by, version, day, reason):
    """Take a review out of lists and figures: it was recorded by mistake. It stays, with the reason."""
    review = _locked(review, version)
    if review.voided:
        raise ValidationError("Bản kiểm điểm này đã hủy rồi.", code="voided")
    before = history.snapshot(review)
    review.voided, review.void_reason, review.version = day, reason.strip(), review.version + 1
    _save(review)
    history.record(by=by, act=Act.UPDATE, obj=review, before=before, after=history.snapshot(review), reason=reason)
    return review


@transaction.atomic
def take_measure_step(measure, verb, *, by, day, version=None, reason="", due=None):
    """Report, return, verify or revise a measure, if its state allows it.

    Raises ValidationError for a step that the state does not allow or that lacks what it needs.
    """
    measure = _locked(measure, version)
    move, reason = MEASURE.require(measure.state, verb), reason.strip()
    _require_possible(measure, day, reason)
    before, source, due_before = _step_words(measure), measure.state, measure.due
    measure.state = move.target or measure.state
    WRITERS[verb](measure, by, day, due)
    measure.version += 1
    _save(measure)
    MeasureStep.objects.create(
        measure=measure, verb=verb, before=source, after=measure.state, day=day, due_before=due_before,
        due_after=measure.due, reason=reason, by=by,
    )  # fmt: skip
    history.record(
        by=by, act=Act.TRANSITION, obj=measure, before=before, after=_step_words(measure), reason=reason,
        summary=move.done,
    )  # fmt: skip
    return measure


def _require_possible(measure, day, reason):
    if measure.limitation.review.voided:
        raise ValidationError("Bản kiểm điểm đã hủy, không ghi thêm được.", code="voided")
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    if not reason:
        raise ValidationError({"reason": "Chưa ghi kết quả hoặc lý do. Hãy ghi vài chữ."}, code="no_reason")


def _report(measure, by, day, due):
    held = measure.limitation.review.held
    if day < held:
        message = f"Ngày xong phải bằng hoặc sau ngày kiểm điểm {short_date(held)}."
        raise ValidationError({"day": message}, code="too_early")
    measure.done, measure.done_by = day, by


def _return(measure, by, day, due):
    measure.done = measure.done_by = None


def _verify(measure, by, day, due):
    if measure.done_by_id == by.pk:
        message = "Bạn là người báo cáo đã xong. Việc xác nhận phải do người khác làm."
        raise ValidationError(message, code="same_person")
    if day < measure.done:
        message = f"Ngày xác nhận phải bằng hoặc sau ngày xong {short_date(measure.done)}."
        raise ValidationError({"day": message}, code="too_early")
    measure.verified, measure.verified_by = day, by


def _revise(measure, by, day, due):
    if due is None or due == measure.due:
        raise ValidationError({"due": "Hãy nhập hạn mới, khác hạn đang có."}, code="same_due")
    measure.due = due


WRITERS = {"report": _report, "return": _return, "verify": _verify, "revise": _revise}


def _set_limitations(review, entries):
    """Make the limitations of a review exactly these; one whose measure has gone a step stays as it is."""
    stored = {one.pk: one for one in review.limitations.select_related("measure")}
    kept = {entry.key for entry in entries}
    for one in stored.values():
        if one.pk not in kept:
            _remove(one)
    number = max((one.number for one in stored.values()), default=0)
    for entry in entries:
        one = stored.get(entry.key)
        if one is None:
            number += 1
            one = ReviewLimitation(review=review, number=number, path=review.path)
        one.text, one.cause = entry.text, entry.cause
        _save(one)
        _set_measure(one, entry, review)


def _set_measure(limitation, entry, review):
    measure = getattr(limitation, "measure", None)
    if not entry.measure:
        if measure:
            _remove_measure(measure)
        return
    if entry.due is None:
        raise ValidationError("Biện pháp nào cũng phải có hạn hoàn thành.", code="no_due")
    if measure is None:
        measure = ReviewMeasure(limitation=limitation, path=review.path, first_due=entry.due, due=entry.due)
    owner = {
        "owner_organization": entry.owner if isinstance(entry.owner, Organization) else None,
        "owner_member": entry.owner if isinstance(entry.owner, Member) else None,
    }
    wanted = {"text": entry.measure, "due": entry.due, **owner}
    if measure.pk and all(getattr(measure, name) == value for name, value in wanted.items()):
        return
    _require_untouched(measure, wanted)
    for name, value in wanted.items():
        setattr(measure, name, value)
    if not (measure.pk and measure.steps.exists()):
        measure.first_due = measure.due
    measure.version += 1 if measure.pk else 0
    _save(measure)


def _require_untouched(measure, wanted):
    """Before its first step a measure is corrected freely; after it a due date moves by a step, with its reason."""
    if measure.pk and measure.steps.exists() and (measure.state != MeasureState.OPEN or wanted["due"] != measure.due):
        text = (
            f"Biện pháp “{measure.text[:60]}” đã có bước được ghi: đổi hạn hoặc nội dung bằng các bước của biện pháp."
        )
        raise ValidationError(text, code="begun")


def _remove(limitation):
    measure = getattr(limitation, "measure", None)
    if measure:
        _remove_measure(measure)
    limitation.delete()


def _remove_measure(measure):
    if measure.steps.exists():
        text = f"Biện pháp “{measure.text[:60]}” đã có bước được ghi, không bỏ được."
        raise ValidationError(text, code="begun")
    measure.delete()


def _require_held(review):
    if review.held > timezone.localdate():
        raise ValidationError({"held": "Ngày này chưa đến. Chỉ ghi cuộc kiểm điểm đã tiến hành."}, code="future")


def _locked(obj, version):
    row = type(obj).objects.select_for_update(of=("self",)).get(pk=obj.pk)
    if version is not None and row.version != version:
        raise ValidationError(CONFLICT, code="conflict")
    return row


def _save(obj):
    """Check everything the database would refuse, and store; of two at once one is told."""
    obj.full_clean()
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError as error:
        raise ValidationError("Bản ghi này vừa được ghi ở nơi khác. Hãy tải lại trang.", code="conflict") from error


def _in_words(review):
    """Limitations and measures as the history keeps them."""
    rows = review.limitations.select_related("measure").order_by("number")
    return {"hạn chế và biện pháp": [_line(one) for one in rows]}


def _line(one):
    measure = getattr(one, "measure", None)
    tail = f"; biện pháp: {measure.text}, hạn {short_date(measure.due)}, {measure.owner}" if measure else ""
    return f"{one.number}. {one.text}; nguyên nhân: {one.cause or 'chưa ghi'}{tail}"


def _step_words(measure):
    return {
        "tình trạng": measure.get_state_display(),
        "hạn hoàn thành": short_date(measure.due),
        "ngày hoàn thành": short_date(measure.done),
        "ngày xác nhận": short_date(measure.verified),
    }
