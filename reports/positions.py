"""What rows of this floor repeat of organizations, written anew when those are corrected or reorganized."""

from datetime import date

from django.db.models import OuterRef
from django.db.models.functions import Coalesce

from members.actions import refresh_actors
from members.models import not_over
from reports.models import StaffMember


def refresh_positions(*, organization_ids, member_ids):
    """Write anew where people of commissions are: as their organization is now, or was when they left."""
    left = not_over(Coalesce(OuterRef("until"), date.max))
    refresh_actors(StaffMember, organization_ids, left)
