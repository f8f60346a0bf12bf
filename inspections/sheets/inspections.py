import re
from datetime import date

from core.lots import fetch, gathered, rewrite
from core.sheets import BadCell, Column, Draft, choice, day, line, listed, save, save_lists, text_of, written
from inspections.choices import Activity, Content, Result
from inspections.models import Inspection, Subject, SubjectContent, SubjectTopic
from inspections.regulations import contents_of
from members.permissions import can_write_records
from members.sheets import (
    BODY_COLUMN,
    ORGANIZATION_COLUMN,
    SubjectSheet,
    kind_of,
    place_actors,
    place_subjects,
    put_subject,
    same_subject,
    stored_subject,
    subject_columns,
    subject_key,
)

CONTENT = choice((code, code) for code in Content.values)


def item_reference(cell):
    """`năm/STT`. Excel takes 2020/2 for the first of February 2020 unless the cell is text: read it back."""
    if isinstance(cell, date):
        if cell.day == 1:
            return cell.year, cell.month
        raise BadCell(
            "Excel đã đổi ô này thành ngày tháng. Hãy định dạng ô là Văn bản và gõ lại năm/STT, ví dụ 2020/2."
        )
    text = line()(cell)
    found = re.fullmatch(r"([0-9]{4}) ?/ ?([0-9]{1,6})", text)
    if text and not found:
        raise BadCell(f"“{text[:60]}” không đúng dạng năm/STT. Hãy ghi như 2020/2.")
    return (int(found[1]), int(found[2])) if found else None


written(item_reference, show=lambda reference: "{}/{}".format(*reference))


