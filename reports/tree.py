"""The tree of organizations with what stands in each branch: members, and matters that are still open.

Of a small tree everything is read at once; of a large one the upper storeys, and each further branch when it is opened.
Every number counts the unit and all below it, and opens the list of just these rows. It asks as many queries for six
hundred units as for six.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Length, Substr
from django.urls import reverse

from core.text import number
from discipline.choices import RUNNING_CASE_STATES
from discipline.models import Case
from inspections.models import Inspection, Remedy
from members.choices import STRUCTURE_READERS, MemberStatus
from members.models import Member, Organization
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
PRESENT = (MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY)
SUBJECT = "finding__subject__subject_"
UNIT_OF_SUBJECT = Coalesce(f"{SUBJECT}organization__path", f"{SUBJECT}member__path")


@dataclass(frozen=True)
class Kind:
    """What is counted in each branch: its words, the rows, where they stand, and the list that shows them."""

    words: str
    rows: object
    path: object
    list_url: str
    parameter: str
    where: dict

    def number(self, value, code):
        query = urlencode({self.parameter: code, **self.where}, doseq=True)
        return Number(value, f"{reverse(self.list_url)}?{query}", text=f"{number(value)} {self.words}")


KINDS = (
    Kind(
        "đảng viên",
        lambda user, day: Member.objects.visible_to(user).filter(status__in=PRESENT),
        "path",
        "member-list",
        "organization",
        {"status": PRESENT},
    ),
    Kind(
        "cuộc đang tiến hành",
        lambda user, day: Inspection.objects.visible_to(user).in_progress(day),
        "path",
        "inspection-list",
        "organization",
        {"stage": "in_progress"},
    ),
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
    ),
)


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
    """What a user sees of the tree on a day: all of it, or what is under one unit."""

    user: object
    day: date
    root: Organization | None = None
    with_ended: bool = False

    @cached_property
    def units(self):
        rows = Organization.objects.visible_to(self.user)
        rows = rows.within(self.root) if self.root else rows
        return rows if self.with_ended else rows.exclude(valid_until__lt=self.day)

    @cached_property
    def depths(self):
        """How many units there are with each length of path."""
        counted = self.units.order_by().annotate(length=Length("path")).values_list("length").annotate(Count("pk"))
        return dict(sorted(counted))

    @property
    def size(self):
        return sum(self.depths.values())

    def whole(self):
        """Every unit, where they are not too many."""
        return self._branches(self.units[:WHOLE])

    def top(self):
        """The upper storeys that fit on a page, and of a single unit at least the first of its subordinates."""
        roots = [self.root.path] if self.root else outermost(scope(self.user, STRUCTURE_READERS))
        kept = list(
            self.units.annotate(length=Length("path")).filter(Q(length__lte=self._deepest()) | Q(path__in=roots))
        )
        if len(kept) == 1 and self.size > 1:
            kept += self.units.filter(parent=kept[0])[:PAGE]
        return self._branches(kept)

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
        kept = list(self.units.filter(parent=self.root)[first : first + PAGE + 1])
        left = self.units.filter(parent=self.root).count() - first - PAGE if len(kept) > PAGE else 0
        return self._branches(kept[:PAGE]), left

    def found(self, typed):
        """The units with these words, each with all that stands above it."""
        matches = list(self.units.nearest(typed)[:MATCHES])
        above = {path for unit in matches for path in unit.ancestor_paths()}
        others = Organization.objects.visible_to(self.user).filter(path__in=above - {unit.path for unit in matches})
        branches = self._branches(sorted([*matches, *others], key=lambda unit: (unit.sort_key, unit.pk)))
        self._mark(branches, {unit.pk for unit in matches})
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
            above = made.get(unit.parent_id)
            (above.children if above else top).append(made[unit.pk])
        return top

    def _below(self, units):
        under = self.units.order_by().filter(parent__in=[unit.pk for unit in units])
        return dict(under.values_list("parent").annotate(Count("pk")))

    def _counts(self, units):
        """For each kind, the rows at or below each path; one query a kind."""
        if not units or not can_read_records(self.user):
            return []
        longest = max(len(unit.path) for unit in units)
        return [(kind, self._counted(kind, longest)) for kind in KINDS]

    def _counted(self, kind, longest):
        rows = kind.rows(self.user, self.day)
        if self.root and kind.path == "path":
            rows = rows.within(self.root)
        rows = rows.order_by().annotate(unit=Substr(kind.path, 1, longest))
        counts = Counter()
        for path, count in rows.values_list("unit").annotate(Count("pk")):
            for end in range(PATH_DIGITS, len(path) + 1, PATH_DIGITS):
                counts[path[:end]] += count
        return counts

    @staticmethod
    def _numbers(unit, counts):
        return [kind.number(counted[unit.path], unit.code) for kind, counted in counts if counted[unit.path]]
