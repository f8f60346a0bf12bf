"""What rows of discipline repeat of organizations and members, written anew when those are corrected."""

from django.db.models import OuterRef, Subquery

from discipline.models import Appeal, Case, CaseSubject, Decision, StrikeOff, Suspension
from inspections.actions import positions as of_inspections
from members import actions as of_members
from members.actions import refresh_actors, refresh_subjects
from members.models import not_over

DATES = {Decision: "decided", Appeal: "received", Case: "opened", Suspension: "decided", StrikeOff: "decided"}
"""The date on which the positions of an act are those that count."""
OPENED = not_over(Subquery(Case.objects.filter(pk=OuterRef(OuterRef("case_id"))).order_by().values("opened")))


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what decisions, cases, suspensions and appeals repeat, as it was on the date of each."""
    for model, day in DATES.items():
        refresh_actors(model, organization_ids, not_over(day))
    of = {"organization_ids": organization_ids, "member_ids": member_ids}
    for model in (Suspension, Decision):
        refresh_subjects(model, **of, date_of=lambda row: row.decided, not_over=not_over("decided"))
    refresh_subjects(CaseSubject, **of, date_of=lambda row: row.case.opened, not_over=OPENED)


def refresh_everywhere(*, organization_ids=frozenset(), member_ids=frozenset()):
    """The same on this floor and on those below."""
    for refresh in (of_members.refresh_positions, of_inspections.refresh_positions, refresh_positions):
        refresh(organization_ids=organization_ids, member_ids=member_ids)
