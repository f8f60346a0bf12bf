"""Column charts as data: a template draws them, every mark is the link of its number, and the table follows.

Places are shares of the drawing, so that a wider page makes wider columns and never bigger letters.
"""

from dataclasses import dataclass

from core.text import number
from reports.figures import Number

TOP, BOTTOM = 10, 84
"""Between which heights, in per cent of the drawing, the columns stand; names stand below them."""
BAND = 0.76
"""How much of a category's width its columns fill."""


@dataclass(frozen=True)
class Series:
    """One colour of a chart: a number in each category."""

    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Mark:
    """One column: what it says, what it opens, and where it stands."""

    label: str
    number: Number
    place: int
    """Of its series, from 1: the colour."""
    x: str
    width: str
    y: str
    height: str
    middle: str


@dataclass(frozen=True)
class ColumnChart:
    """Some series over the same categories."""

    title: str
    head: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def is_empty(self):
        return not any(each.value for series in self.series for each in series.numbers)

    @property
    def marks(self):
        """The columns that are not zero, category by category."""
        most = max((each.value for series in self.series for each in series.numbers), default=0)
        return [
            self._mark(category, place, most)
            for category in range(len(self.categories))
            for place in range(len(self.series))
            if self.series[place].numbers[category].value
        ]

    def _mark(self, category, place, most):
        series, step = self.series[place], 100 / len(self.categories)
        width = step * BAND / len(self.series)
        x = step * category + step * (1 - BAND) / 2 + width * place
        one = series.numbers[category]
        height = (BOTTOM - TOP) * one.value / most
        return Mark(
            f"{self.categories[category]}, {series.name}: {number(one.value)}",
            one,
            place + 1,
            _share(x),
            _share(width * 0.92),
            _share(BOTTOM - height),
            _share(height),
            _share(x + width * 0.46),
        )

    @property
    def names(self):
        """Each category with the middle of its columns."""
        step = 100 / len(self.categories)
        return [(name, _share(step * (place + 0.5))) for place, name in enumerate(self.categories)]


@dataclass(frozen=True)
class Bar:
    """One lying bar of a group."""

    label: str
    number: Number
    place: int
    y: int
    width: str


@dataclass(frozen=True)
class BarGroup:
    """The bars of one row, one a series, and the height they take."""

    label: str
    bars: list[Bar]
    height: int


THICK = 14
"""Of a lying bar with the room to the next, in pixels."""


def bar_groups(names, rows) -> list[BarGroup]:
    """Lying bars, for names too long to stand under columns; `rows` are (label, a number or None for each name)."""
    most = max((each.value for _, numbers in rows for each in numbers if each), default=0) or 1
    return [BarGroup(label, _bars(label, names, numbers, most), THICK * len(names)) for label, numbers in rows]


def _bars(label, names, numbers, most):
    return [
        Bar(f"{label}, {name}: {number(one.value)}", one, place + 1, THICK * place + 2, _share(100 * one.value / most))
        for place, (name, one) in enumerate(zip(names, numbers, strict=True))
        if one and one.value
    ]


def _share(value):
    """A length for SVG, which knows no decimal comma."""
    return f"{value:.2f}%"
