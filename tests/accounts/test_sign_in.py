"""Signing in and out as a browser does, and being locked out."""

import datetime

import pytest
from django.test import Client

from accounts import actions
from accounts.choices import Act
from accounts.models import HistoryEntry


def sign_in(client, username, password, **extra):
    return client.post("/dang-nhap/", {"username": username, "password": password}, **extra)


def acts():
    return list(HistoryEntry.objects.values_list("act", flat=True))


@pytest.fixture
def fail(client, user):
    """Try a wrong password so many times from an address."""

    def times(count, username="canbo", address="10.0.0.1"):
        for _ in range(count):
            response = sign_in(client, username, "sai hoàn toàn", REMOTE_ADDR=address)
        return response

    return times


def test_the_right_password_signs_in(client, user, password):
    response = sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.1")
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)
    entry = HistoryEntry.objects.last()
    assert (entry.act, entry.user, entry.address) == (Act.SIGN_IN, user, "10.0.0.1")


def test_a_name_in_capitals_is_the_same_name(client, user, password):
    assert sign_in(client, " CanBo ", password).status_code == 302


def test_a_password_in_decomposed_letters_is_the_same_password(client, user):
    decomposed = "cây đa bến nước 27"
    assert sign_in(client, "canbo", decomposed).status_code == 302


def test_a_wrong_password_and_an_unknown_name_look_alike(client, user):
    wrong = sign_in(client, "canbo", "sai")
    unknown = sign_in(client, "khongco", "sai")
    assert wrong.status_code == unknown.status_code == 200
    for response in (wrong, unknown):
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.content.decode()


def test_a_disabled_account_looks_like_a_wrong_password(client, user, password):
    actions.disable_user(user, by=None)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in sign_in(client, "canbo", password).content.decode()


def test_failures_are_recorded_without_an_author(client, user):
    sign_in(client, "canbo", "sai", REMOTE_ADDR="10.0.0.9")
    sign_in(client, "khongco", "sai")
    known, unknown = HistoryEntry.objects.filter(act=Act.SIGN_IN_FAILED)
    assert (known.user, known.username, known.object_id, known.address) == (None, "canbo", str(user.pk), "10.0.0.9")
    assert (unknown.username, unknown.object_id) == ("khongco", "")


def test_no_history_holds_a_password(client, user):
    sign_in(client, "canbo", "mật khẩu gõ sai")
    entry = HistoryEntry.objects.last()
    assert "mật khẩu gõ sai" not in str(vars(entry))


def test_the_fifth_wrong_password_locks_out(fail):
    assert fail(4).status_code == 200
    response = fail(1)
    page = response.content.decode()
    assert response.status_code == 429
    assert "Có thể thử lại sau 15 phút nữa" in page
    assert int(response.headers["Retry-After"]) <= 900
    assert acts()[1:] == [Act.SIGN_IN_FAILED] * 4 + [Act.LOCK_OUT]


def test_once_locked_out_the_right_password_does_not_help(client, fail, password):
    fail(5)
    recorded = len(acts())
    assert sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert len(acts()) == recorded


def test_capitals_do_not_give_more_tries(fail):
    fail(4)
    assert fail(1, username="CANBO").status_code == 429


def test_an_address_alone_is_never_locked_out(client, fail, password):
    """A whole commune shares one address."""
    actions.create_user(username="khac", full_name="Lê Văn Khác", password=password, by=None)
    fail(5)
    assert sign_in(client, "khac", password, REMOTE_ADDR="10.0.0.1").status_code == 302


def test_a_user_is_not_locked_out_elsewhere(client, fail, password):
    """Who guesses from one place must not shut out the owner at another."""
    fail(5)
    assert sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_after_fifteen_minutes_one_may_try_again(client, fail, password, time_machine):
    start = datetime.datetime(2026, 3, 5, 8, 0, tzinfo=datetime.UTC)
    time_machine.move_to(start, tick=False)
    assert "từ\n" in (page := fail(5).content.decode())
    assert "15:15 ngày 05/03/2026" in page
    time_machine.move_to(start + datetime.timedelta(minutes=14), tick=False)
    assert "sau 1 phút nữa" in sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.1").content.decode()
    time_machine.move_to(start + datetime.timedelta(minutes=16), tick=False)
    assert sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.1").status_code == 302


def test_success_forgets_earlier_failures(client, fail, password):
    fail(4)
    sign_in(client, "canbo", password, REMOTE_ADDR="10.0.0.1")
    client.logout()
    assert fail(4).status_code == 200


def test_a_new_first_password_ends_the_lock_out(client, user, fail):
    fail(5)
    first = actions.reset_password(user, by=None).first_password
    assert sign_in(client, "canbo", first, REMOTE_ADDR="10.0.0.1").status_code == 302


@pytest.mark.parametrize(
    "unsafe", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_never_leaves_the_site(client, user, password, unsafe):
    response = client.post("/dang-nhap/", {"username": "canbo", "password": password, "next": unsafe})
    assert response.url == "/"


def test_next_leads_back_to_where_one_was(client, user, password):
    response = client.post("/dang-nhap/", {"username": "canbo", "password": password, "next": "/doi-mat-khau/"})
    assert response.url == "/doi-mat-khau/"


def test_every_page_asks_to_sign_in_first(client, db):
    response = client.get("/doi-mat-khau/")
    assert (response.status_code, response.url) == (302, "/dang-nhap/?next=/doi-mat-khau/")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"username": "canbo"},
        {"username": "a" * 500, "password": "b"},
        {"username": "a\0b", "password": "\0"},
        {"username": "ă" * 60, "password": "x" * 5000},
    ],
)
def test_odd_input_is_answered_politely(client, user, fields):
    assert client.post("/dang-nhap/", fields).status_code == 200


def test_signing_out_is_a_post_and_recorded(signed_in):
    assert signed_in.get("/dang-xuat/").status_code == 405
    assert signed_in.post("/dang-xuat/").url == "/dang-nhap/"
    assert acts()[-1] == Act.SIGN_OUT
    assert signed_in.get("/doi-mat-khau/").status_code == 302


def test_a_form_without_its_token_is_refused_in_vietnamese(user, password):
    response = sign_in(Client(enforce_csrf_checks=True), "canbo", password)
    assert response.status_code == 403
    assert "Trang đã hết hạn" in response.content.decode()
