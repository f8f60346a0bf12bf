"""Letters over HTTP: every step from every state, what each needs, who sees the sender, the inspection that follows."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.choices import Act
from accounts.models import HistoryEntry
from inspections import actions
from inspections.choices import LetterState, State
from inspections.models import Denunciation, Inspection
from inspections.states import LETTER
from members.choices import Role
from tests.cast import LETTERS
from tests.inspections.rows import rows

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
SECRET = "Trịnh Thị Kín"
DETAILS = {
    "classify": {"kind": "denunciation", "sender_kind": "named"},
    "refuse": {"refusal": "repeated", "disposal": "return"},
    "transfer": {"passed_to": "Ủy ban kiểm tra Tỉnh ủy"},
    "extend": {"days": 5},
    "resolve": {"result": "shortcoming"},
}
WAY = {
    LetterState.RECEIVED: (),
    LetterState.CLASSIFIED: ("classify",),
    LetterState.NOT_HANDLED: ("classify", "refuse"),
    LetterState.TRANSFERRED: ("classify", "transfer"),
    LetterState.ACCEPTED: ("classify", "accept"),
    LetterState.VERIFYING: ("classify", "accept", "verify"),
    LetterState.RESOLVED: ("classify", "accept", "verify", "resolve"),
    LetterState.WITHDRAWN: ("classify", "accept", "withdraw"),
}
"""How a letter comes to each state."""
PAIRS = [(state, move.verb) for state in LetterState for move in LETTER.moves]


@pytest.fixture
def brought(cast, head):
    """A letter about the commune's member, brought to a state by its steps, a day apart."""

    def brought(state, number="7-TC", day=date(2026, 10, 1), **values):
        usual = {"organization": cast.at("D1").organization, "body": "commission", "subject": cast.at("C1").member}
        letter = actions.record_denunciation(by=head, number=number, received=day, groups=["VP8"], **usual | values)
        for days, verb in enumerate(WAY[state], 1):
            letter = actions.handle_denunciation(
                letter, verb, by=head, day=day + timedelta(days=days), **DETAILS.get(verb, {})
            )
        assert letter.state == state
        return letter

    return brought


@pytest.fixture
def seer(cast):
    """Let somebody of the cast see senders."""

    def seer(role):
        cast.users[role].assignments.update(sees_senders=True)
        return role

    return seer


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def step(client, letter, verb, **typed):
    letter.refresh_from_db()
    usual = {"day": "15/11/2026", "reason": "Theo yêu cầu công tác", "number": "", "version": str(letter.version)}
    token = {"submit_token": f"{verb}-{letter.pk}-{letter.version}"}
    return client.post(url("denunciation-step", letter.pk, verb), usual | token | DETAILS.get(verb, {}) | typed)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


# ------------------------------------------------------------------------------------------------------------- steps


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, brought, state, verb):
    letter, client = brought(state), sign_in("head")
    move, steps = LETTER.move(verb), letter.steps.count()
    response = step(client, letter, verb)
    letter.refresh_from_db()
    if state in move.sources:
        assert response.status_code == 302, told(response)
        assert letter.state == (move.target or state)
        last = letter.steps.last()
        assert (letter.steps.count(), last.before, last.after) == (steps + 1, state, letter.state)
        entry = HistoryEntry.objects.of(letter).order_by("sequence").last()
        assert (entry.act, entry.username, entry.summary) == (Act.TRANSITION, "head", move.done)
    else:
        assert response.status_code == 200
        assert move.label in told(response)
        assert "Việc làm được lúc này" in told(response)
        assert (letter.state, letter.steps.count()) == (state, steps)


@pytest.mark.parametrize(
    ("role", "status"),
    [(LETTERS, 302), (Role.LEADER, 403), (Role.OFFICER, 404), (Role.CLERK, 404), (Role.AUDITOR, 404)],
)
@pytest.mark.parametrize("verb", [move.verb for move in LETTER.moves])
def test_each_step_asks_who_may(sign_in, brought, verb, role, status):
    letter = brought(LETTER.move(verb).sources[0])
    assert step(sign_in(role), letter, verb).status_code == status


