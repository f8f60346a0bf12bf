"""Parts that several detail pages of this app share."""

from django.urls import reverse

from accounts.timeline import timeline
from core.screens import Fact, Section
from members.choices import SubjectKind
from members.permissions import can_read_records


def history_section(obj, parts=(), labels=None):
    """What was done to an object and its parts, by whom, the newest first."""
    entries = timeline(obj, labels=labels, parts=parts)
    template = "partials/history.html" if entries else ""
    return Section("Quá trình cập nhật", template=template, context={"entries": entries}, anchor="qua-trinh")


def subject_url(row, user):
    """The page of whom a row is about, where the user may go there; row by row without a query."""
    if not can_read_records(user, row.subject):
        return ""
    return reverse(f"{row.subject_kind}-detail", args=[row.subject.pk])


def subject_fact(row, user, label="{kind}"):
    kind = SubjectKind(row.subject_kind).label
    return Fact(label.format(kind=kind), row.subject, subject_url(row, user))


def organization_fact(label, organization, user):
    """An organization of the tree, with the way to its page where the user may go there."""
    url = reverse("organization-detail", args=[organization.pk]) if can_read_records(user, organization) else ""
    return Fact(label, organization, url)
