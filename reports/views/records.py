"""The whole record of a member or an organization. Each opening is recorded, and nobody opens their own."""

from collections import Counter
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts import history
from accounts.choices import Act
from core.document import UnusableTemplate
from core.files import KINDS
from core.screens import Button, Crumb, DetailScreen, Fact, ObjectScreen, Section
from core.text import number, short_date
from inspections.views.parts import own_office
from members.models import Member, Organization
from members.permissions import can_read_records, own_member
from reports.outputs import record_word
from reports.records import lines_of

SUMMARY = "Toàn bộ hồ sơ"


class WholeRecord:
    permission = can_read_records
    page = ""

    def prepare(self):
        super().prepare()
        own = own_member(self.request.user)
        if own is not None and own == self.object:
            history.record(by=self.request.user, act=Act.DENY, obj=self.object, summary=f"{SUMMARY} của chính mình")
            raise Http404

    @property
    def kind(self):
        """“member” or “organization”, as in the names of their pages."""
        return self.model._meta.model_name

    def lines(self):
        return lines_of(self.object, self.request.user, timezone.localdate())


class RecordPage(WholeRecord, DetailScreen):
    def get(self, request, *args, **kwargs):
        history.record(by=request.user, act=Act.READ, obj=self.object, summary=SUMMARY)
        return super().get(request, *args, **kwargs)

    def page_title(self):
        return f"Hồ sơ: {self.object}"

    def crumbs(self):
        return [Crumb(str(self.object), reverse(f"{self.kind}-detail", args=[self.object.pk]))]

    def identity(self):
        return self.about()

    def sections(self):
        lines = self.lines()
        counted = Counter(line.kind for line in lines)
        years = groupby(lines, key=lambda line: line.place.year)
        return [
            Section(
                "Tổng hợp",
                facts=[Fact(kind, number(count)) for kind, count in counted.items()],
                empty="Chưa có hồ sơ nào trong phạm vi được xem.",
            ),
            *(
                Section(f"Năm {year}", template="reports/record_lines.html", context={"items": list(of_year)})
                for year, of_year in years
            ),
        ]

    def buttons(self):
        return [Button("Tải Word", reverse(f"{self.kind}-record-word", args=[self.object.pk]))]


class RecordWord(WholeRecord, ObjectScreen):
    def get(self, request, pk):
        today = timezone.localdate()
        try:
            content = record_word.render(self.object, self.about(), self.lines(), own_office(request.user), today)
        except UnusableTemplate as error:
            messages.error(request, str(error))
            return redirect(f"{self.kind}-record", pk)
        name = record_word.file_name(self.object, today)
        history.record(by=request.user, act=Act.EXPORT, obj=self.object, summary=f"{SUMMARY}, tệp {name}")
        headers = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(content, content_type=KINDS["docx"], headers=headers)


class OfMember:
    model, related = Member, ("organization",)

    def about(self):
        one = self.object
        return [
            Fact("Số thẻ", one.card_number),
            Fact("Nơi sinh hoạt", one.organization.name),
            Fact("Tình trạng", one.get_status_display()),
            Fact("Ngày sinh", short_date(one.born)),
            Fact("Ngày vào Đảng", short_date(one.joined)),
            Fact("Chức vụ hiện nay", "; ".join(self.offices())),
        ]

    def offices(self):
        today = timezone.localdate()
        return [post.office for post in self.object.posts.all() if post.office and post.in_force(today)]


class OfOrganization:
    model, related = Organization, ("parent",)

    def about(self):
        one = self.object
        above = one.parent.name if one.parent and can_read_records(self.request.user, one.parent) else ""
        ended = [Fact("Kết thúc ngày", short_date(one.valid_until))] if one.valid_until else []
        return [Fact("Mã", one.code), Fact("Loại", one.get_type_display()), Fact("Cấp trên", above), *ended]


class MemberRecord(OfMember, RecordPage):
    """All about a member."""


class MemberRecordWord(OfMember, RecordWord):
    """The same as a Word file."""


class OrganizationRecord(OfOrganization, RecordPage):
    """All about an organization itself; not about what is below it."""


class OrganizationRecordWord(OfOrganization, RecordWord):
    """The same as a Word file."""
