"""Numbers of documents: without gaps, from 01 per body, type of document and term.

Source: 05-HD/VPTW of 2026 [S], 36-HD/VPTW of 2018 [C].
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.models import NumberSeries
from inspections.regulations import abbreviation_of, document_number, numbering_bodies
from members.models import Act, Organization
from rules import book

NUMBERED = (("number", "decided"), ("conclusion_number", "concluded"))
"""Columns of acts that bear numbers of documents, each with the date that puts it into a term."""


@transaction.atomic
def next_number(*, organization, body, document_type, day):
    """Take the next number of a series; whoever asks at the same moment waits and gets the one after.

    A number belongs to the step that takes it: when that is refused, the series stands as before. Numbers typed by
    hand, and those of books that were imported, count as given: the series goes on after the highest.
    """
    abbreviation = abbreviation_of(organization.type, body)
    if not abbreviation:
        raise ValidationError({"number": "Chưa có ký hiệu văn bản của chủ thể này. Hãy nhập đủ số, ký hiệu."})
    bodies, term = numbering_bodies(body), first_day_of_term(day)
    series, _ = NumberSeries.objects.select_for_update().get_or_create(
        organization=organization, body=bodies[0], kind=document_type, term=term
    )
    ending = f"-{document_type}/{abbreviation}"
    series.last = max(series.last, _highest(organization, bodies, ending, term)) + 1
    series.save(update_fields=["last"])
    return document_number(series.last, document_type, abbreviation)


def first_day_of_term(day):
    """The first day of the party term that a day lies in: numbers begin anew with each congress."""
    rules = book.read().in_force("term", day)
    return max((rule["first"] for rule in rules if rule["first"] <= day), default=date.min)


def _highest(organization, bodies, ending, since):
    """The highest number that any act of these bodies bears, in whatever app it is recorded."""
    written = re.compile(rf"0*([0-9]{{1,6}}){re.escape(ending)}")
    found = (
        written.fullmatch(number)
        for model, column, day in _numbered_columns()
        for number in model.objects.filter(
            organization=organization, body__in=bodies, **{f"{day}__gte": since, f"{column}__endswith": ending}
        ).values_list(column, flat=True)
    )
    return max((int(match[1]) for match in found if match), default=0)


def _numbered_columns():
    acts = {one.related_model for one in Organization._meta.related_objects if issubclass(one.related_model, Act)}
    for model in sorted(acts, key=lambda model: model._meta.label):
        names = {field.name for field in model._meta.concrete_fields}
        yield from ((model, column, day) for column, day in NUMBERED if {column, day} <= names)
