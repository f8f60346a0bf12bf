"""A remedy over HTTP: every step from every state, two people, evidence, bulk report; corrections keep off."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from inspections import actions
from inspections.choices import RemedyState
from inspections.models import Remedy, RemedyEvidence, StoredFile
from inspections.states import REMEDY
from members.choices import Role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
EVIDENCE = [actions.Evidence("Báo cáo", archive="Hộp 1")]
WAY = {
    RemedyState.OPEN: (),
    RemedyState.RETURNED: ("report", "return"),
    RemedyState.DONE: ("report",),
    RemedyState.VERIFIED: ("report", "verify"),
}
PAIRS = [(state, move.verb) for state in RemedyState for move in REMEDY.moves]


@pytest.fixture(autouse=True)
def _setting(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with time_machine.travel(date(2026, 8, 20), tick=False):
        yield


@pytest.fixture
def brought(cast):
    """The remedy of the cast brought to a state: an officer reports, the head answers."""

    def brought(state, place="C1"):
        remedy = cast.at(place).remedy
        for day, verb in enumerate(WAY[state], 1):
            by = cast.users["officer" if verb == "report" else "head"]
            remedy = actions.take_remedy_step(
                remedy, verb, by=by, day=date(2026, 8, day), reason="Chưa đủ", evidence=EVIDENCE
            )
        return remedy

    return brought


def step(client, remedy, verb, **typed):
    usual = {
        "day": "15/08/2026", "due": "30/12/2026", "title": "Báo cáo", "archive": "Hộp 3", "reason": "Theo kết luận",
        "submit_token": f"{verb}{remedy.pk}{typed}",
    }  # fmt: skip
    return client.post(reverse("remedy-step", args=[remedy.pk, verb]), usual | typed)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_every_step_from_every_state(sign_in, brought, state, verb):
    remedy = brought(state)
    move, steps = REMEDY.move(verb), remedy.steps.count()
    response = step(sign_in("head"), remedy, verb)
    remedy = Remedy.objects.get(pk=remedy.pk)
    if state in move.sources:
        assert response.status_code == 302, told(response)
        assert remedy.state == (move.target or state)
        assert remedy.steps.count() == steps + 1
        assert HistoryEntry.objects.of(remedy).order_by("sequence").last().act == Act.TRANSITION
    else:
        assert move.label in told(response)
        assert (remedy.state, remedy.steps.count()) == (state, steps)


@pytest.mark.parametrize("verb", [move.verb for move in REMEDY.moves])
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER])
def test_each_step_asks_who_may(sign_in, brought, verb, role):
    may = {"report": {Role.CLERK, Role.OFFICER}}.get(verb, {Role.OFFICER} if verb != "revise" else set())
    remedy = brought(REMEDY.move(verb).sources[0])
    if verb == "verify" and role == Role.OFFICER:  # the officer of the cast reported it
        assert "người khác" in told(step(sign_in(role), remedy, verb))
        return
    assert step(sign_in(role), remedy, verb).status_code == (302 if role in may else 403)


def test_who_reported_does_not_verify(sign_in, cast, brought):
    remedy = brought(RemedyState.DONE)
    assert "Việc xác nhận phải do người khác làm" in told(step(sign_in("officer"), remedy, "verify"))
    assert step(sign_in("head"), remedy, "verify").status_code == 302
    remedy = Remedy.objects.get(pk=remedy.pk)
    assert (remedy.done_by, remedy.verified_by) == (cast.users["officer"], cast.users["head"])


@pytest.mark.parametrize(
    ("verb", "state", "typed", "message"),
    [
        ("report", "open", {"archive": ""}, "chọn tệp"),
        ("report", "open", {"day": "21/08/2026"}, "chưa đến"),
        ("report", "open", {"day": "01/01/2020"}, "bằng hoặc sau ngày"),
        ("report", "open", {"title": ""}, "Chưa nhập"),
        ("return", "done", {"reason": ""}, "Chưa nhập"),
        ("verify", "done", {"day": "31/07/2026"}, "bằng hoặc sau ngày xong"),
        ("revise", "open", {"reason": ""}, "Chưa nhập"),
        ("revise", "open", {"due": ""}, "Chưa nhập"),
        ("revise", "open", {"due": "30/06/2026"}, "khác hạn đang có"),
    ],
)
def test_a_step_says_what_it_lacks_and_nothing_is_written(sign_in, brought, verb, state, typed, message):
    remedy = brought(RemedyState(state))
    evidence = RemedyEvidence.objects.count()
    assert message in told(step(sign_in("head"), remedy, verb, **typed))
    assert Remedy.objects.get(pk=remedy.pk).state == state
    assert RemedyEvidence.objects.count() == evidence


def test_a_moved_due_day_keeps_the_first_and_tells_both(sign_in, brought):
    remedy, client = brought(RemedyState.OPEN), sign_in("head")
    assert step(client, remedy, "revise").status_code == 302
    remedy = Remedy.objects.get(pk=remedy.pk)
    assert (remedy.first_due, remedy.due) == (date(2026, 6, 30), date(2026, 12, 30))
    body = client.get(reverse("remedy-detail", args=[remedy.pk])).content.decode()
    assert "30/06/2026" in body
    assert "30/12/2026" in body


def test_a_file_of_evidence_comes_back_as_an_attachment_and_is_recorded(sign_in, brought):
    remedy, client = brought(RemedyState.OPEN), sign_in("officer")
    upload = SimpleUploadedFile("anh.pdf", PDF)
    assert step(client, remedy, "report", upload=upload, archive="").status_code == 302
    evidence = RemedyEvidence.objects.get(remedy=remedy, file__isnull=False)
    response = client.get(reverse("remedy-file", args=[evidence.pk]))
    assert b"".join(response) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert HistoryEntry.objects.of(evidence).filter(act=Act.READ).count() == 1


def test_a_bad_file_leaves_the_remedy_open(sign_in, brought):
    remedy = brought(RemedyState.OPEN)
    upload = SimpleUploadedFile("a.pdf", b"<script>")
    assert step(sign_in("officer"), remedy, "report", upload=upload).status_code == 200
    assert Remedy.objects.get(pk=remedy.pk).state == RemedyState.OPEN
    assert not StoredFile.objects.exists()


def bulk(client, remedies, back="/khac-phuc/?sort=due", **typed):
    usual = {"day": "15/08/2026", "title": "Báo cáo chung", "archive": "", "reason": "", "submit_token": "bulk"}
    address = reverse("remedy-bulk", query={"remedy": [one.pk for one in remedies], "next": back})
    return client.post(address, usual | typed)


def test_several_are_reported_with_one_file_and_lead_back_to_the_list(sign_in, cast):
    remedies = [cast.at(place).remedy for place in ("D1", "C1", "K1")]
    response = bulk(sign_in("officer"), remedies, upload=SimpleUploadedFile("chung.pdf", PDF))
    assert response.headers["Location"] == "/khac-phuc/?sort=due"
    assert {Remedy.objects.get(pk=one.pk).state for one in remedies} == {RemedyState.DONE}
    assert StoredFile.objects.count() == 1


def test_several_are_reported_all_or_none(sign_in, cast, brought):
    brought(RemedyState.VERIFIED, "K1")
    remedies = [cast.at(place).remedy for place in ("D1", "K1")]
    assert bulk(sign_in("officer"), remedies, archive="Hộp 9").status_code == 200
    assert Remedy.objects.get(pk=cast.at("D1").remedy.pk).state == RemedyState.OPEN


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/nguoi-dung/", ""])
def test_a_bulk_report_leads_nowhere_else(sign_in, cast, back):
    response = bulk(sign_in("officer"), [cast.at("C1").remedy], back=back, archive="Hộp 1")
    assert response.headers["Location"] == reverse("remedy-list")


def test_a_bulk_report_takes_no_stranger(sign_in, cast):
    response = bulk(sign_in("officer"), [cast.at("D2").remedy, cast.at("C1").remedy], archive="Hộp 1")
    assert response.status_code == 302
    assert Remedy.objects.get(pk=cast.at("D2").remedy.pk).state == RemedyState.OPEN
    assert sign_in("officer").get(reverse("remedy-bulk"), {"remedy": ["x", "9" * 30, "²"]}).status_code == 200


def test_a_correction_does_not_undo_a_step(sign_in, cast, brought):
    remedy = brought(RemedyState.VERIFIED)
    finding = remedy.finding
    finding.refresh_from_db()
    typed = {
        "description": finding.description, "group": "", "severity": "", "cause": "", "responsible": "",
        "requirement": remedy.requirement, "due": "30/06/2026", "done": "", "owner_organization": "",
        "owner_member": "", "version": str(finding.version), "submit_token": "edit",
    }  # fmt: skip
    client, address = sign_in("officer"), reverse("finding-update", args=[finding.pk])
    assert "từng bước" in told(client.post(address, typed))
    typed |= {"done": "01/08/2026", "owner_organization": "C1", "responsible": "Bí thư"}
    assert client.post(address, typed).status_code == 302
    remedy = Remedy.objects.get(pk=remedy.pk)
    assert (remedy.state, remedy.owner, remedy.finding.responsible) == (
        RemedyState.VERIFIED, cast.at("C1").organization, "Bí thư",
    )  # fmt: skip


def test_the_list_filters_by_step_and_by_what_falls_due(sign_in, cast, brought):
    brought(RemedyState.DONE)
    client = sign_in("officer")
    assert client.get(reverse("remedy-list"), {"state": "done"}).context["count"] == 1
    with time_machine.travel(date(2026, 6, 20), tick=False):
        sign_in("officer")
        found = {days: client.get(reverse("remedy-list"), {"due": days}).context["count"] for days in ("3", "7", "15")}
    assert found["3"] == 0
    assert found["15"] == 3


def test_no_remedy_is_open_before_its_inspection_was_decided(sign_in, cast):
    """On the day itself it is, as one that is done on a day no longer is on that day."""
    remedy = cast.at("C1").remedy
    listed = remedy.finding.subject.listed
    eve, client = listed - timedelta(days=1), sign_in("head")

    def listed_as_open(day):
        query = {"stage": "open", "to": f"{day:%d/%m/%Y}"}
        return remedy in client.get(reverse("remedy-list"), query).context["table"].data.data

    assert (listed_as_open(eve), listed_as_open(listed)) == (False, True)
    assert [remedy in Remedy.objects.open(day) for day in (eve, listed)] == [False, True]
