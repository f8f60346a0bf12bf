"""Files of the import: templates to fill in, the faults of a file as a list, and the file itself with its faults."""

from io import BytesIO

from django.http import Http404, HttpResponse
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.screens import XLSX, Screen
from core.workbook import Column, Sheet, write
from members.permissions import can_write_records
from reports.models import Import
from reports.outputs import import_template, marked_book
from reports.views.imports import PreparedFile

TEMPLATES = {"so-day-du": False, "danh-sach-dang-vien": True}
"""Names of the templates, and whether it's the plain list of members."""


class ImportTemplate(Screen):
    """An empty book: all sheets, or the plain list of members."""

    model, permission = Import, can_write_records

    def get(self, request, name):
        if name not in TEMPLATES:
            raise Http404
        return attachment(import_template.render(plain=TEMPLATES[name]), f"mau-{name}.xlsx")


class FileOfPrepared(PreparedFile):
    """A file about one that is being prepared; making it is recorded as an export."""

    beginning = ""

    def get(self, request, pk):
        if self.is_gone():
            raise Http404
        content = self.render(*self.examined())
        history.record(by=request.user, act=Act.EXPORT, obj=self.file, summary=f"{self.title} {self.file.file_name}")
        name = slugify(self.file.file_name.removesuffix(".xlsx")) or "tep"
        return attachment(content, f"{self.beginning}-{name}.xlsx")


class ImportErrors(FileOfPrepared):
    """The list of errors and warnings, to be worked through beside the book."""

    title, beginning = "Danh sách lỗi của tệp", "loi"

    def render(self, book, verdict):
        problems = [("Lỗi", each) for each in verdict.errors] + [("Lưu ý", each) for each in verdict.warnings]
        rows = [(kind, each.sheet, each.address.split("!")[-1], each.message) for kind, each in problems]
        columns = [Column("Loại", 10), Column("Trang tính", 18), Column("Ô", 10), Column("Nội dung", 100)]
        file = BytesIO()
        heading = f"Kết quả kiểm tra tệp {self.file.file_name}"
        write([Sheet("Lỗi khi nhập", columns, rows, [heading])], file)
        return file.getvalue()


class ImportMarked(FileOfPrepared):
    """The same rows with their faults beside them: to be repaired in Excel and brought again."""

    title, beginning = "Tệp có ghi lỗi của", "sua"

    def render(self, book, verdict):
        return marked_book.render(book, verdict)


def attachment(content, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
