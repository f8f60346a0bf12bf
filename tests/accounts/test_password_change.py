"""Changing one's own password."""

import pytest
from django.test import Client

from accounts.choices import Act
from accounts.models import HistoryEntry, User

NEW = "thuyền về bến cũ 58"


def change(client, old, new, again=None):
    fields = {"old_password": old, "new_password": new, "new_password_again": again or new}
    return client.post("/doi-mat-khau/", fields)


def test_the_new_password_works_and_is_recorded(signed_in, user, password):
    assert change(signed_in, password, NEW).url == "/"
    assert User.objects.get().check_password(NEW)
    entry = HistoryEntry.objects.last()
    assert (entry.act, entry.user, entry.changes) == (Act.PASSWORD_CHANGE, user, {})


def test_this_session_goes_on_and_others_end(signed_in, user, password):
    other = Client()
    other.post("/dang-nhap/", {"username": "canbo", "password": password})
    assert other.get("/doi-mat-khau/").status_code == 200
    change(signed_in, password, NEW)
    assert signed_in.get("/doi-mat-khau/").status_code == 200
    assert other.get("/doi-mat-khau/").status_code == 302


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("ngắn quá 1", "Mật khẩu phải có ít nhất 12 ký tự."),
        ("839201746520", "Mật khẩu này hoàn toàn là số."),
        ("Matkhau@123456", "Mật khẩu này quá dễ đoán"),
        ("Kiểm tra giám sát 2026", "Mật khẩu này quá dễ đoán"),
        ("aaaaaaaaaaaaaa", "Mật khẩu này quá dễ đoán"),
        ("123456789abc", "Mật khẩu này quá dễ đoán"),
        ("Trần Thị Thu 1", "Mật khẩu quá giống với họ và tên."),
        ("cây đa bến nước 27", "Mật khẩu mới phải khác mật khẩu hiện tại."),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(signed_in, password, new, message):
    response = change(signed_in, password, new)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert User.objects.get().check_password(password)


def test_the_old_password_is_asked(signed_in, password):
    assert "Mật khẩu hiện tại không đúng." in change(signed_in, "sai", NEW).content.decode()


def test_both_entries_must_agree(signed_in, password):
    response = change(signed_in, password, NEW, NEW + "x")
    assert "Hai lần nhập mật khẩu mới không giống nhau." in response.content.decode()
    assert User.objects.get().check_password(password)


def test_empty_fields_are_answered_politely(signed_in):
    assert signed_in.post("/doi-mat-khau/", {}).status_code == 200
