"""Two at the same moment: numbers of decisions without gaps or doubles, one decision a subject of a case."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from discipline import actions
from discipline.models import Case, Decision
from members.choices import Role
from members.models import Assignment
from tests.cast import admit, establish
from tests.together import at_once

TOGETHER = 4


@pytest.fixture
def office(transactional_db):
    organization = establish("D1", None, "district")
    head = User.objects.create(username="head", full_name="Trưởng ban")
    Assignment.objects.create(user=head, organization=organization, role=Role.HEAD)
    return organization, head


def decide(office, member, **more):
    organization, head = office
    return actions.record_decision(
        by=head, organization=organization, body="standing", number="", decided=date(2026, 10, 5), form="reprimand",
        subject=member, groups=["VP2"], **more,
    )  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_of_decisions_taken_at_the_same_moment_have_no_gap_and_no_double(office):
    commune = establish("C1", office[0], "base")
    members = [admit(f"M-{number}", f"Nguyễn Văn {number}", commune) for number in range(TOGETHER)]
    found = at_once(lambda number: decide(office, members[number]).number, TOGETHER)
    assert sorted(map(str, found)) == [f"{number:02}-QĐ/HU" for number in range(1, TOGETHER + 1)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_subject_of_a_case_is_disciplined_once(office):
    organization, head = office
    member = admit("M-1", "Nguyễn Văn Một", establish("C1", organization, "base"))
    case = actions.open_case(
        by=head, organization=organization, body="standing", title="Vi phạm", opened=date(2026, 10, 1), origin="own",
        subjects=[member], violations={member: [actions.ViolationEntry("VP2", "Vi phạm", date(2025, 5, 10))]},
    )  # fmt: skip
    row = case.subjects.get()
    actions.update_case_subject(row, by=head, version=case.version, heard=date(2026, 10, 2))
    version = Case.objects.get().version
    actions.record_vote(
        row, by=head, version=version, kind="decide", by_body="Ban Thường vụ", day=date(2026, 10, 3), electorate=5,
        counts={"reprimand": 5},
    )  # fmt: skip
    found = at_once(lambda _: decide(office, member, case_subject=row), TOGETHER)
    assert sum(isinstance(one, Decision) for one in found) == 1, found
    assert sum(isinstance(one, ValidationError) for one in found) == TOGETHER - 1, found
    assert Decision.objects.get().number == "01-QĐ/HU"
