"""Reporting periods: names, codes, neighbours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import periods
from core.periods import Period, parse

NAMED = [
    ("2020-03", date(2020, 3, 1), date(2020, 3, 31), "Tháng 3/2020"),
    ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Tháng 2/2020"),
    ("2020-Q3", date(2020, 7, 1), date(2020, 9, 30), "Quý III/2020"),
    ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31), "Quý IV/2020"),
    ("2020-H1", date(2020, 1, 1), date(2020, 6, 30), "6 tháng đầu năm 2020"),
    ("2020-H2", date(2020, 7, 1), date(2020, 12, 31), "6 tháng cuối năm 2020"),
    ("2020-9M", date(2020, 1, 1), date(2020, 9, 30), "9 tháng đầu năm 2020"),
    ("2020-7M", date(2020, 1, 1), date(2020, 7, 31), "7 tháng đầu năm 2020"),
    ("2020", date(2020, 1, 1), date(2020, 12, 31), "Năm 2020"),
    ("2020-11+7M", date(2020, 11, 1), date(2021, 5, 31), "7 tháng, từ tháng 11/2020 đến tháng 5/2021"),
    ("2020-02+3M", date(2020, 2, 1), date(2020, 4, 30), "3 tháng, từ tháng 2/2020 đến tháng 4/2020"),
    ("2020-12+12M", date(2020, 12, 1), date(2021, 11, 30), "12 tháng, từ tháng 12/2020 đến tháng 11/2021"),
    ("2013+10Y", date(2013, 1, 1), date(2022, 12, 31), "10 năm 2013-2022"),
    ("2021+3Y", date(2021, 1, 1), date(2023, 12, 31), "3 năm 2021-2023"),
    ("T2020-2025-H1", date(2020, 1, 1), date(2022, 12, 31), "Nửa đầu nhiệm kỳ 2020-2025"),
    ("T2020-2025-H2", date(2023, 1, 1), date(2025, 12, 31), "Nửa cuối nhiệm kỳ 2020-2025"),
    ("T2015-2020", date(2015, 1, 1), date(2020, 12, 31), "Nhiệm kỳ 2015-2020"),
    (
        "2016-11-01..2020-10-22",
        date(2016, 11, 1),
        date(2020, 10, 22),
        "từ ngày 01/11/2016 đến ngày 22/10/2020",
    ),
    ("2020-05-02..2020-05-02", date(2020, 5, 2), date(2020, 5, 2), "ngày 02/05/2020"),
]


@pytest.mark.parametrize(("code", "first", "last", "label"), NAMED)
def test_a_code_names_its_days(code, first, last, label):
    period = parse(code)
    assert (period.first, period.last, period.label, period.code) == (first, last, label, code)
    assert periods.of_dates(first, last) == period


@pytest.mark.parametrize(
    ("code", "previous", "last_year"),
    [
        ("2020-03", "2020-02", "2019-03"),
        ("2020-01", "2019-12", "2019-01"),
        ("2020-Q1", "2019-Q4", "2019-Q1"),
        ("2020-H1", "2019-H2", "2019-H1"),
        ("2020-9M", "2019-9M", "2019-9M"),
        ("2020", "2019", "2019"),
        ("T2015-2020", "T2010-2015", "T2014-2019"),
        ("T2020-2025-H2", "T2020-2025-H1", "2022+3Y"),
        ("2013+10Y", "2003+10Y", "2012+10Y"),
        ("2020-11+7M", "2020-04+7M", "2019-11+7M"),
        ("2021-02", "2021-01", "2020-02"),
        ("2020-02-10..2020-02-29", "2020-01-21..2020-02-09", "2019-02-10..2019-02-28"),
    ],
)
def test_neighbours_are_of_the_same_kind(code, previous, last_year):
    assert (parse(code).previous.code, parse(code).last_year.code) == (previous, last_year)


def test_both_ends_belong_to_the_period():
    quarter = periods.quarter(2020, 3)
    assert [quarter.contains(date(2020, m, d)) for m, d in ((6, 30), (7, 1), (9, 30), (10, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert None not in quarter


@pytest.mark.parametrize(
    "code",
    [
        *["", "x", "2020-Q5", "2020-13", "2020-00", "2020-H3", "2020-13M", "T2015-2019", "0000", "9999", "2020-Q٣"],
        *["2020-13+2M", "2020-01+0M", "2020+0Y", "T2020-2025-H3", "T2020-2026-H1", "2190+99Y", "2020-01+9999M"],
        *["2020-02-30..2020-03-01", "2020-03-02..2020-03-01", "0001-01-01..0001-01-02", "../../etc/passwd"],
    ],
)
def test_a_code_that_is_none_is_refused_in_vietnamese(code):
    with pytest.raises(ValueError, match="Hãy"):
        parse(code)


def test_presets_are_the_periods_around_a_day():
    codes = [period.code for period in periods.presets(date(2026, 3, 5))]
    assert codes[:8] == ["2026-03", "2026-02", "2026-Q1", "2025-Q4", "2026-H1", "2026-7M", "2026-9M", "2026-H2"]
    assert codes[8:12] == ["2026", "2025", "T2025-2030-H1", "T2025-2030-H2"]
    assert codes[12:] == ["T2025-2030", "T2020-2025", "2017+10Y"]
    assert periods.presets(date(2025, 6, 1))[-3].code == "T2020-2025"


days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
years = st.integers(1910, 2190)
any_period = st.one_of(
    st.builds(lambda a, b: Period(min(a, b), max(a, b)), days, days),
    st.builds(periods.month, years, st.integers(1, 12)),
    st.builds(periods.quarter, years, st.integers(1, 4)),
    st.builds(periods.half, years, st.integers(1, 2)),
    st.builds(periods.first_months, years, st.integers(1, 12)),
    st.builds(periods.year, years),
    st.builds(periods.term, years),
    st.builds(periods.half_term, years, st.integers(1, 2)),
    st.builds(periods.months_from, years, st.integers(1, 12), st.integers(1, 130)),
    st.builds(periods.years, years, st.integers(1, 9)),
)


@given(any_period)
def test_a_code_reads_back_as_the_same_period(period):
    assert parse(period.code) == period


@given(any_period)
def test_the_previous_period_adjoins(period):
    previous = period.previous
    if period.kind in ("month", "quarter", "half", "year", "dates"):
        assert previous.last + timedelta(days=1) == period.first
    if period.kind == "dates":
        assert previous.days == period.days
    else:
        assert previous.kind == period.kind or period.kind in ("half_term", "years")


@given(any_period)
def test_last_year_has_the_same_shape(period):
    assert period.last_year.months == period.months
    assert period.last_year.first.year == period.first.year - 1
    assert period.last_year.last.year == period.last.year - 1
