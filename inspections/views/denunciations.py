"""Letters of denunciation: the register, the handling step by step, and who sent them, on pages of their own."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from core.screens import Button, Crumb, DetailScreen, Fact, FormScreen, ListScreen, MoveScreen, Section
from core.text import short_date
from inspections import actions, deadlines
from inspections.actions.denunciations import letter_extension_left
from inspections.choices import Activity, LetterState
from inspections.filters.denunciations import DenunciationFilters
from inspections.forms.denunciations import DenunciationForm, HandlingForm, SenderForm
from inspections.models import Denunciation, DenunciationSender, Inspection
from inspections.states import LETTER
from inspections.tables.denunciations import LETTER_TONES, DenunciationTable
from inspections.tables.parts import RESULT_TONES
from inspections.views.course import InspectionPrepare
from inspections.views.parts import history_section, organization_fact, own_office, subject_fact
from inspections.views.tracker import stops_on
from members.choices import SubjectKind
from members.permissions import (
    can_read_denunciations,
    can_see_senders,
    can_write_denunciations,
    can_write_records,
    can_write_senders,
)
from rules import book
from rules.families import Certainty

SUBJECT = ("subject_organization", "subject_member")
QUICK_VIEWS = (
    ("Tất cả", {}),
    ("Chờ phân loại", {"state": "received"}),
    ("Chờ quyết định xử lý", {"state": "classified"}),
    ("Quá hạn giải quyết", {"due": "late"}),
    ("Đến hạn trong 7 ngày", {"due": "week"}),
)
WAY = (
    (LetterState.RECEIVED, "Nhận đơn"),
    (LetterState.CLASSIFIED, "Phân loại"),
    (LetterState.ACCEPTED, "Thụ lý"),
    (LetterState.VERIFYING, "Xác minh"),
    (LetterState.RESOLVED, "Giải quyết"),
)
"""The states on the way of a letter that is handled here, as a tracker names them."""


class DenunciationList(ListScreen):
    model, permission = Denunciation, can_read_denunciations
    title, unit = "Đơn tố cáo", "đơn"
    filterset_class, table_class = DenunciationFilters, DenunciationTable
    related = ("organization", *SUBJECT)
    create_url, create_permission = "denunciation-create", can_write_denunciations
    create_label = "Ghi đơn tố cáo"
    quick_views = QUICK_VIEWS

    def rows(self):
        return super().rows().prefetch_related("groups")


def stops(letter, steps):
    """The way of a letter with its days, as far as it has come; what left the way has no next stop."""
    days = {step.after: step.day for step in steps if step.before != step.after}
    days |= {LetterState.RECEIVED: letter.received, LetterState.RESOLVED: letter.resolved}
    return stops_on(WAY, letter.state, days)


def lateness(letter, deadline, day):
    """Where a letter stands to its deadline on a day: in words, and how they look."""
    late = ((letter.resolved or day) - deadline.due).days
    if letter.resolved:
        return (f"giải quyết quá hạn {late} ngày", "warn") if late > 0 else ("giải quyết trong hạn", "done")
    if late > 0:
        return f"quá hạn {late} ngày", "late"
    return (f"còn {-late} ngày" if late else "đến hạn hôm nay"), "running"


def course_section(letter, user):
    """How far the handling has come, until when it is to be done, and what may be done now."""
    steps, deadline = list(letter.steps.select_related("by")), deadlines.of_letter(letter, book.read())
    for step in steps:
        step.label = LETTER.move(step.verb).done
    way = [state for state, _ in WAY]
    off = letter.state not in way
    context = {
        "record": letter,
        "steps": steps,
        "stops": list(stops(letter, steps)),
        "off": steps[-1] if off and steps else None,
        "why": letter.get_refusal_display() or letter.passed_to,
        "deadline": None if off else deadline,
        "lateness": lateness(letter, deadline, timezone.localdate()) if deadline else ("", ""),
        "certainty": Certainty(deadline.rule["certainty"]).label if deadline else "",
    }
    return Section(
        "Tiến độ xử lý",
        template="partials/course.html",
        context=context,
        buttons=step_buttons(letter, user),
    )


def step_buttons(letter, user):
    """The steps that the state allows and this user may take, and the inspection that an accepted letter calls for."""
    moves = [move for move in LETTER.moves_from(letter.state) if move.may(user, letter)]
    buttons = [
        Button(move.label, reverse("denunciation-step", args=[letter.pk, move.verb]), primary=move.verb == "classify")
        for move in moves
    ]
    may_open = can_write_denunciations(user, letter) and can_write_records(user)
    if may_open and letter.is_accepted and not letter.is_inspected:
        url = reverse("denunciation-inspect", args=[letter.pk])
        buttons.append(Button("Mở cuộc kiểm tra dấu hiệu vi phạm", url))
    return buttons


class DenunciationDetail(DetailScreen):
    model, permission, link_key = Denunciation, can_read_denunciations, "pk"
    related = ("organization", *SUBJECT)
    records_reading = True

    def crumbs(self):
        return [Crumb("Đơn tố cáo", reverse("denunciation-list"))]

    def identity(self):
        letter = self.object
        return [
            subject_fact(letter, self.request.user, "{kind} bị tố cáo"),
            Fact("Ngày nhận", short_date(letter.received)),
            Fact("Tình trạng", letter.get_state_display(), tone=LETTER_TONES.get(letter.state, "")),
            *(
                [Fact("Kết quả", letter.get_result_display(), tone=RESULT_TONES.get(letter.result, "done"))]
                if letter.result
                else []
            ),
        ]

    def what_it_says(self):
        letter = self.object
        return [
            Fact("Số đơn", letter.number),
            organization_fact("Tổ chức giải quyết", letter.organization, self.request.user),
            Fact("Chủ thể", letter.get_body_display()),
            Fact("Cấp giải quyết", letter.get_level_display()),
            *self.standing(),
            Fact("Nhóm vi phạm", "; ".join(f"{one.code} – {one.get_code_display()}" for one in letter.groups.all())),
            Fact("Nội dung tố cáo", letter.content),
            Fact("Phân loại đơn", letter.get_kind_display()),
            Fact("Người gửi", letter.get_sender_kind_display()),
            *(fact for fact in self.outcome() if fact.value),
            *self.opened_facts(),
        ]

    def outcome(self):
        letter = self.object
        yield Fact("Lý do không thụ lý", letter.get_refusal_display())
        yield Fact("Xử lý đơn", "; ".join(filter(None, (letter.get_disposal_display(), letter.passed_to))))
        yield Fact("Ngày giải quyết", short_date(letter.resolved))

    def opened_facts(self):
        """The inspections opened from the letter, for whom may see them."""
        opened = Inspection.objects.visible_to(self.request.user).filter(denunciation=self.object)
        for inspection in opened.select_related("organization").order_by("pk"):
            text = f"{inspection} ({inspection.get_state_display().lower()})"
            yield Fact("Đã mở", text, reverse("inspection-detail", args=[inspection.pk]))

    def standing(self):
        """What the subject was on the day of receipt."""
        letter = self.object
        if letter.subject_kind == SubjectKind.ORGANIZATION:
            return [Fact("Loại tổ chức", letter.get_organization_type_display())]
        return [
            Fact("Cấp ủy viên", letter.get_seat_display()),
            Fact("Diện quản lý", letter.get_managed_by_display()),
        ]

    def sections(self):
        return [
            course_section(self.object, self.request.user),
            Section("Thông tin đơn", facts=self.what_it_says()),
            history_section(self.object, labels={"groups": "nhóm vi phạm"}),
        ]

    def buttons(self):
        user, letter = self.request.user, self.object
        buttons = []
        if can_see_senders(user, letter):
            buttons.append(Button("Người gửi đơn", reverse("denunciation-sender", args=[letter.pk])))
        if can_write_denunciations(user, letter):
            buttons.append(Button("Sửa đơn", reverse("denunciation-update", args=[letter.pk])))
        return buttons


class DenunciationForms(FormScreen):
    model, permission, form_class = Denunciation, can_write_denunciations, DenunciationForm
    related = ("organization", *SUBJECT)
    lead = "Không ghi tên, địa chỉ hay bất cứ điều gì làm lộ người tố cáo."
    success = "Đã lưu đơn tố cáo."

    def crumbs(self):
        return [Crumb("Đơn tố cáo", reverse("denunciation-list"))]


class DenunciationCreate(DenunciationForms):
    title = "Ghi đơn tố cáo"

    def initial(self):
        return {"organization": own_office(self.request.user)} | super().initial()

    def save_action(self, form):
        return actions.record_denunciation(by=self.request.user, **form.typed())


class DenunciationUpdate(DenunciationForms):
    title = "Sửa đơn tố cáo"

    def save_action(self, form):
        return actions.update_denunciation(
            self.object, by=self.request.user, version=self.object.version, **form.typed()
        )


class AboutLetter:
    """A page about the letter in the address."""

    model = Denunciation
    related = ("organization", *SUBJECT)

    def crumbs(self):
        return [
            Crumb("Đơn tố cáo", reverse("denunciation-list")),
            Crumb(str(self.object), reverse("denunciation-detail", args=[self.object.pk])),
        ]


class DenunciationStep(AboutLetter, MoveScreen):
    """One step in the handling of a letter: what it needs, what is known, then one POST."""

    form_class = HandlingForm
    states = LETTER

    def facts(self):
        letter, deadline = self.object, deadlines.of_letter(self.object, book.read())
        return [
            Fact("Đơn", letter),
            Fact("Đối tượng bị tố cáo", letter.subject),
            Fact("Tình trạng", letter.get_state_display(), tone=LETTER_TONES.get(letter.state, "")),
            Fact("Bước này cần", self.move.needs),
            Fact("Hạn giải quyết", deadline and short_date(deadline.due)),
            Fact("Căn cứ thời hạn", deadline and f"{deadline.words}; {deadline.source}"),
        ]

    def form_kwargs(self):
        verb, letter = self.move.verb, self.object
        left = letter_extension_left(letter, book.read()) if verb == "extend" else None
        known = {"kind": letter.kind, "sender_kind": letter.sender_kind} if verb == "classify" else {}
        return super().form_kwargs() | {"verb": verb, "left": left, "initial": known}

    def save_action(self, form):
        letter = self.object
        return actions.handle_denunciation(
            letter, self.move.verb, by=self.request.user, version=letter.version, **form.cleaned_data
        )


class SenderPage(AboutLetter, DetailScreen):
    """Who sent a letter: a page of its own, with its own right, and each look at it is recorded."""

    permission = can_see_senders
    lead = "Chỉ người được giao quyền riêng mới mở được trang này. Mỗi lần mở đều được ghi nhật ký."

    def page_title(self):
        return f"Người gửi đơn tố cáo {self.object.number}"

    def get(self, request, *args, **kwargs):
        self.sender = actions.look_at_sender(self.object, by=request.user)
        return super().get(request, *args, **kwargs)

    def facts(self):
        sender = self.sender or DenunciationSender()
        return [
            Fact("Họ và tên", sender.name),
            Fact("Địa chỉ", sender.address),
            Fact("Điện thoại", sender.phone),
            Fact("Người gửi là", sender.get_group_display()),
        ]

    def buttons(self):
        if not can_write_senders(self.request.user, self.object):
            return []
        label = "Sửa người gửi" if self.sender else "Ghi người gửi"
        return [Button(label, reverse("denunciation-sender-update", args=[self.object.pk]), primary=not self.sender)]


class SenderUpdate(AboutLetter, FormScreen):
    permission, form_class = can_write_senders, SenderForm
    title, success = "Ghi người gửi đơn", "Đã lưu người gửi đơn."
    lead = SenderPage.lead

    def show(self, *args, **kwargs):
        actions.look_at_sender(self.object, by=self.request.user)
        return super().show(*args, **kwargs)

    def form_kwargs(self):
        sender = DenunciationSender.objects.filter(denunciation=self.object).first() or DenunciationSender()
        names = SenderForm.base_fields
        return {"user": self.request.user, "initial": {name: getattr(sender, name) for name in names}}

    def save_action(self, form):
        letter = self.object
        return actions.set_sender(letter, by=self.request.user, version=letter.version, **form.cleaned_data)

    def success_url(self):
        return reverse("denunciation-detail", args=[self.object.pk])

    cancel_url = success_url


class DenunciationInspect(InspectionPrepare):
    """Open the inspection that an accepted letter calls for; what the letter says stays with its own circle."""

    title = "Mở cuộc kiểm tra dấu hiệu vi phạm"

    def prepare(self):
        super().prepare()
        letters = Denunciation.objects.visible_to(self.request.user).select_related("organization", *SUBJECT)
        self.letter = letters.filter(pk=self.kwargs["letter"]).first()
        if self.letter is None:
            raise Http404

    def may(self, name, obj=None):
        return super().may(name, obj) and can_write_denunciations(self.request.user, self.letter)

    def crumbs(self):
        return [Crumb("Đơn tố cáo", reverse("denunciation-list")), Crumb(str(self.letter), self.cancel_url())]

    def facts(self):
        return [Fact("Từ đơn", self.letter, self.cancel_url()), Fact("Tình trạng", self.letter.get_state_display())]

    def initial(self):
        letter = self.letter
        known = {"organization": letter.organization, "body": letter.body, "activity": Activity.VIOLATION}
        return super().initial() | known

    def known_subjects(self):
        letter = self.letter
        contents = [group.code for group in letter.groups.all()]
        return [{"organization": letter.subject_organization, "member": letter.subject_member, "contents": contents}]

    def save_action(self, form):
        return actions.prepare_inspection(
            by=self.request.user, subjects=self.formset.entries(), denunciation=self.letter, **form.typed()
        )

    def cancel_url(self):
        return reverse("denunciation-detail", args=[self.letter.pk])
