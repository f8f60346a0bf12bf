"""What sheets of acts share: who acted, and about exactly one organization or member."""

from django.db.models import Prefetch, prefetch_related_objects

from core.lots import CHUNK, fetch
from core.sheets import Column, ImportSheet, choice, line, nearest, text_of
from members.choices import Body, SubjectKind
from members.models import Member, Organization, Placement, Standing, actor_position, subject_position
from members.sheets.access import NO_RIGHT

ORGANIZATION_COLUMN = Column(
    "organization", "Mã tổ chức", text_of(Organization, "code"), required=True, refers="organization"
)
BODY_COLUMN = Column("body", "Chủ thể", choice(Body.choices), required=True)
SUBJECT_NAMES = ("subject_organization", "subject_member")
ANYBODY = line(max(Organization._meta.get_field("code").max_length, Member._meta.get_field("card_number").max_length))


def subject_columns(organization_heading, member_heading):
    """The two columns of which a row fills exactly one."""
    return (
        Column("subject_organization", organization_heading, text_of(Organization, "code"), refers="organization"),
        Column("subject_member", member_heading, text_of(Member, "card_number"), refers="member"),
    )


def subject_key(subject):
    """How a subject is told from every other within a book, stored or not."""
    return ("member", subject.card_number) if isinstance(subject, Member) else ("organization", subject.code)


def stored_subject(obj):
    """The same for a stored row about a subject: kind and key."""
    return obj.subject_organization_id, obj.subject_member_id


def same_subject(subject):
    """`stored_subject` of rows about this organization or member."""
    return (None, subject.pk) if isinstance(subject, Member) else (subject.pk, None)


def kind_of(subject):
    return SubjectKind.MEMBER if isinstance(subject, Member) else SubjectKind.ORGANIZATION


def put_subject(draft, subject):
    """Set which subject a new record is about; its position comes when everything is stored."""
    name = "subject_member" if isinstance(subject, Member) else "subject_organization"
    setattr(draft.obj, name, subject)
    draft.obj.subject_kind = kind_of(subject)


def home_of(subject):
    """The organization itself, or the one a member belongs to; none when the book does not say."""
    return subject._state.fields_cache.get("organization") if isinstance(subject, Member) else subject


class SubjectSheet(ImportSheet):
    """A sheet whose rows are about organizations and members."""

    permission = None
    """Who may write the rows: a predicate of the app's permissions."""

    def __init__(self, findings, progress, members):
        super().__init__(findings, progress)
        self.members, self.organizations = members, members.organizations
        self.readers = [(self, "organization")]

    def acting_ids(self):
        """Keys of the stored organizations whose acts the book names, here or in sheets that refer to this one."""
        codes = {row[name] for sheet, name in self.readers for row in sheet.rows}
        found = (self.organizations.by_code.get(code) for code in codes)
        return {organization.pk for organization in found if organization and organization.pk}

    def stored_acts(self, queryset):
        """Stored acts of the organizations that the book names, also those that a successor has taken over since."""
        ids = self.acting_ids()
        yield from fetch(queryset.filter(taken_from=None), "organization_id", ids)
        yield from fetch(queryset, "taken_from_id", ids)

    def subject_of(self, row):
        """The organization or member of a row; errors when none or both are named, or nobody by that code."""
        filled = [name for name in SUBJECT_NAMES if row[name] or name in row.bad]
        if len(filled) != 1:
            headings = " và ".join(f"“{column.heading}”" for column in self.columns if column.name in SUBJECT_NAMES)
            what = "Cả hai cột đều có giá trị" if filled else "Chưa ghi đối tượng"
            self.refuse(row, SUBJECT_NAMES[1 if filled else 0], f"{what}. Hãy điền đúng một trong hai cột {headings}.")
            return None
        finder = self.organizations if filled[0] == "subject_organization" else self.members
        return finder.find(self, row, filled[0])

    @staticmethod
    def subject_column(row):
        """The column that names the subject."""
        return "subject_member" if row["subject_member"] else "subject_organization"

    def somebody(self, code):
        """An organization by its code or a member by card number: for columns that hold either."""
        return self.organizations.by_code.get(code) or self.members.by_card.get(code)

    def unknown(self, code):
        hint = nearest(code, self.organizations.by_code)
        return f"Không có tổ chức hoặc đảng viên mang mã, số thẻ “{code}”.{hint} Hãy sửa hoặc bổ sung vào tệp."

    def actor_of(self, row):
        """The organization that acted; an error at the cell when the user may not write for it."""
        organization = self.organizations.find(self, row, "organization")
        if organization and not self.organizations.may(self.permission, organization):
            self.refuse(row, "organization", NO_RIGHT.format(organization.code))
        return organization

    def put_actor(self, draft, organization):
        """Who acts in a new record; of a stored one it is known, and may be a successor."""
        obj = draft.obj
        obj.organization = organization if draft.is_new else self.organizations.by_id[obj.organization_id]


def place_actors(objects, date_of):
    """Give acts the place and level of who acted, as the tree stood on the date of the act."""
    _read_standings([obj.organization for obj in objects])
    for obj in objects:
        for name, value in actor_position(obj.organization, date_of(obj), obj.taken_from).items():
            setattr(obj, name, value)


def place_subjects(objects, date_of):
    """Give rows the position of their subjects on the date of the act."""
    read_past_of([obj.subject for obj in objects])
    for obj in objects:
        for name, value in subject_position(obj.subject, date_of(obj)).items():
            setattr(obj, name, value)


EARLIER_STANDINGS = Prefetch("standings", Standing.objects.earlier())
EARLIER_PLACEMENTS = Prefetch("placements", Placement.objects.earlier().select_related("organization"))
"""Most have none, so that there is little to read: what they are today is on themselves."""


def read_past_of(subjects):
    """Read what tells where organizations and members stood, for many at once."""
    members = [subject for subject in subjects if isinstance(subject, Member)]
    organizations = [subject for subject in subjects if isinstance(subject, Organization)]
    _read_past(members, EARLIER_PLACEMENTS, "posts")
    cells = [cell for member in members for cell in _cells(member)]
    _read_standings([*organizations, *cells])


def _cells(member):
    return [member.organization, *(placement.organization for placement in member.placements.all())]


def _read_standings(organizations):
    _read_past([one for one in organizations if one.reorganized], EARLIER_STANDINGS)


def _read_past(objects, *lookups):
    each = list({id(one): one for one in objects}.values())
    for start in range(0, len(each), CHUNK):
        prefetch_related_objects(each[start : start + CHUNK], *lookups)
