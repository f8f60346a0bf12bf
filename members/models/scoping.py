"""Subtrees as ranges of the fixed-width tree path, and the scope of a user made of them."""

from django.db import models
from django.db.models import Q

from members.permissions import own_member, scope

AFTER_DIGITS = "A"
"""Sorts after every digit on both databases and in every collation, so it closes a range of paths."""


def in_subtree(path, field="path"):
    """Condition: the path field lies at `path` or below it. An index answers it as one range."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path + AFTER_DIGITS})


def in_subtrees(paths, field="path"):
    """Condition: at or below any of the paths; nothing at all when there are none."""
    condition = Q(pk__in=[])
    for path in outermost(paths):
        condition |= in_subtree(path, field)
    return condition


def outermost(paths):
    """The paths that lie under no other of them."""
    kept = []
    for path in sorted(set(paths)):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return kept


class ScopedQuerySet(models.QuerySet):
    """Rows that carry a tree path."""

    def visible_to(self, user):
        """The rows in the subtrees where the user may read records."""
        return self.filter(in_subtrees(scope(user)))

    def within(self, organization):
        """The rows of the organization and of everything below it."""
        return self.filter(in_subtree(organization.path))


class NotAboutOneself(models.QuerySet):
    """Rows about organizations and members, without those about the reader as a member: see decision 11."""

    ABOUT = ""
    """How a row reaches what names its subject."""

    def visible_to(self, user):
        rows, member = super().visible_to(user), own_member(user)
        return rows.exclude(**{f"{self.ABOUT}subject_member": member}) if member else rows
