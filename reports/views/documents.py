"""The files of a briefing: the report in Word and Excel, and the notice of its conclusions; taking one is recorded."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.document import UnusableTemplate
from core.screens import ObjectScreen
from members.permissions import can_read_records
from reports.freezing import report_of
from reports.outputs import excel, notice_word, word
from reports.views.briefing import EXCEL, WORD
from reports.views.parts import OfBriefing


def _word(briefing, user):
    return word.render(report_of(briefing, user), word.meeting_lines(briefing), word.chain_line(briefing))


def _excel(briefing, user):
    return excel.render(report_of(briefing, user))


def _notice(briefing, user):
    if not notice_word.is_issued(briefing):
        raise Http404
    return notice_word.render(briefing)


FILES = {
    "docx": (_word, "giao-ban", "docx", WORD),
    "xlsx": (_excel, "giao-ban", "xlsx", EXCEL),
    "notice": (_notice, "thong-bao-ket-luan-giao-ban", "docx", WORD),
}


class BriefingDocument(OfBriefing, ObjectScreen):
    permission = can_read_records

    def get(self, request, pk, kind):
        if kind not in FILES:
            raise Http404
        make, stem, ending, content_type = FILES[kind]
        try:
            content = make(self.object, request.user)
        except UnusableTemplate as error:
            messages.error(request, str(error))
            return redirect(self.success_url())
        name = f"{stem}-{slugify(self.object.organization.code)}-{self.object.period.code}.{ending}"
        history.record(by=request.user, act=Act.EXPORT, obj=self.object, summary=f"Tệp {name}")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=content_type, headers=disposition)
