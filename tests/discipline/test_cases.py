"""Cases over HTTP: every step from every state, their needs, ballots, the decision that follows, who is shut out."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document

from accounts.choices import Act
from accounts.models import HistoryEntry
from discipline import actions
from discipline.choices import CaseState, Form, Outcome
from discipline.models import Case, CaseSubject, Decision, Override
from discipline.states import CASE
from discipline.transfers import bars
from members.choices import MemberStatus, Role
from members.models import Member
from rules import book

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
WAY = {
    CaseState.OPENED: (),
    CaseState.REVIEWED: ("review",),
    CaseState.HEARD: ("review", "hear"),
    CaseState.VOTED: ("review", "hear", "vote"),
    CaseState.DECIDED: ("review", "hear", "vote", "decide"),
    CaseState.CLOSED: ("review", "hear", "vote", "decide", "close"),
    CaseState.DEFERRED: ("review", "defer"),
    CaseState.DROPPED: ("drop",),
}
PAIRS = [(state, move.verb) for state in CaseState for move in CASE.moves]


@pytest.fixture
def brought(cast, head):
    """A case about the commune's member, complete, brought to a state by its steps, a day apart."""

    def brought(state=CaseState.OPENED, begun=date(2025, 5, 10), ready=True, heard=True, **values):
        usual = {
            "organization": cast.at("D1").organization,
            "body": "standing",
            "title": "Vi phạm về đất đai",
            "opened": date(2026, 10, 1),
            "origin": "own",
        }
        member = values.pop("member", cast.at("C1").member)
        entry = actions.ViolationEntry("VP2", "Cấp đất sai", begun, severity="serious")
        case = actions.open_case(by=head, subjects=[member], violations={member: [entry]}, **usual | values)
        if heard:
            hear(case, head)
        if ready:
            complete(case, head)
        for days, verb in enumerate(WAY[state], 1):
            case.refresh_from_db()
            day = case.opened + timedelta(days=days)
            case = actions.take_case_step(case, verb, by=head, day=day, version=case.version, reason="Theo chỉ đạo")
        assert case.state == state
        return case

    return brought


def hear(case, head):
    day = date(2026, 10, 1)
    actions.update_case_subject(case.subjects.get(), by=head, version=version(case), self_criticism=day, heard=day)


def complete(case, head):
    """Everything that any step asks for: reviewed, heard, voted, and an outcome without discipline."""
    row = case.subjects.get()
    vote(row, head, {"warning": 8, "": 2})
    actions.set_outcome(
        row, by=head, version=version(case), outcome=Outcome.UNDISCIPLINED, note="Biểu quyết không kỷ luật"
    )


def vote(row, head, counts, electorate=10, **values):
    usual = {"kind": "decide", "by_body": "Ban Thường vụ", "day": date(2026, 10, 2)}
    return actions.record_vote(
        row, by=head, version=version(row.case), electorate=electorate, counts=counts, **usual | values
    )


def version(case):
    return Case.objects.get(pk=case.pk).version


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


def step(client, case, verb, **typed):
    data = {"day": "15/11/2026", "reason": "Theo yêu cầu công tác", "version": str(version(case))}
    return client.post(url("case-step", case.pk, verb), data | {"submit_token": f"{verb}{case.pk}"} | typed)


# ------------------------------------------------------------------------------------------------------------- steps


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, brought, state, verb):
    case, client = brought(state, origin="judgment" if verb == "judge" else "own"), sign_in("head")
    move, taken = CASE.move(verb), case.steps.count()
    response = step(client, case, verb)
    case.refresh_from_db()
    if state in move.sources:
        assert response.status_code == 302, told(response)
        assert case.state == (move.target or CaseState.REVIEWED)
        last = case.steps.last()
        assert (case.steps.count(), last.before, last.after) == (taken + 1, state, case.state)
        entry = HistoryEntry.objects.of(case).order_by("sequence").last()
        assert (entry.act, entry.username, entry.summary) == (Act.TRANSITION, "head", move.done)
    else:
        assert response.status_code == 200
        assert move.label in told(response)
        assert "Việc làm được lúc này" in told(response)
        assert (case.state, case.steps.count()) == (state, taken)


