from django.db import models


class Regrouping(models.Model):
    """A report of an organization's tree: as that stood on the date of each act, or regrouped by today's."""

    regrouped = models.BooleanField("theo cây tổ chức hiện nay", default=False)

    class Meta:
        abstract = True

    @property
    def counted_tree(self):
        """Whose figures it tells."""
        return self.organization.by_todays_tree() if self.regrouped else self.organization
