"""Screens of briefings: list, plan, the report, the meeting, what changed since, and the steps."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Fact, FormScreen, ListScreen, MoveScreen, Section, StepScreen
from core.text import number, short_date
from inspections.views.parts import history_section, own_office
from members.forms import ReasonForm
from members.permissions import can_decide, can_read_records, can_write_records
from reports import actions
from reports.briefing import scope_of
from reports.changes import Changes, marked, traces
from reports.choices import RUNNING_CONCLUSION_STATES, BriefingState
from reports.filters.briefings import BriefingFilters
from reports.forms.briefings import AttendanceForm, BriefingForm, ConcludeForm
from reports.freezing import report_now, report_of
from reports.late_units import returns_of
from reports.models import Attendance, Briefing, Conclusion
from reports.narrative import NARRATIVE
from reports.outputs.notice_word import is_issued
from reports.states import BRIEFING
from reports.submissions import narratives, units_on
from reports.tables.briefings import BriefingTable, ConclusionTable, OfBriefingTable
from reports.views.parts import OfBriefing, OneBriefing, seal

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


# ------------------------------------------------------------------------------------------------------------ planning


class BriefingCreate(FormScreen):
    model, permission, form_class = Briefing, can_write_records, BriefingForm
    title, success = "Lập hội nghị giao ban", "Đã lập hội nghị giao ban."
    lead = "Kỳ, ngày chốt số liệu và phạm vi là ba điều riêng, đều in trên báo cáo."
    crumbs = OfBriefing.crumbs

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.plan_briefing(by=self.request.user, **form.typed())


class BriefingUpdate(OfBriefing, FormScreen):
    permission, form_class = can_write_records, BriefingForm
    success = "Đã lưu hội nghị giao ban."

    def page_title(self):
        return f"Sửa giao ban {self.object.period.label}"

    @property
    def lead(self):
        return "Số liệu và lời văn đã chốt, không sửa được nữa." if self.object.is_frozen else ""

    def save_action(self, form):
        return actions.update_briefing(self.object, by=self.request.user, version=self.object.version, **form.typed())


class BriefingGather(OfBriefing, StepScreen):
    """Take into the briefing what the units wrote in their returns, under their names; nothing written is lost."""

    permission = can_write_records
    title, submit_label = "Lấy báo cáo của đơn vị", "Đưa vào báo cáo giao ban"
    success = "Đã đưa lời văn trong báo cáo của đơn vị vào báo cáo giao ban. Hãy mở Sửa để biên tập."

    def returns(self):
        briefing = self.object
        return narratives(briefing.organization, briefing.period, self.request.user)

    def facts(self):
        found = self.returns()
        state = returns_of(self.object.organization, self.object.period)
        missing = state.missing if state else 0
        return [
            *(Fact(unit.name, "; ".join(said_by(row)) or "Không ghi lời văn") for unit, row in found.items()),
            Fact(
                "Chưa nộp",
                f"{number(missing)} đơn vị",
                url=state.url if missing else "",
                tone="warn" if missing else "",
            ),
        ]

    def save_action(self, form):
        texts = {unit.name: {part: getattr(row, part) for part in NARRATIVE} for unit, row in self.returns().items()}
        if not texts:
            raise ValidationError("Chưa đơn vị nào nộp báo cáo của kỳ này. Hãy nhắc nộp ở trang Nộp báo cáo.")
        return actions.gather_narrative(
            self.object, by=self.request.user, version=self.object.version, texts_by_unit=texts
        )


def said_by(submission):
    """The headings under which a return says something."""
    return [heading.lower() for part, heading in NARRATIVE.items() if getattr(submission, part).strip()]


class BriefingAttendance(OfBriefing, FormScreen):
    template_name = "reports/attendance_form.html"
    permission, form_class = can_write_records, AttendanceForm
    title, success = "Điểm danh đơn vị dự giao ban", "Đã ghi điểm danh."

    def units(self):
        """Who is called: the direct subordinates that stood on the day of the cut-off."""
        return units_on(self.object.organization, self.object.cutoff).order_by("sort_key", "pk")

    def form_kwargs(self):
        return {"user": self.request.user, "units": self.units(), "rows": self.object.attendance.all()}

    def save_action(self, form):
        return actions.set_attendance(
            self.object, by=self.request.user, version=self.object.version, units=form.absences()
        )

    def success_url(self):
        return reverse("briefing-meeting", args=[self.object.pk])

    cancel_url = success_url


# --------------------------------------------------------------------------------------------------------------- pages


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


# --------------------------------------------------------------------------------------------------------------- steps


class BriefingFreeze(OfBriefing, StepScreen):
    """What will be frozen, and what is still missing."""

    permission = can_decide
    title, submit_label = "Chốt số liệu giao ban", "Chốt số liệu"
    success = "Đã chốt số liệu. Nội dung này không thay đổi nữa."
    warning = (
        "Sau khi chốt, số liệu và lời văn của báo cáo không sửa được nữa. Sai thì hủy hội nghị này, có lý do, "
        "rồi lập lại."
    )

    def facts(self):
        briefing = self.object
        report = report_now(briefing, self.request.user)
        sentences = sum(len(section.paragraphs) for section in report.sections)
        what = f"{len(report.sections)} mục, {sentences} câu, {len(report.tables)} bảng"
        return [
            Fact("Kỳ báo cáo", f"{briefing.period.label}, {briefing.cutoff_words}"),
            Fact("Phạm vi", report.scope),
            Fact("Sẽ chốt", what),
            *[Fact("Lưu ý", text, tone="warn") for text in warnings_of(briefing, timezone.localdate())],
        ]

    def save_action(self, form):
        return actions.freeze_briefing(self.object, by=self.request.user, version=self.object.version)


def warnings_of(briefing, day):
    """What a briefing that is about to be frozen still lacks."""
    found = []
    if briefing.cutoff > day:
        found.append(f"Chưa đến ngày chốt số liệu {short_date(briefing.cutoff)}.")
    if briefing.cutoff == day:
        found.append("Hôm nay là ngày chốt số liệu: hồ sơ ghi thêm trong ngày sẽ không có trong báo cáo.")
    empty = [NARRATIVE[part].lower() for part in NARRATIVE if not getattr(briefing, part).strip()]
    if empty:
        found.append(f"Chưa ghi: {', '.join(empty)}.")
    returns = returns_of(briefing.organization, briefing.period)
    if returns and returns.missing:
        missing = f"{number(returns.missing)}/{number(returns.units)} đơn vị"
        found.append(f"{missing} chưa nộp báo cáo {returns.period.label}.")
    running = Conclusion.objects.carried_to(briefing).running().count()
    if running:
        found.append(f"Còn {running} kết luận của các hội nghị trước chưa xong.")
    return found


class BriefingConclude(OfBriefing, StepScreen):
    permission, form_class = can_decide, ConcludeForm
    title, submit_label, success = "Ghi kết luận hội nghị", "Ghi kết luận", "Đã ghi kết luận hội nghị."
    warning = "Sau bước này chương trình, thành phần và điểm danh không sửa được nữa; kết luận vẫn thêm được."

    def facts(self):
        briefing = self.object
        return [
            Fact("Hội nghị", briefing),
            Fact("Tình trạng", briefing.get_state_display()),
            Fact("Số kết luận", number(briefing.conclusions.count())),
        ]

    def form_kwargs(self):
        briefing = self.object
        initial = {"held": briefing.held, "chair": briefing.chair, "chair_post": briefing.chair_post}
        return super().form_kwargs() | {"initial": initial}

    def save_action(self, form):
        return actions.conclude_briefing(
            self.object, by=self.request.user, version=self.object.version, **form.cleaned_data
        )

    def success_url(self):
        return reverse("briefing-meeting", args=[self.object.pk])


class BriefingStep(OfBriefing, MoveScreen):
    """Close or cancel."""

    form_class, states = ReasonForm, BRIEFING
    ACTIONS = {"close": actions.close_briefing, "cancel": actions.cancel_briefing}

    def prepare(self):
        super().prepare()
        if self.move.verb not in self.ACTIONS:
            raise Http404

    def facts(self):
        return [Fact("Hội nghị", self.object), Fact("Tình trạng", self.object.get_state_display())]

    def save_action(self, form):
        action = self.ACTIONS[self.move.verb]
        return action(
            self.object, by=self.request.user, version=self.object.version, reason=form.cleaned_data["reason"]
        )
