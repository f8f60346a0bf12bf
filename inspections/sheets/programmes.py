from core.lots import fetch, remove
from core.sheets import Column, Draft, choice, day, listed, save, text_of, whole
from inspections.choices import Activity, ProgrammeScope, ProgrammeState
from inspections.models import Programme, ProgrammeItem, ProgrammeItemSubject
from members.permissions import can_write_records
from members.sheets import (
    ANYBODY,
    BODY_COLUMN,
    ORGANIZATION_COLUMN,
    YEAR,
    SubjectSheet,
    place_actors,
    put_subject,
    subject_key,
)


class ProgrammeSheet(SubjectSheet):
    """Sheet `Chương trình`; it also finds the items that inspections carry out."""

    title = "Chương trình"
    columns = (
        Column("year", "Năm", YEAR, required=True),
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        Column("document_number", "Số văn bản", text_of(ProgrammeItem, "document_number")),
        Column("document_date", "Ngày ban hành", day),
        Column("number", "STT", whole(), required=True),
        Column("activity", "Loại", choice(Activity.choices), required=True),
        Column("content", "Nội dung", text_of(ProgrammeItem, "content"), required=True),
        Column("subjects", "Đối tượng", listed(ANYBODY), refers="anybody"),
        Column("quarter", "Quý", whole(1, 4)),
        Column("lead", "Phụ trách", text_of(ProgrammeItem, "lead")),
    )
    permission = staticmethod(can_write_records)
    parts = (ProgrammeItemSubject,)
    FIELDS = ("document_number", "document_date", "activity", "content", "quarter", "lead")

    def __init__(self, findings, progress, members):
        super().__init__(findings, progress, members)
        self.programmes, self.items, self.subjects = {}, {}, {}
        self.programme_drafts = {}

    def load(self):
        """Read the stored programmes of the organizations that the book names as actors."""
        yearly = Programme.objects.filter(scope=ProgrammeScope.YEAR)
        stored = list(self.stored_acts(yearly))
        self.organizations.load_ids({programme.organization_id for programme in stored})
        for programme in stored:
            programme.organization = self.organizations.by_id[programme.organization_id]
            key = (self.organizations.by_id[programme.begun_by_id].code, programme.body, programme.year)
            self.programmes[key] = programme
        by_id = {programme.pk: (key, programme) for key, programme in self.programmes.items()}
        for item in fetch(ProgrammeItem.objects, "programme_id", by_id):
            key, item.programme = by_id[item.programme_id]
            self.items[(*key, item.number)] = item
        self._load_subjects()

    def _load_subjects(self):
        if self.rows:
            ids = [item.pk for item in self.items.values()]
            named = ProgrammeItemSubject.objects.select_related("subject_organization", "subject_member")
            for row in fetch(named, "item_id", ids):
                self.subjects.setdefault(row.item_id, []).append(subject_key(row.subject)[1])

    def item(self, organization, body, year, number):
        """The item of that number in a body's programme of the year, if there is one."""
        return self.items.get((organization.code, body, year, number))

    def can_name(self, inspection):
        """Whether the item that a stored inspection carries out is one of its body's that a book tells."""
        key = (inspection.organization.code, inspection.body)
        told = (item for named, item in self.items.items() if named[:2] == key and is_told(item))
        return any(item.pk == inspection.programme_item_id for item in told)

    def examine(self):
        self.load()
        for row in self.counted():
            organization = self.actor_of(row)
            subjects = self._subjects(row)
            if organization and row["body"] and row["year"] and row["number"]:
                key = (organization.code, row["body"], row["year"], row["number"])
                if not self.repeats(row, key):
                    self._draft(row, key, organization, subjects)

    def _subjects(self, row):
        found = {code: self.somebody(code) for code in row["subjects"] or ()}
        for code in [code for code, subject in found.items() if subject is None]:
            self.refuse(row, "subjects", self.unknown(code))
        return [code for code, subject in found.items() if subject]

    def _draft(self, row, key, organization, subjects):
        draft = Draft(self.items.get(key) or ProgrammeItem(number=row["number"]))
        draft.obj.programme = self._programme(key[:3], organization)
        draft.put_row(row, self.FIELDS)
        if row.has("subjects"):
            draft.put_list("subjects", self.subjects.get(draft.obj.pk, ()), subjects)
        if draft.obj.programme.is_issued_here and (draft.is_new or draft.is_changed):
            message = "Chương trình này đã ban hành trên phần mềm. Hãy dùng bước Điều chỉnh chương trình ở đó."
            self.refuse(row, "number", message)
        self.items[key] = draft.obj
        self.drafts.append(draft)
        self.keep(draft)

    def _programme(self, key, organization):
        if key not in self.programmes:
            programme = Programme(organization=organization, body=key[1], year=key[2])
            self.programmes[key] = programme
            self.programme_drafts[key] = Draft(programme)
        return self.programmes[key]

    def recorded(self):
        yield from self.programme_drafts.values()
        yield from super().recorded()

    def write(self):
        new = list(self.programme_drafts.values())
        place_actors([draft.obj for draft in new], lambda programme: programme.act_date)
        save(Programme, new)
        for draft in self.drafts:
            draft.obj.path = draft.obj.programme.path
        save(ProgrammeItem, self.drafts)
        self._write_subjects()

    def _write_subjects(self):
        touched = [draft for draft in self.drafts if draft.list_changed("subjects")]
        remove(ProgrammeItemSubject.objects, "item_id", [draft.obj.pk for draft in touched if not draft.is_new])
        rows = []
        for draft in touched:
            for code in draft.lists["subjects"][1]:
                rows.append(Draft(ProgrammeItemSubject(item=draft.obj)))
                put_subject(rows[-1], self.somebody(code))
        save(ProgrammeItemSubject, rows)


def is_told(item):
    """Whether a book has a line of a yearly programme: not those of a draft, nor those cancelled."""
    return item.programme.state != ProgrammeState.DRAFT and item.cancelled is None