class InspectionSheet(SubjectSheet):
    """Sheet `KTGS`: a row is a subject; rows of the same organization, body and number are one inspection."""

    title = "KTGS"
    columns = (
        Column("number", "Số quyết định", text_of(Inspection, "number"), required=True),
        Column("decided", "Ngày quyết định", day, required=True),
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        Column("activity", "Loại", choice(Activity.choices), required=True),
        Column("contents", "Nội dung", listed(CONTENT)),
        Column("topics", "Chuyên đề", listed(text_of(SubjectTopic, "name"))),
        *subject_columns("Tổ chức được kiểm tra", "Đảng viên được kiểm tra"),
        Column("started", "Ngày bắt đầu", day),
        Column("concluded", "Ngày kết luận", day),
        Column("conclusion_number", "Số kết luận", text_of(Inspection, "conclusion_number")),
        Column("result", "Kết quả", choice(Result.choices)),
        Column("programme_item", "Mục chương trình", item_reference),
        Column("cancelled", "Ngày hủy", day, extra=True),
    )
    permission = staticmethod(can_write_records)
    parts = (Subject, SubjectContent, SubjectTopic)
    OWN = ("decided", "activity", "started", "concluded", "conclusion_number", "cancelled", "programme_item")
    """Columns of the inspection, on which its rows agree."""

    def __init__(self, findings, progress, members, programmes):
        super().__init__(findings, progress, members)
        self.programmes = programmes
        programmes.readers.append((self, "organization"))
        self.by_key, self.by_number, self.stored, self.subjects = {}, {}, {}, {}
        self.contents, self.topics = {}, {}
        self.inspections = {}

    # finding

    def load(self):
        """Read the stored inspections, with their subjects, of the organizations that the book names as actors."""
        stored = list(self.stored_acts(Inspection.objects))
        self.organizations.load_ids({inspection.organization_id for inspection in stored})
        for inspection in stored:
            inspection.organization = self.organizations.by_id[inspection.organization_id]
            self._know(inspection, self.organizations.by_id[inspection.begun_by_id].code)
        by_id = {inspection.pk: inspection for inspection in self.by_key.values()}
        for subject in fetch(Subject.objects, "inspection_id", by_id):
            subject.inspection = by_id[subject.inspection_id]
            self.stored[(subject.inspection_id, *stored_subject(subject))] = subject
        if self.rows:
            ids = [subject.pk for subject in self.stored.values()]
            self.contents = gathered(SubjectContent.objects, "subject", "code", ids)
            self.topics = gathered(SubjectTopic.objects, "subject", "name", ids)

    def _know(self, inspection, code):
        self.by_key[code, inspection.body, inspection.number] = inspection
        self.by_number.setdefault((code, inspection.number), []).append(inspection)

    def named(self, organization, number, body=None):
        """The inspections of an organization with a number, by one body or by any."""
        if body is None:
            return self.by_number.get((organization.code, number), [])
        found = self.by_key.get((organization.code, body, number))
        return [found] if found else []

    def known(self, organization, pk):
        """The stored inspection of an organization with a key, if there is one."""
        numbered = (found for key, found in self.by_number.items() if key[0] == organization.code)
        return next((one for found in numbered for one in found if one.pk == pk), None) if pk else None

    def subject(self, inspection, somebody):
        """The row of an organization or member within an inspection, from the book or stored."""
        found = self.subjects.get((id(inspection), subject_key(somebody)))
        if found is None and inspection.pk and somebody.pk:
            found = self.stored.get((inspection.pk, *same_subject(somebody)))
        return found

    # examining

    def examine(self):
        self.load()
        for row in self.counted():
            organization = self.actor_of(row)
            subject = self.subject_of(row)
            if organization and row["body"] and row["number"]:
                self._examine(row, organization, subject)

    def _examine(self, row, organization, somebody):
        key = (organization.code, row["body"], row["number"])
        if somebody and self.repeats(row, (*key, subject_key(somebody))):
            return
        is_first = key not in self.inspections
        inspection = self._inspection(row, key, organization)
        if somebody:
            self._check_contents(row, kind_of(somebody))
            subject = self._subject(row, inspection.obj, somebody)
            self.keep(subject, inspection) if is_first else self.keep(subject)

    def _inspection(self, row, key, organization):
        if key in self.inspections:
            draft, first = self.inspections[key]
            self._compare(row, first)
            return draft
        draft = Draft(self.by_key.get(key) or Inspection(organization=organization, body=key[1], number=key[2]))
        self._check_dates(row, draft.obj)
        draft.put_row(row, self.OWN[:-1])
        if row.has("programme_item") and not (row["programme_item"] is None and self._keeps_item(draft.obj)):
            draft.put_related("programme_item", self._item(row, key, organization))
        if draft.is_new:
            self._know(draft.obj, organization.code)
        self.inspections[key] = draft, row
        return draft

    def _compare(self, row, first):
        for name in self.differing(row, first, self.OWN):
            message = f"Ô này khác với {first.beside(row)} của cùng một cuộc. Hãy ghi như nhau ở mọi dòng của cuộc."
            self.refuse(row, name, message)

    def _check_dates(self, row, stored):
        message = "Ngày kết luận phải bằng hoặc sau ngày {}. Hãy sửa một trong hai ngày."
        self.in_order(row, stored, "decided", "concluded", message.format("quyết định"))
        self.in_order(row, stored, "started", "concluded", message.format("bắt đầu"))
        if row["concluded"] and row["cancelled"]:
            self.refuse(row, "cancelled", "Cuộc đã kết luận thì không hủy. Hãy xóa ngày hủy hoặc ngày kết luận.")

    def _keeps_item(self, inspection):
        """Whether a stored one carries out an item that no cell can name: an empty cell doesn't take it away."""
        return bool(inspection.programme_item_id) and not self.programmes.can_name(inspection)

    def _item(self, row, key, organization):
        if row["programme_item"] is None:
            return None
        year, number = row["programme_item"]
        item = self.programmes.item(organization, key[1], year, number)
        if item is None:
            what = f"Không có mục {year}/{number} trong chương trình của chủ thể này."
            self.refuse(row, "programme_item", f"{what} Hãy sửa, hoặc thêm mục vào trang Chương trình.")
        return item

    def _check_contents(self, row, kind):
        allowed = contents_of(kind, row["activity"])
        wrong = [code for code in row["contents"] or () if code not in allowed]
        if wrong and row["activity"]:
            message = (
                f"“{'; '.join(wrong)}” không dùng cho đối tượng và loại này. Hãy dùng {allowed[0]} đến {allowed[-1]}."
            )
            self.refuse(row, "contents", message)

    def _subject(self, row, inspection, somebody):
        draft = Draft(self.subject(inspection, somebody) or Subject(inspection=inspection))
        put_subject(draft, somebody)
        draft.put_row(row, ("result",))
        for name, stored in (("contents", self.contents), ("topics", self.topics)):
            if row.has(name):
                draft.put_list(name, stored.get(draft.obj.pk, ()), row[name])
        self.subjects[id(inspection), subject_key(somebody)] = draft.obj
        self.drafts.append(draft)
        return draft

    def recorded(self):
        inspections = (draft for draft, _ in self.inspections.values())
        yield from (draft for draft in inspections if draft.is_new or draft.is_changed)
        yield from super().recorded()

    # writing

    def write(self):
        inspections = [draft for draft, _ in self.inspections.values()]
        written = [draft.obj for draft in inspections if draft.is_new or draft.is_changed]
        for inspection in written:
            inspection.settle()
        place_actors(written, lambda inspection: inspection.act_date)
        save(Inspection, inspections)
        self._copy(inspections)
        save(Subject, self.drafts)
        save_lists(SubjectContent, "subject", "code", "contents", self.drafts)
        save_lists(SubjectTopic, "subject", "name", "topics", self.drafts)

    def _copy(self, inspections):
        """Repeat actor, activity and dates on every subject of what is new or changed, in the book or not."""
        changed = {draft.obj.pk for draft in inspections if draft.is_changed}
        repeated = [subject for subject in self.stored.values() if subject.inspection_id in changed]
        written = [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]
        for subject in [*written, *repeated]:
            subject.copy_from_inspection()
        in_book = {id(draft.obj) for draft in self.drafts}
        again = [subject for subject in repeated if id(subject) in in_book]
        place_subjects([*written, *again], lambda subject: subject.inspection.act_date)
        rewrite(Subject, repeated)
