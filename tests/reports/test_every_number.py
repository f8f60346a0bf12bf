"""Every number of the dashboard and the briefing opens a list whose count is that number."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from members.choices import Role
from members.models import Assignment, Organization
from tests.numbers import links_of, one_of_each_kind, wrong_numbers

pytestmark = pytest.mark.django_db

PAGES = [
    ("dashboard", {"period": "2020-Q2"}),
    ("dashboard", {"period": "2020"}),
    ("briefing", {"from": "2016-11-01", "to": "2020-10-22"}),
    ("briefing", {"period": "2020-Q3"}),
    ("briefing", {"period": "2001-Q1"}),
]
PEOPLE = [
    ("head", Role.HEAD, "HU-SL", 1000),
    ("leader", Role.LEADER, "HU-SL", 1000),
    ("clerk of a commune", Role.CLERK, "HU-SL.01", 500),
]


@pytest.mark.parametrize(("name", "role", "code", "least"), PEOPLE, ids=[person[0] for person in PEOPLE])
def test_every_number_opens_a_list_of_that_many_records(sample, client, name, role, code, least):
    user = get_user_model().objects.create(username="reader", full_name=name)
    Assignment.objects.create(user=user, organization=Organization.objects.get(code=code), role=role)
    client.force_login(user)
    links = set()
    for page, query in PAGES:
        found = links_of(client.get(reverse(page), query))
        assert len(found) > 20, f"{page} {query} has almost no numbers"
        links |= found
    assert {value == 0 for _, value in links} == {True, False}
    assert not wrong_numbers(client, links if role == Role.HEAD else one_of_each_kind(links))
    assert len(links) > least / 10


def test_numbers_about_letters_are_left_out_for_those_who_may_not_see_letters(sample, client):
    clerk = get_user_model().objects.create(username="clerk", full_name="clerk")
    Assignment.objects.create(user=clerk, organization=Organization.objects.get(code="HU-SL"), role=Role.CLERK)
    client.force_login(clerk)
    page = client.get(reverse("briefing"), {"period": "2018"}).content.decode()
    assert reverse("denunciation-list") not in page
    assert "chỉ hiển thị cho người được giao giải quyết" in page


@pytest.mark.parametrize("page", ["dashboard", "briefing"])
def test_a_district_takes_at_most_twelve_queries(sample, client, page, django_assert_max_num_queries):
    user = get_user_model().objects.create(username="head", full_name="head")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="HU-SL"), role=Role.HEAD)
    client.force_login(user)
    client.get(reverse(page))
    with django_assert_max_num_queries(12):
        assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", ["dashboard", "briefing"])
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"period": "2020-Q9"}, "Quý"),
        ({"from": "31/02/2020", "to": "01/03/2020"}, "không phải là một ngày có thật"),
        ({"from": "02/03/2020", "to": "01/03/2020"}, "Đến ngày phải bằng hoặc sau Từ ngày"),
        ({"from": "02/03/2020"}, "Hãy nhập đủ cả Từ ngày và Đến ngày"),
        ({"period": "0001-Q1"}, "năm"),
        ({"from": "01/01/1900", "to": "02/01/1900"}, ""),
    ],
)
def test_a_wrong_period_is_explained_at_its_field(sample, client, page, query, message):
    user = get_user_model().objects.create(username="head", full_name="head")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="HU-SL"), role=Role.HEAD)
    client.force_login(user)
    response = client.get(reverse(page), query)
    assert response.status_code == 200
    assert message in response.content.decode()


def test_dates_of_a_period_are_day_first(sample, client):
    user = get_user_model().objects.create(username="head", full_name="head")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="HU-SL"), role=Role.HEAD)
    client.force_login(user)
    page = client.get(reverse("briefing"), {"from": "05/03/2020", "to": "22/10/2020"}).content.decode()
    assert "từ ngày 05/03/2020 đến ngày 22/10/2020" in page
    assert "from=2020-03-05" in page


@pytest.mark.parametrize("page", ["dashboard", "briefing"])
def test_an_organization_out_of_scope_does_not_exist(sample, client, page):
    user = get_user_model().objects.create(username="clerk", full_name="clerk")
    Assignment.objects.create(user=user, organization=Organization.objects.get(code="HU-SL.01"), role=Role.CLERK)
    client.force_login(user)
    for code in ("HU-SL", "HU-SL.02", "KHONG-CO"):
        assert client.get(reverse(page), {"organization": code}).status_code == 404
