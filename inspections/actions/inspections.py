from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import PROTECT

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version, set_codes, subject_columns, subject_key
from inspections.actions.team import require_unconcerned_team
from inspections.choices import SUPERVISIONS, Activity, Result, State
from inspections.models import Denunciation, Finding, Inspection, Remedy, Step, Subject
from inspections.regulations import contents_of, results_of
from inspections.states import COURSE
from members.models import AboutSubject, Member, Organization, actor_position, subject_position


@dataclass(frozen=True)
class SubjectEntry:
    """One subject as it is entered: the organization or member, what it is inspected for, and with what result."""

    subject: Organization | Member
    contents: Sequence[str] = ()
    topics: Sequence[str] = ()
    result: str = ""


DATES_OF_STEPS = {
    "prepare": "prepared",
    "decide": "decided",
    "announce": "started",
    "receive_report": "reported",
    "conclude": "concluded",
}
"""Steps whose day is a column of the inspection, for figures and deadlines."""
NUMBERS_OF_STEPS = {"decide": "number", "conclude": "conclusion_number"}


@transaction.atomic
def create_inspection(*, by, subjects, reason="", **values):
    """Record an inspection or supervision from its papers, as far as it came; everyone as on the date of the act."""
    inspection = _create(subjects, values)
    history.record(by=by, act=Act.CREATE, obj=inspection, after=snapshot(inspection), reason=reason)
    return inspection


@transaction.atomic
def prepare_inspection(*, by, subjects, prepared, origin=None, denunciation=None, reason="", **values):
    """Open an inspection that is to go its course here, step by step, from its preparation (89-QĐ/TW of 2022 [C]).

    `origin` is the subject of a supervision whose result asks for it, `denunciation` an accepted letter that does.
    """
    if origin is not None:
        origin = Subject.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=origin.pk)
        _require_passed_on(origin, subjects, values)
    if denunciation is not None:
        denunciation = Denunciation.objects.select_for_update(of=("self",)).get(pk=denunciation.pk)
        _require_accepted(denunciation, subjects, values)
    inspection = _create(subjects, values | {"prepared": prepared, "origin": origin, "denunciation": denunciation})
    Step.objects.create(inspection=inspection, verb="prepare", after=State.PREPARED, day=prepared, by=by)
    history.record(by=by, act=Act.CREATE, obj=inspection, after=snapshot(inspection), reason=reason)
    return inspection


def is_passed_on(subject):
    """Whether the result of a supervision asks for an inspection on signs of violation."""
    return subject.activity in SUPERVISIONS and subject.result == Result.TO_INSPECTION


@transaction.atomic
def update_inspection(inspection, *, by, version, subjects=None, reason="", **values):
    """Change an inspection that nobody else has changed since the given version.

    `subjects`, when given, is the full list: who is not on it any more is taken off. What is recorded from its papers
    comes as far as its dates say; what goes its course here is corrected, and moves by its steps alone.
    """
    inspection = locked(inspection, version)
    before, day, course = snapshot(inspection), inspection.act_date, _course(inspection)
    assign(inspection, values)
    inspection.settle()
    if (inspection.organization_id, inspection.act_date) != (before["organization"], day):
        place_actor(inspection)
    if course is not None:
        _require_same_course(inspection, course)
    _require_fitting(inspection)
    save_next_version(inspection)
    if subjects is None:
        subjects = _entries(inspection)
    _write_subjects(inspection, subjects, moved=inspection.act_date != day)
    require_unconcerned_team(inspection)
    after = snapshot(inspection)
    history.record(by=by, act=Act.UPDATE, obj=inspection, before=before, after=after, reason=reason)
    return inspection


def record_results(inspection, *, by, version, results):
    """Record the result of subjects that had none; `results` by subject row, `version` the inspection's."""
    found = {row.subject: result for row, result in results.items()}
    entries = [
        SubjectEntry(entry.subject, entry.contents, entry.topics, found.get(entry.subject, entry.result))
        for entry in _entries(inspection)
    ]
    return update_inspection(inspection, by=by, version=version, subjects=entries)


def snapshot(inspection):
    """The inspection and each of its subjects in words, as the history keeps them."""
    rows = _subject_rows(inspection)
    return history.snapshot(inspection) | {f"đối tượng {subject_key(row)}": _in_words(row) for row in rows}


def _in_words(row):
    parts = [
        ("nội dung", ", ".join(sorted(content.code for content in row.contents.all()))),
        ("chuyên đề", ", ".join(sorted(topic.name for topic in row.topics.all()))),
        ("kết quả", row.get_result_display()),
    ]
    return "; ".join(f"{label}: {text}" for label, text in parts if text) or "chưa có nội dung"


def _subject_rows(inspection):
    rows = inspection.subjects.select_related("subject_organization", "subject_member__organization")
    return rows.prefetch_related("contents", "topics", "subject_member__posts").order_by("pk")


