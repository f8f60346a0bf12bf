"""The tree as of any date against a slow, obvious reconstruction from the acts that shares no code with it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from members.choices import ActKind
from members.replay import Change, Founding, placed, replay

FIRST = date(2020, 1, 1)
KINDS = [ActKind.MOVE, ActKind.MERGE, ActKind.END, ActKind.RENAME, ActKind.RETYPE]


@st.composite
def histories(draw):
    """Up to nine organizations, some founded later or ended by the book, and acts on few days so that they meet."""
    size = draw(st.integers(2, 9))
    foundings = {}
    for one in range(1, size + 1):
        parent = draw(st.sampled_from([None, *range(1, one)])) if one > 1 else None
        since = draw(st.sampled_from([None, None, None, FIRST, FIRST + timedelta(days=2)]))
        until = draw(st.sampled_from([None] * 6 + [FIRST + timedelta(days=4)]))
        foundings[one] = Founding(parent, f"T{one}", "base", "base", since, until)
    some = st.sampled_from(sorted(foundings))
    acts = []
    for key in range(draw(st.integers(0, 9))):
        kind, one, day = draw(st.sampled_from(KINDS)), draw(some), FIRST + timedelta(days=draw(st.integers(1, 6)))
        target = draw(some) if kind in (ActKind.MOVE, ActKind.MERGE) else None
        target = draw(st.none() | some) if kind == ActKind.END else target
        new = {ActKind.RENAME: ("new " + str(key), "", ""), ActKind.RETYPE: ("", "", "cell")}.get(kind, ("", "", ""))
        acts.append(Change(key, day, kind, one, target, *new))
    return foundings, acts


def sound(foundings, acts):
    """The acts without those that can't be, and without those that stood on them."""
    while faults := replay(foundings, acts).faults:
        wrong = {fault.key for fault in faults}
        acts = [act for act in acts if act.key not in wrong]
    return acts


def world_on(foundings, acts, day, first=FIRST - timedelta(days=3)):
    """Who lives on a day, under whom, as what: everything up to it done again, one day after the other."""
    above = {one: f.parent for one, f in foundings.items()}
    called = {one: [f.name, f.type, f.level] for one, f in foundings.items()}
    dead = set()
    acted_out = {act.organization for act in acts if act.kind in (ActKind.MERGE, ActKind.END)}
    now = first
    while now <= day:
        todays = [act for act in acts if act.day == now]
        ending = {act.organization: act.target for act in todays if act.kind in (ActKind.MERGE, ActKind.END)}
        for one, founding in foundings.items():
            if founding.told_until == now - timedelta(days=1) and one not in acted_out:
                ending[one] = None
        for act in todays:
            if act.kind == ActKind.MOVE:
                above[act.organization] = act.target
            called[act.organization] = [
                new or old for new, old in zip((act.name, act.type, act.level), called[act.organization], strict=True)
            ]
        for one, parent in list(above.items()):
            born = foundings[one].valid_from
            if ending.get(parent) and one not in ending and one not in dead and (born is None or born < now):
                above[one] = ending[parent]
        dead |= set(ending)
        now += timedelta(days=1)
    born = [one for one, f in foundings.items() if f.valid_from is None or f.valid_from <= day]
    living = [one for one in born if one not in dead]
    return {one: (above[one], *called[one], path(one, above)) for one in living}


def path(one, above):
    steps = []
    while one is not None:
        steps.insert(0, f"{one:07d}")
        one = above[one]
    return "".join(steps)


@given(histories())
@settings(max_examples=400)
def test_the_tree_of_every_day_is_what_a_slow_reconstruction_finds(history):
    foundings, acts = history
    acts = sound(foundings, acts)
    outcome = replay(foundings, acts)
    for offset in range(-2, 9):
        day = FIRST + timedelta(days=offset)
        found = {}
        for one, stands in outcome.standings.items():
            for stand in stands:
                if (stand.valid_from or date.min) <= day <= (stand.valid_until or date.max):
                    assert one not in found, "two standings on one day"
                    found[one] = tuple(stand[:5])
        assert found == world_on(foundings, acts, day), day
    last = world_on(foundings, acts, FIRST + timedelta(days=30))
    for one, now in outcome.now.items():
        assert (now.valid_until is None) == (one in last)
        assert now.heir == one or now.heir in last


@given(histories(), st.randoms())
@settings(max_examples=150)
def test_the_order_in_which_acts_were_recorded_does_not_matter(history, random):
    foundings, acts = history
    acts = sound(foundings, acts)
    shuffled = random.sample(acts, len(acts))
    assert replay(foundings, shuffled) == replay(foundings, acts)


