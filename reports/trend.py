"""Eight quarters in a row, counted in the same statement as the rest of the page."""

from core.periods import Period, quarter
from reports.charts import ColumnChart, Series
from reports.figures import figure
from reports.sections.overview import INSPECTED, SUPERVISED
from reports.sections.wording import MEMBERS

QUARTERS = 8
FIGURES = {
    "lượt được kiểm tra": INSPECTED,
    "lượt được giám sát": SUPERVISED,
    "đảng viên bị kỷ luật": figure("decision", subject=MEMBERS),
}


def quarters(period: Period) -> list[Period]:
    """The quarter in which the period ends and the seven before it, the oldest first."""
    found = [quarter(period.last.year, (period.last.month + 2) // 3)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return found[::-1]


def spans_with_quarters(spans):
    """The named periods and the quarters up to the first of them; what is there under a name isn't counted twice."""
    named = {period.code for period in spans.values()}
    return spans | {each.code: each for each in quarters(spans["now"]) if each.code not in named}


def trend(counts) -> ColumnChart:
    names = {period.code: name for name, period in counts.spans.items()}
    shown = quarters(counts.spans["now"])
    series = [
        Series(name, tuple(counts.number(each, names[period.code]) for period in shown))
        for name, each in FIGURES.items()
    ]
    labels = tuple(period.label.removeprefix("Quý ") for period in shown)
    return ColumnChart("Tám quý gần nhất", "Chỉ tiêu", labels, tuple(series))
