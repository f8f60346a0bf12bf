"""What the pages of a briefing share: the bar, the tabs, and whether what was frozen still holds."""

from django.urls import reverse

from accounts import history
from core.screens import Crumb, DetailScreen, Fact, Tab
from core.text import capitalized, short_date
from inspections.views.parts import organization_fact
from members.permissions import can_read_records
from reports.freezing import fault_of
from reports.models import Briefing
from reports.tables.briefings import BRIEFING_TONES

TABS = (
    ("Báo cáo", "briefing-detail"),
    ("Hội nghị, kết luận", "briefing-meeting"),
    ("Thay đổi sau khi chốt", "briefing-changes"),
)
SHOWN_OF_HEAD = 16


class OfBriefing:
    """A screen about one briefing."""

    model = Briefing
    related = ("organization__parent", "frozen_by", "author")

    def crumbs(self):
        return [Crumb("Hội nghị giao ban", reverse("briefing-list"))]

    def success_url(self):
        return reverse("briefing-detail", args=[self.object.pk])

    cancel_url = success_url


class OneBriefing(OfBriefing, DetailScreen):
    """One of the pages of a briefing: the same bar and tabs on each; opening any of them is recorded."""

    template_name = "reports/briefing_page.html"
    permission = can_read_records
    records_reading = True
    url_name = ""

    def page_title(self):
        return f"Giao ban {self.object.period.label}"

    def tabs(self):
        pages = TABS if self.object.is_frozen else TABS[:2]
        return [Tab(label, reverse(name, args=[self.object.pk]), name == self.url_name) for label, name in pages]

    def identity(self):
        briefing = self.object
        frozen = [Fact("Nhật ký", short_head(briefing))] if briefing.is_frozen else []
        return [
            organization_fact("Tổ chức", briefing.organization, self.request.user),
            Fact("Số liệu đến", short_date(briefing.cutoff)),
            Fact("Chủ trì", briefing.chaired_by),
            Fact("Tình trạng", briefing.get_state_display(), tone=BRIEFING_TONES[briefing.state]),
            *frozen,
        ]


def short_head(briefing):
    """The head of the history as a person compares it with the paper."""
    return f"{briefing.head_sequence}:{briefing.head_hash[:SHOWN_OF_HEAD]}"


def seal(briefing):
    """Whether the stored content is the one that was frozen, and the chain still the one it was frozen in."""
    if fault := fault_of(briefing):
        return Fact("Đối chiếu nhật ký", capitalized(fault), tone="late")
    if not history.is_link(briefing.head_sequence, briefing.head_hash):
        return Fact("Đối chiếu nhật ký", "Nhật ký không còn bản ghi mang mã này: đã bị cắt hoặc viết lại.", tone="late")
    return Fact("Đối chiếu nhật ký", "Khớp: nội dung chốt và nhật ký đều nguyên vẹn", tone="done")
