"""Import from Excel, step by step: bring a file, see what it would do, repair it in place, write it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from core.files import clean_name
from core.screens import ObjectScreen, Screen
from core.sheets import AS
from core.workbook import UnreadableWorkbook, read
from members.choices import CASE_WRITERS
from members.permissions import assignments, can_write_records
from reports import actions, intake, mapping
from reports.choices import ImportState
from reports.imports import Collision, sheets_of_the_book
from reports.models import Import
from reports.permissions import is_own_import
from reports.previews import PAGE_ROWS, REPAIRED_ROWS, SHOWS, Preview

SHOWN = 100
LONG_ROWS = 2000
"""A file of more rows is written in the background."""
NOT_CHOSEN = "Chưa chọn tệp. Hãy chọn tệp Excel (.xlsx) rồi bấm Kiểm tra tệp."
TOO_BIG = "Tệp lớn hơn 20 MB. Hãy xóa các trang tính và hình ảnh không cần rồi lưu lại."
EMPTY = "Tệp không có dòng chữ nào. Hãy chọn tệp có dữ liệu."
GONE = intake.GONE
IN_THE_BACKGROUND = "Tệp dài được nhập ở chế độ nền. Có thể rời trang này, kết quả được giữ lại."


def own_office(user):
    """The topmost organization where the user writes records: imports are listed there."""
    held = [one.organization for one in assignments(user) if one.role in CASE_WRITERS]
    return min(held, key=lambda one: (len(one.path), one.path))


class ImportUpload(Screen):
    """First step: choose a workbook, ours or another's; or go on with one that was brought before."""

    model, permission, template_name = Import, can_write_records, "reports/import_upload.html"
    title = "Nhập từ Excel"
    lead = "Tệp được kiểm tra trước, chưa ghi gì. Ô sai được sửa ngay trên trang hoặc trong Excel rồi mới nhập."

    def get(self, request, problem=""):
        titles = [sheet.title for sheet in sheets_of_the_book()]
        waiting = Import.objects.prepared_by(request.user)
        response = self.respond(problem=problem, titles=titles, waiting=waiting[:SHOWN])
        response.status_code = 422 if problem else 200
        return response

    def post(self, request):
        file = request.FILES.get("file")
        if file is None:
            return self.get(request, NOT_CHOSEN)
        if file.size > intake.LARGEST_BYTES:
            return self.get(request, TOO_BIG)
        content = file.read()
        try:
            book = read(content)
        except UnreadableWorkbook as error:
            return self.get(request, str(error))
        if not any(isinstance(cell, str) and cell.strip() for data in book.sheets for row in data.rows for cell in row):
            return self.get(request, EMPTY)
        brought = actions.bring_file(
            content, book, name=clean_name(file.name, "xlsx"), organization=own_office(request.user), by=request.user
        )
        ours = mapping.has_our_form(book)
        return redirect("import-preview" if ours else "import-mapping", brought.pk)


