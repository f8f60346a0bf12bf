from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns, subject_key
from inspections.models import Programme, ProgrammeItem, ProgrammeItemSubject
from members.choices import SubjectKind
from members.models import Member, Organization, actor_position


@dataclass(frozen=True)
class ItemEntry:
    """One line of a programme as it is entered."""

    number: int
    activity: str
    content: str
    document_number: str = ""
    document_date: date | None = None
    quarter: int | None = None
    lead: str = ""
    subjects: Sequence[Organization | Member] = ()

    def columns(self):
        return {name: value for name, value in vars(self).items() if name != "subjects"}


@transaction.atomic
def create_programme(*, by, items=(), reason="", **values):
    """Record the yearly programme of a body with its lines."""
    programme = Programme(**values)
    assign(programme, actor_position(programme.organization))
    save(programme)
    _write_items(programme, items)
    history.record(by=by, act=Act.CREATE, obj=programme, after=_snapshot(programme), reason=reason)
    return programme


@transaction.atomic
def update_programme(programme, *, by, version, items=None, reason="", **values):
    """Change a programme that nobody else has changed since the given version.

    `items`, when given, is the full list of lines. Lines are known by their number: the number in the Excel book.
    """
    programme = locked(programme, version)
    before = _snapshot(programme)
    assign(programme, values)
    if programme.organization_id != before["organization"]:
        assign(programme, actor_position(programme.organization))
    _require_own_inspections(programme, before)
    save_next_version(programme)
    programme.items.exclude(path=programme.path).update(path=programme.path)
    if items is not None:
        _write_items(programme, items)
    history.record(by=by, act=Act.UPDATE, obj=programme, before=before, after=_snapshot(programme), reason=reason)
    return programme


def _require_own_inspections(programme, before):
    """Inspections that carry out the programme are acts of the same body; so the body stays once there are some."""
    moved = (programme.organization_id, programme.body) != (before["organization"], before["body"])
    if moved and ProgrammeItem.objects.filter(programme=programme, inspections__isnull=False).exists():
        message = "Chương trình đã có cuộc kiểm tra, giám sát thực hiện, không đổi được tổ chức và chủ thể."
        raise ValidationError(message, code="has_inspections")


def _write_items(programme, entries):
    numbers = [entry.number for entry in entries]
    for twice in {number for number in numbers if numbers.count(number) > 1}:
        raise ValidationError(f"Số thứ tự {twice} được nhập hai lần.", code="twice")
    for item in programme.items.exclude(number__in=numbers):
        _remove(item)
    known = {item.number: item for item in programme.items.all()}
    for entry in entries:
        _write_item(programme, known.get(entry.number), entry)


def _write_item(programme, item, entry):
    item = item or ProgrammeItem(programme=programme)
    assign(item, entry.columns() | {"path": programme.path})
    save(item)
    _write_item_subjects(item, entry.subjects)


def _write_item_subjects(item, subjects):
    subjects = list(dict.fromkeys(subjects))
    known = {row.subject: row for row in item.subjects.select_related("subject_organization", "subject_member")}
    item.subjects.filter(pk__in=[row.pk for subject, row in known.items() if subject not in subjects]).delete()
    for subject in subjects:
        if subject not in known:
            kind = SubjectKind.ORGANIZATION if isinstance(subject, Organization) else SubjectKind.MEMBER
            save(ProgrammeItemSubject(item=item, subject_kind=kind, **subject_columns(subject)))


def _remove(item):
    """A line that an inspection carries out stays."""
    if item.inspections.exists():
        message = f"Mục số {item.number} đã có cuộc kiểm tra, giám sát thực hiện, không bỏ được."
        raise ValidationError(message, code="has_inspections")
    item.delete()


def _snapshot(programme):
    items = programme.items.prefetch_related("subjects__subject_organization", "subjects__subject_member")
    return history.snapshot(programme) | {f"mục số {item.number}": _in_words(item) for item in items}


def _in_words(item):
    document = f"văn bản {item.document_number} {short_date(item.document_date)}".strip()
    parts = [
        item.get_activity_display(),
        item.content,
        ", ".join(sorted(subject_key(row) for row in item.subjects.all())),
        f"quý {item.quarter}" if item.quarter else "",
        item.lead,
        document if item.document_number or item.document_date else "",
    ]
    return "; ".join(part for part in parts if part)
