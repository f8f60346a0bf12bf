"""Period reports: begun from a layout, written, read with every number a link, issued, taken out as files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts import history
from accounts.choices import Act
from core.document import UnusableTemplate
from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen, ObjectScreen
from core.text import short_date
from inspections.views.parts import history_section, own_office
from members.permissions import can_read_denunciations, can_read_records, can_write_records
from reports import actions
from reports.choices import ReportState
from reports.facts import FACTS
from reports.filters.period_reports import PeriodReportFilters
from reports.forms.period_reports import STEP_FORMS, BeginForm, ReportForm
from reports.frozen_reports import thawed
from reports.models import PeriodReport
from reports.outputs import excel, period_word, text
from reports.states.period_reports import PERIOD_REPORT
from reports.tables.period_reports import TONES, PeriodReportTable
from reports.views.briefing import EXCEL, WORD

FORMATS = {"docx": WORD, "xlsx": EXCEL, "txt": "text/plain; charset=utf-8"}


class PeriodReportList(ListScreen):
    model, permission = PeriodReport, can_read_records
    title, unit = "Báo cáo kỳ", "báo cáo"
    template_name = "reports/period_report_list.html"
    filterset_class, table_class = PeriodReportFilters, PeriodReportTable
    related = ("organization",)
    create_url, create_permission, create_label = "periodreport-create", can_write_records, "Lập báo cáo"
    quick_views = (("Tất cả", {}), ("Dự thảo", {"state": "draft"}), ("Đã ban hành", {"state": "issued"}))
    empty_hint = "Bấm “Lập báo cáo”, chọn mẫu và kỳ: số liệu được lấy từ hồ sơ."


class AboutReport:
    model = PeriodReport
    related = ("organization__parent", "layout")

    def crumbs(self):
        return [Crumb("Báo cáo kỳ", reverse("periodreport-list"))]

    def composed(self):
        """As it was issued, or as its records say now; letters are hidden from who may not see them."""
        report, user = self.object, self.request.user
        if report.frozen:
            unseen = frozenset() if can_read_denunciations(user, report) else OF_LETTERS
            return thawed(report.frozen, report.organization, report.period, unseen)
        return actions.composed_of(report, user)


OF_LETTERS = frozenset(name for name, fact in FACTS.items() if fact.letters)


class PeriodReportDetail(AboutReport, DetailScreen):
    permission = can_read_records
    records_reading = True
    template_name = "reports/period_report.html"

    def context(self, **more):
        try:
            more["report"] = self.composed()
        except ValidationError as error:
            more["refusal"] = " ".join(error.messages)
        return super().context(**more)

    def identity(self):
        one = self.object
        return [
            Fact("Tổ chức báo cáo", one.organization),
            Fact("Kỳ", f"{short_date(one.first)} – {short_date(one.last)}"),
            Fact("Chốt số liệu", f"hết ngày {short_date(one.cutoff)}"),
            Fact("Tình trạng", one.get_state_display(), tone=TONES[ReportState(one.state)]),
        ]

    def facts(self):
        one = self.object
        layout = reverse("reportlayout-detail", args=[one.layout_id]) if one.layout_id else ""
        return [
            Fact("Mẫu báo cáo", one.content["name"], layout),
            *([Fact("Số, ký hiệu", one.number)] if one.number else []),
            *([Fact("Ngày ban hành", short_date(one.issued_on))] if one.issued_on else []),
            *([Fact("Lý do thu hồi", one.withdraw_reason)] if one.withdraw_reason else []),
        ]

    def sections(self):
        return [history_section(self.object)]

    def buttons(self):
        one, user = self.object, self.request.user
        files = [Button(f"Tải {words}", reverse("periodreport-file", args=[one.pk, kind])) for kind, words in FILES]
        edit = [Button("Soạn báo cáo", reverse("periodreport-update", args=[one.pk]), primary=True)]
        moves = [
            Button(move.label, reverse("periodreport-step", args=[one.pk, move.verb]))
            for move in PERIOD_REPORT.moves_from(one.state)
            if move.may(user, one)
        ]
        return [*(edit if one.is_draft and can_write_records(user, one) else []), *files, *moves]


FILES = (("docx", "Word"), ("xlsx", "Excel"), ("txt", "văn bản"))


class PeriodReportForms(AboutReport, FormScreen):
    permission = can_write_records

    def success_url(self):
        return reverse("periodreport-detail", args=[self.saved.pk])


class PeriodReportCreate(PeriodReportForms):
    form_class = BeginForm
    title, submit_label, success = "Lập báo cáo kỳ", "Lập báo cáo", "Đã lập báo cáo. Hãy soạn các phần tự viết."

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.begin_report(by=self.request.user, **form.typed())


class PeriodReportUpdate(PeriodReportForms):
    form_class = ReportForm
    title = "Soạn báo cáo kỳ"

    def form_kwargs(self):
        layout = actions.reading_of(self.object.content["text"], self.object.organization)
        return super().form_kwargs() | {"free_texts": layout.free_texts}

    def save_action(self, form):
        return actions.update_report(self.object, by=self.request.user, version=self.object.version, **form.typed())


class PeriodReportStep(AboutReport, MoveScreen):
    states = PERIOD_REPORT

    @property
    def form_class(self):
        return STEP_FORMS[self.move.verb]

    def facts(self):
        return [Fact("Báo cáo", self.object), Fact("Chốt số liệu", short_date(self.object.cutoff))]

    def form_kwargs(self):
        known = {"number": self.object.number, "issued_on": timezone.localdate()} if self.move.verb == "issue" else {}
        return super().form_kwargs() | {"initial": known}

    def save_action(self, form):
        act = {"issue": actions.issue_report, "withdraw": actions.withdraw_report}[self.move.verb]
        return act(self.object, by=self.request.user, version=self.object.version, **form.cleaned_data)


class PeriodReportFile(AboutReport, ObjectScreen):
    """The report as a Word, Excel or text file; taking it out is recorded."""

    permission = can_read_records

    def get(self, request, pk, format):
        if format not in FORMATS:
            raise Http404
        try:
            content = self.rendered(format)
        except (UnusableTemplate, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return redirect("periodreport-detail", pk)
        name = f"bao-cao-{self.object.period.code.replace('..', '-')}-{pk}.{format}"
        history.record(by=request.user, act=Act.EXPORT, obj=self.object, summary=f"Báo cáo kỳ, tệp {name}")
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content, content_type=FORMATS[format], headers=headers)

    def rendered(self, kind):
        report = self.composed()
        if kind == "docx":
            return period_word.render(report, self.object)
        return excel.book(report) if kind == "xlsx" else text.render(report)
