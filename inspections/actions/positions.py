"""Acts repeat the place of who acted and the position of their subjects; when those are corrected, the acts follow."""

from django.db.models import OuterRef, Subquery

from inspections.models import Denunciation, Finding, Inspection, Programme, ProgrammeItem, Remedy, Subject
from members.actions import refresh_actors, refresh_subjects


def refresh_positions(*, organization_ids, member_ids):
    """Write anew what programmes, inspections and letters repeat of these organizations and members."""
    if organization_ids:
        for model in (Programme, Inspection, Denunciation):
            refresh_actors(model, organization_ids)
        _copy(Inspection, Subject, "inspection", organization_ids, "path", "level")
        _copy(Programme, ProgrammeItem, "programme", organization_ids, "path")
        _copy_findings(organization_ids)
    subjects = {"organization_ids": organization_ids, "member_ids": member_ids}
    refresh_subjects(Subject, **subjects, date_of=lambda subject: subject.concluded or subject.listed)
    refresh_subjects(Denunciation, **subjects, date_of=lambda letter: letter.received)


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
