"""Screens of organizations, members, ratings, users and history."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from accounts import actions as account_actions
from accounts.models import HistoryEntry, User
from accounts.timeline import changed_fields
from core.screens import (
    Button,
    Crumb,
    DetailScreen,
    Fact,
    FormScreen,
    ListScreen,
    LookupScreen,
    Section,
    StepScreen,
)
from core.text import number, short_date
from members import actions
from members.choices import MemberStatus, Role
from members.filters import HistoryFilters, MemberFilters, OrganizationFilters, RatingFilters, UserFilters
from members.forms import AccountForm, AssignmentForm, MemberField, OrganizationField, ReasonForm
from members.models import Assignment, Member, Organization, Rating, in_subtree, in_subtrees
from members.models.organizations import PATH_DIGITS
from members.permissions import can_manage_users, can_read_history, can_read_records, can_read_structure, scope
from members.tables import (
    AssignmentTable,
    ChildTable,
    HistoryTable,
    MemberTable,
    OrganizationTable,
    OwnRatingTable,
    ParentTable,
    PostTable,
    RatingTable,
    UserTable,
    organization_tree,
)

# ------------------------------------------------------------------------------------------------------ organizations


class OrganizationList(ListScreen):
    """The whole tree on one page; with a filter, a table."""

    template_name = "members/organization_list.html"
    model, permission = Organization, can_read_structure
    title, unit = "Tổ chức đảng", "tổ chức đảng"
    filterset_class, table_class = OrganizationFilters, OrganizationTable
    related = ["parent"]
    empty_hint = "Cây tổ chức được lập khi nhập tệp Excel của cấp ủy."

    def context(self, **more):
        return super().context(tree=None if self.shows_table(more) else self.tree(), **more)

    def shows_table(self, shown):
        return shown["filtered"] or not shown["count"] or "sort" in self.request.GET or "page" in self.request.GET

    def tree(self):
        return organization_tree(list(self.scoped()), member_counts(self.request.user))


class OrganizationDetail(DetailScreen):
    model, permission, link_key = Organization, can_read_structure, "code"
    related = ["parent"]

    def crumbs(self):
        above = self.scoped().filter(path__in=self.object.ancestor_paths()).order_by("path")
        return [Crumb("Tổ chức đảng", reverse("organization-list")), *(_crumb(one) for one in above)]

    def identity(self):
        one = self.object
        ended = [Fact("Đã kết thúc ngày", short_date(one.valid_until))] if one.valid_until else []
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
        members = Member.objects.visible_to(self.request.user).filter(in_subtree(self.object.path))
        counts = members.filter(status__in=PRESENT).aggregate(all=Count("pk"))
        url = f"{reverse('member-list')}?organization={self.object.code}&status=official&status=probationary"
        return [Fact("Đảng viên đang sinh hoạt", number(counts["all"]), url)]

    def sections(self):
        one = self.object
        links = one.parent_links.select_related("parent").order_by("valid_from", "pk")
        ratings = Rating.objects.visible_to(self.request.user).filter(subject_organization=one).order_by("-year")
        children = self.scoped().filter(parent=one)
        return [
            Section("Tổ chức trực thuộc", table=ChildTable(children), empty="Không có tổ chức trực thuộc."),
            Section("Xếp loại hằng năm", table=OwnRatingTable(ratings), empty="Chưa có kết quả xếp loại."),
            Section("Cấp trên qua các thời kỳ", table=ParentTable(self.visible_links(links)), empty="Chưa ghi nhận."),
        ]

    def visible_links(self, links):
        """A parent above the user's scope is not named."""
        visible = set(self.scoped().filter(child_links__organization=self.object).values_list("pk", flat=True))
        return [link for link in links if link.parent_id is None or link.parent_id in visible]


class OrganizationLookup(LookupScreen):
    permission = can_read_structure
    field_class = OrganizationField
    detail = ["get_type_display"]


# ------------------------------------------------------------------------------------------------------------ members

PRESENT = (MemberStatus.OFFICIAL, MemberStatus.PROBATIONARY)
"""Members who live in their cell today."""


class MemberList(ListScreen):
    model, permission = Member, can_read_records
    title, unit = "Đảng viên", "đảng viên"
    filterset_class, table_class = MemberFilters, MemberTable
    related = ["organization__parent"]

    def rows(self):
        return super().rows().prefetch_related("posts")


