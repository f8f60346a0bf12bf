"""The chain is written whole, and every kind of tampering shows."""

import datetime
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from decimal import Decimal
from threading import Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import override_settings

from accounts import history
from accounts.choices import Act, Break
from accounts.models import HistoryEntry, User
from tests.tampering import execute, unlocked_history

TABLE = "accounts_historyentry"


@pytest.fixture
def chain(user):
    """Ten entries: the account, eight readings, one change."""
    history.record_many(by=user, entries=[history.Entry(Act.READ, user, summary=f"Lần {n}") for n in range(8)])
    history.record(by=user, act=Act.UPDATE, obj=user, before={"full_name": "A"}, after={"full_name": "Ă"})
    return list(HistoryEntry.objects.all())


def test_sequence_starts_at_one_and_has_no_gap(chain):
    assert [entry.sequence for entry in chain] == list(range(1, 11))


def test_each_entry_names_the_one_before(chain):
    assert chain[0].previous_hash == history.NO_HASH
    assert [entry.previous_hash for entry in chain[1:]] == [entry.hash for entry in chain[:-1]]


def test_an_entry_tells_who_did_what_from_where(user):
    user.address = "10.0.0.7"
    entry = history.record(by=user, act=Act.UPDATE, obj=user, before={"x": 1}, after={"x": 2}, reason="Sửa sai")
    entry.refresh_from_db()
    assert (entry.user, entry.username, entry.address) == (user, "canbo", "10.0.0.7")
    assert (entry.object_type, entry.object_id, entry.object_label) == ("accounts.user", str(user.pk), "Trần Thị Thu")
    assert (entry.act, entry.changes, entry.reason) == (Act.UPDATE, {"x": [1, 2]}, "Sửa sai")


def test_the_command_line_is_the_system(db):
    entry = history.record(by=None, act=Act.IMPORT, summary="Nhập 3 dòng")
    assert (entry.user, entry.username) == (None, "hệ thống")


def test_an_unknown_act_is_refused(db):
    with pytest.raises(ValueError, match="cook"):
        history.record(by=None, act="cook")


def test_an_entry_goes_when_its_change_is_rolled_back(user):
    before = history.head()
    with transaction.atomic():
        history.record(by=user, act=Act.READ)
        transaction.set_rollback(True)
    assert history.head() == before
    assert history.verify() is None


def test_a_reading_is_noted_once_a_day_for_each_reader(user, time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 5, 16, 50, tzinfo=datetime.UTC))  # 23:50 in the office
    assert history.record_reading(by=user, obj=user).act == Act.READ
    assert history.record_reading(by=user, obj=user) is None
    time_machine.move_to(datetime.datetime(2026, 3, 5, 17, 10, tzinfo=datetime.UTC))
    assert history.record_reading(by=user, obj=user)


def test_recording_many_of_nothing_changes_nothing(user):
    before = history.head()
    assert history.record_many(by=user, entries=[]) == 0
    assert history.head() == before


def test_thirty_thousand_entries_take_seconds(user):
    start = time.perf_counter()
    entries = (history.Entry(Act.IMPORT, user, None, {"number": number}) for number in range(30_000))
    assert history.record_many(by=user, entries=entries) == 30_000
    assert time.perf_counter() - start < 20
    assert history.verify(history.head()) is None


def test_changes_hold_only_what_differs():
    before = {"name": "A", "on": datetime.date(2026, 3, 5), "note": ""}
    after = {"name": "B", "on": datetime.date(2026, 3, 5), "tags": ["x"]}
    assert history.changes(before, after) == {"name": ["A", "B"], "note": ["", None], "tags": [None, ["x"]]}


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (datetime.date(2026, 3, 5), "2026-03-05"),
        (datetime.datetime(2026, 3, 5, 7, tzinfo=datetime.UTC), "2026-03-05T07:00:00+00:00"),
        (Decimal("1.50"), "1.50"),
        (0.1, "0.1"),
        ("a\0b", "ab"),
        ("\ud800", "?"),
        ({"b", "a"}, ["a", "b"]),
        (Act.READ, "read"),
        (2**70, 2**70),
    ],
)
def test_every_kind_of_value_survives_both_databases(db, value, stored):
    history.record(by=None, act=Act.UPDATE, before={}, after={"value": value})
    assert HistoryEntry.objects.get().changes == {"value": [None, stored]}
    assert history.verify() is None


