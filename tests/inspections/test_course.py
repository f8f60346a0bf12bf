"""The course of an inspection, step by step over HTTP: every step from every state, what each needs, what it writes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from inspections import actions
from inspections.choices import Result, State
from inspections.models import Inspection, Subject
from inspections.states import INSPECTION
from members.choices import Role

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
WAY = {
    State.PREPARED: (),
    State.DECIDED: ("decide",),
    State.ANNOUNCED: ("decide", "announce"),
    State.REPORTED: ("decide", "announce", "receive_report"),
    State.VERIFYING: ("decide", "announce", "receive_report", "verify"),
    State.DRAFTED: ("decide", "announce", "receive_report", "verify", "draft"),
    State.CONCLUDED: ("decide", "announce", "receive_report", "verify", "draft", "conclude"),
    State.NOTIFIED: ("decide", "announce", "receive_report", "verify", "draft", "conclude", "notify"),
    State.ARCHIVED: ("decide", "announce", "receive_report", "verify", "draft", "conclude", "notify", "archive"),
    State.SUSPENDED: ("decide", "announce", "suspend"),
    State.CANCELLED: ("decide", "cancel"),
}
"""How an inspection comes to each state."""
PAIRS = [(state, move.verb) for state in State for move in INSPECTION.moves]


@pytest.fixture
def prepare(cast, head):
    def prepare(*subjects, **values):
        usual = {
            "organization": cast.at("D1").organization,
            "body": "commission",
            "activity": "compliance",
            "prepared": date(2026, 10, 1),
            "content": "Việc thực hiện quy chế làm việc",
        }
        subjects = subjects or [actions.SubjectEntry(cast.at("C1").organization, ["TC3"])]
        return actions.prepare_inspection(by=head, subjects=subjects, **usual | values)

    return prepare


@pytest.fixture
def brought(prepare, head):
    """An inspection brought to a state by its steps, a day apart."""

    def brought(state, **values):
        inspection = prepare(**values)
        for days, verb in enumerate(WAY[state], 1):
            if verb == "conclude":
                results = dict.fromkeys(inspection.subjects.all(), Result.GOOD)
                inspection = actions.record_results(inspection, by=head, version=inspection.version, results=results)
            day = date(2026, 10, 1) + timedelta(days=days)
            inspection = actions.take_step(inspection, verb, by=head, day=day, reason="Theo yêu cầu công tác")
        assert inspection.state == state
        return inspection

    return brought


def step(client, inspection, verb, **typed):
    inspection.refresh_from_db()
    usual = {
        "day": "15/11/2026",
        "days": "3",
        "reason": "Theo yêu cầu công tác",
        "number": "",
        "version": str(inspection.version),
        "submit_token": f"{verb}-{inspection.pk}-{inspection.version}",
    }
    results = {f"result_{row.pk}": "good" for row in inspection.subjects.filter(result="")}
    return client.post(reverse("inspection-step", args=[inspection.pk, verb]), usual | results | typed)


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, brought, state, verb):
    inspection, client = brought(state), sign_in("head")
    move, steps = INSPECTION.move(verb), inspection.steps.count()
    response = step(client, inspection, verb)
    inspection.refresh_from_db()
    if state in move.sources:
        assert response.status_code == 302, response.context["errors"]
        assert inspection.steps.count() == steps + 1
        assert inspection.steps.last().after == inspection.state
        assert inspection.state == (move.target or (State.ANNOUNCED if verb == "resume" else state))
        entry = HistoryEntry.objects.of(inspection).order_by("sequence").last()
        assert (entry.act, entry.username) == (Act.TRANSITION, "head")
    else:
        assert response.status_code == 200
        told = " ".join(text for _, _, text in response.context["errors"])
        assert move.label in told
        assert "Việc làm được lúc này" in told
        assert (inspection.state, inspection.steps.count()) == (state, steps)


@pytest.mark.parametrize("verb", [move.verb for move in INSPECTION.moves])
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER])
def test_each_step_asks_who_may(sign_in, brought, verb, role):
    move = INSPECTION.move(verb)
    inspection = brought(move.sources[0])
    response = step(sign_in(role), inspection, verb)
    allowed = role == Role.OFFICER and move.may.__name__ == "can_run_cases"
    assert response.status_code == (302 if allowed else 403)


def test_a_decision_takes_the_next_number_and_a_refused_one_leaves_no_gap(sign_in, prepare):
    client, first, second = sign_in("head"), prepare(), prepare()
    assert step(client, first, "decide", day="30/09/2026").status_code == 200
    assert step(client, first, "decide").status_code == 302
    assert step(client, second, "decide").status_code == 302
    assert [one.number for one in Inspection.objects.filter(prepared__isnull=False).order_by("pk")] == [
        "01-QĐ/UBKTHU",
        "02-QĐ/UBKTHU",
    ]


def test_a_step_is_never_before_the_one_before_nor_after_today(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.DECIDED)
    for day in ("01/10/2026", "21/11/2026", "", "32/01/2026"):
        assert step(client, inspection, "announce", day=day).status_code == 200
    inspection.refresh_from_db()
    assert (inspection.state, inspection.started) == (State.DECIDED, None)


def test_a_decision_needs_a_head_or_a_reason(sign_in, cast, prepare):
    client, inspection = sign_in("head"), prepare()
    assert step(client, inspection, "decide", reason="").status_code == 200
    head = actions.TeamEntry(cast.at("D1").member, "head")
    actions.set_team(inspection, by=cast.users["head"], version=inspection.version, entries=[head])
    assert step(client, inspection, "decide", reason="").status_code == 302


@pytest.mark.parametrize("verb", ["suspend", "cancel", "extend"])
def test_what_stops_or_prolongs_needs_a_reason(sign_in, brought, verb):
    inspection = brought(State.ANNOUNCED)
    assert step(sign_in("head"), inspection, verb, reason="").status_code == 200
    inspection.refresh_from_db()
    assert inspection.state == State.ANNOUNCED


def test_a_conclusion_asks_for_the_results_that_are_missing(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.DRAFTED)
    subject = inspection.subjects.get()
    assert step(client, inspection, "conclude", **{f"result_{subject.pk}": ""}).status_code == 200
    assert step(client, inspection, "conclude", **{f"result_{subject.pk}": "violation"}).status_code == 302
    inspection.refresh_from_db()
    subject.refresh_from_db()
    assert (inspection.state, subject.result, subject.concluded) == (
        State.CONCLUDED, Result.VIOLATION, date(2026, 11, 15),
    )  # fmt: skip
    assert inspection.conclusion_number == "01-TB/UBKTHU"


def test_an_extension_stays_within_a_third(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.REPORTED)
    assert step(client, inspection, "extend", days="999").status_code == 200
    assert step(client, inspection, "extend", days="2").status_code == 302
    inspection.refresh_from_db()
    assert inspection.extension == 2
    assert "đã gia hạn 2" in client.get(reverse("inspection-detail", args=[inspection.pk])).content.decode()


def test_an_archive_without_its_papers_says_why(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.NOTIFIED)
    response = step(client, inspection, "archive", reason="")
    assert "Hồ sơ còn thiếu" in " ".join(text for _, _, text in response.context["errors"])
    assert step(client, inspection, "archive", reason="Bản giấy ở kho").status_code == 302


def test_two_officers_at_one_step_take_it_once(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.DECIDED)
    old = str(inspection.version)
    assert step(client, inspection, "announce").status_code == 302
    response = step(client, inspection, "announce", version=old, submit_token="another")
    assert response.status_code == 200
    assert "vừa được người khác sửa" in response.content.decode()
    assert inspection.steps.filter(verb="announce").count() == 1


def test_a_double_click_takes_a_step_once(sign_in, brought):
    client, inspection = sign_in("head"), brought(State.DECIDED)
    version = str(inspection.version)
    for _ in range(2):
        assert step(client, inspection, "announce", version=version, submit_token="one").status_code == 302
    assert inspection.steps.filter(verb="announce").count() == 1


def test_a_supervision_that_is_passed_on_opens_one_inspection(sign_in, cast, brought, head):
    source = brought(State.DRAFTED, activity="thematic")
    subject = source.subjects.get()
    client = sign_in("officer")
    address = reverse("inspection-prepare", query={"origin": subject.pk})
    assert client.get(address).status_code == 404
    actions.record_results(source, by=head, version=source.version, results={subject: Result.TO_INSPECTION})
    assert client.get(address).status_code == 200
    typed = {
        "organization": "D1", "body": "commission", "activity": "violation", "prepared": "16/11/2026",
        "content": "Dấu hiệu vi phạm", "looked_from": "", "looked_to": "", "secrecy": "normal", "item": "",
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-organization": "C1", "form-0-member": "",
        "form-0-contents": "TC3", "form-0-topics": "", "form-0-result": "", "submit_token": "opened",
    }  # fmt: skip
    assert client.post(address, typed).status_code == 302
    opened = Inspection.objects.get(origin=subject)
    assert (opened.activity, opened.state) == ("violation", State.PREPARED)
    assert client.post(address, typed | {"submit_token": "again"}).status_code == 200
    assert Inspection.objects.filter(origin=subject).count() == 1


def test_the_page_tells_where_it_stands_and_by_which_rule(sign_in, brought):
    inspection = brought(State.REPORTED)
    body = sign_in("head").get(reverse("inspection-detail", args=[inspection.pk])).content.decode()
    assert 'aria-current="step"' in body
    assert "Căn cứ:" in body
    assert "Bắt đầu thẩm tra, xác minh" in body


def test_quick_views_find_the_late_and_the_own(sign_in, cast, brought):
    inspection, other = brought(State.REPORTED), brought(State.REPORTED)
    user = cast.users["head"]
    cast.link(user, cast.at("D1").member)
    entry = actions.TeamEntry(cast.at("D1").member, "head")
    actions.set_team(inspection, by=user, version=inspection.version, entries=[entry])
    client = sign_in("head")

    def found(**query):
        response = client.get(reverse("inspection-list", query=query))
        return {row.pk for row in response.context["table"].data.data}

    assert found(mine="1") == {inspection.pk}
    assert found(due="late") == set()
    with time_machine.travel(date(2027, 6, 1), tick=False):
        sign_in("head")
        assert {inspection.pk, other.pk} <= found(due="late")
    assert {inspection.pk, other.pk} <= found(papers="missing")


def test_a_state_secret_is_refused_outside_a_closed_network(prepare, settings):
    with pytest.raises(ValidationError, match="độ mật"):
        prepare(secrecy="secret")
    settings.ISOLATED_NETWORK = True
    assert prepare(secrecy="secret").is_state_secret


# ----------------------------------------------------------------------------------------------- team and recusal


def test_who_is_concerned_is_not_put_on_a_team(cast, prepare, head):
    inspection = prepare(actions.SubjectEntry(cast.at("K1").member, ["ĐV2"]))
    for member, why in ((cast.at("K1").member, "là đối tượng"), (cast.named("M-K1-2", "K1"), "cùng chi bộ")):
        entry = actions.TeamEntry(member, "member")
        with pytest.raises(ValidationError, match=why):
            actions.set_team(inspection, by=head, version=inspection.version, entries=[entry])
    actions.recuse(inspection, by=head, member=cast.at("C1").member, reason="Anh ruột của đối tượng")
    entry = actions.TeamEntry(cast.at("C1").member, "member")
    with pytest.raises(ValidationError, match="người có liên quan"):
        actions.set_team(inspection, by=head, version=inspection.version, entries=[entry])
    assert not inspection.team.exists()


def test_a_subject_is_not_added_who_concerns_the_team(cast, prepare, head):
    inspection = prepare()
    entry = actions.TeamEntry(cast.at("K1").member, "head")
    inspection = actions.set_team(inspection, by=head, version=inspection.version, entries=[entry])
    more = actions.SubjectEntry(cast.at("K1").member, ["ĐV2"])
    with pytest.raises(ValidationError, match="không được tham gia đoàn"):
        actions.add_subject(inspection, by=head, version=inspection.version, entry=more)
    assert inspection.subjects.count() == 1


@pytest.mark.parametrize("how", ["subject", "cell", "named"])
def test_who_is_concerned_does_not_see_it_and_the_attempt_is_recorded(sign_in, cast, prepare, head, how):
    member = cast.at("K1").member
    inspection = prepare(actions.SubjectEntry(member, ["ĐV2"]) if how != "named" else
                         actions.SubjectEntry(cast.at("C1").organization, ["TC3"]))  # fmt: skip
    user = cast.users["officer"]
    cast.link(user, member if how != "cell" else cast.named("M-K1-2", "K1"))
    if how == "named":
        actions.recuse(inspection, by=head, member=member, reason="Con của đối tượng")
    client = sign_in("officer")
    for name in ("inspection-detail", "inspection-team", "inspection-dossier", "inspection-update", "team-update"):
        assert client.get(reverse(name, args=[inspection.pk])).status_code == 404, name
    assert client.post(reverse("inspection-step", args=[inspection.pk, "decide"])).status_code == 404
    for name in ("inspection-list", "subject-list"):
        assert all(inspection.pk != getattr(row, "inspection_id", row.pk)
                   for row in client.get(reverse(name)).context["table"].data.data)  # fmt: skip
    denied = HistoryEntry.objects.of(inspection).filter(act=Act.DENY)
    assert {entry.username for entry in denied} == {user.username}
    assert sign_in("head").get(reverse("inspection-detail", args=[inspection.pk])).status_code == 200


def test_a_cell_inspects_its_own_members(cast, prepare, sign_in):
    inspection = prepare(
        actions.SubjectEntry(cast.at("K1").member, ["ĐV2"]), organization=cast.at("K1").organization, body="cell"
    )
    cast.link(cast.users["officer"], cast.named("M-K1-2", "K1"))
    assert sign_in("officer").get(reverse("inspection-detail", args=[inspection.pk])).status_code == 200


def test_the_same_head_for_the_same_subject_is_said(sign_in, cast, brought, prepare, head):
    entry = actions.TeamEntry(cast.at("D1").member, "head")
    before, now = prepare(), prepare()
    for one in (before, now):
        actions.set_team(one, by=head, version=one.version, entries=[entry])
    body = sign_in("head").get(reverse("inspection-team", args=[now.pk])).content.decode()
    assert "Cân nhắc đổi trưởng đoàn" in body


def test_a_team_is_typed_on_its_page(sign_in, cast, prepare):
    inspection, client = prepare(), sign_in("officer")
    typed = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "version": str(inspection.version),
        "form-0-member": "M-D1", "form-0-role": "head", "form-0-task": "Phụ trách chung",
        "form-1-member": "M-P", "form-1-role": "member", "form-1-task": "", "submit_token": "team",
    }  # fmt: skip
    address = reverse("team-update", args=[inspection.pk])
    assert "Không tìm thấy" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {"form-1-member": "M-C1"}).status_code == 302
    assert [str(person.role) for person in inspection.team.order_by("pk")] == ["head", "member"]


# ------------------------------------------------------------------------------------------------------ quick entry


def test_several_subjects_are_typed_in_one_box(sign_in, cast):
    typed = {
        "organization": "D1", "body": "committee", "activity": "compliance", "number": "88-QĐ/HU",
        "decided": "05/03/2026", "started": "", "concluded": "", "conclusion_number": "", "result": "",
        "subjects": "C1 – Đảng bộ C1; M-C1; nguyen van k1; ", "contents": "tc1; dv2", "submit_token": "quick",
    }  # fmt: skip
    client = sign_in("clerk")
    response = client.post(reverse("inspection-quick"), typed)
    assert response.status_code == 302, response.context["errors"]
    assert "decided=05%2F03%2F2026" in response.headers["Location"]
    found = Subject.objects.filter(inspection__number="88-QĐ/HU").order_by("pk")
    assert [(str(row.subject), [one.code for one in row.contents.all()]) for row in found] == [
        (str(cast.at("C1").organization), ["TC1"]),
        (str(cast.at("C1").member), ["ĐV2"]),
        (str(cast.at("K1").member), ["ĐV2"]),
    ]
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("subjects", "", "Chưa chọn"),
        ("subjects", "D2; C1", "Không tìm thấy"),
        ("subjects", "\0; %%; ;", "Không tìm thấy"),
        ("contents", "GS1", "không áp dụng"),
        ("contents", "XX", "Không có mã nội dung"),
        ("decided", "", ""),
    ],
)
def test_a_quick_entry_that_is_wrong_is_said_at_its_box(sign_in, field, text, told):
    typed = {
        "organization": "D1", "body": "committee", "activity": "compliance", "number": "88-QĐ/HU",
        "decided": "05/03/2026", "subjects": "C1", "contents": "", "submit_token": "quick",
    }  # fmt: skip
    response = sign_in("clerk").post(reverse("inspection-quick"), typed | {field: text})
    assert response.status_code == 200
    assert told in " ".join(text for _, _, text in response.context["errors"])
    assert not Inspection.objects.filter(number="88-QĐ/HU").exists()