P, D, C, K, E = 1, 2, 3, 4, 5
TREE = {
    P: Founding(None, "P", "province", "province"),
    D: Founding(P, "D", "district", "district"),
    C: Founding(D, "C", "base", "base"),
    K: Founding(C, "K", "cell", "cell"),
    E: Founding(P, "E", "base", "base", date(2024, 1, 1), date(2024, 12, 31)),
}
DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("acts", "at", "words"),
    [
        ([Change(0, DAY, "move", 9, P)], "organization", "không có trong hệ thống"),
        ([Change(0, DAY, "move", K, 9)], "target", "không có trong hệ thống"),
        ([Change(0, DAY, "merge", C, C)], "target", "khác tổ chức được sắp xếp"),
        ([Change(0, DAY, "move", D, K)], "target", "trực thuộc chính mình"),
        ([Change(0, DAY, "merge", D, C)], "target", "trực thuộc tổ chức kết thúc"),
        ([Change(0, DAY, "rename", E, name="mới")], "organization", "đã kết thúc hoạt động ngày 31/12/2024"),
        ([Change(0, DAY, "move", C, E)], "target", "đã kết thúc hoạt động ngày 31/12/2024"),
        ([Change(0, date(2023, 1, 1), "move", C, E)], "target", "thành lập ngày 01/01/2024"),
        ([Change(0, date(2024, 1, 1), "merge", E, P)], "day", "thành lập ngày 01/01/2024 không kết thúc"),
        ([Change(0, date(2023, 12, 31), "rename", E, name="mới")], "day", "trở đi (01/01/2024)"),
        ([Change(0, DAY, "end", D), Change(1, DAY, "merge", C, D)], "target", "cũng kết thúc trong ngày này"),
        ([Change(0, DAY, "move", C, P), Change(1, DAY, "move", C, D)], "organization", "mâu thuẫn nhau về cấp trên"),
        (
            [Change(0, DAY, "end", C), Change(1, date(2026, 1, 1), "move", C, P)],
            "organization",
            "đã kết thúc hoạt động",
        ),
        # recorded late: it would take away the target of an act that stands
        ([Change(1, DAY, "move", K, D), Change(0, date(2025, 1, 1), "end", D, P)], "target", "đã kết thúc hoạt động"),
    ],
)
def test_an_act_that_cannot_be_is_told_at_its_line(acts, at, words):
    faults = replay(TREE, acts).faults
    assert [fault.at for fault in faults] == [at]
    assert words in faults[0].message


def test_a_tree_deeper_than_the_database_takes_is_told():
    chain = {one: Founding(one - 1 or None, "x", "cell", "cell") for one in range(1, 36)}
    chain |= {40: Founding(None, "y", "base", "base"), 41: Founding(40, "z", "base", "base")}
    assert replay(chain, []).faults == []
    assert "sâu quá 35 bậc" in replay(chain, [Change(0, DAY, "move", 1, 41)]).faults[0].message


def test_what_follows_an_ended_organization_leads_to_the_one_that_lives():
    acts = [Change(0, DAY, "merge", C, D), Change(1, date(2026, 1, 1), "end", D, P)]
    now = replay(TREE, acts).now
    assert [now[one].heir for one in (P, D, C, K, E)] == [P, P, P, K, E]
    assert now[K].parent == P


def test_who_takes_over_an_organization_takes_over_what_ended_below_it_without_a_successor():
    later = date(2026, 1, 1)
    acts = [Change(0, DAY, "end", K), Change(1, DAY, "end", C), Change(2, later, "merge", D, P)]
    assert {one: told.heir for one, told in replay(TREE, acts).now.items()} == {P: P, D: P, C: P, K: P, E: E}
    assert [replay(TREE, acts[:2]).now[one].heir for one in (C, K)] == [C, K]


def test_a_member_goes_with_the_merges_of_their_cell_and_a_later_transfer_ends_that():
    merges = {K: (DAY, C, "first"), C: (date(2026, 1, 1), D, "second")}
    assert list(placed(K, None, None, merges)) == [
        (K, None, date(2025, 6, 30), None),
        (C, DAY, date(2025, 12, 31), "first"),
        (D, date(2026, 1, 1), None, "second"),
    ]
    assert list(placed(K, None, date(2025, 3, 1), merges)) == [(K, None, date(2025, 3, 1), None)]
    assert list(placed(K, date(2025, 8, 1), None, merges)) == [(K, date(2025, 8, 1), None, None)]
