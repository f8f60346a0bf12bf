from core.sheets import Column, Draft, ImportSheet, choice, day, fetch, remove, rewrite, save, text_of
from core.text import search_key, sort_key
from members import actions
from members.choices import PRESENT, Level, MemberStatus, Sex
from members.models import Member, Organization, Post
from members.permissions import can_read_records, can_write_records
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
    )

    def __init__(self, findings, progress, organizations):
        super().__init__(findings, progress)
        self.organizations, self.access = organizations, organizations.access
        self.by_card, self.hidden, self.posts = {}, set(), {}
        self.merged = set()
        self.post_drafts = []

    # finding

    def load(self, cards):
        """Read the stored members that the book names."""
        stored = list(fetch(Member.objects, "card_number", cards))
        self.organizations.load_ids({member.organization_id for member in stored})
        for member in stored:
            member.organization = self.organizations.by_id[member.organization_id]
            if member.merged_into_id and self.access.may(can_read_records, member.path):
                self.merged.add(member.card_number)
            elif self.access.may(can_read_records, member.path):
                self.by_card[member.card_number] = member
            else:
                self.hidden.add(member.card_number)
        if self.rows:
            self._load_posts()

    def _load_posts(self):
        """The one undated position of each member: what the book says of their seat."""
        undated = Post.objects.filter(started=None, ended=None, office="").order_by("-pk")
        self.posts = {p.member_id: p for p in fetch(undated, "member_id", [m.pk for m in self.by_card.values()])}

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
        stored = self.by_card.get(card)
        self._check_right(row, stored, organization)
        self.by_card[card] = self._draft(row, stored or Member(card_number=card), organization)

    def _check_right(self, row, stored, organization):
        places = [stored.organization] if stored else []
        for place in places + ([organization] if organization else []):
            if not self.organizations.may(can_write_records, place) and "organization" not in row.bad:
                self.refuse(row, "organization", NO_RIGHT.format(place.code))

    def _draft(self, row, member, organization):
        draft = Draft(member)
        message = "Ngày chính thức phải bằng hoặc sau ngày vào Đảng. Hãy sửa một trong hai ngày."
        self.in_order(row, member, "joined", "official_from", message)
        draft.put_row(row, ("name", "born", "sex", "joined", "official_from"))
        if organization:
            draft.put_related("organization", organization)
        if draft.is_new or member.status in PRESENT:  # that somebody has left, the book does not know
            draft.put("status", _status(member))
        draft.put("search_key", search_key(f"{member.name} {member.card_number}")[:200])
        draft.put("sort_key", sort_key(member.name))
        self.drafts.append(draft)
        self.keep(draft, self._post(row, draft))
        return member

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
        placed = [d.obj for d in self.drafts if d.is_new or "organization" in d.before]
        actions.write_placements(placed)
        self._write_posts()

    def _write_posts(self):
        filled = [draft for draft in self.post_drafts if draft.obj.seat or draft.obj.managed_by]
        Post.objects.bulk_create([draft.obj for draft in filled if draft.is_new])
        rewrite(Post, [draft.obj for draft in filled if draft.is_changed])
        remove(Post.objects, "pk", [d.obj.pk for d in self.post_drafts if not (d.obj.seat or d.obj.managed_by)])

    def repositioned(self):
        """Stored members whose cell, seat or managing level has changed: acts about them repeat it."""
        moved = {draft.obj.pk for draft in self.drafts if draft.is_changed and "organization" in draft.before}
        return moved | {draft.obj.pk for draft in self.drafts if draft.list_changed("posts") and not draft.is_new}


def _status(member):
    return MemberStatus.PROBATIONARY if member.joined and not member.official_from else MemberStatus.OFFICIAL
