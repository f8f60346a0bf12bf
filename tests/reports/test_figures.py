import json
from datetime import date
from io import StringIO
from itertools import combinations_with_replacement

import pytest
from django.core.management import CommandError, call_command

from core.periods import year
from reports.facts import FACTS
from reports.figures import Counts, figure
from tests.reports.generated_workbook import Generator
from tests.reports.independent_count import Cells, as_counter, count

pytestmark = pytest.mark.django_db

EDGES = [date(2019, 1, 1), date(2019, 1, 31), date(2019, 3, 31), date(2019, 4, 1), date(2019, 9, 30), date(2020, 1, 1)]
PERIODS = list(combinations_with_replacement(EDGES, 2))


def figures(code, first, last):
    out = StringIO()
    call_command("figures", "--organization", code, "--from", str(first), "--to", str(last), stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("seed", range(8))
def test_figures_agree_with_a_plain_count_over_any_workbook(tmp_path, seed):
    path = Generator(seed).save(tmp_path / "book.xlsx")
    call_command("import_workbook", str(path), stdout=StringIO())
    cells = Cells(path)
    checked = 0
    for row in cells["Tổ chức"]:
        for first, last in PERIODS[seed % 3 :: 3]:
            counted = as_counter(figures(row["Mã"], first, last))
            assert counted == count(cells, row["Mã"], first, last), (row["Mã"], first, last)
            checked += sum(counted.values())
    assert checked > 500, "hardly anything was counted"


def test_figures_agree_with_a_plain_count_over_the_sample(sample, sample_path):
    cells = Cells(sample_path)
    for code in ("HU-SL", "HU-SL.01", "HU-SL.02.07"):
        for first, last in [
            (date(2016, 11, 1), date(2020, 10, 22)),
            (date(2016, 11, 2), date(2020, 10, 21)),
            (date(2020, 7, 1), date(2020, 9, 30)),
        ]:
            assert as_counter(figures(code, first, last)) == count(cells, code, first, last)


def test_figures_of_the_sample_say_what_the_committee_published(sample):
    rows = figures("HU-SL", date(2016, 11, 1), date(2020, 10, 22))["rows"]

    def total(fact, **wanted):
        return sum(r["count"] for r in rows if r["fact"] == fact and all(r[k] in v for k, v in wanted.items()))

    committee = ("Cấp ủy", "Ban thường vụ")
    inspected = {"activity": ("Kiểm tra chấp hành",), "body": committee}
    supervised = {"activity": ("Giám sát chuyên đề",), "body": committee}
    published = {
        ("Huyện", "organization"): (59, 9),
        ("Huyện", "member"): (20, 19),
        ("Cơ sở", "organization"): (29, 25),
        ("Cơ sở", "member"): (98, 13),
    }
    for (level, subject), expected in published.items():
        counted = [total("subject", level=(level,), subject=(subject,), **each) for each in (inspected, supervised)]
        assert tuple(counted) == expected
    assert total("decision", subject=("organization",)) == 1
    assert total("decision", subject=("member",)) == 111


def test_only_rows_that_count_something_are_listed(sample):
    assert figures("HU-SL", date(2001, 1, 1), date(2001, 12, 31))["rows"] == []
    assert all(row["count"] for row in figures("HU-SL", date(2020, 1, 1), date(2020, 12, 31))["rows"])


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [("KHONG-CO", "2020-01-01", "2020-12-31"), ("HU-SL", "2020-12-31", "2020-01-01"), ("HU-SL", "31/12/2020", "x")],
)
def test_a_wrong_question_is_answered_with_what_to_do(sample, code, first, last):
    with pytest.raises(CommandError) as refused:
        figures(code, first, last)
    assert str(refused.value)


def test_every_fact_can_be_regrouped_by_todays_tree(cast):
    organization = cast.at("D1").organization.by_todays_tree()
    counts = Counts(organization, {"now": year(2026)}, facts=dict.fromkeys(FACTS, ()))
    assert counts.value(figure("inspection"))
