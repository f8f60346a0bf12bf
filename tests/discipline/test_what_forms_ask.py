"""What the statistical forms ask beyond the decision itself, and by what the lists are narrowed for them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from core.periods import of_dates
from discipline import actions
from discipline.choices import AppealCause, Outcome
from discipline.filters.appeals import AppealFilters
from discipline.filters.cases import CaseFilters, CaseSubjectFilters
from discipline.filters.decisions import DecisionFilters
from discipline.filters.suspensions import SuspensionFilters
from discipline.models import Appeal, AppealGround, Case, CaseSubject, Decision, Suspension
from members.models import Member
from reports.statistics.reading import column_groups
from tests.cast import admit

pytestmark = pytest.mark.django_db


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def last_entry(obj):
    return HistoryEntry.objects.of(obj).order_by("sequence").last()


@pytest.fixture
def found(head):
    """What a filterset leaves of the given rows to the head of the district, by name."""

    def found(filterset, rows, query):
        model = filterset._meta.model
        request = SimpleNamespace(user=head)
        filters = filterset(QueryDict(query), queryset=model.objects.visible_to(head), request=request)
        assert filters.form.is_valid(), filters.form.errors
        return {name for name, pk in rows.items() if filters.qs.filter(pk=pk).exists()}

    return found


@pytest.fixture
def seated(cast):
    return admit("TV-9", "Đỗ Thị Ngọc Ánh", cast.at("K1").organization, seat="base")


@pytest.fixture
def decide(cast, head):
    def decide(number, subject=None, **changed):
        usual = {
            "organization": cast.at("D1").organization, "body": "commission", "number": number,
            "decided": date(2026, 6, 15), "form": "warning", "groups": ["VP1"],
        }  # fmt: skip
        return actions.record_decision(by=head, subject=subject or cast.at("C1").member, **usual | changed)

    return decide


# ----------------------------------------------------------------------------------------- handling by law and office


@pytest.fixture
def decisions(cast, decide, seated):
    Member.objects.filter(pk=cast.at("K1").member.pk).update(status="probationary")
    probationary = Member.objects.get(pk=cast.at("K1").member.pk)
    rows = {
        "plain": decide("1-QĐ"),
        "prison": decide("2-QĐ", legal="prison", administrative=True),
        "fined": decide("3-QĐ", seated, legal="other"),
        "probationary": decide("4-QĐ", probationary, administrative=True),
        "organization": decide("5-QĐ", cast.at("C1").organization, groups=["TC1"]),
    }
    return {name: row.pk for name, row in rows.items()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("legal=prison", {"prison"}),
        ("legal=prison&legal=other", {"prison", "fined"}),
        ("legal=none", {"plain", "probationary", "organization"}),
        ("legal=none&legal=other", {"plain", "probationary", "organization", "fined"}),
        ("administrative=yes", {"prison", "probationary"}),
        ("administrative=no", {"plain", "fined", "organization"}),
        ("probationary=yes", {"probationary"}),
        ("probationary=no&subject=member", {"plain", "prison", "fined"}),
        ("managed_by=base", {"fined"}),
        ("managed_by=none", {"plain", "prison", "probationary", "organization"}),
        ("managed_by=none&managed_by=base&seat=base", {"fined"}),
        ("organization_type=base", {"plain", "prison", "organization"}),
        ("organization_type=cell&organization_type=base_cell", {"fined", "probationary"}),
    ],
)
def test_decisions_are_narrowed_by_what_forms_16_and_17_count(found, decisions, query, names):
    assert found(DecisionFilters, decisions, query) == names


@pytest.mark.parametrize(
    ("filterset", "query"),
    [
        (DecisionFilters, "legal=hanging"),
        (DecisionFilters, "administrative=maybe"),
        (DecisionFilters, "probationary=1"),
        (DecisionFilters, "organization_type=none"),
        (AppealFilters, "ground=x"),
        (AppealFilters, "stage=never"),
        (CaseSubjectFilters, "outcome=%00"),
        (CaseFilters, "stage=x"),
        (SuspensionFilters, "subject=dog"),
    ],
)
def test_a_value_that_makes_no_sense_is_an_error_at_its_field(head, filterset, query):
    rows = filterset._meta.model.objects.visible_to(head)
    form = filterset(QueryDict(query), queryset=rows, request=SimpleNamespace(user=head)).form
    assert query.split("=")[0] in form.errors


def test_other_handling_is_typed_with_the_decision_and_shown(sign_in, typed):
    client = sign_in()
    response = client.post(url("decision-create"), typed | {"legal": "prison", "administrative": "on"})
    decision = Decision.objects.get(number=typed["number"])
    assert response.status_code == 302
    assert (decision.legal, decision.administrative) == ("prison", True)
    page = client.get(url("decision-detail", decision.pk)).content.decode()
    assert "Phạt tù (kể cả án treo)" in page
    listed = client.get(url("decision-list", legal="prison")).content.decode()
    assert "Xử lý pháp luật: phạt tù (kể cả án treo); Đã xử lý hành chính" in listed
    record = client.get(url("member-record", decision.subject_member_id)).content.decode()
    assert "Xử lý pháp luật: phạt tù" in record


def test_an_organization_is_not_handled_by_the_law(sign_in, typed, decide, cast):
    about = {"subject_member": "", "subject_organization": "C1", "groups": ["TC1"]}
    response = sign_in().post(url("decision-create"), typed | about | {"legal": "other", "administrative": "on"})
    assert {"legal", "administrative"} <= set(response.context["form"].errors)
    with pytest.raises(ValidationError, match="đối với đảng viên"):
        decide("9-QĐ", cast.at("C1").organization, groups=["TC1"], legal="other")
    decision = decide("9-QĐ", cast.at("C1").organization, groups=["TC1"])
    assert sign_in().get(url("decision-other-handling", decision.pk)).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(administrative=True)


def test_what_becomes_known_after_the_announcement_is_recorded_and_kept_in_the_history(sign_in, head, decide):
    decision, client = decide("1-QĐ"), sign_in("officer")
    assert (
        url("decision-other-handling", decision.pk)
        not in client.get(url("decision-detail", decision.pk)).content.decode()
    )
    decision = actions.announce_decision(decision, by=head, version=decision.version, announced=date(2026, 6, 20))
    address = url("decision-other-handling", decision.pk)
    assert address in client.get(url("decision-detail", decision.pk)).content.decode()
    sent = {"legal": "prison", "administrative": "on", "version": str(decision.version), "submit_token": "h1"}
    assert client.post(address, sent | {"legal": "hanging"}).status_code == 200
    assert client.post(address, sent).status_code == 302
    decision.refresh_from_db()
    assert (decision.legal, decision.administrative, decision.form) == ("prison", True, "warning")
    entry = last_entry(decision)
    assert (entry.act, entry.username) == (Act.UPDATE, "officer")
    assert entry.changes["legal"] == ["", "prison"]
    stale = client.post(address, sent | {"legal": "", "submit_token": "h2"})
    assert [label for label, _, _ in stale.context["conflict"]] == ["Xử lý pháp luật"]
    shown = client.get(url("decision-detail", decision.pk)).content.decode()
    assert "Xử lý pháp luật: trống → Phạt tù (kể cả án treo)" in shown


# ------------------------------------------------------------------------------------------------- grounds of appeals


@pytest.fixture
def appeals(cast, head, decide, seated):
    about = {
        "plain": decide("1-QĐ"),
        "seated": decide("2-QĐ", seated, form="removal"),
        "organization": decide("3-QĐ", cast.at("C1").organization, groups=["TC1"]),
    }

    def receive(number, received, of="plain", **values):
        return actions.record_appeal(
            by=head, organization=cast.at("D1").organization, body="commission", number=number,
            decision=about[of], received=received, **values,
        )  # fmt: skip

    rows = {
        "open": receive("1-KN", date(2026, 7, 1), ground_codes=["content", "form"]),
        "before": receive("2-KN", date(2026, 7, 1), resolved=date(2026, 7, 31), result="kept"),
        "first": receive("3-KN", date(2026, 7, 1), "seated", resolved=date(2026, 8, 1), result="kept"),
        "last": receive("4-KN", date(2026, 8, 31), "organization", ground_codes=["procedure"]),
        "after": receive("5-KN", date(2026, 9, 1)),
        "refused": receive("6-KN", date(2026, 7, 1)),
        "withdrawn": receive("7-KN", date(2026, 7, 1)),
        "reduced": receive("8-KN", date(2026, 7, 1)),
    }
    step = actions.take_appeal_step
    step(rows["refused"], "refuse", by=head, day=date(2026, 7, 31), refusal="late", reason="Quá hạn")
    step(rows["withdrawn"], "withdraw", by=head, day=date(2026, 8, 1))
    step(rows["reduced"], "accept", by=head, day=date(2026, 8, 2), reason="Đủ điều kiện")
    step(
        rows["reduced"], "resolve", by=head, day=date(2026, 9, 3), result="reduced", cause="form", form="reprimand"
    )  # fmt: skip
    return {name: row.pk for name, row in rows.items()}


ALL = {"open", "before", "first", "last", "after", "refused", "withdrawn", "reduced"}
AUGUST = of_dates(date(2026, 8, 1), date(2026, 8, 31))
TO_RESOLVE = {"open", "first", "last", "withdrawn", "reduced"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ground=content", {"open"}),
        ("ground=content&ground=form", {"open"}),
        ("ground=form&ground=procedure", {"open", "last"}),
        ("ground=none", ALL - {"open", "last"}),
        ("ground=none&ground=procedure", ALL - {"open"}),
        ("cause=form", {"reduced"}),
        ("cause=none", ALL - {"reduced"}),
        ("form=removal", {"first"}),
        ("form=removal&form=warning", ALL),
        ("seat=base", {"first"}),
        ("seat=none", ALL - {"first"}),
        ("managed_by=base", {"first"}),
        ("managed_by=none", ALL - {"first"}),
        ("organization_type=cell", {"first"}),
        ("state=refused&state=withdrawn", {"refused", "withdrawn"}),
        ("state=resolved", {"before", "first", "reduced"}),
        ("result=none", ALL - {"before", "first", "reduced"}),
        ("result=none&result=reduced", ALL - {"before", "first"}),
        ("stage=handled&from=2026-08-01&to=2026-08-31", TO_RESOLVE),
        ("stage=handled&to=2026-08-30", ALL - {"last", "after"}),
        ("stage=handled&from=2026-09-04&to=2026-09-04", {"open", "last", "after"}),
        ("stage=handled&from=2199-01-01", {"open", "last", "after"}),
    ],
)
def test_appeals_are_narrowed_by_what_forms_18_to_21_count(found, appeals, query, names):
    assert found(AppealFilters, appeals, query) == names


def test_what_is_to_be_resolved_in_a_period_is_what_figures_count(appeals):
    counted = set(Appeal.objects.handled_in(AUGUST).values_list("pk", flat=True))
    assert {name for name, pk in appeals.items() if pk in counted} == TO_RESOLVE


def test_grounds_are_ticked_shown_and_kept_in_the_history(sign_in, cast, decide):
    client, decision = sign_in(), decide("1-QĐ")
    data = {
        "number": "9-KN", "received": "01/07/2026", "organization": "D1", "body": "commission", "grounds": "Quá nặng",
        "ground_codes": ["form", "procedure"], "resolved": "", "result": "", "submit_token": "g1",
    }  # fmt: skip
    assert client.post(url("appeal-create", decision.pk), data | {"ground_codes": ["x"]}).status_code == 200
    assert client.post(url("appeal-create", decision.pk), data).status_code == 302
    appeal = Appeal.objects.get(number="9-KN")
    assert last_entry(appeal).changes["khiếu nại về"][1] == [
        "Hình thức kỷ luật", "Nguyên tắc, thủ tục, quy trình, thẩm quyền",
    ]  # fmt: skip
    page = client.get(url("appeal-detail", appeal.pk)).content.decode()
    assert "Hình thức kỷ luật; Nguyên tắc, thủ tục, quy trình, thẩm quyền" in page
    form = client.get(url("appeal-update", appeal.pk)).context["form"]
    assert sorted(form.initial["ground_codes"]) == ["form", "procedure"]
    changed = data | {"ground_codes": ["content"], "version": str(appeal.version), "submit_token": "g2"}
    assert client.post(url("appeal-update", appeal.pk), changed).status_code == 302
    assert [ground.code for ground in appeal.ground_codes.all()] == ["content"]
    assert last_entry(appeal).changes["khiếu nại về"][1] == ["Nội dung vi phạm"]


def test_grounds_that_are_not_given_stay(head, appeals):
    appeal = Appeal.objects.get(pk=appeals["open"])
    actions.update_appeal(appeal, by=head, version=appeal.version, grounds="Viết lại")
    assert appeal.ground_codes.count() == 2


def test_the_database_knows_the_grounds(appeals):
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealGround.objects.create(appeal_id=appeals["open"], code="mood")


def test_every_cause_of_a_change_is_in_one_column_of_the_forms():
    columns = column_groups()["R-KN"]["columns"]
    listed = [cause for column in columns for cause in column.get("where", {}).get("cause", ())]
    assert sorted(listed) == sorted(AppealCause)


# ---------------------------------------------------------------------------------------------- outcomes, suspensions


@pytest.fixture
def outcomes(cast, head, seated):
    """Cases of the district, each with one subject, as they came to their results."""

    def consider(title, subject, outcome, decided, form="", **values):
        usual = {"organization": cast.at("D1").organization, "body": "commission"}
        case = actions.open_case(
            by=head, title=title, opened=date(2026, 4, 1), origin="own", subjects=[subject], **usual | values
        )
        Case.objects.filter(pk=case.pk).update(decided=decided)
        case.subjects.update(outcome=outcome, outcome_form=form)
        return case

    commune = cast.at("C1")
    return {
        "disciplined": consider("Một", commune.member, Outcome.DISCIPLINED, date(2026, 5, 1), "warning"),
        "lapsed": consider("Hai", seated, Outcome.NOT_APPLIED, date(2026, 5, 31), body="standing"),
        "spared": consider("Ba", commune.organization, Outcome.UNDISCIPLINED, date(2026, 6, 1)),
        "running": consider("Bốn", commune.member, "", None),
        "of commune": consider(
            "Năm", cast.at("K1").member, Outcome.LESSON, date(2026, 5, 2), organization=commune.organization
        ),
    }


ENDED = {"disciplined", "lapsed", "spared", "of commune"}
OUTCOMES = [
    ("", ENDED | {"running"}),
    ("from=2026-05-01&to=2026-05-31", {"disciplined", "lapsed", "of commune"}),
    ("from=2026-06-01", {"spared"}),
    ("to=2026-05-01", {"disciplined"}),
    ("outcome=not_applied", {"lapsed"}),
    ("outcome=not_applied&outcome=lesson", {"lapsed", "of commune"}),
    ("outcome=undisciplined", {"spared"}),
    ("outcome=none", {"running"}),
    ("form=warning", {"disciplined"}),
    ("form=none&from=2026-01-01", ENDED - {"disciplined"}),
    ("subject=organization", {"spared"}),
    ("level=base", {"of commune"}),
    ("level=base&level=district", ENDED | {"running"}),
    ("body=standing", {"lapsed"}),
    ("organization=C1", {"of commune"}),
    ("seat=base", {"lapsed"}),
    ("managed_by=base", {"lapsed"}),
    ("managed_by=none&from=2026-01-01", ENDED - {"lapsed"}),
    ("organization_type=cell", {"lapsed", "of commune"}),
    ("q=ngoc+anh", {"lapsed"}),
    ("q=Ba", {"spared"}),
]


@pytest.mark.parametrize(("query", "names"), OUTCOMES)
def test_outcomes_are_narrowed_by(found, outcomes, query, names):
    rows = {name: case.subjects.get().pk for name, case in outcomes.items()}
    assert found(CaseSubjectFilters, rows, query) == names


def test_the_outcomes_of_a_period_are_those_that_figures_count(outcomes):
    keys = {case.pk: name for name, case in outcomes.items()}
    counted = CaseSubject.objects.decided_in(of_dates(date(2026, 5, 1), date(2026, 5, 31)))
    assert {keys[row.case_id] for row in counted} == {"disciplined", "lapsed", "of commune"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("stage=decided", ENDED),
        ("stage=decided&from=2026-05-31&to=2026-06-01", {"lapsed", "spared"}),
        ("stage=opened&from=2026-04-01&to=2026-04-01", ENDED | {"running"}),
        ("from=2026-04-02", set()),
        ("outcome=undisciplined&outcome=lesson", {"spared", "of commune"}),
    ],
)
def test_cases_count_by_the_day_of_opening_or_of_their_results(found, outcomes, query, names):
    assert found(CaseFilters, {name: case.pk for name, case in outcomes.items()}, query) == names


def test_the_list_of_outcomes_leads_to_the_case_and_marks_one_entry_of_the_menu(sign_in, outcomes):
    page = sign_in().get(url("case-subject-list", outcome="not_applied"))
    text = page.content.decode()
    assert page.context["count"] == 1
    assert url("case-detail", outcomes["lapsed"].pk) in text
    marked = [entry["label"] for group in page.context["navigation"] for entry in group["entries"] if entry["current"]]
    assert marked == ["Kết quả xem xét"]


def test_whom_a_case_concerns_finds_nothing_of_it_among_the_outcomes(cast, sign_in, outcomes):
    cast.link(cast.users["leader"], cast.at("K1").member)
    client = sign_in("leader")
    shown = client.get(url("case-subject-list", organization="C1")).content.decode()
    assert url("case-detail", outcomes["of commune"].pk) not in shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("subject=member", {"plain", "seated"}),
        ("subject=organization", {"organization"}),
        ("seat=base", {"seated"}),
        ("seat=none", {"plain", "organization"}),
        ("managed_by=base&managed_by=none", {"plain", "seated", "organization"}),
        ("organization_type=cell", {"seated"}),
    ],
)
def test_suspensions_are_narrowed_by_whom_they_are_about(found, cast, head, seated, query, names):
    commune = cast.at("C1")
    subjects = {"plain": commune.member, "seated": seated, "organization": commune.organization}
    for name, subject in subjects.items():
        actions.record_suspension(
            by=head, organization=cast.at("D1").organization, body="standing", number=f"8-{name}", subject=subject,
            kind="organization" if name == "organization" else "membership", decided=date(2026, 5, 4),
            since=date(2026, 5, 4), reason="Để xem xét",
        )  # fmt: skip
    rows = {name: Suspension.objects.get(number=f"8-{name}").pk for name in subjects}
    assert found(SuspensionFilters, rows, query) == names
