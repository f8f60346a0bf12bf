"""Which passwords are good enough."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts import passwords
from accounts.models import User

USER = User(username="nguyenvanhung", full_name="Nguyễn Văn Hùng")


@pytest.mark.parametrize(
    "password", ["thuyền về bến cũ 58", "k7mp-x3qd-9wvt-h2rc", "Rượu cần đêm trăng", "matkhau-la-Sương2"]
)
def test_a_good_password_is_accepted(password):
    validate_password(password, USER)


@pytest.mark.parametrize(
    "password",
    ["password1234", "MatKhau123456", "mậtkhẩu123456", "qwertyuiop12", "uybankiemtra1", "ktgs@2026ktgs", "1qaz2wsx3edc",
     "121212121212", "dangcongsanvietnam", "Vietnam@123456", "nguyenvanhung1", "Nguyễn Văn Hùng 1", "bithuhuyenuy12"],
)  # fmt: skip
def test_a_common_password_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, USER)


def test_first_passwords_are_good_and_differ():
    made = {passwords.generate() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password, USER)


def test_every_explanation_is_vietnamese():
    with translation.override("vi"):
        assert not [text for text in password_validators_help_texts() if "password" in text.lower()]
