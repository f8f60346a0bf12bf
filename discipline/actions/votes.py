"""Ballots about a subject of a case (bỏ phiếu kín): counted by the rules of their day, and kept with how."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from discipline.ballots import tally
from discipline.choices import RUNNING_CASE_STATES
from discipline.models import Vote, VoteCount
from inspections.actions.rows import locked, save, save_next_version
from rules import book


@transaction.atomic
def record_vote(subject, *, by, version, kind, by_body, day, electorate, counts, number=""):
    """Record a ballot: `counts` are ballots by form, the empty form is "no discipline"."""
    case = locked(subject.case, version)
    _require_open(case)
    if day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Hãy nhập ngày đã bỏ phiếu."}, code="future")
    if day < case.opened:
        raise ValidationError({"day": "Ngày bỏ phiếu phải bằng hoặc sau ngày lập hồ sơ."}, code="order")
    found = tally(
        book.read(), day=day, standing=subject.standing, kind=kind, electorate=electorate, counts=counts
    )  # fmt: skip
    vote = Vote(
        subject=subject, kind=kind, by_body=by_body, day=day, number=number, electorate=electorate,
        result=found.form or "", result_words=f"{found.words} Căn cứ: {found.source}.",
    )  # fmt: skip
    save(vote)
    for form, ballots in counts.items():
        save(VoteCount(vote=vote, form=form, ballots=ballots))
    save_next_version(case)
    history.record(by=by, act=Act.UPDATE, obj=case, summary=f"Bỏ phiếu về {subject}: {vote}")
    return vote


@transaction.atomic
def void_vote(vote, *, by, reason):
    """Take a ballot that was recorded wrongly out of the reckoning; it stays to be seen, with the reason."""
    case = locked(vote.subject.case, None)
    _require_open(case)
    vote = Vote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    if vote.voided is None:
        vote.voided, vote.void_reason = timezone.now(), reason
        save(vote)
        save_next_version(case)
        history.record(by=by, act=Act.VOID, obj=case, reason=reason, summary=f"Bỏ kết quả bỏ phiếu về {vote.subject}")
    return vote


def _require_open(case):
    if case.state not in RUNNING_CASE_STATES:
        raise ValidationError(f"Vụ việc đã “{case.get_state_display().lower()}”, không ghi bỏ phiếu được.", code="over")
