"""Screens of users and what they are assigned to."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from accounts import actions as account_actions
from accounts.models import User
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
from members import actions
from members.choices import Role
from members.filters import UserFilters
from members.forms import AccountForm, AdministeredMemberField, AssignmentForm, ReasonForm, UserMemberForm
from members.models import Assignment, in_subtrees
from members.permissions import can_manage_users, own_member, scope
from members.tables import (
    AssignmentTable,
    UserTable,
)


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
        member = own_member(self.object)
        known = f"{member} (thẻ {member.card_number})" if member else "chưa gắn"
        return [Fact("Tên đăng nhập", self.object.username), state, Fact("Là đảng viên", known)]

    def buttons(self):
        switch = ("Khóa tài khoản", "user-disable") if self.object.is_active else ("Mở khóa", "user-enable")
        steps = [
            ("Sửa họ tên", "user-update"),
            ("Gắn với đảng viên", "user-member"),
            ("Cấp lại mật khẩu", "user-reset"),
            switch,
        ]
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


class UserMemberUpdate(Users, FormScreen):
    """Which member a user is: so that nobody works on, or sees, what concerns them."""

    form_class = UserMemberForm
    title, success = "Gắn người dùng với đảng viên", "Đã lưu."
    lead = "Người dùng không mở được cuộc kiểm tra, giám sát mà mình là đối tượng, cùng chi bộ hoặc có liên quan."

    def form_kwargs(self):
        return {
            "user": self.request.user,
            "holder": self.object,
            "initial": {"member": own_member(self.object)},
        }

    def save_action(self, form):
        return actions.link_member(self.object, by=self.request.user, **form.cleaned_data)


class UserMemberLookup(LookupScreen):
    permission, field_class = can_manage_users, AdministeredMemberField
    detail = ["organization"]


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
