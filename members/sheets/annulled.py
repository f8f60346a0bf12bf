"""Acts in the sheet `Sắp xếp` whose decision was annulled: they changed nothing, but a book tells that they were there.

A row is known again by its decision's number, too: the same act may have been recorded anew by another decision.
"""

from collections import defaultdict

from core.sheets import Column, Draft, day, save, text_of
from core.text import short_date
from members.choices import ActKind
from members.models import Reorganization, ReorganizationAct

ANNULMENT = (
    Column("annulled_by", "Quyết định hủy", text_of(Reorganization, "number"), extra=True),
    Column("annulled_on", "Ngày hủy", day, extra=True),
    Column("annulled_why", "Lý do hủy", text_of(Reorganization, "reason"), extra=True),
)


def key_of_row(row, with_number=False):
    """By what an act is known again. New organizations are under whom the sheet `Tổ chức` says."""
    target = "" if row["kind"] == ActKind.ESTABLISH else row["target"] or ""
    return row["day"], row["kind"], row["organization"], target, *([row["number"]] if with_number else [])


def key_of_act(act, with_number=False):
    decision, target = act.reorganization, act.target.code if act.target else ""
    target = "" if act.kind == ActKind.ESTABLISH else target
    return decision.day, act.kind, act.organization.code, target, *([decision.number] if with_number else [])


def learn_keys(act):
    """Take over the keys of organizations that were new when the act was made."""
    act.organization, act.target, act.origin = act.organization, act.target, act.origin


class AnnulledActs:
    """Those of a sheet that is being read."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.stored, self.new, self.row_of = {}, [], {}

    def takes(self, row, standing, act):
        """Whether a row is about an annulled decision; `standing` is the stored act in force, `act` a new one."""
        if not row["annulled_by"]:
            return self._is_annulled_here(row, standing)
        stored = self.stored.get(key_of_row(row, with_number=True))
        if stored is None and standing and standing.reorganization.number == row["number"]:
            message = "Quyết định này đang có hiệu lực trong hệ thống, tệp ghi đã hủy: giữ nguyên như trong hệ thống."
            self.sheet.warn(row, "annulled_by", f"{message} Muốn hủy, hãy lập quyết định hủy ở mục Sắp xếp tổ chức.")
        elif stored is None:
            self._draft(row, act)
        else:
            self.sheet.keep(Draft(stored))
        return True

    def _is_annulled_here(self, row, standing):
        stored = None if standing else self.stored.get(key_of_row(row, with_number=True))
        if stored is None:
            return False
        by = stored.reorganization.annulled_by
        told = f"Quyết định {row['number']} đã bị hủy theo {by} ngày {short_date(by.day)}: bỏ qua dòng này."
        self.sheet.warn(row, "number", f"{told} Muốn ghi lại việc này, hãy dùng số quyết định khác.")
        self.sheet.keep(Draft(stored))
        return True

    def _draft(self, row, act):
        for name, heading in (("annulled_on", "Ngày hủy"), ("annulled_why", "Lý do hủy")):
            if not row[name]:
                self.sheet.refuse(row, name, f"Quyết định đã hủy phải có {heading}.")
        draft = Draft(act)
        draft.put_row(row, ("new_name", "new_type", "new_level"))
        draft.put_related("origin", self.sheet.organizations.by_code.get(row["origin"]))
        self.row_of[id(act)] = row
        self.new.append(draft)
        self.sheet.keep(draft)

    def write(self):
        """Store the acts with both decisions; the tree never knew them."""
        by_decision = defaultdict(list)
        for draft in self.new:
            row = self.row_of[id(draft.obj)]
            told = row["day"], row["number"], row["annulled_by"], row["annulled_on"], row["annulled_why"]
            by_decision[told].append(draft)
        for told, drafts in by_decision.items():
            decision = self._decision(*told)
            for order, draft in enumerate(drafts, decision.acts.count() + 1):
                learn_keys(draft.obj)
                draft.obj.reorganization, draft.obj.order = decision, order
            save(ReorganizationAct, drafts)

    @staticmethod
    def _decision(on, number, annulled_by, annulled_on, why):
        stored = Reorganization.objects.filter(day=on, number=number, annulled_by__number=annulled_by).first()
        if stored is None:
            stored = Reorganization.objects.create(day=on, number=number)
            Reorganization.objects.create(day=annulled_on, number=annulled_by, reason=why, annuls=stored)
        return stored