class MemberDetail(DetailScreen):
    model, permission, link_key = Member, can_read_records, "card_number"
    related = ["organization"]

    def crumbs(self):
        return [Crumb("Đảng viên", reverse("member-list")), _crumb(self.object.organization)]

    def identity(self):
        one = self.object
        return [
            Fact("Số thẻ", one.card_number),
            Fact("Tình trạng", one.get_status_display()),
            Fact("Nơi sinh hoạt", one.organization, reverse("organization-detail", args=[one.organization_id])),
        ]

    def facts(self):
        one = self.object
        return [
            Fact("Ngày sinh", _day(one.born)),
            Fact("Giới tính", one.get_sex_display()),
            Fact("Ngày vào Đảng", _day(one.joined)),
            Fact("Ngày chính thức", _day(one.official_from)),
        ]

    def sections(self):
        ratings = Rating.objects.visible_to(self.request.user).filter(subject_member=self.object).order_by("-year")
        return [
            Section("Chức vụ, cấp ủy", table=PostTable(self.object.posts.all()), empty="Chưa ghi nhận chức vụ."),
            Section("Xếp loại hằng năm", table=OwnRatingTable(ratings), empty="Chưa có kết quả xếp loại."),
        ]


class MemberLookup(LookupScreen):
    permission = can_read_records
    field_class = MemberField
    detail = ["organization"]


class RatingList(ListScreen):
    model, permission = Rating, can_read_records
    title, unit = "Xếp loại hằng năm", "lượt xếp loại"
    filterset_class, table_class = RatingFilters, RatingTable
    related = ["subject_organization__parent", "subject_member__organization"]


# -------------------------------------------------------------------------------------------------------------- users


class Users:
    """An administrator manages who works in their organizations and nowhere else, and who has no role yet."""

    model, permission = User, can_manage_users

    def scoped(self):
        own = in_subtrees(scope(self.request.user, (Role.ADMINISTRATOR,)), "organization__path")
        elsewhere = Assignment.objects.filter(user=OuterRef("pk")).exclude(own)
        return User.objects.filter(~Exists(elsewhere))


class UserList(Users, ListScreen):
    title, unit = "Người dùng", "người dùng"
    filterset_class, table_class = UserFilters, UserTable
    create_url, create_label, create_permission = "user-create", "Thêm người dùng", can_manage_users

    def rows(self):
        return self.scoped().prefetch_related("assignments__organization")


class UserDetail(Users, DetailScreen):
    def crumbs(self):
        return [Crumb("Người dùng", reverse("user-list"))]

    def identity(self):
        state = Fact(
            "Tài khoản", *(("Đang hoạt động", "", "done") if self.object.is_active else ("Đã khóa", "", "late"))
        )
        return [Fact("Tên đăng nhập", self.object.username), state]

    def buttons(self):
        switch = ("Khóa tài khoản", "user-disable") if self.object.is_active else ("Mở khóa", "user-enable")
        steps = [("Sửa họ tên", "user-update"), ("Cấp lại mật khẩu", "user-reset"), switch]
        return [Button(label, reverse(name, args=[self.object.pk])) for label, name in steps]

    def sections(self):
        rows = self.object.assignments.select_related("organization")
        add = Button("Phân công", reverse("assignment-create", args=[self.object.pk]), primary=True)
        empty = "Chưa có vai trò nào: người này đăng nhập được nhưng không thấy dữ liệu."
        return [Section("Vai trò được phân công", table=AssignmentTable(rows), buttons=[add], empty=empty)]


class FirstPassword:
    """The answer shows the first password once; it is stored nowhere."""

    def finished(self, url):
        password = getattr(self.saved, "first_password", None)
        context = self.context(object=self.saved, password=password, url=url)
        return render(self.request, "members/first_password.html", context)


class UserCreate(FirstPassword, Users, FormScreen):
    form_class = AccountForm
    title = "Thêm người dùng"
    lead = "Mật khẩu lần đầu được tạo tự động và hiện một lần sau khi lưu."

    def save_action(self, form):
        return form.perform(by=self.request.user)


class UserUpdate(Users, FormScreen):
    form_class = AccountForm
    title, success = "Sửa người dùng", "Đã sửa người dùng."

    def save_action(self, form):
        return form.perform(by=self.request.user)


