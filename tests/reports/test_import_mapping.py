"""Lists of another form: their columns are mapped once, remembered, and applied the next time with one confirmation."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.models import Member, Organization
from reports.models import Import, ImportLayout
from tests.reports.test_import_page import choose, head, var  # noqa: F401

pytestmark = pytest.mark.django_db

HEADINGS = ["TT", "Họ và tên khai sinh", "Ngày sinh", "Dân tộc", "Tôn giáo", "Số CCCD", "Số thẻ đảng viên", "Chi bộ",
            "Ngày vào Đảng", "Ngày chính thức"]  # fmt: skip
ROWS = [
    [1, "Nguyễn Văn An", "03/02/1980", "Kinh", "Không", "001080000001", "26.000001", "Đảng bộ A", "01/01/2005", None],
    [2, "Trần Thị Bé", "04/02/1981", "Tày", "Không", "001081000002", "26.000002", "Chi bộ chưa rõ", None, None],
]


def official_list(rows=ROWS, headings=HEADINGS, title="DSDV thang 10"):
    """As the database of members gives it: titles above, columns nobody wants, names in the place of codes."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    sheet.append(["ĐẢNG BỘ HUYỆN SÔNG LÔ"])
    sheet.append(["DANH SÁCH ĐẢNG VIÊN"])
    sheet.append([])
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    workbook.save(file)
    return SimpleUploadedFile("danh-sach.xlsx", file.getvalue())


def fields(page, **changes):
    """What a browser would send of the form, as it is shown."""
    sent = {}
    for sheet in page.context["sheets"]:
        one, n = sheet["mapping"], sheet["number"]
        sent |= {
            f"s{n}-was": f"{one.target} {one.heading_row}",
            f"s{n}-sheet": one.target,
            f"s{n}-row": one.heading_row,
        }
        sent |= {f"s{n}-p{place}": name for place, _, _, name in sheet["columns"]}
        sent |= {f"s{n}-f-{column.name}": value for column, value in sheet["fixed"]}
        sent |= {f"s{n}-w-{column.name}-{at}": code for column, words in sheet["words"] for at, _, code in words}
    return sent | changes


def test_an_official_list_is_suggested_mapped_and_remembered(client, head):  # noqa: F811
    mapping = choose(client, official_list())
    page = client.get(mapping.url)
    text = page.content.decode()
    one = page.context["sheets"][0]["mapping"]
    assert (one.target, one.heading_row) == ("Đảng viên", 4)
    assert one.places == {"card_number": 7, "name": 2, "born": 3, "organization": 8, "joined": 9, "official_from": 10}
    assert page.context["sheets"][0]["left_out"] == ["Dân tộc", "Tôn giáo", "Số CCCD"]
    assert "Kinh" not in Import.objects.get().layouts
    assert 'value="A"' in text  # the name of a cell was found, the other has to be told
    preview = client.post(mapping.url, fields(page, **{"s0-w-organization-1": "A"}))
    done = client.get(preview.url).content.decode()
    assert "Nhập 2 dòng" in done
    assert "Kinh" not in done
    client.post(preview.url)
    member = Member.objects.get(card_number="26.000002")
    assert (member.name, member.organization.code) == ("Trần Thị Bé", "A")

    rows = [[3, "Lê Văn Cam", "05/02/1982", "Kinh", "Không", "x", "26.000003", "Chi bộ chưa rõ", None, None]]
    page = client.get(choose(client, official_list(rows, title="DSDV thang 11")).url)
    assert "cách ghép lần trước" in page.content.decode()
    preview = client.post(page.request["PATH_INFO"], fields(page))
    assert "Nhập 1 dòng" in client.get(preview.url).content.decode()
    assert ImportLayout.objects.count() == 1


def test_errors_of_a_mapped_sheet_name_the_cells_of_the_file_and_are_repaired_there(client, head):  # noqa: F811
    rows = [[1, "Nguyễn Văn An", "31/02/1980", "", "", "", "", "", None, None]]
    page = client.get(choose(client, official_list(rows)).url)
    sent = fields(page, **{"s0-p8": "", "s0-f-organization": "A"})  # one organization for all rows
    preview = client.post(page.request["PATH_INFO"], sent)
    text = client.get(preview.url).content.decode()
    assert "Có 2 lỗi" in text
    client.post(preview.url, {"c.0.5.3": "28/02/1980", "c.0.5.7": "26.1"})
    client.post(preview.url)
    member = Member.objects.get()
    assert (str(member.born), member.card_number, member.organization.code) == ("1980-02-28", "26.1", "A")


def test_what_is_missing_or_makes_no_sense_is_said_and_nothing_is_lost(client, head):  # noqa: F811
    page = client.get(choose(client, official_list()).url)
    address = page.request["PATH_INFO"]
    for changes, words in (
        ({"s0-p7": ""}, "chưa có cột cho “Số thẻ”"),
        ({"s0-sheet": ""}, "Chưa chọn trang nào"),
        ({"s0-sheet": "Không có trang này"}, "Chưa chọn trang nào"),
    ):
        answer = client.post(address, fields(page, **changes))
        assert words in answer.content.decode()
    for row in ("-1", "²", "9999999", "0", "", "x"):
        assert client.post(address, fields(page, **{"s0-row": row})).status_code in (200, 302)
    assert client.post(address, {}).status_code == 200
    assert client.post(address, fields(page, **{"s0-w-organization-0": "\0" * 99})).status_code == 302
    assert Organization.objects.count() == 2
    assert Member.objects.count() == 0
