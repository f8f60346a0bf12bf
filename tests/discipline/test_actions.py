from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts import history
from accounts.models import HistoryEntry
from discipline import actions
from discipline.models import Appeal, Decision
from members.models import Post
from tests.cast import admit, establish

pytestmark = pytest.mark.django_db


@pytest.fixture
def values(cast):
    """What a decision of the district's commission about the member of the commune says."""
    return {
        "organization": cast.at("D1").organization,
        "body": "commission",
        "number": "99-QĐ/UBKTHU",
        "decided": date(2026, 5, 5),
        "form": "warning",
        "subject": cast.at("C1").member,
        "groups": ["VP8", "VP1"],
    }


def entries(obj):
    return list(HistoryEntry.objects.of(obj).exclude(act="read"))


def test_record_decision_copies_the_actor_and_the_subject_as_of_its_day(values, head, cast):
    member = cast.at("C1").member
    Post.objects.create(member=member, seat="base", managed_by="district", started=date(2026, 1, 1))
    Post.objects.create(member=member, seat="district", started=date(2026, 6, 1))
    decision = actions.record_decision(by=head, **values)
    assert (decision.path, decision.level) == (cast.at("D1").organization.path, "district")
    assert (decision.subject_kind, decision.organization_type) == ("member", "base")
    assert (decision.seat, decision.managed_by) == ("base", "district")
    assert sorted(decision.groups.values_list("code", flat=True)) == ["VP1", "VP8"]


def test_record_decision_against_an_organization_keeps_its_type_and_no_seat(values, head, cast):
    values |= {"subject": cast.at("C1").organization, "groups": ["TC1"]}
    decision = actions.record_decision(by=head, **values)
    assert (decision.subject_kind, decision.organization_type, decision.seat) == ("organization", "base", "")


def test_record_decision_writes_history_in_the_name_of_its_author(values, head):
    decision = actions.record_decision(by=head, reason="theo biên bản", **values)
    [entry] = entries(decision)
    assert (entry.act, entry.user, entry.reason) == ("create", head, "theo biên bản")
    assert entry.changes["form"] == [None, "warning"]
    assert entry.changes["groups"] == [None, ["VP1", "VP8"]]
    assert history.verify() is None


def test_record_decision_refuses_the_same_number_for_the_same_subject(values, head):
    actions.record_decision(by=head, **values)
    with pytest.raises(ValidationError, match="đã có quyết định kỷ luật với số này"):
        actions.record_decision(by=head, **values)
    assert Decision.objects.filter(number="99-QĐ/UBKTHU").count() == 1


def test_record_decision_refuses_a_violation_after_the_decision(values, head):
    with pytest.raises(ValidationError, match="Ngày vi phạm"):
        actions.record_decision(by=head, violated=date(2026, 5, 6), **values)


def test_a_refused_decision_leaves_neither_record_nor_history(values, head):
    before = HistoryEntry.objects.count()
    with pytest.raises(ValidationError):
        actions.record_decision(by=head, **values | {"groups": ["GS1"]})
    assert not Decision.objects.filter(number="99-QĐ/UBKTHU").exists()
    assert HistoryEntry.objects.count() == before


def test_imported_forms_that_the_law_does_not_know_are_not_refused_by_the_action(values, head, cast):
    values |= {"subject": cast.at("C1").organization, "form": "removal", "groups": ["TC1"]}
    assert actions.record_decision(by=head, **values).form == "removal"


def test_update_decision_tells_what_changed_and_counts_the_version_up(values, head):
    decision = actions.record_decision(by=head, **values)
    changed = actions.update_decision(decision, by=head, version=1, **values | {"form": "removal", "groups": ["VP6"]})
    assert (changed.form, changed.version) == ("removal", 2)
    assert list(changed.groups.values_list("code", flat=True)) == ["VP6"]
    _, entry = entries(decision)
    assert entry.act == "update"
    assert entry.changes["form"] == ["warning", "removal"]
    assert entry.changes["groups"] == [["VP1", "VP8"], ["VP6"]]


def test_update_decision_of_an_older_version_changes_nothing(values, head):
    decision = actions.record_decision(by=head, **values)
    actions.update_decision(decision, by=head, version=1, **values | {"form": "removal"})
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        actions.update_decision(decision, by=head, version=1, **values | {"form": "expulsion"})
    decision.refresh_from_db()
    assert (decision.form, decision.version) == ("removal", 2)
    assert len(entries(decision)) == 2