@pytest.mark.parametrize("move", CASE.moves, ids=lambda move: move.verb)
@pytest.mark.parametrize(
    ("role", "may"), [(Role.OFFICER, ("review", "hear", "close")), (Role.CLERK, ()), (Role.LEADER, ())]
)
def test_each_step_asks_who_may(sign_in, brought, move, role, may):
    case = brought(move.sources[0], origin="judgment" if move.verb == "judge" else "own")
    assert step(sign_in(role), case, move.verb).status_code == (302 if move.verb in may else 403)


def test_steps_say_what_is_missing(sign_in, brought, head):
    case, client = brought(ready=False, heard=False), sign_in("head")
    row = case.subjects.get()
    assert "Chưa có ngày kiểm điểm" in told(step(client, case, "review"))
    row = actions.update_case_subject(row, by=head, version=version(case), self_criticism_note="Từ chối kiểm điểm")
    assert step(client, case, "review", day="02/10/2026").status_code == 302
    assert "Chưa nghe ý kiến" in told(step(client, case, "hear"))
    actions.update_case_subject(row, by=head, version=version(case), absence="Mời hai lần không đến")
    assert step(client, case, "hear", day="03/10/2026").status_code == 302
    assert "Chưa có kết quả bỏ phiếu" in told(step(client, case, "vote"))
    vote(row, head, {"warning": 8})
    assert step(client, case, "vote", day="04/10/2026").status_code == 302
    assert "Chưa có kết quả của" in told(step(client, case, "decide"))
    assert "phải bằng hoặc sau" in told(step(client, case, "defer", day="03/10/2026"))
    assert "chưa đến" in told(step(client, case, "defer", day="21/11/2026"))
    assert step(client, case, "defer", reason="").status_code == 200


def test_a_judgment_leads_straight_on_only_under_rules_that_say_so(sign_in, brought):
    case = brought(origin="judgment")
    with time_machine.travel(date(2026, 4, 10)):
        case_before = brought(
            origin="judgment", opened=date(2026, 4, 1), begun=date(2025, 1, 1), ready=False, heard=False
        )
        assert "không cho xem xét trực tiếp" in told(step(sign_in("head"), case_before, "judge", day="05/04/2026"))
    assert step(sign_in("head"), case, "judge").status_code == 302


# ------------------------------------------------------------------------------------------ opening, subjects, ballots


def test_a_case_from_a_finding_knows_everything(sign_in, cast):
    finding = cast.at("D1").finding
    client = sign_in("officer")
    address = url("case-create", finding=finding.pk)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"violated": "10/01/2026", "submit_token": "c"}
    sent |= {name: getattr(sent[name], "code", sent[name]) for name in ("organization",)}
    sent["opened"] = "20/11/2026"
    response = client.post(address, sent)
    assert response.status_code == 302, told(response)
    case = Case.objects.latest("pk")
    row = case.subjects.get()
    violation = row.violations.get()
    assert (case.inspection, case.organization) == (cast.at("D1").inspection, cast.at("D1").organization)
    assert (violation.finding, violation.description, violation.group) == (finding, finding.description, finding.group)
    assert row.subject == finding.subject.subject


def test_a_subject_is_completed_with_violations_and_class(sign_in, brought):
    case = brought(ready=False)
    row, client = case.subjects.get(), sign_in("officer")
    data = {
        "version": str(version(case)), "submit_token": "s", "self_criticism": "02/10/2026", "heard": "03/10/2026",
        "subject_class": "below", "statement": "Nhận khuyết điểm", "mitigating": "self_report",
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1",
        "form-0-group": "VP2", "form-0-description": "Cấp đất sai", "form-0-begun": "10/05/2025",
        "form-1-group": "VP1", "form-1-description": "Khai gian", "form-1-begun": "01/02/2024",
        "form-1-ended": "05/03/2025",
    }  # fmt: skip
    response = client.post(url("case-subject-update", row.pk), data)
    assert response.status_code == 302, told(response)
    row.refresh_from_db()
    assert (row.subject_class, row.heard) == ("below", date(2026, 10, 3))
    assert row.violations.count() == 2
    assert row.circumstances.get().code == "self_report"
    stale = client.post(url("case-subject-update", row.pk), data | {"submit_token": "s2"})
    assert stale.status_code == 200
    wrong = data | {"submit_token": "s3", "version": str(version(case)), "form-1-ended": "05/03/2023"}
    assert "bằng hoặc sau ngày vi phạm" in told(client.post(url("case-subject-update", row.pk), wrong))


