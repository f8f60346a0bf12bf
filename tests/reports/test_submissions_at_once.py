"""Two at the same moment: one return a period, handed in once, and no acknowledged writing lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from core import periods
from members.choices import Role
from members.models import Assignment
from reports import actions
from reports.models import Submission, SubmissionVersion
from tests.cast import establish
from tests.together import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TOGETHER, TODAY = 4, date(2026, 10, 4)


@pytest.fixture
def unit(transactional_db):
    above = establish("D1", None, "district")
    below = establish("C1", above, "base")
    clerk = User.objects.create(username="clerk", full_name="Văn thư")
    Assignment.objects.create(user=clerk, organization=below, role=Role.CLERK)
    return below, clerk


def begin(unit):
    return actions.open_submission(by=unit[1], organization=unit[0], period=periods.nine_months(2026), day=TODAY)


def refusals(found):
    return sum(isinstance(one, ValidationError) for one in found)


def test_a_return_is_begun_once(unit):
    found = at_once(lambda _: begin(unit), TOGETHER)
    assert refusals(found) == TOGETHER - 1, found
    assert Submission.objects.count() == 1


def test_a_return_is_handed_in_once(unit):
    made = begin(unit)
    found = at_once(lambda _: actions.take_submission_step(made, "submit", by=unit[1], version=1, day=TODAY), TOGETHER)
    assert refusals(found) == TOGETHER - 1, found
    assert SubmissionVersion.objects.get().ordinal == 1


def test_of_two_writings_of_one_version_one_is_refused(unit):
    made = begin(unit)
    found = at_once(lambda n: actions.write_submission(made, by=unit[1], version=1, done=f"Bản {n}"), TOGETHER)
    assert refusals(found) == TOGETHER - 1, found
    kept = next(one for one in found if isinstance(one, Submission))
    stored = Submission.objects.get()
    assert (stored.done, stored.version) == (kept.done, 2)
