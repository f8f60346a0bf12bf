"""Subtrees as ranges of the fixed-width tree path, and the scope of a user made of them."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Substr

from core.words import looking_among
from members.permissions import own_member, scope
from members.replay import PATH_DIGITS

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


def steps_above(path):
    """Keys of the organizations above the last one of a path, the root first."""
    ends = range(0, len(path) - PATH_DIGITS, PATH_DIGITS)
    return [int(path[end : end + PATH_DIGITS]) for end in ends]


def outermost(paths):
    """The paths that lie under no other of them."""
    kept = []
    for path in sorted(set(paths)):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return kept


def in_tree_of(organization, field="path"):
    """Condition: at or below the organization, wherever it stood: what was done under it stays its own when it moves.

    A path holds the key of every organization above, so nothing lies under two of its places.
    """
    first, *former = (in_subtree(path, field) for path in organization.paths)
    return reduce(or_, former, first)


def whole_tree(organization, model, field="path"):
    """Condition: the rows of an organization's tree, as it stood on the date of each, or by today's tree if so asked.

    `model` is that of the rows, `field` leads from one to the place that it keeps.
    """
    if not organization.regrouped:
        return in_tree_of(organization, field)
    return reduce(or_, (in_subtree(organization.path, place) for place in places_today(model, field)))


def itself_alone(organization, model, field="path"):
    """Condition: of these rows the organization's own, not those of what is below it."""
    if not organization.regrouped:
        return at_itself(organization, field)
    return reduce(or_, (Q(**{place: organization.path}) for place in places_today(model, field)))


def places_today(model, field):
    """How rows reach the place where they belong by today's tree: that of who acted, or of who succeeded it.

    A model says it in `PLACES_TODAY`; rows that hang on others take it from those.
    """
    *links, _ = field.split("__")
    for link in links:
        model = model._meta.get_field(link).related_model
    return ["__".join([*links, place]) for place in model.PLACES_TODAY]


def step_below(organization, field="path"):
    """Expression: the step of the path to the direct subordinate in which a row lies, empty at the organization itself.

    Rows outside the tree of the organization are none of it.
    """
    *others, last = organization.paths
    steps = [When(in_subtree(path, field), then=_step(path, field)) for path in others]
    return Case(*steps, default=_step(last, field), output_field=CharField())


def _step(path, field):
    return Substr(field, len(path) + 1, PATH_DIGITS)


def at_itself(organization, field="path"):
    """Condition: the organization's own, not of what is below it."""
    return Q(**{f"{field}__in": organization.paths})


class ScopedQuerySet(models.QuerySet):
    """Rows that carry a tree path."""

    def visible_to(self, user):
        """The rows in the subtrees where the user may read records."""
        return self.filter(in_subtrees(scope(user)))

    def within(self, organization):
        """The rows of the organization and of everything below it."""
        return self.filter(in_tree_of(organization))


COMPARED = 5000
"""Found rows among which the nearest are looked for."""


class NamedQuerySet(ScopedQuerySet):
    """Organizations and members: rows that are searched by the words of their names and numbers."""

    def found(self, typed):
        """The rows of which every typed word begins a word, whatever the order and the marks."""
        return self.filter(looking_among(self)(typed))

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


class NotAboutOneself(models.QuerySet):
    """Rows about organizations and members, without those about the reader as a member: see decision 11."""

    ABOUT = ""
    """How a row reaches what names its subject."""

    def visible_to(self, user):
        rows, member = super().visible_to(user), own_member(user)
        return rows.exclude(**{f"{self.ABOUT}subject_member": member}) if member else rows
