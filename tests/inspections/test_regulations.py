import pytest

from inspections.choices import INSPECTIONS, SUPERVISIONS, Activity
from inspections.regulations import contents_of, violation_groups_of


def span(codes):
    return codes[0], codes[-1], len(codes)


@pytest.mark.parametrize("activity", Activity)
def test_organizations_are_always_inspected_for_the_seven_contents(activity):
    assert span(contents_of("organization", activity)) == ("TC1", "TC7", 7)


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("compliance", ("ĐV1", "ĐV5", 5)),
        ("violation", ("VP1", "VP11", 11)),
        ("duty", ("VP1", "VP11", 11)),
        ("discipline", ("VP1", "VP11", 11)),
        ("finance", ("VP1", "VP11", 11)),
        ("dues", ("VP1", "VP11", 11)),
        ("thematic", ("GS1", "GS8", 8)),
        ("routine", ("GS1", "GS8", 8)),
    ],
)
def test_contents_of_a_member_follow_the_activity(activity, expected):
    assert span(contents_of("member", activity)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("organization", ("TC1", "TC7", 7)), ("member", ("VP1", "VP11", 11))])
def test_groups_of_violation_are_those_of_the_forms(kind, expected):
    assert span(violation_groups_of(kind)) == expected


def test_every_activity_is_an_inspection_or_a_supervision():
    assert sorted((*INSPECTIONS, *SUPERVISIONS)) == sorted(Activity)
