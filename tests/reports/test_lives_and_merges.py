"""A member's events and the merges of cells meet: in whatever order, nobody is lost and nobody counted twice."""

from datetime import date

import pytest
from django.db.models import F

from discipline import actions as discipline
from discipline.actions import lives as actions
from discipline.actions.merging import merge
from members import lives
from members.choices import ActKind, MemberStatus
from members.models import Member, Organization, Placement
from members.reorganizing import ActEntry
from reports.reorganizing import annul, reorganize
from tests.cast import admit, establish

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]
LEFT, MERGED, LATER, SEEN = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 10, 1)


@pytest.fixture
def cell(cast):
    return cast.at("K1").organization


@pytest.fixture
def old(cast):
    """A cell that will merge into the other."""
    return establish("K9", cast.at("C1").organization, "cell")


@pytest.fixture
def someone(old):
    return admit("N-9", "Lê Thị Chín", old)


@pytest.fixture
def merged(head, old, cell):
    def merged(day=MERGED):
        return reorganize(by=head, day=day, number="1-QĐ", acts=[ActEntry(ActKind.MERGE, old, cell)])

    return merged


def resigned(member, head, day):
    return actions.record_leaving(member, by=head, kind="resigned", day=day, number="2-QĐ")


def cells(member):
    rows = Placement.objects.filter(member=member).order_by(F("valid_from").asc(nulls_first=True), "pk")
    return [(row.organization.code, row.valid_from, row.valid_until) for row in rows]


def times(member, day):
    """How often a member is counted on a day."""
    return Member.objects.as_of(day).filter(pk=member.pk).count()


def test_a_leaving_taken_back_after_the_cell_merged_leads_on_to_where_it_merged(head, someone, merged):
    event = resigned(someone, head, LEFT)
    merged()
    actions.void_event(event, by=head, reason="Ghi nhầm")
    assert cells(someone) == [("K9", None, date(2026, 6, 30)), ("K1", MERGED, None)]
    assert Member.objects.get(pk=someone.pk).organization.code == "K1"
    assert [times(someone, day) for day in (LEFT, MERGED, SEEN)] == [1, 1, 1]


def test_a_leaving_taken_back_after_the_merge_was_annulled_leads_nowhere(head, someone, merged):
    decision = merged()
    event = resigned(someone, head, LATER)
    annul(decision, by=head, day=date(2026, 9, 1), number="3-QĐ", reason="Ghi nhầm")
    actions.void_event(event, by=head, reason="Ghi nhầm")
    assert cells(someone) == [("K9", None, None)]
    assert [times(someone, day) for day in (MERGED, date(2026, 7, 15), SEEN)] == [1, 1, 1]


def test_a_correction_of_the_cell_after_a_merge_is_one_of_all_that_followed(cast, head, someone, merged):
    merged()
    other = establish("K8", cast.at("C1").organization, "cell")
    member = Member.objects.get(pk=someone.pk)
    actions.correct_member(member, by=head, version=member.version, reason="Ghi nhầm", organization=other)
    assert cells(someone) == [("K8", None, None)]


def test_who_was_expelled_wrongly_comes_back_to_where_the_cell_merged(cast, head, someone, merged):
    decision = discipline.record_decision(
        by=head, number="92-QĐ", decided=LEFT, form="expulsion", subject=someone, groups=["VP2"],
        organization=cast.at("D1").organization, body="commission",
    )  # fmt: skip
    discipline.announce_decision(decision, by=head, version=1, announced=LEFT)
    merged()
    decision.refresh_from_db()
    discipline.change_decision(decision, by=head, version=decision.version, kind="annulled", day=LATER, reason="Sai")
    member = Member.objects.get(pk=someone.pk)
    assert (member.status, member.organization.code) == (MemberStatus.OFFICIAL, "K1")
    assert [times(someone, day) for day in (date(2026, 5, 1), MERGED, LATER)] == [1, 0, 1]


def test_a_doubled_record_that_merges_led_on_is_merged_and_later_decisions_still_go(cast, head, someone, merged, cell):
    merged()
    kept = admit("N-8", "Lê Thị Chín", cell)
    Placement.objects.filter(member=kept).update(valid_from=date(2026, 9, 1))
    merge(kept, Member.objects.get(pk=someone.pk), by=head, reason="Một người")
    other = establish("K7", cast.at("C1").organization, "cell")
    reorganize(by=head, day=SEEN, number="4-QĐ", acts=[ActEntry(ActKind.MERGE, cell, other)])
    assert Member.objects.get(pk=kept.pk).organization == other
    assert times(kept, SEEN) == 1


def test_who_left_on_an_unknown_day_and_was_admitted_again_was_no_member_on_past_days(head, someone, cell):
    Member.objects.filter(pk=someone.pk).update(status=MemberStatus.STRUCK_OFF, joined=date(2010, 1, 1))
    assert times(someone, date(2015, 1, 1)) == 0
    lives.readmit(Member.objects.get(pk=someone.pk), by=head, organization=cell, day=LEFT, number="7-QĐ")
    assert [times(someone, day) for day in (date(2005, 1, 1), date(2015, 1, 1), LEFT)] == [0, 0, 1]


def test_an_establishment_goes_although_an_act_on_it_was_recorded_and_annulled(cast, head):
    new = Organization(code="X1", name="Chi bộ X1", type="cell", level="cell")
    first = [ActEntry(ActKind.ESTABLISH, new, cast.at("C1").organization)]
    founded = reorganize(by=head, day=LEFT, number="1-QĐ", acts=first)
    new = Organization.objects.get(code="X1")
    renamed = reorganize(
        by=head, day=MERGED, number="2-QĐ", acts=[ActEntry(ActKind.RENAME, new, new_name="Chi bộ khác")]
    )
    annul(renamed, by=head, day=LATER, number="3-QĐ", reason="Ghi nhầm")
    annul(founded, by=head, day=LATER, number="4-QĐ", reason="Ghi nhầm")
    assert not Organization.objects.as_of(SEEN).filter(code="X1").exists()
