"""What a yearly rating depends on: discipline of the year, and what was to be remedied by then and is not.

It is shown beside the rating and forces nothing. What concerns the reader as a member is left out, as everywhere.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse

from core.periods import of_dates
from core.text import number, short_date
from discipline.models import Decision
from inspections.models import Remedy
from members.choices import SubjectKind
from members.models import ReviewMeasure, in_subtree

DISCIPLINED, DISCIPLINED_BELOW, REMEDIES = "disciplined", "disciplined below", "remedies"


@dataclass(frozen=True)
class Note:
    """One thing that a rating depends on, with the way to it."""

    text: str
    url: str = ""
    tone: str = "warn"


@dataclass
class Basis:
    """What stands beside one rating, and what of it a rule may bar a grade for."""

    notes: list[Note] = field(default_factory=list)
    grounds: set[str] = field(default_factory=set)

    def add(self, note, ground=""):
        self.notes.append(note)
        if ground:
            self.grounds.add(ground)


def basis_of(subjects, kind, *, year, user, today):
    """The basis of each of the subjects of one kind, by key; a few queries for all of them."""
    found = defaultdict(Basis)
    until = min(today, date(year, 12, 31))
    asked = _Asked(subjects, kind, of_dates(date(year, 1, 1), date(year, 12, 31)), until, user)
    _decided(found, asked)
    _in_force(found, asked)
    if kind == SubjectKind.ORGANIZATION:
        _below(found, asked)
    _remedies(found, asked)
    _measures(found, asked)
    return found


@dataclass(frozen=True)
class _Asked:
    subjects: list
    kind: str
    period: object
    until: date
    user: object

    def about(self, prefix=""):
        return {f"{prefix}subject_{self.kind}__in": self.subjects}

    @property
    def column(self):
        return f"subject_{self.kind}_id"


def _standing(asked):
    """Decisions that the user may see and that stand: what was annulled since bars nobody."""
    return Decision.objects.visible_to(asked.user).standing(asked.until).exclude(stands="")


def _told(decision, words):
    text = f"{decision.get_form_display()}, QĐ {decision.number} ngày {short_date(decision.decided)}{words}"
    return Note(text, reverse("decision-detail", args=[decision.pk]), "late")


def _decided(found, asked):
    rows = _standing(asked).decided_in(asked.period).filter(**asked.about()).order_by("decided", "pk")
    for one in rows:
        found[getattr(one, asked.column)].add(_told(one, ""), DISCIPLINED)


def _in_force(found, asked):
    """Taken in an earlier year, and still in force at the end of this one."""
    rows = Decision.objects.visible_to(asked.user).in_force(asked.until).filter(**asked.about())
    for one in rows.filter(decided__lt=asked.period.first).order_by("decided", "pk"):
        found[getattr(one, asked.column)].add(_told(one, ", còn hiệu lực"))


def _below(found, asked):
    """How many organizations under each, and members in its tree, were disciplined in the year."""
    places = Q(pk__in=[])
    for one in asked.subjects:
        places |= in_subtree(one.path, "subject_organization__path") | in_subtree(one.path, "subject_member__path")
    rows = _standing(asked).decided_in(asked.period).filter(places).order_by()
    pairs = list(rows.values_list("subject_organization__path", "subject_member__path"))
    for one in asked.subjects:
        count = sum(_is_below(one.path, *pair) for pair in pairs)
        if count:
            text = f"{number(count)} tổ chức trực thuộc, đảng viên bị kỷ luật trong năm"
            found[one.pk].add(Note(text, reverse("organization-record", args=[one.pk]), "late"), DISCIPLINED_BELOW)


def _is_below(path, organization, member):
    """Whether who was disciplined is a member in the tree of a place, or an organization under it."""
    return member.startswith(path) if member else organization.startswith(path) and organization != path


def _remedies(found, asked):
    rows = Remedy.objects.visible_to(asked.user).open(asked.until)
    rows = rows.filter(**asked.about("finding__subject__")).order_by("due", "pk")
    for one in rows.select_related("finding__subject"):
        key = getattr(one.finding.subject, asked.column)
        _undone(found[key], one, asked.until, "Khắc phục", reverse("remedy-detail", args=[one.pk]))


def _measures(found, asked):
    rows = ReviewMeasure.objects.visible_to(asked.user).open(asked.until)
    rows = rows.filter(limitation__review__held__lte=asked.until, **asked.about("limitation__review__"))
    for one in rows.select_related("limitation__review").order_by("due", "pk"):
        key = getattr(one.limitation.review, asked.column)
        _undone(found[key], one, asked.until, "Biện pháp sau kiểm điểm", reverse("measure-detail", args=[one.pk]))


def _undone(basis, one, until, what, url):
    """A remedy or measure that isn't done by the end of the year; only what was due by then is a ground."""
    if one.due and one.due <= until:
        basis.add(Note(f"{what} chưa xong, hạn {short_date(one.due)}", url, "late"), REMEDIES)
    else:
        basis.add(Note(f"{what} đang thực hiện, hạn {short_date(one.due) or 'chưa định'}", url))
