"""Who is shut out of a disciplinary case, its decisions and appeals, whatever their role (hồi tránh).

Source: independence of the inspection work; 22-QĐ/TW, article 2 [I].
"""

from django.db import models
from django.db.models import Q

from members.permissions import own_member


def concerning(member, case="", decision=""):
    """Condition: rows that concern a member, as the subject, one of the subjects of the case, or a person named.

    `case` and `decision` are how a row reaches its case and its decision: a field name with `__`, nothing for
    itself, None where there is no way.
    """
    found = Q()
    if case is not None:
        found |= Q(**{f"{case}subjects__subject_member": member}) | Q(**{f"{case}relations__member": member})
        found |= Q(**{f"{case}inspection__recusals__member": member})
    if decision is not None:
        found |= Q(**{f"{decision}subject_member": member})
        found |= Q(**{f"{decision}inspection__recusals__member": member})
    return found


class NotConcerned(models.QuerySet):
    """Rows of cases, decisions and appeals, without those that concern the user."""

    CASE = DECISION = None

    def visible_to(self, user):
        rows, member = super().visible_to(user), own_member(user)
        if member is None:
            return rows
        shut = self.model.objects.filter(concerning(member, self.CASE, self.DECISION)).order_by()
        return rows.exclude(pk__in=shut.values("pk"))