def test_a_snapshot_never_holds_the_password(user):
    taken = history.snapshot(user)
    assert "password" not in taken
    assert taken["full_name"] == "Trần Thị Thu"
    assert history.snapshot(user, ["username", "password"]) == {"username": "canbo"}


def test_a_whole_chain_verifies(chain):
    assert history.verify() is None


def test_an_empty_chain_verifies(db):
    assert history.verify() is None
    assert history.verify(history.head()) is None


def test_an_older_head_is_found(chain):
    assert history.verify(chain[4].hash) is None
    assert history.verify(chain[4].hash[:16].upper()) is None


def test_a_head_of_a_few_letters_proves_nothing(chain):
    assert history.verify(chain[4].hash[:8]).reason == Break.CUT_TAIL


def test_verifying_asks_one_question_whatever_the_length(chain, django_assert_num_queries):
    with django_assert_num_queries(1):
        history.verify()


def rehashed_without_the_key(sequence):
    """As someone would who read this code but has no key."""
    row = HistoryEntry.objects.filter(pk=sequence).values(*history._SIGNED_FIELDS).get()
    with override_settings(HISTORY_KEY=b"a guess"):
        forged = history._signature(row)
    execute(f"UPDATE {TABLE} SET hash = %s WHERE sequence = %s", [forged, sequence])


def change_the_reason():
    execute(f"UPDATE {TABLE} SET reason = 'khác' WHERE sequence = 4")


def change_the_author():
    execute(f"UPDATE {TABLE} SET user_id = NULL WHERE sequence = 4")


def change_the_changes():
    execute(f"""UPDATE {TABLE} SET changes = '{{"full_name": ["A", "B"]}}' WHERE sequence = 10""")


def change_the_time():
    moment = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    HistoryEntry.objects.filter(sequence=4).update(at=moment)


def change_every_time():
    HistoryEntry.objects.update(at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))


def delete_the_first():
    execute(f"DELETE FROM {TABLE} WHERE sequence = 1")


def delete_from_the_middle():
    execute(f"DELETE FROM {TABLE} WHERE sequence = 5")


def delete_and_close_the_gap():
    execute(f"DELETE FROM {TABLE} WHERE sequence = 10")
    execute(f"DELETE FROM {TABLE} WHERE sequence = 9")
    execute(f"UPDATE {TABLE} SET sequence = 9 WHERE sequence = 8")
    execute(f"UPDATE {TABLE} SET sequence = 8 WHERE sequence = 9")
    execute(f"UPDATE {TABLE} SET sequence = 5 + 95 WHERE sequence = 5")
    execute(f"UPDATE {TABLE} SET sequence = 5 WHERE sequence = 6")


def swap_two():
    for old, new in ((4, 99), (5, 4), (99, 5)):
        execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", [new, old])


def swap_two_contents():
    first, second = HistoryEntry.objects.get(pk=4), HistoryEntry.objects.get(pk=5)
    HistoryEntry.objects.filter(pk=4).update(summary=second.summary)
    HistoryEntry.objects.filter(pk=5).update(summary=first.summary)


def insert_a_forged_one():
    last = HistoryEntry.objects.get(pk=10)
    last.pk, last.previous_hash, last.hash = 11, last.hash, "f" * 64
    last.save(force_insert=True)


def change_and_hash_again():
    change_the_reason()
    rehashed_without_the_key(4)


def relink():
    execute(f"UPDATE {TABLE} SET previous_hash = '{'0' * 64}' WHERE sequence = 4")


def put_a_copy_of_an_old_one_at_the_end():
    copy = HistoryEntry.objects.get(pk=3)
    copy.pk = 11
    copy.save(force_insert=True)


ATTACKS = {
    change_the_reason: (4, Break.ALTERED),
    change_the_author: (4, Break.ALTERED),
    change_the_changes: (10, Break.ALTERED),
    change_the_time: (4, Break.ALTERED),
    change_every_time: (1, Break.ALTERED),
    delete_the_first: (1, Break.GAP),
    delete_from_the_middle: (5, Break.GAP),
    delete_and_close_the_gap: (5, Break.WRONG_LINK),
    swap_two: (4, Break.WRONG_LINK),
    swap_two_contents: (4, Break.ALTERED),
    insert_a_forged_one: (11, Break.ALTERED),
    change_and_hash_again: (4, Break.ALTERED),
    relink: (4, Break.WRONG_LINK),
    put_a_copy_of_an_old_one_at_the_end: (11, Break.WRONG_LINK),
}


