"""The tree of organizations, of today or of a past day, with what stands in each branch: members and open matters.

Of a small tree everything is read at once; of a large one the upper storeys, and each further branch when it is opened.
Every number counts the unit and all below it, and opens the list of just these rows. It asks as many queries for six
hundred units as for six.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Length, Substr
from django.urls import reverse

from core.text import number
from core.words import looking_among
from discipline.choices import RUNNING_CASE_STATES
from discipline.models import Case
from inspections.models import Inspection, Remedy
from members.choices import PRESENT, STRUCTURE_READERS
from members.models import Member, Organization, in_force, in_tree_of, with_actor_then, with_subject_place
from members.models.organizations import PATH_DIGITS
from members.models.scoping import outermost
from members.permissions import can_read_records, scope
from reports.figures import Number

SHOWN_AT_ONCE = 150
"""Units that a page begins with at most: it stays under 60 KB."""
WHOLE = 1500
"""A tree up to here may be asked for as a whole, to read or print it."""
PAGE = 100
"""Children of a wide unit that are shown before the rest is asked for."""
MATCHES = 50
COLUMNS = {"called": "name", "rank": "level", "above": "parent", "at": "path"}
OF_REMEDY = "finding__subject__"
UNIT_OF_SUBJECT = Coalesce(f"{OF_REMEDY}subject_organization__path", f"{OF_REMEDY}subject_member__path")


@dataclass(frozen=True)
class Kind:
    """What is counted in each branch: its words, the rows, where they stand, and the list that shows them."""

    words: str
    rows: object
    path: object
    list_url: str
    parameter: str
    where: dict
    days: tuple = ()
    """The parameters by which the list takes a day that is past."""
    moves: bool = True
    """Whether rows stand where the units stand on the day; an act stays where its organization stood on its date."""

    def number(self, value, code, day):
        query = {self.parameter: code, **self.where} | (dict.fromkeys(self.days, day.isoformat()) if day else {})
        address = f"{reverse(self.list_url)}?{urlencode(query, doseq=True)}"
        return Number(value, address, text=f"{number(value)} {self.words}")


IN_PROGRESS = Kind(
    "cuộc đang tiến hành",
    lambda user, day: with_actor_then(Inspection.objects.visible_to(user).in_progress(day), day),
    "acted_path",
    "inspection-list",
    "organization",
    {"stage": "in_progress"},
    days=("to",),
    moves=False,
)
TODAY = (
    Kind(
        "đảng viên",
        lambda user, day: Member.objects.visible_to(user).filter(status__in=PRESENT),
        "path",
        "member-list",
        "organization",
        {"status": PRESENT},
    ),
    IN_PROGRESS,
    Kind(
        "chưa khắc phục xong",
        lambda user, day: Remedy.objects.visible_to(user).open(day),
        UNIT_OF_SUBJECT,
        "remedy-list",
        "unit",
        {"stage": "open"},
    ),
    Kind(
        "vụ việc kỷ luật đang xem xét",
        lambda user, day: Case.objects.visible_to(user).running(),
        "path",
        "case-list",
        "organization",
        {"state": RUNNING_CASE_STATES},
        moves=False,
    ),
)
PAST = (
    Kind(
        "đảng viên",
        lambda user, day: Member.objects.visible_to(user).as_of(day),
        "stood_path",
        "member-list",
        "organization",
        {},
        days=("on",),
    ),
    IN_PROGRESS,
    Kind(
        "chưa khắc phục xong",
        lambda user, day: with_subject_place(Remedy.objects.visible_to(user).open(day), day, OF_REMEDY),
        "subject_place",
        "remedy-list",
        "unit",
        {"stage": "open"},
        days=("to", "unit_on"),
    ),
)
"""What is known of a past day. When a case was dropped no date tells."""


@dataclass
class Branch:
    """A unit as it stands in the tree."""

    unit: Organization
    numbers: list
    below: int
    """How many units stand directly under it."""
    children: list = field(default_factory=list)
    is_found: bool = False
    follows: bool = True
    """Whether the children on the page are the first ones, so that the rest follows them."""

    @property
    def rest(self):
        """Direct subordinates that are not on the page."""
        return self.below - len(self.children)


@dataclass(frozen=True)
class Tree:
    """What a user sees of the tree on a day: all of it, or what is under one unit.

    Of each unit `COLUMNS` are what it is called, its level, superior and place: today, or on the day that is past.
    """

    user: object
    today: date
    root: Organization | None = None
    with_ended: bool = False
    past: date | None = None

    @cached_property
    def units(self):
        rows = self._told()
        if self.root:
            rows = rows.filter(in_tree_of(self.root, "at" if self.past else "path"))
        return rows if self.with_ended or self.past else rows.exclude(valid_until__lt=self.today)

    def _told(self):
        rows = Organization.objects.visible_to(self.user)
        if self.past is None:
            return rows.annotate(**{name: F(column) for name, column in COLUMNS.items()})
        rows = rows.filter(in_force(self.past)).as_of(self.past)
        return rows.annotate(**{name: F(f"stood__{column}") for name, column in COLUMNS.items()})

    @cached_property
    def depths(self):
        """How many units there are with each length of path."""
        counted = self.units.order_by().annotate(length=Length("at")).values_list("length").annotate(Count("pk"))
        return dict(sorted(counted))

    @property
    def size(self):
        return sum(self.depths.values())

    def whole(self):
        """Every unit, where they are not too many."""
        return self._branches(self.units[:WHOLE])

    def top(self):
        """The upper storeys that fit on a page, and of a single unit at least the first of its subordinates."""
        fitting = Q(length__lte=self._deepest())
        kept = list(self.units.annotate(length=Length("at")).filter(fitting | self._tops()))
        if len(kept) == 1 and self.size > 1:
            kept += self.units.filter(above=kept[0].pk)[:PAGE]
        return self._branches(kept)

    def _tops(self):
        """Condition: units whose superior the user doesn't see."""
        if self.root:
            return Q(pk=self.root.pk)
        if self.past is None:
            return Q(at__in=outermost(scope(self.user, STRUCTURE_READERS)))
        return Q(above__isnull=True) | ~Q(above__in=self.units.order_by().values("pk"))

    def _deepest(self):
        """The length of the lowest paths that still fit."""
        total = longest = 0
        for length, count in self.depths.items():
            total += count
            if total > SHOWN_AT_ONCE:
                break
            longest = length
        return longest

    def children(self, first=0):
        """One page of what stands directly under the root, and how many are left after it."""
        rows = self.units.filter(above=self.root.pk)
        kept = list(rows[first : first + PAGE + 1])
        left = rows.count() - first - PAGE if len(kept) > PAGE else 0
        return self._branches(kept[:PAGE]), left

    def found(self, typed):
        """The units with these words, each with all that stands above it; of a past day with its names as well."""
        found = looking_among(self.units)(typed) | (Q(called__icontains=typed) if self.past else Q())
        matches = list(self.units.nearest(typed, self.units.filter(found))[:MATCHES])
        keys = {unit.pk for unit in matches}
        above = {step for unit in matches for step in steps_of(unit.at)} - keys
        others = self._told().filter(pk__in=above)
        branches = self._branches(sorted([*matches, *others], key=lambda unit: (unit.sort_key, unit.pk)))
        self._mark(branches, keys)
        return branches, len(matches)

    def _mark(self, branches, keys):
        for branch in branches:
            branch.is_found, branch.follows = branch.unit.pk in keys, False
            self._mark(branch.children, keys)

    def _branches(self, units):
        """The units hung under one another; one whose superior is not among them stands at the top."""
        units = list(units)
        counts, below = self._counts(units), self._below(units)
        made = {unit.pk: Branch(unit, self._numbers(unit, counts), below.get(unit.pk, 0)) for unit in units}
        top = []
        for unit in units:
            above = made.get(unit.above)
            (above.children if above else top).append(made[unit.pk])
        return top

    def _below(self, units):
        under = self.units.order_by().filter(above__in=[unit.pk for unit in units])
        return dict(under.values_list("above").annotate(Count("pk")))

    def _counts(self, units):
        """For each kind, the rows at or below each unit, by its key; one query a kind."""
        if not units or not can_read_records(self.user):
            return []
        longest = max(len(unit.at) for unit in units)
        return [(kind, self._counted(kind, longest)) for kind in (PAST if self.past else TODAY)]

    def _counted(self, kind, longest):
        """What moves with the units is cut off at the lowest of them; of an act any step may be one of them."""
        rows = kind.rows(self.user, self.past or self.today)
        if self.root and kind.moves and isinstance(kind.path, str):
            rows = rows.filter(in_tree_of(self.root, kind.path))
        place = Substr(kind.path, 1, longest) if kind.moves else F(kind.path)
        counts = Counter()
        for path, count in rows.order_by().annotate(counted_at=place).values_list("counted_at").annotate(Count("pk")):
            for step in steps_of(path):
                counts[step] += count
        return counts

    def _numbers(self, unit, counts):
        return [kind.number(counted[unit.pk], unit.code, self.past) for kind, counted in counts if counted[unit.pk]]


def steps_of(path):
    """The keys of the units in a path."""
    return [int(path[start : start + PATH_DIGITS]) for start in range(0, len(path), PATH_DIGITS)]
