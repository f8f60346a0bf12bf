"""Figures of discipline: what an appeal changes and what not, what is in force, and nothing for who is concerned."""

from datetime import date

import pytest
from django.urls import reverse

from core.periods import quarter
from discipline import actions
from discipline.choices import Form
from discipline.models import Decision
from reports.figures import Counts, figure
from reports.listing import listing
from tests.numbers import links_of, wrong_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]
FIRST, SECOND = quarter(2026, 1), quarter(2026, 2)


@pytest.fixture
def warned(cast):
    """A member of the commune, warned in the first quarter and heard on appeal in the second."""
    head, organization = cast.users["head"], cast.at("D1").organization
    decision = actions.record_decision(
        by=head, organization=organization, body="standing", number="7-QĐ/HU", decided=date(2026, 2, 10),
        form="warning", subject=cast.at("C1").member, groups=["VP2"],
    )  # fmt: skip
    actions.announce_decision(decision, by=head, version=decision.version, announced=date(2026, 2, 12))
    return decision


def appeal(cast, decision, result):
    head, organization = cast.users["head"], cast.at("D1").organization
    found = actions.record_appeal(
        by=head, number="3-KN", received=date(2026, 3, 10), organization=organization, body="commission",
        decision=decision, grounds="Quá nặng",
    )  # fmt: skip
    actions.take_appeal_step(found, "accept", by=head, day=date(2026, 3, 12), version=found.version)
    found.refresh_from_db()
    typed = {"result": result, "cause": "form"} | ({"form": "reprimand"} if result == "reduced" else {})
    actions.take_appeal_step(
        found, "resolve", by=head, day=date(2026, 5, 5), version=found.version, number="9-QĐ", reason="Xét lại", **typed
    )


def in_force(cast, period, **where):
    counts = Counts(cast.at("D1").organization, {"now": period})
    return counts.value(figure("decision_in_force", **where))


def test_an_appeal_of_the_next_quarter_leaves_the_first_and_shows_in_the_second(cast, warned):
    district = cast.at("D1").organization
    first = listing(district, FIRST)
    assert in_force(cast, FIRST, stands="warning") == 1
    appeal(cast, warned, "reduced")
    again, second = listing(district, FIRST), listing(district, SECOND)
    assert [row for row in again["rows"] if row["fact"] == "decision"] == [
        row for row in first["rows"] if row["fact"] == "decision"
    ]
    resolved = [row for row in second["rows"] if row.get("stage") == "resolved" and row["fact"] == "appeal"]
    assert [(row["result"], row["count"]) for row in resolved] == [("Giảm", 1)]
    assert not [row for row in again["rows"] if row.get("stage") == "resolved" and row["fact"] == "appeal"]
    assert (in_force(cast, FIRST, stands="warning"), in_force(cast, FIRST, stands="reprimand")) == (1, 0)
    assert (in_force(cast, SECOND, stands="warning"), in_force(cast, SECOND, stands="reprimand")) == (0, 1)
    warned.refresh_from_db()
    assert warned.form == Form.WARNING


def test_a_cancelled_or_lapsed_decision_is_in_force_no_more(cast, warned):
    assert in_force(cast, quarter(2026, 4)) == 1
    assert in_force(cast, quarter(2027, 1)) == 0  # lapsed after 12 months, on 12 February
    appeal(cast, warned, "cancelled")
    assert (in_force(cast, FIRST), in_force(cast, SECOND)) == (1, 0)


def values_of(client, name, **query):
    """Each number of a page by the address of its list."""
    return dict(links_of(client.get(reverse(name), query)))


def test_every_number_of_discipline_opens_its_rows(client, cast, warned):
    client.force_login(cast.users["head"])
    found = values_of(client, "briefing", organization="D1", period="2026-Q2")
    kinds = ("stage=in_force", "/dinh-chi/", "/xoa-ten/")
    assert all(any(kind in url and value for url, value in found.items()) for kind in kinds)
    assert not wrong_numbers(client, found.items())


@pytest.mark.parametrize("page", ["dashboard", "briefing"])
def test_who_is_concerned_finds_no_count_of_it(client, cast, warned, page):
    client.force_login(cast.users["leader"])
    query = {"organization": "D1", "period": "2026-Q1"}
    everybody = values_of(client, page, **query)
    cast.link(cast.users["leader"], warned.subject)
    found = values_of(client, page, **query)
    assert not wrong_numbers(client, found.items())
    shared = {url for url in everybody if url in found and everybody[url] != found[url]}
    assert any(url.startswith(reverse("decision-list")) for url in {*shared, *(everybody.keys() - found.keys())})
    assert "phải hồi tránh, nếu có" in client.get(reverse(page), query).content.decode()
    assert Decision.objects.visible_to(cast.users["leader"]).filter(pk=warned.pk).count() == 0
