from django.http import Http404, HttpResponse
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from members.permissions import can_write_records
from reports.briefing import compose
from reports.outputs import excel, text, word
from reports.views.scope import ScopedPage

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"docx": (word.render, WORD), "xlsx": (excel.render, EXCEL), "txt": (text.render, "text/plain")}


class BriefingPage(ScopedPage):
    """The briefing as a page whose numbers open their records."""

    template_name = "reports/briefing.html"

    def report(self, organization, period):
        user = self.request.user
        context = {"briefing": compose(organization, period, user), "may_plan": can_write_records(user, organization)}
        return self.render_to_response(self.get_context_data(organization=organization, period=period, **context))


class BriefingFile(ScopedPage):
    """The briefing as a Word, Excel or text file; taking it out is recorded."""

    def report(self, organization, period):
        if self.kwargs["format"] not in FORMATS:
            raise Http404
        render, content_type = FORMATS[self.kwargs["format"]]
        content = render(compose(organization, period, self.request.user))
        name = f"giao-ban-{slugify(organization.code)}-{period.code}.{self.kwargs['format']}"
        history.record(
            by=self.request.user,
            act=Act.EXPORT,
            obj=organization,
            summary=f"Báo cáo giao ban {period.label}, tệp {name}",
        )
        return HttpResponse(
            content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    def get_context_data(self, **context):
        raise Http404
