"""Lists are narrowed to what an organization did itself, or to what was done below it; and to merged sets of actors."""

import re

import pytest
from django.urls import reverse

from tests.test_access import LISTS, RULES

pytestmark = pytest.mark.django_db

COUNT = re.compile(r'data-count="(\d+)"')
SCOPED = ("subject-list", "inspection-list", "decision-list", "case-subject-list", "programme-item-list", "remedy-list")


@pytest.fixture
def count(sign_in):
    """How many rows a list shows."""
    client = sign_in()

    def count(name, **query):
        page = client.get(reverse(name), query).content.decode()
        return int(COUNT.search(page)[1])

    return count


@pytest.mark.parametrize("name", SCOPED)
def test_own_and_below_together_are_the_whole_subtree(count, name):
    own, below = count(name, organization="D1", scope="own"), count(name, organization="D1", scope="below")
    assert own > 0
    assert below > 0
    assert own + below == count(name, organization="D1")


@pytest.mark.parametrize("name", SCOPED)
def test_what_an_organization_did_itself_is_not_what_its_commune_did(count, name):
    assert count(name, organization="C1", scope="own") < count(name, organization="C1")
    assert count(name, organization="K1", scope="below") == 0


@pytest.mark.parametrize("name", SCOPED)
def test_pairs_of_level_and_body_are_one_set(count, name):
    base = count(name, pair="base-commission")
    cells = count(name, pair="cell-cell")
    assert base > 0
    assert cells > 0
    assert count(name, pair=["base-commission", "cell-cell"]) == base + cells
    assert count(name, pair="base-cell") == 0


def test_every_list_that_narrows_by_organization_narrows_by_its_scope():
    from django.urls import resolve

    for name in set(LISTS) - {"reorganization-list"}:  # its decisions name organizations, and stand nowhere themselves
        filters = resolve(RULES[name].address(name, None, "D1")).func.view_class.filterset_class.base_filters
        assert ("organization" in filters) == ("scope" in filters), name


def test_a_pair_that_does_not_exist_is_refused(sign_in):
    page = sign_in().get(reverse("subject-list"), {"pair": "nowhere-nobody"})
    assert page.status_code == 200
    assert page.context["count"] == 0


def test_a_filter_form_keeps_the_pairs_it_was_opened_with(sign_in):
    page = sign_in().get(reverse("subject-list"), {"pair": ["base-commission", "cell-cell"]}).content.decode()
    assert page.count('type="hidden" name="pair"') == 2
