from io import BytesIO

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views import View

from accounts import history
from accounts.choices import Act
from core.workbook import Column, Sheet, UnreadableWorkbook, read, write
from members.permissions import can_write_records
from reports import uploads
from reports.imports import Collision, digest, examine, import_book

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
NOT_CHOSEN = "Chưa chọn tệp. Hãy chọn tệp Excel (.xlsx) rồi bấm Kiểm tra tệp."
TOO_BIG = "Tệp lớn hơn 20 MB. Hãy xóa các trang tính và hình ảnh không cần rồi lưu lại."
GONE = "Tệp này đã được nhập hoặc đã quá một ngày. Hãy chọn lại tệp nếu cần nhập tiếp."


class ImportPage(AccessMixin, View):
    """What the steps of an import share: the right, and the user's own uploads in the session."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not can_write_records(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def upload(self):
        """The upload that the address names, if this user made it."""
        token = self.kwargs["token"]
        kept = self.request.session.get("uploads", {}).get(token)
        if kept is None:
            raise Http404
        return uploads.Upload(token, *kept)

    def examined(self, upload):
        """The book read and judged; UnreadableWorkbook when the file can't be read."""
        return examine(read(upload.path), by=self.request.user, file_name=upload.name, sha256=upload.sha256)


class ImportUpload(ImportPage):
    """First step: choose a workbook."""

    def get(self, request, problem=""):
        return render(request, "reports/import_upload.html", {"problem": problem}, status=422 if problem else 200)

    def post(self, request):
        file = request.FILES.get("file")
        if file is None:
            return self.get(request, NOT_CHOSEN)
        if file.size > uploads.LARGEST_BYTES:
            return self.get(request, TOO_BIG)
        content = file.read()
        try:
            read(content)
        except UnreadableWorkbook as error:
            return self.get(request, str(error))
        upload = uploads.store(content, file.name[:150], digest(content))
        kept = request.session.get("uploads", {})
        request.session["uploads"] = kept | {upload.token: [upload.name, upload.sha256]}
        return redirect("import-preview", upload.token)


class ImportPreview(ImportPage):
    """Second step: how many rows are good, what is wrong and where. Nothing is written until it's confirmed."""

    def get(self, request, token):
        upload = self.upload()
        if not upload.path.exists():
            messages.warning(request, GONE)
            return redirect("import")
        return self.show(upload, self.examined(upload))

    def show(self, upload, examined):
        context = {
            "upload": upload,
            "counts": examined.counts,
            "errors": examined.errors[:SHOWN],
            "error_count": len(examined.errors),
            "warnings": examined.warnings[:SHOWN],
            "warning_count": len(examined.warnings),
            "changes": sum(count.created + count.updated for count in examined.counts.values()),
        }
        return render(self.request, "reports/import_preview.html", context)

    def post(self, request, token):
        upload = self.upload()
        taken = upload.take()
        if taken is None:
            messages.warning(request, GONE)
            return redirect("import")
        return self.commit(upload, taken)

    def commit(self, upload, taken):
        """Import the very file that was previewed, judged again; a second click finds it taken."""
        content = taken.read_bytes()
        try:
            done = import_book(read(content), by=self.request.user, file_name=upload.name, sha256=digest(content))
        except Collision as error:
            upload.give_back(taken)
            messages.error(self.request, str(error))
            return redirect("import-preview", upload.token)
        if done.errors:
            upload.give_back(taken)
            return self.show(upload, done)
        taken.unlink()
        return render(self.request, "reports/import_done.html", {"upload": upload, "counts": done.counts})


class ImportErrors(ImportPage):
    """The list of errors and warnings as an Excel file, to be worked through beside the book."""

    def get(self, request, token):
        upload = self.upload()
        if not upload.path.exists():
            raise Http404
        examined = self.examined(upload)
        problems = [("Lỗi", each) for each in examined.errors] + [("Lưu ý", each) for each in examined.warnings]
        rows = [(kind, each.sheet, each.address.split("!")[-1], each.message) for kind, each in problems]
        columns = [Column("Loại", 10), Column("Trang tính", 18), Column("Ô", 10), Column("Nội dung", 100)]
        file = BytesIO()
        write([Sheet("Lỗi khi nhập", columns, rows, [f"Kết quả kiểm tra tệp {upload.name}"])], file)
        name = f"loi-{slugify(upload.name.removesuffix('.xlsx')) or 'tep'}.xlsx"
        history.record(by=request.user, act=Act.EXPORT, summary=f"Danh sách lỗi của tệp {upload.name}")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(file.getvalue(), content_type=EXCEL, headers=disposition)
