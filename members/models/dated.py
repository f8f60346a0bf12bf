"""Rows that hold from a first to a last day."""

from django.db import models
from django.db.models import Q


def in_force(day, prefix=""):
    """Condition: something with dates holds on the day, its first and last day included; a missing date is open."""
    first, last = f"{prefix}valid_from", f"{prefix}valid_until"
    begun = Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": day})
    return begun & (Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": day}))


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a first to a last day."""

    def on(self, day):
        """The rows that hold on the day."""
        return self.filter(in_force(day))

    def earlier(self):
        """Those that are over."""
        return self.filter(valid_until__isnull=False)
