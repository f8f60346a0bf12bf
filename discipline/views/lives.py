"""A member's life: what holds today on their page, and the steps that change it."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from core.screens import Button, Crumb, Fact, FormScreen, Section, StepScreen
from core.text import short_date
from discipline.actions import lives as actions
from discipline.forms.lives import (
    AgainForm,
    LeaveForm,
    MemberForm,
    RecognizeForm,
    ReturnForm,
    StayEndForm,
    TransferForm,
    WithReason,
)
from discipline.transfers import bars
from members import lives
from members.choices import OUT_OF_PARTY, PRESENT, MemberEventKind, MemberStatus
from members.membership import official_due
from members.models import Member, MemberEvent
from members.permissions import can_write_records, own_member
from members.states import MEMBERSHIP
from members.telling import named, words_of
from rules import book


def life(member, user):
    """What a member is today and since when, with the steps that the user may take."""
    today, rulebook = timezone.localdate(), book.read()
    facts = [_standing(member), _cell(member), *_stays(member, user, today), *_probation(member, rulebook, today)]
    facts += _barred(rulebook, member, user, today)
    return [Section("Đảng tịch, sinh hoạt đảng", facts=facts, buttons=_buttons(member, user))]


def events(member, user):
    """What has been written of a member's life, the newest first."""
    rows = list(member.events.select_related("from_organization", "to_organization").order_by("-day", "-pk"))
    if not rows:
        return []
    may = can_write_records(user, member) and own_member(user) != member
    last = max((row.pk for row in rows if row.voided is None), default=None)
    items = [{"event": row, "words": words_of(row, user), "last": may and row.pk == last} for row in rows]
    template = "discipline/member_events.html"
    return [Section("Biến động đã ghi", template=template, context={"items": items}, anchor="bien-dong")]


WITHIN = (MemberEventKind.STAY, MemberEventKind.MOVED)
"""Events that change the cell, and no standing in the Party."""


def _standing(member):
    last = member.events.standing().exclude(kind__in=WITHIN).order_by("day", "pk").last()
    what = f", {last.get_kind_display().lower()}" if last and member.status in PRESENT else ""
    since = f"{what} ngày {short_date(last.day)}" if last else ""
    number = f" ({last.number})" if last and last.number else ""
    return Fact("Tình trạng", f"{member.get_status_display()}{since}{number}")


def _cell(member):
    row = member.placements.filter(valid_until=None).first()
    since = f", từ ngày {short_date(row.valid_from)}" if row and row.valid_from else ""
    label = "Nơi sinh hoạt" if member.status in PRESENT else "Nơi sinh hoạt sau cùng"
    url = reverse("organization-detail", args=[member.organization_id])
    return Fact(label, f"{member.organization}{since}", url)


def _stays(member, user, today):
    for row in member.events.open_stays().select_related("to_organization"):
        place = named(row.to_organization, user) if row.to_organization_id else row.place
        late = "; đã quá hạn" if row.until and row.until < today else ""
        words = f"{place}, từ {short_date(row.day)} đến hết ngày {short_date(row.until)}{late}"
        yield Fact("Sinh hoạt tạm thời", words, tone="late" if late else "")


def _probation(member, rulebook, today):
    if member.status != MemberStatus.PROBATIONARY:
        return
    due, words = official_due(rulebook, joined=member.joined, today=today)
    if due:
        late = "; đã đủ thời gian, chưa công nhận" if due <= today else ""
        yield Fact("Xét công nhận chính thức", f"từ ngày {short_date(due)}: {words}{late}")


def _barred(rulebook, member, user, today):
    """Only what the user may see: the refusal itself is said when somebody tries."""
    if member.status not in PRESENT:
        return
    for bar in bars(rulebook, member, day=today, user=user):
        for text, url in bar.links:
            yield Fact(f"Chưa chuyển sinh hoạt: {bar.words}", text, url)


def _buttons(member, user):
    if not can_write_records(user, member) or own_member(user) == member:
        return []
    steps = [PAGES[move.verb] for move in MEMBERSHIP.moves_from(member.status) if move.verb in PAGES]
    steps.append(("Sửa thông tin", "member-update"))
    stays = [("Kết thúc sinh hoạt tạm thời", "event-stay-end", row) for row in member.events.open_stays()]
    steps = stays + [(label, name, member) for label, name in steps]
    return [Button(label, reverse(name, args=[row.pk])) for label, name, row in steps]


PAGES = {
    MemberEventKind.RECOGNIZED: ("Công nhận chính thức", "member-recognize"),
    MemberEventKind.MOVED: ("Chuyển sinh hoạt", "member-transfer"),
    MemberEventKind.DECEASED: ("Ghi rời Đảng bộ", "member-leave"),
    MemberEventKind.RECEIVED: ("Ghi trở lại", "member-return"),
    MemberEventKind.RESTORED: ("Ghi trở lại", "member-return"),
}
"""By one event of each page: what its button says."""


class NotOneself:
    """A step about a member, which isn't there for the member themselves; that they asked for it is recorded."""

    def prepare(self):
        super().prepare()
        own, member = own_member(self.request.user), self.member()
        if own is not None and own == member:
            history.record(
                by=self.request.user, act=Act.DENY, obj=member, summary=f"{self.title}: hồ sơ của chính mình"
            )
            raise Http404

    def member(self):
        return self.object


