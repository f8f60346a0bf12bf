"""The Excel form of a return: out, filled in, back, value by value; what is wrong is told at its cell."""

import io
import re
from datetime import date

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from core import periods
from reports import actions
from reports.models import Submission
from reports.models.submissions import NARRATIVE
from reports.return_books import FIGURES, TEXTS, _place
from tests.core.test_workbook import HOSTILE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 4)
NINE = periods.nine_months(2026)
TEXT = "=1+1 không phải công thức\nDòng hai – “ngoặc kép”"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def clerk(cast):
    return cast.at("C1").user


@pytest.fixture
def submission(cast, clerk):
    made = actions.open_submission(by=clerk, organization=cast.at("C1").organization, period=NINE, day=TODAY)
    return actions.write_submission(made, by=clerk, version=1, done=TEXT, totals={"A1": 0, "F2": 1234567})


@pytest.fixture
def office(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def form(office, submission):
    """The form as the unit takes it along."""
    return office.get(reverse("submission-form-file", args=[submission.pk])).content


def changed(content, **cells):
    """The form with other values: `changed(form, **{"Báo cáo!D12": 5})`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        title, address = place.split("!")
        book[title][address] = value
        if isinstance(value, str) and value.startswith("=") and title == TEXTS:
            book[title][address].data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(office, submission, content):
    file = SimpleUploadedFile("bieu.xlsx", content)
    return office.post(reverse("submission-upload", args=[submission.pk]), {"file": file}, follow=True)


def row_of(content, code):
    sheet = openpyxl.load_workbook(io.BytesIO(content))[FIGURES]
    return next(row for row in range(1, 99) if sheet.cell(row, 1).value == code)


def test_the_form_says_whose_it_is_and_locks_what_is_computed(form, submission, clerk):
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet, row = book[FIGURES], row_of(form, "F1")
    keys = {sheet.cell(line, 1).value: sheet.cell(line, 2).value for line in range(1, 10)}
    assert (keys["Mã đơn vị"], keys["Kỳ báo cáo"], keys["Phiên bản"]) == ("C1", "2026-9M", submission.version)
    assert [sheet.cell(row, column).value for column in (1, 2, 3, 4)] == ["F1", "Khiển trách", 2, None]
    assert [sheet.cell(row, column).protection.locked for column in (3, 4)] == [True, False]
    assert sheet.protection.sheet
    cell = book[TEXTS]["C2"]
    assert (cell.value, cell.data_type, cell.protection.locked) == (TEXT, "s", False)
    assert HistoryEntry.objects.of(submission).by(clerk).filter(act=Act.EXPORT).count() == 1


def test_a_form_that_was_not_touched_changes_nothing(office, submission, form):
    page = send(office, submission, form)
    assert page.context["problems"] == []
    assert page.context["changes"] == []
    stored = Submission.objects.get(pk=submission.pk)
    assert (stored.done, stored.totals, stored.version) == (TEXT, {"A1": 0, "F2": 1234567}, 2)


def test_what_was_filled_in_arrives_value_by_value(office, submission, form):
    texts = {name: f"=Mục {name}\nhai – “dòng”" for name in NARRATIVE}
    cells = {f"{TEXTS}!C{row}": texts[name] for row, name in enumerate(NARRATIVE, 2)}
    cells |= {f"{FIGURES}!D{row_of(form, 'A1')}": 17, f"{FIGURES}!D{row_of(form, 'F2')}": None}
    page = send(office, submission, changed(form, **cells))
    assert page.context["problems"] == []
    assert len(page.context["changes"]) == len(NARRATIVE) + 2
    assert Submission.objects.get(pk=submission.pk).version == 2, "a preview writes nothing"
    done = office.post(page.request["PATH_INFO"])
    assert done.status_code == 302
    stored = Submission.objects.get(pk=submission.pk)
    assert {name: getattr(stored, name) for name in NARRATIVE} == texts
    assert (stored.totals, stored.version) == ({"A1": 17}, 3)
    assert office.post(page.request["PATH_INFO"], follow=True).redirect_chain, "read in once, the file is gone"
    assert Submission.objects.get(pk=submission.pk).version == 3


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("D{A1}", -1, "nhỏ quá"),
        ("D{A1}", "nhiều", "không đọc được thành số"),
        ("D{A1}", 1.5, "không phải là số nguyên"),
        ("D{A1}", 10**9, "lớn quá"),
        ("D{A1}", True, "không đọc được thành số"),
        ("D{A1}", "=SUM(1,2)", "công thức"),
        ("A{A1}", "Z9", "không có trong biểu"),
        ("A{A2}", "A1", "đã có ở dòng trên"),
        ("B4", "C2", "của đơn vị khác"),
        ("B5", "2026-H1", "của kỳ khác"),
        ("B7", 1, "đã được sửa sau khi tải biểu"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_written(office, submission, form, place, value, told):
    place = place.format(A1=row_of(form, "A1"), A2=row_of(form, "A2"))
    page = send(office, submission, changed(form, **{f"{FIGURES}!{place}": value, f"{TEXTS}!C3": "Thêm"}))
    found = {problem.address: problem.message for problem in page.context["problems"]}
    assert told in found[f"{FIGURES}!{place}"]
    office.post(page.request["PATH_INFO"])
    stored = Submission.objects.get(pk=submission.pk)
    assert (stored.version, stored.not_done) == (2, "")


def test_every_fault_of_a_form_is_told_at_once(office, submission, form):
    cells = {f"{FIGURES}!D{row_of(form, code)}": "x" for code in ("A1", "A2", "C1")}
    page = send(office, submission, changed(form, **cells, **{f"{TEXTS}!A2": "abc"}))
    assert len(page.context["problems"]) == 5, "three numbers, a code that is none, and the part it took away"


def test_a_form_that_was_overtaken_is_refused_at_the_last_moment_too(office, submission, form, clerk):
    page = send(office, submission, changed(form, **{f"{TEXTS}!C3": "Thêm"}))
    actions.write_submission(submission, by=clerk, version=2, causes="Ghi trước")
    answer = office.post(page.request["PATH_INFO"])
    assert "đã được sửa sau khi tải biểu" in answer.content.decode()
    stored = Submission.objects.get(pk=submission.pk)
    assert (stored.not_done, stored.causes) == ("", "Ghi trước")


def test_a_return_that_was_handed_in_takes_no_form(office, submission, clerk):
    actions.take_submission_step(submission, "submit", by=clerk, version=2, day=TODAY, reason="Chi bộ chưa nộp")
    content = office.get(reverse("submission-form-file", args=[submission.pk])).content
    page = send(office, submission, changed(content, **{f"{TEXTS}!C3": "Thêm"}))
    answer = office.post(page.request["PATH_INFO"])
    assert "không sửa được" in answer.content.decode()


def test_a_workbook_that_is_no_form_is_told_so(office, submission):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.save(file)
    page = send(office, submission, file.getvalue())
    found = [problem.message for problem in page.context["problems"]]
    assert len(found) == 2
    assert all(message.startswith("Không có trang tính") for message in found)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_written(office, submission, name):
    content, reason = HOSTILE[name]
    page = send(office, submission, content() if callable(content) else content)
    assert page.status_code == 422
    assert re.search(reason, page.context["problem"])
    assert Submission.objects.get(pk=submission.pk).version == 2


def test_a_file_that_is_too_big_or_missing_is_told_so(office, submission):
    assert "Tệp lớn hơn 5 MB" in send(office, submission, b"0" * (5 * 1024 * 1024 + 1)).content.decode()
    missing = office.post(reverse("submission-upload", args=[submission.pk]))
    assert (missing.status_code, "Chưa chọn tệp" in missing.content.decode()) == (422, True)


def test_another_s_upload_does_not_exist(office, client, cast, submission, form):
    page = send(office, submission, changed(form, **{f"{TEXTS}!C3": "Thêm"}))
    address = page.request["PATH_INFO"]
    client.force_login(cast.users["head"])
    assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize(("place", "found"), [("B7", (7, 2)), ("AA12", (12, 27)), ("A1", (1, 1))])
def test_an_address_is_a_row_and_a_column(place, found):
    assert _place(place) == found
