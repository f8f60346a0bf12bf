"""When returns are cut off and due: the rule of the nearest organization above, else what ships, marked as unsure."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from core import periods
from members.reorganizing import ActEntry
from reports import actions, reorganizing
from reports.calendars import calendar_of, calendar_under, kind_of, latest_period, reported_periods
from reports.models import ReportingRule

pytestmark = pytest.mark.django_db
NINE = periods.nine_months(2026)


@pytest.fixture
def place(cast):
    return lambda name: cast.at(name).organization


@pytest.fixture
def rule(head, place):
    def rule(name, due, *, kind="nine", since=date(2026, 1, 1), **more):
        return actions.add_reporting_rule(
            by=head, organization=place(name), kind=kind, effective_from=since, due=due, source="Công văn 1", **more
        )

    return rule


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("2026-03", "month"), ("2026-Q1", "quarter"), ("2026-Q2", "quarter"), ("2026-Q4", "quarter"),
        ("2026-H1", "half"), ("2026-H2", None), ("2026-9M", "nine"), ("2026-7M", None), ("2026", "year"),
        ("T2025-2030", None), ("2026-01-01..2026-02-15", None),
    ],
)  # fmt: skip
def test_only_periods_of_the_reporting_regime_are_reported(code, kind):
    assert kind_of(periods.parse(code)) == kind


@pytest.mark.parametrize(("period", "days"), [("2026-03", 3), ("2026-H1", 5), ("2026-9M", 5), ("2026", 10)])
def test_what_ships_counts_until_the_last_day_and_is_marked_as_unsure(place, period, days):
    period = periods.parse(period)
    found = calendar_of(place("C1"), period)
    assert (found.counted_from, found.cut_off) == (period.first, period.last)
    assert ((found.due - found.cut_off).days, found.confirmed, found.form) == (days, False, "AG")


def test_a_rule_counts_for_the_units_below_and_not_for_who_made_it(place, rule):
    rule("D1", 12)
    assert calendar_of(place("C1"), NINE).due == date(2026, 10, 12)
    assert calendar_of(place("K1"), NINE).due == date(2026, 10, 12)
    assert calendar_of(place("D1"), NINE).due == date(2026, 10, 5), "nobody sets when they themselves hand in"
    assert calendar_under(place("D1"), NINE).organization == place("D1")


def test_the_nearest_organization_counts_before_a_newer_rule_further_up(place, rule):
    rule("C1", 2)
    rule("D1", 20, since=date(2026, 6, 1))
    assert calendar_of(place("K1"), NINE).due == date(2026, 10, 2)
    assert calendar_of(place("C1"), NINE).due == date(2026, 10, 20)


def test_a_rule_counts_for_those_who_were_below_at_the_end_of_the_period(place, rule, head):
    rule("D1", 12)
    rule("D2", 30)
    acts = [ActEntry("move", place("C1"), place("D2"))]
    reorganizing.reorganize(by=head, day=date(2026, 10, 1), number="1-QĐ", acts=acts)
    assert calendar_of(place("K1"), NINE).due == date(2026, 10, 12)
    assert calendar_of(place("K1"), periods.nine_months(2027)).due == date(2027, 10, 30)


def test_a_rule_counts_for_periods_that_end_from_its_first_day_on(place, rule):
    rule("D1", 1)
    rule("D1", 9, since=date(2026, 9, 30))
    assert calendar_of(place("C1"), NINE).due == date(2026, 10, 9)
    rule("D1", 15, since=date(2026, 10, 1))
    assert calendar_of(place("C1"), NINE).due == date(2026, 10, 9)


def test_a_year_may_run_from_december_to_december(place, rule):
    rule("D1", 5, kind="year", starts=-16, cuts_off=-16)
    found = calendar_of(place("C1"), periods.year(2026))
    assert (found.counted_from, found.cut_off, found.due) == (
        date(2025, 12, 16),
        date(2026, 12, 15),
        date(2026, 12, 20),
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"due": 91}, "nhiều nhất 90 ngày"),
        ({"due": 5, "cuts_off": 3}, "nhập 0 hoặc số âm"),
        ({"due": 5, "source": ""}, "phải ghi căn cứ"),
        ({"due": 5, "kind": "term"}, "Kỳ báo cáo"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(head, place, values, told):
    values = {"kind": "nine", "source": "Công văn 1"} | values
    with pytest.raises(ValidationError) as refused:
        actions.add_reporting_rule(by=head, organization=place("D1"), effective_from=date(2026, 1, 1), **values)
    assert told in str(refused.value) or "term" in str(refused.value)


def test_a_changed_rule_moves_the_days_of_what_was_never_handed_in(head, place, rule):
    draft = actions.open_submission(by=head, organization=place("C1"), period=NINE, day=date(2026, 10, 1))
    assert draft.due == date(2026, 10, 5)
    made = rule("D1", 8)
    draft.refresh_from_db()
    assert draft.due == date(2026, 10, 8)
    actions.take_submission_step(draft, "submit", by=head, version=1, day=date(2026, 10, 7), reason="Chi bộ chưa nộp")
    actions.update_reporting_rule(made, by=head, version=1, due=3)
    draft.refresh_from_db()
    assert draft.due == date(2026, 10, 8)
    entry = HistoryEntry.objects.of(made).filter(act=Act.UPDATE).get()
    assert entry.changes["due"] == [8, 3]


def test_the_latest_period_is_over_and_runs_from_january():
    assert latest_period(date(2026, 4, 1)).code == "2026-Q1"
    assert latest_period(date(2026, 3, 31)).code == "2025"
    assert latest_period(date(2026, 11, 27)).code == "2026-9M"
    assert all(kind_of(one) for one in reported_periods(date(2026, 11, 27)))


def test_the_calendar_page_shows_what_ships_as_unsure(sign_in):
    page = sign_in("clerk").get(reverse("calendar-list")).content.decode()
    assert "chưa xác nhận" in page
    assert "885-QĐ/UBKTTW" in page


def test_an_administrator_sets_a_calendar_and_a_clerk_does_not(sign_in, cast):
    typed = {
        "organization": "D1", "kind": "month", "effective_from": "01/10/2026", "starts": "0", "cuts_off": "-5",
        "due": "2", "source": "Công văn 12", "confirmed": "on",
    }  # fmt: skip
    client = sign_in("administrator")
    assert client.post(reverse("calendar-create"), typed).status_code == 302
    made = ReportingRule.objects.get(kind="month")
    assert (made.organization, made.cuts_off, made.confirmed) == (cast.at("D1").organization, -5, True)
    refused = client.post(reverse("calendar-create"), typed | {"organization": "P", "kind": "half"})
    assert refused.context["form"].errors["organization"]
    assert sign_in("clerk").post(reverse("calendar-create"), typed).status_code == 403
