"""Which returns of a period are in: the board of an organization and what others ask of it.

A missing return is not a zero: a unit without one has no figures at all.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from core.periods import Period
from core.text import number
from members.models import Organization, in_force
from members.permissions import own_member
from reports import returns
from reports.calendars import Calendar, calendar_under
from reports.choices import SubmissionState
from reports.models import Reminder, Submission, SubmissionVersion

NOT_BEGUN = "Chưa lập"
TONES = {
    SubmissionState.DRAFT: "none",
    SubmissionState.SUBMITTED: "running",
    SubmissionState.RETURNED: "warn",
    SubmissionState.ACCEPTED: "done",
    SubmissionState.LOCKED: "done",
    SubmissionState.AMENDING: "warn",
}


@dataclass(frozen=True)
class BoardRow:
    """One direct subordinate: its return if there is one, when it is due, how late it is."""

    organization: Organization
    submission: Submission | None
    due: date
    days_late: int
    reminded: int = 0
    reminded_at: object = None
    is_changed: bool = False
    """Its records no longer say what it handed in."""

    @property
    def is_in(self):
        return self.submission is not None and self.submission.is_handed_in

    @property
    def is_late(self):
        return self.days_late > 0

    @property
    def words(self):
        return self.submission.get_state_display() if self.submission else NOT_BEGUN

    @property
    def tone(self):
        return TONES[self.submission.state] if self.submission else "none"

    @property
    def late_words(self):
        if not self.is_late:
            return ""
        return f"{'Nộp chậm' if self.is_in else 'Quá hạn'} {number(self.days_late)} ngày"


@dataclass(frozen=True)
class Board:
    """The returns of an organization's units for a period."""

    organization: Organization
    period: Period
    calendar: Calendar
    rows: list[BoardRow]
    figures: list

    @property
    def handed_in(self):
        return sum(row.is_in for row in self.rows)

    @property
    def missing(self):
        return [row for row in self.rows if not row.is_in]

    @property
    def late(self):
        return [row for row in self.missing if row.is_late]


@dataclass(frozen=True)
class Sum:
    """A line over all units that are in, beside what the records of the whole tree say.

    `records` is a control sum and never added to the tree's own figure, which holds the units' acts already.
    `totals` come from units without records; `beside` are totals typed by units that do have records: not added.
    """

    line: returns.Line
    tree: object
    records: int
    totals: int
    beside: int


def units_on(organization, day):
    """The direct subordinates on a day: those that belonged to the organization then and hadn't ended."""
    return Organization.objects.as_of(day).filter(in_force(day), stood__parent=organization)


def missing_units(organization, period):
    """The direct subordinates that have handed in no return that covers a period, in the order of their codes."""
    here = Submission.objects.covering(period).handed_in()
    return units_on(organization, period.last).exclude(pk__in=here.order_by().values("organization"))


def board(organization, period, user, today) -> list[BoardRow]:
    """A row for each direct subordinate, who has not handed in first, the longest late before."""
    return _rows(organization, period, user, today, calendar_under(organization, period), {})


def late_units(organization, period, today, user=None) -> list[BoardRow]:
    """The direct subordinates whose return was due before today and is not in, the longest late first."""
    return [row for row in board(organization, period, user, today) if row.is_late and not row.is_in]


def narratives(organization, period, user) -> dict[Organization, Submission]:
    """The returns that are in and cover a period, each with what it said when it was last handed in.

    Of two of one unit, the return of the period itself rather than that of the months since January.
    """
    found = Submission.objects.visible_to(user).covering(period).handed_in().filter(receiver=organization)
    found = found.select_related("organization").prefetch_related("versions")
    ordered = found.order_by("organization__sort_key", "first", "pk")
    return {submission.organization: _as_handed_in(submission) for submission in ordered}


def _as_handed_in(submission):
    """Not what is being written since."""
    for name, text in max(submission.versions.all(), key=lambda version: version.ordinal).narrative.items():
        setattr(submission, name, text)
    return submission


def full_board(organization, period, user, today) -> Board:
    """The board with the sums over the units and with what changed since it was handed in."""
    calendar = calendar_under(organization, period)
    versions = _standing_versions(organization, period)
    lines = returns.readable(returns.lines_of(calendar.form, period.last), user, organization)
    changed = _changed(organization, lines, versions, user)
    rows = _rows(organization, period, user, today, calendar, changed)
    shown = {row.organization.pk for row in rows}
    versions = [version for version in versions if version.submission.organization_id in shown]
    figures = _sums(organization, calendar, lines, versions, user) if versions else []
    return Board(organization, period, calendar, rows, figures)


def _rows(organization, period, user, today, calendar, changed):
    units = units_on(organization, period.last)
    units = list(units.visible_to(user) if user else units)
    found = Submission.objects.of_period(period).filter(organization__in=units).select_related("submitted_by")
    submissions = {submission.organization_id: submission for submission in found}
    reminders = _reminders(units, period)
    rows = []
    for unit in units:
        submission = submissions.get(unit.pk)
        due = submission.due if submission else calendar.due
        late = submission.days_late(today) if submission else max((today - due).days, 0)
        rows.append(
            BoardRow(unit, submission, due, late, *reminders.get(unit.pk, (0, None)), bool(changed.get(unit.pk)))
        )
    return sorted(rows, key=lambda row: (row.is_in, -row.days_late, row.organization.sort_key))


def _reminders(units, period):
    found = Reminder.objects.filter(organization__in=units, period=period.code).order_by()
    counted = found.values("organization").annotate(times=Count("pk"), latest=Max("at"))
    return {row["organization"]: (row["times"], row["latest"]) for row in counted}


def _standing_versions(organization, period):
    """The version of each unit's return that is in, the last one handed in."""
    found = SubmissionVersion.objects.filter(
        submission__in=Submission.objects.of_period(period).handed_in().filter(receiver=organization)
    )
    ordered = found.select_related("submission__organization").order_by("submission", "ordinal")
    return list({version.submission_id: version for version in ordered}.values())


def _changed(organization, lines, versions, user):
    """By unit: whether its records say something else than what it handed in."""
    found = {}
    for counted, group in _by_span(versions).items():
        units = [version.submission.organization for version in group]
        now = returns.count_by_unit(organization, counted, lines, units)
        seen = returns.count_by_unit(organization, counted, lines, units, user) if own_member(user) else now
        for version in group:
            key = version.submission.organization_id
            found[key] = any(
                version.figures.get(line.key) != now[key][line.key]
                for line in lines
                if line.key in version.figures and now[key][line.key] == seen[key][line.key]
            )
    return found


def _by_span(versions):
    spans = defaultdict(list)
    for version in versions:
        spans[version.counted].append(version)
    return spans


def _sums(organization, calendar, lines, versions, user):
    tree = returns.count(organization, calendar.counted, lines, user)
    hidden = returns.hidden_keys(organization, calendar.counted, lines, user, tree)
    return [
        Sum(
            line,
            tree[line.key],
            sum(version.figures.get(line.key, 0) for version in versions),
            sum(version.totals.get(line.key, 0) for version in versions if not has_records(version)),
            sum(version.totals.get(line.key, 0) for version in versions if has_records(version)),
        )
        for line in lines
        if line.key not in hidden
    ]


def has_records(version):
    """Whether the unit had records of its own when it handed in; then its typed totals aren't added."""
    return any(version.figures.values())
