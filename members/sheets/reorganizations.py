from collections import defaultdict

from core.lots import fetch
from core.sheets import Column, Draft, ImportSheet, choice, day, save, text_of
from members import rebuilding
from members.choices import ActKind, Level, OrganizationType
from members.models import Organization, Reorganization, ReorganizationAct
from members.permissions import can_decide
from members.replay import DAY, ENDING, Change, Founding, replay
from members.sheets.access import NO_RIGHT
from members.sheets.annulled import ANNULMENT, AnnulledActs, key_of_act, key_of_row, learn_keys

NEW = ("new_name", "new_type", "new_level")
UNUSED = {
    ActKind.ESTABLISH: ("target", *NEW),
    ActKind.RENAME: ("target", "origin"),
    ActKind.RETYPE: ("target", "origin"),
    ActKind.MERGE: ("origin", *NEW),
    ActKind.END: ("origin", *NEW),
}
"""Columns of no use; what a new organization is, the sheet `Tổ chức` tells."""


class ReorganizationSheet(ImportSheet):
    """Sheet `Sắp xếp`: one act on one organization; rows of one day and number are one decision."""

    title = "Sắp xếp"
    columns = (
        Column("day", "Ngày", day, required=True),
        Column("number", "Số quyết định", text_of(Reorganization, "number"), required=True),
        Column("kind", "Việc", choice(ActKind.choices), required=True),
        Column("organization", "Mã tổ chức", text_of(Organization, "code"), required=True, refers="organization"),
        Column("target", "Mã đích", text_of(Organization, "code"), refers="organization"),
        Column("new_name", "Tên mới", text_of(ReorganizationAct, "new_name")),
        Column("new_type", "Loại mới", choice(OrganizationType.choices)),
        Column("new_level", "Cấp mới", choice(Level.choices)),
        Column("origin", "Chia tách từ", text_of(Organization, "code"), refers="organization", extra=True),
        *ANNULMENT,
    )

    undone_elsewhere = "Tệp có việc sắp xếp tổ chức: hãy hủy bằng một quyết định hủy ở mục Sắp xếp tổ chức."

    def __init__(self, findings, progress, organizations):
        super().__init__(findings, progress)
        self.organizations = organizations
        self.stored, self.row_of, self.rebuilt = {}, {}, rebuilding.Rebuilt()
        self.annulled = AnnulledActs(self)

    # examining

    def examine(self):
        self._load()
        for row in self.counted():
            one = self.organizations.find(self, row, "organization")
            target = self.organizations.find(self, row, "target")
            origin = self.organizations.find(self, row, "origin")
            self._check_columns(row)
            self._check_right(row, one, target, origin)
            if one and row["day"] and row["kind"] and not self.repeats(row, self._key_in_book(row)):
                self._take(row, one, target, origin)
        if (self.drafts or self.organizations.established()) and not self._has_errors():
            self._check_tree()

    def _has_errors(self):
        names = self.names | self.organizations.names
        return any(problem.sheet in names for problem in self.findings.errors)

    def _load(self):
        """The stored acts on the organizations that the sheet names; those of annulled decisions apart."""
        codes = {row["organization"] for row in self.rows}
        ids = [one.pk for code in codes if (one := self.organizations.by_code.get(code)) and one.pk]
        related = ("reorganization__annulled_by", "organization", "target", "origin")
        for act in fetch(ReorganizationAct.objects.select_related(*related), "organization_id", ids):
            kept = self.stored if act.reorganization.is_effective else self.annulled.stored
            kept[key_of_act(act, with_number=kept is not self.stored)] = act

    @staticmethod
    def _key_in_book(row):
        told = (row["number"], row["annulled_by"]) if row["annulled_by"] else ()
        return *key_of_row(row), *told

    def _take(self, row, one, target, origin):
        """Make a draft of a row, unless its decision is annulled: here, or as the book says."""
        stored = self.stored.get(key_of_row(row))
        target = self._established_under(one) if row["kind"] == ActKind.ESTABLISH else target
        if not self.annulled.takes(row, stored, ReorganizationAct(kind=row["kind"], organization=one, target=target)):
            self._draft(row, stored, one, target, origin)

    def _established_under(self, one):
        """The first parent of an organization, as the sheet `Tổ chức` tells it, or as it is stored."""
        if one.code in self.organizations.parents:
            return self.organizations.by_code.get(self.organizations.parents[one.code])
        first = one.standings.select_related("parent").first() if one.pk else None
        return first and first.parent

    def _check_columns(self, row):
        """Which columns a kind of act needs, and which it has no use for."""
        kind = row["kind"]
        if kind in (ActKind.MOVE, ActKind.MERGE) and not row["target"]:
            self.refuse(row, "target", f"Việc “{ActKind(kind).label}” phải có Mã đích. Hãy điền mã tổ chức nhận.")
        if kind == ActKind.RENAME and not row["new_name"]:
            self.refuse(row, "new_name", "Việc “Đổi tên” phải có Tên mới.")
        if kind == ActKind.RETYPE and not (row["new_type"] or row["new_level"]):
            self.refuse(row, "new_type", "Việc “Đổi loại” phải có Loại mới hoặc Cấp mới.")
        for name in UNUSED.get(kind, ("origin",)):
            if row[name]:
                heading = next(column.heading for column in self.columns if column.name == name)
                self.refuse(row, name, f"Việc “{ActKind(kind).label}” không dùng cột “{heading}”. Hãy để trống ô này.")

    def _check_right(self, row, one, target, origin):
        """Reorganizing is for the head of both the organization and the one that takes it in."""
        for name, place in (("organization", one), ("target", target), ("origin", origin)):
            if place and not self.organizations.may(can_decide, place):
                self.refuse(row, name, NO_RIGHT.format(place.code))

    def _draft(self, row, stored, one, target, origin):
        if row["kind"] == ActKind.ESTABLISH and one.valid_from != row["day"]:
            self.refuse(row, "day", "Ngày thành lập phải là Từ ngày của tổ chức ở trang Tổ chức.")
        draft = Draft(stored or ReorganizationAct(kind=row["kind"], organization=one, target=target))
        draft.put_row(row, [name for name in NEW if row.has(name)])
        if row.has("origin"):
            draft.put_related("origin", origin)
        number = stored.reorganization.number if stored else ""
        draft.put_list("số quyết định", (number,), (row["number"],))
        self.row_of[id(draft.obj)] = row
        self.drafts.append(draft)
        self.keep(draft)

    # the tree with the book in it

    def _check_tree(self):
        """Play the tree through with what the book brings; each fault at its cell."""
        self.keys = {id(one): -place for place, one in enumerate(self.organizations.established(), 1) if not one.pk}
        told = self.organizations.foundings or rebuilding.told_foundings()
        told = told | {self._pk(one): self._founding(one) for one in self.organizations.established()}
        in_book = {draft.obj.pk for draft in self.drafts if draft.obj.pk}
        changes = [change for change in rebuilding.told_changes() if change.key not in in_book]
        outcome = replay(told, [*changes, *(self._change(draft.obj) for draft in self.drafts)])
        for fault in outcome.faults:
            self._tell(fault)
        self._warn_of_orphans(outcome)

    def _pk(self, one):
        return one and (one.pk or self.keys.get(id(one)))

    def _founding(self, one):
        parent = self.organizations.by_code.get(self.organizations.parents.get(one.code))
        parent = self._pk(parent) if parent else one.parent_id
        return Founding(parent, one.name, one.type, one.level, one.valid_from, one.told_until)

    def _change(self, act):
        row = self.row_of[id(act)]
        organization, target = self._pk(act.organization), self._pk(act.target)
        return Change((row,), row["day"], act.kind, organization, target, act.new_name, act.new_type, act.new_level)

    def _tell(self, fault):
        if isinstance(fault.key, tuple):
            self.refuse(fault.key[0], fault.at, fault.message)
            return
        act = ReorganizationAct.objects.select_related("reorganization", "organization").get(pk=fault.key)
        what = f"Trái với việc đã ghi “{act}” từ ngày {act.reorganization.day:%d/%m/%Y}: {fault.message}"
        sheet = self if self.rows else self.organizations
        code = act.organization.code
        row = next((r for r in self.organizations.rows if r["code"] == code), None)
        if row:
            self.organizations.refuse(row, "code", what)
        else:
            sheet.refuse(sheet.rows[0], sheet.columns[0].name, f"{code}: {what}")

    def _warn_of_orphans(self, outcome):
        """What is still under an organization that ends without a successor is pointed out, not refused."""
        below = defaultdict(int)
        for now in outcome.now.values():
            below[now.parent] += now.valid_until is None
        for row in (row for row in self.rows if row["kind"] == ActKind.END and not row["target"]):
            one = self.organizations.by_code.get(row["organization"])
            if one and below[self._pk(one)]:
                what = f"Còn {below[self._pk(one)]} tổ chức trực thuộc tổ chức kết thúc."
                self.warn(row, "target", f"{what} Hãy ghi Mã đích hoặc thêm dòng Chuyển.")
        for row in (row for row in self.rows if row["kind"] in ENDING and not row.bad):
            one = self.organizations.by_code.get(row["organization"])
            if one and one.told_until and one.told_until != row["day"] - DAY:
                told = f"{one.told_until:%d/%m/%Y}"
                self.warn(row, "day", f"Trang Tổ chức ghi Đến ngày {told}; lấy theo quyết định sắp xếp.")

    # writing

    def write(self):
        """Store the acts, then the tree that follows from them and from what the sheet `Tổ chức` told."""
        by_decision = defaultdict(list)
        for draft in self.drafts:
            if draft.is_new or draft.is_changed:
                row = self.row_of[id(draft.obj)]
                by_decision[row["day"], row["number"]].append(draft)
        for (on, number), drafts in by_decision.items():
            self._write_decision(on, number, drafts)
        self.annulled.write()
        established = self.organizations.established()
        if established or by_decision:
            merged = {draft.obj.organization_id for drafts in by_decision.values() for draft in drafts}
            self.rebuilt = rebuilding.rebuild(established=established, merged=merged, reason="Nhập từ Excel")
        self.organizations.settle()

    def _write_decision(self, on, number, drafts):
        """Acts come under the decision of their day and number; one whose acts all change their number is renamed."""
        decision = Reorganization.objects.effective().filter(day=on, number=number).first()
        left = {draft.obj.reorganization for draft in drafts if not draft.is_new}
        if decision is None and len(left) == 1 and left.copy().pop().acts.count() == sum(not d.is_new for d in drafts):
            decision = left.pop()
            Reorganization.objects.filter(pk=decision.pk).update(number=number)
        decision = decision or Reorganization.objects.create(day=on, number=number)
        order = decision.acts.count()
        for draft in drafts:
            act = draft.obj
            learn_keys(act)
            if act.reorganization_id != decision.pk:
                order += 1
                act.reorganization, act.order = decision, order
        save(ReorganizationAct, drafts)

    def recorded(self):
        return [*super().recorded(), *self.annulled.new]

    def entries(self):
        """History of what the acts changed, beside what the book itself says of an organization."""
        told = {(Organization, one.pk) for one in self.organizations.established()}
        return [entry for entry in self.rebuilt.entries if (type(entry.obj), entry.obj.pk) not in told]

    def repositioned(self):
        """Organizations and members that are no more what they were."""
        return self.rebuilt.organization_ids, self.rebuilt.member_ids
