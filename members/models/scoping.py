"""Subtrees as ranges of the fixed-width tree path, and the scope of a user made of them."""

from django.db import models
from django.db.models import Case, Q, Value, When

from core import words  # noqa: F401 - the lookup `search_key__words`
from members.permissions import scope

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


COMPARED = 5000
"""Found rows among which the nearest are looked for."""


class NamedQuerySet(ScopedQuerySet):
    """Organizations and members: rows that are searched by the words of their names and numbers."""

    def found(self, typed):
        """The rows of which every typed word begins a word, whatever the order and the marks."""
        return self.filter(search_key__words=typed)

    def nearest(self, typed, found=None):
        """These rows as far as they are found, those first that come nearest to what was typed.

        Of very many, such as all Nguyễn Văn, only the first are compared: who typed so little will type on.
        """
        found = self.found(typed) if found is None else found
        tiers = [When(tier, then=Value(place)) for place, tier in enumerate(self.tiers(typed)) if tier]
        rank = Case(*tiers, default=Value(len(tiers)), output_field=models.IntegerField())
        return self.filter(pk__in=found.order_by().values("pk")[:COMPARED]).order_by(rank, "sort_key", "pk")

    def tiers(self, typed):
        """Conditions from the nearest to the farthest; what fits none comes last."""
        raise NotImplementedError
