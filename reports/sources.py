"""What stands behind a counted row: the record with a page of its own, and what else decides whether it is counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from discipline.models import Appeal, Decision, StrikeOff, Suspension
from inspections.models import Denunciation, Inspection, Programme, Remedy
from members.models import Rating


@dataclass(frozen=True)
class Source:
    """The records of a fact: their model, the name of their page, and which other records tell how one changed."""

    model: type[models.Model]
    page: str = ""
    parts: Callable[[models.Model, object], Iterable[models.Model]] = lambda record, user: ()

    def url(self, key):
        return reverse(self.page, args=[key]) if self.page else ""

    def visible(self, keys, user):
        """Those of the records that the user may see, by key."""
        return self.model.objects.visible_to(user).in_bulk(keys) if keys else {}


def _of_decision(decision, user):
    return [decision.organization, *Appeal.objects.visible_to(user).filter(decision=decision)]


def _of_remedy(remedy, user):
    inspection = remedy.finding.subject.inspection
    return [remedy.finding, inspection, inspection.organization]


def _of_programme(programme, user):
    carried_out = Inspection.objects.visible_to(user).filter(programme_item__programme=programme)
    return [programme.organization, *carried_out]


def _of_rating(rating, user):
    return [rating.subject]


def _of_act(act, user):
    return [act.organization]


INSPECTIONS = Source(Inspection, "inspection-detail", _of_act)
DECISIONS = Source(Decision, "decision-detail", _of_decision)
APPEALS = Source(Appeal, "appeal-detail", _of_act)
LETTERS = Source(Denunciation, "denunciation-detail", _of_act)
REMEDIES = Source(Remedy, "remedy-detail", _of_remedy)
PROGRAMMES = Source(Programme, "programme-detail", _of_programme)

SOURCES = {
    "subject": INSPECTIONS,
    "subject_in_progress": INSPECTIONS,
    "inspection": INSPECTIONS,
    "inspection_in_progress": INSPECTIONS,
    "decision": DECISIONS,
    "decision_group": DECISIONS,
    "decision_in_force": DECISIONS,
    "suspension": Source(Suspension, "suspension-detail", _of_act),
    "strike_off": Source(StrikeOff, "strikeoff-detail", _of_act),
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
    "rating": Source(Rating, parts=_of_rating),
}
"""By the name of a fact."""