class OfMember(NotOneself):
    model, permission, related = Member, can_write_records, ("organization",)

    def crumbs(self):
        page = reverse("member-detail", args=[self.object.pk])
        return [Crumb("Đảng viên", reverse("member-list")), Crumb(str(self.object), page)]

    def facts(self):
        one = self.object
        return [
            Fact("Đảng viên", f"{one}, thẻ {one.card_number}"),
            Fact("Tình trạng", one.get_status_display()),
            Fact("Nơi sinh hoạt", one.organization.name),
        ]

    def told(self, event):
        """What the rules say against it was written down; the person who wrote it is told so."""
        if event.told:
            messages.warning(self.request, f"Khác quy định, đã ghi lại: {event.told}")
        return event.member


class MemberTransfer(OfMember, StepScreen):
    form_class = TransferForm
    title, submit_label, success = "Chuyển sinh hoạt đảng", "Ghi chuyển sinh hoạt", "Đã ghi chuyển sinh hoạt."
    lead = "Người đang được kiểm tra, xem xét kỷ luật thì chưa chuyển; quy định nào cản sẽ được nêu khi ghi."

    def facts(self):
        found = bars(book.read(), self.object, day=timezone.localdate(), user=self.request.user)
        seen = [Fact("Chưa chuyển được", bar.words, tone="late") for bar in found if bar.links]
        return [*super().facts(), *seen]

    def save_action(self, form):
        write = {
            TransferForm.WITHIN: actions.transfer,
            TransferForm.OUTSIDE: actions.send_away,
            TransferForm.FOR_A_TIME: actions.send_for_a_time,
        }[form.cleaned_data["way"]]
        return self.told(write(self.object, by=self.request.user, **form.typed()))


class MemberRecognize(OfMember, StepScreen):
    form_class = RecognizeForm
    title, submit_label = "Công nhận đảng viên chính thức", "Ghi công nhận"
    success = "Đã ghi công nhận đảng viên chính thức."

    def facts(self):
        today = timezone.localdate()
        due, words = official_due(book.read(), joined=self.object.joined, today=today)
        return [*super().facts(), Fact("Xét công nhận từ ngày", f"{short_date(due)}: {words}" if due else "")]

    def save_action(self, form):
        return self.told(lives.recognize(self.object, by=self.request.user, **form.cleaned_data))


class MemberLeave(OfMember, StepScreen):
    form_class = LeaveForm
    title, submit_label, success = "Ghi rời Đảng bộ", "Ghi rời Đảng bộ", "Đã ghi rời Đảng bộ."
    warning = (
        "Chức vụ đang giữ kết thúc cùng ngày. Khai trừ ghi ở quyết định kỷ luật, xóa tên đảng viên dự bị ghi ở “Xóa "
        "tên dự bị”, chuyển đi ghi ở “Chuyển sinh hoạt”."
    )

    def save_action(self, form):
        return actions.record_leaving(self.object, by=self.request.user, **form.cleaned_data).member


class MemberReturn(OfMember, StepScreen):
    title, submit_label, success = "Ghi trở lại", "Ghi trở lại", "Đã ghi trở lại."

    @property
    def form_class(self):
        return AgainForm if self.object.status in OUT_OF_PARTY else ReturnForm

    def form_kwargs(self):
        return super().form_kwargs() | {"initial": {"organization": self.object.organization}}

    def save_action(self, form):
        data = dict(form.cleaned_data)
        write = {AgainForm.READMITTED: lives.readmit, AgainForm.RESTORED: lives.restore}.get(data.pop("way", ""))
        return self.told((write or lives.come_back)(self.object, by=self.request.user, **data))


class MemberUpdate(OfMember, FormScreen):
    form_class = MemberForm
    title, success = "Sửa thông tin đảng viên", "Đã sửa thông tin đảng viên."

    def facts(self):
        return []

    def save_action(self, form):
        return actions.correct_member(self.object, by=self.request.user, version=self.object.version, **form.typed())


class OfEvent(NotOneself):
    model, permission, related = MemberEvent, can_write_records, ("member__organization", "to_organization")

    def may(self, name, obj=None):
        """The right is asked for at the member's place."""
        return super().may(name, obj and obj.member)

    def member(self):
        return self.object.member

    def crumbs(self):
        return [Crumb(str(self.object.member), self.cancel_url())]

    def cancel_url(self):
        return reverse("member-detail", args=[self.object.member_id])

    success_url = cancel_url

    def facts(self):
        one = self.object
        return [
            Fact("Đảng viên", f"{one.member}, thẻ {one.member.card_number}"),
            Fact("Biến động", one.get_kind_display()),
            Fact("Ngày", short_date(one.day)),
            Fact("Số văn bản", one.number),
            Fact("Nội dung", words_of(one, self.request.user)),
        ]


class StayEnd(OfEvent, StepScreen):
    form_class = StayEndForm
    title, submit_label, success = "Kết thúc sinh hoạt tạm thời", "Ghi kết thúc", "Đã ghi kết thúc sinh hoạt tạm thời."

    def save_action(self, form):
        return lives.end_stay(self.object, by=self.request.user, version=self.object.version, **form.cleaned_data)


class EventVoid(OfEvent, StepScreen):
    form_class = WithReason
    title, submit_label, success = "Hủy biến động ghi sai", "Hủy biến động", "Đã hủy biến động."
    warning = "Tình trạng, nơi sinh hoạt và chức vụ trở lại như trước khi ghi. Bản ghi hủy vẫn còn trong nhật ký."

    def save_action(self, form):
        return actions.void_event(self.object, by=self.request.user, version=self.object.version, **form.cleaned_data)
