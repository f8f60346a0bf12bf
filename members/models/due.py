from django.db.models import F, Q

from members.models.acts import ActQuerySet


class DueQuerySet(ActQuerySet):
    """What has to be done by a day. One definition of late serves remedies and the measures of reviews."""

    def standing(self):
        """Those that count: all of them, where nothing is voided."""
        return self

    def open(self, day):
        """Still to be done on the day."""
        return self.not_done(day)

    def not_done(self, day):
        return self.standing().filter(Q(done__isnull=True) | Q(done__gt=day))

    def overdue(self, day):
        """Due before the day and not done by it; on the due day itself it is still in time."""
        return self.not_done(day).filter(due__lt=day)

    def done_in(self, period):
        return self.standing().dated("done", period)

    def done_late_in(self, period):
        """Done in the period, after the due day."""
        return self.done_in(period).filter(done__gt=F("due"))
