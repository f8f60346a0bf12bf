"""What stands behind a counted row: the record with a page of its own, and what else decides whether it is counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from discipline.models import Appeal, Decision, StrikeOff, Suspension
from inspections.models import Denunciation, Inspection, Programme, Remedy, Resolution
from members.models import Rating, ReviewMeasure, SelfReview


@dataclass(frozen=True)
class Source:
    """The records of a fact: their model, their page, what is read with them, and whose history tells why."""

    model: type[models.Model]
    page: str = ""
    related: tuple[str, ...] = ("organization",)
    parts: Callable[[Iterable[models.Model], object], dict[int, list[models.Model]]] | None = None
    """By the key of a record: what else decides whether it is counted, such as the place of its organization."""

    def url(self, key):
        return reverse(self.page, args=[key]) if self.page else ""

    def visible(self, keys, user):
        """Those of the records that the user may see, by key."""
        if not keys:
            return {}
        return self.model.objects.visible_to(user).select_related(*self.related).in_bulk(keys)

    def told_by(self, records, user):
        """Each record with what else its history is about."""
        return (self.parts or _organizations)(records, user)


def _organizations(records, user):
    return {record.pk: [record.organization] for record in records}


def _and_appeals(decisions, user):
    """An appeal changes how a decision stands."""
    found = _organizations(decisions, user)
    for appeal in Appeal.objects.visible_to(user).filter(decision__in=list(found)).order_by("pk"):
        found[appeal.decision_id].append(appeal)
    return found


def _and_findings(remedies, user):
    found = {}
    for remedy in remedies:
        inspection = remedy.finding.subject.inspection
        found[remedy.pk] = [remedy.finding, inspection, inspection.organization]
    return found


def _and_inspections(programmes, user):
    """A line of a programme is done when its inspections are concluded."""
    found = _organizations(programmes, user)
    rows = Inspection.objects.visible_to(user).filter(programme_item__programme__in=list(found))
    for inspection in rows.select_related("programme_item").order_by("pk"):
        found[inspection.programme_item.programme_id].append(inspection)
    return found


def _reviews(measures, user):
    return {measure.pk: [measure.limitation.review, measure.limitation] for measure in measures}


def _subjects(rows, user):
    return {row.pk: [row.subject] for row in rows}


SUBJECT = ("subject_organization", "subject_member")
FINDING = "finding__subject__inspection__organization"
INSPECTIONS = Source(Inspection, "inspection-detail")
DECISIONS = Source(Decision, "decision-detail", ("organization", *SUBJECT), _and_appeals)
APPEALS = Source(Appeal, "appeal-detail", ("organization", "decision"))
LETTERS = Source(Denunciation, "denunciation-detail", ("organization", *SUBJECT))
REMEDIES = Source(Remedy, "remedy-detail", (FINDING,), _and_findings)
PROGRAMMES = Source(Programme, "programme-detail", parts=_and_inspections)

REVIEWS = Source(SelfReview, "selfreview-detail", SUBJECT, _subjects)
MEASURES = Source(ReviewMeasure, "measure-detail", tuple(f"limitation__review__{name}" for name in SUBJECT), _reviews)

SOURCES = {
    "subject": INSPECTIONS,
    "subject_in_progress": INSPECTIONS,
    "inspection": INSPECTIONS,
    "inspection_in_progress": INSPECTIONS,
    "decision": DECISIONS,
    "decision_group": DECISIONS,
    "decision_in_force": DECISIONS,
    "suspension": Source(Suspension, "suspension-detail", ("organization", *SUBJECT)),
    "strike_off": Source(StrikeOff, "strikeoff-detail", ("organization", "member")),
    "appeal_received": APPEALS,
    "appeal_resolved": APPEALS,
    "denunciation_received": LETTERS,
    "denunciation_resolved": LETTERS,
    "remedy_done": REMEDIES,
    "remedy_done_late": REMEDIES,
    "remedy_overdue": REMEDIES,
    "remedy_open": REMEDIES,
    "item_planned": PROGRAMMES,
    "item_done": PROGRAMMES,
    "rating": Source(Rating, related=SUBJECT, parts=_subjects),
    "resolution": Source(Resolution, "resolution-detail", ("organization",)),
    "review": REVIEWS,
    "limitation": REVIEWS,
    "measure_due": MEASURES,
    "measure_done": MEASURES,
    "measure_done_late": MEASURES,
    "measure_overdue": MEASURES,
}
"""By the name of a fact."""
