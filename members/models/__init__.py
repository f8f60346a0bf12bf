from members.models.acts import (
    BEGUN_BY,
    AboutPositionedSubject,
    AboutSubject,
    Act,
    ActQuerySet,
    actor,
)
from members.models.assignments import Assignment, UserMember
from members.models.dated import DatedQuerySet, in_force
from members.models.due import DueQuerySet
from members.models.events import DistinctPair, MemberEvent, status_on
from members.models.members import Member, Post
from members.models.organizations import Organization
from members.models.positions import (
    actor_position,
    cell_then,
    column_then,
    not_over,
    not_over_in,
    rated_position,
    resolved_by,
    subject_position,
    who_acted,
    with_actor_then,
    with_subject_place,
)
from members.models.ratings import Rating
from members.models.reorganizations import Handover, Reorganization, ReorganizationAct
from members.models.scoping import (
    NotAboutOneself,
    ScopedQuerySet,
    at_itself,
    in_subtree,
    in_subtrees,
    in_tree_of,
    itself_alone,
    step_below,
    whole_tree,
)
from members.models.self_reviews import MeasureStep, ReviewLimitation, ReviewMeasure, SelfReview
from members.models.standings import Placement, Standing
from members.models.steps import StepTaken

__all__ = [
    "BEGUN_BY",
    "AboutPositionedSubject",
    "AboutSubject",
    "Act",
    "ActQuerySet",
    "Assignment",
    "DatedQuerySet",
    "DistinctPair",
    "DueQuerySet",
    "Handover",
    "MeasureStep",
    "Member",
    "MemberEvent",
    "NotAboutOneself",
    "Organization",
    "Placement",
    "Post",
    "Rating",
    "Reorganization",
    "ReorganizationAct",
    "ReviewLimitation",
    "ReviewMeasure",
    "ScopedQuerySet",
    "SelfReview",
    "Standing",
    "StepTaken",
    "UserMember",
    "actor",
    "actor_position",
    "at_itself",
    "cell_then",
    "column_then",
    "in_force",
    "in_subtree",
    "in_subtrees",
    "in_tree_of",
    "itself_alone",
    "not_over",
    "not_over_in",
    "rated_position",
    "resolved_by",
    "status_on",
    "step_below",
    "subject_position",
    "who_acted",
    "whole_tree",
    "with_actor_then",
    "with_subject_place",
]
