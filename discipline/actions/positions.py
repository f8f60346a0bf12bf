"""What rows of discipline repeat of organizations and members, written anew when those are corrected."""

from discipline.models import Appeal, Case, CaseSubject, Decision, StrikeOff, Suspension
from inspections.actions import positions as of_inspections
from members import actions as of_members
from members.actions import refresh_actors, refresh_subjects


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what decisions and appeals repeat of organizations and members that were corrected."""
    for model in (Decision, Appeal, Case, Suspension, StrikeOff):
        refresh_actors(model, organization_ids)
    of = {"organization_ids": organization_ids, "member_ids": member_ids}
    refresh_subjects(Suspension, **of, date_of=lambda suspension: suspension.decided)
    refresh_subjects(CaseSubject, **of, date_of=lambda row: row.case.opened)
    refresh_subjects(
        Decision, organization_ids=organization_ids, member_ids=member_ids, date_of=lambda decision: decision.decided
    )


def refresh_everywhere(*, organization_ids=frozenset(), member_ids=frozenset()):
    """The same on every floor that repeats anything of them."""
    for refresh in (of_members.refresh_positions, of_inspections.refresh_positions, refresh_positions):
        refresh(organization_ids=set(organization_ids), member_ids=set(member_ids))