@pytest.mark.parametrize(("attack", "found"), ATTACKS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_tampering_by_the_owner_of_the_database_shows(chain, attack, found):
    with unlocked_history():
        attack()
    assert history.verify() == history.BrokenLink(*found)


def test_a_cut_tail_shows_against_a_head_noted_before(chain):
    noted = history.head()
    with unlocked_history():
        execute(f"DELETE FROM {TABLE} WHERE sequence > 7")
    assert history.verify() is None
    assert history.verify(noted) == history.BrokenLink(8, Break.CUT_TAIL)


def test_a_tail_written_anew_shows_against_a_head_noted_before(chain, user):
    noted = history.head()
    with unlocked_history():
        execute(f"DELETE FROM {TABLE} WHERE sequence > 7")
    for _ in range(3):
        history.record(by=user, act=Act.READ)
    assert history.verify(noted) == history.BrokenLink(11, Break.CUT_TAIL)


def test_an_emptied_table_shows_against_a_head_noted_before(chain):
    noted = history.head()
    with unlocked_history():
        execute(f"DELETE FROM {TABLE}")
    assert history.verify(noted) == history.BrokenLink(1, Break.CUT_TAIL)


def test_another_key_breaks_the_chain(chain):
    with override_settings(HISTORY_KEY=b"another key"):
        assert history.verify() == history.BrokenLink(1, Break.ALTERED)


REFUSED = {
    "update": f"UPDATE {TABLE} SET reason = 'x' WHERE sequence = 1",
    "delete": f"DELETE FROM {TABLE} WHERE sequence = 10",
    "delete all": f"DELETE FROM {TABLE}",
    "truncate": f"TRUNCATE {TABLE}",
    "replace": f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE sequence = 1",
}
ONLY_ON = {"truncate": "postgresql", "replace": "sqlite"}


@pytest.mark.parametrize(
    "statement",
    [pytest.param(REFUSED[name], id=name, marks=[getattr(pytest.mark, ONLY_ON[name])] if name in ONLY_ON else [])
     for name in REFUSED],
)  # fmt: skip
def test_the_database_refuses(chain, statement):
    connection.check_constraints()  # PostgreSQL empties no table while a foreign key waits for the commit
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement)
    assert history.verify(chain[-1].hash) is None


def test_the_orm_is_refused_as_well(chain):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        chain[0].save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        chain[0].delete()


def test_the_author_of_an_entry_cannot_be_deleted(user):
    history.record(by=user, act=Act.READ)
    with pytest.raises(ProtectedError):
        user.delete()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain():
    """Eight threads, each with its own connection, write into the same chain."""

    def write():
        for _ in range(10):
            with transaction.atomic():
                history.record(by=None, act=Act.READ)
        connection.close()

    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert HistoryEntry.objects.count() == 80
    assert history.verify() is None


@pytest.mark.sqlite
def test_processes_at_the_same_time_make_one_chain(own_database, tmp_path):
    """Four processes write into the same SQLite file: the real one, not the test database in memory."""
    variables = {**os.environ, "DATABASE_URL": own_database, "KTGS_VAR": str(tmp_path)}
    write = "from accounts import history\nfor _ in range(25): history.record(by=None, act='read')"

    def manage(*command):
        command = [sys.executable, "manage.py", *command]
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=variables, stdout=subprocess.DEVNULL)

    writers = [manage("shell", "-v0", "-c", write) for _ in range(4)]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    assert manage("verify_history").wait() == 0
    with closing(sqlite3.connect(tmp_path / "ktgs.sqlite3")) as written:
        assert written.execute(f"SELECT count(*) FROM {TABLE}").fetchone() == (100,)


@pytest.mark.django_db(transaction=True)
def test_after_a_test_with_real_transactions_the_triggers_stand_again():
    User.objects.create(username="x", full_name="X")
    history.record(by=None, act=Act.READ)
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"DELETE FROM {TABLE}")
