from django.db import models

from members.choices import LEVELS_AND_BODIES
from reports.actors import shipped_sets
from reports.models.shared import Shared, SharedQuerySet


class ActorSetQuerySet(SharedQuerySet):
    def by_name(self, organization):
        """The merged sets that an organization may use: shipped ones, then those above it, then its own."""
        stored = {one.name: frozenset(one.pairs) for one in self.filter(active=True).for_organization(organization)}
        return shipped_sets() | stored


class ActorSet(Shared):
    """A merged set of who acted (nhóm chủ thể): pairs of level and body under one name, a column of reports."""

    pairs = models.JSONField("cấp và chủ thể", default=list)

    objects = ActorSetQuerySet.as_manager()

    class Meta:
        verbose_name = "nhóm chủ thể"
        verbose_name_plural = "nhóm chủ thể"
        ordering = ["organization__sort_key", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="one_actor_set_a_name",
                violation_error_message="Tổ chức này đã có nhóm chủ thể tên này.",
            )
        ]

    @property
    def words(self):
        """The pairs in words."""
        labels = dict(LEVELS_AND_BODIES)
        return "; ".join(labels[pair] for pair in self.pairs if pair in labels)
