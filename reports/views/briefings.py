"""Briefings: the list, and the pages of one before, at and after the meeting."""

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Fact, ListScreen, Section
from core.text import number, short_date
from inspections.views.parts import history_section
from members.permissions import can_read_records, can_write_records
from reports.briefing import scope_of
from reports.changes import Changes, marked, traces
from reports.choices import RUNNING_CONCLUSION_STATES, BriefingState
from reports.filters.briefings import BriefingFilters
from reports.freezing import report_of
from reports.models import Attendance, Briefing, Conclusion
from reports.outputs.notice_word import is_issued
from reports.states import BRIEFING
from reports.tables.briefings import BriefingTable, ConclusionTable, OfBriefingTable
from reports.views.parts import OneBriefing, seal

OPEN_STATES = (BriefingState.PLANNED, BriefingState.FROZEN)


class BriefingList(ListScreen):
    model, permission = Briefing, can_read_records
    title, unit = "Hội nghị giao ban", "hội nghị"
    filterset_class, table_class = BriefingFilters, BriefingTable
    create_url, create_permission, create_label = "briefing-create", can_write_records, "Lập hội nghị giao ban"
    empty_hint = "Hội nghị giao ban được lập cho một tổ chức và một kỳ, rồi chốt số liệu trước khi họp."
    quick_views = (
        ("Tất cả", {}),
        ("Đang chuẩn bị", {"state": "planned"}),
        ("Đã chốt số liệu", {"state": "frozen"}),
        ("Đã kết luận", {"state": "held"}),
    )

    def rows(self):
        running = Q(conclusions__state__in=RUNNING_CONCLUSION_STATES)
        counts = {"all_conclusions": Count("conclusions"), "running_conclusions": Count("conclusions", filter=running)}
        return super().rows().select_related("organization").defer("frozen", "counted").annotate(**counts)


class BriefingDetail(OneBriefing):
    """The report: every number opens its records, and stands beside what it would be today."""

    url_name = "briefing-detail"

    @property
    def lead(self):
        briefing = self.object
        state = "" if briefing.is_frozen else " Chưa chốt: số liệu còn thay đổi theo hồ sơ."
        scope = scope_of(briefing.counted_tree, day=briefing.cutoff)
        return f"{briefing.period.label}, {briefing.cutoff_words}. {scope}{state}"

    def get(self, request, *args, **kwargs):
        briefing, user = self.object, self.request.user
        self.report, self.changed = report_of(briefing, user), []
        if briefing.is_frozen:
            self.changed = Changes(briefing, user, self.report).numbers()
            self.report = marked(self.report, self.changed)
        return super().get(request, *args, **kwargs)

    def context(self, **more):
        return super().context(report=self.report, changed=len(self.changed), seal=self.seal(), **more)

    def facts(self):
        briefing = self.object
        return [Fact("Lý do hủy", briefing.cancel_reason)] if briefing.state == BriefingState.CANCELLED else []

    def seal(self):
        """When and by whom the figures were frozen, and whether they still are what they were; below the report."""
        briefing = self.object
        if not briefing.is_frozen:
            return None
        at = f"{timezone.localtime(briefing.frozen_at):%H:%M ngày %d/%m/%Y}, {briefing.frozen_by}"
        facts = [Fact("Chốt lúc", at), Fact("Mã nhật ký lúc chốt", briefing.head), seal(briefing)]
        return Section("Chốt số liệu", facts=facts)

    def buttons(self):
        briefing = self.object
        word, excel = (reverse("briefing-document", args=[briefing.pk, kind]) for kind in ("docx", "xlsx"))
        files = [Button("Tải Word", word, primary=briefing.is_frozen), Button("Tải Excel", excel)]
        return [*files, *steps_of(briefing, self.request.user)]


def steps_of(briefing, user):
    """The steps that the state allows and this user may take, and the form while it is open."""
    moves = [move for move in BRIEFING.moves_from(briefing.state) if move.may(user, briefing)]
    buttons = [Button(move.label, address_of(briefing, move), primary=move.verb == "freeze") for move in moves]
    if can_write_records(user, briefing) and briefing.state in OPEN_STATES:
        buttons.insert(0, Button("Sửa", reverse("briefing-update", args=[briefing.pk])))
        if not briefing.is_frozen:
            buttons.insert(1, Button("Lấy báo cáo của đơn vị", reverse("briefing-gather", args=[briefing.pk])))
    return buttons