def test_update_decision_keeps_positions_as_they_were_on_the_day(values, head, cast):
    """The commune has since become a section, its member a committee member: the act of then does not change."""
    decision = actions.record_decision(by=head, **values)
    cast.at("C1").organization.type = "section"
    cast.at("C1").organization.save()
    Post.objects.create(member=cast.at("C1").member, seat="base")
    changed = actions.update_decision(decision, by=head, version=1, **values | {"form": "removal"})
    assert (changed.organization_type, changed.seat) == ("base", "")
    cast.at("C1").organization.type = "base"
    cast.at("C1").organization.save()


def test_update_decision_takes_positions_anew_when_the_day_changes(values, head, cast):
    decision = actions.record_decision(by=head, **values)
    Post.objects.create(member=cast.at("C1").member, seat="base", ended=date(2026, 4, 30))
    changed = actions.update_decision(decision, by=head, version=1, **values | {"decided": date(2026, 4, 30)})
    assert changed.seat == "base"


def test_update_decision_moves_to_another_actor_with_its_path_and_level(values, head, cast):
    decision = actions.record_decision(by=head, **values)
    commune = cast.at("C1").organization
    changed = actions.update_decision(decision, by=head, version=1, **values | {"organization": commune})
    assert (changed.path, changed.level) == (commune.path, "base")


def test_update_decision_turns_from_a_member_to_an_organization(values, head, cast):
    decision = actions.record_decision(by=head, **values)
    values |= {"subject": cast.at("C1").organization, "groups": ["TC2"]}
    changed = actions.update_decision(decision, by=head, version=1, **values)
    assert (changed.subject_kind, changed.subject_member) == ("organization", None)


@pytest.fixture
def appeal(cast, head):
    return actions.record_appeal(
        by=head,
        decision=cast.at("C1").decision,
        organization=cast.at("D1").organization,
        body="standing",
        number="5-KN",
        received=date(2026, 5, 2),
    )


def test_record_appeal_keeps_who_resolves_it_as_of_the_day_of_receipt(appeal, head, cast):
    assert (appeal.path, appeal.level) == (cast.at("D1").organization.path, "district")
    [entry] = entries(appeal)
    assert (entry.act, entry.user) == ("create", head)


def test_record_appeal_refuses_a_number_twice_in_an_organization(appeal, head):
    with pytest.raises(ValidationError, match="đã nhận đơn khiếu nại với số này"):
        actions.record_appeal(
            by=head,
            decision=appeal.decision,
            organization=appeal.organization,
            body="commission",
            number="5-KN",
            received=date(2026, 6, 1),
        )
    assert Appeal.objects.filter(number="5-KN").count() == 1


def test_resolving_an_appeal_is_a_step_of_its_own_in_the_history(appeal, head):
    changed = actions.update_appeal(appeal, by=head, version=1, resolved=date(2026, 6, 2), result="reduced")
    assert (changed.result, changed.version) == ("reduced", 2)
    _, entry = entries(appeal)
    assert entry.act == "transition"
    assert entry.changes["result"] == ["", "reduced"]


def test_update_appeal_of_a_resolved_one_is_a_correction(appeal, head):
    actions.update_appeal(appeal, by=head, version=1, resolved=date(2026, 6, 2), result="reduced")
    actions.update_appeal(appeal, by=head, version=2, grounds="về hình thức kỷ luật")
    assert [entry.act for entry in entries(appeal)] == ["create", "transition", "update"]


def test_update_appeal_of_an_older_version_changes_nothing(appeal, head):
    actions.update_appeal(appeal, by=head, version=1, resolved=date(2026, 6, 2), result="reduced")
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        actions.update_appeal(appeal, by=head, version=1, resolved=date(2026, 6, 3), result="cancelled")
    appeal.refresh_from_db()
    assert appeal.result == "reduced"


def test_an_appeal_is_not_resolved_on_a_day_before_receipt(appeal, head):
    with pytest.raises(ValidationError, match="Ngày giải quyết"):
        actions.update_appeal(appeal, by=head, version=1, resolved=date(2026, 5, 1), result="kept")


def test_an_appeal_moves_to_another_resolver_with_its_path(appeal, head, cast):
    commune = establish("C3", cast.at("D1").organization, "base")
    changed = actions.update_appeal(appeal, by=head, version=1, organization=commune)
    assert (changed.path, changed.level) == (commune.path, "base")


def test_a_decision_against_a_member_of_a_cell_keeps_the_type_of_the_cell(values, head, cast):
    values["subject"] = admit("TV-1", "Lê Thị Bé", cast.at("K1").organization, seat="base")
    decision = actions.record_decision(by=head, **values)
    assert (decision.organization_type, decision.seat) == ("cell", "base")
