"""Rows that the statistical forms count and no single column says: who was disciplined, and letters as one each.

A letter about three subjects is three rows of one organization and number; form 21 counts it once.
"""

from django.db.models import Exists, OuterRef, Q

from discipline.models import Decision
from inspections.models import Denunciation, DenunciationGroup


def disciplined_subjects(subjects, day):
    """Subjects disciplined by a day because of their inspection: by a decision that names it, or whose case does."""
    of_inspection = Q(inspection=OuterRef("inspection")) | Q(case_subject__case__inspection=OuterRef("inspection"))
    return subjects.filter(Exists(_about_the_same(day).filter(of_inspection)))


def disciplined_accused(denunciations, day):
    """Accused who were disciplined by a day in a case that their letter led to."""
    of_letter = Q(case_subject__case__denunciation=OuterRef("pk"))
    return denunciations.filter(Exists(_about_the_same(day).filter(of_letter)))


def _about_the_same(day):
    """Decisions taken by a day about the organization or member of the row outside."""
    same = Q(subject_organization=OuterRef("subject_organization")) | Q(subject_member=OuterRef("subject_member"))
    return Decision.objects.filter(same, decided__lte=day).order_by()


def letters(denunciations):
    """Of each letter the row that was written first: it stands for the letter."""
    earlier = Denunciation.objects.filter(
        organization=OuterRef("organization"), number=OuterRef("number"), pk__lt=OuterRef("pk")
    )
    return denunciations.filter(~Exists(earlier.order_by()))


def letter_groups(groups):
    """Of the groups of violation that a letter names, whichever of its subjects they are about, each once."""
    earlier = DenunciationGroup.objects.filter(
        code=OuterRef("code"),
        denunciation__organization=OuterRef("denunciation__organization"),
        denunciation__number=OuterRef("denunciation__number"),
        pk__lt=OuterRef("pk"),
    )
    return groups.filter(~Exists(earlier.order_by()))
