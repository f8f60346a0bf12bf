from members.models.acts import (
    AboutPositionedSubject,
    AboutSubject,
    Act,
    ActQuerySet,
    actor,
    actor_position,
    subject_position,
)
from members.models.assignments import Assignment, UserMember
from members.models.events import DistinctPair, MemberEvent
from members.models.members import Member, Post
from members.models.organizations import Organization
from members.models.ratings import Rating
from members.models.scoping import ScopedQuerySet, in_subtree, in_subtrees
from members.models.standings import DatedQuerySet, Placement, Standing, in_force

__all__ = [
    "AboutPositionedSubject",
    "AboutSubject",
    "Act",
    "ActQuerySet",
    "Assignment",
    "DatedQuerySet",
    "DistinctPair",
    "Member",
    "MemberEvent",
    "Organization",
    "Placement",
    "Post",
    "Rating",
    "ScopedQuerySet",
    "Standing",
    "UserMember",
    "actor",
    "actor_position",
    "in_force",
    "in_subtree",
    "in_subtrees",
    "subject_position",
]
