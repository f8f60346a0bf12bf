"""Each write to an account: the state after it and the entry it left."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import actions
from accounts.choices import Act
from accounts.forms import UserForm
from accounts.models import HistoryEntry, User


@pytest.fixture
def administrator(db):
    return actions.create_user(username="quantri", full_name="Quản trị viên", password="x", by=None)


def last():
    return HistoryEntry.objects.last()


def test_create_user_makes_a_first_password(administrator):
    user = actions.create_user(username="Thu", full_name="  Trần  Thi\u0323 Thu ", by=administrator)
    assert (user.username, user.must_change_password) == ("thu", True)
    assert user.full_name == "Trần Thị Thu"
    assert user.check_password(user.first_password)
    assert (last().act, last().user, last().object_label) == (Act.CREATE, administrator, "Trần Thị Thu")
    assert user.first_password not in str(vars(last()))


@pytest.mark.parametrize("username", ["", "có dấu", "a b", "-a", "quantri", "QUANTRI", "a" * 61])
def test_create_user_refuses_a_bad_name(administrator, username):
    with pytest.raises(ValidationError):
        actions.create_user(username=username, full_name="Thu", by=administrator)
    assert last().object_id == str(administrator.pk)


def test_update_user_records_the_old_and_the_new_name(administrator):
    actions.update_user(administrator, full_name="Quản trị", by=administrator, reason="Đổi tên")
    assert last().changes == {"full_name": ["Quản trị viên", "Quản trị"]}
    assert last().reason == "Đổi tên"


def test_disable_and_enable_are_recorded(administrator, user):
    assert not actions.disable_user(user, by=administrator, reason="Nghỉ hưu").is_active
    assert (last().act, last().changes["is_active"], last().reason) == (Act.DISABLE, [True, False], "Nghỉ hưu")
    assert actions.enable_user(user, by=administrator).is_active
    assert last().act == Act.ENABLE


def test_end_sessions_is_recorded(administrator, user):
    actions.end_sessions(user, by=administrator)
    assert (last().act, last().changes) == (Act.END_SESSIONS, {"session_version": [0, 1]})


def test_change_password_lifts_the_duty_to_change_it(administrator):
    user = actions.create_user(username="thu", full_name="Thu", by=administrator)
    assert not actions.change_password(user, password="thuyền về bến cũ 58", by=user).must_change_password
    assert last().act == Act.PASSWORD_CHANGE


def test_the_database_refuses_capitals(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="Thu", full_name="Thu")


def test_the_form_opens_an_account(administrator):
    form = UserForm({"username": "ThuHa", "full_name": "Thu Hà"})
    assert form.is_valid(), form.errors
    user = form.perform(by=administrator)
    assert User.objects.get(username="thuha") == user
    assert user.first_password


def test_the_form_corrects_a_name_but_never_the_sign_in_name(administrator, user):
    form = UserForm({"username": "khac", "full_name": "Thu Hà"}, instance=user)
    assert form.is_valid(), form.errors
    form.perform(by=administrator)
    user.refresh_from_db()
    assert (user.username, user.full_name) == ("canbo", "Thu Hà")
    assert last().changes == {"full_name": ["Trần Thị Thu", "Thu Hà"]}


def test_the_form_tells_of_a_name_already_taken(administrator):
    form = UserForm({"username": "QUANTRI", "full_name": "Thu"})
    assert form.errors["username"] == ["Tên đăng nhập này đã có người dùng."]
