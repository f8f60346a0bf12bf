"""Returns of units: the list, one return with its figures, writing it, and its steps."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.timeline import timeline
from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen, Section
from core.text import capitalized, number, short_date
from inspections.views.parts import own_office
from members.permissions import can_read_records, can_write_records
from reports import actions, returns
from reports.briefing import WITHOUT_OWN
from reports.calendars import calendar_of
from reports.choices import SubmissionState
from reports.filters.submissions import SubmissionFilters
from reports.forms.submissions import OpenForm, StepForm, SubmissionForm
from reports.models import Reminder, Submission
from reports.models.submissions import NARRATIVE
from reports.states import SUBMISSION
from reports.submissions import TONES, missing_units
from reports.tables.submissions import SubmissionTable

BOARD, LIST = "Nộp báo cáo", "Báo cáo của đơn vị"
OUTSIDE = "Cấp trên ở ngoài hệ thống này"


def crumbs_to(submission=None):
    crumbs = [Crumb(BOARD, reverse("submission-board")), Crumb(LIST, reverse("submission-list"))]
    if submission is not None:
        crumbs.append(Crumb(str(submission), reverse("submission-detail", args=[submission.pk])))
    return crumbs


class SubmissionList(ListScreen):
    model, permission = Submission, can_read_records
    title, unit = LIST, "báo cáo"
    filterset_class, table_class = SubmissionFilters, SubmissionTable
    related = ("organization", "receiver", "submitted_by")
    create_url, create_permission, create_label = "submission-create", can_write_records, "Lập báo cáo"
    quick_views = (
        ("Tất cả", {}),
        ("Đang soạn", {"state": "draft"}),
        ("Chờ tiếp nhận", {"state": "submitted"}),
        ("Bị trả lại", {"state": "returned"}),
        ("Chậm hạn", {"late": "yes"}),
    )
    empty_hint = "Đơn vị lập báo cáo của từng kỳ ở đây; số liệu lấy từ hồ sơ đã ghi."


class OfSubmission:
    """A screen about one return."""

    model, permission = Submission, can_read_records
    related = ("organization", "receiver", "submitted_by")

    @cached_property
    def calendar(self):
        return calendar_of(self.object.organization, self.object.span)

    @cached_property
    def lines(self):
        """The lines of the form that this user may see."""
        every = returns.lines_of(self.calendar.form, self.object.last)
        return returns.readable(every, self.request.user, self.object.organization)

    def crumbs(self):
        return crumbs_to()


class SubmissionDetail(OfSubmission, DetailScreen):
    template_name = "reports/submission_detail.html"

    @cached_property
    def versions(self):
        return list(self.object.versions.select_related("by", "judged_by"))

    @cached_property
    def version(self):
        """The version asked for (`?lan=1`), else the one handed in last."""
        asked = self.request.GET.get("lan", "")
        named = [version for version in self.versions if str(version.ordinal) == asked]
        return (named or self.versions[-1:] or [None])[0]

    @cached_property
    def figure_rows(self):
        return returns.rows_for(self.object, self.version, self.lines, self.request.user)

    def identity(self):
        row, day = self.object, timezone.localdate()
        late = row.days_late(day)
        words = f"Nộp chậm {late} ngày" if row.is_handed_in else f"Quá hạn {late} ngày"
        return [
            Fact("Đơn vị", row.organization),
            Fact("Kỳ báo cáo", row.span.label),
            Fact("Tình trạng", row.get_state_display(), tone=TONES[row.state]),
            Fact("Hạn nộp", short_date(row.due)),
            *([Fact("Thời hạn", words, tone="late")] if late else []),
        ]

    def facts(self):
        row = self.object
        flag = "" if self.calendar.confirmed else " – chưa xác nhận"
        told = [
            ("Vì sao trả lại", row.return_reason),
            ("Lý do sửa đổi", row.amend_reason),
            ("Đơn vị trực thuộc chưa nộp đủ", row.missing_reason),
        ]
        return [
            Fact("Nộp cho", row.receiver or OUTSIDE),
            Fact("Tính việc từ ngày, chốt số liệu ngày", f"{short_date(row.counted_from)} – {short_date(row.cut_off)}"),
            Fact("Căn cứ của hạn nộp", f"{self.calendar.source}{flag}"),
            *([Fact("Nộp", f"{short_date(row.submitted_on)}, {row.submitted_by}")] if row.submitted_by else []),
            *(Fact(label, text) for label, text in told if text),
        ]

    def sections(self):
        return [
            Section("Số liệu", template="reports/submission_figures.html", context=self.figures(), anchor="so-lieu"),
            self.narrative(),
            Section("Các lần nộp", template="reports/submission_versions.html", context=self.history_of_versions()),
            *self.reminders(),
            Section("Quá trình cập nhật", template="partials/history.html", context={"entries": self.entries()}),
        ]

    def figures(self):
        rows, version = self.figure_rows, self.version
        totals = (version or self.object).totals
        recorded = {row.line.key: row.submitted if version else row.now.value for row in rows}
        return {
            "rows": rows,
            "version": version,
            "is_earlier": version is not None and version is not self.versions[-1],
            "changed": sum(bool(row.difference) for row in rows),
            "is_locked": self.object.state == SubmissionState.LOCKED,
            "has_totals": any(row.total is not None for row in rows),
            "only_totals": bool(totals) and not any(recorded.values()),
            "doubts": returns.doubts(self.lines, totals, recorded),
            "without_own": WITHOUT_OWN if returns.own_member(self.request.user) else "",
        }

    def narrative(self):
        texts = self.version.narrative if self.version else {name: getattr(self.object, name) for name in NARRATIVE}
        labels = {name: Submission._meta.get_field(name).verbose_name for name in NARRATIVE}
        parts = [(capitalized(labels[name]), texts.get(name, "")) for name in NARRATIVE]
        return Section("Phần viết", template="reports/submission_narrative.html", context={"parts": parts})

    def history_of_versions(self):
        page = reverse("submission-detail", args=[self.object.pk])
        return {"versions": self.versions, "current": self.version, "page": page}

    def reminders(self):
        found = Reminder.objects.filter(organization=self.object.organization, period=self.object.period)
        facts = [
            Fact(f"{timezone.localtime(one.at):%H:%M %d/%m/%Y}, {one.by}", one.text)
            for one in found.select_related("by")
        ]
        return [Section("Nhắc nộp", facts=facts)] if facts else []

    def entries(self):
        return timeline(self.object, labels={"totals": "số tổng hợp"})

    def buttons(self):
        row, user = self.object, self.request.user
        moves = [move for move in SUBMISSION.moves_from(row.state) if move.may(user, row)]
        steps = [
            Button(move.label, reverse("submission-step", args=[row.pk, move.verb]), primary=not place)
            for place, move in enumerate(moves)
        ]
        book = [Button("Tải biểu Excel", reverse("submission-form-file", args=[row.pk]))]
        if not (row.is_written and can_write_records(user, row)):
            return steps + book
        return [
            Button("Viết báo cáo", reverse("submission-update", args=[row.pk])),
            *steps,
            *book,
            Button("Nạp biểu Excel", reverse("submission-upload", args=[row.pk])),
        ]


class SubmissionCreate(FormScreen):
    model, permission, form_class = Submission, can_write_records, OpenForm
    title, submit_label, success = "Lập báo cáo", "Lập báo cáo", "Đã lập báo cáo. Số liệu lấy từ hồ sơ đã ghi."
    lead = "Mỗi đơn vị có một báo cáo cho mỗi kỳ. Số liệu được tính từ hồ sơ và chốt lại khi nộp."

    def crumbs(self):
        return crumbs_to()

    def initial(self):
        asked = super().initial()
        office = own_office(self.request.user)
        return {"organization": office.pk if office else None} | asked

    def save_action(self, form):
        return actions.open_submission(by=self.request.user, day=timezone.localdate(), **form.cleaned_data)

    def cancel_url(self):
        return reverse("submission-list")


class SubmissionUpdate(OfSubmission, FormScreen):
    permission, form_class = can_write_records, SubmissionForm
    template_name = "reports/submission_form.html"
    title, success = "Viết báo cáo", "Đã lưu báo cáo. Chưa nộp: bấm “Nộp báo cáo” khi đã xong."

    def crumbs(self):
        return crumbs_to(self.object)

    def form_kwargs(self):
        return super().form_kwargs() | {"lines": self.lines}

    def facts(self):
        row = self.object
        return [
            Fact("Đơn vị", row.organization),
            Fact("Kỳ báo cáo", row.span.label),
            Fact("Hạn nộp", short_date(row.due)),
            *([Fact("Vì sao trả lại", row.return_reason, tone="warn")] if row.return_reason else []),
        ]

    def context(self, **more):
        rows = returns.rows_for(self.object, None, self.lines, self.request.user)
        form = more.get("form")
        typed = form.total_fields() if form else []
        return super().context(figure_rows=list(zip(rows, (field for _, field in typed), strict=False)), **more)

    def save_action(self, form):
        row = self.object
        return actions.write_submission(
            row, by=self.request.user, version=row.version, totals=form.totals(), **form.narrative()
        )


REASONS = {
    "submit": ("Lý do đơn vị trực thuộc chưa nộp đủ", "Chỉ cần khi còn đơn vị trực thuộc chưa nộp."),
    "return": ("Lý do trả lại", "Đơn vị đọc lý do này để sửa báo cáo."),
    "accept": ("Ý kiến", "Cần khi đơn vị trực thuộc của đơn vị này chưa nộp đủ."),
    "lock": ("", ""),
    "amend": ("Lý do sửa đổi", "Số liệu của các lần nộp trước vẫn được giữ."),
}


class SubmissionStep(OfSubmission, MoveScreen):
    states, form_class = SUBMISSION, StepForm

    def crumbs(self):
        return crumbs_to(self.object)

    def form_kwargs(self):
        label, hint = REASONS[self.move.verb]
        return super().form_kwargs() | {"label": label, "hint": hint}

    def facts(self):
        row = self.object
        missing = list(missing_units(row.organization, row.span))
        now = returns.count(row.organization, row.counted, self.lines, self.request.user)
        return [
            Fact("Đơn vị", row.organization),
            Fact("Kỳ báo cáo", row.span.label),
            Fact("Nộp cho", row.receiver or OUTSIDE),
            Fact("Hạn nộp", short_date(row.due)),
            Fact("Số dòng có số liệu theo hồ sơ", number(sum(bool(one.value) for one in now.values()))),
            *([Fact("Số tổng hợp nhập tay", f"{len(row.totals)} dòng")] if row.totals else []),
            *([Fact("Chưa nộp", actions.submissions.named(missing), tone="warn")] if missing else []),
            *([Fact("Lý do chưa đủ", row.missing_reason)] if row.missing_reason else []),
        ]

    def save_action(self, form):
        return actions.take_submission_step(
            self.object,
            self.move.verb,
            by=self.request.user,
            version=self.object.version,
            day=timezone.localdate(),
            reason=form.cleaned_data.get("reason", ""),
        )
