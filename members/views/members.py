"""Screens of party members."""

from django.urls import reverse

from core.screens import (
    Crumb,
    DetailScreen,
    Fact,
    ListScreen,
    LookupScreen,
    Section,
)
from members.choices import PRESENT
from members.filters import MemberFilters, RatingFilters
from members.forms import MemberField
from members.models import Member, Rating
from members.permissions import can_read_records, can_write_records
from members.tables import (
    MemberTable,
    OwnRatingTable,
    RatingTable,
)
from members.views.parts import crumb, day
from rules import book


class MemberList(ListScreen):
    model, permission = Member, can_read_records
    title, unit = "Đảng viên", "đảng viên"
    filterset_class, table_class = MemberFilters, MemberTable
    related = ["organization__parent"]
    create_url, create_permission, create_label = "member-create", can_write_records, "Thêm đảng viên"
    quick_views = (
        ("Tất cả", {}),
        ("Đang sinh hoạt", {"state": "present"}),
        ("Dự bị quá hạn", {"state": "probation_over"}),
        ("Tạm thời quá hạn", {"state": "stay_over"}),
        ("Đã rời", {"state": "left"}),
    )

    def rows(self):
        return super().rows().prefetch_related("posts")

    @property
    def lead(self):
        """Who was a member then is told by a list of what holds today; nobody should take the one for the other."""
        on = None if self.is_refused() else self.filterset.chosen.get("on")
        return f"Đảng viên của ngày {day(on)}; nơi sinh hoạt, chức vụ, tình trạng là của hôm nay." if on else ""


class MemberDetail(DetailScreen):
    """A member; the address of a record that was merged tells where it went."""

    model, permission, link_key = Member, can_read_records, "card_number"
    related = ["organization__parent", "merged_into"]

    def scoped(self):
        return Member.objects.with_merged(self.request.user)

    def prepare(self):
        super().prepare()
        if self.object.merged_into_id:
            self.link_key = ""

    def crumbs(self):
        return [Crumb("Đảng viên", reverse("member-list")), crumb(self.object.organization)]

    def identity(self):
        one, above = self.object, self.object.organization.parent
        place = reverse("organization-detail", args=[one.organization_id])
        return [
            Fact("Số thẻ", one.card_number),
            Fact("Tình trạng", one.get_status_display()),
            Fact("Nơi sinh hoạt" if one.status in PRESENT else "Nơi sinh hoạt sau cùng", one.organization, place),
            *([Fact("Trực thuộc", above.name)] if above else []),
        ]

    def facts(self):
        one = self.object
        return [
            Fact("Ngày sinh", day(one.born)),
            Fact("Giới tính", one.get_sex_display()),
            Fact("Ngày vào Đảng", day(one.joined)),
            Fact("Ngày chính thức", day(one.official_from)),
        ]

    def sections_above(self):
        return [] if self.object.merged_into_id else super().sections_above()

    def sections(self):
        if self.object.merged_into_id:
            return [self.merged()]
        ratings = Rating.objects.visible_to(self.request.user).filter(subject_member=self.object).order_by("-year")
        return [
            Section(
                "Xếp loại hằng năm",
                table=OwnRatingTable(ratings, rulebook=book.read()),
                empty="Chưa có kết quả xếp loại.",
            ),
        ]

    def merged(self):
        """Where the record went, with the way there for who may go."""
        kept = self.object.merged_into
        url = reverse("member-detail", args=[kept.pk]) if can_read_records(self.request.user, kept) else ""
        return Section("Hồ sơ này đã gộp", facts=[Fact("Hồ sơ được giữ lại", f"{kept}, thẻ {kept.card_number}", url)])


class MemberLookup(LookupScreen):
    permission = can_read_records
    field_class = MemberField
    detail = ["organization"]


class RatingList(ListScreen):
    model, permission = Rating, can_read_records
    title, unit = "Xếp loại hằng năm", "lượt xếp loại"
    filterset_class, table_class = RatingFilters, RatingTable
    related = ["subject_organization__parent", "subject_member__organization"]
    quick_views = (("Tất cả", {}), ("Xếp loại khác quy định", {"departs": "yes"}))

    def table_kwargs(self):
        return {"rulebook": book.read()}