class PreparedFile(ObjectScreen):
    """A page about a file that is being prepared, for who brought it."""

    model, permission, related = Import, is_own_import, ("organization", "job")

    @property
    def file(self):
        """The import that the address names."""
        return self.object

    def dispatch(self, request, *args, **kwargs):
        """The file may go while a page is made: another one imports or drops it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except FileNotFoundError:
            return self.gone()

    def is_gone(self):
        return self.file.state != ImportState.DRAFT or not intake.is_there(self.file)

    def gone(self):
        """Nothing is left to be prepared: said on a page of its own."""
        self.template_name = "reports/import_gone.html"
        return self.respond(file=self.file, message=GONE)

    def examined(self):
        """The book with its repairs, and what is judged of it."""
        book = intake.opened(self.file)
        return book, intake.verdict(self.file, book, by=self.request.user)


class ImportPreview(PreparedFile):
    """What would be written, what is wrong and where. Bad cells are typed anew here; nothing is written before."""

    template_name = "reports/import_preview.html"

    def page_title(self):
        return "Xem trước khi nhập"

    def get(self, request, pk):
        return self.gone() if self.is_gone() else self.show(*self.examined())

    def post(self, request, pk):
        if self.is_gone():
            messages.warning(request, GONE)
            return redirect("import")
        if "commit" not in request.POST and any(name[:2] in ("c.", "r.") or name == "rest" for name in request.POST):
            return self.repair()
        return self.commit()

    def show(self, book, verdict):
        preview = Preview(verdict, book)
        chosen = preview.sheet(self.request.GET.get("sheet", ""))
        waits = self.file.job if self.file.job and not self.file.job.is_finished else None
        context = {"file": self.file, "preview": preview, "job": waits, **totals(verdict)}
        return self.respond(**context, **(self.lines(chosen) if chosen else {}))

    def lines(self, sheet):
        """The rows of one sheet: those that are wrong first of all."""
        counts = sheet.counts()
        asked = self.request.GET.get("show", "")
        show = asked if counts.get(asked) else next((one for one, _ in SHOWS if counts[one]), "all")
        editable = show in ("errors", "alike", "skipped")
        paginator = Paginator(sheet.numbers(show), REPAIRED_ROWS if editable else PAGE_ROWS)
        page = paginator.get_page(self.request.GET.get("page"))
        return {
            "sheet": sheet,
            "show": show,
            "shows": [(one, label, counts[one]) for one, label in SHOWS],
            "editable": editable,
            "lines": [sheet.line(number) for number in page],
            "page": page,
            "pages": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "count": paginator.count,
            "whole": sheet.whole[:SHOWN],
        }

    def repair(self):
        """Keep what was typed and chosen, and judge the file again; who leaves finds it here."""
        book, verdict = self.examined()
        preview = Preview(verdict, book)
        cells, choices = preview.typed(self.request.POST)
        if rest := self.request.POST.get("rest", ""):
            choices = choose_rest(preview, rest)
        try:
            actions.repair_file(self.file, by=self.request.user, cells=cells, choices=choices)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        return HttpResponseRedirect(f"{self.request.path}?{self.request.GET.urlencode()}".rstrip("?"))

    def commit(self):
        """Write the very file that was previewed, judged again; a second click finds it written."""
        here = redirect("import-preview", self.file.pk)
        book, verdict = self.examined()
        if verdict.errors or verdict.open_choices():
            return self.show(book, verdict)
        if verdict.row_count > LONG_ROWS:
            return self.ask()
        try:
            examined = intake.commit(self.file, by=self.request.user)
        except (Collision, ValidationError) as error:
            messages.error(self.request, " ".join(getattr(error, "messages", [str(error)])))
            return here
        if examined.errors or examined.open_choices():
            return here
        messages.success(self.request, f"Đã nhập xong {self.file.file_name}.")
        return redirect("import-detail", self.file.pk)

    def ask(self):
        job, _ = actions.import_later(self.file, by=self.request.user)
        messages.success(self.request, IN_THE_BACKGROUND)
        return redirect("job-detail", job.pk)


def totals(verdict):
    """How much a file would write, and what is left to be seen to."""
    return {
        "counts": verdict.counts,
        "error_count": len(verdict.errors),
        "open_count": verdict.open_choices(),
        "warnings": verdict.warnings[:SHOWN],
        "warning_count": len(verdict.warnings),
        "changes": sum(count.created + count.updated for count in verdict.counts.values()),
    }


def choose_rest(preview, choice):
    """The same choice for every row that may be a duplicate and about which nothing was said."""
    chosen = {}
    for one in preview.sheets:
        for row in one.sheet.open_choices():
            value = f"{AS}{one.sheet.lookalikes[row].key}" if choice == AS else choice
            if one.allows(row, value):
                chosen.setdefault(one.sheet.name, {})[str(row)] = value
    return chosen
