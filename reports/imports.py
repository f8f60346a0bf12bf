"""The import of a committee's Excel book: every sheet in its order, all or nothing.

`examine` reads and judges, and writes nothing; `carry_out` writes what was examined, with its history, in one
transaction. Source of the format: docs/workbook.md.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from accounts import history
from accounts.choices import Act
from core.planning import look_again
from core.sheets import Count, Findings, ImportSheet, Problem, nearest
from core.text import normalize
from discipline.sheets import AppealSheet, DecisionSheet
from inspections.sheets import DenunciationSheet, FindingSheet, InspectionSheet, ProgrammeSheet
from members.rebuilding import Unsound
from members.sheets import Access, MemberSheet, OrganizationSheet, RatingSheet, ReorganizationSheet
from reports import reorganizing

NOTES = "Ghi chú"
"""The page of an exported book that says what is not in it: nothing is read there."""
HISTORY_BATCH = 1000
INSTRUCTIONS, LISTS = "Hướng dẫn", "Danh mục"
"""Sheets of the template beside those of the rows."""
COLLISION = "Dữ liệu vừa được người khác thay đổi trong lúc nhập; chưa ghi gì. Hãy nhập lại."


class Collision(Exception):
    """Somebody else wrote the same records between reading and writing; nothing was written."""


@dataclass
class Examined:
    """A book that was read and judged: what it would write, and what is wrong with it."""

    sheets: list[ImportSheet]
    findings: Findings
    file_name: str = ""
    sha256: str = ""
    by: object = None
    counts: dict[str, Count] = field(default_factory=dict)

    @property
    def errors(self):
        return self.findings.errors

    @property
    def warnings(self):
        return self.findings.warnings

    @property
    def row_count(self):
        return sum(len(sheet.rows) for sheet in self.sheets)

    @property
    def changes(self):
        """How many rows would write something."""
        return sum(count.created + count.updated for count in self.counts.values())

    def topmost(self):
        """The organization under which everything stands that the book names; of several trees, the first."""
        organizations = self.sheets[0]
        named = organizations.by_code.values() or organizations.by_id.values()
        return min(named, key=lambda one: (len(one.path), one.path), default=None)

    def open_choices(self):
        """How many rows may be about a stored record, and nobody has said whether they are."""
        return sum(sheet.open_choices() for sheet in self.sheets)


def digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def import_book(
    book, *, by=None, file_name="", sha256="", progress: Callable | None = None, write: Callable | None = None
) -> Examined:
    """Examine a book and, when every row is good, write it; the result holds the errors, or the counts."""
    try:
        with transaction.atomic():
            examined = examine(book, by=by, file_name=file_name, sha256=sha256, progress=progress)
            if not examined.errors:
                (write or carry_out)(examined)
            return examined
    except (IntegrityError, Unsound) as error:
        raise Collision(COLLISION) from error


def examine(
    book, *, by=None, file_name="", sha256="", progress: Callable | None = None, layouts=None, choices=None
) -> Examined:
    """Read every sheet of a book and judge every row; nothing is written.

    `layouts` names for each sheet of a book of another form which of ours it is, and its Layout; `choices` what a
    person chose for rows, by sheet of the book and number.
    """
    findings = Findings()
    sheets = _sheets(findings, progress or _unwatched, Access(by))
    _read(book, sheets, findings, layouts, choices or {})
    organizations, _, members_sheet, *_ = sheets
    organizations.load(_named(sheets, "organization"))
    members_sheet.load(_named(sheets, "member"))
    for sheet in sheets:
        sheet.examine()
    place = {sheet.title: number for number, sheet in enumerate(book.sheets)}
    for problems in (findings.errors, findings.warnings):
        problems.sort(key=lambda problem: (place.get(problem.sheet, 0), problem.row, problem.column))
    counts = {sheet.title: sheet.count() for sheet in sheets if sheet.rows}
    return Examined(sheets, findings, file_name, sha256, by, counts)


@transaction.atomic
def carry_out(examined: Examined):
    """Write what was examined without an error: records, what repeats their positions, and history."""
    for sheet in examined.sheets:
        sheet.write()
    organizations, acts, *_ = examined.sheets
    taken = reorganizing.hand_over(organizations.ended())
    moved_organizations, moved_members = repositioned(examined)
    moved = moved_organizations - organizations.new_ids() | taken.organization_ids  # what is new was placed by its rows
    reorganizing.refresh_positions(moved, moved_members)
    reorganizing.sign_out(taken, by=examined.by)
    _record(examined, [*acts.entries(), *taken.entries])
    look_again()


def _sheets(findings, progress, access):
    """The sheets in the order in which their records refer to one another."""
    organizations = OrganizationSheet(findings, progress, access)
    reforms = ReorganizationSheet(findings, progress, organizations)
    people = MemberSheet(findings, progress, organizations)
    programmes = ProgrammeSheet(findings, progress, people)
    acts = InspectionSheet(findings, progress, people, programmes)
    decisions = DecisionSheet(findings, progress, people, acts)
    return [
        organizations,
        reforms,
        people,
        programmes,
        acts,
        FindingSheet(findings, progress, people, acts),
        decisions,
        AppealSheet(findings, progress, people, decisions),
        DenunciationSheet(findings, progress, people),
        RatingSheet(findings, progress, people),
    ]


def sheets_of_the_book():
    """The sheets that a book may have, empty and in their order: titles and columns for templates and mappings."""
    return _sheets(Findings(), _unwatched, Access())


def is_beside_the_rows(name):
    """A sheet of the template or of an exported book that holds no rows."""
    return _folded(name) in {_folded(title) for title in (INSTRUCTIONS, LISTS, NOTES)}


def _read(book, sheets, findings, layouts, choices):
    by_title = {_folded(sheet.title): sheet for sheet in sheets}
    titles = [sheet.title for sheet in sheets]
    taken = set()
    for data in book.sheets:
        if is_beside_the_rows(data.title) or (layouts and data.title not in layouts):
            continue
        title, layout = layouts[data.title] if layouts else (data.title, None)
        sheet = by_title.get(_folded(title))
        if sheet is None:
            hint = nearest(data.title, titles)
            message = f"Trang tính này không có trong mẫu nên được bỏ qua.{hint}"
            findings.warnings.append(Problem(data.title, 1, 1, message))
        elif sheet in taken and not layouts:
            message = f"Có hai trang tính cùng tên “{sheet.title}”. Hãy gộp lại thành một."
            findings.errors.append(Problem(data.title, 1, 1, message))
        else:
            taken.add(sheet)
            formulas = {address for title, address in book.formulas if title == data.title}
            sheet.read(data, formulas, layout, choices.get(data.title))
    if not taken:
        title = book.sheets[0].title if book.sheets else "Sheet1"
        message = f"Không có trang tính nào mang tên trong mẫu. Hãy đặt tên trang là một trong: {'; '.join(titles)}."
        findings.errors.append(Problem(title, 1, 1, message))


def _folded(title):
    return normalize(title).casefold()


def _named(sheets, kind):
    """The keys of one kind of record that the cells of the book hold."""
    found = set()
    for sheet in sheets:
        for column in sheet.columns:
            if column.refers in (kind, "anybody"):
                for row in sheet.rows:
                    value = row[column.name]
                    found.update(value if isinstance(value, tuple) else [value])
    return found - {"", None}


def repositioned(examined):
    """Keys of the organizations and members that the book put elsewhere or changed: other rows repeat what they are."""
    _, acts, members_sheet, *_ = examined.sheets
    organization_ids, member_ids = acts.repositioned()
    return organization_ids, member_ids | members_sheet.repositioned()


def _record(examined, more):
    """One entry a record, then one for the import itself; last in the transaction, since history has one writer."""
    batch = []
    for entry in (*_entries(examined), *more):
        batch.append(entry)
        if len(batch) == HISTORY_BATCH:
            history.record_many(by=examined.by, entries=batch)
            batch = []
    history.record_many(by=examined.by, entries=[*batch, _summary(examined)])


def _entries(examined):
    for sheet in examined.sheets:
        for draft in sheet.recorded():
            before, after = draft.history(history.snapshot)
            act = Act.CREATE if draft.is_new else Act.UPDATE
            yield history.Entry(act, draft.obj, before, after, reason=f"Nhập từ Excel: {examined.file_name}")


def _summary(examined):
    counts = {title: count._asdict() for title, count in examined.counts.items()}
    total = [sum(column) for column in zip(*examined.counts.values(), strict=True)] or [0, 0, 0]
    summary = f"Nhập tệp {examined.file_name}: thêm mới {total[0]}, cập nhật {total[1]}, không đổi {total[2]}"
    after = {"tệp": examined.file_name, "SHA-256": examined.sha256, "kết quả": counts}
    return history.Entry(Act.IMPORT, after=after, summary=summary)


def _unwatched(*_):
    """Progress that no one watches."""
