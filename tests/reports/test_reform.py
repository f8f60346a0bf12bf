"""The reform of 1 July 2025 on a province of 2,000 organizations: the past stays to the last figure, the new is counted
as a plain count over the acts says; undone, and done again."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from core.periods import Period, of_dates, year
from core.planning import look_again
from discipline.actions import record_decision
from inspections.models import Inspection
from members.choices import Role
from members.models import Assignment, Member, Organization, in_tree_of
from reports import reorganizing
from reports.briefing import compose
from reports.coverage import compose as compose_coverage
from reports.figures import Counts, figure
from reports.statistics import tables
from reports.submissions import units_on
from rules import book
from tests.reports import generated_province
from tests.reports.generated_province import REFORM
from tests.reports.test_statistical_forms import shown_by

pytestmark = pytest.mark.django_db

YEARS = (2016, 2019, 2022, 2024)
DIMENSIONS = {
    "inspection": ("activity", "level", "body"),
    "subject": ("activity", "level", "body", "subject"),
    "decision": ("form", "level", "body", "subject"),
    "remedy_done": ("activity", "level", "body", "subject"),
    "item_planned": ("activity", "level", "body"),
    "rating": ("year", "grade", "level"),
}
SAMPLE = ("P", "D00", "D01", "C0000", "C0001", "C0003", "C0015", "K0000", "K0001", "K0002", "K0040", "K0193")
FIRST, EVE, LAST = date(2016, 1, 1), date(2025, 6, 30), date(2026, 6, 30)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    """Ten years of acts, then the reform by its decision, then a year of acts, some of them entered late."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = generated_province.establish()
        codes = [*made.before, *(20 * SAMPLE)]
        generated_province.act(made, FIRST, EVE, 1500, codes)
        generated_province.plan_and_rate(made, range(2016, 2025), ("P", "D00", "C0000", "C0001", "K0000", "K0001"))
        look_again()
        made.past = past()
        made.writer = User.objects.create(username="nguoi-ghi", full_name="Người ghi")
        made.decision = reform(made)
        generated_province.today(made)
        living = [code for code in codes if not made.organizations[code].valid_until]
        generated_province.act(made, REFORM, LAST, 500, living)
        look_again()
        yield made
        transaction.set_rollback(True)


def reform(province):
    acts = generated_province.decision_of_the_reform(province)
    return reorganizing.reorganize(by=province.writer, day=REFORM, number="01-QĐ/TU", acts=acts)


def at(code):
    return Organization.objects.get(code=code)


def counted(organization, period):
    """{(fact, values...): count}"""
    counts = Counts(organization, {"now": period}, facts=DIMENSIONS)
    found = Counter()
    for fact, names in DIMENSIONS.items():
        for values, number in counts.rows(fact):
            found[fact, *(values[name] for name in names)] += number
    return found


def past():
    """Figures of all years until the eve of the reform, and official forms of some."""
    spans = [*(year(number) for number in YEARS), of_dates(date(2025, 1, 1), EVE)]
    figures = {(code, span.code): counted(at(code), span) for code in SAMPLE for span in spans}
    filled = {
        (code, number): [cells_of(form) for form in tables(at(code), year(number))]
        for code, number in (("P", 2019), ("D01", 2024))
    }
    return figures, filled


def cells_of(form):
    return [[cell and cell.value for cell in row.cells] for row in form.rows]


def plain(province, code, period, tree_on=None):
    return province.count(code, period.first, period.last, tree_on or province.tree_on)


def test_the_past_stays_and_the_new_is_a_plain_count_done_undone_and_done_again(province):
    after = of_dates(REFORM, LAST)
    now = {code: plain(province, code, after) for code in SAMPLE}
    assert sum(now["P"].values()) > 2000
    assert past() == province.past
    assert {code: counted(at(code), after) for code in SAMPLE} == now
    whole = of_dates(FIRST, LAST)
    assert {code: counted(at(code), whole) for code in SAMPLE} == {
        code: plain(province, code, whole) for code in SAMPLE
    }
    reorganizing.annul(province.decision, by=province.writer, day=REFORM, number="02-QĐ/TU", reason="Ghi nhầm")
    old = {code: plain(province, code, whole, lambda day: province.before) for code in SAMPLE}
    assert past() == province.past
    assert {code: counted(at(code), whole) for code in SAMPLE} == old
    assert old["D00"] != plain(province, "D00", whole)
    reform(province)
    assert past() == province.past
    assert {code: counted(at(code), after) for code in SAMPLE} == now


def test_regrouped_by_todays_tree_acts_count_for_who_stands_there_today(province):
    period = of_dates(FIRST, LAST)
    for code in ("P", "C0000", "C0015", "K0002"):
        expected = Counter()
        for who, _, what in province.facts:
            heir = province.heirs.get(who, who)
            tree = province.before if who.startswith("D") else province.after
            if code in province.above(heir, tree) and what[0] != "rating":
                expected[what] += 1
        found = counted(at(code).by_todays_tree(), period)
        assert {what: n for what, n in found.items() if what[0] != "rating"} == expected
        assert code == "P" or found != counted(at(code), period)


