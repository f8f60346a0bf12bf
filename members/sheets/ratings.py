from core.lots import fetch
from core.sheets import Column, Draft, choice, save, whole
from members.choices import Grade
from members.models import Rating
from members.permissions import can_write_records
from members.rating_actions import placed
from members.sheets.access import NO_RIGHT
from members.sheets.acts import (
    SubjectSheet,
    home_of,
    put_subject,
    read_past_of,
    same_subject,
    stored_subject,
    subject_columns,
    subject_key,
)

YEAR = whole(1930, 2200)


class RatingSheet(SubjectSheet):
    """Sheet `Xếp loại`."""

    title = "Xếp loại"
    columns = (
        Column("year", "Năm", YEAR, required=True),
        *subject_columns("Tổ chức", "Đảng viên"),
        Column("grade", "Mức", choice(Grade.choices), required=True),
    )
    permission = staticmethod(can_write_records)

    def load(self):
        """Read the stored ratings of everyone the sheet names."""
        organizations = [self.organizations.by_code.get(row["subject_organization"]) for row in self.rows]
        members = [self.members.by_card.get(row["subject_member"]) for row in self.rows]
        ids = [{subject.pk for subject in subjects if subject and subject.pk} for subjects in (organizations, members)]
        ratings = Rating.objects.filter(year__in={row["year"] for row in self.rows if row["year"]})
        rows = [r for name, keys in zip(SUBJECT_KEYS, ids, strict=True) for r in fetch(ratings, name, keys)]
        self.stored = {(rating.year, stored_subject(rating)): rating for rating in rows}

    def examine(self):
        self.load()
        for row in self.counted():
            subject = self.subject_of(row)
            if subject and row["year"] and not self.repeats(row, (row["year"], subject_key(subject))):
                self._check_right(row, subject)
                self._draft(row, subject)

    def _check_right(self, row, subject):
        organization = home_of(subject)
        if organization and not self.organizations.may(can_write_records, organization):
            self.refuse(row, self.subject_column(row), NO_RIGHT.format(organization.code))

    def _draft(self, row, subject):
        stored = self.stored.get((row["year"], same_subject(subject)))
        draft = Draft(stored or Rating(year=row["year"]))
        put_subject(draft, subject)
        draft.put_row(row, ("grade",))
        self.drafts.append(draft)
        self.keep(draft)

    def write(self):
        written = [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]
        read_past_of([rating.subject for rating in written])
        for rating in written:
            placed(rating)
            rating.points, rating.told, rating.reason = None, "", ""  # they belonged to the grade before
        save(Rating, self.drafts)


SUBJECT_KEYS = ("subject_organization_id", "subject_member_id")
