"""What makes a password good enough, and a first password for a new account."""

import re
import secrets
import unicodedata

from django.core.exceptions import ValidationError

SHORTEST = 12
FEWEST_DIFFERENT = 5
FEWEST_BESIDES_COMMON_WORDS = 6
# Without 0/o, 1/l/i: read aloud and typed by hand.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
# What people in this office would try first, without marks; longest first where one contains another.
COMMON_WORDS = (
    "uybankiemtra", "kiemtragiamsat", "dangcongsan", "administrator", "xinchaovietnam", "khongcomatkhau",
    "kiemtra", "giamsat", "kyluat", "congsan", "vietnam", "matkhau", "dangnhap", "chunhiem", "bithu", "huyenuy",
    "tinhuy", "thanhuy", "quanuy", "danguy", "dangbo", "chibo", "dangvien", "xinchao", "anhyeuem", "emyeuanh",
    "concuame", "hanoi", "saigon", "haiphong", "danang", "songlo", "vinhphuc", "quantri", "nguoidung", "password",
    "passw", "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "welcome", "letmein", "iloveyou", "abcdefgh",
    "abcd", "abc", "admin", "ktgs", "ubkt", "ubnd", "1234567890", "123456789", "12345678", "1234567", "123456",
    "12345", "1234", "123", "987654321", "654321", "4321", "321",
)  # fmt: skip


def normalized(password):
    """One spelling of Vietnamese letters, whatever keyboard typed them."""
    return unicodedata.normalize("NFC", password)


def generate():
    """A first password: four groups of four, about 79 bits, to be replaced at the first sign-in."""
    return "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))


class LongEnough:
    """At least twelve characters. (Django's own message has no Vietnamese translation.)"""

    def validate(self, password, user=None):
        if len(normalized(password)) < SHORTEST:
            raise ValidationError(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự.", code="password_too_short")

    def get_help_text(self):
        return f"Mật khẩu phải có ít nhất {SHORTEST} ký tự."


class NotACommonWord:
    """Refuses common words, alone or with a few characters added, and a handful of characters repeated."""

    message = "Mật khẩu này quá dễ đoán: chỉ gồm từ thông dụng hoặc ký tự lặp lại."

    def validate(self, password, user=None):
        folded = _folded(password)
        if len(set(folded)) < FEWEST_DIFFERENT or _is_mostly_common_words(folded):
            raise ValidationError(self.message, code="password_too_common")

    def get_help_text(self):
        return "Không dùng từ thông dụng như “matkhau”, “kiemtra” kèm vài chữ số."


def _is_mostly_common_words(folded):
    rest = folded
    for word in COMMON_WORDS:
        rest = rest.replace(word, "")
    return rest != folded and len(set(rest)) < FEWEST_BESIDES_COMMON_WORDS


def _folded(password):
    """Lower case, marks, blanks and punctuation removed, the usual digits for letters kept as they are."""
    letters = unicodedata.normalize("NFD", password.lower().replace("đ", "d").replace("@", "a"))
    return re.sub(r"[^a-z0-9]", "", letters)
