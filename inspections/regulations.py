"""Which list of contents applies to whom, and how the documents of a body are numbered.

Contents: the official statistical forms 1-14. Numbers: 05-HD/VPTW of 2026 [S], 36-HD/VPTW of 2018 [C].
"""

from inspections.choices import (
    MEMBER_COMPLIANCE_CONTENTS,
    MEMBER_SUPERVISION_CONTENTS,
    MEMBER_VIOLATION_CONTENTS,
    ORGANIZATION_CONTENTS,
    SUPERVISION_RESULTS,
    SUPERVISIONS,
    Activity,
    Result,
)
from members.choices import COMMITTEE_BODIES, Body, OrganizationType, SubjectKind


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


def results_of(activity):
    """How an inspection or supervision may end for a subject.

    A supervision finds its subject good, reminds it of shortcomings, or passes it on to an inspection on signs of
    violation (forms 3, 4, 11, 12: R-GS); it neither concludes on a violation nor asks for discipline [W, P].
    """
    return SUPERVISION_RESULTS if activity in SUPERVISIONS else tuple(Result)


DECISION, CONCLUSION, RESOLUTION = "QĐ", "TB", "NQ"
"""Types of document: decision, notice of a conclusion, resolution of a cell."""
_COMMITTEES = {
    OrganizationType.CENTRAL: "TW",
    OrganizationType.PROVINCE: "TU",
    OrganizationType.DISTRICT: "HU",
    OrganizationType.BASE: "ĐU",
    OrganizationType.SECTION: "ĐU",
    OrganizationType.BASE_CELL: "CB",
    OrganizationType.CELL: "CB",
}
_CELLS = (OrganizationType.BASE_CELL, OrganizationType.CELL)


def conclusion_type(organization_type):
    """A cell concludes by resolution: it issues neither notices nor conclusions (66-QĐ/TW of 2017, art. 9 [C])."""
    return RESOLUTION if organization_type in _CELLS else CONCLUSION


def abbreviation_of(organization_type, body):
    """How a body signs the numbers of its documents: TW, TU, HU, ĐU, CB; its commission UBKTTU, UBKTHU...

    Empty where it cannot be told: an advisory body bears a name of its own, and cells have no commission.
    """
    committee = _COMMITTEES[organization_type]
    if body == Body.ADVISORY:
        return ""
    if body == Body.COMMISSION:
        return "" if organization_type in _CELLS else f"UBKT{committee}"
    return committee


def numbering_bodies(body):
    """The bodies that share one series: a committee and its standing committee have one office and one book [I]."""
    return COMMITTEE_BODIES if body in COMMITTEE_BODIES else (body,)


def document_number(number, document_type, abbreviation):
    """05-QĐ/UBKTHU: a hyphen before the type, numbers below 10 with a 0 in front."""
    return f"{number:02}-{document_type}/{abbreviation}"
