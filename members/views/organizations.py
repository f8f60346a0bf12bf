"""Screens of the organization tree."""

from django.db.models import Count
from django.urls import reverse

from core.screens import (
    Crumb,
    DetailScreen,
    Fact,
    ListScreen,
    LookupScreen,
    Section,
)
from core.text import number, short_date
from members.choices import PRESENT
from members.filters import OrganizationFilters
from members.forms import OrganizationField
from members.models import Member, Organization, Rating, in_tree_of
from members.permissions import can_read_records, can_read_structure
from members.tables import (
    ChildTable,
    OrganizationTable,
    OwnRatingTable,
    StandingTable,
)
from members.views.parts import crumb
from rules import book


class OrganizationList(ListScreen):
    model, permission = Organization, can_read_structure
    title, unit = "Tổ chức đảng", "tổ chức đảng"
    filterset_class, table_class = OrganizationFilters, OrganizationTable
    related = ["parent"]
    empty_hint = "Cây tổ chức được lập khi nhập tệp Excel của cấp ủy."


class OrganizationDetail(DetailScreen):
    model, permission, link_key = Organization, can_read_structure, "code"
    related = ["parent"]

    def crumbs(self):
        above = self.scoped().filter(path__in=self.object.ancestor_paths()).order_by("path")
        return [Crumb("Tổ chức đảng", reverse("organization-list")), *(crumb(one) for one in above)]

    def identity(self):
        one = self.object
        ended = [Fact("Kết thúc sau ngày", short_date(one.valid_until))] if one.valid_until else []
        return [
            Fact("Mã", one.code),
            Fact("Loại", one.get_type_display()),
            Fact("Cấp", one.get_level_display()),
            *ended,
        ]

    def facts(self):
        one = self.object
        facts = [Fact("Hoạt động từ ngày", short_date(one.valid_from) if one.valid_from else "")]
        return facts + (self.member_facts() if can_read_records(self.request.user, one) else [])

    def member_facts(self):
        """How many members, with the list that the number counts."""
        members = Member.objects.visible_to(self.request.user).filter(in_tree_of(self.object))
        counts = members.filter(status__in=PRESENT).aggregate(all=Count("pk"))
        url = f"{reverse('member-list')}?organization={self.object.code}&status=official&status=probationary"
        return [Fact("Đảng viên đang sinh hoạt", number(counts["all"]), url)]

    def sections(self):
        one = self.object
        standings = one.standings.select_related("parent")
        ratings = Rating.objects.visible_to(self.request.user).filter(subject_organization=one).order_by("-year")
        children = self.scoped().filter(parent=one)
        return [
            Section("Tổ chức trực thuộc", table=ChildTable(children), empty="Không có tổ chức trực thuộc."),
            Section(
                "Xếp loại hằng năm",
                table=OwnRatingTable(ratings, rulebook=book.read()),
                empty="Chưa có kết quả xếp loại.",
            ),
            Section(
                "Tên, loại, cấp trên qua các thời kỳ",
                table=StandingTable(self.visible_standings(standings)),
                empty="Chưa ghi nhận.",
            ),
        ]

    def visible_standings(self, standings):
        """A parent above the user's scope is not named."""
        visible = set(self.scoped().filter(child_standings__organization=self.object).values_list("pk", flat=True))
        return [one for one in standings if one.parent_id is None or one.parent_id in visible]


class OrganizationLookup(LookupScreen):
    permission = can_read_structure
    field_class = OrganizationField
    detail = ["get_type_display"]