class AccountStep(Users, StepScreen):
    """A step on one account, with a reason for the history."""

    form_class = ReasonForm
    action = None

    def facts(self):
        return [Fact("Họ và tên", self.object.full_name), Fact("Tên đăng nhập", self.object.username)]

    def save_action(self, form):
        return type(self).action(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class UserDisable(AccountStep):
    action = account_actions.disable_user
    title, submit_label, success = "Khóa tài khoản", "Khóa tài khoản", "Đã khóa tài khoản."
    warning = "Người này bị đăng xuất ngay và không đăng nhập được cho đến khi mở khóa. Hồ sơ, nhật ký vẫn giữ nguyên."


class UserEnable(AccountStep):
    action = account_actions.enable_user
    title, submit_label, success = "Mở khóa tài khoản", "Mở khóa", "Đã mở khóa tài khoản."


class UserReset(FirstPassword, AccountStep):
    action = account_actions.reset_password
    title, submit_label = "Cấp lại mật khẩu", "Cấp lại mật khẩu"
    warning = "Mật khẩu đang dùng sẽ hết hiệu lực. Mật khẩu mới hiện một lần để trao cho người dùng."


class AssignmentCreate(FormScreen):
    """A role for one user; the URL names the user."""

    model, permission, form_class = Assignment, can_manage_users, AssignmentForm
    title, success, submit_label = "Phân công vai trò", "Đã phân công. Người dùng cần đăng nhập lại.", "Phân công"

    def prepare(self):
        """The form makes a new object, so there is none to compare versions with."""
        self.holder = Users.scoped(self).filter(pk=self.kwargs["pk"]).first()
        if self.holder is None:
            raise Http404

    def facts(self):
        return [Fact("Người dùng", self.holder.full_name), Fact("Tên đăng nhập", self.holder.username)]

    def form_kwargs(self):
        return {**super().form_kwargs(), "holder": self.holder}

    def save_action(self, form):
        return actions.assign(user=self.holder, by=self.request.user, **form.cleaned_data)

    def success_url(self):
        return reverse("user-detail", args=[self.holder.pk])

    cancel_url = success_url


class AssignmentDelete(StepScreen):
    model, permission, form_class = Assignment, can_manage_users, ReasonForm
    related = ["user", "organization"]
    title, submit_label, success = "Thôi phân công", "Thôi phân công", "Đã thôi phân công."
    warning = "Người này mất quyền ngay ở yêu cầu kế tiếp và phải đăng nhập lại."

    def scoped(self):
        own = in_subtrees(scope(self.request.user, (Role.ADMINISTRATOR,)), "organization__path")
        return Assignment.objects.filter(own)

    def facts(self):
        one = self.object
        return [
            Fact("Người dùng", one.user.full_name),
            Fact("Vai trò", one.get_role_display()),
            Fact("Tổ chức đảng", one.organization),
        ]

    def save_action(self, form):
        actions.unassign(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def success_url(self):
        return reverse("user-detail", args=[self.object.user_id])

    cancel_url = success_url


# ------------------------------------------------------------------------------------------------------------ history


class History:
    """The chain is one for the whole installation; an auditor reads all of it."""

    model, permission = HistoryEntry, can_read_history

    def scoped(self):
        return HistoryEntry.objects.all() if can_read_history(self.request.user) else HistoryEntry.objects.none()


class HistoryList(History, ListScreen):
    title, unit = "Nhật ký hệ thống", "bản ghi"
    filterset_class, table_class = HistoryFilters, HistoryTable
    ordering = ["-sequence"]


class HistoryDetail(History, DetailScreen):
    template_name = "members/history_detail.html"

    def page_title(self):
        return f"Bản ghi nhật ký số {self.object.sequence}"

    def changes(self):
        return changed_fields(self.object)

    def crumbs(self):
        return [Crumb("Nhật ký hệ thống", reverse("history-list"))]

    def facts(self):
        one = self.object
        return [
            Fact("Thời điểm", HistoryTable.base_columns["at"].text(one, one.at)),
            Fact("Người thực hiện", one.username),
            Fact("Địa chỉ máy", one.address),
            Fact("Việc đã làm", one.get_act_display()),
            Fact("Đối tượng", one.object_label),
            Fact("Nội dung", one.summary),
            Fact("Lý do", one.reason),
            Fact("Mã xác thực", one.hash),
        ]


def member_counts(user):
    """Members of each organization and of everything below it, by tree path; one query."""
    rows = (
        Member.objects.visible_to(user).filter(status__in=PRESENT).order_by().values_list("path").annotate(Count("pk"))
    )
    counts = Counter()
    for path, count in rows:
        for end in range(PATH_DIGITS, len(path) + 1, PATH_DIGITS):
            counts[path[:end]] += count
    return counts


def _crumb(organization):
    return Crumb(organization.name, reverse("organization-detail", args=[organization.pk]))


def _day(value):
    return short_date(value) if value else ""
