"""Suspensions with their days left, and probationary members struck off."""

from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, Section, StepScreen
from core.text import short_date
from discipline import actions
from discipline.filters.suspensions import StrikeOffFilters, SuspensionFilters
from discipline.forms.suspensions import EndForm, ExtendForm, StrikeOffForm, SuspensionForm
from discipline.models import StrikeOff, Suspension
from discipline.suspending import term
from discipline.tables.suspensions import StrikeOffTable, SuspensionTable, state_of_suspension
from discipline.views.parts import SUBJECT, HiddenFromConcerned, acting_body, history_section
from inspections.views.parts import own_office, subject_fact
from members.permissions import can_decide, can_read_records, can_run_cases
from rules import book


class SuspensionList(ListScreen):
    model, permission = Suspension, can_read_records
    title, unit = "Đình chỉ", "quyết định"
    filterset_class, table_class = SuspensionFilters, SuspensionTable
    related = ("organization", *SUBJECT)
    create_url, create_permission = "suspension-create", can_run_cases
    create_label = "Ghi quyết định đình chỉ"
    quick_views = (
        ("Tất cả", {}),
        ("Đang đình chỉ", {"state": "running"}),
        ("Sắp hết hạn", {"state": "soon"}),
        ("Quá hạn, chưa chấm dứt", {"state": "over"}),
    )


class SuspensionDetail(HiddenFromConcerned, DetailScreen):
    model, permission = Suspension, can_read_records
    related = ("organization", "case", *SUBJECT)
    records_reading = True

    def crumbs(self):
        return [Crumb("Đình chỉ", reverse("suspension-list"))]

    def identity(self):
        row = self.object
        words, tone = state_of_suspension(row, timezone.localdate())
        return [
            subject_fact(row, self.request.user),
            Fact("Loại", row.get_kind_display()),
            Fact("Từ ngày", short_date(row.since)),
            Fact("Đến hết ngày", short_date(row.until)),
            Fact("Tình trạng", words, tone=tone),
        ]

    def facts(self):
        row = self.object
        told = term(book.read(), kind=row.kind, since=row.since, day=row.decided)
        flag = "" if told is None or told.is_confirmed else "; chưa xác nhận"
        limit = f"{told.words}: nhiều nhất đến {short_date(told.longest)} ({told.source}{flag})" if told else ""
        facts = [
            Fact("Số quyết định", f"{row.number} ngày {short_date(row.decided)}"),
            Fact("Cơ quan quyết định", acting_body(row)),
            Fact("Căn cứ", row.get_basis_display()),
            Fact("Lý do", row.reason),
            Fact("Thời hạn theo quy định", limit),
        ]
        if row.ended:
            number = f", số {row.end_number}" if row.end_number else ""
            facts.append(Fact("Chấm dứt", f"{short_date(row.ended)}{number}: {row.end_reason}"))
        return facts

    def sections(self):
        extensions = list(self.object.extensions.select_related("by"))
        facts = [
            Fact(
                f"Quyết định {one.number} ngày {short_date(one.decided)}", f"đến {short_date(one.until)}: {one.reason}"
            )
            for one in extensions
        ]
        return [Section("Gia hạn", facts=facts, empty="Chưa gia hạn."), history_section(self.object)]

    def buttons(self):
        row, user = self.object, self.request.user
        if row.ended or not can_decide(user, row):
            return []
        return [
            Button("Gia hạn", reverse("suspension-extend", args=[row.pk])),
            Button("Chấm dứt đình chỉ", reverse("suspension-end", args=[row.pk]), primary=True),
        ]


class SuspensionCreate(FormScreen):
    model, permission, form_class = Suspension, can_run_cases, SuspensionForm
    title, success = "Ghi quyết định đình chỉ", "Đã ghi quyết định đình chỉ."
    lead = "Hết hạn được tính theo quy định của ngày quyết định; bị khởi tố, tạm giam thì theo thời hạn của pháp luật."

    def crumbs(self):
        return [Crumb("Đình chỉ", reverse("suspension-list"))]

    def initial(self):
        today = timezone.localdate()
        return {"organization": own_office(self.request.user), "decided": today, "since": today} | super().initial()

    def save_action(self, form):
        return actions.record_suspension(by=self.request.user, **form.typed())


class OfSuspension:
    model, permission, related = Suspension, can_decide, ("organization", *SUBJECT)

    def crumbs(self):
        return [Crumb("Đình chỉ", reverse("suspension-list")), Crumb(str(self.object), self.cancel_url())]

    def facts(self):
        row = self.object
        told = term(book.read(), kind=row.kind, since=row.since, day=row.decided)
        return [
            Fact("Đối tượng", row.subject),
            Fact("Đang đình chỉ đến hết ngày", short_date(row.until)),
            Fact("Nhiều nhất đến ngày", told and f"{short_date(told.longest)} ({told.words}; {told.source})"),
        ]


class SuspensionExtend(OfSuspension, StepScreen):
    form_class = ExtendForm
    title, submit_label, success = "Gia hạn đình chỉ", "Gia hạn", "Đã gia hạn đình chỉ."

    def save_action(self, form):
        row = self.object
        return actions.extend_suspension(row, by=self.request.user, version=row.version, **form.cleaned_data)


class SuspensionEnd(OfSuspension, StepScreen):
    form_class = EndForm
    title, submit_label, success = "Chấm dứt đình chỉ", "Chấm dứt đình chỉ", "Đã ghi chấm dứt đình chỉ."

    def save_action(self, form):
        row = self.object
        return actions.end_suspension(row, by=self.request.user, version=row.version, **form.cleaned_data)


class StrikeOffList(ListScreen):
    model, permission = StrikeOff, can_read_records
    title, unit = "Xóa tên đảng viên dự bị", "quyết định"
    filterset_class, table_class = StrikeOffFilters, StrikeOffTable
    related = ("organization", "member")
    create_url, create_permission = "strikeoff-create", can_run_cases
    create_label = "Ghi quyết định xóa tên"
    empty_hint = "Xóa tên không phải là hình thức kỷ luật, nên ghi riêng và không tính vào số bị kỷ luật."


class StrikeOffDetail(DetailScreen):
    model, permission, related = StrikeOff, can_read_records, ("organization", "member__organization")
    records_reading = True

    def crumbs(self):
        return [Crumb("Xóa tên đảng viên dự bị", reverse("strikeoff-list"))]

    def facts(self):
        row, user = self.object, self.request.user
        url = reverse("member-detail", args=[row.member_id]) if can_read_records(user, row.member) else ""
        return [
            Fact("Đảng viên dự bị", row.member, url),
            Fact("Số quyết định", f"{row.number} ngày {short_date(row.decided)}"),
            Fact("Cơ quan quyết định", acting_body(row)),
            Fact("Lý do", row.reason),
        ]

    def sections(self):
        return [history_section(self.object)]


class StrikeOffCreate(FormScreen):
    model, permission, form_class = StrikeOff, can_run_cases, StrikeOffForm
    title, success = "Ghi quyết định xóa tên", "Đã ghi quyết định xóa tên."
    lead = "Chỉ áp dụng với đảng viên dự bị không đủ tư cách; không phải là hình thức kỷ luật (Điều lệ Đảng, Điều 35)."

    def crumbs(self):
        return [Crumb("Xóa tên đảng viên dự bị", reverse("strikeoff-list"))]

    def initial(self):
        known = {"organization": own_office(self.request.user), "decided": timezone.localdate()}
        return known | super().initial()

    def save_action(self, form):
        return actions.record_strike_off(by=self.request.user, **form.cleaned_data)
