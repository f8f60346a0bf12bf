"""The reporting calendar: what offices have set, and what ships for as long as they haven't."""

from django.urls import reverse
from django.utils import timezone

from accounts.timeline import timeline
from core.screens import Crumb, Fact, FormScreen, ListScreen
from inspections.views.parts import own_office
from members.permissions import can_read_structure
from reports import actions
from reports.calendars import shipped
from reports.choices import PeriodKind
from reports.filters.submissions import ReportingRuleFilters
from reports.forms.calendars import ReportingRuleForm
from reports.models import ReportingRule
from reports.permissions import can_set_calendar
from reports.tables.submissions import ReportingRuleTable

LIST = "Lịch báo cáo"


class CalendarList(ListScreen):
    model, permission = ReportingRule, can_read_structure
    template_name = "reports/calendar_list.html"
    title, unit = LIST, "quy định"
    lead = (
        "Ngày chốt số liệu và hạn nộp báo cáo của đơn vị. Áp dụng quy định của tổ chức gần nhất phía trên đơn vị; "
        "nơi chưa đặt thì theo mặc định dưới đây."
    )
    filterset_class, table_class = ReportingRuleFilters, ReportingRuleTable
    related = ("organization",)
    create_url, create_permission, create_label = "calendar-create", can_set_calendar, "Đặt lịch báo cáo"
    empty_hint = "Chưa tổ chức nào trong phạm vi của bạn đặt lịch riêng; đang dùng mặc định."

    def context(self, **more):
        return super().context(defaults=defaults(), source=shipped()["source"], **more)


class CalendarForm:
    model, form_class = ReportingRule, ReportingRuleForm
    permission = can_set_calendar

    def crumbs(self):
        return [Crumb(LIST, reverse("calendar-list"))]

    def success_url(self):
        return reverse("calendar-list")

    cancel_url = success_url


class CalendarCreate(CalendarForm, FormScreen):
    title, success = "Đặt lịch báo cáo", "Đã đặt lịch báo cáo."

    def initial(self):
        today = timezone.localdate()
        known = {"organization": own_office(self.request.user), "effective_from": today.replace(month=1, day=1)}
        return known | super().initial()

    def save_action(self, form):
        return actions.add_reporting_rule(by=self.request.user, **form.cleaned_data)


class CalendarUpdate(CalendarForm, FormScreen):
    title, success = "Sửa lịch báo cáo", "Đã sửa lịch báo cáo."
    related = ("organization",)

    def facts(self):
        latest = timeline(self.object)[:1]
        return [Fact("Lần ghi gần nhất", one["text"]) for one in latest]

    def save_action(self, form):
        rule = self.object
        return actions.update_reporting_rule(rule, by=self.request.user, version=rule.version, **form.cleaned_data)


def defaults():
    """What ships, a line a kind of period."""
    return [
        {"kind": PeriodKind(kind).label, "cut_off": _cut_off(days["cuts_off"]), "due": days["due"]}
        for kind, days in shipped()["kinds"].items()
    ]


def _cut_off(days):
    return "Ngày cuối kỳ" if not days else f"{-days} ngày trước cuối kỳ"
