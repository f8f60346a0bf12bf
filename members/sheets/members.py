from core.lots import fetch, remove, rewrite
from core.sheets import AS, Column, Draft, ImportSheet, Lookalike, choice, day, save, spelling, text_of
from core.text import search_key, short_date, sort_key
from members import actions, rebuilding
from members.choices import PRESENT, Level, MemberStatus, Sex
from members.models import Member, Organization, Placement, Post
from members.permissions import can_read_records, can_write_records
from members.sheets import doubles
from members.sheets.access import NO_RIGHT

MERGED = "Hồ sơ mang số thẻ “{}” đã gộp vào hồ sơ khác. Hãy dùng số thẻ của hồ sơ được giữ lại."


class MemberSheet(ImportSheet):
    """Sheet `Đảng viên`; it also finds the members that other sheets name by their card numbers."""

    title = "Đảng viên"
    columns = (
        Column("card_number", "Số thẻ", text_of(Member, "card_number"), required=True, refers="member"),
        Column("name", "Họ và tên", text_of(Member, "name"), required=True),
        Column("born", "Ngày sinh", day),
        Column("sex", "Giới tính", choice(Sex.choices)),
        Column("organization", "Mã tổ chức", text_of(Organization, "code"), required=True, refers="organization"),
        Column("joined", "Ngày vào Đảng", day),
        Column("official_from", "Ngày chính thức", day),
        Column("seat", "Cấp ủy viên", choice(Level.choices)),
        Column("managed_by", "Diện quản lý", choice(Level.choices)),
        Column("status", "Tình trạng", choice(MemberStatus.choices), extra=True),
    )

    parts = (Placement, Post)

    def __init__(self, findings, progress, organizations):
        super().__init__(findings, progress)
        self.alike, self.taken = {}, {}
        self.organizations, self.access = organizations, organizations.access
        self.by_card, self.hidden, self.posts, self.cells = {}, set(), {}, {}
        self.merged, self.stored_cards = set(), set()
        self.post_drafts = []

    # finding

    def load(self, cards):
        """Read the stored members that the book names, or that a person says its rows are about."""
        said = [choice for source in self.sources for choice in source.choices.values()]
        chosen = {choice.removeprefix(AS) for choice in said if choice.startswith(AS)}
        stored = list(fetch(Member.objects, "card_number", {*cards, *chosen}))
        self.organizations.load_ids({member.organization_id for member in stored})
        for member in stored:
            member.organization = self.organizations.by_id[member.organization_id]
            if member.merged_into_id and self.access.may(can_read_records, member.path):
                self.merged.add(member.card_number)
            elif self.access.may(can_read_records, member.path):
                self.by_card[member.card_number] = member
            else:
                self.hidden.add(member.card_number)
        self.stored_cards = {member.card_number for member in stored}
        if self.rows:
            self._load_posts()
            self.cells = actions.cells_before_acts([member.pk for member in stored])
            self._load_alike()

    def _load_alike(self):
        """Stored members of the same name and birth date as a row with another card; the command line isn't asked."""
        if self.access.by is None:
            return
        rows = [row for row in self.rows if row["born"] and row["name"] and row["card_number"] not in self.by_card]
        readable = Member.objects.visible_to(self.access.by)
        for member in fetch(readable, "sort_key", {sort_key(row["name"]) for row in rows}):
            self.alike.setdefault((member.sort_key, member.born), member)

    def _load_posts(self):
        """The one undated position of each member: what the book says of their seat."""
        self.posts = undated_posts([member.pk for member in self.by_card.values()])

    def find(self, sheet, row, name):
        """The member whose card number a cell holds; an error at the cell when there is none that may be read."""
        card = row[name]
        if not card:
            return None
        member = self.by_card.get(card)
        if member is None:
            sheet.refuse(row, name, MERGED.format(card) if card in self.merged else self.unknown(card))
        return member

    @staticmethod
    def unknown(card):
        what = f"Không có đảng viên mang số thẻ “{card}” trong tệp hoặc trong hệ thống."
        return f"{what} Hãy sửa số thẻ hoặc thêm đảng viên."

    # examining

    def examine(self):
        for row in self.counted():
            self._examine(row)
        doubles.tell(self)

    def _examine(self, row):
        organization = self.organizations.find(self, row, "organization")
        card = row["card_number"]
        if not card or self.repeats(row, card):
            return
        if card in self.hidden:
            self.refuse(row, "card_number", f"Không dùng được số thẻ “{card}”. Hãy kiểm tra lại số thẻ.")
            return
        if card in self.merged:
            self.refuse(row, "card_number", MERGED.format(card))
            return
        stored = self.by_card.get(card) or self._chosen(row)
        self._find_alike(row, self.by_card.get(card))
        self._check_right(row, stored, organization)
        if stored is None or self._is_first(row, stored):
            self.by_card[card] = self._draft(row, stored or Member(card_number=card), organization)

    def _find_alike(self, row, same_card):
        """A stored member with this card and another name or birth date, or with these two and another card."""
        if self.access.by is None:
            return
        member = same_card or self.alike.get((sort_key(row["name"] or ""), row["born"]))
        if member and not (same_card and _is_the_same(row, same_card)):
            born = f", sinh {short_date(member.born)}" if member.born else ""
            label = f"{member.name}{born}, thẻ {member.card_number}"
            row.source.lookalikes[row.number] = Lookalike(member.card_number, label, bool(same_card))

    def _chosen(self, row):
        """The stored member that a person says the row is about, if they look alike."""
        chosen = row.source.choices.get(row.number, "")
        member = self.alike.get((sort_key(row["name"] or ""), row["born"]))
        said = member is not None and chosen == f"{AS}{member.card_number}"
        return self.by_card.get(member.card_number) if said else None

    def _is_first(self, row, stored):
        """Two rows about one stored member, one of them by a person's choice, are an error."""
        first = self.taken.setdefault(stored.pk, row)
        if first is not row:
            told = f"Dòng này và {first.beside(row)} cùng về một đảng viên đã lưu. Hãy bỏ một dòng."
            self.refuse(row, "card_number", told)
        return first is row

    def _check_right(self, row, stored, organization):
        places = [stored.organization] if stored else []
        for place in places + ([organization] if organization else []):
            if not self.organizations.may(can_write_records, place) and "organization" not in row.bad:
                self.refuse(row, "organization", NO_RIGHT.format(place.code))

    def _draft(self, row, member, organization):
        draft = Draft(member)
        message = "Ngày chính thức phải bằng hoặc sau ngày vào Đảng. Hãy sửa một trong hai ngày."
        self.in_order(row, member, "joined", "official_from", message)
        draft.put_row(row, ("card_number", "name", "born", "sex", "joined", "official_from"))
        if organization and not self._told_before_acts(member, organization):
            draft.put_related("organization", organization)
        if row["status"]:
            draft.put("status", row["status"])
        elif draft.is_new or member.status in PRESENT:  # that somebody has left, the dates don't tell
            draft.put("status", told_status(member.joined, member.official_from))
        draft.put("search_key", search_key(f"{member.name} {member.card_number}")[:200])
        draft.put("sort_key", sort_key(member.name))
        self.drafts.append(draft)
        self.keep(draft, self._post(row, draft))
        return member

    def _told_before_acts(self, member, organization):
        """Whether the book names the cell from which reorganizations led to the one of today."""
        return member.pk is not None and organization.pk is not None and self.cells.get(member.pk) == organization.pk

    def _post(self, row, member_draft):
        """The undated position is kept in step with the book; a member without seat and managing level has none."""
        member = member_draft.obj
        draft = Draft(self.posts.get(member.pk) if member.pk in self.posts else Post(member=member))
        draft.put_row(row, ("seat", "managed_by"))
        post = draft.obj
        if draft.is_new and not (post.seat or post.managed_by):
            return Draft(member)
        if draft.is_new or draft.is_changed:
            old = [draft.before.get(name, getattr(post, name)) for name in ("seat", "managed_by")]
            member_draft.put_list("posts", () if draft.is_new else old, (post.seat, post.managed_by))
        self.post_drafts.append(draft)
        return draft

    # writing

    def write(self):
        for draft in self.drafts:
            draft.obj.path = draft.obj.organization.path
        save(Member, self.drafts)
        placed = [d.obj for d in self.drafts if d.is_new or {"organization", "status"} & set(d.before)]
        actions.write_placements(placed)
        self._follow_acts(placed)
        self._write_posts()

    def _follow_acts(self, placed):
        """Whoever was entered in a cell that has merged since belongs to the one it merged into.

        Whoever came to a cell by a merge, and is told to be in another, has not been in the former since.
        """
        led = Placement.objects.exclude(act=None).order_by().values_list("member", flat=True)
        led = set(fetch(led, "member", [member.pk for member in placed]))
        moved = {one.pk: one for one in placed if one.pk in led or one.organization.valid_until is not None}
        if not moved:
            return
        rebuilding.place_members(moved)
        cells = dict(fetch(Member.objects.values_list("pk", "organization"), "pk", moved))
        self.organizations.load_ids(cells.values())
        for pk, cell in cells.items():
            moved[pk].organization = self.organizations.by_id[cell]
            moved[pk].path = moved[pk].organization.path

    def _write_posts(self):
        filled = [draft for draft in self.post_drafts if draft.obj.seat or draft.obj.managed_by]
        Post.objects.bulk_create([draft.obj for draft in filled if draft.is_new])
        rewrite(Post, [draft.obj for draft in filled if draft.is_changed])
        remove(Post.objects, "pk", [d.obj.pk for d in self.post_drafts if not (d.obj.seat or d.obj.managed_by)])

    def repositioned(self):
        """Stored members whose cell, seat or managing level has changed: acts about them repeat it."""
        moved = {draft.obj.pk for draft in self.drafts if draft.is_changed and "organization" in draft.before}
        return moved | {draft.obj.pk for draft in self.drafts if draft.list_changed("posts") and not draft.is_new}


def undated_posts(ids):
    """By the key of their member the positions that the book can tell: seat and managing level without dates."""
    undated = Post.objects.filter(started=None, ended=None, office="").order_by("-pk")
    return {post.member_id: post for post in fetch(undated, "member_id", ids)}


def told_status(joined, official_from):
    """What the dates of a member tell, where the book says nothing else."""
    return MemberStatus.PROBATIONARY if joined and not official_from else MemberStatus.OFFICIAL


def _is_the_same(row, member):
    """Whether a row says nothing else of a member than what their name and birth date are."""
    born = not row["born"] or not member.born or row["born"] == member.born
    return born and spelling(row["name"]) == spelling(member.name)
