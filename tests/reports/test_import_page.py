"""The import in the browser: choose, look, confirm; and what happens to a file that isn't right."""

from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from members.choices import Role
from members.models import Assignment, Member, Organization

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


def test_a_good_file_is_previewed_then_imported_once(client, head, var):
    preview = choose(client, book(["001", "Nguyễn Văn An", "A"], ["002", "Trần Thị Bé", "A"]))
    page = client.get(preview.url).content.decode()
    assert "Tệp không có lỗi, sẵn sàng nhập" in page
    assert "Nhập 2 dòng" in page
    assert Member.objects.count() == 0
    assert "Đã nhập xong" in client.post(preview.url).content.decode()
    assert Member.objects.count() == 2
    assert HistoryEntry.objects.filter(act=Act.IMPORT, user=head).count() == 1
    again = client.post(preview.url, follow=True)
    assert "đã được nhập" in again.content.decode()
    assert Member.objects.count() == 2
    assert list((var / "uploads").iterdir()) == []


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
    assert not (var / "uploads").exists()


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
