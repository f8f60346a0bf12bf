"""A remedy from its order to its verification: reported done with evidence, returned or verified by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.files import store_file
from inspections.actions.rows import locked, save, save_next_version
from inspections.models import Remedy, RemedyEvidence, RemedyStep
from inspections.states import REMEDY


@dataclass(frozen=True)
class Evidence:
    """What shows that a shortcoming is put right: an uploaded or stored file, or where the paper is kept."""

    title: str
    upload: object = None
    archive: str = ""
    stored: object = None


@dataclass(frozen=True)
class Taken:
    """A step of a remedy as it is taken."""

    verb: str
    day: date
    by: object
    reason: str = ""
    due: date | None = None
    evidence: Sequence[Evidence] = field(default=())


@transaction.atomic
def take_remedy_step(remedy, verb, *, by, day, version=None, reason="", due=None, evidence=()):
    """Report, return, verify or revise a remedy, if its state allows it; `version` is the finding's.

    Raises ValidationError for a step that the state does not allow or that lacks what it needs.
    """
    finding = locked(remedy.finding, version)
    remedy = Remedy.objects.select_for_update(of=("self",)).get(pk=remedy.pk)
    move, step = REMEDY.require(remedy.state, verb), Taken(verb, day, by, reason.strip(), due, evidence)
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")
    before, source, due_before = _in_words(remedy), remedy.state, remedy.due
    remedy.state = move.target or remedy.state
    WRITERS[verb](remedy, step)
    save(remedy)
    save_next_version(finding)
    RemedyStep.objects.create(
        remedy=remedy, verb=verb, before=source, after=remedy.state, day=day, due_before=due_before,
        due_after=remedy.due, reason=step.reason, by=by,
    )  # fmt: skip
    history.record(
        by=by, act=Act.TRANSITION, obj=remedy, before=before, after=_in_words(remedy), reason=step.reason,
        summary=move.done,
    )  # fmt: skip
    return remedy


@transaction.atomic
def report_remedies(remedies, *, by, day, evidence, reason=""):
    """Report several remedies done at once with the same evidence, all or none; an uploaded file is kept once."""
    stored = store_file(evidence.upload) if evidence.upload else None
    shared = Evidence(evidence.title, archive=evidence.archive, stored=stored)
    return [take_remedy_step(one, "report", by=by, day=day, reason=reason, evidence=[shared]) for one in remedies]


def _report(remedy, step):
    if not step.evidence:
        raise ValidationError({"upload": "Hãy nộp bằng chứng: chọn tệp, hoặc ghi số lưu trữ của văn bản giấy."})
    begun = remedy.finding.subject.listed
    if step.day < begun:
        message = f"Ngày xong phải bằng hoặc sau ngày {short_date(begun)} của cuộc kiểm tra, giám sát."
        raise ValidationError({"day": message})
    remedy.done, remedy.done_by = step.day, step.by
    for one in step.evidence:
        file = one.stored or (store_file(one.upload) if one.upload else None)
        save(RemedyEvidence(remedy=remedy, title=one.title, file=file, archive=one.archive))


def _return(remedy, step):
    _require_reason(step)
    remedy.done = remedy.done_by = None


def _verify(remedy, step):
    if remedy.done_by_id == step.by.pk:
        message = "Bạn là người báo cáo đã khắc phục xong. Việc xác nhận phải do người khác làm."
        raise ValidationError(message, code="same_person")
    if step.day < remedy.done:
        message = f"Ngày xác nhận phải bằng hoặc sau ngày xong {short_date(remedy.done)}."
        raise ValidationError({"day": message})
    remedy.verified, remedy.verified_by = step.day, step.by


def _revise(remedy, step):
    _require_reason(step)
    if step.due is None or step.due == remedy.due:
        raise ValidationError({"due": "Hãy nhập hạn mới, khác hạn đang có."})
    remedy.first_due = remedy.first_due or remedy.due
    remedy.due = step.due


WRITERS = {"report": _report, "return": _return, "verify": _verify, "revise": _revise}


def _require_reason(step):
    if not step.reason:
        raise ValidationError({"reason": "Chưa ghi lý do. Hãy ghi lý do."}, code="no_reason")


def _in_words(remedy):
    return {
        "tình trạng": remedy.get_state_display(),
        "hạn khắc phục": short_date(remedy.due),
        "ngày khắc phục xong": short_date(remedy.done),
        "ngày xác nhận": short_date(remedy.verified),
    }
