"""Yearly ratings as they are entered: many of a year at once, each with its author on the history chain."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import history
from accounts.choices import Act
from members.choices import SubjectKind
from members.models import Member, Organization, Rating, rated_position
from members.permissions import own_member


@dataclass(frozen=True)
class RatingEntry:
    """A rating as it is wanted; `version` is that of the stored one when the form was opened, 0 for none."""

    subject: Organization | Member
    grade: str
    points: Decimal | None = None
    told: str = ""
    reason: str = ""
    version: int = 0

    @property
    def key(self):
        """How the fields of a form name who is rated: "o12", "m345"."""
        return key_of(self.subject)


def key_of(subject):
    return f"{'o' if isinstance(subject, Organization) else 'm'}{subject.pk}"


def placed(rating):
    """Put a rating where who is rated stood at the end of the year: every rating that is written comes through here."""
    for name, value in rated_position(rating.subject, rating.year).items():
        setattr(rating, name, value)
    return rating


@transaction.atomic
def rate(entries, *, by, year, reason=""):
    """Enter or change ratings of a year, all or none; what is as stored stays. Returns those that were written.

    Raises ValidationError {key of the entry: message} for what somebody else changed meanwhile and for oneself.
    """
    entries = list(entries)
    stored = _stored(entries, year)
    faults = {one.key: _refusal(one, stored.get(one.key), by) for one in entries}
    if any(faults.values()):
        raise ValidationError({key: text for key, text in faults.items() if text})
    written = [_written(one, stored.get(one.key), year) for one in entries]
    written = [(before, rating) for before, rating in written if rating is not None]
    acts = [(Act.UPDATE if before else Act.CREATE, before, rating) for before, rating in written]
    history.record_many(
        by=by,
        entries=[
            history.Entry(act, rating, before, history.snapshot(rating), rating.reason or reason)
            for act, before, rating in acts
        ],
    )
    return [rating for _, rating in written]


def _stored(entries, year):
    """The ratings of the year that exist already, held until the end of the transaction."""
    rows = Rating.objects.select_for_update(of=("self",)).filter(year=year).order_by("pk")
    subjects = [one.subject for one in entries]
    organizations = rows.filter(subject_organization__in=[one for one in subjects if isinstance(one, Organization)])
    members = rows.filter(subject_member__in=[one for one in subjects if isinstance(one, Member)])
    return {_key_of_rating(row): row for found in (organizations, members) for row in found}


def _key_of_rating(row):
    return f"o{row.subject_organization_id}" if row.subject_organization_id else f"m{row.subject_member_id}"


def _refusal(entry, stored, by):
    if isinstance(entry.subject, Member) and entry.subject == own_member(by):
        return "Không tự xếp loại cho chính mình. Hãy để người khác nhập dòng này."
    if (stored.version if stored else 0) == entry.version:
        return ""
    now = f"“{stored.get_grade_display()}”" if stored else "chưa xếp loại"
    return f"Người khác vừa sửa dòng này, hiện là {now}. Hãy tải lại trang để xem rồi sửa lại."


def _written(entry, stored, year):
    """(the columns before, the rating); no rating where nothing differs."""
    before = history.snapshot(stored) if stored else None
    rating = stored or _new(entry.subject, year)
    values = {"grade": entry.grade, "points": entry.points, "told": entry.told, "reason": entry.reason}
    if stored and all(getattr(stored, name) == value for name, value in values.items()):
        return None, None
    for name, value in values.items():
        setattr(rating, name, value)
    rating.version += 1 if stored else 0
    placed(rating)
    try:
        with transaction.atomic():
            rating.full_clean()
            rating.save()
    except (ValidationError, IntegrityError) as error:
        messages = getattr(error, "messages", None) or ["Vừa được xếp loại ở nơi khác. Hãy tải lại trang."]
        raise ValidationError({entry.key: messages}) from error
    return before, rating


def _new(subject, year):
    kind = SubjectKind.ORGANIZATION if isinstance(subject, Organization) else SubjectKind.MEMBER
    return Rating(year=year, subject_kind=kind, **{f"subject_{kind}": subject})
