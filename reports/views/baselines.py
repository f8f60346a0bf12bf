"""Figures entered by hand: of years before the program, and as published beside what the records say."""

from django.urls import reverse

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section, StepScreen
from core.text import number, short_date
from inspections.views.parts import history_section, own_office
from members.permissions import can_decide, can_read_denunciations, can_read_records, can_write_records
from reports import actions
from reports.counting import Counted
from reports.facts import FACTS
from reports.filters.period_reports import BaselineFilters
from reports.forms.baselines import BaselineForm
from reports.forms.period_reports import ReasonForm
from reports.measures import kept_measure
from reports.models import Baseline
from reports.tables.period_reports import BaselineTable


class BaselineList(ListScreen):
    model, permission = Baseline, can_read_records
    title, unit = "Số liệu nhập tay", "số liệu"
    lead = "Số liệu nền của những năm trước khi dùng phần mềm, và số đã công bố đặt cạnh hồ sơ."
    filterset_class, table_class = BaselineFilters, BaselineTable
    related = ("organization",)
    create_url, create_permission, create_label = "baseline-create", can_write_records, "Nhập số liệu"


class AboutBaseline:
    model = Baseline
    related = ("organization", "part_of", "author")

    def crumbs(self):
        return [Crumb("Số liệu nhập tay", reverse("baseline-list"))]


class BaselineDetail(AboutBaseline, DetailScreen):
    permission = can_read_records

    def facts(self):
        one = self.object
        return [
            Fact("Loại", f"{one.get_kind_display()}, nhập tay"),
            Fact("Giá trị", number(one.value)),
            Fact("Kỳ", f"{one.period.label} ({short_date(one.first)} – {short_date(one.last)})"),
            Fact("Tổ chức đảng", one.organization),
            Fact("Văn bản nguồn", one.source),
            Fact("Ghi chú", one.note),
            Fact(
                "Nằm trong số",
                one.part_of or "",
                reverse("baseline-detail", args=[one.part_of_id]) if one.part_of_id else "",
            ),
            Fact("Người nhập", one.author),
            *([Fact("Đã bỏ, lý do", one.void_reason, tone="late")] if one.voided_at else []),
        ]

    def sections(self):
        return [
            Section("Đối chiếu", facts=self.comparison(), empty="Không đối chiếu được."),
            history_section(self.object),
        ]

    def comparison(self):
        """What the records say, and whether the parts that were entered add up: told, never repaired."""
        one, found = self.object, []
        measure = kept_measure(one)
        if measure and self.may_count(measure):
            counted = Counted(one.organization, self.request.user).value(measure, one.period)
            tone = "" if counted in (one.value, 0) else "late"
            words = "" if counted == one.value else f", khác số nhập tay ({number(one.value)})"
            found.append(
                Fact(
                    "Hồ sơ trong phần mềm", f"{number(counted)}{words}", measure.url(one.organization, one.period), tone
                )
            )
        parts = list(one.parts.standing())
        if parts:
            total = sum(part.value for part in parts)
            words = "khớp" if total == one.value else f"không khớp: số tổng ghi {number(one.value)}"
            listed = ", ".join(f"{part.name} {number(part.value)}" for part in parts)
            found.append(
                Fact(
                    "Cộng các phần",
                    f"{listed}: cộng {number(total)}, {words}",
                    tone="" if total == one.value else "late",
                )
            )
        return found

    def may_count(self, measure):
        letters = any(FACTS[part.fact].letters for part in measure.parts)
        return not letters or can_read_denunciations(self.request.user, self.object)

    def buttons(self):
        one, user = self.object, self.request.user
        if one.voided_at:
            return []
        edit = [Button("Sửa", reverse("baseline-update", args=[one.pk]))] if can_write_records(user, one) else []
        void = [Button("Bỏ số liệu", reverse("baseline-void", args=[one.pk]))] if can_decide(user, one) else []
        return [*edit, *void]


class BaselineForms(AboutBaseline, FormScreen):
    permission, form_class = can_write_records, BaselineForm
    success = "Đã lưu số liệu nhập tay."


class BaselineCreate(BaselineForms):
    title = "Nhập số liệu nền, số đã công bố"

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.record_baseline(by=self.request.user, **form.typed())


class BaselineUpdate(BaselineForms):
    title = "Sửa số liệu nhập tay"

    def save_action(self, form):
        return actions.update_baseline(self.object, by=self.request.user, version=self.object.version, **form.typed())


class BaselineVoid(AboutBaseline, StepScreen):
    permission, form_class = can_decide, ReasonForm
    title, submit_label, success = "Bỏ số liệu nhập tay", "Bỏ số liệu", "Đã bỏ số liệu."
    warning = "Số liệu vẫn được giữ lại kèm lý do, nhưng không báo cáo nào dùng nữa."

    def facts(self):
        return [Fact("Số liệu", self.object), Fact("Giá trị", number(self.object.value))]

    def save_action(self, form):
        return actions.void_baseline(
            self.object, by=self.request.user, version=self.object.version, **form.cleaned_data
        )
