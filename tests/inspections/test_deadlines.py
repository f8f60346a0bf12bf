"""Deadlines against examples worked by hand with a calendar of the wall: holidays, year ends, changes of rules."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from accounts.models import HistoryEntry
from inspections import deadlines
from rules import book
from rules.actions import add_rule_set

RULE = """
[[rules]]
step = "conclude"
activity = "Giám sát chuyên đề"
level = ["Huyện", "Cơ sở"]
value = 10
unit = "days"
start = "decided"
source = "99-QĐ/TW, Điều 1"
certainty = "C"
"""


def act(activity="thematic", level="district", **dates):
    dates = {"decided": None, "started": None, "reported": None} | dates
    return SimpleNamespace(activity=activity, level=level, extension=dates.pop("extension", 0), **dates)


pytestmark = pytest.mark.django_db

WORKED = [
    # Thematic supervision of a district: 25 working days from the report. 5/3/2019 is a Tuesday; five weeks: 9/4.
    (act(decided=date(2019, 2, 20), reported=date(2019, 3, 5)), date(2019, 4, 9)),
    # The Hung Kings' day moved to Monday 15/4/2019 takes one day away: without it 25 working days end on 23/4.
    (act(decided=date(2019, 3, 1), reported=date(2019, 3, 19)), date(2019, 4, 24)),
    # Tet of 2020: Thursday 23/1 to Wednesday 29/1 off, and New Year's day; a province has 30 working days.
    (act(level="province", decided=date(2019, 12, 2), reported=date(2019, 12, 20)), date(2020, 2, 10)),
    # 30/4 and 1/5/2019, with Monday 29/4 exchanged for Saturday 4/5, which is worked: 20 days of a base organization.
    (act(level="base", decided=date(2019, 4, 1), reported=date(2019, 4, 22)), date(2019, 5, 22)),
    # An extension of 8 working days is counted on.
    (act(decided=date(2019, 2, 20), reported=date(2019, 3, 5), extension=8), date(2019, 4, 22)),
    # Calendar days: a cell's inspection of 2026 has 30 days from the day it is announced.
    (act("compliance", "cell", decided=date(2026, 5, 4), started=date(2026, 5, 6)), date(2026, 6, 5)),
    (act("violation", "cell", decided=date(2026, 12, 1), started=date(2026, 12, 10)), date(2027, 1, 24)),
]


@pytest.mark.parametrize(("inspection", "due"), WORKED)
def test_a_deadline_falls_on_the_day_worked_out_by_hand(inspection, due):
    assert deadlines.of(inspection, book.read()).due == due


def test_a_deadline_waits_for_the_event_it_runs_from():
    assert deadlines.of(act(decided=date(2026, 5, 4)), book.read()) is None
    assert deadlines.of(act(), book.read()) is None


def test_a_cell_announces_within_five_working_days():
    """Decided on Wednesday 29/4/2026 before the holidays of 30/4 and 1/5: the fifth working day is 8/5."""
    due = deadlines.of(act("compliance", "cell", decided=date(2026, 4, 29)), book.read(), step="announce")
    assert (due.due, due.source) == (date(2026, 5, 8), "299-QĐ/TU Lào Cai")


def test_the_rule_is_that_of_the_day_the_act_was_decided():
    """Guidance 02-HD/UBKTTW begins on 12 September 2017: the day before it there is no limit for supervision."""
    rules, reported = book.read(), {"reported": date(2017, 10, 2)}
    assert deadlines.of(act(decided=date(2017, 9, 11), **reported), rules) is None
    assert deadlines.of(act(decided=date(2017, 9, 12), **reported), rules).due == date(2017, 11, 6)


def test_an_unconfirmed_rule_says_so():
    due = deadlines.of(act("compliance", decided=date(2026, 5, 4), started=date(2026, 5, 6)), book.read())
    assert not due.is_confirmed
    assert due.source.endswith("(chưa xác nhận)")


def test_a_deadline_is_extended_by_a_third_at_most():
    rules = book.read()
    thirds = {25: 8, 30: 10, 45: 15, 20: 6}
    for rule in rules.in_force("deadline", date(2020, 1, 1)):
        if rule["activity"] == "Giám sát chuyên đề":
            assert deadlines.longest_extension(rule) == thirds[rule["value"]]


def test_a_version_added_by_data_counts_from_its_day_on(cast):
    later, earlier = act(decided=date(2026, 6, 1)), act(decided=date(2026, 5, 31), reported=date(2026, 6, 2))
    before = deadlines.of(earlier, book.read())
    add_rule_set(
        by=cast.users["administrator"],
        family="deadline",
        effective_from=date(2026, 6, 1),
        document="99-QĐ/TW",
        text=RULE,
        reason="Quy định mới",
    )
    rules = book.read()
    assert deadlines.of(later, rules).due == date(2026, 6, 11)
    assert deadlines.of(earlier, rules) == before
    assert HistoryEntry.objects.filter(object_type="rules.ruleset", act="create").exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Chưa có quy định nào"),
        ("[[rules", "Không đọc được"),
        ("rules = 3", "Chưa có quy định nào"),
        (RULE.replace("value = 10\n", ""), "thiếu “value”"),
        (RULE.replace("value = 10", "value = -1"), "“value” phải là"),
        (RULE.replace('"days"', '"weeks"'), "“unit” không nhận “weeks”"),
        (RULE.replace('"C"', '"Z"'), "“certainty” không nhận"),
        (RULE + 'lạ = "x"\n', "Không đọc được"),
        (RULE + 'strange = "x"\n', "không có mục “strange”"),
    ],
)
def test_a_version_that_says_nonsense_is_refused_and_nothing_written(cast, text, fault):
    with pytest.raises(ValidationError, match=fault):
        add_rule_set(
            by=cast.users["administrator"],
            family="deadline",
            effective_from=date(2026, 6, 1),
            document="99-QĐ/TW",
            text=text,
            reason="Thử",
        )
    assert not HistoryEntry.objects.filter(object_type="rules.ruleset").exists()
