"""Which member a user is, told by an administrator, who sees of members their name and card alone."""

import pytest
from django.urls import reverse

from accounts.models import HistoryEntry
from members.models import Assignment
from members.permissions import own_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.users["administrator"])
    return client


def send(client, user, **typed):
    usual = {"member": "M-C1", "reason": "Theo danh sách cơ quan", "submit_token": f"{user.pk} {typed}"}
    return client.post(reverse("user-member", args=[user.pk]), usual | typed)


def test_a_user_is_linked_and_unlinked_with_history(administrator, cast):
    user = cast.users["officer"]
    assert send(administrator, user).status_code == 302
    user = type(user).objects.get(pk=user.pk)
    assert own_member(user) == cast.at("C1").member
    assert "M-C1" in administrator.get(reverse("user-detail", args=[user.pk])).content.decode()
    assert send(administrator, user, member="").status_code == 302
    assert own_member(type(user).objects.get(pk=user.pk)) is None
    assert HistoryEntry.objects.of(user).filter(reason="Theo danh sách cơ quan").count() == 2


@pytest.mark.parametrize("typed", ["M-D2", "không có ai", "%", "x" * 500])
def test_who_is_not_below_the_administrator_is_not_found(administrator, cast, typed):
    assert send(administrator, cast.users["officer"], member=typed).status_code == 200


def test_one_member_is_one_user(administrator, cast):
    assert send(administrator, cast.users["officer"]).status_code == 302
    response = send(administrator, cast.users["clerk"])
    assert "đã gắn với một người dùng khác" in response.content.decode()


def test_senders_are_shown_to_readers_of_letters_alone(administrator, cast):
    holder = cast.users["unassigned"]
    sent = {"organization": "D1", "role": "clerk", "sees_senders": "on", "submit_token": "a"}
    address = reverse("assignment-create", args=[holder.pk])
    assert "Chỉ chọn ô này cho người được xem đơn tố cáo" in administrator.post(address, sent).content.decode()
    assert administrator.post(address, sent | {"role": "head", "submit_token": "b"}).status_code == 302
    assert Assignment.objects.get(user=holder).sees_senders
