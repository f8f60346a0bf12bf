"""The leaders' first page: six numbers with their changes, the programme, a chart, and who is late."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from inspections.choices import Activity
from inspections.models import Remedy
from members.models import Organization
from members.models.organizations import PATH_DIGITS
from members.permissions import own_member
from reports.actors import EVERYONE
from reports.briefing import spans_of
from reports.comparison import change, share
from reports.figures import Counts, Number, figure
from reports.sections.overview import INSPECTED, SUPERVISED
from reports.sections.programme import DONE, PLANNED
from reports.sections.wording import MEMBERS, ORGANIZATIONS, acting

TILES = {
    "Tổ chức được kiểm tra": INSPECTED.of(subject=ORGANIZATIONS),
    "Đảng viên kiểm tra": INSPECTED.of(subject=MEMBERS),
    "Tổ chức được giám sát": SUPERVISED.of(subject=ORGANIZATIONS),
    "Đảng viên giám sát": SUPERVISED.of(subject=MEMBERS),
    "Đảng viên bị kỷ luật": figure("decision", subject=MEMBERS),
    "Khắc phục quá hạn": figure("remedy_overdue"),
}
TILE_FACTS = ("subject", "decision", "remedy_overdue", "item_planned", "item_done")
LATE_UNITS = 5
BAR_UNITS = ((ORGANIZATIONS, "tổ chức đảng", ""), (MEMBERS, "đảng viên", "done"))


@dataclass(frozen=True)
class Tile:
    label: str
    now: Number
    previous: Number
    last_year: Number

    @property
    def since_previous(self):
        return change(self.now.value, self.previous.value)

    @property
    def since_last_year(self):
        return change(self.now.value, self.last_year.value)


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
    def percent(self):
        """0 to 100, whole: the length of the bar."""
        return round(100 * self.done.value / self.planned.value) if self.planned.value else 0


@dataclass(frozen=True)
class LateUnit:
    """A direct subordinate with remedies overdue at the end of the period."""

    organization: Organization
    overdue: Number
    oldest_due: date
    days: int


@dataclass(frozen=True)
class Dashboard:
    tiles: list[Tile]
    progress: list[Progress]
    bars: list[tuple[str, int, str, str]]
    late_units: list[LateUnit]


def compose(organization, period, user=None):
    """The dashboard of the organization's tree and a period, without what concerns the user."""
    counts = Counts(organization, spans_of(period), user, facts=TILE_FACTS)
    return Dashboard(
        [Tile(label, *(counts.number(each, span) for span in counts.spans)) for label, each in TILES.items()],
        _progress(counts),
        _bars(counts),
        late_units(organization, period, user),
    )


def _progress(counts):
    rows = [("Toàn đảng bộ", PLANNED, DONE)]
    rows += [(actor.title, actor.slice(PLANNED), actor.slice(DONE)) for actor in acting(counts, PLANNED, EVERYONE, ())]
    return [Progress(title, counts.number(done), counts.number(planned)) for title, planned, done in rows]


def _bars(counts):
    """The chart: label, value, link and tone of a bar for organizations and one for members, a kind at a time."""
    bars = []
    for activity in Activity:
        for subject, unit, tone in BAR_UNITS:
            bar = counts.number(figure("subject", activity=activity, subject=subject))
            if bar.value:
                bars.append((f"{activity.label}, {unit}", bar.value, bar.url, tone))
    return bars


def late_units(organization, period, user=None):
    """The direct subordinates with the most overdue remedies at the end of the period, the longest late first."""
    dues = defaultdict(list)
    for path, due in _overdue(organization, period.last, user):
        if path.startswith(organization.path) and len(path) > len(organization.path):
            dues[path[: len(organization.path) + PATH_DIGITS]].append(due)
    worst = sorted(dues, key=lambda path: (-len(dues[path]), min(dues[path]), path))[:LATE_UNITS]
    units = {unit.path: unit for unit in Organization.objects.filter(path__in=worst)}
    return [_late_unit(organization, period, units[path], dues[path]) for path in worst]


def _overdue(organization, day, user):
    subject = "finding__subject__subject_"
    rows = Remedy.objects.within(organization).overdue(day)
    rows = rows.visible_to(user) if own_member(user) else rows
    rows = rows.values_list(f"{subject}organization__path", f"{subject}member__path", "due")
    return [(of_organization or of_member, due) for of_organization, of_member, due in rows]


def _late_unit(organization, period, unit, dues):
    query = {
        "organization": organization.code,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "stage": "overdue",
        "unit": unit.code,
    }
    number = Number(len(dues), f"{reverse('remedy-list')}?{urlencode(query)}")
    return LateUnit(unit, number, min(dues), (period.last - min(dues)).days)