@pytest.mark.parametrize(
    ("state", "verb", "typed", "field"),
    [
        ("received", "classify", {"kind": ""}, "kind"),
        ("received", "classify", {"sender_kind": "nobody"}, "sender_kind"),
        ("classified", "refuse", {"refusal": ""}, "refusal"),
        ("classified", "refuse", {"disposal": "transfer"}, "disposal"),
        ("classified", "refuse", {"refusal": "other", "reason": ""}, "reason"),
        ("classified", "transfer", {"passed_to": ""}, "passed_to"),
        ("classified", "transfer", {"passed_to": "x" * 251}, "passed_to"),
        ("classified", "accept", {"day": "21/11/2026"}, "day"),
        ("classified", "accept", {"day": "01/10/2026"}, "day"),
        ("classified", "accept", {"day": "30/02/2026"}, "day"),
        ("accepted", "extend", {"reason": ""}, "reason"),
        ("accepted", "extend", {"days": "0"}, "days"),
        ("accepted", "extend", {"days": "31"}, "days"),
        ("accepted", "extend", {"days": "²"}, "days"),
        ("verifying", "resolve", {"result": ""}, "result"),
        ("verifying", "resolve", {"result": "good"}, "result"),
    ],
)
def test_a_step_says_what_it_lacks(sign_in, brought, state, verb, typed, field):
    letter = brought(LetterState(state))
    response = step(sign_in("head"), letter, verb, **typed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    letter.refresh_from_db()
    assert letter.state == state


def test_what_a_step_says_is_kept_on_the_letter(sign_in, brought):
    client = sign_in("head")
    transferred = brought(LetterState.TRANSFERRED, "1-TC")
    assert (transferred.disposal, transferred.passed_to) == ("transfer", "Ủy ban kiểm tra Tỉnh ủy")
    refused = brought(LetterState.NOT_HANDLED, "2-TC")
    assert (refused.refusal, refused.disposal) == ("repeated", "return")
    assert (
        "Đã giải quyết, không có tình tiết mới" in client.get(url("denunciation-detail", refused.pk)).content.decode()
    )
    resolved = brought(LetterState.RESOLVED, "3-TC")
    assert (resolved.accepted, resolved.resolved, resolved.result) == (
        date(2026, 10, 3), date(2026, 10, 5), "shortcoming",
    )  # fmt: skip


def test_a_letter_without_a_sender_is_accepted_for_a_reason_alone(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.RECEIVED)
    step(client, letter, "classify", sender_kind="anonymous")
    assert "giấu tên không được thụ lý" in told(step(client, letter, "accept", reason=""))
    assert step(client, letter, "accept", reason="Nội dung cụ thể, có chứng cứ").status_code == 302


def test_extensions_add_up_to_a_third_and_move_the_due_day(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.ACCEPTED)
    shown = client.get(url("denunciation-detail", letter.pk)).content.decode()
    assert "90 ngày làm việc từ ngày thụ lý" in shown
    assert "Mức tin cậy: Theo báo chí" in shown
    assert step(client, letter, "extend", days="20").status_code == 302
    assert "Chỉ còn được gia hạn 10 ngày" in told(step(client, letter, "extend", days="11"))
    assert step(client, letter, "extend", days="10").status_code == 302
    shown = client.get(url("denunciation-detail", letter.pk)).content.decode()
    assert "đã gia hạn 30 ngày làm việc" in shown
    assert "Gia hạn 20 ngày. Theo yêu cầu công tác" in shown


def test_an_old_page_and_a_double_click_take_no_step_twice(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.CLASSIFIED)
    old = str(letter.version)
    for _ in range(2):
        assert step(client, letter, "accept", version=old, submit_token="one").status_code == 302
    assert "vừa được người khác sửa" in step(client, letter, "accept", version=old, submit_token="two").content.decode()
    assert letter.steps.filter(verb="accept").count() == 1


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"state": "accepted"}, ["old", "new"]),
        ({"state": ["received", "classified"]}, ["fresh"]),
        ({"due": "late"}, ["old"]),
        ({"due": "week"}, []),
        ({"due": "soon"}, []),
    ],
)
def test_letters_are_found_by_state_and_due_day(sign_in, brought, query, numbers):
    Denunciation.objects.exclude(number__startswith="7").delete()
    brought(LetterState.ACCEPTED, "old", date(2026, 2, 2))
    brought(LetterState.RESOLVED, "done", date(2026, 2, 2))
    brought(LetterState.ACCEPTED, "new", date(2026, 11, 2))
    brought(LetterState.RECEIVED, "fresh", date(2026, 2, 2))
    response = sign_in("head").get(url("denunciation-list"), query)
    assert sorted(one.number for one in response.context["table"].data.data) == sorted(numbers)


# ------------------------------------------------------------------------------------------------------- corrections


def correction(letter, **typed):
    known = {
        "number": letter.number, "received": "01/10/2026", "organization": "D1", "body": "commission",
        "subject_organization": "", "subject_member": "M-C1", "groups": ["VP8"], "content": "", "kind": letter.kind,
        "sender_kind": letter.sender_kind, "version": str(letter.version), "submit_token": f"c-{letter.version}",
    }  # fmt: skip
    return known | typed


