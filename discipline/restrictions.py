"""How a decision stands on a day, and what it restricts meanwhile.

While disciplined: no transfer, promotion, appointment, award. Source: 69-QĐ/TW, article 2, clause 13 [C].
"""

from dataclasses import dataclass

from core.text import short_date
from discipline.choices import Form, Standing
from discipline.models import Decision
from members.choices import SubjectKind

RESTRICTED = "Trong thời gian này không luân chuyển, điều động, bổ nhiệm, giới thiệu ứng cử, phong, tặng danh hiệu."
SOURCE = "69-QĐ/TW, Điều 2, khoản 5 và khoản 13"


def standing_form(decision, day):
    """The form that stands on a day: that of the last change by then, else as signed; empty when none stands."""
    changes = [change for change in decision.changes.all() if change.day <= day]
    return changes[-1].form if changes else decision.form


def standing_then(decision):
    """As what the subject was disciplined."""
    if decision.subject_kind == SubjectKind.ORGANIZATION:
        return Standing.ORGANIZATION
    return Standing.PROBATIONARY if decision.probationary else Standing.MEMBER


@dataclass(frozen=True)
class State:
    """How a decision stands on a day, in words and tone."""

    words: str
    tone: str = ""
    in_force: bool = False


def state_of(decision, day) -> State:
    """Whether a decision is in force on a day: announced and in effect, not lapsed, not annulled or cancelled."""
    changes = [change for change in decision.changes.all() if change.day <= day]
    if changes and not changes[-1].form:
        last = changes[-1]
        return State(f"{last.get_kind_display()} từ ngày {short_date(last.day)}, không còn hình thức kỷ luật", "warn")
    form = Form(standing_form(decision, day)).label.lower()
    if decision.announced is None:
        return State("Chưa ghi ngày công bố")
    begun = decision.effective or decision.announced
    if day < begun:
        return State(f"Có hiệu lực từ ngày {short_date(begun)}", "running")
    if decision.lapses and day > decision.lapses:
        return State(f"Hết hiệu lực sau ngày {short_date(decision.lapses)}", "done")
    until = f" đến hết ngày {short_date(decision.lapses)}" if decision.lapses else ""
    return State(f"Đang có hiệu lực{until}: {form}", "late", in_force=True)


def column_of(subject):
    """The column that names an organization, or a member, as the subject."""
    return f"subject_{subject._meta.model_name}"


def restrictions_of(subject, user, day) -> list:
    """(decision, state) of the decisions in force about an organization or a member, as far as the user sees."""
    rows = Decision.objects.visible_to(user).filter(**{column_of(subject): subject}).in_force(day)
    return [(row, state_of(row, day)) for row in rows.prefetch_related("changes")]
