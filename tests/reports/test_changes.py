"""What has changed since a briefing was frozen: exactly the records, and nothing that the reader may not know."""

import re
from datetime import date

import pytest
from django.urls import reverse

from discipline import actions as discipline
from discipline.models import Decision
from inspections import actions as inspections
from members.choices import Role
from members.models import Organization
from reports.changes import Changes, traces
from tests.numbers import links_of, wrong_numbers
from tests.reports.briefings import frozen, move, planned

pytestmark = pytest.mark.django_db


def found(briefing, user):
    numbers = Changes(briefing, user).numbers()
    return numbers, *traces(briefing, numbers, user)


def again(user):
    """The user as another request has them: the cast's own object remembers whom a test linked it to."""
    return type(user).objects.get(pk=user.pk)


def changed(numbers, fact, **where):
    """The change of one figure for the period itself."""
    wanted = {dimension: frozenset([value]) for dimension, value in where.items()}
    found = (one for one in numbers if one.figure.fact == fact and one.span == "now")
    return next((one for one in found if dict(one.figure.where) == wanted), None)


def decide(cast, head, place="C1", **values):
    office = cast.at(place)
    usual = {"number": f"21-QĐ/{place}", "decided": date(2026, 5, 1), "form": "warning", "violated": date(2025, 1, 1)}
    return discipline.record_decision(
        by=head, subject=office.member, groups=["VP2"], organization=office.organization, body=office.body,
        **usual | values,
    )  # fmt: skip


def test_nothing_changed_is_said_so(cast, head, sign_in):
    briefing = frozen(cast)
    assert found(briefing, head) == ([], [], 0)
    page = sign_in().get(reverse("briefing-changes", args=[briefing.pk])).content.decode()
    assert "Không có số nào thay đổi kể từ khi chốt." in page


def test_a_late_decision_is_named_with_who_and_when(cast, head, sign_in):
    briefing = frozen(cast)
    decision = decide(cast, head)
    numbers, records, unseen = found(briefing, head)
    total = changed(numbers, "decision", subject="member")
    assert (total.then, total.now.value, total.words) == (3, 4, "tăng 1")
    assert (set(total.added), set(total.removed)) == ({decision.pk}, set())
    assert [record.url for record in records] == [reverse("decision-detail", args=[decision.pk])]
    assert unseen == 0
    assert [entry["text"] for entry in records[0].entries] == [f"Tạo mới {decision} – {head}"]
    page = sign_in().get(reverse("briefing-changes", args=[briefing.pk])).content.decode()
    assert reverse("decision-detail", args=[decision.pk]) in page


def test_a_corrected_form_leaves_one_number_and_joins_another(cast, head):
    decision = Decision.objects.get(pk=cast.at("C1").decision.pk)
    briefing = frozen(cast)
    discipline.update_decision(decision, by=head, version=decision.version, form="warning", reason="Ghi nhầm")
    numbers, records, _ = found(briefing, head)
    assert changed(numbers, "decision", subject="member") is None
    reprimand = changed(numbers, "decision", subject="member", form="reprimand")
    assert (set(reprimand.removed), set(reprimand.added)) == ({decision.pk}, set())
    assert [record.url for record in records] == [reverse("decision-detail", args=[decision.pk])]
    assert "Lý do: Ghi nhầm" in records[0].entries[0]["detail"]


def test_an_equal_number_of_other_records_is_a_change_too(cast, head):
    decision = Decision.objects.get(pk=cast.at("C1").decision.pk)
    briefing = frozen(cast)
    discipline.update_decision(decision, by=head, version=decision.version, decided=date(2026, 8, 1))
    added = decide(cast, head, form="reprimand")
    total = changed(found(briefing, head)[0], "decision", subject="member")
    assert (total.then, total.now.value, total.words) == (3, 3, "không đổi")
    assert (set(total.added), set(total.removed)) == ({added.pk}, {decision.pk})