def test_a_letter_handled_by_steps_is_not_resolved_by_its_form(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.ACCEPTED)
    typed = correction(letter, accepted="04/10/2026", resolved="05/10/2026", result="false", content="Việc sử dụng đất")
    assert client.post(url("denunciation-update", letter.pk), typed).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.resolved, letter.result) == ("accepted", None, "")
    assert (letter.accepted, letter.content) == (date(2026, 10, 4), "Việc sử dụng đất")
    assert letter.steps.get(verb="accept").day == date(2026, 10, 4)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"accepted": "01/10/2026"}, "theo thứ tự các bước"),
        ({"received": "03/10/2026"}, "theo thứ tự các bước"),
        ({"accepted": "21/11/2026"}, "không sau hôm nay"),
        ({"accepted": ""}, "Chưa nhập ngày"),
        ({"kind": ""}, "Chưa chọn"),
    ],
)
def test_corrections_keep_the_steps_in_order(sign_in, brought, typed, message):
    letter = brought(LetterState.ACCEPTED)
    response = sign_in("head").post(
        url("denunciation-update", letter.pk), correction(letter, **{"accepted": "03/10/2026"} | typed)
    )
    assert message in told(response)
    letter.refresh_from_db()
    assert (letter.accepted, letter.kind) == (date(2026, 10, 3), "denunciation")


def test_a_resolved_letter_is_corrected_and_not_opened_again(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.RESOLVED)
    typed = correction(letter, accepted="03/10/2026", resolved="", result="")
    assert client.post(url("denunciation-update", letter.pk), typed).status_code == 200
    typed |= {"resolved": "06/10/2026", "result": "violation"}
    assert client.post(url("denunciation-update", letter.pk), typed).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.resolved, letter.result) == ("resolved", date(2026, 10, 6), "violation")
    assert letter.steps.get(verb="resolve").day == date(2026, 10, 6)


# ----------------------------------------------------------------------------------------------------------- senders


@pytest.fixture
def signed(brought, head):
    """A letter with its sender."""
    letter = brought(LetterState.RECEIVED, content="Việc giao đất")
    return actions.set_sender(
        letter, by=head, version=letter.version, name=SECRET, address="Thôn Giấu", phone="0900000000", group="citizen"
    )


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.HEAD, 403), (Role.LEADER, 403), (LETTERS, 403), (Role.OFFICER, 404), (Role.CLERK, 404),
     (Role.ADMINISTRATOR, 404), (Role.AUDITOR, 404)],
)  # fmt: skip
def test_no_role_sees_a_sender_by_itself(sign_in, signed, role, status):
    client = sign_in(role)
    for name in ("denunciation-sender", "denunciation-sender-update"):
        assert client.get(url(name, signed.pk)).status_code == status
        assert client.post(url(name, signed.pk), {"name": "Khác"}).status_code in (status, 405)
    assert not HistoryEntry.objects.filter(act=Act.READ, object_type="inspections.denunciationsender").exists()
    signed.sender.refresh_from_db()
    assert signed.sender.name == SECRET


def test_who_may_see_senders_but_no_letters_finds_nothing(sign_in, signed, seer):
    assert sign_in(seer(Role.OFFICER)).get(url("denunciation-sender", signed.pk)).status_code == 404


def test_every_look_at_a_sender_is_recorded(sign_in, signed, seer):
    client = sign_in(seer(Role.LEADER))
    for looks in (1, 2, 3):
        assert SECRET in client.get(url("denunciation-sender", signed.pk)).content.decode()
        noted = HistoryEntry.objects.of(signed.sender).filter(act=Act.READ)
        assert [entry.username for entry in noted] == ["leader"] * looks
    assert client.get(url("denunciation-sender-update", signed.pk)).status_code == 403


def test_a_sender_is_written_and_history_never_says_who(sign_in, signed, seer):
    client = sign_in(seer(Role.HEAD))
    page = url("denunciation-sender-update", signed.pk)
    assert SECRET in client.get(page).content.decode()
    assert HistoryEntry.objects.of(signed.sender).filter(act=Act.READ).count() == 1
    typed = {"name": "Lò Văn Kín", "address": "Bản Khuất", "phone": "", "group": "member", "submit_token": "s"}
    assert client.post(page, typed | {"name": "", "version": str(signed.version)}).status_code == 200
    assert client.post(page, typed | {"version": str(signed.version)}).status_code == 302
    signed.sender.refresh_from_db()
    assert (signed.sender.name, signed.sender.address) == ("Lò Văn Kín", "Bản Khuất")
    for entry in HistoryEntry.objects.all():
        line = f"{entry.object_label} {entry.summary} {entry.changes} {entry.reason}"
        assert not any(word in line for word in ("Kín", "Giấu", "Khuất", "0900000000"))


