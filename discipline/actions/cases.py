"""Disciplinary cases: opened, completed subject by subject, moved by their steps.

Order of consideration: 22-QĐ/TW of 2021, articles 12 to 15 [C].
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline.authority import class_of, standing_of
from discipline.box import deferred
from discipline.choices import CaseOrigin, CaseState, Outcome
from discipline.models import (
    Case,
    CaseDocument,
    CaseRelation,
    CaseStep,
    CaseSubject,
    Circumstance,
    Deferral,
    Override,
    Violation,
)
from discipline.states import CASE
from inspections.actions.files import store_file
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns, subject_key
from inspections.regulations import violation_groups_of
from members.models import actor_position, subject_position
from rules import book
from rules.families import Family

OPEN_STATES = (CaseState.OPENED, CaseState.REVIEWED, CaseState.HEARD, CaseState.VOTED, CaseState.DEFERRED)


@dataclass(frozen=True)
class ViolationEntry:
    """One violation as it is entered; an empty end means a single day, or that it goes on."""

    group: str
    description: str
    begun: date
    ended: date | None = None
    continuing: bool = False
    severity: str = ""
    article: str = ""
    unlimited: bool = False
    finding: object = None


@transaction.atomic
def open_case(*, by, subjects, violations=None, reason="", **values):
    """Open the case of one or several subjects; `violations` are the known ones by subject."""
    case = Case(**values)
    assign(case, actor_position(case.organization, case.opened))
    _require_subjects(subjects)
    save(case)
    for subject in dict.fromkeys(subjects):
        row = _add_subject(case, subject)
        _write_violations(row, (violations or {}).get(subject, ()))
    CaseStep.objects.create(case=case, verb="open", before="", after=case.state, day=case.opened, by=by)
    history.record(by=by, act=Act.CREATE, obj=case, after=snapshot(case), reason=reason)
    return case


@transaction.atomic
def update_case(case, *, by, version, subjects=None, reason="", **values):
    """Correct what a case is about; `subjects`, when given, is the full list. Who has a ballot or decision stays."""
    case = locked(case, version)
    _require_open(case)
    before = snapshot(case)
    assign(case, values)
    assign(case, actor_position(case.organization, case.opened, case.taken_from))
    save_next_version(case)
    if subjects is not None:
        _require_subjects(subjects)
        _write_subjects(case, list(dict.fromkeys(subjects)))
    history.record(by=by, act=Act.UPDATE, obj=case, before=before, after=snapshot(case), reason=reason)
    return case


@transaction.atomic
def update_case_subject(subject, *, by, version, violations=None, circumstances=None, **values):
    """Complete one subject of a case: class, self-criticism, hearing, violations, circumstances."""
    case = locked(subject.case, version)
    _require_open(case)
    before = snapshot(case)
    subject = CaseSubject.objects.select_for_update(of=("self",)).get(pk=subject.pk)
    assign(subject, values)
    _require_past(subject)
    save(subject)
    if violations is not None:
        _write_violations(subject, violations)
    if circumstances is not None:
        _write_circumstances(subject, circumstances)
    save_next_version(case)
    history.record(by=by, act=Act.UPDATE, obj=case, before=before, after=snapshot(case), summary=f"Sửa {subject}")
    return subject


@transaction.atomic
def set_outcome(subject, *, by, version, outcome, note=""):
    """How the consideration of a subject ends without a decision of discipline here."""
    case = locked(subject.case, version)
    _require_open(case)
    subject = CaseSubject.objects.select_for_update(of=("self",)).get(pk=subject.pk)
    if outcome == Outcome.DISCIPLINED or subject.decisions.exists():
        raise ValidationError("Kết quả thi hành kỷ luật được ghi bằng quyết định kỷ luật.", code="by_decision")
    if not note.strip():
        raise ValidationError({"note": "Chưa ghi nội dung, lý do. Hãy ghi lý do."}, code="no_reason")
    assign(subject, {"outcome": outcome, "outcome_form": "", "outcome_note": note.strip()})
    save(subject)
    save_next_version(case)
    history.record(
        by=by, act=Act.UPDATE, obj=case, reason=note, summary=f"{subject}: {subject.get_outcome_display().lower()}"
    )
    return subject


@transaction.atomic
def defer_subject(subject, *, by, version, code, since, until=None, reason):
    """Record why a subject is not yet considered, or not disciplined; the reasons are those of the rules of the day."""
    case = locked(subject.case, version)
    _require_open(case)
    rules = {rule["code"]: rule for rule in book.read().in_force(Family.DEFERRAL, since)}
    if code not in rules:
        message = f"Quy định ngày {short_date(since)} không có trường hợp này. Hãy chọn lại, hoặc sửa ngày."
        raise ValidationError({"code": message}, code="unknown")
    rule = rules[code]
    deferral = Deferral(
        subject=subject, kind=rule["kind"], code=code, title=rule["title"], since=since, until=until, reason=reason
    )
    save(deferral)
    save_next_version(case)
    history.record(by=by, act=Act.UPDATE, obj=case, reason=reason, summary=f"{subject}: {deferral.title}")
    return deferral


@transaction.atomic
def override_rules(subject, *, by, told, reason):
    """Write down that somebody with the right goes on against what the rules tell. `told`: (kind, words) pairs."""
    if not reason.strip():
        words = " ".join(text for _, text in told)
        message = f"Quy định nói khác: {words} Muốn tiếp tục thì ghi lý do ở ô “Lý do làm khác quy định”."
        raise ValidationError(message, code="against_rules")
    for kind, text in told:
        save(Override(subject=subject, kind=kind, told=text, reason=reason.strip(), by=by))
    history.record(
        by=by, act=Act.UPDATE, obj=subject.case, reason=reason, summary=f"Làm khác quy định đối với {subject}"
    )


@transaction.atomic
def relate(case, *, by, member, reason):
    """Name a person as related to a case: from then on they don't see it."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    relation = save(CaseRelation(case=case, member=member, reason=reason))
    history.record(by=by, act=Act.UPDATE, obj=case, reason=reason, summary=f"Người có liên quan: {member}")
    return relation


