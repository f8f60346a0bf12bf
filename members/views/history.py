"""Screens of the history chain."""

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.models import HistoryEntry
from accounts.timeline import changed_fields
from core.screens import (
    Crumb,
    DetailScreen,
    Fact,
    ListScreen,
)
from members.filters import HistoryFilters
from members.permissions import can_read_history
from members.tables import (
    HistoryTable,
)


class History:
    """The chain is one for the whole installation; an auditor reads all of it but what concerns them."""

    model, permission = HistoryEntry, can_read_history

    def scoped(self):
        if not can_read_history(self.request.user):
            return HistoryEntry.objects.none()
        hidden = import_string(settings.HISTORY_HIDDEN)(self.request.user)
        return HistoryEntry.objects.exclude(hidden) if hidden else HistoryEntry.objects.all()


class HistoryList(History, ListScreen):
    title, unit = "Nhật ký hệ thống", "bản ghi"
    filterset_class, table_class = HistoryFilters, HistoryTable
    ordering = ["-sequence"]


class HistoryDetail(History, DetailScreen):
    template_name = "members/history_detail.html"

    def page_title(self):
        return f"Bản ghi nhật ký số {self.object.sequence}"

    def changes(self):
        return changed_fields(self.object)

    def crumbs(self):
        return [Crumb("Nhật ký hệ thống", reverse("history-list"))]

    def facts(self):
        one = self.object
        return [
            Fact("Thời điểm", HistoryTable.base_columns["at"].text(one, one.at)),
            Fact("Người thực hiện", one.username),
            Fact("Địa chỉ máy", one.address),
            Fact("Việc đã làm", one.get_act_display()),
            Fact("Đối tượng", one.object_label),
            Fact("Nội dung", one.summary),
            Fact("Lý do", one.reason),
            Fact("Mã xác thực", one.hash),
        ]
