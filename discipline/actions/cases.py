"""Disciplinary cases: opened, and completed subject by subject."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from discipline.authority import class_of, standing_of
from discipline.choices import RUNNING_CASE_STATES, Outcome
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
from inspections.actions.files import store_file
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns, subject_key
from inspections.regulations import violation_groups_of
from members.models import actor_position, subject_position
from rules import book
from rules.families import Family


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


# -------------------------------------------------------------------------------------------------------------- rows


def _require_open(case):
    if case.state not in RUNNING_CASE_STATES:
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
