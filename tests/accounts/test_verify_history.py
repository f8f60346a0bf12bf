"""`manage.py verify_history` as scripts see it."""

import pytest
from django.core.management import CommandError, call_command

from accounts import history
from accounts.choices import Act
from tests.tampering import execute, unlocked_history


@pytest.fixture(autouse=True)
def _three_entries(db):
    for _ in range(3):
        history.record(by=None, act=Act.READ)


def test_a_whole_chain_prints_its_head(capsys):
    call_command("verify_history")
    assert "nguyên vẹn" in (printed := capsys.readouterr().out)
    assert history.head() in printed


def test_a_broken_chain_names_the_first_broken_link():
    with unlocked_history():
        execute("DELETE FROM accounts_historyentry WHERE sequence = 2")
    with pytest.raises(CommandError, match="bản ghi số 2") as error:
        call_command("verify_history")
    assert error.value.returncode == 1


def test_a_missing_head_is_a_cut_tail():
    with pytest.raises(CommandError, match="cắt hoặc viết lại"):
        call_command("verify_history", head="a" * 64)


def test_a_short_head_is_refused():
    with pytest.raises(CommandError, match="16"):
        call_command("verify_history", head=history.head()[:5])
