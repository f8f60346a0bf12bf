"""Writes to the organization tree and to who works where, each with its author on the history chain."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from accounts import history
from accounts.actions import end_sessions
from accounts.choices import Act
from core.bulk import Keys
from core.lots import fetch, rewrite
from members.choices import PRESENT
from members.models import (
    Assignment,
    Member,
    Organization,
    Placement,
    Rating,
    ReviewLimitation,
    ReviewMeasure,
    SelfReview,
    UserMember,
    cell_then,
    column_then,
    not_over,
    not_over_in,
    subject_position,
    who_acted,
)


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


def write_placements(members):
    """Keep what is written of each member's cell today in step with the cell that the book tells.

    Where merges led on from there follows from it: `rebuilding.place_members`. Who had left and is told to be there
    again came back at some time since.
    """
    kept = {}
    members = [member for member in members if member.status in PRESENT]
    for row in _in_time(fetch(Placement.objects, "member_id", [member.pk for member in members])):
        written = row if row.act_id is None else kept.get(row.member_id, (row,))[0]
        kept[row.member_id] = (written, row.valid_until)
    placements = []
    for member in members:
        row, until = kept.get(member.pk, (None, None))
        back = until and until + timedelta(days=1)
        placements.append(row if row and until is None else Placement(member=member, valid_from=back))
        placements[-1].organization_id = member.organization_id
    Placement.objects.bulk_create([placement for placement in placements if placement.pk is None])
    rewrite(Placement, [placement for placement in placements if placement.pk])


def cells_before_acts(member_ids):
    """The cell that somebody wrote last of each member, before merges led on from there."""
    rows = _in_time(fetch(Placement.objects.filter(act=None), "member_id", member_ids))
    return {row.member_id: row.organization_id for row in rows}


def _in_time(placements):
    return sorted(placements, key=lambda row: (row.member_id, row.valid_from or date.min, row.pk))


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what members and ratings repeat of organizations that moved or changed, and of members who moved."""
    home = Organization.objects.filter(pk=OuterRef("organization_id"))
    if ids := Keys(organization_ids):
        Member.objects.filter(organization_id__in=ids).update(path=Subquery(home.values("path")))
        _put_where_they_were(Rating.objects.filter(subject_organization_id__in=ids), "subject_organization", *RATED)
        _put_where_they_were(_in_cells(Rating.objects.filter(of_members_of(ids)), END_OF_YEAR), "cell", *RATED)
        reviews = SelfReview.objects.filter(subject_organization_id__in=ids)
        _put_where_they_were(reviews, "subject_organization", *REVIEWED)
        _refresh_reviews_of_members(SelfReview.objects.filter(of_members_of(ids)))
        _refresh_parts(reviews)
    if ids := Keys(member_ids):
        _put_where_they_were(_in_cells(Rating.objects.filter(subject_member__in=ids), END_OF_YEAR), "cell", *RATED)
        _refresh_reviews_of_members(SelfReview.objects.filter(subject_member__in=ids))


def _refresh_reviews_of_members(reviews):
    _put_where_they_were(_in_cells(reviews, REVIEWED[0]), "cell", *REVIEWED)
    _refresh_parts(reviews)


def _refresh_parts(reviews):
    """Limitations stand where their review does, measures where their limitation does."""
    limitations = ReviewLimitation.objects.filter(review__in=reviews.order_by())
    review = SelfReview.objects.filter(pk=OuterRef("review")).order_by()
    limitations.update(path=Subquery(review.values("path")))
    limitation = ReviewLimitation.objects.filter(pk=OuterRef("limitation")).order_by()
    measures = ReviewMeasure.objects.filter(limitation__in=limitations.order_by())
    measures.update(path=Subquery(limitation.values("path")))


END_OF_YEAR = not_over_in("year")
RATED = (END_OF_YEAR, "path", "level")
REVIEWED = (not_over("held"), "path", "level")


def of_members_of(ids, prefix="subject_"):
    """Condition: about a member who belongs, or once belonged, to one of the organizations."""
    once = Placement.objects.filter(organization__in=ids).order_by().values("member")
    return Q(**{f"{prefix}member__organization__in": ids}) | Q(**{f"{prefix}member__in": once})


def _in_cells(rows, not_over):
    return rows.annotate(cell=cell_then("subject_member", not_over))


def _put_where_they_were(rows, organization, not_over, *columns):
    """Write columns of an organization of each row as it was on the date of the row."""
    rows.order_by().update(**{column: column_then(column, organization, not_over) for column in columns})


def refresh_actors(model, organization_ids, not_over):
    """Write place and level of who acted anew on acts of some organizations, as they were on the date of each act.

    `not_over` tells by which date: see `members.models.not_over`.
    """
    if ids := Keys(organization_ids):
        acts = model._base_manager.filter(organization_id__in=ids)
        who = who_acted(not_over) if hasattr(model, "taken_from") else F("organization_id")
        _put_where_they_were(acts.annotate(who=who), "who", not_over, "path", "level")


def refresh_subjects(model, *, organization_ids, member_ids, date_of, not_over):
    """Write anew what rows repeat of their subjects: type of organization, seat and managing level on the date.

    `date_of` is the date of a row, `not_over` the same as a condition on standings.
    """
    if ids := Keys(organization_ids):
        about = model._base_manager.filter(subject_organization_id__in=ids)
        about.update(organization_type=column_then("type", "subject_organization", not_over))
        about = _in_cells(model._base_manager.filter(of_members_of(ids)), not_over)
        about.update(organization_type=column_then("type", "cell", not_over))
    rows = model._base_manager.select_related("subject_member__organization")
    rows = rows.prefetch_related(
        "subject_member__posts", "subject_member__organization__standings",
        "subject_member__placements__organization__standings",
    )  # fmt: skip
    if ids := Keys(member_ids):
        changed = list(rows.filter(subject_member_id__in=ids))
        for row in changed:
            for name, value in subject_position(row.subject_member, date_of(row)).items():
                setattr(row, name, value)
        rewrite(model, changed)
