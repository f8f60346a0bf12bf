"""Coverage of a term: every number opens its rows, terms and targets are those of the rules, scope holds."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from openpyxl import load_workbook

from inspections.models import Subject
from members.choices import Role, SubjectKind
from members.models import Assignment, Member, Organization
from reports.coverage import terms, years_of
from rules import book
from tests.numbers import links_of, wrong_numbers

TODAY = date(2020, 10, 22)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
TERM = "2015-10-01"


@pytest.fixture
def reader(client):
    """Sign somebody in who reads the records of an organization."""

    def reader(code="HU-SL", role=Role.HEAD):
        user = get_user_model().objects.create(username="nguoi-doc", full_name="Người đọc")
        Assignment.objects.create(user=user, organization=Organization.objects.get(code=code), role=role)
        client.force_login(user)
        return client

    return reader


def page_of(client, **query):
    response = client.get(reverse("coverage"), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("code", "query", "least"),
    [("HU-SL", {}, 150), ("HU-SL", {"organization": "HU-SL.01"}, 10), ("HU-SL.01", {}, 10)],
)
def test_every_number_opens_a_list_of_that_many_rows(sample, reader, code, query, least):
    client = reader(code)
    for period in [code for code, _ in page_of(client).context["choices"]][:2]:
        links = links_of(page_of(client, period=period, **query))
        assert any(value for _, value in links)
        assert not wrong_numbers(client, links)
    assert len(links) >= least / 10


def test_the_whole_is_what_the_records_say(sample, reader):
    """Counted again, one row after the other, from the sample of one term."""
    coverage = page_of(reader(), period=TERM).context["coverage"]
    first, last = coverage.term.first, coverage.until
    inspected = {"compliance", "violation", "duty", "discipline", "finance", "dues", "assets"}
    times, touched, people = {}, set(), {}
    for row in Subject.objects.exclude(concluded=None):
        if not first <= row.concluded <= last:
            continue
        kind = "inspection" if row.activity in inspected else "supervision"
        if row.subject_kind == SubjectKind.ORGANIZATION:
            times[row.concluded.year, kind] = times.get((row.concluded.year, kind), 0) + 1
            touched.add(row.subject_organization_id)
        else:
            people.setdefault((row.concluded.year, kind), []).append(row.subject_member_id)
    for year, cell, shares in zip(coverage.years, coverage.total.years, coverage.total.member_years, strict=True):
        for kind, number, share in zip(("inspection", "supervision"), cell, shares, strict=True):
            found = people.get((year.first.year, kind), [])
            assert number.value == times.get((year.first.year, kind), 0)
            assert share.times.value == len(found)
    assert coverage.total.never.value == Organization.objects.count() - len(touched)
    assert coverage.total.members == Member.objects.filter(status__in=("official", "probationary")).count()


def test_a_target_is_missed_in_whole_years_alone(sample, reader):
    coverage = page_of(reader(), period=TERM).context["coverage"]
    asked = next(one for one in coverage.targets if (one["subject"], one["kind"]) == ("member", "inspection"))
    assert asked["value"] == 20
    whole = [place for place, year in enumerate(coverage.years) if year.months == 12]
    assert whole
    for place, cell in enumerate(coverage.total.member_years):
        people = len(set(_inspected_members(coverage.years[place])))
        assert cell[0].short == (place in whole and 100 * people < 20 * coverage.total.members)


def _inspected_members(year):
    rows = Subject.objects.filter(
        subject_kind=SubjectKind.MEMBER, concluded__gte=year.first, concluded__lte=year.last
    ).exclude(activity__in=("thematic", "routine"))
    return rows.values_list("subject_member_id", flat=True)


def test_terms_are_those_of_the_rules_begun_so_far():
    found = terms(book.read(), TODAY)
    assert [(term.first, term.last) for term in found][:2] == [
        (date(2020, 10, 1), date(2025, 9, 30)),
        (date(2015, 10, 1), date(2020, 9, 30)),
    ]
    assert [(year.first, year.last) for year in years_of(found[0], TODAY)] == [(date(2020, 10, 1), TODAY)]


def test_targets_are_shown_with_source_and_flag(sample, reader):
    page = page_of(reader()).content.decode()
    assert "20 % một năm" in page
    assert "chưa xác nhận" in page
    assert re.search(r"299-QĐ/TU", page)


def test_only_who_was_never_reached(sample, reader):
    client = reader()
    every, bare = page_of(client, period=TERM), page_of(client, period=TERM, only="none")
    expected = [row.organization.code for row in every.context["rows"] if row.is_bare]
    assert expected
    assert len(expected) < len(every.context["rows"])
    assert [row.organization.code for row in bare.context["rows"]] == expected


def test_a_commune_sees_its_own_alone(sample, reader):
    client = reader("HU-SL.01", Role.CLERK)
    page = page_of(client)
    assert {row.organization.code for row in page.context["rows"]} <= set(
        Organization.objects.filter(code__startswith="HU-SL.01.").values_list("code", flat=True)
    )
    refused = client.get(reverse("coverage"), {"organization": "HU-SL.02"})
    assert refused.context.get("coverage") is None
    for name in ("coverage-organizations", "coverage-members"):
        listed = client.get(reverse(name), {"from": "2015-10-01", "to": "2020-09-30"})
        codes = {getattr(row, "organization", row).code for row in listed.context["table"].data}
        assert codes
        assert all(code == "HU-SL.01" or code.startswith("HU-SL.01.") for code in codes)


def test_the_workbook_says_what_the_page_says(sample, reader):
    client = reader()
    coverage = page_of(client, period=TERM).context["coverage"]
    response = client.get(reverse("coverage"), {"period": TERM, "export": "xlsx"})
    sheet = load_workbook(BytesIO(response.content))["Tổ chức đảng"]
    rows = {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0]}
    for row in [coverage.total, *coverage.rows]:
        times = [number.value for cell in row.years for number in cell]
        assert rows[row.organization.name][: len(times) + 2] == [*times, row.never.value, row.standing]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "x"},
        {"period": "9999-99-99"},
        {"organization": "\x00"},
        {"organization": "x" * 5000},
        {"period": ["a", "b"]},
        {"only": "<script>"},
        {"export": "pdf"},
    ],
)
def test_hostile_queries_get_a_page(sample, reader, query):
    client = reader()
    response = client.get(reverse("coverage"), query)
    assert response.status_code == (404 if len(query.get("organization", "")) > 1 else 200), "an unknown one is none"
    assert "<script>" not in response.content.decode().split("<body", 1)[1].replace("<script src", "")
    for name in ("coverage-organizations", "coverage-members"):
        assert client.get(reverse(name), query | {"from": "31/02/2020", "to": "²"}).status_code == 200
