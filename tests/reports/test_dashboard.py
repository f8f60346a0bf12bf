"""The leaders' page: every part of it counted again another way, in at most eight queries whatever there is."""

import itertools
from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.periods import Period, of_dates, parse
from discipline.models import Decision
from inspections.choices import INSPECTIONS, SUPERVISIONS
from inspections.models import Remedy, Subject
from members.choices import MemberStatus, Role, SubjectKind
from members.models import Assignment, Member, Organization, UserMember
from reports.figures import Counts
from reports.trend import FIGURES, quarters

pytestmark = pytest.mark.django_db
PERIODS = ["2020-Q2", "2020", "2019-H1", "T2015-2020", "2020-05", "2018-02-10..2020-01-15", "2001-Q1"]


@pytest.fixture
def leader(sample, client):
    """Sign a leader in; their page of a period."""

    def leader(code="HU-SL", role=Role.LEADER):
        user = get_user_model().objects.create(username="lanh-dao", full_name="Lãnh đạo")
        Assignment.objects.create(user=user, organization=Organization.objects.get(code=code), role=role)
        client.force_login(user)
        return user

    return leader


def dashboard(client, **query):
    response = client.get(reverse("dashboard"), query)
    assert response.status_code == 200
    return response.context["dashboard"]


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2020, 6, 30), "2018-Q3", "2020-Q2"),
        (date(2020, 7, 1), "2018-Q4", "2020-Q3"),
        (date(2020, 12, 31), "2019-Q1", "2020-Q4"),
        (date(2020, 1, 1), "2018-Q2", "2020-Q1"),
    ],
)
def test_the_trend_ends_with_the_quarter_in_which_the_period_ends(day, first, last):
    found = quarters(Period(date(2010, 1, 1), day))
    assert [found[0].code, found[-1].code, len(found)] == [first, last, 8]
    assert all(one.previous == before for before, one in itertools.pairwise(found))


@pytest.mark.parametrize("code", PERIODS)
def test_eight_quarters_in_one_statement_are_eight_separate_counts(leader, client, code):
    user = leader()
    organization = user.assignments.get().organization
    with CaptureQueriesContext(connection) as seen:
        chart = dashboard(client, period=code).trend
    assert sum("UNION ALL" in query["sql"] and "'subject' AS" in query["sql"] for query in seen) == 1
    for place, each in enumerate(quarters(parse(code))):
        alone = Counts(organization, {"now": each}, user, facts=("subject", "decision"))
        expected = [alone.number(one) for one in FIGURES.values()]
        shown = [series.numbers[place] for series in chart.series]
        assert [(one.value, one.url) for one in shown] == [(one.value, one.url) for one in expected]
        assert [number.value for number in expected] == by_hand(each)


def by_hand(period):
    """The same, one record after the other."""
    subjects = [row.activity for row in Subject.objects.all() if row.concluded and row.concluded in period]
    decisions = Decision.objects.filter(subject_kind=SubjectKind.MEMBER)
    return [
        sum(activity in INSPECTIONS for activity in subjects),
        sum(activity in SUPERVISIONS for activity in subjects),
        sum(row.decided in period for row in decisions),
    ]


def test_marks_stand_on_the_axis_and_the_greatest_reaches_the_top(leader, client):
    leader()
    marks = dashboard(client, period="2020-Q2").trend.marks
    heights = {mark.number.value: float(mark.height[:-1]) for mark in marks}
    most = max(heights)
    assert all(abs(height - 74 * value / most) < 0.01 for value, height in heights.items())
    assert all(abs(float(mark.y[:-1]) + float(mark.height[:-1]) - 84) < 0.02 for mark in marks)
    assert all(0 <= float(mark.x[:-1]) < 100 and mark.number.value for mark in marks)


def test_discipline_is_split_by_form_and_by_group(leader, client):
    leader()
    page, period = dashboard(client, period="2019"), parse("2019")
    decisions = list(Decision.objects.decided_in(period))
    assert sum(bar[1] for bar in page.forms) == len(decisions)
    groups = Counter(code for row in decisions for code in row.groups.values_list("code", flat=True))
    assert {bar[0].split(".")[0]: bar[1] for bar in page.groups} == groups
    assert [bar[1] for bar in page.groups] == sorted(groups.values(), reverse=True)


