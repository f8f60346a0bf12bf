"""Authority, limitation, votes, lapse and the other periods for each set of rules, worked by hand from the articles."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from discipline import authority, effect, limitation, suspending
from discipline.ballots import tally
from discipline.choices import Form, Standing, SubjectClass, SuspensionKind, VoteKind
from members.choices import Body, Level
from rules.book import Rulebook, shipped

BOOK = Rulebook(shipped())
D2016, D2018, D2022, D2025, D2026 = (
    date(2017, 3, 1),
    date(2018, 9, 1),
    date(2022, 8, 1),
    date(2025, 7, 1),
    date(2026, 9, 1),
)
EACH = (D2016, D2018, D2022, D2025, D2026)
KT, CC, CCH, KTR, GT = Form.REPRIMAND, Form.WARNING, Form.REMOVAL, Form.EXPULSION, Form.DISSOLUTION
MEMBER, PROBATIONARY, ORGANIZATION = Standing.MEMBER, Standing.PROBATIONARY, Standing.ORGANIZATION
ORDINARY, PEER, BELOW, ABOVE = SubjectClass.ORDINARY, SubjectClass.PEER, SubjectClass.BELOW, SubjectClass.ABOVE


# ---------------------------------------------------------------------------------------------------------- authority


@pytest.mark.parametrize("day", EACH)
def test_the_forms_of_each_standing(day):
    assert authority.forms_on(BOOK, day=day, standing=MEMBER) == (KT, CC, CCH, KTR)
    assert authority.forms_on(BOOK, day=day, standing=PROBATIONARY) == (KT, CC)
    assert authority.forms_on(BOOK, day=day, standing=ORGANIZATION) == (KT, CC, GT)


AUTHORITY = [
    # the cell decides reprimand and warning, proposes removal and expulsion
    ((*EACH,), Body.CELL, Level.CELL, ORDINARY, {KT: "decide", CC: "decide", CCH: "propose", KTR: "propose"}),
    ((*EACH,), Body.CELL, Level.CELL, PEER, {KT: "decide", CC: "decide", CCH: "propose", KTR: "propose"}),
    # the committee of a section only reviews
    ((*EACH,), Body.COMMITTEE, Level.SECTION, ORDINARY, {KT: "none", CC: "none", CCH: "none", KTR: "none"}),
    # the standing committee at the base: not its own peers
    ((*EACH,), Body.STANDING, Level.BASE, BELOW, {KT: "decide", CC: "decide", KTR: "propose"}),
    ((*EACH,), Body.STANDING, Level.BASE, PEER, {KT: "propose", CC: "propose", KTR: "propose"}),
    # the committee at the base removes committee members of the lower level, expels if it may admit
    ((*EACH,), Body.COMMITTEE, Level.BASE, BELOW, {KT: "decide", CC: "decide", CCH: "decide", KTR: "decide"}),
    ((*EACH,), Body.COMMITTEE, Level.BASE, ABOVE, {KTR: "propose"}),
    # above the base
    ((*EACH,), Body.STANDING, Level.DISTRICT, ORDINARY, {KT: "decide", CC: "decide", CCH: "decide", KTR: "decide"}),
    ((*EACH,), Body.STANDING, Level.PROVINCE, PEER, {KT: "decide", CC: "decide", KTR: "propose"}),
    ((*EACH,), Body.COMMISSION, Level.DISTRICT, ORDINARY, {KT: "decide", CC: "decide", CCH: "decide", KTR: "decide"}),
    ((*EACH,), Body.COMMISSION, Level.DISTRICT, BELOW, {KT: "decide", CC: "decide", KTR: "propose"}),
    ((*EACH,), Body.COMMISSION, Level.DISTRICT, PEER, {KT: "propose", CC: "propose", KTR: "propose"}),
    # the change of 2021: a commission at the base may reprimand and warn a member
    ((D2022, D2025, D2026), Body.COMMISSION, Level.BASE, ORDINARY, {KT: "decide", CC: "decide", KTR: "propose"}),
]


@pytest.mark.parametrize(
    ("day", "body", "level", "subject_class", "expected"),
    [(day, *row) for days, *row in AUTHORITY for day in days],
)
def test_who_decides_on_a_member(day, body, level, subject_class, expected):
    found = authority.rulings(BOOK, day=day, body=body, level=level, standing=MEMBER, subject_class=subject_class)
    assert {form: found[form].value for form in expected} == expected


def test_the_commission_at_the_base_did_not_decide_before_2021():
    asked = {"body": Body.COMMISSION, "level": Level.BASE, "standing": MEMBER, "subject_class": ORDINARY}
    before = authority.rulings(BOOK, day=date(2021, 7, 27), **asked)[KT]
    since = authority.rulings(BOOK, day=date(2021, 7, 28), **asked)[KT]
    assert (before.decides, since.decides) == (False, True)


def test_a_cell_proposes_where_the_tasks_were_the_superiors():
    asked = {"day": D2022, "body": Body.CELL, "level": Level.CELL, "standing": MEMBER}
    assert authority.rulings(BOOK, subject_class=ABOVE, **asked)[KT].decides
    assert authority.rulings(BOOK, subject_class=ABOVE, own_tasks=True, **asked)[KT].proposes
    assert authority.rulings(BOOK, subject_class=ORDINARY, own_tasks=True, **asked)[KT].decides


def test_organizations_are_disciplined_from_directly_above_and_dissolved_one_higher():
    asked = {"level": Level.DISTRICT, "standing": ORGANIZATION, "subject_class": SubjectClass.LOWER}
    found = authority.rulings(BOOK, day=D2022, body=Body.STANDING, **asked)
    assert (found[KT].value, found[CC].value, found[GT].value) == ("decide", "decide", "propose")
    assert not found[GT].is_confirmed
    assert authority.rulings(BOOK, day=D2022, body=Body.COMMISSION, **asked)[CC].decides
    assert not authority.rulings(BOOK, day=D2016, body=Body.COMMISSION, **asked)[CC].decides


@pytest.mark.parametrize(
    ("seat", "managed_by", "level", "expected"),
    [
        ("", "", "district", ORDINARY),
        ("base", "", "district", BELOW),
        ("base", "district", "district", BELOW),
        ("district", "", "district", PEER),
        ("province", "", "district", ABOVE),
        ("", "province", "district", ABOVE),
        ("base", "district", "base", ABOVE),
        ("base", "base", "base", PEER),
        ("cell", "", "base", BELOW),
    ],
)
def test_the_class_of_a_subject(seat, managed_by, level, expected):
    assert authority.class_by(seat, managed_by, level) == expected


# --------------------------------------------------------------------------------------------------------- limitation


@dataclass
class Act:
    begun: date
    ended: date | None = None
    continuing: bool = False
    unlimited: bool = False


def limits(*violations, day, standing=MEMBER):
    return limitation.limits(BOOK, day=day, standing=standing, violations=violations)


@pytest.mark.parametrize("day", EACH)
def test_sixty_and_a_hundred_and_twenty_months(day):
    found = limits(Act(date(2016, 5, 10)), day=day)
    assert (found[KT].until, found[CC].until, found[CCH].until) == (
        date(2021, 5, 10), date(2026, 5, 10), date(2026, 5, 10),
    )  # fmt: skip
    assert found[KTR].unlimited
    organization = limits(Act(date(2016, 5, 10)), day=day, standing=ORGANIZATION)
    assert (organization[KT].until, organization[CC].until) == (date(2021, 5, 10), date(2026, 5, 10))
    assert organization[GT].unlimited


@pytest.mark.parametrize(
    ("begun", "last"),
    [
        (date(2020, 2, 29), date(2025, 2, 28)),
        (date(2019, 2, 28), date(2024, 2, 28)),
        (date(2019, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(begun, last):
    assert not limits(Act(begun), day=last)[KT].expired
    assert limits(Act(begun), day=last)[KT].until == last
    assert limits(Act(begun), day=date.fromordinal(last.toordinal() + 1))[KT].expired


def test_a_continuing_violation_counts_from_its_end_since_2022():
    ended = Act(date(2010, 1, 1), date(2020, 6, 30))
    assert limits(ended, day=D2022)[KT].until == date(2025, 6, 30)
    assert limits(ended, day=date(2022, 7, 5))[KT].until == date(2015, 1, 1)
    running = limits(Act(date(2010, 1, 1), continuing=True), day=D2022)[KT]
    assert (running.until, running.expired) == (None, False)
    assert "đang tiếp diễn" in running.words


def test_a_new_violation_inside_the_period_restarts_the_old_one_and_one_after_it_does_not():
    old, inside, after = Act(date(2015, 3, 1)), Act(date(2020, 3, 1)), Act(date(2020, 3, 2))
    rule = next(
        rule for rule in BOOK.in_force("limitation", D2022) if (rule["subject"], rule["form"]) == ("member", KT.label)
    )
    each = limitation.of_each(rule, KT, D2022, [inside, old])
    assert [(one.until, one.restarted) for one in each] == [(date(2025, 3, 1), True), (date(2025, 3, 1), False)]
    each = limitation.of_each(rule, KT, D2022, [old, after])
    assert [(one.until, one.expired) for one in each] == [(date(2020, 3, 1), True), (date(2025, 3, 2), False)]


def test_a_chain_of_violations_carries_the_first_to_the_last():
    chain = [Act(date(2008, 1, 1)), Act(date(2012, 12, 31)), Act(date(2017, 12, 30))]
    rule = next(
        rule for rule in BOOK.in_force("limitation", D2022) if (rule["subject"], rule["form"]) == ("member", KT.label)
    )
    assert [one.until for one in limitation.of_each(rule, KT, D2022, chain)] == [date(2022, 12, 30)] * 3


def test_exceptions_have_no_limitation():
    found = limits(Act(date(1990, 1, 1), unlimited=True), day=D2022)
    assert all(limit.unlimited and not limit.expired for limit in found.values())


# --------------------------------------------------------------------------------------------------------------- votes


def vote(counts, electorate, day=D2022, kind=VoteKind.DECIDE, standing=MEMBER):
    return tally(BOOK, day=day, standing=standing, kind=kind, electorate=electorate, counts=counts)


@pytest.mark.parametrize("day", EACH)
@pytest.mark.parametrize(
    ("counts", "electorate", "expected"),
    [
        ({CC: 6}, 10, CC),
        ({CC: 5, KT: 5}, 10, KT),  # half is not more than half; 5 + 5 of 10 passes with the lighter
        ({KTR: 2, CCH: 3, CC: 3, KT: 2}, 10, CC),  # 2 + 3 = 5 is not more than 5; + 3 = 8
        ({KTR: 6}, 10, KTR),
        ({KTR: 5, CCH: 1}, 10, CCH),
        ({KT: 3, "": 7}, 10, None),
        ({"": 10}, 10, None),
        ({}, 10, None),
        ({KT: 5}, 9, KT),
        ({KT: 1}, 1, KT),
    ],
)
def test_what_a_ballot_results_in(day, counts, electorate, expected):
    assert vote(counts, electorate, day).form == expected


@pytest.mark.parametrize("day", EACH)
@pytest.mark.parametrize(
    ("counts", "electorate", "expected"),
    [({KTR: 6, CCH: 3}, 9, KTR), ({KTR: 6, CCH: 4}, 10, CCH), ({KTR: 7, CCH: 3}, 10, KTR), ({KTR: 2, CC: 1}, 3, KTR)],
)
def test_a_cell_proposes_expulsion_with_two_thirds_of_all(day, counts, electorate, expected):
    assert vote(counts, electorate, day, VoteKind.PROPOSE).form == expected


def test_those_absent_count_as_voters():
    assert vote({CC: 5}, 9).form == CC
    assert vote({CC: 5}, 10).form is None


@pytest.mark.parametrize(
    ("counts", "electorate", "standing"),
    [({CC: 11}, 10, MEMBER), ({CC: 6, "": 5}, 10, MEMBER), ({KTR: 1}, 10, PROBATIONARY), ({CC: 0}, 0, MEMBER)],
)
def test_a_ballot_that_cannot_be_is_refused(counts, electorate, standing):
    with pytest.raises(ValidationError):
        vote(counts, electorate, standing=standing)


# ------------------------------------------------------------------------------------------ effect, lapse, suspensions


@pytest.mark.parametrize("day", EACH)
@pytest.mark.parametrize(
    ("announced", "last"),
    [
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2019, 2, 28), date(2020, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_decision_lapses_after_twelve_months_from_its_announcement(day, announced, last):
    for standing, forms in ((MEMBER, (KT, CC, CCH)), (PROBATIONARY, (KT, CC)), (ORGANIZATION, (KT, CC))):
        for form in forms:
            told = effect.lapses(BOOK, standing=standing, form=form, signed=day, announced=announced)
            assert told.day == last
    assert effect.lapses(BOOK, standing=MEMBER, form=KTR, signed=day, announced=announced) is None


def test_a_decision_has_effect_from_its_announcement_and_since_2026_from_its_signing():
    signed, announced = date(2026, 4, 10), date(2026, 4, 20)
    assert effective(signed, announced) == announced
    signed = date(2026, 4, 11)
    assert effective(signed, announced) == signed
    assert effective(signed, announced, Body.CELL) == announced
    assert effective(signed, None) == signed
    assert effective(signed, None, Body.CELL) is None


def effective(signed, announced, body=Body.STANDING):
    told = effect.effective(BOOK, body=body, signed=signed, announced=announced)
    return told and told.day


def test_the_window_of_an_appeal_is_thirty_days_from_receiving_the_decision():
    told = effect.appeal_until(BOOK, handed_over=date(2024, 1, 31), decided=date(2024, 1, 20))
    assert (told.day, told.is_confirmed) == (date(2024, 3, 1), True)
    assert effect.appeal_until(BOOK, handed_over=None, decided=date(2024, 1, 20)).day is None


@pytest.mark.parametrize(
    ("day", "kind", "until", "longest"),
    [
        (date(2020, 1, 2), SuspensionKind.MEMBERSHIP, "working", "working"),
        (date(2022, 8, 1), SuspensionKind.MEMBERSHIP, date(2022, 10, 30), date(2023, 1, 28)),
        (date(2022, 8, 1), SuspensionKind.ORGANIZATION, date(2022, 10, 30), date(2022, 10, 30)),
        (date(2026, 5, 1), SuspensionKind.SEAT, date(2026, 7, 30), date(2026, 8, 29)),
    ],
)
def test_how_long_a_suspension_lasts(day, kind, until, longest):
    told = suspending.term(BOOK, kind=kind, since=day, day=day)
    if until == "working":
        calendar = BOOK.calendar(day)
        assert (calendar.between(day, told.until), calendar.between(day, told.longest)) == (90, 180)
    else:
        assert (told.until, told.longest) == (until, longest)


# --------------------------------------------------------------------------------------------- both sides of a change


@pytest.mark.parametrize(
    ("family", "before", "since", "what"),
    [
        ("suspension", date(2021, 7, 27), date(2021, 7, 28), "unit"),
        ("suspension", date(2026, 4, 10), date(2026, 4, 11), "longest"),
        ("limitation", date(2022, 7, 5), date(2022, 7, 6), "start"),
        ("effect", date(2026, 4, 10), date(2026, 4, 11), "start"),
        ("authority", date(2021, 7, 27), date(2021, 7, 28), "value"),
    ],
)
def test_rules_differ_on_both_sides_of_a_change(family, before, since, what):
    values = [[rule.get(what) for rule in BOOK.in_force(family, day)] for day in (before, since)]
    assert values[0] != values[1]
    for day in (before, since):
        assert all(rule["source"] and rule["certainty"] for rule in BOOK.in_force(family, day))
