"""Planning a briefing and taking its steps: who was there, returns gathered, figures frozen, conclusions."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Fact, FormScreen, MoveScreen, StepScreen
from core.text import number, short_date
from inspections.views.parts import own_office
from members.forms import ReasonForm
from members.permissions import can_decide, can_write_records
from reports import actions
from reports.forms.briefings import AttendanceForm, BriefingForm, ConcludeForm
from reports.freezing import report_now
from reports.late_units import returns_of
from reports.models import Briefing, Conclusion
from reports.narrative import NARRATIVE
from reports.states import BRIEFING
from reports.submissions import narratives, units_on
from reports.views.parts import OfBriefing


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
