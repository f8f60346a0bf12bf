"""Safe values start, unsafe ones do not: the real program, started in a process of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config import environment

KEY = "Zk3v9QmT1xYw7Lr5Bn8Jh2Pd6Gc4Fs0Aa-Uu_Ee.Ii+Oo=Yy!Ww?"
SAFE = {"KTGS_ALLOWED_HOSTS": "ktgs.example.vn", "KTGS_SECRET_KEY": KEY}


@pytest.fixture
def start(tmp_path):
    """Start the program with nothing but these variables; print one setting."""

    def run(setting="DEBUG", **variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KTGS_", "DATABASE_"))}
        fixed = {"DJANGO_SETTINGS_MODULE": "config.settings", "KTGS_VAR": str(tmp_path / "var")}
        return subprocess.run(
            [sys.executable, "-c", f"from django.conf import settings; print(settings.{setting})"],
            cwd=settings.BASE_DIR,
            env=kept | fixed | variables,
            capture_output=True,
            text=True,
        )

    return run


UNSAFE = {
    "debug": ({"KTGS_DEBUG": "1"}, "KTGS_DEBUG", "mã nguồn"),
    "no key": ({"KTGS_SECRET_KEY": ""}, "KTGS_SECRET_KEY", "ít nhất 50 ký tự"),
    "short key": ({"KTGS_SECRET_KEY": KEY[:49]}, "KTGS_SECRET_KEY", "ít nhất 50 ký tự"),
    "dull key": ({"KTGS_SECRET_KEY": "a" * 60}, "KTGS_SECRET_KEY", "ít nhất 50 ký tự"),
    "any host": ({"KTGS_ALLOWED_HOSTS": "*"}, "KTGS_ALLOWED_HOSTS", "tên máy chủ"),
    "any subdomain": ({"KTGS_ALLOWED_HOSTS": "localhost, .example.vn"}, "KTGS_ALLOWED_HOSTS", "tên máy chủ"),
    "unclear https": ({"KTGS_HTTPS": "no"}, "KTGS_HTTPS", "mạng nội bộ"),
    "short history key": ({"KTGS_HISTORY_KEY": "short"}, "KTGS_HISTORY_KEY", "ít nhất 32 ký tự"),
}


@pytest.mark.parametrize(("variables", "name", "vietnamese"), UNSAFE.values(), ids=UNSAFE)
def test_unsafe_production_does_not_start(start, variables, name, vietnamese):
    refused = start(**{**SAFE, **variables})
    assert refused.returncode == 1
    assert name in refused.stderr
    assert vietnamese in refused.stderr
    assert "Traceback" not in refused.stderr


def test_safe_production_starts_with_https_throughout(start):
    shown = "SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.DEBUG"
    assert start(shown, **SAFE).stdout.strip() == "True True True False"


def test_plain_http_is_said_explicitly(start):
    shown = "SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS"
    assert start(shown, **SAFE, KTGS_HTTPS="0").stdout.strip() == "False 0"


def test_a_local_installation_needs_no_variable_and_keeps_its_key(start, tmp_path):
    first, second = start("SECRET_KEY"), start("SECRET_KEY")
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) >= 50
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert start("ALLOWED_HOSTS").stdout.strip() == "['127.0.0.1', 'localhost', '[::1]']"
    assert start("DEBUG").stdout.strip() == "False"


def test_production_writes_no_key_of_its_own(start, tmp_path):
    start(**SAFE)
    assert not (tmp_path / "var" / "secret-key").exists()


def test_the_history_key_is_its_own_or_derived():
    derived = environment.read({"KTGS_SECRET_KEY": KEY}, None).history_signing_key
    own = environment.read({"KTGS_SECRET_KEY": KEY, "KTGS_HISTORY_KEY": "h" * 32}, None).history_signing_key
    assert KEY.encode() not in derived
    assert (len(derived), own) == (32, b"h" * 32)


def test_two_first_starts_agree_on_one_key(tmp_path):
    path = tmp_path / "secret-key"
    assert environment.kept_secret_key(path) == environment.kept_secret_key(path)
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]