def test_a_ballot_is_counted_kept_and_voided(sign_in, brought):
    case = brought(ready=False)
    row, client = case.subjects.get(), sign_in("officer")
    data = {
        "kind": "decide", "by_body": "Ban Thường vụ", "day": "05/10/2026", "electorate": "10", "submit_token": "v",
        "ballots_expulsion": "2", "ballots_removal": "3", "ballots_warning": "3", "ballots_reprimand": "2",
        "version": str(version(case)),
    }  # fmt: skip
    assert client.post(url("vote-create", row.pk), data).status_code == 302
    found = row.votes.get()
    assert (found.result, found.electorate) == (Form.WARNING, 10)
    assert "2 + cách chức 3 + cảnh cáo 3 = 8/10" in found.result_words
    many = data | {"ballots_none": "1", "submit_token": "v2", "version": str(version(case))}
    assert "nhiều hơn 10" in told(client.post(url("vote-create", row.pk), many))
    assert client.post(url("vote-void", found.pk), {"reason": "Đếm sai", "submit_token": "v3"}).status_code == 302
    found.refresh_from_db()
    assert found.voided is not None
    assert "Đếm sai" in client.get(url("case-detail", case.pk)).content.decode()


def test_the_box_tells_authority_and_limitation(sign_in, brought):
    page = sign_in("officer").get(url("case-detail", brought(begun=date(2020, 1, 10)).pk)).content.decode()
    assert "hết thời hiệu" in page
    assert "chưa xác nhận" in page
    assert "còn thời hiệu đến hết ngày 10/01/2030" in page


def test_not_applied_is_offered_only_where_the_limitation_is_over(sign_in, brought, head):
    late, fresh = brought(begun=date(2020, 1, 10), ready=False), brought(ready=False)
    for case, offered in ((late, True), (fresh, False)):
        row = case.subjects.get()
        vote(row, head, {"reprimand": 9})
        form = sign_in("officer").get(url("case-outcome", row.pk)).context["form"]
        assert (Outcome.NOT_APPLIED in dict(form.fields["outcome"].choices)) == offered


def test_a_deferral_is_one_of_the_rules(sign_in, brought):
    case = brought(ready=False)
    row, client = case.subjects.get(), sign_in("officer")
    data = {"code": "hospital", "since": "01/11/2026", "until": "", "reason": "Giấy nhập viện", "submit_token": "d"}
    assert client.post(url("deferral-create", row.pk), data | {"version": str(version(case))}).status_code == 302
    assert "bệnh nặng" in client.get(url("case-detail", case.pk)).content.decode()
    bad = data | {"code": "holiday", "submit_token": "d2", "version": str(version(case))}
    assert client.post(url("deferral-create", row.pk), bad).status_code == 200


# ----------------------------------------------------------------------------------------------------------- decision


def decide(client, row, **typed):
    """The decision as its form comes filled from the case."""
    address = url("decision-create", case_subject=row.pk)
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"decided": "05/10/2026", "submit_token": f"q{row.pk}"}
    sent["violated"] = sent["violated"].strftime("%d/%m/%Y")
    return client.post(address, sent | typed)