@transaction.atomic
def add_case_document(case, *, by, title, number="", dated=None, upload=None, archive=""):
    """Put a paper into the dossier of a case: a file, or where the paper itself is kept."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    paper = CaseDocument(case=case, title=title, number=number, dated=dated, archive=archive, by=by)
    if upload is not None:
        paper.file = store_file(upload)
    save(paper)
    history.record(by=by, act=Act.UPDATE, obj=case, summary=f"Nộp tài liệu: {title}")
    return paper


@transaction.atomic
def void_case_document(paper, *, by, reason):
    """Take a paper off the dossier; it stays to be seen, with the reason."""
    paper = CaseDocument.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.voided is None:
        paper.voided, paper.void_reason = timezone.now(), reason
        save(paper)
        history.record(by=by, act=Act.VOID, obj=paper.case, reason=reason, summary=f"Bỏ tài liệu: {paper.title}")
    return paper


def deny(row, *, by):
    """Record that somebody who is concerned by a case, decision, appeal or suspension asked to open it."""
    with transaction.atomic():
        history.record(by=by, act=Act.DENY, obj=row, summary="Người phải hồi tránh")


# ------------------------------------------------------------------------------------------------------------- steps


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


# -------------------------------------------------------------------------------------------------------------- rows


def _require_open(case):
    if case.state not in OPEN_STATES:
        message = f"Vụ việc đang ở tình trạng “{case.get_state_display()}”, không sửa được nữa."
        raise ValidationError(message, code="over")


def _require_subjects(subjects):
    if not subjects:
        raise ValidationError({"subjects": "Chưa có đối tượng. Hãy nhập ít nhất một đối tượng."}, code="no_subject")


def _require_past(subject):
    today = timezone.localdate()
    for name in ("self_criticism", "heard"):
        day = getattr(subject, name)
        if day and day > today:
            raise ValidationError({name: "Ngày này chưa đến."}, code="future")


def _add_subject(case, subject):
    row = CaseSubject(
        case=case, standing=standing_of(subject), subject_class=class_of(subject, case.organization, case.opened),
        **subject_columns(subject),
    )  # fmt: skip
    assign(row, subject_position(subject, case.opened))
    return save(row)


def _write_subjects(case, subjects):
    known = {row.subject: row for row in case.subjects.select_related("subject_organization", "subject_member")}
    for subject, row in known.items():
        if subject not in subjects:
            _remove_subject(row)
    for subject in subjects:
        if subject not in known:
            _add_subject(case, subject)


def _remove_subject(row):
    for name in ("votes", "deferrals", "overrides", "decisions"):
        if getattr(row, name).exists():
            message = f"{row} đã có kết quả bỏ phiếu, hoãn, miễn hoặc quyết định, không bỏ được khỏi vụ việc."
            raise ValidationError({"subjects": message}, code="in_use")
    row.delete()


def _write_violations(row, entries):
    strange = {entry.group for entry in entries} - set(violation_groups_of(row.subject_kind))
    if strange:
        message = f"Nhóm vi phạm {', '.join(sorted(strange))} không áp dụng cho {row}."
        raise ValidationError(message, code="strange_group")
    today = timezone.localdate()
    row.violations.all().delete()
    for entry in entries:
        if max(entry.begun, entry.ended or entry.begun) > today:
            raise ValidationError("Ngày vi phạm không thể sau hôm nay.", code="future")
        save(Violation(subject=row, **vars(entry)))


def _write_circumstances(row, codes):
    rules = {(rule["kind"], rule["code"]): rule for rule in circumstances_on(timezone.localdate())}
    row.circumstances.exclude(code__in=[code for _, code in codes]).delete()
    for kind, code in codes:
        if not row.circumstances.filter(kind=kind, code=code).exists() and (kind, code) in rules:
            save(Circumstance(subject=row, kind=kind, code=code, title=rules[kind, code]["title"]))


def circumstances_on(day):
    """The mitigating and aggravating circumstances of the rules of a day."""
    return book.read().in_force(Family.CIRCUMSTANCE, day)


def snapshot(case):
    """The case with its subjects in words, as the history keeps it."""
    rows = case.subjects.select_related("subject_organization", "subject_member").prefetch_related("violations")
    return history.snapshot(case) | {subject_key(row): _in_words(row) for row in rows}


def _in_words(row):
    parts = [
        row.get_subject_class_display(),
        f"kiểm điểm {short_date(row.self_criticism)}" if row.self_criticism else "",
        f"nghe ý kiến {short_date(row.heard)}" if row.heard else row.absence and f"vắng mặt: {row.absence}",
        *(f"{one.group} {short_date(one.begun)}: {one.description}" for one in row.violations.all()),
        row.get_outcome_display(),
    ]
    return "; ".join(part for part in parts if part)