def test_every_number_opens_its_rows_for_the_new_superior_and_the_old(province):
    period = of_dates(FIRST, LAST)
    for code in ("P", "C0000", "C0015", "D00", "C0001"):
        organization = at(code)
        user = User.objects.create(username=code.lower(), full_name=code)
        Assignment.objects.create(user=user, organization=organization, role=Role.HEAD)
        for asked in (organization, organization.by_todays_tree()):
            counts = Counts(asked, {"now": period}, user, facts=DIMENSIONS)
            for one in (figure("subject", subject="member"), figure("decision"), figure("remedy_done", scope="below")):
                wanted = Counts.of_figures(asked, {"now": period}, [one], user).number(one)
                assert shown_by(wanted.url, user) == wanted.value, (code, wanted.url)
            assert counts.value(figure("subject")) or asked.regrouped


def test_who_took_over_reads_closed_matters_the_old_superior_keeps_them_and_nobody_else_sees_them(province):
    past_acts = Inspection.objects.filter(concluded__lte=EVE)

    def seen(code):
        user = User.objects.create(username=f"xem-{code.lower()}", full_name=code)
        Assignment.objects.create(user=user, organization=at(code), role=Role.HEAD)
        return {one.organization.code for one in past_acts.visible_to(user).select_related("organization")}

    district, heir, stranger = seen("D00"), seen("C0000"), seen("C0103")
    acted = {who for who, day, what in province.facts if what[0] == "inspection" and day <= EVE}
    assert district == {code for code in acted if "D00" in province.above(code, province.before)}
    taken = {code for code, into in province.heirs.items() if into == "C0000"}
    below = {code for code in province.before if "C0000" in province.above(code, province.after)}
    before = {code for code in province.before if {"C0000", *taken} & set(province.above(code, province.before))}
    assert heir == acted & (below | before)
    assert heir & taken
    assert not stranger & (heir | district)
    assert max(len(at(code).reach) for code in SAMPLE) < 30


def test_a_member_is_disciplined_as_of_the_day_also_after_the_cell_merged(province):
    """Trap: a member disciplined after moving to a merged unit has position, cell and body of the date."""
    merged, heir = "K0001", province.heirs["K0001"]
    member, commune = Member.objects.get(card_number=f"T{merged}"), at(province.after[heir])
    assert member.organization == at(heir)
    assert (at(merged).type, at(heir).type) == ("cell", "base_cell")
    values = {"subject": member, "form": "warning", "body": "committee", "groups": ["VP1"], "by": province.writer}
    before = record_decision(organization=at("C0000"), number="1", decided=EVE, **values)
    after = record_decision(organization=commune, number="2", decided=date(2026, 1, 5), **values)
    assert (before.organization_type, after.organization_type) == ("cell", "base_cell")
    assert (before.path, after.path) == (at("D00").path + at("C0000").step, commune.path)
    assert before.path in at("C0000").former_paths


def test_reports_call_organizations_by_their_name_of_the_time(province):
    then, now = compose(at("C0000"), year(2019)), compose(at("C0000"), year(2026))
    assert (then.issuer, then.superior) == ("Đảng bộ C0000", "Đảng bộ D00")
    assert (now.issuer, now.superior) == ("Đảng bộ xã Mới", "Đảng bộ P")


def test_what_there_was_on_a_day_is_told_by_the_tree_of_that_day(province):
    district, head = at("D00"), User.objects.create(username="nguoi-phu-trach", full_name="Người phụ trách")
    Assignment.objects.create(user=head, organization=at("P"), role=Role.HEAD)
    below = {code for code in province.before if "D00" in province.above(code, province.before)}
    here = in_tree_of(district, "stood__path")
    assert set(Organization.objects.as_of(EVE).filter(here).values_list("code", flat=True)) == below
    cells = Member.objects.as_of(EVE).filter(here).values_list("card_number", flat=True)
    assert {card.removeprefix("T") for card in cells} == {code for code in below if code in province.members}
    assert not Organization.objects.as_of(REFORM).filter(here).exists()
    assert {one.code for one in units_on(district, EVE)} == {code for code in below if code.startswith("C")}
    living = {code for code in province.codes("C") if code not in province.heirs}
    assert {one.code for one in units_on(at("P"), REFORM)} == living
    coverage = compose_coverage(head, district, Period(date(2020, 1, 1), EVE), book.read(), LAST)
    total = coverage.total
    assert (total.standing, total.members) == (len(below), sum(code.startswith("K") for code in below))
    assert len(coverage.rows) == 16
    numbers = [total.never, total.members_never, *(one for year in total.years for one in year)]
    for row in (total, *coverage.rows[:3]):
        numbers += [row.members_never, *(share.times for year in row.member_years for share in year)]
    assert sum(one.value > 0 for one in numbers) > 10
    assert [(one.url, shown_by(one.url, head)) for one in numbers] == [(one.url, one.value) for one in numbers]