def _entries(inspection):
    return [
        SubjectEntry(row.subject, [c.code for c in row.contents.all()], [t.name for t in row.topics.all()], row.result)
        for row in _subject_rows(inspection)
    ]


def place_actor(inspection):
    """Put it where its organization stood on the date of the act."""
    assign(inspection, actor_position(inspection.organization, inspection.act_date, inspection.taken_from))


def rewrite_subjects(inspection, moved):
    """Repeat the inspection's columns on its subjects; `moved` puts them where they stand on its date now."""
    _write_subjects(inspection, _entries(inspection), moved)


def require_order(dated):
    """Days of steps follow each other; `dated` are (label, day, field) in the order of the steps."""
    known = [one for one in dated if one[1]]
    for (label, day, _), (_, later, field) in pairwise(known):
        if later < day:
            message = f"Ngày này phải bằng hoặc sau ngày {short_date(day)} của bước “{label}”."
            raise ValidationError({field: message}, code="order")


def _create(subjects, values):
    inspection = Inspection(**values)
    inspection.settle()
    place_actor(inspection)
    _require_fitting(inspection)
    save(inspection)
    _write_subjects(inspection, subjects)
    return inspection


def _require_passed_on(origin, subjects, values):
    """A violation inspection is opened once from a subject whose supervision asks for it, and about that subject."""
    if not is_passed_on(origin) or values.get("activity") != Activity.VIOLATION:
        message = "Chỉ mở cuộc kiểm tra dấu hiệu vi phạm từ đối tượng giám sát có kết quả “Chuyển kiểm tra”."
        raise ValidationError(message, code="not_passed_on")
    if origin.subject not in [entry.subject for entry in subjects]:
        raise ValidationError(f"Cuộc mở từ kết quả giám sát phải có đối tượng {origin}.", code="other_subject")
    if origin.opened.exclude(state=State.CANCELLED).exists():
        raise ValidationError(f"Đã mở cuộc kiểm tra dấu hiệu vi phạm đối với {origin}.", code="opened")


def _require_accepted(letter, subjects, values):
    """A violation inspection is opened once from a letter that was accepted, and about whom it accuses."""
    if not letter.is_accepted or values.get("activity") != Activity.VIOLATION:
        message = "Chỉ mở cuộc kiểm tra dấu hiệu vi phạm từ đơn tố cáo đã thụ lý."
        raise ValidationError(message, code="not_accepted")
    if letter.subject not in [entry.subject for entry in subjects]:
        raise ValidationError(f"Cuộc mở từ đơn tố cáo phải có đối tượng {letter.subject}.", code="other_subject")
    if letter.is_inspected:
        raise ValidationError("Đã mở cuộc kiểm tra dấu hiệu vi phạm từ đơn này.", code="opened")


_TAKEN = (*DATES_OF_STEPS.values(), "number")
"""Columns that are filled by a step and tell that it was taken."""


def _course(inspection):
    """How far an inspection has come by its steps; nothing for one that is recorded from its papers."""
    if inspection.state != State.PREPARED and not inspection.steps.exists():
        return None
    return inspection.state, {column for column in _TAKEN if getattr(inspection, column)}


def _require_same_course(inspection, course):
    """Corrections neither take nor undo a step, and keep the days of the steps in their order."""
    state, taken = course
    strange = taken ^ {column for column in _TAKEN if getattr(inspection, column)}
    if strange or inspection.state != state:
        message = "Cuộc này đang được tiến hành theo từng bước: ở đây chỉ sửa ngày, số của bước đã ghi."
        raise ValidationError(dict.fromkeys(sorted(strange), message) or message, code="not_by_step")
    steps = {step.verb: step for step in inspection.steps.all()}
    require_order(course_days(inspection, steps))
    for verb in DATES_OF_STEPS.keys() & steps.keys():
        steps[verb].day = getattr(inspection, DATES_OF_STEPS[verb])
        steps[verb].number = getattr(inspection, NUMBERS_OF_STEPS[verb]) if verb in NUMBERS_OF_STEPS else ""
        steps[verb].save(update_fields=["day", "number"])


def course_days(inspection, steps):
    """(label, day, field) of each step of the course: from the inspection's own columns, else from its steps."""
    for verb, label in COURSE:
        column = DATES_OF_STEPS.get(verb, "")
        day = getattr(inspection, column) if column else (steps[verb].day if verb in steps else None)
        yield label, day, column or "day"


def _require_fitting(inspection):
    _require_fitting_item(inspection)
    _require_lawful_secrecy(inspection)
    if inspection.looked_from and inspection.looked_to and inspection.looked_to < inspection.looked_from:
        raise ValidationError({"looked_to": "Mốc kiểm tra: ngày cuối phải bằng hoặc sau ngày đầu."})


