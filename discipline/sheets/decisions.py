"""Disciplinary decisions and appeals in the committees' Excel book."""

from core.lots import fetch, gathered
from core.sheets import Column, Draft, choice, day, listed, save, save_lists, text_of
from discipline.choices import MEMBER_FORMS, ORGANIZATION_FORMS, AppealResult, Form
from discipline.models import Appeal, Decision, DecisionGroup
from inspections.models import Inspection
from inspections.sheets import CONTENT, refuse_groups
from members.choices import SubjectKind
from members.models import Organization
from members.permissions import can_run_cases
from members.sheets import (
    ANYBODY,
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


class DecisionSheet(SubjectSheet):
    """Sheet `Kỷ luật`: a decision about one subject."""

    title = "Kỷ luật"
    columns = (
        Column("number", "Số quyết định", text_of(Decision, "number"), required=True),
        Column("decided", "Ngày quyết định", day, required=True),
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        *subject_columns("Tổ chức bị kỷ luật", "Đảng viên bị kỷ luật"),
        Column("form", "Hình thức", choice(Form.choices), required=True),
        Column("groups", "Nhóm vi phạm", listed(CONTENT), required=True),
        Column("violated", "Ngày vi phạm", day),
        Column("inspection", "Số quyết định kiểm tra", text_of(Inspection, "number")),
    )
    permission = staticmethod(can_run_cases)
    parts = (DecisionGroup,)

    def __init__(self, findings, progress, members, inspections):
        super().__init__(findings, progress, members)
        self.inspections = inspections
        inspections.readers.append((self, "organization"))
        self.stored, self.groups, self.numbered = {}, {}, {}

    # finding

    def load(self):
        """Read the stored decisions of the organizations that the book names as those who decided."""
        decisions = list(fetch(Decision.objects, "organization_id", self.acting_ids()))
        self.stored = {(d.organization_id, d.body, d.number, *stored_subject(d)): d for d in decisions}
        if self.rows:
            self.groups = gathered(DecisionGroup.objects, "decision", "code", [decision.pk for decision in decisions])
        for decision in decisions:
            key = (decision.organization_id, decision.number, *stored_subject(decision))
            self.numbered.setdefault(key, []).append(decision)

    def named(self, organization, number, somebody):
        """The decisions of an organization about a subject with a number, by whichever body."""
        found = list(self.numbered.get((organization.code, number, subject_key(somebody)), []))
        if organization.pk and somebody.pk:
            stored = self.numbered.get((organization.pk, number, *same_subject(somebody)), [])
            found += [decision for decision in stored if decision not in found]
        return found

    # examining

    def examine(self):
        self.load()
        for row in self.counted():
            organization = self.actor_of(row)
            somebody = self.subject_of(row)
            if somebody:
                refuse_groups(self, row, somebody)
            if organization and somebody and row["body"] and row["number"]:
                key = (organization.code, row["body"], row["number"], subject_key(somebody))
                if not self.repeats(row, key):
                    self._draft(row, organization, somebody)

    def _draft(self, row, organization, somebody):
        draft = Draft(self._stored(row, organization, somebody) or Decision(number=row["number"], body=row["body"]))
        message = "Ngày vi phạm phải bằng hoặc trước ngày quyết định. Hãy sửa một trong hai ngày."
        self.in_order(row, draft.obj, "violated", "decided", message)
        self._warn_form(row, somebody)
        draft.obj.organization = organization
        put_subject(draft, somebody)
        draft.put_row(row, ("decided", "form", "violated"))
        if row.has("groups"):
            draft.put_list("groups", self.groups.get(draft.obj.pk, ()), row["groups"])
        if row.has("inspection") and not (row["inspection"] == "" and self._keeps_inspection(draft.obj)):
            draft.put_related("inspection", self._inspection(row, organization))
        if draft.is_new:
            self.numbered.setdefault((organization.code, row["number"], subject_key(somebody)), []).append(draft.obj)
        self.drafts.append(draft)
        self.keep(draft)

    def _stored(self, row, organization, somebody):
        if not (organization.pk and somebody.pk):
            return None
        return self.stored.get((organization.pk, row["body"], row["number"], *same_subject(somebody)))

    def _warn_form(self, row, somebody):
        """History is never refused for breaking a rule; it is pointed out."""
        forms = ORGANIZATION_FORMS if kind_of(somebody) == SubjectKind.ORGANIZATION else MEMBER_FORMS
        if row["form"] and row["form"] not in forms:
            self.warn(row, "form", f"“{Form(row['form']).label}” không phải hình thức kỷ luật của loại đối tượng này.")

    def _keeps_inspection(self, decision):
        """Whether a stored one rests on an inspection that no cell can name: an empty cell doesn't take it away."""
        known = self.inspections.known(decision.organization, decision.inspection_id)
        if known is None or known.body == decision.body:
            return known is None and decision.inspection_id is not None
        return len(self.inspections.named(decision.organization, known.number)) != 1

    def _inspection(self, row, organization):
        """The inspection by the same body; else the only one of that number by another body."""
        number = row["inspection"]
        if not number:
            return None
        same = self.inspections.named(organization, number, row["body"])
        found = same or self.inspections.named(organization, number)
        if len(found) != 1:
            what = "Có nhiều cuộc" if found else "Không có cuộc"
            message = (
                f"{what} kiểm tra, giám sát số “{number}” của tổ chức này. Hãy sửa số, hoặc thêm cuộc vào trang KTGS."
            )
            self.refuse(row, "inspection", message)
            return None
        return found[0]

    # writing

    def write(self):
        written = [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]
        place_actors(written, lambda decision: decision.decided)
        place_subjects(written, lambda decision: decision.decided)
        save(Decision, self.drafts)
        save_lists(DecisionGroup, "decision", "code", "groups", self.drafts)


class AppealSheet(SubjectSheet):
    """Sheet `Khiếu nại`: a letter against a disciplinary decision; the organization is the one that resolves it."""

    title = "Khiếu nại"
    columns = (
        Column("number", "Số đơn", text_of(Appeal, "number"), required=True),
        Column("received", "Ngày nhận", day, required=True),
        ORGANIZATION_COLUMN,
        BODY_COLUMN,
        Column("decided_by", "Mã tổ chức kỷ luật", text_of(Organization, "code"), required=True, refers="organization"),
        Column("decision", "Số quyết định kỷ luật", text_of(Decision, "number"), required=True),
        Column("subject", "Đối tượng", ANYBODY, required=True, refers="anybody"),
        Column("grounds", "Nội dung khiếu nại", text_of(Appeal, "grounds")),
        Column("resolved", "Ngày giải quyết", day),
        Column("result", "Kết quả", choice(AppealResult.choices)),
    )
    permission = staticmethod(can_run_cases)

    def __init__(self, findings, progress, members, decisions):
        super().__init__(findings, progress, members)
        self.decisions = decisions
        decisions.readers.append((self, "decided_by"))

    def examine(self):
        appeals = list(self.stored_acts(Appeal.objects))
        self.organizations.load_ids({appeal.organization_id for appeal in appeals})
        self.stored = {(appeal.begun_by_id, appeal.number): appeal for appeal in appeals}
        for row in self.counted():
            organization = self.actor_of(row)
            decision = self._decision(row)
            if organization and row["number"] and not self.repeats(row, (organization.code, row["number"])):
                self._draft(row, organization, decision)

    def _decision(self, row):
        decided_by = self.organizations.find(self, row, "decided_by")
        somebody = self.somebody(row["subject"]) if row["subject"] else None
        if row["subject"] and somebody is None:
            self.refuse(row, "subject", self.unknown(row["subject"]))
        if not (decided_by and somebody and row["decision"]):
            return None
        found = self.decisions.named(decided_by, row["decision"], somebody)
        if len(found) != 1:
            what = "Có nhiều" if found else "Không có"
            what = f"{what} quyết định kỷ luật số “{row['decision']}” của tổ chức này về đối tượng này."
            self.refuse(row, "decision", f"{what} Hãy sửa số hoặc thêm vào trang Kỷ luật.")
            return None
        return found[0]

    def _draft(self, row, organization, decision):
        stored = self.stored.get((organization.pk, row["number"])) if organization.pk else None
        draft = Draft(stored or Appeal(number=row["number"]))
        message = "Ngày giải quyết phải bằng hoặc sau ngày nhận. Hãy sửa một trong hai ngày."
        self.in_order(row, draft.obj, "received", "resolved", message)
        self.put_actor(draft, organization)
        if decision:
            draft.put_related("decision", decision)
        draft.put_row(row, ("received", "body", "grounds", "resolved", "result"))
        draft.obj.settle()
        self.drafts.append(draft)
        self.keep(draft)

    def write(self):
        written = [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]
        place_actors(written, lambda appeal: appeal.received)
        save(Appeal, self.drafts)
