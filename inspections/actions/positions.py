"""Acts repeat the place of who acted and the position of their subjects; when those are corrected, the acts follow.

Everything is written as it was on the date of the act, so a reorganization changes nothing of the time before it.
"""

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.bulk import Keys
from inspections.models import (
    Denunciation,
    Finding,
    Inspection,
    Programme,
    ProgrammeItem,
    Remedy,
    Resolution,
    RoutineNote,
    Subject,
)
from members.actions import refresh_actors, refresh_subjects
from members.models import not_over

CONCLUDED = not_over(Coalesce(OuterRef("concluded"), OuterRef("listed")))
"""The date of an inspection and of its subjects: see `Inspection.act_date`."""
ISSUED = Q(valid_until__year__gte=OuterRef("year")) & not_over(Coalesce(OuterRef("issued"), F("valid_until")))
"""The date of a programme: see `Programme.act_date`."""


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what programmes, inspections, notes and letters repeat of these organizations and members."""
    organization_ids = Keys(organization_ids)
    if organization_ids:
        refresh_actors(Programme, organization_ids, ISSUED)
        refresh_actors(Inspection, organization_ids, CONCLUDED)
        refresh_actors(Denunciation, organization_ids, not_over("received"))
        refresh_actors(RoutineNote, organization_ids, not_over("noted"))
        refresh_actors(Resolution, organization_ids, not_over("held"))
        _copy(Inspection, Subject, "inspection", organization_ids, "path", "level")
        _copy(Programme, ProgrammeItem, "programme", organization_ids, "path")
        _copy_findings(organization_ids)
    subjects = {"organization_ids": organization_ids, "member_ids": member_ids}
    refresh_subjects(Subject, **subjects, date_of=lambda row: row.concluded or row.listed, not_over=CONCLUDED)
    refresh_subjects(Denunciation, **subjects, date_of=lambda row: row.received, not_over=not_over("received"))
    refresh_subjects(RoutineNote, **subjects, date_of=lambda row: row.noted, not_over=not_over("noted"))


def _copy(upper, lower, link, organization_ids, *columns):
    """Repeat columns of acts of these organizations on the rows below the acts."""
    source = upper._base_manager.filter(pk=OuterRef(f"{link}_id"))
    rows = lower._base_manager.filter(**{f"{link}__organization_id__in": organization_ids})
    rows.update(**{column: Subquery(source.values(column)) for column in columns})


def _copy_findings(organization_ids):
    subject = Subject.objects.filter(pk=OuterRef("subject_id"))
    findings = Finding.objects.filter(subject__inspection__organization_id__in=organization_ids)
    findings.update(path=Subquery(subject.values("path")))
    finding = Finding.objects.filter(pk=OuterRef("finding_id"))
    remedies = Remedy.objects.filter(finding__subject__inspection__organization_id__in=organization_ids)
    remedies.update(path=Subquery(finding.values("path")))
