"""Two at the same moment: a book is written once, and no writing is lost under another that was judged before it."""

import time
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import HistoryEntry, User
from core.workbook import read
from members.choices import Role
from members.models import Assignment, Member
from reports import actions, intake
from reports.imports import Collision, Examined
from reports.models import Import
from tests.cast import admit, establish
from tests.reports.test_import import save
from tests.together import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TOGETHER = 4


def told_of_members():
    return HistoryEntry.objects.filter(object_type="members.member").order_by("sequence")


@pytest.fixture
def unit(transactional_db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return establish("D1", None, "district")


@pytest.fixture
def bring(unit, tmp_path):
    """Bring a book with one row, the member M-1 by a name, as somebody of the unit; ready to be written."""

    def bring(name):
        user = User.objects.create(username=name.encode().hex(), full_name="Người nhập")
        Assignment.objects.create(user=user, organization=unit, role=Role.OFFICER)
        rows = {"Đảng viên": [{"Số thẻ": "M-1", "Họ và tên": name, "Mã tổ chức": "D1"}]}
        path = save(tmp_path / "so.xlsx", rows)
        file = actions.bring_file(path.read_bytes(), read(path), name="so.xlsx", organization=unit, by=user)
        return file, user

    return bring


def test_one_book_confirmed_at_the_same_moment_is_written_once(bring):
    file, user = bring("Nguyễn Văn Một")
    found = at_once(lambda _: intake.commit(file, by=user), TOGETHER)
    assert sum(isinstance(one, Examined) for one in found) == 1, found
    assert sum(isinstance(one, ValidationError) for one in found) == TOGETHER - 1, found
    assert Member.objects.get().name == "Nguyễn Văn Một"
    assert told_of_members().count() == 1


def test_of_books_about_one_member_each_is_written_over_what_it_was_judged_by_or_refused(bring, unit):
    admit("M-1", "Nguyễn Văn Cũ", unit)
    files = [bring(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Cường", "Dũng")]
    before = Member.objects.get().version
    found = at_once(lambda number: intake.commit(files[number][0], by=files[number][1]), TOGETHER)
    written = [one for one in found if isinstance(one, Examined)]
    assert all(isinstance(one, Examined | Collision) for one in found), found
    member = Member.objects.get()
    assert member.version == before + len(written)
    assert Import.objects.filter(written__isnull=False).count() == len(written)
    names = [entry.changes["name"] for entry in told_of_members()]
    assert [one for _, one in names[:-1]] == [one for one, _ in names[1:]], "each began where the last one ended"
    assert names[-1][1] == member.name


def test_an_edit_that_is_saved_while_a_book_waits_for_its_turn_is_not_overwritten(bring, unit):
    """The book is judged, waits for who holds the row, and finds another version of it then."""
    member = admit("M-1", "Nguyễn Văn Cũ", unit)
    file, user = bring("Nguyễn Văn Mới")
    held = Event()

    def edit():
        with transaction.atomic():
            row = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
            held.set()
            wait_until_somebody_waits()
            row.name, row.version = "Nguyễn Văn Sửa", row.version + 1
            row.save(update_fields=["name", "version"])
        return row

    def bring_it_in():
        assert held.wait(20)
        return intake.commit(file, by=user)

    found = at_once(lambda number: (edit, bring_it_in)[number](), 2)
    assert any(isinstance(one, Collision) for one in found), found
    assert Member.objects.get().name == "Nguyễn Văn Sửa"
    assert Import.objects.get().written is None


def wait_until_somebody_waits():
    """Return when another session waits for this one."""
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
