"""The box that tells: what the rules of a day say about disciplining one subject of a case. People decide."""

from dataclasses import dataclass

from core.text import short_date
from discipline.authority import Ruling, forms_rule, rulings
from discipline.choices import CaseOrigin, DeferralKind, Form, OverrideKind, VoteKind
from discipline.limitation import Limit, limits
from discipline.verdicts import Told
from rules.families import Family

NOT_HEARD = "Chưa nghe đối tượng trình bày, cũng chưa ghi lý do vắng mặt (296-QĐ/TW, Điều 12; chưa xác nhận)."


@dataclass(frozen=True)
class Line:
    """One form: may the body, is it in time."""

    form: Form
    ruling: Ruling
    limit: Limit | None


@dataclass(frozen=True)
class Box:
    day: object
    lines: list[Line]
    forms: Told
    deferrals: list
    vote: object
    heard: bool
    """The person was heard, or kept away; a court's judgment leads on without it."""

    def line(self, form) -> Line | None:
        return next((one for one in self.lines if one.form == form), None)


def box_of(subject, book, day) -> Box:
    """What the rules in force on a day say: subject is a row of a case with its violations, votes and deferrals."""
    case, standing = subject.case, subject.standing
    found = rulings(
        book, day=day, body=case.body, level=case.level, standing=standing, subject_class=subject.subject_class,
        own_tasks=subject.own_tasks,
    )  # fmt: skip
    in_time = limits(book, day=day, standing=standing, violations=list(subject.violations.all()))
    return Box(
        day,
        [Line(form, ruling, in_time.get(form)) for form, ruling in found.items()],
        Told(forms_rule(book, day=day, standing=standing)),
        deferred(subject, day),
        last_vote(subject),
        bool(subject.heard or subject.absence or case.origin == CaseOrigin.JUDGMENT),
    )


def deferred(subject, day):
    """The reasons in force on a day for not considering a subject, or not disciplining."""
    return [one for one in subject.deferrals.all() if one.since <= day and (one.until is None or day <= one.until)]


def last_vote(subject):
    """The last ballot that stands: one by which the body itself decides goes before a proposal."""
    votes = [vote for vote in subject.votes.all() if vote.voided is None]
    return max(votes, key=lambda vote: (vote.kind == VoteKind.DECIDE, vote.day, vote.pk), default=None)


def objections(box, form) -> list[tuple[OverrideKind, str]]:
    """What the rules hold against applying a form: which rule, and what it says."""
    line = box.line(form)
    if line is None:
        return [(OverrideKind.FORM, f"{Form(form).label} không phải hình thức kỷ luật áp dụng cho đối tượng này.")]
    found = []
    if not line.ruling.decides:
        told = f"{line.ruling.words} hình thức {line.form.label.lower()}"
        found.append((OverrideKind.AUTHORITY, _sourced(f"Chủ thể này {told}", line.ruling)))
    if line.limit and line.limit.expired:
        found.append((OverrideKind.LIMITATION, _sourced(f"{line.form.label}: {line.limit.words}", line.limit)))
    found += [(OverrideKind.DEFERRAL, f"{one.get_kind_display()}: {one.title}") for one in box.deferrals]
    if not box.heard:
        found.append((OverrideKind.HEARING, NOT_HEARD))
    if box.vote is None:
        found.append((OverrideKind.VOTE, "Chưa có kết quả bỏ phiếu."))
    elif box.vote.result != form:
        passed = box.vote.get_result_display().lower() or "không kỷ luật"
        found.append((OverrideKind.VOTE, f"Bỏ phiếu ngày {short_date(box.vote.day)} thông qua: {passed}."))
    return found


def _sourced(words, told):
    flag = "" if told.is_confirmed else "; chưa xác nhận"
    return f"{words} ({told.source or 'chưa có quy định'}{flag})."


def reasons_to_defer(book, day):
    """The reasons of the rules for not yet considering, and for not disciplining (296-QĐ/TW, art. 8, cl. 7 [S])."""
    return [
        (DeferralKind(rule["kind"]), rule["code"], rule["title"], Told(rule))
        for rule in book.in_force(Family.DEFERRAL, day)
    ]
