from members.sheets.access import NO_RIGHT, Access
from members.sheets.acts import (
    ANYBODY,
    BODY_COLUMN,
    ORGANIZATION_COLUMN,
    SubjectSheet,
    home_of,
    kind_of,
    place_actors,
    place_subjects,
    put_subject,
    same_subject,
    stored_subject,
    subject_columns,
    subject_key,
)
from members.sheets.members import MemberSheet
from members.sheets.organizations import OrganizationSheet
from members.sheets.ratings import YEAR, RatingSheet
from members.sheets.reorganizations import ReorganizationSheet

__all__ = [
    "ANYBODY",
    "BODY_COLUMN",
    "NO_RIGHT",
    "ORGANIZATION_COLUMN",
    "YEAR",
    "Access",
    "MemberSheet",
    "OrganizationSheet",
    "RatingSheet",
    "ReorganizationSheet",
    "SubjectSheet",
    "home_of",
    "kind_of",
    "place_actors",
    "place_subjects",
    "put_subject",
    "same_subject",
    "stored_subject",
    "subject_columns",
    "subject_key",
]
