"""The rules that come with the program: every file passes the check that a typed version must pass."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from rules import book
from rules.families import Certainty, Family, faults_of

pytestmark = pytest.mark.django_db
VERSIONS = [version for versions in book.shipped().values() for version in versions]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: f"{version.family}-{version.effective_from}")
def test_a_shipped_version_passes_the_check(version):
    assert version.family in Family.values
    assert version.rules
    assert [fault for rule in version.rules for fault in faults_of(version.family, rule)] == []


def listed(on, family):
    out = StringIO()
    call_command("rules", on=on, stdout=out)
    return [rule for rule in json.loads(out.getvalue()) if rule["family"] == family]


def value(on, family, **keys):
    found = [rule for rule in listed(on, family) if keys.items() <= rule.items()]
    assert len(found) == 1, found
    return found[0]


def test_a_supervision_of_a_province_has_thirty_working_days():
    rule = value("2020-01-01", "deadline", activity="Giám sát chuyên đề", level="Tỉnh")
    expected = {"value": 30, "unit": "working days", "extension": "1/3", "source": "02-HD/UBKTTW, Điều 11"}
    assert expected.items() <= rule.items()
    assert rule["certainty"] == "C"


def test_a_family_is_chosen_by_the_day():
    """Suspension: working days until 22-QĐ/TW of 28 July 2021, one short extension since 21-QĐ/TW of 11 April 2026."""
    assert value("2021-07-27", "suspension", subject="member")["unit"] == "working days"
    assert value("2021-07-28", "suspension", subject="member")["unit"] == "days"
    assert value("2026-04-10", "suspension", subject="member")["longest"] == 180
    assert value("2026-04-11", "suspension", subject="member")["longest"] == 120


@pytest.mark.parametrize("day", ["2018-01-01", "2023-05-05", "2026-11-24"])
def test_expulsion_knows_no_limitation(day):
    assert value(day, "limitation", subject="member", form="Khai trừ")["value"] is None
    assert value(day, "limitation", subject="member", form="Cảnh cáo")["value"] == 120


def test_before_the_first_version_there_is_no_rule():
    assert book.read().in_force("deadline", date(2016, 7, 25)) == ()


@pytest.mark.parametrize(
    ("family", "keys", "last_day", "first_day", "what", "before", "since"),
    [
        (
            "authority",
            {"body": "Ủy ban kiểm tra", "level": "Cơ sở", "subject": "member", "class": "ordinary", "form": "Cảnh cáo"},
            "2021-07-27", "2021-07-28", "value", "none", "decide",
        ),
        ("appeal", {"kind": "resolve", "level": "Huyện"}, "2021-07-27", "2021-07-28", "unit", "working days", "days"),
        (
            "limitation", {"subject": "member", "form": "Cảnh cáo"},
            "2022-07-05", "2022-07-06", "start", "violation", "violation end",
        ),
        (
            "limitation", {"subject": "organization", "form": "Khiển trách"},
            "2022-07-05", "2022-07-06", "end", "consideration", "conclusion",
        ),
        (
            "effect", {"kind": "effective", "body": "Ban thường vụ"},
            "2026-04-10", "2026-04-11", "start", "announced", "signed",
        ),
        ("suspension", {"subject": "member"}, "2026-04-10", "2026-04-11", "longest", 180, 120),
        ("suspension", {"subject": "organization"}, "2026-04-10", "2026-04-11", "longest", 90, 120),
    ],
)  # fmt: skip
def test_both_sides_of_a_change_are_listed_with_their_sources(family, keys, last_day, first_day, what, before, since):
    old, new = value(last_day, family, **keys), value(first_day, family, **keys)
    assert (old[what], new[what]) == (before, since)
    assert old["source"] != new["source"]
    assert {old["certainty"], new["certainty"]} <= set(Certainty.values)


def test_what_comes_with_the_program_is_listed_before_the_first_migration(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "KTGS_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "rules", "--on", "2026-11-24"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert {"forms", "limitation", "rating"} <= {rule["family"] for rule in json.loads(done.stdout)}
