"""Posts of a member: shown on their page, added, changed, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.screens import Button, Crumb, Fact, FormScreen, Section, StepScreen
from discipline.actions import lives as actions
from discipline.forms.lives import PostForm, WithReason
from discipline.tables.lives import HeldTable
from discipline.views.lives import NotOneself
from members.models import Member, Post
from members.permissions import can_write_records, own_member
from members.posts import overlap_words, overlaps, span


def held(member, user):
    """All posts with their days, and what overlaps."""
    may = can_write_records(user, member) and own_member(user) != member
    table = HeldTable(member.posts.all(), exclude=() if may else ("edit",))
    buttons = [Button("Thêm chức vụ", reverse("post-create", args=[member.pk]))] if may else []
    empty = "Chưa ghi nhận chức vụ."
    return [Section("Chức vụ, cấp ủy", table=table, buttons=buttons, empty=empty, anchor="chuc-vu")]


class OfPost(NotOneself):
    model, permission, related = Post, can_write_records, ("member__organization",)

    def may(self, name, obj=None):
        """The right is asked for at the member's place."""
        return super().may(name, self.member())

    def member(self):
        return self.object.member

    def crumbs(self):
        return [Crumb("Đảng viên", reverse("member-list")), Crumb(str(self.member()), self.cancel_url())]

    def cancel_url(self):
        return reverse("member-detail", args=[self.member().pk])

    success_url = cancel_url

    def tell_overlaps(self, post):
        others = overlaps(post.member.posts.all())[post.pk]
        if others:
            messages.warning(self.request, overlap_words(post, others))
        return post


class PostCreate(OfPost, FormScreen):
    form_class = PostForm
    title, success = "Thêm chức vụ", "Đã thêm chức vụ."

    def prepare(self):
        """The address names the member; the post isn't there yet."""
        rows = Member.objects.visible_to(self.request.user).select_related("organization")
        self.holder = get_object_or_404(rows, pk=self.kwargs["member"])
        super().prepare()

    def member(self):
        return self.holder

    def save_action(self, form):
        post = actions.add_post(self.holder, by=self.request.user, **form.typed())
        return self.tell_overlaps(post)


class PostUpdate(OfPost, FormScreen):
    form_class = PostForm
    title, success = "Sửa chức vụ", "Đã sửa chức vụ."

    def save_action(self, form):
        post = actions.change_post(self.object, by=self.request.user, version=self.object.version, **form.typed())
        return self.tell_overlaps(post)


class PostRemove(OfPost, StepScreen):
    form_class = WithReason
    title, submit_label, success = "Bỏ chức vụ ghi sai", "Bỏ chức vụ", "Đã bỏ chức vụ."
    warning = "Chỉ bỏ khi ghi sai. Thôi giữ chức vụ thì sửa và ghi “đến ngày”."

    def facts(self):
        one = self.object
        return [Fact("Đảng viên", one.member), Fact("Chức vụ", one), Fact("Thời gian", span(one))]

    def save_action(self, form):
        return actions.remove_post(self.object, by=self.request.user, **form.cleaned_data)
