"""Who has handed in and who hasn't: the board of an organization and a period, and reminders."""

from io import BytesIO
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from accounts import history
from accounts.choices import Act
from core.screens import Crumb, FormScreen
from core.text import short_date
from core.workbook import Column, Sheet, write
from reports import actions
from reports.calendars import calendar_under
from reports.figures import Number
from reports.forms.submissions import BoardForm, RemindForm
from reports.models import Reminder
from reports.permissions import can_remind
from reports.submissions import full_board, missing_units
from reports.views.briefing import EXCEL
from reports.views.scope import ScopedPage


class SubmissionBoard(ScopedPage):
    """The board as a page; `?export=xlsx` is the file."""

    template_name = "reports/submission_board.html"
    form_class = BoardForm

    def report(self, organization, period):
        board = full_board(organization, period, self.request.user, timezone.localdate())
        if self.request.GET.get("export") == "xlsx":
            return self.file(board)
        return self.render_to_response(
            self.get_context_data(
                organization=organization,
                period=period,
                board=board,
                handed_in=handed_in_of(board),
                may_remind=can_remind(self.request.user, organization),
                words=reminder_words(board.organization, board.period, board.calendar.due),
            )
        )

    def file(self, board):
        name = f"nop-bao-cao-{slugify(board.organization.code)}-{board.period.code.lower()}.xlsx"
        summary = f"Nộp báo cáo {board.period.label}, tệp {name}"
        history.record(by=self.request.user, act=Act.EXPORT, obj=board.organization, summary=summary)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(board_book(board), content_type=EXCEL, headers=headers)


def handed_in_of(board):
    """The number of returns that are in, with the list of exactly those."""
    query = {"receiver": board.organization.code, "period": board.period.code, "handed": "yes"}
    return Number(board.handed_in, f"{reverse('submission-list')}?{urlencode(query)}")


def reminder_words(organization, period, due):
    return (
        f"{organization.name} đề nghị đơn vị nộp báo cáo {period.label} về công tác kiểm tra, giám sát và thi hành "
        f"kỷ luật đảng; hạn nộp ngày {short_date(due)}."
    )


def board_book(board):
    """The board as bytes of an .xlsx file: the units, then the sums."""
    file = BytesIO()
    heading = [
        f"Nộp báo cáo {board.period.label}: {board.handed_in}/{len(board.rows)} đơn vị đã nộp",
        f"{board.organization.name}, hạn nộp {short_date(board.calendar.due)}",
    ]
    units = [
        Column("Mã", 16), Column("Đơn vị", 44), Column("Tình trạng", 24), Column("Hạn nộp", 12, "date"),
        Column("Ngày nộp", 12, "date"), Column("Người nộp", 24), Column("Số ngày chậm", 10, "number"),
        Column("Số lần nhắc", 10, "number"), Column("Ghi chú", 36),
    ]  # fmt: skip
    sums = [
        Column("Mã", 8), Column("Chỉ tiêu", 50), Column("Hồ sơ của toàn đảng bộ", 16, "number"),
        Column("Cộng các đơn vị đã nộp", 16, "number"), Column("Số tổng hợp, không có hồ sơ", 16, "number"),
        Column("Số tổng hợp không cộng", 16, "number"),
    ]  # fmt: skip
    sheets = [
        Sheet("Đơn vị", units, map(_unit, board.rows), heading),
        Sheet("Số liệu", sums, map(_sum, board.figures), heading),
    ]
    write(sheets, file)
    return file.getvalue()


def _unit(row):
    submission = row.submission
    note = "Hồ sơ đã thay đổi sau khi nộp" if row.is_changed else ""
    handed = submission if row.is_in else None
    return [
        row.organization.code, row.organization.name, row.words, row.due, handed and handed.submitted_on,
        str(handed.submitted_by) if handed else "", row.days_late or None, row.reminded or None, note,
    ]  # fmt: skip


def _sum(one):
    return [one.line.key, one.line.label, one.tree.value, one.records, one.totals or None, one.beside or None]


class SubmissionRemind(FormScreen):
    """Remind units that haven't handed in: the text, who gets it; the address names the organization and the period."""

    model, permission, form_class = Reminder, can_remind, RemindForm
    template_name = "reports/submission_remind.html"
    title, submit_label, success = "Nhắc nộp báo cáo", "Gửi nhắc nộp", "Đã nhắc; đơn vị thấy ở trang Việc cần làm."

    def prepare(self):
        if not can_remind(self.request.user):
            return
        scope = BoardForm(self.request.GET, user=self.request.user, today=timezone.localdate()).scope()
        if scope is None:
            raise Http404
        self.receiver, self.span = scope
        self.permission = lambda user, _: can_remind(user, self.receiver)
        self.units = list(missing_units(self.receiver, self.span).visible_to(self.request.user))

    def crumbs(self):
        return [Crumb("Nộp báo cáo", self.cancel_url())]

    def page_title(self):
        return f"Nhắc nộp báo cáo {self.span.label}"

    def form_kwargs(self):
        return {"user": self.request.user, "units": self.units, "initial": self.initial()}

    def initial(self):
        asked = self.request.GET.getlist("unit")
        keys = [str(unit.pk) for unit in self.units]
        return {
            "units": [key for key in keys if key in asked] or keys,
            "text": reminder_words(self.receiver, self.span, calendar_under(self.receiver, self.span).due),
        }

    def save_action(self, form):
        return actions.remind(
            by=self.request.user,
            receiver=self.receiver,
            period=self.span,
            units=form.chosen_units(),
            text=form.cleaned_data["text"],
        )

    def success_url(self):
        query = {"organization": self.receiver.code, "period": self.span.code}
        return f"{reverse('submission-board')}?{urlencode(query)}"

    cancel_url = success_url
