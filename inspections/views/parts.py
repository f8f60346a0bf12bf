"""Parts that several detail pages of this app share."""

from django.http import Http404
from django.urls import reverse

from accounts.timeline import timeline
from core.screens import Crumb, DetailScreen, Fact, Section, Tab
from inspections import actions
from inspections.models import Denunciation, Finding, Inspection, Remedy, ResolutionInspection, Subject
from inspections.models.inspections import concerning, shut_out
from inspections.tables.parts import STATE_TONES
from members.choices import SubjectKind
from members.permissions import assignments, can_read_records, can_write_records


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


TABS = (
    ("Tóm tắt", "inspection-detail"),
    ("Đoàn, hồi tránh", "inspection-team"),
    ("Hồ sơ", "inspection-dossier"),
)
"""The pages of one inspection: what a tab says, and the name of its address."""


def own_office(user):
    """The organization for which a user writes: the first of their assignments that allows it."""
    offices = (one.organization for one in assignments(user))
    return next((office for office in offices if can_write_records(user, office)), None)


def rows_concerning(member):
    """The rows of each kind that a member is shut out of, and the letters about them."""
    closed = concerning(member)
    yield Denunciation.objects.filter(subject_member=member)
    yield ResolutionInspection.objects.filter(inspection__in=closed)
    for model in (Inspection, Subject, Finding, Remedy):
        yield model.objects.filter(**{f"{model.OF_INSPECTION}__in": closed})


def refuse_shut_out(user, inspection_id):
    """For who is concerned by an inspection it doesn't exist; that they asked for it is recorded."""
    if inspection_id in shut_out(user):
        actions.deny(inspection_id, by=user)
        raise Http404


class InspectionPage(DetailScreen):
    """One of the pages of an inspection: the same bar and tabs on each; opening any of them is recorded."""

    model, permission, link_key = Inspection, can_read_records, "pk"
    related = ("organization", "programme_item__programme", "origin__inspection", "origin__subject_organization",
               "origin__subject_member")  # fmt: skip
    records_reading = True
    url_name = "inspection-detail"

    def prepare(self):
        refuse_shut_out(self.request.user, self.kwargs["pk"])
        super().prepare()

    def crumbs(self):
        return [Crumb("Các cuộc kiểm tra, giám sát", reverse("inspection-list"))]

    def tabs(self):
        return [Tab(label, reverse(name, args=[self.object.pk]), name == self.url_name) for label, name in TABS]

    def identity(self):
        inspection = self.object
        return [
            Fact("Số quyết định", inspection.number or "chưa có"),
            organization_fact("Thực hiện", inspection.organization, self.request.user),
            Fact("Chủ thể", inspection.get_body_display()),
            Fact("Tình trạng", inspection.get_state_display(), tone=STATE_TONES[inspection.state]),
        ]
