"""Which forms of discipline there are for whom. Source: Charter, article 35; regulation 69-QĐ/TW, article 7."""

from discipline.choices import MEMBER_FORMS, ORGANIZATION_FORMS
from members.choices import SubjectKind


def forms_of(subject_kind):
    """The forms that may be applied to an organization, or to a member, the lightest first."""
    return ORGANIZATION_FORMS if subject_kind == SubjectKind.ORGANIZATION else MEMBER_FORMS
