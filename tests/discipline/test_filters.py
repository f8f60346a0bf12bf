from datetime import date
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from discipline import actions
from discipline.filters.appeals import AppealFilters
from discipline.filters.decisions import DecisionFilters
from discipline.models import Appeal, Decision
from tests.cast import admit

pytestmark = pytest.mark.django_db

EVERYTHING = {"own", "reprimand", "removal", "organization", "first", "last", "cell"}


@pytest.fixture
def found(cast, decisions):
    """The names of the decisions that a query string leaves to the head of the district."""
    names = {pk: name for name, pk in decisions.items()}

    def found(query):
        user = cast.users["head"]
        request = SimpleNamespace(user=user)
        filters = DecisionFilters(QueryDict(query), queryset=Decision.objects.visible_to(user), request=request)
        assert filters.form.is_valid(), filters.form.errors
        return {names[pk] for pk in filters.qs.values_list("pk", flat=True)} - {"C1", "K1"}

    return found


@pytest.fixture
def decisions(cast):
    head, district, commune = cast.users["head"], cast.at("D1"), cast.at("C1")
    seated = admit("TV-9", "Đỗ Thị Ngọc Ánh", commune.organization, seat="base")

    def decide(number, **changed):
        values = {
            "organization": district.organization,
            "body": "commission",
            "number": number,
            "decided": date(2025, 6, 15),
            "form": "warning",
            "subject": commune.member,
            "groups": ["VP1"],
        }
        return actions.record_decision(by=head, **values | changed).pk

    return {
        "own": district.decision.pk,
        "C1": commune.decision.pk,
        "K1": cast.at("K1").decision.pk,
        "reprimand": decide("1-QĐ", form="reprimand", groups=["VP1", "VP8"]),
        "removal": decide("2-QĐ", form="removal", subject=seated, groups=["VP8"]),
        "organization": decide("3-QĐ", subject=commune.organization, groups=["TC3"], body="standing"),
        "first": decide("4-QĐ", decided=date(2025, 1, 1)),
        "last": decide("5-QĐ", decided=date(2025, 12, 31)),
        "cell": decide("6-QĐ", organization=cast.at("K1").organization, body="cell"),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", EVERYTHING),
        ("form=reprimand&form=removal", {"own", "reprimand", "removal"}),
        ("level=cell", {"cell"}),
        ("level=cell&level=district", EVERYTHING),
        ("level=province", set()),
        ("body=standing", {"organization"}),
        ("body=standing&body=cell", {"organization", "cell"}),
        ("subject=organization", {"organization"}),
        ("subject=member", EVERYTHING - {"organization"}),
        ("group=VP8", {"reprimand", "removal"}),
        ("group=TC3&group=VP8", {"organization", "reprimand", "removal"}),
        ("seat=base", {"removal"}),
        ("seat=none&subject=member", EVERYTHING - {"organization", "removal"}),
        ("seat=none&seat=base", EVERYTHING),
        ("organization=K1", {"cell"}),
        ("organization=C1", {"cell"}),
        ("organization=D1", EVERYTHING),
        ("q=do+thi+ngoc+anh", {"removal"}),
        ("q=ĐỖ+THỊ", {"removal"}),
        ("q=TV-9", {"removal"}),
        ("q=5-QĐ", {"last"}),
        ("q=không+ai", set()),
        ("q=ánh+5-QĐ", set()),
        ("q=ánh+2-QĐ", {"removal"}),
        ("q=%25", set()),
        ("form=warning&group=VP1&from=2025-12-31", {"last"}),
    ],
)
def test_decisions_are_narrowed_by(found, query, names):
    assert found(query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("from=2025-01-01&to=2025-12-31", EVERYTHING - {"own"}),
        ("from=2025-01-02&to=2025-12-30", EVERYTHING - {"own", "first", "last"}),
        ("from=2025-12-31", {"last", "own"}),
        ("to=2025-01-01", {"first"}),
        ("from=31/12/2025&to=31/12/2025", {"last"}),
        ("from=05/03/2026&to=01/04/2026", {"own"}),
    ],
)
def test_a_period_includes_its_first_and_its_last_day(found, query, names):
    assert found(query) == names


