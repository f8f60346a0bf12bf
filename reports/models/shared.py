"""What is composed at one organization and used there and below it."""

from django.db import models
from django.db.models import Q

from members.choices import STRUCTURE_READERS
from members.models import Organization, in_subtrees
from members.models.organizations import PATH_DIGITS
from members.permissions import scope


class SharedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to the user's subtrees, and what organizations above share with them."""
        paths = scope(user, STRUCTURE_READERS)
        above = {path[:end] for path in paths for end in range(PATH_DIGITS, len(path), PATH_DIGITS)}
        return self.filter(in_subtrees(paths, "organization__path") | Q(organization__path__in=above))

    def for_organization(self, organization):
        """What an organization may use, the nearest last: its own overrides what stands above."""
        lines = [*organization.ancestor_paths(), organization.path]
        found = self.filter(organization__path__in=lines).select_related("organization")
        return sorted(found, key=lambda one: (len(one.organization.path), one.pk))


class Shared(models.Model):
    """Something with a name that an organization and all below it may use."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="%(class)ss", verbose_name="tổ chức đảng"
    )
    name = models.CharField("tên", max_length=120)
    active = models.BooleanField("đang dùng", default=True)
    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def path(self):
        """The place in the tree where rights are asked for."""
        return self.organization.path
