"""The rows of the grid in which a year is rated: who, what is stored, what it depends on, and the cap."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from members.choices import Grade, Level, MemberStatus, SubjectKind
from members.grading import Fault, Grading, allowed
from members.models import Member, Organization, Rating, in_subtree, in_subtrees
from members.models.organizations import PATH_DIGITS
from members.permissions import own_member
from members.rating_actions import key_of
from reports.rating_basis import Basis, basis_of

MOST_ROWS = 300
PRESENT = (MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY)
CAPPED = (Grade.EXCELLENT, Grade.GOOD)


@dataclass
class Row:
    """One who is rated."""

    subject: Organization | Member
    rating: Rating | None
    basis: Basis
    is_own: bool = False
    """The reader themself, whom somebody else rates."""

    @property
    def key(self):
        return key_of(self.subject)

    @property
    def home(self):
        return self.subject if isinstance(self.subject, Organization) else self.subject.organization

    @property
    def version(self):
        return self.rating.version if self.rating else 0


@dataclass
class Sheet:
    """All rows of an organization, a year and a kind, with the rules of the year."""

    organization: Organization
    kind: str
    grading: Grading
    user: object
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    """How many there are; of too many none is shown."""

    @property
    def is_too_long(self):
        return self.count > MOST_ROWS

    @property
    def asks_points(self):
        return bool(self.grading.floors)

    def bases(self):
        """The base organizations within which the cap counts, by path: those that rows lie in, not those rated."""
        found = {path for row in self.rows for path in _above(row)}
        organizations = Organization.objects.filter(level=Level.BASE, path__in=found)
        return {one.path: one for one in organizations.order_by("sort_key", "pk")}

    def caps(self, grades):
        """How the cap stands in each base organization, if the rows of the grid have these grades."""
        if self.grading.cap is None:
            return []
        bases = self.bases()
        counts = self._stored(bases)
        for row in self.rows:
            base = next((path for path in _above(row) if path in bases), None)
            if base and grades.get(row.key) in CAPPED:
                counts[base, grades[row.key]] += 1
        return [
            Cap(bases[path], self.grading, counts[path, Grade.EXCELLENT], counts[path, Grade.GOOD]) for path in bases
        ]

    def _stored(self, bases):
        """Ratings of the base organizations that are in no row of the grid."""
        rows = Rating.objects.visible_to(self.user).filter(year=self.grading.year, subject_kind=self.kind)
        rows = rows.filter(in_subtrees(bases), grade__in=CAPPED).exclude(self._in_grid())
        counts = Counter()
        for path, grade in rows.order_by().values_list("path", "grade"):
            for base in bases:
                if path.startswith(base) and (path != base or self.kind == SubjectKind.MEMBER):
                    counts[base, grade] += 1
        return counts

    def _in_grid(self):
        return Q(**{f"subject_{self.kind}__in": [row.subject for row in self.rows]})

    def cap_of(self, row, caps):
        """The cap that a row falls under."""
        above = _above(row)
        return next((cap for cap in caps if cap.base.path in above), None)


@dataclass(frozen=True)
class Cap:
    """The highest grade in one base organization against how many may have it."""

    base: Organization
    grading: Grading
    excellent: int
    good: int

    @property
    def fault(self) -> Fault | None:
        return self.grading.cap_fault(self.excellent, self.good)

    @property
    def most(self):
        return allowed(self.grading.cap, self.good)


def sheet_of(organization, kind, grading, *, user, today):
    """The rows of the grid: the members of all cells, or the organizations directly under it."""
    sheet = Sheet(organization, kind, grading, user)
    subjects = (_members if kind == SubjectKind.MEMBER else _children)(organization, grading.year, user)
    sheet.count = subjects.count()
    if sheet.is_too_long:
        return sheet
    subjects = list(subjects)
    rated = Rating.objects.visible_to(user).filter(year=grading.year, **{f"subject_{kind}__in": subjects})
    stored = {getattr(one, f"subject_{kind}_id"): one for one in rated}
    basis = basis_of(subjects, kind, year=grading.year, user=user, today=today)
    own = own_member(user)
    sheet.rows = [
        Row(one, None if one == own else stored.get(one.pk), basis[one.pk], is_own=one == own) for one in subjects
    ]
    return sheet


def _members(organization, year, user):
    """Members who live here today, and those rated here in the year."""
    rated = Rating.objects.visible_to(user).filter(
        in_subtree(organization.path), year=year, subject_member__isnull=False
    )
    rated = rated.order_by().values("subject_member")
    inside = Q(status__in=PRESENT) & in_subtree(organization.path)
    members = Member.objects.visible_to(user).filter(inside | Q(pk__in=rated))
    return members.select_related("organization").order_by("organization__sort_key", "sort_key", "pk")


def _children(organization, year, user):
    """Organizations directly under it that stood at the end of the year."""
    end = date(year, 12, 31)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=end)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=end)
    return Organization.objects.visible_to(user).filter(begun, lasting, parent=organization)


def _above(row):
    """Paths of the organizations that a row lies in: of a member the cell and what is above it."""
    path = row.home.path
    end = len(path) if isinstance(row.subject, Member) else len(path) - PATH_DIGITS
    return [path[:stop] for stop in range(PATH_DIGITS, end + 1, PATH_DIGITS)]
