from core.lots import fetch
from core.sheets import Column, Draft, ImportSheet, choice, day, nearest, text_of
from core.text import search_key, text_sort_key
from members import rebuilding
from members.choices import Level, OrganizationType
from members.models import Organization, Standing
from members.models.organizations import PATH_DIGITS
from members.models.scoping import steps_above
from members.permissions import can_read_records, can_write_records
from members.sheets.access import NO_RIGHT

DEEPEST = Organization._meta.get_field("path").max_length // PATH_DIGITS
SUGGESTIONS = 30
"""Unknown codes that get a suggestion; a book full of them is another committee's."""
PARENT = Organization._meta.get_field("parent")
CURRENT = (
    "name", "type", "level", "path", "valid_from", "valid_until", "told_until", "version", "today_path", "former_paths",
    "reached_paths", "reorganized",
)  # fmt: skip


class OrganizationSheet(ImportSheet):
    """Sheet `Tổ chức`; it also finds the organizations that other sheets name.

    It tells each organization as it was first established: that is what its rows are compared with, whatever has been
    reorganized since. While the book is examined, the organizations of its rows hold those first values.
    """

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
        self.parents, self.foundings, self.moved, self.suggested = {}, {}, {}, 0

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
        self.load_ids({pk for organization in self.by_id.values() for pk in steps_above(organization.path)})
        if self.rows:
            self.foundings = rebuilding.told_foundings()
            self._load_first_parents()

    def _load_first_parents(self):
        """Under whom every stored organization was established, by codes."""
        codes = dict(Organization.objects.order_by().values_list("pk", "code"))
        self.parents = {codes[one]: codes.get(told.parent) for one, told in self.foundings.items()}

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
        self.deepest = self._deepest_below() if self.moved else {}
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
        draft = Draft(self._as_established(self.by_code.get(code)) or Organization(code=code))
        message = "Đến ngày phải bằng hoặc sau Từ ngày. Hãy sửa một trong hai ngày."
        self.in_order(row, draft.obj, "valid_from", "valid_until", message)
        draft.put_row(row, ("name", "type", "level", "valid_from", "valid_until"))
        draft.obj.told_until = draft.obj.valid_until
        draft.put("sort_key", text_sort_key(code))
        self.by_code[code] = draft.obj
        self.drafts.append(draft)
        self.keep(draft)
        return draft

    def _as_established(self, stored):
        """A stored organization with the values of its first standing: what the rows of the book tell."""
        told = self.foundings.get(stored.pk) if stored else None
        if told:
            stored.name, stored.type, stored.level = told.name, told.type, told.level
            stored.parent_id, stored.valid_from, stored.valid_until = told.parent, told.valid_from, told.told_until
        return stored

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

    def _deepest_below(self):
        """How many steps the tree goes on below each organization that the book moves, as they were established."""
        steps, moved = {}, {organization.code: pk for pk, organization in self.moved.items()}
        for code in self.parents:
            height, above, seen = 0, code, set()
            while above is not None and above not in seen:
                if above in moved:
                    steps[moved[above]] = max(steps.get(moved[above], 0), height)
                seen.add(above)
                height, above = height + 1, self.parents.get(above)
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
        """Store new organizations and ends; the rest follows from `established` when acts are known, too."""
        new = [draft.obj for draft in self.drafts if draft.is_new]
        parents = {one.code: PARENT.is_cached(one) and one.parent for one in new}
        for one in new:  # parents come later in the same statement, so all are stored first without one
            one.parent, one.search_key = None, search_key(f"{one.name} {one.code}")[:320]
        Organization.objects.bulk_create(new)
        for one in new:
            one.parent = parents[one.code] or None
        for draft in self.drafts:
            if draft.is_changed and "valid_until" in draft.before:
                Organization.objects.filter(pk=draft.obj.pk).update(told_until=draft.obj.told_until)

    def new_ids(self):
        """Keys of the organizations that this book brought."""
        return {draft.obj.pk for draft in self.drafts if draft.is_new}

    def established(self):
        """The organizations whose establishment the book tells anew."""
        return [draft.obj for draft in self.drafts if draft.is_new or draft.is_changed]

    def ended(self):
        """Organizations that the book names and that have ended: a successor goes on with what is open there."""
        return [one.pk for one in self.by_code.values() if one.valid_until is not None]

    def settle(self):
        """Bring what was loaded in line with what is stored, when the tree has been written."""
        names = ("parent_id", *CURRENT)
        loaded = {one.pk: one for one in [*self.by_id.values(), *self.by_code.values()]}
        for pk, *values in fetch(Organization.objects.values_list("pk", *names), "pk", loaded):
            for name, value in zip(names, values, strict=True):
                setattr(loaded[pk], name, value)