def test_a_subject_taken_out_of_its_inspection_is_found_through_the_inspection(cast, head):
    office = cast.at("C1")
    stays = inspections.SubjectEntry(office.member, ["ĐV2"], [], "")
    inspection = inspections.create_inspection(
        by=head, number="11-QĐ/C1", decided=date(2026, 6, 1), started=date(2026, 6, 5), activity="compliance",
        subjects=[inspections.SubjectEntry(office.organization, ["TC1"], [], ""), stays],
        organization=office.organization, body=office.body,
    )  # fmt: skip
    subject = inspection.subjects.get(subject_kind="organization")
    briefing = frozen(cast)
    key = subject.pk
    inspections.update_inspection(inspection, by=head, version=inspection.version, subjects=[stays])
    numbers, records, unseen = found(briefing, head)
    assert {tuple(one.removed) for one in numbers} == {(key,)}
    assert [record.url for record in records] == [reverse("inspection-detail", args=[inspection.pk])]
    assert unseen == 0
    assert records[0].entries


def test_a_unit_that_moved_away_takes_its_records_out_of_the_numbers_and_not_out_of_the_frozen_ones(
    cast, head, sign_in
):
    briefing = frozen(cast)
    organization = Organization.objects.get(pk=cast.at("C1").organization.pk)
    move(organization, cast.at("D2").organization)
    numbers, records, unseen = found(briefing, head)
    total = changed(numbers, "decision", subject="member")
    assert (total.then, total.now.value) == (3, 1)
    assert set(total.removed) == {cast.at("C1").decision.pk, cast.at("K1").decision.pk}
    assert unseen > 0, "they lie outside the reader's scope now: counted, not named"
    assert not [record for record in records if "C1" in record.label]
    page = sign_in().get(reverse("briefing-changes", args=[briefing.pk])).content.decode()
    assert "ngoài phạm vi được xem" in page
    move(organization, cast.at("D1").organization)


def test_the_report_shows_both_values_and_each_link_opens_as_many_rows_as_it_says(cast, head, sign_in):
    briefing = frozen(cast)
    decide(cast, head)
    client = sign_in()
    response = client.get(reverse("briefing-detail", args=[briefing.pk]))
    assert re.search(r'<strong class="figure">3</strong> <span class="moved">\(nay <a', response.content.decode())
    links = links_of(response)
    assert len(links) > 20
    assert not wrong_numbers(client, links)


def test_who_is_concerned_learns_nothing_of_it_from_the_changes(cast, head, sign_in):
    """A decision about the leader's own person comes late: for the leader nothing has changed."""
    briefing = frozen(cast)
    leader = again(cast.users[Role.LEADER])
    cast.link(leader, cast.at("C1").member)
    decision = decide(cast, head)
    assert changed(found(briefing, head)[0], "decision", subject="member")
    numbers, records, unseen = found(briefing, leader)
    assert (numbers, records, unseen) == ([], [], 0)
    page = sign_in(Role.LEADER).get(reverse("briefing-changes", args=[briefing.pk])).content.decode()
    assert decision.number not in page
    assert "Không có số nào thay đổi" in page


def test_what_was_left_out_for_who_froze_it_is_explained_to_others(cast, head, sign_in):
    own = again(head)
    cast.link(own, cast.at("C1").member)
    briefing = frozen(cast, by=own)
    assert "người xem phải hồi tránh" in briefing.frozen["scope"]
    assert found(briefing, own) == ([], [], 0)
    other = again(cast.users["leader"])
    numbers, records, _ = found(briefing, other)
    total = changed(numbers, "decision", subject="member")
    assert (total.then, total.now.value) == (2, 3)
    assert set(total.added) == {cast.at("C1").decision.pk}
    assert all(record.left_out for record in records)


def test_a_planned_briefing_has_nothing_to_compare(cast, sign_in):
    assert sign_in().get(reverse("briefing-changes", args=[planned(cast).pk])).status_code == 404


def test_what_changed_takes_few_queries_whatever_the_number_of_records(
    cast, head, sign_in, django_assert_max_num_queries
):
    briefing = frozen(cast)
    client = sign_in()
    client.get(reverse("briefing-changes", args=[briefing.pk]))
    for number in range(12):
        decide(cast, head, number=f"3{number}-QĐ/C1")
    with django_assert_max_num_queries(25):
        client.get(reverse("briefing-changes", args=[briefing.pk]))
