"""Decisions that a rule of their day questions: the sample against a hand-made table of the articles, and edges."""

from datetime import date

import pytest
from django.urls import reverse

from discipline import actions
from discipline.checks import questioned
from discipline.choices import Form
from discipline.models import Decision
from members.models import Member, Organization, Post
from rules import book
from tests.cast import engage

pytestmark = pytest.mark.django_db
MAY = {  # who may decide what on an ordinary member, worked by hand from article 36 of the Charter and 30-QĐ/TW
    ("cell", "cell"): {"reprimand", "warning"},
    ("cell", "base"): {"reprimand", "warning"},
    ("commission", "base"): set(),
    ("standing", "base"): {"reprimand", "warning"},
    ("committee", "base"): {"reprimand", "warning"},
    ("commission", "district"): {"reprimand", "warning", "removal", "expulsion"},
    ("standing", "district"): {"reprimand", "warning", "removal", "expulsion"},
}
RANK = ("central", "province", "district", "base", "section", "cell")
YEARS = {"reprimand": 5, "warning": 10, "removal": 10, "dissolution": None, "expulsion": None}


def expected(decision):
    """Whether a rule of 2016 to 2020 questions a decision of the sample, by the hand-made tables."""
    if decision.subject_kind == "member":
        if decision.form not in MAY[decision.body, decision.level]:
            return True
        special = decision.seat or decision.managed_by
        ranks = [RANK.index(level) for level in (decision.seat, decision.managed_by) if level]
        if decision.body != "cell" and special and min(ranks) <= RANK.index(decision.level):
            return True
    years = YEARS[decision.form]
    last = decision.violated.replace(year=decision.violated.year + years) if years and decision.violated else None
    return bool(last and decision.decided > last)


@pytest.fixture
def reader(client, sample):
    organization = Organization.objects.get(code="HU-SL")
    client.force_login(engage("head", organization))
    return client


def test_the_list_holds_exactly_the_decisions_that_the_hand_made_tables_question(reader):
    wanted = {decision.pk for decision in Decision.objects.all() if expected(decision)}
    page = reader.get(reverse("questioned-list"))
    assert {row.pk for row in page.context["page"].object_list} == wanted
    assert len(wanted) == page.context["count"] == 10


def test_each_row_says_which_rule_and_each_decision_says_it_on_its_page(reader):
    page = reader.get(reverse("questioned-list"), {"question": "authority"})
    first = page.context["page"].object_list[0]
    told = "30-QĐ/TW; Điều lệ Đảng, Điều 36"
    assert page.content.decode().count(told) == page.context["count"] == 10
    assert reader.get(reverse("questioned-list"), {"question": "limitation"}).context["count"] == 0
    body = reader.get(reverse("decision-detail", args=[first.pk])).content.decode()
    assert "Điều cần xem lại theo quy định của ngày ký" in body
    assert told in body
    fine = Decision.objects.exclude(pk__in=[row.pk for row in page.context["page"].object_list]).first()
    body = reader.get(reverse("decision-detail", args=[fine.pk])).content.decode()
    assert "Điều cần xem lại" not in body


@pytest.mark.parametrize(
    ("violated", "decided", "late"),
    [
        (date(2015, 3, 5), date(2020, 3, 5), False),  # the last day of five years is in time
        (date(2015, 3, 5), date(2020, 3, 6), True),
        (date(2016, 2, 29), date(2021, 2, 28), False),  # there is no 29 February five years later
        (date(2016, 2, 29), date(2021, 3, 1), True),
    ],
)
def test_the_last_day_of_limitation_is_in_time(sample, violated, decided, late):
    organization = Organization.objects.get(code="HU-SL")
    decision = actions.record_decision(
        by=engage("head", organization), organization=organization, body="commission", number="X-9", decided=decided,
        violated=violated, form=Form.REPRIMAND, subject=Member.objects.filter(posts=None).first(), groups=["VP2"],
    )  # fmt: skip
    found = questioned(Decision.objects.filter(pk=decision.pk), book.read())
    kinds = {one.kind for questions in found.values() for one in questions}
    assert ("limitation" in kinds) == late


@pytest.mark.parametrize(("managed_by", "questioned_for"), [("", []), ("base", []), ("district", ["authority"])])
def test_who_is_managed_above_is_not_decided_on_below(sample, managed_by, questioned_for):
    base = Organization.objects.filter(level="base").first()
    member = Member.objects.filter(posts=None, status="official", organization__path__startswith=base.path).first()
    if managed_by:
        Post.objects.create(member=member, office="Trưởng phòng", managed_by=managed_by, started=date(2015, 1, 1))
    decision = actions.record_decision(
        by=engage("head", base), organization=base, body="standing", number="X-8", decided=date(2019, 5, 6),
        violated=date(2018, 5, 6), form=Form.REPRIMAND, subject=member, groups=["VP2"],
    )  # fmt: skip
    found = questioned(Decision.objects.filter(pk=decision.pk), book.read())
    assert [one.kind for questions in found.values() for one in questions] == questioned_for
