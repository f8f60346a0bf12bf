"""Files between being brought and being imported: kept outside the web root, read with repairs, judged, written.

A file is kept for a week and goes when it is imported or dropped; what was repaired and chosen lies in its row.
"""

import secrets
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.files import write_whole
from core.lots import fetch
from core.sheets import Layout, place_of
from core.text import number
from core.workbook import packed_book, read, unpacked_book
from reports import verdicts
from reports.imports import COLLISION, Collision, carry_out, examine, repositioned
from reports.journal import Journal
from reports.models import Import
from reports.permissions import rights_of
from reports.states import IMPORT

FOLDER = "imports"
WORKBOOK, CELLS, VERDICT = "xlsx", "cells", "verdict"
"""What is kept of a file: itself, what was read of it, what was judged of it."""
KEPT_DAYS = 7
LARGEST_BYTES = 20 * 1024 * 1024
GONE = "Tệp này đã được nhập, đã bỏ hoặc đã quá một tuần. Hãy chọn lại tệp nếu cần nhập tiếp."


def path_of(file, kind=WORKBOOK):
    return Path(settings.VAR_DIR) / FOLDER / f"{file.key}.{kind}"


def keep(file, content):
    """Keep a workbook; those that nobody came back for within a week go."""
    path = path_of(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep()
    write_whole(path, content)
    path.chmod(0o600)


def sweep():
    """Throw away what nobody came back for within a week."""
    folder = Path(settings.VAR_DIR) / FOLDER
    for old in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another page was faster
            if time.time() - old.stat().st_mtime > KEPT_DAYS * 24 * 60 * 60:
                old.unlink()


def keep_book(file, book):
    """Keep what was read of a workbook, so that no page has to read it again."""
    _write_beside(file, CELLS, packed_book(book))


def discard(file):
    for kind in (WORKBOOK, CELLS, VERDICT):
        path_of(file, kind).unlink(missing_ok=True)


def is_there(file):
    return path_of(file).is_file()


def opened(file, repaired=True):
    """The book as it came, with the repaired cells in the place of what they were; else UnreadableWorkbook."""
    try:
        book = unpacked_book(path_of(file, CELLS).read_bytes())
    except (FileNotFoundError, ValueError):
        book = read(path_of(file))
        keep_book(file, book)
    if repaired:
        _repair(book, file.repairs)
    return book


def verdict(file, book, *, by):
    """What is judged of a file: kept from an earlier page while nothing has changed that it was judged by."""
    mark = verdicts.mark_of(file, by)
    try:
        kept = verdicts.unpacked(path_of(file, VERDICT).read_text(), mark)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        kept = None
    if kept is None:
        kept = verdicts.Verdict.of(judged(file, book, by=by))
        _write_beside(file, VERDICT, verdicts.packed(kept, mark).encode())
    return kept


def _write_beside(file, kind, content):
    """Two pages may write at once: each writes a file of its own, the later one stays.

    When the workbook was dropped or imported meanwhile, nothing of it may be left.
    """
    path = path_of(file, kind)
    own = path.with_name(f"{secrets.token_hex(4)}-{path.name}")
    write_whole(own, content)
    own.rename(path)
    if not is_there(file):
        discard(file)


def _repair(book, repairs):
    for data in book.sheets:
        cells = repairs.get(data.title, {})
        for address, value in cells.items():
            row, column = map(int, address.split(":"))
            put(data, row, column, value)
        mended = {tuple(map(int, address.split(":"))) for address in cells}
        book.formulas = [
            (title, at) for title, at in book.formulas if title != data.title or place_of(at) not in mended
        ]


def put(data, row, column, value):
    """Set a cell of a sheet; rows and columns count from 1. A row that isn't there stays away."""
    at = row - data.first_row
    if 0 <= at < len(data.rows):
        cells = list(data.rows[at])
        cells += [None] * (column - len(cells))
        cells[column - 1] = value
        data.rows[at] = cells


def judged(file, book, *, by, progress=None):
    """A book examined with the mapping and the choices of its row."""
    return examine(
        book,
        by=by,
        file_name=file.file_name,
        sha256=file.sha256,
        progress=progress,
        layouts={title: layout_of(one) for title, one in file.layouts.items()},
        choices={title: {int(row): choice for row, choice in rows.items()} for title, rows in file.choices.items()},
    )


def layout_of(stored):
    """(title of our sheet, Layout) from how it is stored."""
    return stored["sheet"], Layout(**{name: value for name, value in stored.items() if name != "sheet"})


def rehearse(file, *, by, progress):
    """Judge a long file with its rows counted, before the one transaction that writes it."""
    book = opened(file)
    total = sum(len(data.rows) for data in book.sheets)
    done_before, last = 0, [None, 0]

    def count(sheet, done, of):
        nonlocal done_before
        if last[0] is not sheet:
            done_before, last[:] = done_before + last[1], [sheet, 0]
        last[1] = done
        progress(min(done_before + done, total), total)

    progress(0, total)
    examined = judged(file, book, by=by, progress=count)
    progress(total, total)
    return examined


def _always():
    """Nobody takes the wish back."""


def commit(file, *, by, still_wanted=_always):
    """Write a file's rows in one transaction, once. What it writes is kept, so that it can be undone.

    The result holds the errors when there are any; then nothing is written. ValidationError when it was imported
    already; Collision when somebody else wrote the same records. `still_wanted` is asked last: it may raise.
    """
    try:
        with transaction.atomic():
            row = Import.objects.select_for_update().get(pk=file.pk)
            move = IMPORT.require(row.state, "commit")
            if not is_there(row):
                raise ValidationError(GONE)
            examined = judged(row, opened(row), by=by)
            if not examined.errors and not examined.open_choices():
                _write(row, examined, by, move)
                still_wanted()
    except IntegrityError as error:
        raise Collision(COLLISION) from error
    return examined


def load(examined):
    """Write what the command line has examined, and keep how to take it back. A book without news leaves no trace."""
    if not examined.changes:
        carry_out(examined)
        return
    row = Import(file_name=examined.file_name[:150], sha256=examined.sha256, brought=timezone.now())
    _write(row, examined, None, IMPORT.require(row.state, "commit"))


def _lock_as_judged(sheets):
    """Hold the stored records that will be changed; Collision when one is no longer as it was judged."""
    for sheet in sheets:
        judged_as = defaultdict(dict)
        for obj in sheet.touched():
            judged_as[type(obj)][obj.pk] = getattr(obj, "version", None)
        for model, versions in judged_as.items():
            rows = model._base_manager.select_for_update().order_by("pk")
            names = ("pk", "version") if hasattr(model, "version") else ("pk",)
            stored = {pk: next(iter(version), None) for pk, *version in fetch(rows.values_list(*names), "pk", versions)}
            if stored != versions:
                raise Collision(COLLISION)


def _write(row, examined, by, move):
    """Write the rows, then the import itself with a trace of each of them."""
    _lock_as_judged(examined.sheets)
    journal = Journal(examined.sheets)
    carry_out(examined)
    if row.organization_id is None:
        row.organization = examined.topmost()
    organizations, members = repositioned(examined)
    row.refreshed = {"organizations": sorted(organizations), "members": sorted(members)}
    row.counts = {title: list(count) for title, count in examined.counts.items()}
    row.created, row.updated, row.unchanged = (
        sum(column) for column in zip((0, 0, 0), *row.counts.values(), strict=True)
    )
    row.not_undone = next(
        (sheet.undone_elsewhere for sheet in examined.sheets if sheet.rows and sheet.undone_elsewhere), ""
    )
    row.state, row.written, row.rights = move.target, timezone.now(), rights_of(by) if by else ""
    row.repairs, row.choices = {}, {}
    row.save()
    journal.keep(row)
    if by is None:  # the import itself stands on the chain already
        return
    summary = f"{move.done}: {number(row.created)} thêm mới, {number(row.updated)} cập nhật"
    history.record(by=by, act=Act.TRANSITION, obj=row, after={"state": row.state}, summary=summary)
    transaction.on_commit(lambda: discard(row))
