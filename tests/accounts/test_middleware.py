"""How long a session lasts, what ends it, and whose address is believed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.choices import Act
from accounts.models import HistoryEntry

START = datetime.datetime(2026, 3, 5, 1, 0, tzinfo=datetime.UTC)
PAGE = "/doi-mat-khau/"


@pytest.fixture
def at(time_machine):
    """Move the clock to so many minutes after the start of the day."""

    def move(minutes):
        time_machine.move_to(START + datetime.timedelta(minutes=minutes), tick=False)

    move(0)
    return move


def is_in(client):
    return client.get(PAGE).status_code == 200


def test_a_session_ends_when_idle_for_half_an_hour(at, signed_in):
    assert is_in(signed_in)
    at(29)
    assert is_in(signed_in)
    at(58)
    assert is_in(signed_in)
    at(89)
    assert not is_in(signed_in)


def test_a_session_ends_after_eight_hours_of_work(at, signed_in):
    for minutes in range(0, 480, 20):
        at(minutes)
        assert is_in(signed_in)
    at(481)
    assert not is_in(signed_in)


def test_an_ended_session_does_not_come_back(at, signed_in):
    is_in(signed_in)
    at(40)
    assert not is_in(signed_in)
    at(0)
    assert not is_in(signed_in)


def test_a_page_is_noted_at_most_once_a_minute(at, signed_in):
    is_in(signed_in)
    at(0.9)
    with CaptureQueriesContext(connection) as reads:
        assert is_in(signed_in)
    assert all(query["sql"].startswith("SELECT") for query in reads.captured_queries)


@pytest.mark.parametrize("end", [actions.disable_user, actions.end_sessions, actions.reset_password])
def test_disabling_a_new_role_and_a_new_password_end_sessions_at_once(signed_in, user, end):
    assert is_in(signed_in)
    end(user, by=None)
    assert not is_in(signed_in)


def test_enabling_again_does_not_revive_an_old_session(signed_in, user):
    actions.disable_user(user, by=None)
    actions.enable_user(user, by=None)
    assert not is_in(signed_in)


def test_a_new_secret_key_ends_sessions(signed_in, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, [settings.SECRET_KEY]
    assert not is_in(signed_in)


def test_history_knows_the_address_of_who_is_signed_in(signed_in):
    signed_in.post("/dang-xuat/", REMOTE_ADDR="10.9.8.7")
    assert HistoryEntry.objects.get(act=Act.SIGN_OUT).address == "10.9.8.7"


def test_a_claimed_address_is_not_believed(signed_in):
    signed_in.post("/dang-xuat/", REMOTE_ADDR="10.9.8.7", headers={"X-Forwarded-For": "1.2.3.4"})
    assert HistoryEntry.objects.get(act=Act.SIGN_OUT).address == "10.9.8.7"


@pytest.mark.parametrize(
    ("claimed", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("", "10.0.0.1"),
        ("đâu đó", "10.0.0.1"),
    ],
)
def test_a_trusted_proxy_is_believed_for_its_own_visitor_only(signed_in, settings, claimed, address):
    settings.TRUSTED_PROXIES = ["10.0.0.1", "10.0.0.2"]
    signed_in.post("/dang-xuat/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": claimed})
    assert HistoryEntry.objects.get(act=Act.SIGN_OUT).address == address


def test_a_first_password_must_be_replaced_before_anything_else(client, db):
    user = actions.create_user(username="moi", full_name="Người Mới", by=None)
    response = client.post("/dang-nhap/", {"username": "moi", "password": user.first_password}, follow=True)
    assert response.redirect_chain[-1][0] == "/doi-mat-khau/"
    assert "mật khẩu được cấp lần đầu" in response.content.decode()
    assert client.post("/dang-xuat/").url == "/dang-nhap/"