def _require_lawful_secrecy(inspection):
    """State secrets stay off a computer with a link outside (117/2025/QH15 on state secrets [C])."""
    if inspection.is_state_secret and not settings.ISOLATED_NETWORK:
        message = (
            f"Không nhập hồ sơ mang độ mật “{inspection.get_secrecy_display()}” vào máy có kết nối mạng. "
            "Phần mềm chỉ nhận hồ sơ đến mức “Nội bộ”, trừ khi được cài trên mạng LAN độc lập."
        )
        raise ValidationError({"secrecy": message}, code="state_secret")


def _require_fitting_item(inspection):
    """An inspection carries out a line of its own body's programme."""
    item = inspection.programme_item
    if item is None:
        return
    programme = item.programme
    if (programme.organization_id, programme.body) != (inspection.organization_id, inspection.body):
        message = "Mục này thuộc chương trình của tổ chức hoặc chủ thể khác. Hãy chọn mục của đúng chủ thể."
        raise ValidationError({"programme_item": message})


def _write_subjects(inspection, entries, moved=False):
    """Make the subjects of an inspection exactly these. `moved`: the date of the act is another one now."""
    _require_subjects(entries)
    rows = {row.subject: row for row in _subject_rows(inspection)}
    for subject, row in rows.items():
        if subject not in [entry.subject for entry in entries]:
            _remove(row, inspection)
    for entry in entries:
        _write_subject(inspection, rows.get(entry.subject), entry, moved)


def _require_subjects(entries):
    if not entries:
        raise ValidationError("Cuộc kiểm tra, giám sát phải có ít nhất một đối tượng.", code="no_subject")
    subjects = [entry.subject for entry in entries]
    for twice in {subject for subject in subjects if subjects.count(subject) > 1}:
        raise ValidationError(f"{twice} được nhập hai lần. Mỗi đối tượng chỉ có một dòng.", code="twice")


def _write_subject(inspection, row, entry, moved):
    is_new = row is None
    row = row or Subject(**subject_columns(entry.subject))
    _require_result(row, entry, inspection)
    row.inspection, row.result = inspection, entry.result
    row.copy_from_inspection()
    if is_new or moved:
        assign(row, subject_position(entry.subject, inspection.act_date))
    _require_contents(row, entry)
    save(row)
    set_codes(row.contents, entry.contents)
    set_codes(row.topics, entry.topics, field="name")
    Finding.objects.filter(subject=row).exclude(path=row.path).update(path=row.path)
    Remedy.objects.filter(finding__subject=row).exclude(path=row.path).update(path=row.path)


def _require_result(row, entry, inspection):
    """A supervision ends otherwise than an inspection; what was recorded before stays as it is."""
    is_kept = (row.result, row.activity) == (entry.result, inspection.activity)
    allowed = results_of(inspection.activity)
    if entry.result and not is_kept and entry.result not in allowed:
        labels = ", ".join(f"“{result.label}”" for result in allowed)
        message = (
            f"Kết quả của {inspection.get_activity_display().lower()} là {labels}. Hãy chọn lại cho {entry.subject}."
        )
        raise ValidationError(message, code="strange_result")


def _require_contents(row, entry):
    """The contents are those of the official form for this kind of subject and activity."""
    strange = set(entry.contents) - set(contents_of(row.subject_kind, row.activity))
    if strange:
        codes = ", ".join(sorted(strange))
        raise ValidationError(
            f"Nội dung {codes} không áp dụng cho {entry.subject} trong “{row.get_activity_display()}”.",
            code="strange_content",
        )


def _remove(row, inspection):
    """Evidence stays: a subject leaves only while nothing hangs on it and nothing is concluded."""
    if inspection.concluded:
        raise ValidationError(f"Cuộc đã kết luận, không bỏ được đối tượng {row}.", code="concluded")
    if _has_dependents(row) or _has_consequences(row, inspection):
        message = f"{row} đã có khuyết điểm hoặc quyết định kỷ luật được ghi, không bỏ được."
        raise ValidationError(message, code="has_evidence")
    row.delete()


def _has_dependents(row):
    """Whether a record of any app refuses to lose this row."""
    relations = [relation for relation in row._meta.related_objects if relation.on_delete is PROTECT]
    return any(relation.related_model.objects.filter(**{relation.field.name: row}).exists() for relation in relations)


def _has_consequences(row, inspection):
    """Whether a record of any app follows from the inspection and is about this subject."""
    about = {"subject_organization": row.subject_organization, "subject_member": row.subject_member}
    return any(
        relation.related_model.objects.filter(**{relation.field.name: inspection}, **about).exists()
        for relation in inspection._meta.related_objects
        if issubclass(relation.related_model, AboutSubject) and relation.related_model is not Subject
    )
