"""The export of an organization's tree as an Excel book: every sheet of the import, and a page of what is not in it.

Read again by an empty installation it gives the same figures for every period, but for what its notes name; read
again by this one it changes nothing. See docs/workbook.md and docs/decisions/0028.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core import workbook
from core.text import number, short_date
from discipline.models import Case, StrikeOff, Suspension
from discipline.sheets.stored import StoredAppeals, StoredDecisions
from inspections.models import RoutineNote, SubjectNumber
from inspections.sheets.stored import StoredDenunciations, StoredFindings, StoredItems, StoredSubjects
from members.permissions import own_member
from members.sheets.stored import (
    Extent,
    LeftOut,
    StoredMembers,
    StoredOrganizations,
    StoredRatings,
    StoredReorganizations,
)
from reports.imports import NOTES

SHEETS = (
    StoredOrganizations,
    StoredReorganizations,
    StoredMembers,
    StoredItems,
    StoredSubjects,
    StoredFindings,
    StoredDecisions,
    StoredAppeals,
    StoredDenunciations,
    StoredRatings,
)
"""In the order in which their records refer to one another. A new sheet joins here and in `reports.imports`."""

NO_SHEET = (
    ("Vụ việc kỷ luật (phiếu biểu quyết, kết quả xem xét)", Case, "path", "Kết quả xem xét, đang xem xét kỷ luật"),
    ("Quyết định đình chỉ", Suspension, "path", "Đình chỉ"),
    ("Quyết định xóa tên đảng viên dự bị", StrikeOff, "path", "Xóa tên"),
    ("Ghi chép giám sát thường xuyên", RoutineNote, "path", "Ghi chép giám sát"),
    ("Số liệu theo biểu của đối tượng kiểm tra", SubjectNumber, "subject__path", "Biểu thống kê 7 đến 10"),
)
"""Records that figures count and for which the book has no sheet: what, how its rows reach the tree, which figures."""

NEVER = (
    "Tệp không có: người gửi đơn tố cáo; tài liệu, tệp đính kèm; đoàn kiểm tra, các bước, gia hạn, độ mật; người ký; "
    "nội dung phân loại, thụ lý, xử lý của từng đơn; tài khoản, phân công, nhật ký; giao ban, báo cáo, nhân sự, lịch."
)
WITHOUT_OWN = (
    "Người xuất tệp được gắn với một đảng viên: những gì liên quan đến đảng viên đó, nếu có, không nằm trong tệp."
)
EXCEL_ROWS, READABLE_ROWS = 1_048_575, 200_000
"""What Excel opens, and what the import reads of one sheet."""


class TooLargeError(Exception):
    """A sheet would have more rows than Excel opens."""


@dataclass(frozen=True)
class Export:
    """The book of an organization, for a reader or, without one, all of it."""

    sheets: list
    extent: Extent
    counts: dict

    @property
    def organization(self):
        return self.extent.organization

    @property
    def total(self):
        return sum(self.counts.values())

    def write(self, file, today):
        """Write the book to a path or an open binary file."""
        pages = [_page(sheet) for sheet in self.sheets]
        title = f"Dữ liệu kiểm tra, giám sát, kỷ luật: {self.organization.name}"
        workbook.write([self._notes(title, today), *pages], file, properties={"title": title})

    def _notes(self, title, today):
        columns = [workbook.Column("Không ghi được vào tệp", 90), workbook.Column("Số bản ghi", 14, "number"),
                   workbook.Column("Số liệu thay đổi khi nhập lại vào nơi khác", 50)]  # fmt: skip
        rows = [(one.what, one.count, one.effect) for one in self.left_out()] or [("Không có bản ghi nào", None, "")]
        lead = [title, f"Mã {self.organization.code}, xuất ngày {short_date(today)}, {number(self.total)} dòng.", NEVER]
        lead += filter(None, [without_own(self.extent.user)])
        return workbook.Sheet(NOTES, columns, rows, lead)

    def left_out(self):
        """What the book can't hold of these records, the kinds of which there are some."""
        found = [one for sheet in self.sheets for one in sheet.left_out()]
        for what, model, path, effect in NO_SHEET:
            found.append(LeftOut(what, self.extent.of_tree(model, path).count(), effect))
        long = [title for title, count in self.counts.items() if count > READABLE_ROWS]
        found += [
            LeftOut(f"{title}: dài hơn số dòng mà phần nhập đọc được", None, "Hãy xuất từng cấp dưới") for title in long
        ]
        return [one for one in found if one.count != 0]


def prepared(organization, user=None):
    """The book of an organization, ready to be written: whom the rows name outside its tree is known."""
    extent = Extent(organization, user)
    sheets = [sheet(extent) for sheet in SHEETS]
    for sheet in reversed(sheets):
        sheet.reach()
    counts = {sheet.title: sheet.count() for sheet in sheets}
    for title, count in counts.items():
        if count > EXCEL_ROWS:
            message = f"Trang “{title}” có {number(count)} dòng, Excel chỉ mở được {number(EXCEL_ROWS)}."
            raise TooLargeError(f"{message} Hãy xuất từng tổ chức cấp dưới.")
    return Export(sheets, extent, counts)


def without_own(user):
    """The sentence for a user who is a member, whether anything concerns them or not."""
    return WITHOUT_OWN if user and own_member(user) else ""


def record(export, *, by):
    """Note on the history who took the data of which tree out, and how many rows."""
    summary = f"Xuất dữ liệu của {export.organization}: {number(export.total)} dòng"
    return history.record(by=by, act=Act.EXPORT, obj=export.organization, after=export.counts, summary=summary)


def file_name(organization, today):
    """ "du-lieu-hu-sl-2026-11-27.xlsx"."""
    return f"du-lieu-{slugify(organization.code.replace('.', '-'))}-{today:%Y-%m-%d}.xlsx"


def _page(sheet):
    columns = [
        workbook.Column(column.heading, max(column.parse.width, len(column.heading) * 0.8), column.parse.kind)
        for column in sheet.columns()
    ]
    return workbook.Sheet(sheet.title, columns, sheet.rows())


@contextmanager
def one_moment():
    """All that is read inside is as of one moment, whatever others write meanwhile; nothing may be written inside.

    Readers hold up nobody on either database; within a transaction of the caller this changes nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own transactions here are IMMEDIATE and would block writers
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
