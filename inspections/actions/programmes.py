from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.text import short_date
from inspections.actions.rows import assign, locked, save, save_next_version, subject_columns, subject_key
from inspections.choices import ProgrammeState
from inspections.models import Programme, ProgrammeItem, ProgrammeItemSubject, ProgrammeVersion
from inspections.states import PROGRAMME
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
    month: int | None = None
    team: str = ""
    looked_from: date | None = None
    looked_to: date | None = None
    advisory: str = ""
    subjects: Sequence[Organization | Member] = ()

    def columns(self):
        return {name: value for name, value in vars(self).items() if name != "subjects"}


@transaction.atomic
def create_programme(*, by, items=(), reason="", **values):
    """Record the yearly programme of a body with its lines."""
    programme = Programme(**values)
    assign(programme, actor_position(programme.organization, programme.act_date))
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
    _require_open(programme)
    before = _snapshot(programme)
    placed = {name: getattr(programme, name) for name in ("organization_id", "act_date")}
    assign(programme, values)
    if any(getattr(programme, name) != value for name, value in placed.items()):
        assign(programme, actor_position(programme.organization, programme.act_date, programme.taken_from))
    _require_own_inspections(programme, before)
    save_next_version(programme)
    programme.items.exclude(path=programme.path).update(path=programme.path)
    if items is not None:
        _write_items(programme, items)
    history.record(by=by, act=Act.UPDATE, obj=programme, before=before, after=_snapshot(programme), reason=reason)
    return programme


@dataclass(frozen=True)
class Issue:
    """The document by which a programme is issued or adjusted, or the day it is closed."""

    day: date
    number: str = ""
    reason: str = ""


@transaction.atomic
def approve_programme(programme, *, by, version, issue):
    """Issue a draft; from then on its lines change by adjustment alone."""
    programme = locked(programme, version)
    move = PROGRAMME.require(programme.state, "approve")
    _require_document(issue)
    if not programme.items.exists():
        raise ValidationError("Chương trình chưa có mục nào. Hãy thêm mục rồi ban hành.", code="no_items")
    programme.number, programme.issued = issue.number, issue.day
    return _moved(programme, move, by, issue)


@transaction.atomic
def adjust_programme(programme, *, by, version, issue, items):
    """Change the lines of an issued programme by a document of adjustment; how it stood before is kept whole."""
    programme = locked(programme, version)
    move = PROGRAMME.require(programme.state, "adjust")
    _require_document(issue)
    if not issue.reason:
        raise ValidationError({"reason": "Chưa ghi lý do điều chỉnh. Hãy ghi lý do."}, code="no_reason")
    before = _snapshot(programme)
    ProgrammeVersion.objects.create(
        programme=programme, ordinal=programme.versions.count() + 1, number=programme.number, issued=programme.issued,
        adjusted_by=issue.number, adjusted=issue.day, reason=issue.reason, lines=_lines(programme),
    )  # fmt: skip
    _write_items(programme, items)
    return _moved(programme, move, by, issue, before)


@transaction.atomic
def close_programme(programme, *, by, version, issue):
    """End a programme: nothing of it changes any more."""
    programme = locked(programme, version)
    return _moved(programme, PROGRAMME.require(programme.state, "close"), by, issue)


@transaction.atomic
def cancel_item(item, *, by, version, day, reason):
    """Take a line out of what is to be done; it stays to be seen, with the reason. `version` is the programme's."""
    programme = locked(item.programme, version)
    item = ProgrammeItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if programme.state == ProgrammeState.CLOSED or item.cancelled:
        raise ValidationError("Mục này đã hủy, hoặc chương trình đã kết thúc.", code="over")
    if item.inspections.filter(cancelled__isnull=True).exists():
        message = f"Mục số {item.number} đã có cuộc kiểm tra, giám sát thực hiện, không hủy được."
        raise ValidationError(message, code="has_inspections")
    item.cancelled, item.cancel_reason = day, reason
    save(item)
    save_next_version(programme)
    history.record(by=by, act=Act.UPDATE, obj=programme, reason=reason, summary=f"Hủy mục số {item.number}")
    return item


def _moved(programme, move, by, issue, before=None):
    before = before or _snapshot(programme)
    programme.state = move.target
    save_next_version(programme)
    history.record(
        by=by, act=Act.TRANSITION, obj=programme, before=before, after=_snapshot(programme), reason=issue.reason,
        summary=f"{move.done} theo {issue.number}" if issue.number else move.done,
    )  # fmt: skip
    return programme


def _require_document(issue):
    if not issue.number:
        raise ValidationError({"number": "Chưa nhập số văn bản. Hãy nhập số, ký hiệu."}, code="no_number")
    if issue.day > timezone.localdate():
        raise ValidationError({"day": "Ngày này chưa đến. Bước chỉ được ghi sau khi đã làm."}, code="future")


def _require_open(programme):
    """A draft and a programme recorded from its papers are corrected; one issued here is adjusted."""
    if programme.state == ProgrammeState.CLOSED:
        raise ValidationError("Chương trình đã kết thúc, không sửa được nữa.", code="closed")
    if programme.is_issued_here:
        raise ValidationError("Chương trình đã ban hành. Hãy dùng bước Điều chỉnh chương trình.", code="issued")


def _lines(programme):
    """The lines as they stand, in words, for the version that is kept."""
    items = programme.items.order_by("number").prefetch_related(
        "subjects__subject_organization", "subjects__subject_member"
    )
    return [
        {
            "number": item.number,
            "activity": item.get_activity_display(),
            "content": item.content,
            "subjects": [str(row.subject) for row in item.subjects.all()],
            "quarter": item.quarter,
            "month": item.month,
            "lead": item.lead,
            "cancelled": short_date(item.cancelled),
        }
        for item in items
    ]


def cancelled_entries(programme):
    """The cancelled lines as they stand: they stay whatever else of the programme changes."""
    items = programme.items.exclude(cancelled=None).prefetch_related(
        "subjects__subject_organization", "subjects__subject_member"
    )
    names = [name for name in ItemEntry.__dataclass_fields__ if name != "subjects"]
    return [
        ItemEntry(
            **{name: getattr(item, name) for name in names}, subjects=[row.subject for row in item.subjects.all()]
        )
        for item in items
    ]


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
        f"tháng {item.month}" if item.month else "",
        item.lead,
        f"thành viên {item.team}" if item.team else "",
        f"tham mưu {item.advisory}" if item.advisory else "",
        " đến ".join(short_date(day) for day in (item.looked_from, item.looked_to) if day),
        f"hủy {short_date(item.cancelled)}" if item.cancelled else "",
        document if item.document_number or item.document_date else "",
    ]
    return "; ".join(part for part in parts if part)
