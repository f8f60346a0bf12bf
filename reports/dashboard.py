"""The leaders' page: six numbers with their changes, the programme, who is late, discipline, coverage, the trend."""

from dataclasses import dataclass
from datetime import date

from core.periods import Period
from discipline.choices import Form
from inspections.choices import Content
from reports.actors import EVERYONE
from reports.briefing import spans_of
from reports.charts import ColumnChart
from reports.comparison import difference, share
from reports.coverage import Extent, covered_sets, extents, sizes_of, term_of
from reports.figures import Counts, Number, figure
from reports.late_units import LateUnit, Returns, late_units, return_sets, returns_of
from reports.sections.overview import INSPECTED, SUPERVISED
from reports.sections.programme import DONE, PLANNED
from reports.sections.wording import MEMBERS, ORGANIZATIONS, acting
from reports.trend import spans_with_quarters, trend

TILES = {
    "Tổ chức được kiểm tra": INSPECTED.of(subject=ORGANIZATIONS),
    "Đảng viên kiểm tra": INSPECTED.of(subject=MEMBERS),
    "Tổ chức được giám sát": SUPERVISED.of(subject=ORGANIZATIONS),
    "Đảng viên giám sát": SUPERVISED.of(subject=MEMBERS),
    "Đảng viên bị kỷ luật": figure("decision", subject=MEMBERS),
    "Khắc phục quá hạn": figure("remedy_overdue"),
}
SHOWN = {
    "subject": ("activity", "subject"),
    "decision": ("form", "subject"),
    "decision_group": ("group",),
    "remedy_overdue": (),
    "item_planned": ("level", "body"),
    "item_done": ("level", "body"),
}
"""Facts of the page, and what it slices them by."""
BAR_UNITS = ((ORGANIZATIONS, "tổ chức đảng", ""), (MEMBERS, "đảng viên", "done"))


@dataclass(frozen=True)
class Tile:
    label: str
    now: Number
    previous: Number
    last_year: Number

    @property
    def since_previous(self):
        return difference(self.now.value, self.previous.value)

    @property
    def since_last_year(self):
        return difference(self.now.value, self.last_year.value)


@dataclass(frozen=True)
class Progress:
    """Lines of the programme done by the end of the period, of one body."""

    title: str
    done: Number
    planned: Number

    @property
    def share(self):
        return share(self.done.value, self.planned.value)

    @property
    def part(self):
        """The length of the bar, for SVG."""
        return f"{100 * self.done.value / self.planned.value if self.planned.value else 0:.2f}%"


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    progress: list[Progress]
    late_units: list[LateUnit]
    returns: Returns | None
    forms: list[tuple[str, int, str, str]]
    groups: list[tuple[str, int, str]]
    term: Period | None
    coverage: list[Extent]
    trend: ColumnChart


def compose(organization, period, user, today: date) -> Dashboard:
    """The dashboard of the organization's tree and a period, without what concerns the user."""
    counts = Counts(organization, spans_with_quarters(spans_of(period)), user, facts=SHOWN)
    until = min(period.last, today)
    term = term_of(until)
    sets = covered_sets(user, organization, term.first, until) if term else {}
    sizes = sizes_of(sets | return_sets(organization, period))
    return Dashboard(
        [_tile(counts, label, each) for label, each in TILES.items()],
        _progress(counts),
        late_units(organization, period, user),
        returns_of(organization, period, sizes),
        _forms(counts),
        _groups(counts),
        term,
        extents(organization, term.first, until, sizes) if term else [],
        trend(counts),
    )


def _tile(counts, label, each):
    return Tile(label, *(counts.number(each, span) for span in ("now", "previous", "last_year")))


def _progress(counts):
    rows = [("Toàn đảng bộ", PLANNED, DONE)]
    rows += [(actor.title, actor.slice(PLANNED), actor.slice(DONE)) for actor in acting(counts, PLANNED, EVERYONE, ())]
    return [Progress(title, counts.number(done), counts.number(planned)) for title, planned, done in rows]


def _forms(counts):
    """Label, value, link and tone of a bar for organizations and one for members, a form at a time."""
    bars = []
    for form in Form:
        for subject, unit, tone in BAR_UNITS:
            bar = counts.number(figure("decision", form=form, subject=subject))
            if bar.value:
                bars.append((f"{form.label}, {unit}", bar.value, bar.url, tone))
    return bars


def _groups(counts):
    """The groups of violation that occur, the most frequent first."""
    groups = [
        (f"{code}. {label}", counts.number(figure("decision_group", group=code))) for code, label in Content.choices
    ]
    found = [(label, group.value, group.url) for label, group in groups if group.value]
    return sorted(found, key=lambda bar: -bar[1])
