"""Two at the same moment: numbers without gaps or doubles, one step once, one editor told of the other."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from inspections import actions
from inspections.models import Inspection, NumberSeries, Step
from tests.cast import establish
from tests.together import at_once

TOGETHER = 4


@pytest.fixture
def office(transactional_db):
    return establish("D1", None, "district"), User.objects.create(username="head", full_name="Trưởng ban")


def prepared(organization, by, target):
    return actions.prepare_inspection(
        by=by, organization=organization, body="commission", activity="compliance", prepared=date(2026, 1, 5),
        content="Quy chế làm việc", subjects=[actions.SubjectEntry(target, ["TC3"])],
    )  # fmt: skip


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_the_same_moment_have_no_gap_and_no_double(office):
    organization, by = office
    target = establish("C1", organization, "base")
    waiting = [prepared(organization, by, target).pk for _ in range(TOGETHER)]

    def decide(number):
        inspection = Inspection.objects.get(pk=waiting[number])
        return actions.take_step(inspection, "decide", by=by, day=date(2026, 1, 6), reason="Chưa lập đoàn").number

    found = at_once(decide, TOGETHER)
    assert sorted(map(str, found)) == [f"{number:02}-QĐ/UBKTHU" for number in range(1, TOGETHER + 1)]
    assert NumberSeries.objects.get(kind="QĐ").last == TOGETHER


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_step_asked_for_at_the_same_moment_is_taken_once(office):
    organization, by = office
    inspection = prepared(organization, by, establish("C1", organization, "base"))

    def decide(_):
        return actions.take_step(
            inspection, "decide", by=by, day=date(2026, 1, 6), reason="Chưa lập đoàn", version=inspection.version
        )

    found = at_once(decide, TOGETHER)
    assert sum(isinstance(one, Inspection) for one in found) == 1
    assert sum(isinstance(one, ValidationError) for one in found) == TOGETHER - 1
    assert Step.objects.filter(verb="decide").count() == 1
    assert Inspection.objects.get().number == "01-QĐ/UBKTHU"


@pytest.mark.django_db
def test_a_number_that_was_not_used_is_given_again():
    asked = {
        "organization": establish("D1", None, "district"),
        "body": "commission",
        "document_type": "QĐ",
        "day": date(2026, 1, 6),
    }
    taken = transaction.savepoint()
    assert actions.next_number(**asked) == "01-QĐ/UBKTHU"
    transaction.savepoint_rollback(taken)
    assert actions.next_number(**asked) == "01-QĐ/UBKTHU"


SETTING = """
from datetime import date
from accounts.models import User
from inspections import actions
from tests.cast import establish
from tests.together import at_once
by = User.objects.create(username="head", full_name="Trưởng ban")
district = establish("D1", None, "district")
base = establish("C1", district, "base")
for _ in range(4):
    actions.prepare_inspection(by=by, organization=district, body="commission", activity="compliance",
        prepared=date(2026, 1, 5), content="Quy chế", subjects=[actions.SubjectEntry(base, ["TC3"])])
"""
DECIDING = """
from datetime import date
from accounts.models import User
from inspections import actions
from inspections.models import Inspection
actions.take_step(Inspection.objects.order_by("pk")[{number}], "decide", by=User.objects.get(), day=date(2026, 1, 6),
    reason="Chưa lập đoàn")
"""


@pytest.mark.sqlite
def test_processes_that_decide_at_the_same_moment_share_no_number(own_database, tmp_path):
    """Four processes at one SQLite file, the real one; the tests' own database lives in memory."""
    variables = {**os.environ, "DATABASE_URL": own_database, "KTGS_VAR": str(tmp_path)}

    def manage(*command):
        command = [sys.executable, "manage.py", *command]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=variables, stdout=subprocess.DEVNULL)

    assert manage("shell", "-v0", "-c", SETTING).wait() == 0
    deciding = [manage("shell", "-v0", "-c", DECIDING.format(number=number)) for number in range(TOGETHER)]
    assert [process.wait() for process in deciding] == [0] * TOGETHER
    with closing(sqlite3.connect(tmp_path / "ktgs.sqlite3")) as written:
        numbers = written.execute("SELECT number FROM inspections_inspection ORDER BY number").fetchall()
    assert numbers == [(f"{number:02}-QĐ/UBKTHU",) for number in range(1, TOGETHER + 1)]
