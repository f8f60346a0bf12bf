"""The import in the browser: choose, look, confirm; and what happens to a file that isn't right."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts import history
from accounts.choices import Act
from accounts.models import HistoryEntry
from core.workbook import read
from members.choices import Role
from members.models import Assignment, Member, Organization
from reports import actions, jobs, worker
from reports.imports import examine, sheets_of_the_book
from reports.models import Import, Job
from tests.cast import admit
from tests.reports.generated_workbook import HEADS

pytestmark = pytest.mark.django_db

MEMBERS = ["Số thẻ", "Họ và tên", "Mã tổ chức"]


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def head(var, client):
    organizations = [
        Organization.objects.create(
            code=code, name=f"Đảng bộ {code}", type="base", level="base", path=path, search_key=code, sort_key=code
        )
        for code, path in (("A", "0000001"), ("B", "0000002"))
    ]
    user = get_user_model().objects.create(username="head", full_name="head")
    Assignment.objects.create(user=user, organization=organizations[0], role=Role.HEAD)
    client.force_login(user)
    return user


def book(*rows, title="Đảng viên", headings=MEMBERS):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    workbook.save(file)
    return SimpleUploadedFile("so-dang-vien.xlsx", file.getvalue())


def choose(client, file):
    return client.post(reverse("import"), {"file": file})


def test_a_good_file_is_previewed_then_imported_once(client, head, var, django_capture_on_commit_callbacks):
    preview = choose(client, book(["001", "Nguyễn Văn An", "A"], ["002", "Trần Thị Bé", "A"]))
    page = client.get(preview.url).content.decode()
    assert "Tệp không có lỗi, sẵn sàng nhập" in page
    assert "Nhập 2 dòng" in page
    assert Member.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert "Đã nhập xong" in client.post(preview.url, follow=True).content.decode()
    assert Member.objects.count() == 2
    assert HistoryEntry.objects.filter(act=Act.IMPORT, user=head).count() == 1
    again = client.post(preview.url, follow=True)
    assert "đã được nhập" in again.content.decode()
    assert Member.objects.count() == 2
    assert list((var / "imports").iterdir()) == []


def test_errors_are_shown_with_their_cells_and_as_an_excel_file(client, head):
    preview = choose(client, book(["001", "", "A"], ["002", "Trần Thị Bé", "X"]))
    page = client.get(preview.url).content.decode()
    assert "Có 2 lỗi, chưa nhập được" in page
    assert "Đảng viên!B2" in page
    assert "Đảng viên!C3" in page
    assert "Nhập 1 dòng" not in page
    response = client.get(reverse("import-errors", args=[preview.url.split("/")[-2]]))
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    cells = {(row[1], row[2]) for row in sheet.iter_rows(values_only=True)}
    assert {("Đảng viên", "B2"), ("Đảng viên", "C3")} <= cells


def test_a_file_with_errors_cannot_be_confirmed(client, head):
    preview = choose(client, book(["001", "", "A"]))
    assert "Có 1 lỗi" in client.post(preview.url).content.decode()
    assert Member.objects.count() == 0


def test_an_organization_out_of_scope_is_as_unknown_as_one_that_is_not_there(client, head):
    messages = []
    for code in ("B", "C"):
        preview = choose(client, book(["001", "Nguyễn Văn An", code]))
        page = client.get(preview.url).content.decode()
        messages.append(page[page.index("Đảng viên!C2") :][:200].replace(f"“{code}”", "“?”").replace(f'"{code}"', "?"))
    assert messages[0] == messages[1]
    assert Member.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 not a workbook", "Excel"),
        (b"PK\x03\x04 cut short", "Excel"),
        (b"", "tệp"),
        (b"S\xe1\xbb\x91 th\xe1\xba\xbb;H\xe1\xbb\x8d", "Excel"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(client, head, var, content, words):
    response = choose(client, SimpleUploadedFile("so.xlsx", content))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not (var / "imports").exists()


def test_choosing_nothing_is_explained(client, head):
    response = client.post(reverse("import"))
    assert response.status_code == 422
    assert "Chưa chọn tệp" in response.content.decode()


def test_another_user_does_not_find_the_upload(client, head, django_user_model):
    preview = choose(client, book(["001", "Nguyễn Văn An", "A"]))
    other = django_user_model.objects.create(username="other", full_name="other")
    Assignment.objects.create(user=other, organization=Organization.objects.get(code="A"), role=Role.HEAD)
    client.force_login(other)
    assert client.get(preview.url).status_code == 404
    assert client.post(preview.url).status_code == 404
    assert Member.objects.count() == 0


def save(client, preview, fields, **query):
    return client.post(preview.url, fields, QUERY_STRING="&".join(f"{k}={v}" for k, v in query.items()), follow=True)


def test_bad_cells_are_typed_anew_on_the_page_and_kept_until_the_file_is_imported(client, head):
    rows = [[f"{number:03}", f"Nguyễn Văn {number}", "A"] for number in range(1, 41)]
    rows[4][1], rows[20][2] = "", "X"
    preview = choose(client, book(*rows))
    page = save(client, preview, {"c.0.6.2": "Lê Thị\0 Năm", "c.0.6.1": "005", "c.0.22.3": "\x01"}).content.decode()
    assert "Có 1 lỗi" in page  # what is typed goes through the checks of the file's cells
    assert "ký tự điều khiển" in page
    file = Import.objects.get()
    assert file.repairs == {"Đảng viên": {"6:2": "Lê Thị Năm", "22:3": "\x01"}}
    assert "Có 1 lỗi" in client.get(preview.url).content.decode()  # who leaves finds it as it was
    assert "Nhập 40 dòng" in save(client, preview, {"c.0.22.3": "A"}).content.decode()
    client.post(preview.url)
    assert Member.objects.get(card_number="005").name == "Lê Thị Năm"
    assert Member.objects.count() == 40


def test_a_page_is_judged_anew_when_records_have_changed_and_only_then(client, head, var):
    preview = choose(client, book(["001", "Nguyễn Văn An", "A.1"]))
    assert "Có 1 lỗi" in client.get(preview.url).content.decode()
    kept = next((var / "imports").glob("*.verdict"))
    judged = kept.stat().st_mtime_ns
    history.record(by=head, act=Act.READ, obj=head)
    assert "Có 1 lỗi" in client.get(preview.url).content.decode()
    assert kept.stat().st_mtime_ns == judged
    above = Organization.objects.get(code="A")
    cell = Organization.objects.create(
        code="A.1", name="Chi bộ 1", type="cell", level="cell", path=f"{above.path}0000003", parent=above,
        search_key="a.1", sort_key="a.1",
    )  # fmt: skip
    history.record(by=head, act=Act.CREATE, obj=cell)
    assert "Nhập 1 dòng" in client.get(preview.url).content.decode()
    kept.write_text("{")  # cut short by a full disk
    assert "Nhập 1 dòng" in client.get(preview.url).content.decode()
    assert {file.stat().st_mode & 0o777 for file in kept.parent.iterdir()} == {0o600}


def test_a_row_may_be_left_out_and_taken_in_again(client, head):
    preview = choose(client, book(["001", "", "A"], ["002", "Trần Thị Bé", "A"]))
    assert "Nhập 1 dòng" in save(client, preview, {"r.0.2": "skip"}).content.decode()
    assert "Bỏ qua (1)" in client.get(f"{preview.url}?show=skipped").content.decode()
    assert "Có 1 lỗi" in save(client, preview, {"r.0.2": ""}).content.decode()


def test_fields_that_make_no_sense_change_nothing(client, head):
    preview = choose(client, book(["001", "", "A"]))
    hostile = {"c.0.99999999.2": "x", "c.-1.2.2": "x", "c.9.2.2": "x", "c.0.2": "x", "c..2.2": "x", "r.0.2": "as:9",
               "c.0.²2.2": "x", "x": "y", "c.0.2.2": "",
               "c.0.2.9999999": "x", "c.0.2.0": "x", "c.0.1.2": "x", "c.0.9.2": "x", "r.0.1": "skip"}  # fmt: skip
    assert "Có 1 lỗi" in save(client, preview, hostile).content.decode()
    file = Import.objects.get()
    assert file.repairs in ({}, {"Đảng viên": {}})
    assert file.choices in ({}, {"Đảng viên": {}})
    for query in ("sheet=9", "sheet=²", "show=nonsense", "page=0", "page=x", "page=99999999"):
        assert client.get(f"{preview.url}?{query}").status_code == 200


def test_the_file_is_given_back_with_its_faults_and_comes_in_when_they_are_mended(client, head):
    dated = [*MEMBERS, "Ngày sinh"]
    file = book(["001", "", "A", datetime(1980, 2, 3)], ["002", "=1+1", "X", None], headings=dated)
    preview = choose(client, file)
    response = client.get(reverse("import-marked", args=[preview.url.split("/")[-2]]))
    marked = openpyxl.load_workbook(BytesIO(response.content))
    sheet = marked.active
    assert [cell.value for cell in sheet[1]] == [*dated, "Lỗi"]
    assert "đang trống" in sheet["E2"].value
    assert sheet["D2"].value == datetime(1980, 2, 3)
    assert {at for at in ("A2", "B2", "C3", "D2") if sheet[at].fill.fgColor.rgb == "00F8D7DA"} == {"B2", "C3"}
    sheet["B2"], sheet["B3"], sheet["C3"] = "Nguyễn Văn An", "Trần Thị Bé", "A"
    again = BytesIO()
    marked.save(again)
    page = client.get(choose(client, SimpleUploadedFile("sua.xlsx", again.getvalue())).url).content.decode()
    assert "Nhập 2 dòng" in page
    assert "bỏ qua" not in page.split("Các dòng của trang")[0]  # the column of messages is no unknown column


def test_who_may_be_stored_already_is_asked_about(client, head):
    stored = admit("900", "Nguyễn Thị Hòa", Organization.objects.get(code="A"))
    Member.objects.filter(pk=stored.pk).update(born=date(1980, 2, 3))
    heads = [*MEMBERS, "Ngày sinh"]
    name = unicodedata.normalize("NFD", "NGUYỄN THỊ HOÀ")
    rows = [["001", name, "A", "03/02/1980"], ["002", "Nguyễn Thị Hòa", "A", "04/02/1980"]]
    preview = choose(client, book(*rows, headings=heads))
    page = client.get(preview.url).content.decode()
    assert "Có 1 dòng có thể trùng" in page
    assert "thẻ 900" in page
    assert Member.objects.count() == 1
    client.post(preview.url, {"commit": "1"})  # nothing is written while nobody has chosen
    assert Member.objects.count() == 1
    assert "Nhập 2 dòng" in save(client, preview, {"r.0.2": "as:900"}).content.decode()
    client.post(preview.url)
    stored.refresh_from_db()
    assert (stored.card_number, stored.name) == ("001", "NGUYỄN THỊ HOÀ")
    assert Member.objects.count() == 2

    preview = choose(client, book(["003", "Nguyễn Thị Hòa", "A", "04/02/1980"], headings=heads))
    assert "Nhập 1 dòng" in save(client, preview, {"rest": "new"}).content.decode()
    client.post(preview.url)
    assert Member.objects.count() == 3


def test_rows_that_may_be_one_person_are_told_with_both_cells_and_never_joined(client, head, tmp_path):
    """Both Unicode forms, both places of the tone mark, cards with and without separators; on the page and printed."""
    stored = admit("9.00", "Lê Thị Thuỷ", Organization.objects.get(code="A"))
    Member.objects.filter(pk=stored.pk).update(born=date(1980, 2, 3))
    heads = [*MEMBERS, "Ngày sinh"]
    rows = [
        ["001", "Nguyễn Thị Hoà", "A", "01/02/1980"],
        ["002", unicodedata.normalize("NFD", "NGUYỄN THỊ HÒA"), "A", "01/02/1980"],
        ["003", "Nguyễn Thị Hòa", "A", "02/02/1980"],
        ["00.1", "Trần Văn Bé", "A", None],
        ["004", "Lê Thị Thùy", "A", "03/02/1980"],
        ["900", "Phạm Văn Cam", "A", None],
    ]
    file = book(*rows, headings=heads)
    preview = choose(client, file)
    page = client.get(preview.url).content.decode()
    told = [
        "Có thể trùng với Đảng viên!B2: cùng họ tên, ngày sinh (Nguyễn Thị Hoà, sinh 01/02/1980, thẻ 001)",
        "Có thể trùng với Đảng viên!A2: cùng số thẻ (bỏ dấu ngăn cách) (Nguyễn Thị Hoà, sinh 01/02/1980, thẻ 001)",
        "Có thể trùng với người đã lưu: cùng họ tên, ngày sinh (Lê Thị Thuỷ, sinh 03/02/1980, thẻ 9.00)",
        "Có thể trùng với người đã lưu: cùng số thẻ (bỏ dấu ngăn cách) (Lê Thị Thuỷ, sinh 03/02/1980, thẻ 9.00)",
    ]
    cells = ["Đảng viên!B3", "Đảng viên!A5", "Đảng viên!B6", "Đảng viên!A7"]
    assert all(f"{cell}</th><td>{what}" in page for cell, what in zip(cells, told, strict=True))
    assert "Có thể trùng (3)" in page  # rows of the file that are beside one another there
    beside = client.get(f"{preview.url}?show=alike").content.decode()
    assert "Có thể trùng với Đảng viên!B3" in beside
    path = tmp_path / "so.xlsx"
    file.seek(0)
    path.write_bytes(file.read())
    out = StringIO()
    call_command("import_workbook", str(path), "--dry-run", stdout=out)
    assert all(f"{cell}: {what}" in out.getvalue() for cell, what in zip(cells, told, strict=True))
    assert out.getvalue().count("Có thể trùng") == len(told)
    client.post(preview.url)
    assert Member.objects.count() == 1 + len(rows)


def test_an_empty_template_comes_back_filled(client, head):
    for name, sheets in (("so-day-du", 9), ("danh-sach-dang-vien", 1)):
        content = client.get(reverse("import-template", args=[name])).content
        template = openpyxl.load_workbook(BytesIO(content))
        ours = {sheet.title: sheet for sheet in sheets_of_the_book()}
        filled = [sheet for sheet in template if sheet.title in ours]
        assert len(filled) >= sheets
        members = template["Đảng viên"]
        heads = [cell.value for cell in members[1]]
        row = {"Số thẻ": "0012", "Họ và tên": "Nguyễn Văn An", "Mã tổ chức": "A", "Ngày sinh": datetime(1970, 1, 2)}
        members.append([row.get(head) for head in heads])
        assert template.worksheets[0].title == "Hướng dẫn"
        assert template["Danh mục"].sheet_state == "hidden"
        assert any("Danh mục" in str(one.formula1) for one in members.data_validations.dataValidation)
        file = BytesIO()
        template.save(file)
        preview = choose(client, SimpleUploadedFile("mau.xlsx", file.getvalue()))
        page = client.get(preview.url).content.decode()
        assert "không có trong mẫu" not in page
        client.post(preview.url)
    assert Member.objects.get().born == date(1970, 1, 2)
    assert Import.objects.filter(state="done").count() == 2


def test_a_long_file_is_imported_in_the_background_with_its_rows_counted(client, head, monkeypatch):
    monkeypatch.setattr("reports.views.imports.LONG_ROWS", 1)
    for module in ("reports.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)  # the test's own stays open
    worker.stopping.clear()
    preview = choose(client, book(["001", "Nguyễn Văn An", "A"], ["002", "Trần Thị Bé", "A"]))
    client.post(preview.url)
    client.post(preview.url)  # asked twice, one job
    job = Job.objects.get()
    assert Member.objects.count() == 0
    assert "đang được nhập ở chế độ nền" in client.get(preview.url).content.decode()
    worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.unit, job.done, job.message) == ("done", "dòng", job.total, "")
    assert Member.objects.count() == 2
    assert Import.objects.get().state == "done"
    assert "Xem: Nhập từ Excel" in client.get(reverse("job-detail", args=[job.pk])).content.decode()


def test_a_long_import_that_is_stopped_while_it_is_written_leaves_nothing(client, head, monkeypatch):
    monkeypatch.setattr("reports.views.imports.LONG_ROWS", 0)
    for module in ("reports.worker", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    worker.stopping.clear()
    kind = jobs.KINDS["import"]

    def stopped_after_the_last_count(context):
        def progress(done, total):
            context.progress(done, total)
            if done == total:
                actions.stop_job(Job.objects.first(), by=head)

        return kind.run(replace(context, progress=progress))

    def stopped_when_written(context):
        made = kind.run(context)
        with pytest.raises(ValidationError, match="đã được nhập xong"):
            actions.stop_job(Job.objects.first(), by=head)
        return made

    preview = choose(client, book(["001", "Nguyễn Văn An", "A"]))
    for run, state, stored in ((stopped_after_the_last_count, "stopped", 0), (stopped_when_written, "done", 1)):
        monkeypatch.setitem(jobs.KINDS, "import", replace(kind, run=run))
        client.post(preview.url)
        worker.run_waiting()
        assert Job.objects.first().state == state
        assert Member.objects.count() == stored
    assert Import.objects.get().state == "done"


PLANTED = 90
FAULTS = {  # column of the sheet of members: what is written there, by the kind of fault
    "B": ["", "NguyÔn V¨n Hïng", "x" * 121, True, "=1+1"],
    "C": ["31/02/1980", "hôm qua", 12.5, "01/01/1700"],
    "D": ["Khác", datetime(1980, 1, 1)],
    "E": ["KHÔNG", "", "a" * 70],
    "F": ["1/13/2000", "2000"],
    "H": ["Làng"],
    "I": ["Xã", 3],
}


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """20,000 rows with 90 faults of 19 kinds, and where they are."""
    path = tmp_path_factory.mktemp("spoiled") / "20000.xlsx"
    workbook = openpyxl.Workbook(write_only=True)
    tree = workbook.create_sheet("Tổ chức")
    tree.append(["Mã", "Tên", "Loại", "Cấp"])
    tree.append(["H", "Đảng bộ huyện", "Đảng bộ huyện", "Huyện"])
    sheet = workbook.create_sheet("Đảng viên")
    sheet.append(HEADS["Đảng viên"])
    kinds = [(letter, value) for letter, values in FAULTS.items() for value in values]
    places, born = [], datetime(1980, 2, 3)
    for number in range(2, 20_002):
        row = [f"{number:08}", f"Nguyễn Văn {number}", born, "Nam", "H", None, None, "Huyện", "Huyện"]
        if number % 222 == 0:
            letter, value = kinds[len(places) % len(kinds)]
            row[ord(letter) - ord("A")] = value
            places.append(f"Đảng viên!{letter}{number}")
        sheet.append(row)
    workbook.save(path)
    return path, places


def test_all_of_ninety_faults_in_twenty_thousand_rows_are_told_with_their_cells(spoiled):
    path, places = spoiled
    assert len(places) == PLANTED
    examined = examine(read(path))
    assert [problem.address for problem in examined.errors] == places
    assert all(problem.message for problem in examined.errors)
