"""A tree that is exported and read by an empty installation says the same there, and its book is the same book."""

from datetime import date
from itertools import pairwise

import pytest

from tests.reports.generated_workbook import Generator
from tests.reports.round_trip import both, cells_of, import_book

pytestmark = pytest.mark.django_db

EDGES = [date(2019, 1, 1), date(2019, 1, 31), date(2019, 3, 31), date(2019, 4, 1), date(2019, 9, 30), date(2020, 1, 1)]
PERIODS = [*pairwise(EDGES), (EDGES[0], EDGES[-1]), (EDGES[2], EDGES[2])]


@pytest.mark.parametrize(("seed", "code"), [(0, "T00"), (4, "T01"), (3, "T02")])
def test_any_tree_says_the_same_in_another_installation(tmp_path, seed, code):
    book = Generator(seed).save(tmp_path / "book.xlsx")
    here, there = both(lambda: import_book(book), code, tmp_path, PERIODS)
    assert sum(row["count"] for rows in here.figures.values() for row in rows) > 20, "hardly anything was counted"
    assert there == here


def test_the_sample_comes_out_as_it_went_in(tmp_path, sample_path):
    periods = [(date(2016, 11, 1), date(2020, 10, 22)), (date(2019, 1, 1), date(2019, 3, 31))]
    here, there = both(lambda: import_book(sample_path), "HU-SL", tmp_path, periods)
    assert there == here
    shipped = cells_of(sample_path)
    for title, rows in here.cells.items():
        assert rows[0] == shipped[title][0]
        assert sorted(map(str, rows[1:])) == sorted(map(str, shipped[title][1:]))