def test_a_decision_of_a_case_needs_nothing_typed_and_takes_the_next_number(sign_in, brought, head):
    case = brought(ready=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    response = decide(sign_in("officer"), row)
    assert response.status_code == 302, told(response)
    decision = Decision.objects.get(case_subject=row)
    assert (decision.form, decision.subject, decision.violated) == (Form.WARNING, row.subject, date(2025, 5, 10))
    assert decision.number.endswith("-QĐ/HU")
    assert [group.code for group in decision.groups.all()] == ["VP2"]
    row.refresh_from_db()
    assert (row.outcome, row.outcome_form) == (Outcome.DISCIPLINED, Form.WARNING)
    assert "đã có quyết định" in told(decide(sign_in("officer"), row, submit_token="again"))


def test_against_the_rules_only_the_head_goes_on_and_writes_why(sign_in, brought, head):
    case = brought(begun=date(2015, 1, 10), ready=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    officer = decide(sign_in("officer"), row)
    assert "đã hết thời hiệu" in told(officer)
    assert "chủ nhiệm" in told(decide(sign_in("officer"), row, against_rules="Vì tôi muốn", submit_token="o2"))
    assert not Decision.objects.filter(case_subject=row).exists()
    assert decide(sign_in("head"), row, against_rules="Vi phạm còn tiếp diễn", submit_token="o3").status_code == 302
    override = Override.objects.get(subject=row)
    assert (override.kind, override.reason, override.by) == ("limitation", "Vi phạm còn tiếp diễn", head)
    assert "Vi phạm còn tiếp diễn" in sign_in("leader").get(url("override-list")).content.decode()


def test_a_decision_is_announced_then_only_changed_by_a_record_of_its_own(sign_in, brought, head):
    case = brought(ready=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    client = sign_in("head")
    decide(client, row)
    decision = Decision.objects.get(case_subject=row)
    data = {"announced": "10/10/2026", "handed_over": "12/10/2026", "published": "", "submit_token": "a"}
    response = client.post(url("decision-announce", decision.pk), data | {"version": str(decision.version)})
    assert response.status_code == 302, told(response)
    decision.refresh_from_db()
    assert (decision.effective, decision.lapses) == (date(2026, 10, 5), date(2027, 10, 10))
    page = client.get(url("decision-detail", decision.pk)).content.decode()
    assert "Đang có hiệu lực đến hết ngày 10/10/2027" in page
    assert "11/11/2026" in page  # thirty days from the handing over
    assert "không luân chuyển" in page
    with pytest.raises(ValidationError, match="đã công bố"):
        actions.update_decision(decision, by=head, version=decision.version, form="reprimand")
    data = {"kind": "annulled", "number": "9-QĐ/HU", "day": "15/11/2026", "successor": "", "reason": "Sai đối tượng"}
    data |= {"version": str(decision.version), "submit_token": "h"}
    assert client.post(url("decision-change", decision.pk), data).status_code == 302
    page = client.get(url("decision-detail", decision.pk)).content.decode()
    assert "Hủy bỏ từ ngày 15/11/2026" in page
    decision.refresh_from_db()
    assert decision.form == Form.WARNING
    again = data | {"version": str(decision.version), "submit_token": "h2"}
    assert "đã bị hủy" in told(client.post(url("decision-change", decision.pk), again))


def test_an_expelled_member_has_left_with_the_announcement(brought, head, cast):
    case = brought(ready=False, member=cast.named("M-KT", "C1"))
    row = case.subjects.get()
    vote(row, head, {"expulsion": 9})
    decision = actions.record_decision(
        by=head, subject=row.subject, groups=["VP2"], case_subject=row, organization=case.organization, body="standing",
        number="", decided=date(2026, 10, 6), form="expulsion",
    )  # fmt: skip
    assert Member.objects.get(pk=row.subject_member_id).status == MemberStatus.OFFICIAL
    actions.announce_decision(decision, by=head, version=decision.version, announced=date(2026, 10, 8))
    assert Member.objects.get(pk=row.subject_member_id).status == MemberStatus.EXPELLED


def test_a_transfer_of_a_day_before_the_result_still_meets_the_case(brought, head, cast):
    member = cast.named("M-KT", "C1")
    case = brought(CaseState.DECIDED, member=member)

    def met(day):
        return {bar.rule["kind"] for bar in bars(book.read(), member, day=day, user=head)}

    assert "case" in met(case.decided - timedelta(days=1))
    assert "case" not in met(case.decided)
    assert "case" not in met(case.opened - timedelta(days=1))


def test_the_word_file_says_who_for_what_and_until_when_to_appeal(sign_in, brought, head):
    case = brought(ready=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    client = sign_in("head")
    decide(client, row, signer="Lê Văn Ký", place="Sông Lô")
    decision = Decision.objects.get(case_subject=row)
    response = client.get(url("decision-word", decision.pk))
    document = Document(BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    head_cells = document.tables[0].rows[0].cells
    assert decision.number in head_cells[0].text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head_cells[1].text
    assert "thi hành kỷ luật cảnh cáo đối với đồng chí Nguyễn Văn C1" in text
    assert "Cấp đất sai (10/05/2025)" in text
    assert "Trong thời hạn 30 ngày kể từ ngày nhận quyết định" in text
    assert "sau 12 tháng" in text
    assert "Lê Văn Ký" in document.tables[-1].rows[0].cells[1].text
    assert "{{" not in text
    entry = HistoryEntry.objects.of(decision).order_by("sequence").last()
    assert entry.act == Act.EXPORT


# ------------------------------------------------------------------------------------------------------ who is shut out


@pytest.mark.parametrize("how", ["subject", "related"])
@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.LEADER])
def test_who_is_concerned_sees_nothing_whatever_their_role(sign_in, brought, cast, head, role, how):
    case = brought(ready=False, title="Vụ việc kín zx")
    row = case.subjects.get()
    paper = actions.add_case_document(case, by=head, title="Biên bản kín zx", archive="Hộp 9")
    ballot = vote(row, head, {"warning": 8})
    decision = actions.record_decision(
        by=head, subject=row.subject, groups=["VP2"], case_subject=row, organization=case.organization, body="standing",
        number="77-QĐ/HU", decided=date(2026, 10, 6), form="warning",
    )  # fmt: skip
    appeal = actions.record_appeal(
        by=head, number="5-KN", received=date(2026, 10, 20), decision=decision, organization=cast.at("D1").organization,
        body="commission",
    )  # fmt: skip
    concerned = row.subject_member if how == "subject" else cast.named("M-LQ", "C1")
    if how == "related":
        actions.relate(case, by=head, member=concerned, reason="Vợ của đối tượng")
    client = sign_in(role)
    before = {name: client.get(url(name)).context["count"] for name in ("case-list", "decision-list", "appeal-list")}
    cast.link(cast.users[role], concerned)
    addresses = [
        url("case-detail", case.pk), url("case-update", case.pk), url("case-step", case.pk, "review"),
        url("case-subject-update", row.pk), url("vote-create", row.pk), url("case-outcome", row.pk),
        url("deferral-create", row.pk), url("vote-void", ballot.pk), url("case-document-create", case.pk),
        url("case-document-void", paper.pk), url("case-relate", case.pk), url("decision-detail", decision.pk),
        url("decision-update", decision.pk), url("decision-announce", decision.pk), url("decision-word", decision.pk),
        url("decision-change", decision.pk), url("appeal-detail", appeal.pk), url("appeal-create", decision.pk),
    ]  # fmt: skip
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    denied = HistoryEntry.objects.of(case).filter(act=Act.DENY, username=cast.users[role].username)
    assert denied.exists()
    for name, count in before.items():
        page = client.get(url(name))
        assert page.context["count"] < count
        assert "kín zx" not in page.content.decode()
        assert "77-QĐ/HU" not in page.content.decode()
    assert client.get(url("case-list", q="kín zx")).context["count"] == 0
    assert client.get(url("decision-list", q="77-QĐ/HU")).context["count"] == 0
    assert client.get(url("decision-create", case_subject=row.pk)).status_code in (403, 404)
    assert CaseSubject.objects.visible_to(cast.users[role]).filter(pk=row.pk).count() == 0


def test_what_is_in_force_stands_on_the_page_of_the_member_until_it_lapses(sign_in, brought, head):
    case = brought(ready=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    client = sign_in("head")
    page = reverse("member-detail", args=[row.subject.pk])
    decide(client, row)
    decision = Decision.objects.get(case_subject=row)
    assert "đang có hiệu lực" not in client.get(page).content.decode()
    actions.announce_decision(decision, by=head, version=decision.version, announced=date(2026, 10, 10))
    body = client.get(page).content.decode()
    assert "Đang có hiệu lực đến hết ngày 10/10/2027" in body
    assert "không luân chuyển" in body
    with time_machine.travel(date(2027, 10, 10), tick=False):
        assert "Đang có hiệu lực đến hết" in sign_in("head").get(page).content.decode()
    with time_machine.travel(date(2027, 10, 11), tick=False):
        assert "Đang có hiệu lực đến hết" not in sign_in("head").get(page).content.decode()


LATER = """[[rules]]
subject = "member"
form = ["Khiển trách", "Cảnh cáo", "Cách chức"]
value = 6
unit = "months"
start = "violation"
end = "consideration"
source = "Quy định mới, Điều 1"
certainty = "C"
"""


def test_a_rule_added_for_a_future_day_counts_from_that_day_and_nowhere_earlier(sign_in, brought):
    client = sign_in("administrator")
    data = {"effective_from": "01/01/2027", "document": "Quy định mới", "reason": "Thay thế", "text": LATER}
    response = client.post(url("rule-add", "limitation"), data | {"submit_token": "r"})
    assert response.status_code == 302, told(response)
    case = brought(begun=date(2025, 5, 10), ready=False)
    page = sign_in("head").get(url("case-detail", case.pk)).content.decode()
    assert "Quy định mới, Điều 1" not in page
    assert "còn thời hiệu đến hết ngày 10/05/2030" in page
    with time_machine.travel(date(2026, 12, 31), tick=False):
        assert "Quy định mới" not in sign_in("head").get(url("case-detail", case.pk)).content.decode()
    with time_machine.travel(date(2027, 1, 1), tick=False):
        page = sign_in("head").get(url("case-detail", case.pk)).content.decode()
    assert "đã hết thời hiệu từ sau ngày 10/11/2025" in page
    assert "Quy định mới, Điều 1" in page


def test_articles_of_the_catalogue_are_offered_for_the_kind_of_subject(sign_in, brought):
    client = sign_in("administrator")
    data = {"effective_from": "01/01/2020", "document": "69-QĐ/TW", "certainty": "C", "reason": "Danh mục"}
    rows = "Điều 41 | Tín dụng | đảng viên\nĐiều 9 | Quy chế | tổ chức đảng"
    assert client.post(url("rule-add", "article"), data | {"rows": rows, "submit_token": "x"}).status_code == 302
    row = brought().subjects.get()
    page = sign_in("officer").get(url("case-subject-update", row.pk)).content.decode()
    assert '<option value="Điều 41 – Tín dụng">' in page
    assert "Điều 9" not in page
    assert 'list="articles"' in page


@pytest.mark.parametrize("how", ["subject", "related"])
def test_an_auditor_finds_nothing_of_it_in_the_history_either(sign_in, brought, cast, head, how):
    case = brought()
    member = case.subjects.get().subject_member
    if how == "related":
        member = cast.named("M-AUD", "D1")
        actions.relate(case, by=head, member=member, reason="Người làm chứng")
    client = sign_in("auditor")
    of_case = HistoryEntry.objects.of(case).first()
    assert case.title in client.get(url("history-list")).content.decode()
    everything = client.get(url("history-list")).context["count"]
    cast.link(cast.users["auditor"], member)
    page = sign_in("auditor").get(url("history-list"))
    assert case.title not in page.content.decode()
    assert page.context["count"] < everything
    assert client.get(url("history-list"), {"label": case.title}).context["count"] == 0
    assert client.get(url("history-detail", of_case.pk)).status_code == 404


def test_who_was_not_heard_is_disciplined_only_against_the_rules(sign_in, brought, head):
    case = brought(ready=False, heard=False)
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    response = decide(sign_in("officer"), row)
    assert "Chưa nghe đối tượng trình bày" in told(response)
    actions.update_case_subject(row, by=head, version=version(case), absence="Đã mời ba lần, cố tình không đến")
    response = decide(sign_in("officer"), row, submit_token="absent")
    assert response.status_code == 302, told(response)
    assert not Override.objects.filter(subject=row).exists()


def test_a_judgment_of_a_court_needs_no_hearing(sign_in, brought, head):
    case = brought(ready=False, heard=False, origin="judgment")
    row = case.subjects.get()
    vote(row, head, {"warning": 8})
    response = decide(sign_in("officer"), row)
    assert response.status_code == 302, told(response)


@pytest.mark.parametrize("kind", ["decision", "appeal", "suspension"])
def test_who_is_concerned_is_refused_and_the_try_is_recorded(sign_in, cast, kind):
    row = getattr(cast.at("C1"), kind)
    client = sign_in("leader")
    assert client.get(url(f"{kind}-detail", row.pk)).status_code == 200
    cast.link(cast.users["leader"], cast.at("C1").member)
    assert sign_in("leader").get(url(f"{kind}-detail", row.pk)).status_code == 404
    assert HistoryEntry.objects.of(row).by(cast.users["leader"]).filter(act=Act.DENY).count() == 1
