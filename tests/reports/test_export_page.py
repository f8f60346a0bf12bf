"""Who takes the data of a tree out, what their book holds, and that it is written down who did."""

from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from reports import worker
from reports.models import Job
from reports.views import exports
from tests.cast import CANARY

pytestmark = pytest.mark.django_db

ADDRESS = "/xuat-du-lieu/?organization=D1"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch):
    """A store of its own, and a worker that leaves the connection of the test open."""
    settings.VAR_DIR = tmp_path
    for module in ("reports.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


def sheets(response):
    book = openpyxl.load_workbook(BytesIO(b"".join(response)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def named(rows):
    return {cell for row in rows for cell in row if isinstance(cell, str)}


def test_a_head_takes_out_their_tree_and_nothing_else(cast, sign_in):
    browser = sign_in("head")
    page = browser.get(ADDRESS)
    assert "Vụ việc kỷ luật" in page.content.decode()
    found = sheets(browser.post(ADDRESS))
    assert CANARY not in str(found)
    assert {row[0]: row[4] for row in found["Tổ chức"][1:]} == {"D1": None, "C1": "D1", "K1": "C1"}
    assert {row[0] for row in found["Đảng viên"][1:]} == {"M-D1", "M-C1", "M-K1"}
    assert named(found["KTGS"]) >= {"10-QĐ/D1-own", "10-QĐ/C1-own", "D1", "C1", "M-C1"}
    assert len(found["Tố cáo"]) == 4
    taken = HistoryEntry.objects.newest_first()[0]
    assert (taken.act, taken.object_id) == (Act.EXPORT, str(cast.at("D1").organization.pk))
    rows = sum(len(sheet) - 1 for title, sheet in found.items() if title != "Ghi chú")
    assert f": {rows} dòng" in taken.summary


def test_what_concerns_the_head_is_not_in_their_book(cast, sign_in):
    cast.link(cast.users["head"], cast.at("C1").member)
    response = sign_in("head").post(ADDRESS)
    found = sheets(response)
    acts = [*found["KTGS"], *found["Khuyết điểm"], *found["Kỷ luật"], *found["Khiếu nại"], *found["Tố cáo"]]
    assert not [row for row in acts if "M-C1" in row or "10-QĐ/C1-own" in row]
    assert any("D1-own" in str(row) for row in acts)
    assert exports.exports.WITHOUT_OWN in named(found["Ghi chú"])


def test_a_long_book_is_made_in_the_background(cast, sign_in, monkeypatch):
    browser = sign_in("head")
    at_once = sheets(browser.post(ADDRESS))
    monkeypatch.setattr(exports, "DIRECT_ROWS", 0)
    for _ in range(2):
        asked = browser.post(ADDRESS)
    job = Job.objects.get(kind="workbook")
    assert asked.url == reverse("job-detail", args=[job.pk])
    worker.run_waiting()
    file = job.files.get()
    assert sheets(browser.get(reverse("job-file", args=[file.pk]))) == at_once
    assert ADDRESS in browser.get(asked.url).content.decode()
    assert "workbook" not in browser.get(reverse("job-create")).content.decode()


def test_the_command_says_what_is_wrong(cast, tmp_path):
    with pytest.raises(CommandError, match="Không có tổ chức đảng nào mang mã X"):
        call_command("export_workbook", "--organization", "X", str(tmp_path / "x.xlsx"))
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("export_workbook", "--organization", "D1", str(tmp_path / "none" / "x.xlsx"), stdout=StringIO())
    assert not list(tmp_path.rglob("*.xlsx*"))
