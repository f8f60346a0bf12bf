"""What several screens of this app share."""

from django.urls import reverse

from core.screens import (
    Crumb,
)
from core.text import short_date


def crumb(organization):
    return Crumb(organization.name, reverse("organization-detail", args=[organization.pk]))


def day(value):
    return short_date(value) if value else ""
