"""Which list of contents applies to whom. Source: the official statistical forms 1-14."""

from inspections.choices import (
    MEMBER_COMPLIANCE_CONTENTS,
    MEMBER_SUPERVISION_CONTENTS,
    MEMBER_VIOLATION_CONTENTS,
    ORGANIZATION_CONTENTS,
    SUPERVISIONS,
    Activity,
)
from members.choices import SubjectKind


def contents_of(subject_kind, activity):
    """The contents that may be ticked for a subject of an inspection or supervision.

    Organizations: forms 1, 3, 5, 11. Members: form 2 (compliance), forms 4 and 12 (supervision), form 6 (others).
    """
    if subject_kind == SubjectKind.ORGANIZATION:
        return ORGANIZATION_CONTENTS
    if activity == Activity.COMPLIANCE:
        return MEMBER_COMPLIANCE_CONTENTS
    if activity in SUPERVISIONS:
        return MEMBER_SUPERVISION_CONTENTS
    return MEMBER_VIOLATION_CONTENTS


def violation_groups_of(subject_kind):
    """The groups of violation of findings, decisions and denunciations (forms 13-17)."""
    if subject_kind == SubjectKind.ORGANIZATION:
        return ORGANIZATION_CONTENTS
    return MEMBER_VIOLATION_CONTENTS
