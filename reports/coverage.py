"""Coverage of a term: which organizations and members were inspected or supervised in its years, and which were not."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import ExtractYear
from django.urls import reverse

from core.periods import Period
from core.text import percent
from inspections.choices import INSPECTIONS, SUPERVISIONS
from inspections.models import Subject
from members.choices import SubjectKind
from members.models import Member, Organization, in_force, in_tree_of, step_below, with_subject_place
from reports.figures import Number
from rules import book, words
from rules.families import UNCONFIRMED, Family

INSPECTED, SUPERVISED = "inspection", "supervision"
"""The words of the rules for what is counted apart."""
ACTIVITIES = {INSPECTED: INSPECTIONS, SUPERVISED: SUPERVISIONS}
THEN = "stood_path"
"""Where a row stood on the last day: the matrix is that of the tree as it was then."""


@dataclass(frozen=True)
class Share:
    """Subjects of a year: how often, how many different members of those there are, and whether a target is missed."""

    times: Number
    share: str = ""
    short: bool = False


@dataclass(frozen=True)
class Row:
    """One organization: by year what it was itself subject to, and what its members were."""

    organization: Organization
    years: list
    never: Number
    standing: int
    members: int
    member_years: list
    members_never: Number
    branches: bool = False

    @property
    def is_bare(self):
        """Neither inspected nor supervised in the term so far."""
        return not any(number.value for cell in self.years for number in cell)


@dataclass(frozen=True)
class Coverage:
    organization: Organization
    term: Period
    until: date
    years: list[Period]
    total: Row
    rows: list[Row]
    targets: list[dict]

    @property
    def covered(self):
        """Share of the standing organizations with at least one inspection or supervision in the term."""
        return percent(self.total.standing - self.total.never.value, self.total.standing)


def terms(rulebook, today) -> list[Period]:
    """The terms of the rules from the newest begun, each up to the day before the next; the last to its last year."""
    rules = sorted(rulebook.in_force(Family.TERM, today), key=lambda rule: rule["first"])
    ends = [rule["first"] - timedelta(days=1) for rule in rules[1:]]
    ends += [date(rule["last_year"], 12, 31) for rule in rules[-1:]]
    begun = [(rule, end) for rule, end in zip(rules, ends, strict=True) if rule["first"] <= min(today, end)]
    return [
        Period(rule["first"], end, f"nhiệm kỳ {rule['first'].year}-{rule['last_year']}")
        for rule, end in reversed(begun)
    ]


def years_of(term: Period, until: date) -> list[Period]:
    """The calendar years of a term up to a day, the first and last cut to it."""
    last = min(term.last, until)
    return [
        Period(max(term.first, date(year, 1, 1)), min(last, date(year, 12, 31)), f"năm {year}")
        for year in range(term.first.year, last.year + 1)
    ]


def term_of(day: date) -> Period | None:
    """The term of the rules in which a day lies; None when none is declared."""
    return next((term for term in terms(book.read(), day) if day in term), None)


@dataclass(frozen=True)
class Extent:
    """How many there are of a kind, and how many of them something was concluded about."""

    title: str
    touched: Number
    untouched: Number

    @property
    def standing(self):
        return self.touched.value + self.untouched.value

    @property
    def share(self):
        return percent(self.touched.value, self.standing)

    @property
    def part(self):
        """The length of the bar, for SVG."""
        return f"{100 * self.touched.value / self.standing if self.standing else 0:.2f}%"


def covered_sets(user, organization, first, last):
    """What `extents` counts: organizations and members of the whole tree, and those untouched in some days."""
    sets = {
        "organizations": standing(user, last),
        "organizations untouched": untouched_organizations(user, first, last),
        "members": living(user, last),
        "members untouched": untouched_members(user, first, last),
    }
    return {name: rows.filter(in_tree_of(organization, THEN)) for name, rows in sets.items()}


def sizes_of(sets) -> dict[str, int]:
    """How many rows each of some named sets has: one statement for all of them."""
    counted = [
        rows.order_by()
        .values(kind=Value(name, output_field=CharField()))
        .annotate(n=Count("pk"))
        .values_list("kind", "n")
        for name, rows in sets.items()
    ]
    found = dict(counted[0].union(*counted[1:], all=True)) if counted else {}
    return {name: found.get(name, 0) for name in sets}


def extents(organization, first, last, sizes) -> list[Extent]:
    """Coverage of the whole tree in some days, of organizations and of members, from the sizes of `covered_sets`."""
    days = {"organization": organization.code, "from": first.isoformat(), "to": last.isoformat()}
    titles = {"organizations": "Tổ chức đảng", "members": "Đảng viên"}
    return [
        _extent(title, f"coverage-{kind}", days, sizes[kind], sizes[f"{kind} untouched"])
        for kind, title in titles.items()
    ]


def _extent(title, url_name, days, there_are, untouched):
    list_url = reverse(url_name)
    touched = Number(there_are - untouched, f"{list_url}?{urlencode(days | {'state': 'touched'})}")
    return Extent(title, touched, Number(untouched, f"{list_url}?{urlencode(days)}"))


def untouched_organizations(user, first, last):
    """Organizations there are on the last day that were not themselves subject to anything concluded in the days."""
    return standing(user, last).exclude(pk__in=_touched(user, first, last, "subject_organization"))


def untouched_members(user, first, last):
    """Members of cells on the last day who were not subject to anything concluded in the days, both included."""
    return living(user, last).exclude(pk__in=_touched(user, first, last, "subject_member"))


def touched_organizations(user, first, last):
    """The others that there are on the last day."""
    return standing(user, last).filter(pk__in=_touched(user, first, last, "subject_organization"))


def touched_members(user, first, last):
    """The others that there are on the last day."""
    return living(user, last).filter(pk__in=_touched(user, first, last, "subject_member"))


def standing(user, day):
    """The organizations that the user sees and that exist on a day."""
    return Organization.objects.visible_to(user).filter(in_force(day)).as_of(day)


def living(user, day):
    """The members that the user sees, in the cells to which they belonged on a day."""
    return Member.objects.visible_to(user).as_of(day)


def _touched(user, first, last, column):
    """Keys of those about whom something was concluded. A plain set of keys: databases hash it, whatever they know."""
    return _concluded(user, first, last).filter(**{f"{column}__isnull": False}).order_by().values(column)


def _concluded(user, first, last):
    return Subject.objects.visible_to(user).concluded_in(Period(first, last))


def compose(user, organization, term, rulebook, today) -> Coverage:
    """The coverage of an organization's direct subordinates and of its whole tree, up to today."""
    until = min(term.last, today)
    years, book = years_of(term, until), _Book(user, organization, term.first, until)
    targets = targets_of(rulebook, until)
    children = list(standing(user, until).filter(stood__parent=organization).order_by("sort_key"))
    rows = [book.row(child, years, targets) for child in children]
    total = book.row(organization, years, targets, whole=True)
    return Coverage(organization, term, until, years, total, rows, targets)


