"""Appeals over HTTP: every step from every state, windows, resolvers, what a changed result changes and what not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from core.periods import quarter
from discipline import actions
from discipline.choices import AppealState, Form
from discipline.instances import appeal_deadline, is_late, resolver_of
from discipline.models import Appeal, Decision
from discipline.restrictions import standing_form, state_of
from discipline.states import APPEAL
from members.choices import MemberStatus, Role
from rules import book

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
DETAILS = {
    "refuse": {"refusal": "late"},
    "forward": {"forwarded_to": "Ủy ban Kiểm tra Tỉnh ủy"},
    "extend": {"days": "10"},
    "resolve": {"result": "kept"},
}
WAY = {
    AppealState.RECEIVED: (),
    AppealState.ACCEPTED: ("accept",),
    AppealState.REFUSED: ("refuse",),
    AppealState.FORWARDED: ("accept", "forward"),
    AppealState.WITHDRAWN: ("withdraw",),
    AppealState.RESOLVED: ("accept", "resolve"),
}
PAIRS = [(state, move.verb) for state in AppealState for move in APPEAL.moves]


@pytest.fixture
def decided(cast, head):
    """A decision of the commune about its member, announced and handed over."""

    def decided(form="warning", decided=date(2026, 6, 1), handed_over=date(2026, 6, 10), place="C1", **values):
        usual = {"organization": cast.at(place).organization, "body": "standing", "number": f"{form}-QĐ/ĐU"}
        decision = actions.record_decision(
            by=head, subject=cast.at("C1").member, groups=["VP2"], decided=decided, form=form, **usual | values
        )
        return actions.announce_decision(
            decision, by=head, version=decision.version, announced=handed_over, handed_over=handed_over
        )

    return decided


@pytest.fixture
def brought(cast, head, decided):
    def brought(state=AppealState.RECEIVED, received=date(2026, 7, 1), decision=None):
        appeal = actions.record_appeal(
            by=head, number="9-KN", received=received, decision=decision or decided(), body="commission",
            organization=cast.at("D1").organization,
        )  # fmt: skip
        for days, verb in enumerate(WAY[state], 1):
            details = {name: text for name, text in DETAILS.get(verb, {}).items() if name != "days"}
            appeal = actions.take_appeal_step(
                appeal, verb, by=head, day=received + timedelta(days=days), reason="Theo quy định", **details
            )
        assert appeal.state == state
        return appeal

    return brought


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


def step(client, appeal, verb, **typed):
    appeal.refresh_from_db()
    data = {"day": "15/08/2026", "reason": "Theo quy định", "number": "", "version": str(appeal.version)}
    data |= {"submit_token": f"{verb}-{appeal.pk}-{appeal.version}"}
    return client.post(url("appeal-step", appeal.pk, verb), data | DETAILS.get(verb, {}) | typed)


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, brought, state, verb):
    appeal, client = brought(state), sign_in("head")
    move, taken = APPEAL.move(verb), appeal.steps.count()
    response = step(client, appeal, verb)
    appeal.refresh_from_db()
    if state in move.sources:
        assert response.status_code == 302, told(response)
        assert appeal.state == (move.target or state)
        assert appeal.steps.count() == taken + 1
        entry = HistoryEntry.objects.of(appeal).order_by("sequence").last()
        assert (entry.act, entry.summary) == (Act.TRANSITION, move.done)
    else:
        assert response.status_code == 200
        assert move.label in told(response)
        assert (appeal.state, appeal.steps.count()) == (state, taken)


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.OFFICER, ("accept", "forward", "withdraw")), (Role.CLERK, ()), (Role.LEADER, ())],
)
@pytest.mark.parametrize("move", APPEAL.moves, ids=lambda move: move.verb)
def test_each_step_asks_who_may(sign_in, brought, move, role, may):
    assert step(sign_in(role), brought(move.sources[0]), move.verb).status_code == (302 if move.verb in may else 403)


@pytest.mark.parametrize(
    ("state", "verb", "typed", "said"),
    [
        ("received", "refuse", {"refusal": ""}, "Lý do theo quy định"),
        ("received", "refuse", {"reason": ""}, "Lý do"),
        ("received", "accept", {"day": "30/06/2026"}, "phải bằng hoặc sau"),
        ("received", "accept", {"day": "21/11/2026"}, "chưa đến"),
        ("accepted", "forward", {"forwarded_to": ""}, "Chuyển đến"),
        ("accepted", "extend", {"days": "0"}, "Số ngày"),
        ("accepted", "resolve", {"result": "x"}, "Kết quả"),
        ("accepted", "resolve", {"result": "reduced", "cause": "form"}, "hình thức mới"),
        ("accepted", "resolve", {"result": "reduced", "form": "reprimand"}, "nguyên nhân"),
        ("accepted", "resolve", {"result": "reduced", "cause": "form", "form": "expulsion"}, "nhẹ hơn"),
        ("accepted", "resolve", {"result": "increased", "cause": "form", "form": "warning"}, "nặng hơn"),
        ("accepted", "resolve", {"result": "kept", "wrong": "on"}, "xóa kỷ luật"),
    ],
)
def test_a_step_says_what_it_lacks(sign_in, brought, state, verb, typed, said):
    appeal = brought(AppealState(state))
    response = step(sign_in("head"), appeal, verb, **typed)
    assert response.status_code == 200
    assert said.lower() in response.content.decode().lower()
    appeal.refresh_from_db()
    assert appeal.state == state
    assert not appeal.decision.changes.exists()


def test_the_form_knows_resolver_window_and_deadline(sign_in, decided, cast):
    decision = decided()
    page = sign_in("officer").get(url("appeal-create", decision.pk))
    form = page.context["form"]
    assert form.initial["organization"] == cast.at("D1").organization
    assert form.initial["body"] == "commission"
    shown = page.content.decode()
    assert "10/07/2026" in shown  # thirty days from 10 June
    assert "Ủy ban kiểm tra – Đảng bộ D1" in shown


def test_the_order_of_instances(decided, cast):
    rulebook = book.read()
    by_cell = decided(place="K1", body="cell", number="1-QĐ/CB")
    by_commission = decided(place="C1", body="commission", number="2-QĐ/UBKT")
    assert (found := resolver_of(by_cell, rulebook)).organization == cast.at("C1").organization
    assert found.body == "commission"
    assert (found := resolver_of(by_commission, rulebook)).organization == cast.at("C1").organization
    assert found.body == "standing"
    above = resolver_of(decided(place="P", number="3-QĐ/TU"), rulebook)
    assert above.organization is None
    assert "ngoài hệ thống" in above.words


@pytest.mark.parametrize(
    ("received", "late"), [(date(2026, 7, 10), False), (date(2026, 7, 11), True), (date(2026, 6, 10), False)]
)
def test_an_appeal_after_its_window_is_late(decided, received, late):
    assert is_late(decided(), received, book.read()) == late


def test_a_late_appeal_is_accepted_only_with_a_reason(sign_in, brought):
    appeal = brought(received=date(2026, 8, 1))
    assert "sau hạn khiếu nại 10/07/2026" in told(step(sign_in("head"), appeal, "accept", reason=""))
    assert step(sign_in("head"), appeal, "accept", reason="Ốm nặng").status_code == 302


def test_the_deadline_grows_with_its_extension(brought, head):
    appeal = brought(AppealState.ACCEPTED)
    rulebook = book.read()
    assert appeal_deadline(appeal, rulebook).day == date(2026, 9, 29)
    appeal = actions.take_appeal_step(appeal, "extend", by=head, day=date(2026, 8, 1), days=10, reason="Phức tạp")
    assert appeal_deadline(appeal, rulebook).day == date(2026, 10, 9)


def test_a_changed_result_changes_the_standing_from_its_own_day_on(sign_in, brought):
    appeal, client = brought(AppealState.ACCEPTED), sign_in("head")
    response = step(client, appeal, "resolve", result="reduced", cause="form", form="reprimand", day="15/10/2026")
    assert response.status_code == 302, told(response)
    decision = Decision.objects.get(pk=appeal.decision_id)
    change = decision.changes.get()
    assert (decision.form, change.form, change.day) == (Form.WARNING, Form.REPRIMAND, date(2026, 10, 15))
    assert standing_form(decision, date(2026, 10, 14)) == Form.WARNING
    assert standing_form(decision, date(2026, 10, 15)) == Form.REPRIMAND
    page = client.get(url("decision-detail", decision.pk)).content.decode()
    assert "hình thức còn lại là khiển trách" in page


def test_the_quarter_of_the_decision_keeps_its_figure_and_the_next_shows_the_change(sign_in, brought, cast):
    organization = cast.at("D1").organization
    rows = lambda model: model.objects.within(organization)  # noqa: E731
    second, fourth = quarter(2026, 2), quarter(2026, 4)
    appeal = brought(AppealState.ACCEPTED)
    before = rows(Decision).decided_in(second).filter(form="warning").count()
    assert before
    step(sign_in("head"), appeal, "resolve", result="cancelled", cause="content", wrong="on", day="15/10/2026")
    assert rows(Decision).decided_in(second).filter(form="warning").count() == before
    assert rows(Appeal).resolved_in(second).count() == 0
    assert rows(Appeal).resolved_in(fourth).filter(result="cancelled").count() == 1
    decision = Decision.objects.get(pk=appeal.decision_id)
    assert state_of(decision, date(2026, 10, 14)).in_force
    assert not state_of(decision, date(2026, 10, 15)).in_force


def test_a_wrong_discipline_opens_what_is_owed_and_brings_an_expelled_member_back(sign_in, brought, decided):
    decision = decided(form="expulsion", place="D1")
    member = decision.subject_member
    member.refresh_from_db()
    assert member.status == MemberStatus.EXPELLED
    appeal, client = brought(AppealState.ACCEPTED, decision=decision), sign_in("head")
    step(client, appeal, "resolve", result="cancelled", cause="evidence", wrong="on")
    member.refresh_from_db()
    assert member.status == MemberStatus.OFFICIAL
    owed = appeal.restorations.order_by("pk")
    assert [one.kind for one in owed] == ["apology", "rights", "post"]
    assert "chưa làm" in client.get(url("appeal-detail", appeal.pk)).content.decode()
    first = owed[0]
    data = {"done": "01/09/2026", "note": "Xin lỗi tại hội nghị", "version": "1", "submit_token": "r"}
    assert client.post(url("restoration-finish", first.pk), data).status_code == 302
    first.refresh_from_db()
    assert first.done == date(2026, 9, 1)
    early = data | {"done": "01/08/2026", "submit_token": "r2"}
    assert client.post(url("restoration-finish", owed[1].pk), early).status_code == 200


def test_what_is_handled_by_steps_is_not_resolved_by_editing(sign_in, brought):
    appeal, client = brought(AppealState.ACCEPTED), sign_in("head")
    form = client.get(url("appeal-update", appeal.pk)).context["form"]
    assert "resolved" not in form.fields
    data = {"number": "9-KN", "received": "01/07/2026", "organization": "D1", "body": "commission", "grounds": "Mới"}
    data |= {"resolved": "01/08/2026", "result": "kept", "version": str(appeal.version), "submit_token": "u"}
    assert client.post(url("appeal-update", appeal.pk), data).status_code == 302
    appeal.refresh_from_db()
    assert (appeal.state, appeal.grounds) == (AppealState.ACCEPTED, "Mới")


def test_an_appeal_goes_on_to_the_next_instance_once_and_never_past_the_last(sign_in, brought, cast):
    appeal, client = brought(AppealState.ACCEPTED), sign_in("head")
    page = client.get(url("appeal-detail", appeal.pk)).content.decode()
    assert "Ghi khiếu nại lên cấp tiếp theo" not in page
    step(client, appeal, "resolve", result="kept", day="15/10/2026")
    page = client.get(url("appeal-detail", appeal.pk)).content.decode()
    address = f"{url('appeal-create', appeal.decision_id)}?previous={appeal.pk}"
    assert address in page
    form = client.get(address)
    assert "14/11/2026 (30 ngày" in form.content.decode()  # thirty days from the result
    appeal.refresh_from_db()
    above = resolver_of(appeal.decision, book.read(), appeal)
    assert above.words in form.content.decode()
    data = {
        "number": "90-KN", "received": "20/10/2026", "organization": "D1", "body": "standing", "grounds": "Lại",
        "resolved": "", "result": "", "submit_token": "n1",
    }  # fmt: skip
    early = client.post(address, data | {"received": "14/10/2026"})
    assert "lần trước (15/10/2026)" in told(early)
    response = client.post(address, data | {"submit_token": "n2"})
    assert response.status_code == 302, told(response)
    second = Appeal.objects.get(number="90-KN")
    assert second.previous == appeal
    assert "Khiếu nại tiếp" in client.get(url("appeal-detail", appeal.pk)).content.decode()
    again = client.post(address, data | {"number": "91-KN", "submit_token": "n3"})
    assert "Đã có đơn khiếu nại tiếp" in told(again)


def test_a_cancelled_discipline_is_not_appealed_again(sign_in, brought):
    appeal, client = brought(AppealState.ACCEPTED), sign_in("head")
    step(client, appeal, "resolve", result="cancelled", cause="content", day="15/10/2026")
    assert "cấp tiếp theo" not in client.get(url("appeal-detail", appeal.pk)).content.decode()