def address_of(briefing, move):
    if move.verb in ("freeze", "conclude"):
        return reverse(f"briefing-{move.verb}", args=[briefing.pk])
    return reverse("briefing-step", args=[briefing.pk, move.verb])


class BriefingMeeting(OneBriefing):
    """The meeting: agenda, who is present, what became of the last conclusions, and the new ones."""

    url_name = "briefing-meeting"

    def facts(self):
        briefing = self.object
        return [
            Fact("Ngày họp", short_date(briefing.held)),
            Fact("Địa điểm", briefing.place),
            Fact("Chủ trì", briefing.chaired_by),
            Fact("Thành phần dự", "; ".join(briefing.participants.splitlines())),
        ]

    def sections(self):
        briefing, day = self.object, timezone.localdate()
        rows = Conclusion.objects.select_related("briefing", "owner_organization", "owner_user")
        carried = rows.carried_to(briefing).order_by("-briefing__cutoff", "number")
        new = rows.filter(briefing=briefing).order_by("number")
        agenda = briefing.agenda_items
        return [
            Section(
                "Chương trình hội nghị",
                template="reports/agenda.html" if agenda else "",
                context={"items": agenda},
                empty="Chưa ghi chương trình.",
            ),
            self.attendance(),
            Section(
                "Kết luận các hội nghị trước",
                table=ConclusionTable(carried, day=day),
                empty="Không có kết luận nào phải báo cáo tại hội nghị này.",
            ),
            Section(
                "Kết luận của hội nghị này",
                table=OfBriefingTable(new, day=day),
                buttons=self.conclusion_buttons(),
                empty="Chưa có kết luận. Kết luận ghi được sau khi chốt số liệu.",
            ),
            history_section(briefing),
        ]

    def attendance(self):
        rows = list(Attendance.objects.filter(briefing=self.object).select_related("organization"))
        may = can_write_records(self.request.user, self.object) and self.object.state in OPEN_STATES
        button = Button("Điểm danh", reverse("briefing-attendance", args=[self.object.pk]))
        present = sum(row.present for row in rows)
        title = f"Đơn vị dự họp: {present} có mặt, {len(rows) - present} vắng" if rows else "Đơn vị dự họp"
        return Section(
            title,
            template="reports/attendance.html" if rows else "",
            context={"rows": rows},
            buttons=[button] if may else [],
            empty="Chưa điểm danh.",
        )

    def conclusion_buttons(self):
        briefing = self.object
        buttons = []
        if can_write_records(self.request.user, briefing) and briefing.state in (
            BriefingState.FROZEN,
            BriefingState.HELD,
        ):
            buttons.append(Button("Thêm kết luận", reverse("conclusion-create", args=[briefing.pk])))
        if is_issued(briefing):
            buttons.append(
                Button("Thông báo kết luận (Word)", reverse("briefing-document", args=[briefing.pk, "notice"]))
            )
        return buttons

    def buttons(self):
        return steps_of(self.object, self.request.user)


class BriefingChanges(OneBriefing):
    """Each number that isn't what it was, and the records through which it changed."""

    url_name = "briefing-changes"

    def prepare(self):
        super().prepare()
        if not self.object.is_frozen:
            raise Http404

    @property
    def lead(self):
        return (
            "So số liệu đã chốt với hồ sơ hiện nay, trong phạm vi được xem và không gồm việc người xem phải hồi tránh."
        )

    def sections(self):
        briefing, user = self.object, self.request.user
        numbers = Changes(briefing, user).numbers()
        records, more = traces(briefing, numbers, user)
        return [
            Section(
                f"Số đã thay đổi: {number(len(numbers))}",
                template="reports/changed_numbers.html" if numbers else "",
                context={"numbers": numbers},
                empty="Không có số nào thay đổi kể từ khi chốt.",
            ),
            Section(
                "Qua những hồ sơ nào",
                template="reports/changed_records.html" if records or more else "",
                context={"records": records, "more": more},
                empty="Không có hồ sơ nào làm thay đổi số liệu.",
            ),
        ]
