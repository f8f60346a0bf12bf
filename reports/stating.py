"""What a report may state: a figure in a period, from records, or from what an office entered by hand.

A figure of a year before the program stands in for a comparison where there is one ("số liệu nền"): it is marked
wherever it is used, opens its own record, and is never added to any. Differences are told, never repaired.
"""

from dataclasses import dataclass, field
from datetime import date

from core.periods import Period
from members.models import Organization
from reports import spans
from reports.blocks import Paragraph
from reports.comparison import Style
from reports.counting import Counted
from reports.figures import Number
from reports.measures import Measure, kept_measure
from reports.models import Baseline

PLAIN = Style()
MARK = "*"


@dataclass(frozen=True)
class Asked:
    """What a report is about. Period, day of the cut-off, label and scope are separate things, and all are printed."""

    organization: Organization
    period: Period
    cutoff: date
    label: str = ""
    style: Style = PLAIN
    texts: dict[str, str] = field(default_factory=dict)
    cumulative: bool = False
    user: object = None

    def span(self, name):
        return spans.span(name, self.period, self.cutoff)


@dataclass(frozen=True)
class Warned:
    """What a reader should know of a number, and where it can be looked at."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Stated:
    """A value with its link; `baseline` when an office entered it by hand."""

    value: int | None
    url: str
    baseline: Baseline | None = None
    listed: bool = True
    definition: dict | None = None


class Statements:
    """The values of a report, counted at once; and the figures entered by hand that it used."""

    def __init__(self, asked):
        self.asked = asked
        self.counted = Counted(asked.organization, asked.user)
        self.baselines = Baseline.objects.standing_of(asked.organization)
        self.used: dict[Baseline, tuple[Measure, Period]] = {}
        self.noted: list[Baseline] = []

    def want(self, slot):
        """Say beforehand what a slot will ask for."""
        for name in {slot.span, spans.NOW}:
            for measure in (*slot.measures, *(part for _, part in slot.split)):
                self.counted.want(measure, self.asked.span(name))

    def state(self, measure, name):
        """A measure in a span: what an office entered for it by hand, else what the records say."""
        period = self.asked.span(name)
        baseline = None if name == spans.NOW else self.baseline(measure, name)
        if baseline:
            if baseline not in self.used:
                self.used[baseline] = (measure, period)
                self.noted.append(baseline)
            return Stated(baseline.value, baseline.url, baseline, False, measure.as_data())
        value = self.counted.value(measure, period)
        return Stated(value, measure.url(self.asked.organization, period), None, measure.has_list, measure.as_data())

    def baseline(self, measure, name):
        """By its exact days; a span that the cut-off shortens is also found by its whole period."""
        for period in (self.asked.span(name), spans.span(name, self.asked.period)):
            if found := self.baselines.get((measure.key, period.first, period.last)):
                return found
        return None

    def notes(self):
        """The figures entered by hand in the section just filled, with their source."""
        noted, self.noted = self.noted, []
        return [
            Paragraph(
                (
                    f"{MARK} Số liệu nền, nhập tay: {one.name}, {lowered(one.period.label)}: ",
                    Number(one.value, one.url, text=self.asked.style.count(one.value), listed=False),
                    f" ({one.source}).",
                )
            )
            for one in noted
        ]

    def warnings(self):
        return [*self._doubled(), *self._published()]

    def _doubled(self):
        """Records of a period for which a figure was entered by hand: one of the two is wrong or incomplete."""
        for baseline, (measure, period) in self.used.items():
            if value := self.counted.value(measure, period):
                yield Warned(
                    f"{baseline.name}, {lowered(period.label)}: đã nhập số liệu nền {baseline.value}, nhưng hồ sơ "
                    f"cũng có {value}. Báo cáo dùng số liệu nền; hai nguồn không cộng với nhau.",
                    measure.url(self.asked.organization, period),
                )

    def _published(self):
        """Where a published report says otherwise than the records: told, never repaired."""
        for one in Baseline.objects.published_of(self.asked.organization):
            measure, days = kept_measure(one), (one.first, one.last)
            period = next(
                (span for span in map(self.asked.span, _fixed_spans()) if (span.first, span.last) == days), None
            )
            if period and measure and (value := self.counted.value(measure, period)) not in (None, one.value):
                yield Warned(
                    f"{one.name}, {lowered(one.period.label)}: báo cáo đã công bố ghi {one.value} ({one.source}), "
                    f"hồ sơ có {value}. Số đã công bố giữ nguyên, báo cáo này dùng hồ sơ.",
                    one.url,
                )


def _fixed_spans():
    return (spans.NOW, "cùng kỳ", "kỳ trước")


def lowered(label):
    return label[:1].lower() + label[1:]
