from core.sheets import Column, Draft, ImportSheet, choice, day, fetch, nearest, rewrite, text_of
from core.text import search_key, text_sort_key
from members import actions
from members.choices import Level, OrganizationType
from members.models import Organization, Standing, in_subtrees
from members.models.organizations import PATH_DIGITS
from members.permissions import can_read_records, can_write_records
from members.sheets.access import NO_RIGHT

DEEPEST = Organization._meta.get_field("path").max_length // PATH_DIGITS
SUGGESTIONS = 30
"""Unknown codes that get a suggestion; a book full of them is another committee's."""
PARENT = Organization._meta.get_field("parent")


class OrganizationSheet(ImportSheet):
    """Sheet `Tổ chức`; it also finds the organizations that other sheets name."""

    title = "Tổ chức"
    columns = (
        Column("code", "Mã", text_of(Organization, "code"), required=True, refers="organization"),
        Column("name", "Tên", text_of(Organization, "name"), required=True),
        Column("type", "Loại", choice(OrganizationType.choices), required=True),
        Column("level", "Cấp", choice(Level.choices), required=True),
        Column("parent", "Mã cấp trên", text_of(Organization, "code"), refers="organization"),
        Column("valid_from", "Từ ngày", day),
        Column("valid_until", "Đến ngày", day),
    )

    parts = (Standing,)

    def __init__(self, findings, progress, access):
        super().__init__(findings, progress)
        self.access = access
        self.by_id, self.by_code, self.hidden = {}, {}, set()
        self.parents, self.moved, self.relocated, self.suggested = {}, {}, set(), 0

    # finding

    def load(self, codes):
        """Read the stored organizations that the book names, with everything above them."""
        for organization in fetch(Organization.objects, "code", codes):
            self.by_id[organization.pk] = organization
            if self.access.may(can_read_records, organization.path):
                self.by_code[organization.code] = organization
            else:
                self.hidden.add(organization.code)
        self._load_above()

    def load_ids(self, ids):
        self.by_id.update((o.pk, o) for o in fetch(Organization.objects, "pk", set(ids) - set(self.by_id)))

    def _load_above(self):
        above = {pk for organization in self.by_id.values() for pk in steps_above(organization.path)}
        self.load_ids(above)
        for organization in self.by_id.values():
            self.parents[organization.code] = self._code(organization.parent_id)

    def _code(self, pk):
        return self.by_id[pk].code if pk in self.by_id else None

    def find(self, sheet, row, name):
        """The organization a cell names; an error at the cell when there is none that may be read."""
        code = row[name]
        if not code:
            return None
        organization = self.by_code.get(code)
        if organization is None:
            sheet.refuse(row, name, self.unknown(code))
        return organization

    def unknown(self, code):
        self.suggested += 1
        hint = nearest(code, self.by_code) if self.suggested <= SUGGESTIONS else ""
        return f"Không có tổ chức mang mã “{code}” trong tệp hoặc trong hệ thống.{hint} Hãy sửa mã hoặc thêm tổ chức."

    def path_of(self, organization):
        """Where an organization stands; a new one, where the first stored organization above it stands."""
        seen = 0
        while organization is not None and not organization.path and seen <= DEEPEST:
            organization, seen = self.by_code.get(self.parents.get(organization.code)), seen + 1
        return organization.path if organization is not None else ""

    def may(self, predicate, organization):
        return self.access.may(predicate, self.path_of(organization))

    # examining

    def examine(self):
        kept = [(row, draft) for row in self.counted() if (draft := self._draft(row))]
        for row, draft in kept:
            self._find_parent(row, draft)
        self._load_below()
        for row, draft in kept:
            self._check_tree(row, draft)
            self._check_right(row, draft)

    def _draft(self, row):
        code = row["code"]
        if not code or self.repeats(row, code):
            return None
        if code in self.hidden:
            self.refuse(row, "code", f"Không dùng được mã “{code}”. Hãy kiểm tra lại mã.")
            return None
        draft = Draft(self.by_code.get(code) or Organization(code=code))
        message = "Đến ngày phải bằng hoặc sau Từ ngày. Hãy sửa một trong hai ngày."
        self.in_order(row, draft.obj, "valid_from", "valid_until", message)
        draft.put_row(row, ("name", "type", "level", "valid_from", "valid_until"))
        draft.put("search_key", search_key(f"{draft.obj.name} {code}")[:320])
        draft.put("sort_key", text_sort_key(code))
        self.by_code[code] = draft.obj
        self.drafts.append(draft)
        self.keep(draft)
        return draft

    def _find_parent(self, row, draft):
        if not row.has("parent") or self._above_scope(row, draft):
            return
        parent = self.find(self, row, "parent")
        if parent is None and row["parent"]:
            return
        code = parent.code if parent else None
        if not draft.is_new and code != self.parents.get(draft.obj.code):
            self.moved[draft.obj.pk] = draft.obj
        self.parents[draft.obj.code] = code
        draft.put_related("parent", parent)

    def _above_scope(self, row, draft):
        """A user's topmost organization hangs on one that they do not see: that link is not theirs to change."""
        above = self.parents.get(draft.obj.code)
        return above is not None and above not in self.by_code and row["parent"] in ("", above)

    def _load_below(self):
        """What stands below organizations that move moves with them."""
        paths = [organization.path for organization in self.moved.values()]
        for start in range(0, len(paths), 200):
            for organization in Organization.objects.filter(in_subtrees(paths[start : start + 200])):
                self.by_id.setdefault(organization.pk, organization)
        for organization in self.by_id.values():
            if organization.code not in self.parents:
                self.parents[organization.code] = self._code(organization.parent_id)
        self.deepest = self._deepest_below()

    def _deepest_below(self):
        """How many steps the stored tree goes on below each organization that moves."""
        steps = {}
        for organization in self.by_id.values():
            for height, pk in enumerate(reversed(steps_above(organization.path))):
                if pk in self.moved:
                    steps[pk] = max(steps.get(pk, 0), height)
        return steps

    def _check_tree(self, row, draft):
        chain, code = [], draft.obj.code
        while code is not None and code not in chain:
            chain.append(code)
            code = self.parents.get(code)
        if code == draft.obj.code:
            circle = " → ".join([*chain[:6], code])
            self.refuse(row, "parent", f"Cấp trên đi thành vòng tròn: {circle}. Hãy sửa Mã cấp trên.")
        elif code is None and len(chain) + self.deepest.get(draft.obj.pk, 0) > DEEPEST:
            self.refuse(row, "parent", f"Cây tổ chức sâu quá {DEEPEST} bậc. Hãy kiểm tra lại Mã cấp trên.")

    def _check_right(self, row, draft):
        above = self.by_code.get(self.parents.get(draft.obj.code))
        wrong = draft.obj.pk in self.moved and not self.may(can_write_records, above)
        if "parent" in row.bad or "code" in row.bad or self.access.by is None:
            return
        if wrong or not self.may(can_write_records, draft.obj):
            name = "parent" if wrong or draft.is_new else "code"
            self.refuse(row, name, NO_RIGHT.format(row[name] or draft.obj.code))

    # writing

    def write(self):
        new = [draft.obj for draft in self.drafts if draft.is_new]
        self._create(new)
        for draft in self.drafts:
            draft.obj.version += draft.is_changed
        moved = self._subtrees()
        self.relocated = {organization.pk for organization in moved}
        actions.place_in_tree([*new, *moved])
        changed = {draft.obj.pk: draft.obj for draft in self.drafts if draft.is_new or draft.is_changed}
        written = list((changed | {o.pk: o for o in moved}).values())
        rewrite(Organization, written)
        actions.write_first_standings(written)

    @staticmethod
    def _create(new):
        """Parents come later in the same statement, so all are stored first without one."""
        parents = {o.code: PARENT.is_cached(o) and o.parent for o in new}
        for organization in new:
            organization.parent = None
        Organization.objects.bulk_create(new)
        for organization in new:
            organization.parent = parents[organization.code] or None

    def touched(self):
        """What stands below an organization that moves gets another path, too."""
        yield from super().touched()
        yield from self._subtrees()

    def _subtrees(self):
        """Stored organizations at or below one that moved."""
        stored = [organization for organization in self.by_id.values() if organization.path]
        return [o for o in stored if not self.moved.keys().isdisjoint(steps_above(o.path, itself=True))]

    def repositioned(self):
        """Stored organizations whose place, level or type other rows repeat, and that are no more what they were."""
        changed = {d.obj.pk for d in self.drafts if d.is_changed and {"level", "type"} & set(d.before)}
        return changed | self.relocated


def steps_above(path, itself=False):
    """Keys of the organizations along a path; without `itself`, those above."""
    ends = range(0, len(path) - (0 if itself else PATH_DIGITS), PATH_DIGITS)
    return [int(path[end : end + PATH_DIGITS]) for end in ends]
