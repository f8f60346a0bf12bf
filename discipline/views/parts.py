"""What the pages of discipline share."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.timeline import timeline
from core.screens import Fact, Section
from core.text import short_date
from discipline import actions
from discipline.models import Appeal, Case, Decision, StrikeOff, Suspension
from discipline.models.scope import concerning
from members.choices import Body, SubjectKind
from members.permissions import can_read_records
from rules import book

SUBJECT = ("subject_organization", "subject_member")
ROWS_OF_SUBJECTS = ("violations", "votes__counts", "deferrals", "circumstances", "overrides__by", "decisions")


def history_section(obj):
    entries = timeline(obj, labels={"groups": "nhóm vi phạm"})
    template = "partials/history.html" if entries else ""
    return Section("Quá trình cập nhật", template=template, context={"entries": entries})


def acting_body(act):
    """Who acted; a cell has no other body than itself."""
    return str(act.organization) if act.body == Body.CELL else f"{act.get_body_display()} – {act.organization}"


def subject_fact(decision, user):
    """Who is disciplined, with the way to their page where the user may go there."""
    subject, kind = decision.subject, SubjectKind(decision.subject_kind)
    url = reverse(f"{kind.value}-detail", args=[subject.pk]) if can_read_records(user, subject) else ""
    return Fact(f"{kind.label} bị kỷ luật", subject, url)


def decision_fact(decision, user):
    text = f"{decision.number} ngày {short_date(decision.decided)}"
    url = reverse("decision-detail", args=[decision.pk]) if can_read_records(user, decision) else ""
    return Fact("Quyết định bị khiếu nại", text, url)


def standing_facts(decision):
    """What the subject was on the day of the decision."""
    kind = Fact("Loại tổ chức của đối tượng", decision.get_organization_type_display())
    if decision.subject_kind == SubjectKind.ORGANIZATION:
        return [kind]
    return [
        Fact("Cấp ủy viên", decision.get_seat_display()),
        Fact("Diện quản lý", decision.get_managed_by_display()),
        kind,
    ]


def rows_concerning(member):
    """The rows of each kind that are about a member, whom nothing of them may reach."""
    yield Suspension.objects.filter(subject_member=member)
    yield StrikeOff.objects.filter(member=member)
    for model in (Case, Decision, Appeal):
        rows = model.objects.all()
        yield model.objects.filter(concerning(member, rows.CASE, rows.DECISION))


def note_refused(user, model, key):
    """Record that somebody asked for a row of discipline that concerns them, and so doesn't exist for them."""
    row = model.objects.filter(pk=key).first()
    if row and can_read_records(user, row) and not model.objects.visible_to(user).filter(pk=key).exists():
        actions.deny(row, by=user)


class HiddenFromConcerned:
    """A screen of one row, which isn't there for whom it concerns; that they asked for it is recorded."""

    def prepare(self):
        try:
            super().prepare()
        except Http404:
            note_refused(self.request.user, self.model, self.kwargs["pk"])
            raise


class WithRules:
    """A screen that asks the rules several times, and reads them once."""

    @cached_property
    def rulebook(self):
        return book.read()


def asked_row(rows, key):
    """The row that the address names by its key; none when it names none, 404 when it names no row of these."""
    if not key:
        return None
    row = rows.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
    if row is None:
        raise Http404
    return row


def subjects_of(case):
    rows = case.subjects.select_related("case", "subject_organization", "subject_member__organization")
    return rows.prefetch_related(*ROWS_OF_SUBJECTS).order_by("pk")
