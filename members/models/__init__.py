from members.models.acts import (
    BEGUN_BY,
    AboutPositionedSubject,
    AboutSubject,
    Act,
    ActQuerySet,
    actor,
    actor_position,
    subject_position,
)
from members.models.assignments import Assignment, UserMember
from members.models.members import Member, Post
from members.models.organizations import Organization
from members.models.ratings import Rating
from members.models.reorganizations import Handover, Reorganization, ReorganizationAct
from members.models.scoping import ScopedQuerySet, in_subtree, in_subtrees
from members.models.standings import DatedQuerySet, Placement, Standing, in_force

__all__ = [
    "BEGUN_BY",
    "AboutPositionedSubject",
    "AboutSubject",
    "Act",
    "ActQuerySet",
    "Assignment",
    "DatedQuerySet",
    "Handover",
    "Member",
    "Organization",
    "Placement",
    "Post",
    "Rating",
    "Reorganization",
    "ReorganizationAct",
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
