"""The periods that a report compares, each by the name it has in a sentence, up to the same point as its own.

The report's period, the day of its cut-off and its label are three things: a briefing is held before the period ends.
"""

from calendar import monthrange
from datetime import date

from core.periods import Period, parse, term, year
from core.text import search_key

NOW = "kỳ này"
NAMES = (NOW, "cùng kỳ", "kỳ trước", "lũy kế", "lũy kế cùng kỳ", "năm trước", "nhiệm kỳ", "nhiệm kỳ trước")
WORDS = {
    "cùng kỳ": "cùng kỳ",
    "kỳ trước": "kỳ trước",
    "lũy kế cùng kỳ": "cùng kỳ",
    "năm trước": "năm trước",
    "nhiệm kỳ trước": "nhiệm kỳ trước",
}
"""How a sentence names what it compares with: "so với cùng kỳ"."""
_KEYS = {search_key(name): name for name in NAMES} | {"cung ky nam truoc": "cùng kỳ", "luy ke tu dau nam": "lũy kế"}


def name_of(typed):
    """The span that was meant: one of the names, or the code of a period. ValueError when it's neither."""
    found = _KEYS.get(search_key(typed))
    return found or parse(typed).code


def span(name, period, cutoff=None):
    """The days of a span for a report about a period up to its cut-off."""
    until = min(cutoff or period.last, period.last)
    now = Period(period.first, until, label=period.label)
    match name:
        case "kỳ này":
            return now
        case "cùng kỳ":
            return until_as(period.last_year, period, until)
        case "kỳ trước":
            return until_as(period.previous, period, until)
        case "lũy kế":
            return Period(date(until.year, 1, 1), until)
        case "lũy kế cùng kỳ":
            same = until_as(period.last_year, period, until)
            return Period(date(same.last.year, 1, 1), same.last)
        case "năm trước":
            return year(period.first.year - 1)
        case "nhiệm kỳ":
            return Period(_term(until).first, until)
        case "nhiệm kỳ trước":
            return _term(until).previous
    return parse(name)


def _term(day):
    """The congress year still belongs to the term that it ends."""
    return term((day.year - 1) // 5 * 5)


def until_as(other, period, until):
    """As much of another period as the cut-off leaves of this one: like is compared with like."""
    if until >= period.last:
        return other
    if not period.months:
        return Period(other.first, min(other.last, other.first + (until - period.first)))
    months = (until.year - period.first.year) * 12 + until.month - period.first.month
    years, month = divmod(other.first.year * 12 + other.first.month - 1 + months, 12)
    longest = monthrange(years, month + 1)[1]
    whole = until.day == monthrange(until.year, until.month)[1]
    return Period(other.first, date(years, month + 1, longest if whole else min(until.day, longest)))
