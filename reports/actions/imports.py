"""What people do with files that are imported: bring one, map its columns, repair cells, drop it, take it back."""

import hashlib
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from reports import intake
from reports.actions.jobs import ask_for_job
from reports.journal import Return, told
from reports.models import Import, ImportLayout
from reports.states import IMPORT

MOST_REPAIRS = 20_000
REFUSED = "Dữ liệu đã thay đổi nên không hoàn tác được; chưa đổi gì. Hãy xem lại các bản ghi rồi thử lần nữa."


@transaction.atomic
def bring_file(content, book, *, name, organization, by):
    """Keep a workbook that was read without a fault of the file itself, and what was read."""
    digest = hashlib.sha256(content).hexdigest()
    file = Import(by=by, organization=organization, file_name=name, sha256=digest, brought=timezone.now())
    file.full_clean()
    file.save()
    intake.keep(file, content)
    intake.keep_book(file, book)
    history.record(by=by, act=Act.CREATE, obj=file, after=history.snapshot(file, ("file_name", "sha256")))
    return file


@transaction.atomic
def map_columns(file, *, by, layouts, remembered):
    """Say which sheet and column is what. It is remembered for the organization, by the marks of each sheet."""
    row = _locked(file)
    before = row.layouts
    row.layouts = layouts
    row.save(update_fields=["layouts"])
    for mark, layout in remembered.items():
        ImportLayout.objects.update_or_create(
            organization=row.organization, fingerprint=mark, defaults={"layout": layout, "by": by}
        )
    history.record(by=by, act=Act.UPDATE, obj=row, before={"layouts": before}, after={"layouts": layouts})
    return row


@transaction.atomic
def repair_file(file, *, by, cells, choices):
    """Keep cells that were typed anew and what was chosen for rows, both by sheet; an empty choice is taken back.

    They go on the history chain with the rows that they become: before that they are nobody's record.
    """
    row = _locked(file)
    for title, typed in cells.items():
        row.repairs[title] = row.repairs.get(title, {}) | typed
    for title, chosen in choices.items():
        merged = row.choices.get(title, {}) | chosen
        row.choices[title] = {number: choice for number, choice in merged.items() if choice}
    if sum(map(len, [*row.repairs.values(), *row.choices.values()])) > MOST_REPAIRS:
        raise ValidationError("Đã sửa quá nhiều ô trên trang. Hãy tải tệp có ghi lỗi về sửa trong Excel rồi chọn lại.")
    row.save(update_fields=["repairs", "choices"])
    return row


@transaction.atomic
def import_later(file, *, by):
    """Put a long file into the queue of background jobs; the job and whether it is new."""
    row = _locked(file)
    title = f"Nhập từ Excel: {row.file_name}"
    job, new = ask_for_job(
        kind="import", organization=row.organization, by=by, parameters={"import": row.pk}, title=title
    )
    row.job = job
    row.save(update_fields=["job"])
    return job, new


@transaction.atomic
def drop_file(file, *, by):
    """Give a file up: it goes from the disk, with what was repaired."""
    row = Import.objects.select_for_update().get(pk=file.pk)
    move = IMPORT.require(row.state, "drop")
    row.state, row.repairs, row.choices = move.target, {}, {}
    row.save(update_fields=["state", "repairs", "choices"])
    history.record(by=by, act=Act.TRANSITION, obj=row, after={"state": row.state}, summary=move.done)
    transaction.on_commit(partial(intake.discard, row))
    return row


def undo_import(file, *, by):
    """Put back everything an import wrote, in one transaction, while nobody has touched any of it since."""
    try:
        return _undo(file, by)
    except IntegrityError:  # something refers to these rows since a moment ago
        raise ValidationError(REFUSED) from None


@transaction.atomic
def _undo(file, by):
    row = Import.objects.select_for_update().get(pk=file.pk)
    move = IMPORT.require(row.state, "undo")
    if row.not_undone:
        raise ValidationError(row.not_undone)
    back = Return(row)
    if obstacles := back.obstacles(by):
        raise ValidationError(told(obstacles))
    row.state, row.undone = move.target, timezone.now()
    if row.organization and back.brought(row.organization):
        row.organization = None
    row.save(update_fields=["state", "undone", "organization"])
    back.take(by=by)
    history.record(by=by, act=Act.TRANSITION, obj=row, after={"state": row.state}, summary=move.done)
    if connection.vendor == "postgresql":  # a page's own transaction would check only after the answer was made
        connection.check_constraints()
    return row


def _locked(file):
    """The row of a file that may still be changed."""
    row = Import.objects.select_for_update().get(pk=file.pk)
    IMPORT.require(row.state, "commit")
    return row
