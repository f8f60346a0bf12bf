"""The Excel form of a return: taken along, filled in, looked at, and read in as a whole or not at all."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.screens import ObjectScreen
from core.workbook import UnreadableWorkbook
from members.permissions import can_write_records
from reports import actions, return_books, returns, uploads
from reports.imports import digest
from reports.models.submissions import NARRATIVE
from reports.views.briefing import EXCEL
from reports.views.imports import NOT_CHOSEN
from reports.views.submissions import OfSubmission, crumbs_to

LARGEST_BYTES = 5 * 1024 * 1024
TOO_BIG = "Tệp lớn hơn 5 MB. Biểu của báo cáo nhỏ hơn nhiều: hãy tải lại biểu rồi điền."
KEPT = "return_uploads"
GONE = "Tệp này đã được nhập hoặc đã quá một ngày. Hãy chọn lại tệp nếu cần nhập tiếp."


class SubmissionFile(OfSubmission, ObjectScreen):
    """The form as an Excel file; taking it out is recorded."""

    def get(self, request, pk):
        row = self.object
        rows = returns.rows_for(row, None, self.lines, request.user)
        content = return_books.render(row, rows, self.calendar.form)
        name = f"bao-cao-{slugify(row.organization.code)}-{row.period.lower()}.xlsx"
        history.record(by=request.user, act=Act.EXPORT, obj=row, summary=f"Biểu Excel, tệp {name}")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=EXCEL, headers=headers)


class FilledForm(OfSubmission, ObjectScreen):
    """What both steps of reading a form back share."""

    permission = can_write_records

    def crumbs(self):
        return crumbs_to(self.object)

    def read(self, content):
        return return_books.read(content, self.object, self.lines, self.calendar.form)


class SubmissionUpload(FilledForm):
    """First step: choose the filled-in form."""

    template_name = "reports/submission_upload.html"
    title = "Nạp biểu Excel"
    lead = "Tệp được kiểm tra trước, chưa ghi gì. Có một ô sai thì chưa nạp, và mọi ô sai được liệt kê kèm địa chỉ."

    def get(self, request, pk, problem=""):
        response = self.respond(problem=problem, object=self.object)
        response.status_code = 422 if problem else 200
        return response

    def post(self, request, pk):
        file = request.FILES.get("file")
        if file is None:
            return self.get(request, pk, NOT_CHOSEN)
        if file.size > LARGEST_BYTES:
            return self.get(request, pk, TOO_BIG)
        content = file.read()
        try:
            self.read(content)
        except UnreadableWorkbook as error:
            return self.get(request, pk, str(error))
        upload = uploads.store(content, file.name[:150], digest(content))
        kept = request.session.get(KEPT, {})
        request.session[KEPT] = kept | {upload.token: [upload.name, upload.sha256, pk]}
        return redirect("submission-upload-preview", pk, upload.token)


class SubmissionPreview(FilledForm):
    """Second step: what would change, what is wrong and where. Nothing is written until it's confirmed."""

    template_name = "reports/submission_preview.html"
    title = "Xem trước khi nạp biểu"

    def upload(self):
        """The upload that the address names, if this user made it for this return."""
        kept = self.request.session.get(KEPT, {}).get(self.kwargs["token"])
        if kept is None or kept[2] != self.object.pk:
            raise Http404
        return uploads.Upload(self.kwargs["token"], *kept[:2])

    def gone(self):
        messages.warning(self.request, GONE)
        return redirect("submission-upload", self.object.pk)

    def get(self, request, pk, token):
        upload = self.upload()
        return self.show(upload, self.read(upload.path.read_bytes())) if upload.path.exists() else self.gone()

    def show(self, upload, found, refused=()):
        return self.respond(
            object=self.object, upload=upload, problems=found.problems, refused=refused, changes=self.changes(found)
        )

    def changes(self, found):
        """What the form says otherwise than the return: label, before, after."""
        row, labels = self.object, return_books.narrative_labels()
        texts = [(labels[name], getattr(row, name), found.narrative.get(name, "")) for name in NARRATIVE]
        totals = [
            (f"{line.key} {line.label}", row.totals.get(line.key), found.totals.get(line.key)) for line in self.lines
        ]
        return [change for change in (*texts, *totals) if change[1] != change[2]]

    def post(self, request, pk, token):
        upload = self.upload()
        taken = upload.take()
        if taken is None:
            return self.gone()
        found = self.read(taken.read_bytes())
        refused = [] if found.problems else self.write(found)
        if found.problems or refused:
            upload.give_back(taken)
            return self.show(upload, found, refused)
        taken.unlink()
        messages.success(request, "Đã nạp biểu Excel vào báo cáo. Chưa nộp: bấm “Nộp báo cáo” khi đã xong.")
        return redirect(reverse("submission-detail", args=[pk]))

    def write(self, found):
        """Write what the form says; what refuses it, in words."""
        row, own = self.object, {line.key for line in self.lines}
        kept = {key: value for key, value in row.totals.items() if key not in own}
        try:
            actions.write_submission(
                row, by=self.request.user, version=found.version, totals=kept | found.totals, **found.narrative
            )
        except ValidationError as error:
            return error.messages
        return []
