"""Who may decide which form on whom: by the authority rules of the day.

Source: rule family "authority" (30-QĐ/TW, art. 36 ff; 22-QĐ/TW, art. 11; 296-QĐ/TW, art. 10 and 11; 21-QĐ/TW).
"""

from dataclasses import dataclass

from discipline.choices import Form, Standing, SubjectClass
from discipline.verdicts import Told
from members.choices import LEVEL_RANK, Body, Level
from members.models import Organization
from rules.families import Family

DECIDES, PROPOSES, NOT_COMPETENT = "decide", "propose", "none"
WORDS = {
    DECIDES: "quyết định",
    PROPOSES: "đề nghị cấp có thẩm quyền",
    NOT_COMPETENT: "không có thẩm quyền",
    "": "chưa có quy định",
}
RULED_AS = {Standing.ORGANIZATION: "organization", Standing.MEMBER: "member", Standing.PROBATIONARY: "member"}


@dataclass(frozen=True)
class Ruling(Told):
    """Whether a body decides or proposes one form."""

    form: Form = Form.REPRIMAND
    value: str = ""

    @property
    def decides(self):
        return self.value == DECIDES

    @property
    def proposes(self):
        return self.value == PROPOSES

    @property
    def words(self):
        return WORDS[self.value]


def forms_on(book, *, day, standing) -> tuple[Form, ...]:
    """The forms there are for a standing on a day, the lightest first (69-QĐ/TW, art. 7; Charter, art. 35)."""
    rule = forms_rule(book, day=day, standing=standing)
    labels = rule["value"] if rule else ()
    return tuple(form for form in Form if form.label in labels)


def forms_rule(book, *, day, standing):
    rules = book.in_force(Family.FORMS, day)
    return next((rule for rule in rules if rule["subject"] == standing), None)


def rulings(book, *, day, body, level, standing, subject_class, own_tasks=False) -> dict[Form, Ruling]:
    """What a body of a level may do about each form of a standing on a day.

    `own_tasks`: the violation was in tasks that the superior gave. Then a cell proposes where the subject is a
    committee member or managed above (22-QĐ/TW, art. 11).
    """
    return {
        form: _ruling(book, day, form, Body(body), Level(level), standing, subject_class, own_tasks)
        for form in forms_on(book, day=day, standing=standing)
    }


def _ruling(book, day, form, body, level, standing, subject_class, own_tasks):
    asked = {
        "body": body.label,
        "level": level.label,
        "subject": RULED_AS[standing],
        "class": subject_class,
        "form": form.label,
    }
    rules = book.in_force(Family.AUTHORITY, day)
    rule = next((one for one in rules if all(one[key] in (value, "*") for key, value in asked.items())), None)
    value = rule["value"] if rule else ""
    is_special = subject_class in (SubjectClass.PEER, SubjectClass.BELOW, SubjectClass.ABOVE)
    if value == DECIDES and body == Body.CELL and own_tasks and is_special:
        value = PROPOSES
    return Ruling(rule, form, value)


def standing_of(subject) -> Standing:
    """As what a subject is disciplined today."""
    if isinstance(subject, Organization):
        return Standing.ORGANIZATION
    return Standing.PROBATIONARY if subject.status == "probationary" else Standing.MEMBER


def class_of(subject, organization, day) -> SubjectClass:
    """What a subject is to the organization that considers it, from seat and managed-by level on a day."""
    if isinstance(subject, Organization):
        return SubjectClass.LOWER
    return class_by(subject.seat_on(day), subject.managed_by_on(day), organization.level)


def class_by(seat, managed_by, level) -> SubjectClass:
    """The same from recorded levels: managed above the considering level, a peer's seat, or a seat below it."""
    if managed_by and LEVEL_RANK[managed_by] < LEVEL_RANK[level]:
        return SubjectClass.ABOVE
    if seat and LEVEL_RANK[seat] <= LEVEL_RANK[level]:
        return SubjectClass.PEER if seat == level else SubjectClass.ABOVE
    return SubjectClass.BELOW if seat else SubjectClass.ORDINARY