def test_a_sender_appears_nowhere_but_on_its_page(sign_in, signed, seer):
    """Even for who may see senders: no list, search, export, timeline, form or other page tells one."""
    client = sign_in(seer(Role.HEAD))
    shown = [
        client.get(url("denunciation-list")),
        client.get(url("denunciation-list", q="Kín")),
        client.get(url("denunciation-detail", signed.pk)),
        client.get(url("denunciation-update", signed.pk)),
        client.get(url("denunciation-step", signed.pk, "classify")),
        client.get(url("denunciation-inspect", signed.pk)),
    ]
    assert not any("Kín" in text.replace('value="Kín"', "").replace("“Kín”", "").replace(": Kín", "")
                   for text in (response.content.decode() for response in shown))  # fmt: skip
    assert shown[1].context["count"] == 0
    exported = client.get(url("denunciation-list", export="xlsx"))
    cells = [cell.value for row in load_workbook(BytesIO(b"".join(exported))).worksheets[0].iter_rows() for cell in row]
    assert "7-TC" in cells
    assert not any("Kín" in str(cell) or "Giấu" in str(cell) for cell in cells)


# -------------------------------------------------------------------------------------------------------- inspection


def opening(**typed):
    known = {
        "organization": "D1", "body": "commission", "activity": "violation", "prepared": "16/11/2026", "content": "",
        "looked_from": "", "looked_to": "", "secrecy": "normal", "item": "", "submit_token": "o",
    }  # fmt: skip
    return known | rows({"member": "M-C1", "contents": "VP8"}, initial=1) | typed


def open_from(client, letter, **typed):
    return client.post(url("denunciation-inspect", letter.pk), opening(**typed))


def test_an_accepted_letter_opens_an_inspection_once_unless_cancelled(sign_in, brought, cast):
    client, letter = sign_in("head"), brought(LetterState.ACCEPTED)
    assert "Mở cuộc kiểm tra" in client.get(url("denunciation-detail", letter.pk)).content.decode()
    form = client.get(url("denunciation-inspect", letter.pk)).content.decode()
    assert "M-C1 – Nguyễn Văn C1" in form
    assert "VP8" in form
    assert open_from(client, letter).status_code == 302
    inspection = Inspection.objects.get(denunciation=letter)
    assert (inspection.state, inspection.activity) == (State.PREPARED, "violation")
    assert "Mở cuộc kiểm tra" not in client.get(url("denunciation-detail", letter.pk)).content.decode()
    assert "Đã mở cuộc kiểm tra" in told(open_from(client, letter, submit_token="again"))
    actions.take_step(inspection, "cancel", by=cast.users["head"], day=date(2026, 11, 17), reason="Trùng")
    assert open_from(client, letter, submit_token="once more").status_code == 302
    assert Inspection.objects.filter(denunciation=letter).count() == 2


@pytest.mark.parametrize("state", [LetterState.RECEIVED, LetterState.CLASSIFIED, LetterState.NOT_HANDLED,
                                   LetterState.TRANSFERRED, LetterState.WITHDRAWN])  # fmt: skip
def test_a_letter_that_is_not_accepted_opens_nothing(sign_in, brought, state):
    client, letter = sign_in("head"), brought(state)
    assert "đã thụ lý" in told(open_from(client, letter))
    assert not letter.opened.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [({"activity": "duty"}, "đã thụ lý"), (rows({"organization": "C1"}), "phải có đối tượng")],
)
def test_what_a_letter_opens_is_about_whom_it_accuses(sign_in, brought, typed, message):
    assert message in told(open_from(sign_in("head"), brought(LetterState.ACCEPTED), **typed))


def test_letter_and_inspection_lead_to_each_other_for_whom_may_see(sign_in, brought):
    letter = brought(LetterState.ACCEPTED)
    open_from(sign_in("head"), letter)
    inspection = letter.opened.get()
    there, back = url("inspection-detail", inspection.pk), url("denunciation-detail", letter.pk)
    assert there in sign_in("head").get(back).content.decode()
    assert back in sign_in("head").get(there).content.decode()
    for role in (Role.CLERK, Role.OFFICER):
        shown = sign_in(role).get(there).content.decode()
        assert back not in shown
        assert "7-TC" not in shown


def test_a_letter_keeps_its_subject_once_inspected(sign_in, brought):
    client, letter = sign_in("head"), brought(LetterState.ACCEPTED)
    open_from(client, letter)
    letter.refresh_from_db()
    typed = correction(letter, accepted="03/10/2026", subject_member="M-D1")
    assert "không đổi được đối tượng" in told(client.post(url("denunciation-update", letter.pk), typed))


def test_nobody_handles_a_letter_about_themselves(sign_in, brought, cast):
    letter = brought(LetterState.ACCEPTED)
    cast.link(cast.users["head"], cast.at("C1").member)
    client = sign_in("head")
    for name in ("denunciation-detail", "denunciation-update", "denunciation-sender", "denunciation-inspect"):
        assert client.get(url(name, letter.pk)).status_code == 404
    assert step(client, letter, "verify").status_code == 404
