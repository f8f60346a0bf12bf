"""The data of a tree as an Excel book in the format of the import: what it holds and lacks, then the file."""

import tempfile

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from core.periods import of_dates
from reports import actions, exports
from reports.forms.scope import OrganizationForm
from reports.jobs import KINDS
from reports.permissions import can_export
from reports.views.briefing import EXCEL
from reports.views.jobs import SAME_JOB

DIRECT_ROWS = 10_000
"""Rows of a book that is made while the reader waits, a few seconds; a longer one is made in the background."""
QUEUED = "Đã đưa vào hàng chờ. Có thể rời trang này, tệp được giữ lại ở đây."


class ExportPage(LoginRequiredMixin, TemplateView):
    """What the book of an organization would hold. POST makes it: at once, or as a background job when it is long."""

    template_name = "reports/export.html"

    def get(self, request):
        with exports.one_moment():
            export, problem = self.prepared()
            left_out = export.left_out() if export else []
        context = {"export": export, "problem": problem, "left_out": left_out, "organization": self.organization}
        if export:
            context |= {"is_long": export.total > DIRECT_ROWS, "without_own": exports.without_own(request.user)}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request):
        with exports.one_moment():
            export, problem = self.prepared()
            file = self.file(export) if export and export.total <= DIRECT_ROWS else None
        if problem:
            return redirect(request.get_full_path())
        if file is None:
            return self.queued()
        exports.record(export, by=request.user)
        name = exports.file_name(self.organization, timezone.localdate())
        return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)

    def prepared(self):
        """The book of the organization that the address names, and why there can be none."""
        if not can_export(self.request.user):
            raise PermissionDenied
        form = OrganizationForm(self.request.GET, user=self.request.user, today=timezone.localdate())
        if not form.is_valid():
            raise Http404
        self.organization = form.cleaned_data["organization"]
        if not can_export(self.request.user, self.organization):
            raise PermissionDenied
        try:
            return exports.prepared(self.organization, self.request.user), ""
        except exports.TooLargeError as error:
            return None, str(error)

    @staticmethod
    def file(export):
        file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
        export.write(file, timezone.localdate())
        file.seek(0)
        return file

    def queued(self):
        today = timezone.localdate()
        job, new = actions.ask_for_job(
            kind=KINDS["workbook"].code, organization=self.organization, period=of_dates(today, today),
            by=self.request.user,
        )  # fmt: skip
        messages.success(self.request, QUEUED if new else SAME_JOB)
        return redirect("job-detail", job.pk)
