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
from members.models.members import Member, Post
from members.models.organizations import Organization, ParentLink
from members.models.ratings import Rating
from members.models.scoping import NotAboutOneself, ScopedQuerySet, in_subtree, in_subtrees
from members.models.self_reviews import MeasureStep, ReviewLimitation, ReviewMeasure, SelfReview

__all__ = [
    "AboutPositionedSubject",
    "AboutSubject",
    "Act",
    "ActQuerySet",
    "Assignment",
    "MeasureStep",
    "Member",
    "NotAboutOneself",
    "Organization",
    "ParentLink",
    "Post",
    "Rating",
    "ReviewLimitation",
    "ReviewMeasure",
    "ScopedQuerySet",
    "SelfReview",
    "UserMember",
    "actor",
    "actor_position",
    "in_subtree",
    "in_subtrees",
    "subject_position",
]
