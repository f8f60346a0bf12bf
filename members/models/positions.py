"""Where organizations and members stood on the date of an act: of one act, or as an expression over many rows.

What an organization is today is on itself; of its standings only those that are over tell something else. The one that
held on a day is the first to end on that day or later. The same goes for members and their placements.
"""

from datetime import date

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from members.choices import SubjectKind
from members.models.members import Member
from members.models.organizations import Organization
from members.models.standings import Placement, Standing


def actor_position(organization, day, begun_by=None):
    """The actor's columns of an act: place in the tree and level on the day.

    What a successor took over was still the act of who had begun it, on days when that one lived.
    """
    if begun_by and day and begun_by.valid_until and begun_by.valid_until >= day:
        organization = begun_by
    standing = organization.standing_on(day)
    return {"path": standing.path, "level": standing.level}


def subject_position(subject, day):
    """The subject's columns of an act: kind, type of organization, seat and managed-by level on the day."""
    is_member = isinstance(subject, Member)
    return {
        "subject_kind": SubjectKind.MEMBER if is_member else SubjectKind.ORGANIZATION,
        "organization_type": subject.standing_on(day).type,
        "seat": subject.seat_on(day) if is_member else "",
        "managed_by": subject.managed_by_on(day) if is_member else "",
    }


def rated_position(subject, year):
    """The columns of a yearly rating: place and level of who is rated, at the end of the year."""
    standing = subject.standing_on(date(year, 12, 31))
    return {"path": standing.path, "level": standing.level}


def not_over(day):
    """Condition on standings and placements: it ended on a date of the row outside, or later."""
    return Q(valid_until__gte=OuterRef(day) if isinstance(day, str) else day)


def not_over_in(year):
    """The same for the last day of a year."""
    last_day = Q(valid_until__year=OuterRef(year), valid_until__month=12, valid_until__day=31)
    return Q(valid_until__year__gt=OuterRef(year)) | last_day


def column_then(column, organization, not_over):
    """A column of what an organization was on the date of a row; `organization` is its key in the row.

    After its last day it counts as what it was at the end, wherever its last parent went since.
    """
    told = Standing.objects.filter(organization=OuterRef(organization))
    earlier, last = told.filter(not_over).order_by("valid_until"), told.order_by("-valid_until")
    alive = Organization.objects.filter(pk=OuterRef(organization), valid_until=None).order_by()
    return Coalesce(*(Subquery(rows.values(column)[:1]) for rows in (earlier, alive, last)))


def who_acted(not_over, of=""):
    """The key of who acted on the date of an act: see `actor_position`; `of` leads from the row to the act."""
    begun_by = Organization.objects.filter(not_over, pk=OuterRef(f"{of}taken_from")).order_by()
    return Coalesce(Subquery(begun_by.values("pk")), F(f"{of}organization_id"))


def with_actor_then(rows, day, of=""):
    """The rows with `acted_path` and `acted_level`: where who acted stood on a day, a date of the row or a set one.

    For what is told of another day than the one whose place the act keeps. `of` leads from the row to the act. Of an
    organization that no reorganization touched these are the act's own columns, and nothing else has to be read.
    """
    on = Value(day, output_field=DateField()) if isinstance(day, date) else day
    unmoved = Q(**{f"{of}taken_from": None, f"{of}organization__reorganized": False})
    rows = rows.alias(acted_on=on).alias(acted_by=who_acted(not_over("acted_on"), of))
    for name, column in (("acted_path", "path"), ("acted_level", "level")):
        kept, then = F(f"{of}{column}"), column_then(column, "acted_by", not_over("acted_on"))
        rows = rows.alias(**{name: Case(When(unmoved, then=kept), default=then, output_field=CharField())})
    return rows


def resolved_by(day, of=""):
    """The date on which a letter was resolved, or the day where it was not by then."""
    resolved = {f"{of}resolved__lte": day}
    return Case(When(**resolved, then=F(f"{of}resolved")), default=Value(day, output_field=DateField()))


def cell_then(member, not_over):
    """The key of the organization that a member belonged to on the date of a row."""
    earlier = Placement.objects.filter(not_over, member=OuterRef(member)).order_by("valid_until")
    today = Member.objects.filter(pk=OuterRef(member)).order_by()
    return Coalesce(Subquery(earlier.values("organization")[:1]), Subquery(today.values("organization")))


def with_subject_place(rows, day, of=""):
    """The rows with `subject_place`: where the organization or member that each is about stood on a day.

    One that had ended by then stands where its successor does. `of` leads from the row to its subject. Of those that no
    reorganization touched it is their own path, and nothing else has to be read.
    """
    organization, member = f"{of}subject_organization", f"{of}subject_member"
    moved = Exists(Placement.objects.earlier().filter(member=OuterRef(member)).order_by())
    then = Coalesce(_place(day, organization), _place(day, "subject_cell"))
    place = Case(
        When(_unmoved(organization), then=F(f"{organization}__path")),
        When(_unmoved(f"{member}__organization") & ~moved, then=F(f"{member}__path")),
        default=then,
        output_field=CharField(),
    )
    return rows.alias(subject_cell=cell_then(member, not_over(Value(day)))).alias(subject_place=place)


def _unmoved(organization):
    return Q(**{f"{organization}__reorganized": False, f"{organization}__today_path": F(f"{organization}__path")})


def _place(day, organization):
    on_the_day = Standing.objects.on(day).filter(organization=OuterRef(organization)).order_by()
    today = Organization.objects.filter(pk=OuterRef(organization)).order_by()
    return Coalesce(Subquery(on_the_day.values("path")[:1]), Subquery(today.values("today_path")))
