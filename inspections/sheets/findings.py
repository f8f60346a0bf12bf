from core.lots import fetch, remove, rewrite
from core.sheets import Column, Draft, choice, day, save, text_of, whole
from inspections.choices import Severity
from inspections.models import Finding, Inspection, Remedy, RemedyStep
from inspections.regulations import violation_groups_of
from inspections.sheets.inspections import CONTENT
from members.permissions import can_run_cases
from members.sheets import (
    BODY_COLUMN,
    ORGANIZATION_COLUMN,
    SubjectSheet,
    kind_of,
    subject_columns,
    subject_key,
)


class FindingSheet(SubjectSheet):
    """Sheet `Khuyết điểm`: a finding on a subject of an inspection, with its remedy."""

    title = "Khuyết điểm"
    columns = (
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        Column("inspection", "Số quyết định", text_of(Inspection, "number"), required=True),
        *subject_columns("Tổ chức được kiểm tra", "Đảng viên được kiểm tra"),
        Column("number", "STT", whole(), required=True),
        Column("group", "Nhóm vi phạm", CONTENT),
        Column("description", "Mô tả", text_of(Finding, "description"), required=True),
        Column("severity", "Mức độ", choice(Severity.choices)),
        Column("cause", "Nguyên nhân", text_of(Finding, "cause")),
        Column("requirement", "Yêu cầu khắc phục", text_of(Remedy, "requirement")),
        Column("due", "Hạn khắc phục", day),
        Column("done", "Ngày khắc phục xong", day),
    )
    permission = staticmethod(can_run_cases)
    parts = (Remedy,)
    REMEDY = ("requirement", "due", "done")

    def __init__(self, findings, progress, members, inspections):
        super().__init__(findings, progress, members)
        self.inspections = inspections
        inspections.readers.append((self, "organization"))
        self.stored, self.remedies, self.remedy_drafts, self.stepped = {}, {}, [], set()

    def load(self):
        """Read the stored findings, with their remedies, on subjects of the inspections that are known."""
        if not self.rows:
            return
        subjects = [subject.pk for subject in self.inspections.stored.values()]
        self.stored = {(f.subject_id, f.number): f for f in fetch(Finding.objects, "subject_id", subjects)}
        ids = [finding.pk for finding in self.stored.values()]
        self.remedies = {remedy.finding_id: remedy for remedy in fetch(Remedy.objects, "finding_id", ids)}
        stored = [remedy.pk for remedy in self.remedies.values()]
        self.stepped = {step.remedy_id for step in fetch(RemedyStep.objects, "remedy_id", stored)}

    def examine(self):
        self.load()
        for row in self.counted():
            organization = self.actor_of(row)
            somebody = self.subject_of(row)
            if organization and somebody and row["body"] and row["inspection"]:
                self._examine(row, organization, somebody)

    def _examine(self, row, organization, somebody):
        key = (organization.code, row["body"], row["inspection"], subject_key(somebody), row["number"])
        subject = self._subject(row, organization, somebody)
        self._check_group(row, somebody)
        if subject and row["number"] and not self.repeats(row, key):
            self._draft(row, subject)

    def _subject(self, row, organization, somebody):
        found = self.inspections.named(organization, row["inspection"], row["body"])
        if not found:
            what = f"Không có cuộc kiểm tra, giám sát số “{row['inspection']}” của chủ thể này."
            self.refuse(row, "inspection", f"{what} Hãy sửa số, hoặc thêm cuộc vào trang KTGS.")
            return None
        subject = self.inspections.subject(found[0], somebody)
        if subject is None:
            message = "Cuộc này không có đối tượng đã ghi. Hãy sửa, hoặc thêm đối tượng vào trang KTGS."
            self.refuse(row, self.subject_column(row), message)
        return subject

    def _check_group(self, row, somebody):
        allowed = violation_groups_of(kind_of(somebody))
        if row["group"] and row["group"] not in allowed:
            message = f"“{row['group']}” không dùng cho đối tượng này. Hãy dùng {allowed[0]} đến {allowed[-1]}."
            self.refuse(row, "group", message)

    def _draft(self, row, subject):
        stored = self.stored.get((subject.pk, row["number"])) if subject.pk else None
        draft = Draft(stored or Finding(number=row["number"]))
        draft.obj.subject = subject
        draft.put_row(row, ("group", "description", "severity", "cause"))
        self.drafts.append(draft)
        self.keep(draft, self._remedy(row, draft))

    def _remedy(self, row, finding):
        """What must be put right; a finding about which the book asks nothing has no remedy."""
        stored = None if finding.is_new else self.remedies.get(finding.obj.pk)
        draft = Draft(stored or Remedy(finding=finding.obj))
        draft.put_row(row, self.REMEDY)
        if draft.is_new and not _asks(draft.obj):
            return finding
        self._check_steps(row, draft)
        if draft.is_new or draft.is_changed:
            new = [getattr(draft.obj, name) for name in self.REMEDY]
            old = [draft.before.get(name, value) for name, value in zip(self.REMEDY, new, strict=True)]
            finding.put_list("remedy", () if draft.is_new else enumerate(old), enumerate(new))
        self.remedy_drafts.append(draft)
        return draft

    def _check_steps(self, row, draft):
        """What was reported, verified or moved by a step on the screen is not overwritten by a book."""
        if draft.is_new or draft.obj.pk not in self.stepped:
            return
        changed = [name for name in ("due", "done") if name in draft.before]
        for name in changed if _asks(draft.obj) else self.REMEDY[:1]:
            self.refuse(row, name, "Việc khắc phục này đang được theo dõi từng bước trên màn hình. Hãy sửa ở đó.")

    def write(self):
        for draft in self.drafts:
            draft.obj.path = draft.obj.subject.path
        save(Finding, self.drafts)
        self._write_remedies()

    def _write_remedies(self):
        asked = [draft for draft in self.remedy_drafts if _asks(draft.obj)]
        for draft in asked:
            draft.obj.path = draft.obj.finding.path
            draft.obj.settle()
        Remedy.objects.bulk_create([draft.obj for draft in asked if draft.is_new])
        rewrite(Remedy, [draft.obj for draft in asked if draft.is_changed])
        remove(Remedy.objects, "pk", [draft.obj.pk for draft in self.remedy_drafts if not _asks(draft.obj)])


def _asks(remedy):
    return bool(remedy.requirement or remedy.due or remedy.done)