@pytest.mark.parametrize(("code", "day"), [("2020-Q2", date(2020, 6, 30)), ("2017", date(2017, 12, 31))])
def test_coverage_says_who_was_touched_from_the_beginning_of_the_term(leader, client, code, day):
    leader()
    page = dashboard(client, period=code)
    assert page.term.first == date(2015, 10, 1)
    concluded = [row for row in Subject.objects.all() if row.concluded and page.term.first <= row.concluded <= day]
    organizations = {row.subject_organization_id for row in concluded} - {None}
    living = set(Member.objects.filter(status__in=("official", "probationary")).values_list("pk", flat=True))
    members = {row.subject_member_id for row in concluded} & living
    of_organizations, of_members = page.coverage
    assert (of_organizations.touched.value, of_organizations.standing) == (
        len(organizations),
        Organization.objects.count(),
    )
    assert (of_members.touched.value, of_members.standing) == (len(members), len(living))
    for name, touched in (("coverage-organizations", of_organizations), ("coverage-members", of_members)):
        listed = {row.pk for row in client.get(touched.touched.url + "&print=all").context["page"].object_list}
        assert listed == (organizations if name == "coverage-organizations" else members)


def test_a_period_before_every_term_says_so(leader, client):
    leader()
    response = client.get(reverse("dashboard"), {"period": "2001-Q1"})
    assert response.context["dashboard"].coverage == []
    assert "Chưa khai báo nhiệm kỳ nào" in response.content.decode()


def test_late_units_are_the_five_with_most_overdue(leader, client):
    leader()
    day = date(2020, 6, 30)
    dues = {}
    for row in Remedy.objects.all():
        if row.due and row.due < day and not (row.done and row.done <= day):
            unit = row.finding.subject.subject
            place = unit if isinstance(unit, Organization) else unit.organization
            while place.parent and place.parent.code != "HU-SL":
                place = place.parent
            if place.code != "HU-SL":
                dues.setdefault(place.code, []).append(row.due)
    worst = sorted(dues, key=lambda code: (-len(dues[code]), min(dues[code])))
    shown = dashboard(client, period="2020-Q2").late_units
    assert [(unit.overdue.value, unit.oldest_due) for unit in shown] == [
        (len(dues[code]), min(dues[code])) for code in worst[:5]
    ]
    assert [unit.name for unit in shown if unit.overdue.value > 1] == [
        Organization.objects.get(code=code).name for code in worst if len(dues[code]) > 1
    ]
    assert all((day - unit.oldest_due).days == unit.days for unit in shown)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"period": "2020-Q2"},
        {"period": "T2015-2020", "organization": "HU-SL.01"},
        {"from": "01/01/2016", "to": "10/10/2020", "organization": "HU-SL"},
        {"period": "2001-Q1", "organization": "HU-SL"},
    ],
)
def test_the_page_takes_at_most_eight_queries_whatever_it_shows(leader, client, query, django_assert_max_num_queries):
    user = leader()
    client.get(reverse("dashboard"), query)
    with django_assert_max_num_queries(8):
        dashboard(client, **query)
    UserMember.objects.create(user=user, member=Member.objects.filter(status=MemberStatus.OFFICIAL).first())
    with django_assert_max_num_queries(10):  # and two about what that member is kept away from
        dashboard(client, **query)


def test_who_is_a_member_finds_nothing_about_themselves(leader, client):
    user = leader()
    row = Decision.objects.filter(subject_kind=SubjectKind.MEMBER).order_by("-decided").first()
    period = of_dates(row.decided, row.decided)
    before = dashboard(client, period=period.code)
    UserMember.objects.create(user=user, member=row.subject_member)
    after = dashboard(client, period=period.code)
    assert after.tiles[4].now.value == before.tiles[4].now.value - 1
    assert after.trend.series[2].numbers[7].value < before.trend.series[2].numbers[7].value


def test_every_mark_is_a_link_with_a_name(leader, client):
    leader()
    page = client.get(reverse("dashboard"), {"period": "2020-Q2"}).content.decode()
    assert page.count('<a class="mark"') > 20
    for piece in page.split('<a class="mark"')[1:]:
        head = piece.split(">", 1)[0]
        assert 'href="/' in head
        assert 'aria-label="' in head