def targets_of(rulebook, day):
    """The targets in force on a day, each with its words, its source and whether it is confirmed."""
    return [
        rule
        | {
            "words": f"{_word(rule['kind'])} {_word(rule['subject'])}: {words.amount(rule)}",
            "doubtful": rule["certainty"] in UNCONFIRMED,
            "certainty_words": words.certainty(rule),
        }
        for rule in rulebook.in_force(Family.COVERAGE, day)
    ]


def _word(code):
    return words.WORDS.get(code, code)


class _Book:
    """The counts of one organization's tree, read in a few grouped statements."""

    def __init__(self, user, organization, first, last):
        self.organization, self.first, self.last = organization, first, last
        subjects = self._by_year(user)
        own = subjects.filter(subject_organization__isnull=False).values("year", "kind", unit=F("subject_organization"))
        self.times = {(row["unit"], row["year"], row["kind"]): row["n"] for row in own.annotate(n=Count("pk"))}
        about = subjects.filter(subject_member__isnull=False).values("year", "kind", unit=self._unit("subject_place"))
        about = about.annotate(n=Count("pk"), people=Count("subject_member", distinct=True))
        self.persons = {(row["unit"], row["year"], row["kind"]): (row["n"], row["people"]) for row in about}
        self.never = self._by_unit(untouched_organizations(user, first, last))
        self.standing = self._by_unit(standing(user, last))
        self.members = self._by_unit(living(user, last))
        self.members_never = self._by_unit(untouched_members(user, first, last))

    def _by_year(self, user):
        kinds = [When(activity__in=codes, then=Value(kind)) for kind, codes in ACTIVITIES.items()]
        kind = Case(*kinds, output_field=CharField())
        rows = _concluded(user, self.first, self.last).order_by()
        rows = with_subject_place(rows, self.last).filter(in_tree_of(self.organization, "subject_place"))
        return rows.annotate(year=ExtractYear("concluded"), kind=kind)

    def _unit(self, path):
        """The direct subordinate that a row lies in, by its step; empty for the organization's own rows."""
        return step_below(self.organization, path)

    def _by_unit(self, rows):
        """How many rows lie in each direct subordinate."""
        rows = rows.filter(in_tree_of(self.organization, THEN)).order_by()
        return dict(rows.values_list(self._unit(THEN)).annotate(n=Count("pk")))

    def row(self, organization, years, targets, *, whole=False):
        count = (lambda table: sum(table.values())) if whole else (lambda table: table.get(organization.step, 0))
        members = count(self.members)
        return Row(
            organization,
            [self._times(organization, year, whole) for year in years],
            self._listed("coverage-organizations", organization, count(self.never)),
            count(self.standing),
            members,
            [self._shares(organization, year, members, targets, whole) for year in years],
            self._listed("coverage-members", organization, count(self.members_never)),
            branches=count(self.standing) > 1 and not whole,
        )

    def _times(self, organization, year, whole):
        cells = []
        for kind in ACTIVITIES:
            times = _found(self.times, organization.pk, year, kind, whole)
            link = self._link(organization, year, kind, SubjectKind.ORGANIZATION, {} if whole else {"itself": 1})
            cells.append(Number(sum(times), link))
        return cells

    def _shares(self, organization, year, members, targets, whole):
        cells = []
        for kind in ACTIVITIES:
            found = _found(self.persons, organization.step, year, kind, whole)
            times, people = sum(n for n, _ in found), sum(n for _, n in found)
            number = Number(times, self._link(organization, year, kind, SubjectKind.MEMBER, {}))
            short = _is_whole(year) and 100 * people < members * _target(targets, kind)
            cells.append(Share(number, percent(people, members), short))
        return cells

    def _link(self, organization, year, kind, subject, more):
        query = {"unit": organization.code, "unit_on": self.last.isoformat(), "stage": "concluded"}
        query |= {"subject": subject.value, **more}
        query |= {"from": year.first.isoformat(), "to": year.last.isoformat()}
        return f"{reverse('subject-list')}?{urlencode(query | {'activity': ACTIVITIES[kind]}, doseq=True)}"

    def _listed(self, name, organization, value):
        query = {"organization": organization.code, "from": self.first.isoformat(), "to": self.last.isoformat()}
        return Number(value, f"{reverse(name)}?{urlencode(query)}")


def _found(table, unit, year, kind, whole):
    """The counts of a kind in a year: of one unit, or of all."""
    if whole:
        return [count for (_, number, which), count in table.items() if (number, which) == (year.first.year, kind)]
    count = table.get((unit, year.first.year, kind))
    return [] if count is None else [count]


def _is_whole(year):
    """Only a year that is over can have missed its target; a year cut by the term is no whole one."""
    return year.months == 12


def _target(targets, kind):
    """Percent of the members a year; 0 when no rule says so."""
    asked = [one for one in targets if one["subject"] == "member" and one["unit"] == "percent a year"]
    return max((one["value"] for one in asked if one["kind"] in (kind, "any")), default=0)
