from core.lots import gathered
from core.sheets import Column, Draft, choice, day, listed, save, save_lists, text_of
from inspections.choices import DenunciationResult
from inspections.models import Denunciation, DenunciationGroup
from inspections.regulations import violation_groups_of
from inspections.sheets.inspections import CONTENT
from members.permissions import can_write_denunciations
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


class DenunciationSheet(SubjectSheet):
    """Sheet `Tố cáo`: a letter about one subject."""

    title = "Tố cáo"
    columns = (
        Column("number", "Số đơn", text_of(Denunciation, "number"), required=True),
        Column("received", "Ngày nhận", day, required=True),
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        *subject_columns("Tổ chức bị tố cáo", "Đảng viên bị tố cáo"),
        Column("groups", "Nhóm vi phạm", listed(CONTENT)),
        Column("resolved", "Ngày giải quyết", day),
        Column("result", "Kết quả", choice(DenunciationResult.choices)),
    )
    permission = staticmethod(can_write_denunciations)
    parts = (DenunciationGroup,)

    def load(self):
        """Read the stored letters of the organizations that the sheet names as actors."""
        letters = list(self.stored_acts(Denunciation.objects))
        self.organizations.load_ids({letter.organization_id for letter in letters})
        self.stored = {(letter.begun_by_id, letter.number, *stored_subject(letter)): letter for letter in letters}
        self.groups = gathered(DenunciationGroup.objects, "denunciation", "code", [letter.pk for letter in letters])

    def examine(self):
        self.load()
        for row in self.counted():
            organization = self.actor_of(row)
            somebody = self.subject_of(row)
            if somebody:
                refuse_groups(self, row, somebody)
            if organization and somebody and row["number"]:
                key = (organization.code, row["number"], subject_key(somebody))
                if not self.repeats(row, key):
                    self._draft(row, organization, somebody)

    def _draft(self, row, organization, somebody):
        stored = None
        if organization.pk and somebody.pk:
            stored = self.stored.get((organization.pk, row["number"], *same_subject(somebody)))
        draft = Draft(stored or Denunciation(number=row["number"]))
        message = "Ngày giải quyết phải bằng hoặc sau ngày nhận. Hãy sửa một trong hai ngày."
        self.in_order(row, draft.obj, "received", "resolved", message)
        self.put_actor(draft, organization)
        put_subject(draft, somebody)
        draft.put_row(row, ("received", "body", "resolved", "result"))
        if row.has("groups"):
            draft.put_list("groups", self.groups.get(draft.obj.pk, ()), row["groups"])
        self.drafts.append(draft)
        self.keep(draft)

    def write(self):
        written = [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]
        place_actors(written, lambda letter: letter.received)
        place_subjects(written, lambda letter: letter.received)
        for letter in written:
            letter.settle()
        save(Denunciation, self.drafts)
        save_lists(DenunciationGroup, "denunciation", "code", "groups", self.drafts)


def refuse_groups(sheet, row, somebody):
    """An error at the cell for groups of violation that are not of the subject's list."""
    allowed = violation_groups_of(kind_of(somebody))
    wrong = [code for code in row["groups"] or () if code not in allowed]
    if wrong:
        message = f"“{'; '.join(wrong)}” không dùng cho đối tượng này. Hãy dùng {allowed[0]} đến {allowed[-1]}."
        sheet.refuse(row, "groups", message)
