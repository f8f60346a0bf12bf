"""What several screens of this app share."""

from collections import Counter

from django.db.models import Count
from django.urls import reverse

from core.screens import (
    Crumb,
)
from core.text import short_date
from members.choices import PRESENT
from members.models import Member
from members.models.organizations import PATH_DIGITS


def member_counts(user):
    """Members of each organization and of everything below it, by tree path; one query."""
    rows = (
        Member.objects.visible_to(user).filter(status__in=PRESENT).order_by().values_list("path").annotate(Count("pk"))
    )
    counts = Counter()
    for path, count in rows:
        for end in range(PATH_DIGITS, len(path) + 1, PATH_DIGITS):
            counts[path[:end]] += count
    return counts


def crumb(organization):
    return Crumb(organization.name, reverse("organization-detail", args=[organization.pk]))


def day(value):
    return short_date(value) if value else ""