@pytest.mark.parametrize("code", ["D2-zqfxwjkv", "P", "Z", "D2"])
def test_an_organization_outside_the_scope_is_as_unknown_as_none(cast, code):
    request = SimpleNamespace(user=cast.users["head"])
    filters = DecisionFilters(QueryDict(f"organization={code}"), queryset=Decision.objects.all(), request=request)
    assert "Không tìm thấy" in str(filters.form.errors["organization"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("form", "hanging"), ("level", "9"), ("group", "VP99"), ("subject", "dog"), ("seat", "x"), ("body", "' or 1"),
        ("from", "31/02/2026"), ("to", "hôm nay"),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_an_error_at_its_field(cast, name, value):
    request = SimpleNamespace(user=cast.users["head"])
    filters = DecisionFilters(QueryDict(f"{name}={value}"), queryset=Decision.objects.all(), request=request)
    assert name in filters.form.errors


def test_the_last_day_is_not_before_the_first(cast):
    request = SimpleNamespace(user=cast.users["head"])
    query = QueryDict("from=2026-02-01&to=2026-01-31")
    assert "to" in DecisionFilters(query, queryset=Decision.objects.all(), request=request).form.errors


@pytest.fixture
def appeals(cast):
    head, decision = cast.users["head"], cast.at("C1").decision
    member, organization = cast.at("C1").member, cast.at("C1").organization
    about_organization = actions.record_decision(
        by=head,
        organization=cast.at("D1").organization,
        body="standing",
        number="7-QĐ",
        decided=date(2026, 1, 5),
        form="warning",
        subject=organization,
        groups=["TC1"],
    )

    def receive(number, received, resolved=None, result="", decision=decision, body="commission"):
        return actions.record_appeal(
            by=head,
            organization=cast.at("D1").organization,
            body=body,
            number=number,
            decision=decision,
            received=received,
            resolved=resolved,
            result=result,
        ).pk

    assert member
    return {
        "open": receive("1-KN", date(2026, 5, 1)),
        "kept": receive("2-KN", date(2026, 5, 1), date(2026, 5, 31), "kept"),
        "cancelled": receive("3-KN", date(2026, 5, 31), date(2026, 6, 1), "cancelled", body="standing"),
        "organization": receive("4-KN", date(2026, 4, 30), date(2026, 5, 1), "kept", about_organization),
    }


@pytest.fixture
def found_appeals(cast, appeals):
    names = {pk: name for name, pk in appeals.items()}

    def found(query):
        user = cast.users["head"]
        request = SimpleNamespace(user=user)
        filters = AppealFilters(QueryDict(query), queryset=Appeal.objects.visible_to(user), request=request)
        assert filters.form.is_valid(), filters.form.errors
        return {names[pk] for pk in filters.qs.values_list("pk", flat=True) if pk in names}

    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"open", "kept", "cancelled", "organization"}),
        ("from=2026-05-01&to=2026-05-31", {"open", "kept", "cancelled"}),
        ("stage=received&from=2026-05-01&to=2026-05-31", {"open", "kept", "cancelled"}),
        ("stage=resolved&from=2026-05-01&to=2026-05-31", {"kept", "organization"}),
        ("stage=resolved&from=2026-05-31&to=2026-05-31", {"kept"}),
        ("stage=resolved", {"kept", "cancelled", "organization"}),
        ("stage=open&to=2026-05-31", {"open", "cancelled"}),
        ("stage=open&to=2026-05-30", {"open", "kept"}),
        ("stage=open&from=2026-05-02&to=2026-05-31", {"cancelled"}),
        ("stage=open", {"open"}),
        ("result=kept", {"kept", "organization"}),
        ("result=kept&result=cancelled", {"kept", "cancelled", "organization"}),
        ("subject=organization", {"organization"}),
        ("subject=member&stage=resolved", {"kept", "cancelled"}),
        ("body=standing", {"cancelled"}),
        ("level=district", {"open", "kept", "cancelled", "organization"}),
        ("level=base", set()),
        ("organization=C1", set()),
        ("organization=D1", {"open", "kept", "cancelled", "organization"}),
        ("q=7-qđ", {"organization"}),
        ("q=3-KN", {"cancelled"}),
    ],
)
def test_appeals_are_narrowed_by(found_appeals, query, names):
    assert found_appeals(query) == names
