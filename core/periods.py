"""Reporting periods: months, quarter, half year, 6, 7 and 9 months, years, half term, term, or any two dates.

A period includes both its first and its last day. Its code goes into addresses and names of files, its label into
titles. A term is the five years between two congresses; the two congress years both belong to it, so neighbouring
terms share one: give two dates when the days of the congresses matter.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from core.text import short_date

FIRST_YEAR, LAST_YEAR = 1900, 2199
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("đầu", "cuối")
_WHAT_TO_WRITE = (
    "Hãy chọn kỳ trong danh sách, hoặc viết như 2026-03 (tháng), 2026-Q1 (quý), 2026-H1 (6 tháng), 2026-9M (9 tháng), "
    "2026-11+7M (7 tháng từ tháng 11), 2026 (năm), 2017+10Y (10 năm), T2025-2030 (nhiệm kỳ), T2025-2030-H1 (nửa nhiệm "
    "kỳ), 2026-01-05..2026-02-20 (hai ngày bất kỳ)."
)
TERM_MONTHS = 72
MOST_YEARS = 99


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included; a period that bears a name is recognised by its dates."""

    first: date
    last: date
    label: str = ""

    def __post_init__(self):
        if self.first > self.last:
            raise ValueError(
                f"Kỳ báo cáo có ngày đầu {short_date(self.first)} sau ngày cuối {short_date(self.last)}. "
                "Hãy đổi lại hai ngày."
            )
        if not self.label:
            object.__setattr__(self, "label", _label(self))

    def __str__(self):
        return self.label

    def __contains__(self, day: date | None) -> bool:
        return self.contains(day)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole calendar months the period is; 0 when it begins or ends within a month."""
        if self.first.day != 1 or self.last != _month_end(self.last.year, self.last.month):
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def kind(self) -> str:
        """month, quarter, half, months (from 1 January), span (of months), year, years, half_term, term or dates."""
        return _kind(self)

    @property
    def code(self) -> str:
        return _code(self)

    @property
    def previous(self) -> "Period":
        """The same kind of period before this one; before any two dates, as many days up to the day before."""
        year = self.first.year
        match self.kind:
            case "month" | "quarter" | "half" | "year" | "span" | "years" | "half_term":
                return _shifted(self, -self.months)
            case "months":
                return _shifted(self, -12)
            case "term":
                return term(year - 5)
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def last_year(self) -> "Period":
        """The same dates a year earlier ("cùng kỳ năm trước"); whole months stay whole."""
        if self.months:
            return _shifted(self, -12)
        return Period(_year_earlier(self.first), _year_earlier(self.last))

    def contains(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_earlier(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def _shifted(period: Period, months: int) -> Period:
    start = period.first.year * 12 + period.first.month - 1 + months
    return _months(start, period.months)


def _months(start: int, count: int) -> Period:
    """`count` whole months; `start` counts months since year 0."""
    end = start + count - 1
    return Period(date(start // 12, start % 12 + 1, 1), _month_end(end // 12, end % 12 + 1))


def _kind(period: Period) -> str:
    months, before = period.months, period.first.month - 1
    if months == 1:
        return "month"
    if months in (3, 6) and before % months == 0:
        return "quarter" if months == 3 else "half"
    if before == 0 and months >= 12 and months % 12 == 0:
        return _kind_of_years(period)
    if before == 0 and 0 < months < 12:
        return "months"
    return "span" if 0 < months <= 12 * MOST_YEARS else "dates"


def _kind_of_years(period: Period) -> str:
    """Half terms are those of congress years, which end in 0 or 5: other three years are just that."""
    years = period.months // 12
    if years == 3 and period.first.year % 5 in (0, 3):
        return "half_term"
    if years > MOST_YEARS:
        return "dates"
    return {1: "year", TERM_MONTHS // 12: "term"}.get(years, "years")


def _code(period: Period) -> str:
    year, month = period.first.year, period.first.month
    codes = {
        "month": f"{year:04}-{month:02}",
        "quarter": f"{year:04}-Q{month // 3 + 1}",
        "half": f"{year:04}-H{month // 6 + 1}",
        "months": f"{year:04}-{period.months}M",
        "span": f"{year:04}-{month:02}+{period.months}M",
        "year": f"{year:04}",
        "years": f"{year:04}+{period.months // 12}Y",
        "half_term": f"T{_term_of(period):04}-{_term_of(period) + 5:04}-H{_half_of(period) + 1}",
        "term": f"T{year:04}-{period.last.year:04}",
    }
    return codes.get(_kind(period)) or f"{period.first.isoformat()}..{period.last.isoformat()}"


def _label(period: Period) -> str:
    year, month = period.first.year, period.first.month
    labels = {
        "month": f"Tháng {month}/{year}",
        "quarter": f"Quý {_ROMAN[(month - 1) // 3]}/{year}",
        "half": f"6 tháng {_HALVES[month // 6 % 2]} năm {year}",
        "months": f"{period.months} tháng đầu năm {year}",
        "span": f"{period.months} tháng, từ tháng {month}/{year} đến tháng {period.last.month}/{period.last.year}",
        "year": f"Năm {year}",
        "years": f"{period.months // 12} năm {year}-{period.last.year}",
        "half_term": f"Nửa {_HALVES[_half_of(period)]} nhiệm kỳ {_term_of(period)}-{_term_of(period) + 5}",
        "term": f"Nhiệm kỳ {year}-{period.last.year}",
    }
    if label := labels.get(_kind(period)):
        return label
    if period.first == period.last:
        return f"ngày {short_date(period.first)}"
    return f"từ ngày {short_date(period.first)} đến ngày {short_date(period.last)}"


def _half_of(period: Period) -> int:
    return int(period.first.year % 5 == 3)


def _term_of(period: Period) -> int:
    return period.first.year - 3 * _half_of(period)


def of_dates(first: date, last: date) -> Period:
    """The days from first to last, under their name when they have one."""
    return Period(first, last)


def month(year: int, number: int) -> Period:
    return _months(year * 12 + _within(number, 12, "Tháng") - 1, 1)


def quarter(year: int, number: int) -> Period:
    return _months(year * 12 + 3 * (_within(number, 4, "Quý") - 1), 3)


def half(year: int, number: int) -> Period:
    return _months(year * 12 + 6 * (_within(number, 2, "Nửa năm") - 1), 6)


def first_months(year: int, count: int) -> Period:
    """From 1 January to the end of a month: "6 tháng", "9 tháng"."""
    return _months(year * 12, _within(count, 12, "Số tháng"))


def nine_months(year: int) -> Period:
    return first_months(year, 9)


def months_from(year: int, number: int, count: int) -> Period:
    """So many whole months from any month on: "từ tháng 11 năm trước"."""
    start = year * 12 + _within(number, 12, "Tháng") - 1
    return _months(start, _within(count, 12 * MOST_YEARS, "Số tháng"))


def year(year: int) -> Period:
    return _months(year * 12, 12)


def years(first_year: int, count: int) -> Period:
    """Some whole years: "10 năm"."""
    return _months(first_year * 12, 12 * _within(count, MOST_YEARS, "Số năm"))


def half_term(first_year: int, number: int) -> Period:
    """The first or second three years of a term, both congress years included."""
    return _months((first_year + 3 * (_within(number, 2, "Nửa nhiệm kỳ") - 1)) * 12, 36)


def term(first_year: int) -> Period:
    """A party term, 1 January of one congress year to 31 December of the next."""
    return Period(date(first_year, 1, 1), date(first_year + 5, 12, 31))


def _within(number: int, most: int, what: str) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"{what} phải từ 1 đến {most}, không thể là {number}. {_WHAT_TO_WRITE}")
    return number


def parse(code: str) -> Period:
    """The period of a code; ValueError with a message for the user."""
    code = code.strip()
    for pattern, build in _PATTERNS:
        if found := re.fullmatch(pattern, code, re.ASCII | re.IGNORECASE):
            return _sensible(build(*found.groups()))
    raise ValueError(f"“{code[:40]}” không phải là kỳ báo cáo. {_WHAT_TO_WRITE}")


def _sensible(period: Period) -> Period:
    if not FIRST_YEAR <= period.first.year <= period.last.year <= LAST_YEAR:
        raise ValueError(f"Kỳ báo cáo phải nằm trong các năm {FIRST_YEAR} đến {LAST_YEAR}. Hãy sửa lại năm.")
    return period


def _parse_year(digits: str) -> int:
    value = int(digits)
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise ValueError(f"Năm {digits} không hợp lệ. Hãy nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return value


def _parse_term(first: str, last: str) -> Period:
    period = term(_parse_year(first))
    if period.last.year != int(last):
        raise ValueError(f"Nhiệm kỳ {first}-{last} không dài 5 năm. Hãy viết như T2025-2030, hoặc nhập hai ngày.")
    return period


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” không phải là một ngày có thật. Hãy sửa lại ngày, ví dụ 2026-03-05.") from None


_PATTERNS = [
    (r"(\d{4})", lambda y: year(_parse_year(y))),
    (r"(\d{4})-Q(\d)", lambda y, n: quarter(_parse_year(y), int(n))),
    (r"(\d{4})-H(\d)", lambda y, n: half(_parse_year(y), int(n))),
    (r"(\d{4})-(\d\d?)M", lambda y, n: first_months(_parse_year(y), int(n))),
    (r"(\d{4})-(\d\d?)", lambda y, n: month(_parse_year(y), int(n))),
    (r"(\d{4})-(\d\d?)\+(\d{1,4})M", lambda y, n, count: months_from(_parse_year(y), int(n), int(count))),
    (r"(\d{4})\+(\d\d?)Y", lambda y, count: years(_parse_year(y), int(count))),
    (r"T(\d{4})-(\d{4})-H(\d)", lambda first, last, n: half_term(_parse_term(first, last).first.year, int(n))),
    (r"T(\d{4})-(\d{4})", _parse_term),
    (r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", lambda first, last: Period(_parse_day(first), _parse_day(last))),
]


def presets(today: date) -> list[Period]:
    """The periods offered for choice on a day, the nearest first."""
    this_month = month(today.year, today.month)
    this_quarter = quarter(today.year, (today.month + 2) // 3)
    this_year = year(today.year)
    # The congress year still belongs to the term that it ends.
    this_term = term((today.year - 1) // 5 * 5)
    return [
        this_month,
        this_month.previous,
        this_quarter,
        this_quarter.previous,
        half(today.year, 1),
        first_months(today.year, 7),
        nine_months(today.year),
        half(today.year, 2),
        this_year,
        this_year.previous,
        half_term(this_term.first.year, 1),
        half_term(this_term.first.year, 2),
        this_term,
        this_term.previous,
        years(today.year - 9, 10),
    ]
