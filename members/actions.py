"""Writes to the organization tree and to who works where, each with its author on the history chain."""

from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from accounts import history
from accounts.actions import end_sessions
from accounts.choices import Act
from core.sheets import CHUNK, fetch, rewrite
from members.choices import PRESENT
from members.models import Assignment, Member, Organization, Placement, Rating, Standing, UserMember, subject_position


@transaction.atomic
def assign(*, user, organization, role, by, handles_denunciations=False, sees_senders=False, reason=""):
    """Give a user a role in an organization. The user's sessions end: a new right begins with a new sign-in."""
    assignment = Assignment(
        user=user,
        organization=organization,
        role=role,
        handles_denunciations=handles_denunciations,
        sees_senders=sees_senders,
    )
    assignment.full_clean()
    assignment.save(force_insert=True)
    end_sessions(user, by=by, reason="Thay đổi phân công")
    history.record(by=by, act=Act.ASSIGN, obj=assignment, after=history.snapshot(assignment), reason=reason)
    return assignment


@transaction.atomic
def link_member(user, *, by, member, reason=""):
    """Say which party member a user is, or with None that it isn't known: they are shut out of what concerns them."""
    before = UserMember.objects.filter(user=user).select_related("member").first()
    UserMember.objects.filter(user=user).delete()
    if member is not None:
        link = UserMember(user=user, member=member)
        link.full_clean()
        link.save(force_insert=True)
    told = {"before": _member_in_words(before and before.member), "after": _member_in_words(member)}
    history.record(by=by, act=Act.UPDATE, obj=user, reason=reason, **told)
    return user


def _member_in_words(member):
    return {"là đảng viên": f"{member} (thẻ {member.card_number})" if member else ""}


@transaction.atomic
def unassign(assignment, *, by, reason=""):
    """Take a role back. The row goes, its history stays; the user's sessions end."""
    history.record(by=by, act=Act.UNASSIGN, obj=assignment, before=history.snapshot(assignment), reason=reason)
    end_sessions(assignment.user, by=by, reason="Thay đổi phân công")
    assignment.delete()


def place_in_tree(organizations):
    """Set the paths of organizations that are new or moved; those above them that are not among them keep theirs."""
    placed = set()
    moving = {organization.pk: organization for organization in organizations}

    def place(organization):
        if organization.pk not in placed:
            placed.add(organization.pk)
            organization.path = organization.path_under(parent_path(organization))
            organization.today_path = organization.path

    def parent_path(organization):
        parent = moving.get(organization.parent_id) or organization.parent
        if parent is None:
            return ""
        if parent.pk in moving:
            place(parent)
        return parent.path

    for organization in organizations:
        place(organization)


def write_first_standings(organizations):
    """Keep the first standing of each organization in step with what the book tells: how it was established.

    Standings that reorganizations add later stay.
    """
    kept = {}
    for standing in fetch(Standing.objects, "organization_id", [organization.pk for organization in organizations]):
        kept.setdefault(standing.organization_id, []).append(standing)
    written = [_first_standing(organization, kept.get(organization.pk, [])) for organization in organizations]
    Standing.objects.bulk_create([standing for standing in written if standing.pk is None])
    rewrite(Standing, [standing for standing in written if standing.pk])


def _first_standing(organization, standings):
    earliest = min(standings, key=lambda one: (one.valid_from or date.min, one.pk), default=None)
    first = earliest or Standing(organization=organization)
    first.parent_id, first.valid_from, first.path = organization.parent_id, organization.valid_from, organization.path
    first.name, first.type, first.level = organization.name, organization.type, organization.level
    if len(standings) < 2:
        first.valid_until = organization.valid_until
    return first


def write_placements(members):
    """Keep the open placement of each member in step with the cell that the book tells; who has left has none."""
    members = [member for member in members if member.status in PRESENT]
    rows = fetch(Placement.objects.filter(valid_until=None), "member_id", [m.pk for m in members])
    kept = {placement.member_id: placement for placement in rows}
    placements = [kept.get(member.pk) or Placement(member=member) for member in members]
    for placement, member in zip(placements, members, strict=True):
        placement.organization_id = member.organization_id
    Placement.objects.bulk_create([placement for placement in placements if placement.pk is None])
    rewrite(Placement, [placement for placement in placements if placement.pk])


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what members and ratings repeat of organizations that moved or changed, and of members who moved."""
    home = Organization.objects.filter(pk=OuterRef("organization_id"))
    for ids in _chunks(organization_ids):
        Member.objects.filter(organization_id__in=ids).update(path=Subquery(home.values("path")))
        rated = Organization.objects.filter(pk=OuterRef("subject_organization_id"))
        ratings = Rating.objects.filter(subject_organization_id__in=ids)
        ratings.update(path=Subquery(rated.values("path")), level=Subquery(rated.values("level")))
        _refresh_ratings_of_members(Q(subject_member__organization_id__in=ids))
    for ids in _chunks(member_ids):
        _refresh_ratings_of_members(Q(subject_member_id__in=ids))


def _refresh_ratings_of_members(condition):
    rated = Member.objects.filter(pk=OuterRef("subject_member_id"))
    path, level = Subquery(rated.values("organization__path")), Subquery(rated.values("organization__level"))
    Rating.objects.filter(condition).update(path=path, level=level)


def _chunks(ids):
    ids = sorted(ids)
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def refresh_actors(model, organization_ids):
    """Write the place and level of who acted anew on acts of organizations that moved or changed."""
    actor = Organization.objects.filter(pk=OuterRef("organization_id"))
    for ids in _chunks(organization_ids):
        acts = model._base_manager.filter(organization_id__in=ids)
        acts.update(path=Subquery(actor.values("path")), level=Subquery(actor.values("level")))


def refresh_subjects(model, *, organization_ids, member_ids, date_of):
    """Write anew what rows repeat of their subjects: type of organization, seat and managing level on the date."""
    organization = Organization.objects.filter(pk=OuterRef("subject_organization_id"))
    member = Member.objects.filter(pk=OuterRef("subject_member_id"))
    for ids in _chunks(organization_ids):
        about = model._base_manager.filter(subject_organization_id__in=ids)
        about.update(organization_type=Subquery(organization.values("type")))
        about = model._base_manager.filter(subject_member__organization_id__in=ids)
        about.update(organization_type=Subquery(member.values("organization__type")))
    rows = model._base_manager.select_related("subject_member__organization")
    rows = rows.prefetch_related("subject_member__posts")
    for ids in _chunks(member_ids):
        changed = list(rows.filter(subject_member_id__in=ids))
        for row in changed:
            for name, value in subject_position(row.subject_member, date_of(row)).items():
                setattr(row, name, value)
        rewrite(model, changed)
