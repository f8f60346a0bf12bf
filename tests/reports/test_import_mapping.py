"""Lists of another form: their columns are mapped once, remembered, and applied the next time with one confirmation."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.workbook import read
from members.models import Member, Organization
from reports.mapping import Mapping
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
            f"s{n}-was": f"{one.target} {one.heading_rows}",
            f"s{n}-sheet": one.target,
            f"s{n}-row": one.heading_rows,
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


GROUPED = (
    ["TT", "Họ và tên", "Ngày, tháng, năm sinh", "Số thẻ đảng viên", "Ngày vào Đảng", None, "Ghi chú"],
    [None, None, None, None, "Dự bị", "Chính thức", None],
    ["A", "1", "2", "3", "4", "5", "6"],
)


def sheets_of_cells(*cells):
    """A book with a sheet a cell: titles, a blank line, headings over two rows, the numbers of the columns, rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in cells:
        sheet = workbook.create_sheet(title)
        for row in (["DANH SÁCH ĐẢNG VIÊN", None, None, title], [], *GROUPED, *rows):
            sheet.append(row)
        sheet.merge_cells("E3:F3")
        sheet.merge_cells("A3:A4")
    file = BytesIO()
    workbook.save(file)
    return SimpleUploadedFile("so-chi-bo.xlsx", file.getvalue())


def member(number, name, card, official="02/03/2006"):
    return [number, name, "01/02/1980", card, "02/03/2005", official, None]


def test_a_sheet_a_cell_with_headings_over_two_rows_comes_in_as_one_list(client, head):  # noqa: F811
    for code, name, path in (
        ("A.1", "Chi bộ thôn Một", "00000010000003"),
        ("A.2", "Chi bộ thôn Hai", "00000010000004"),
    ):
        Organization.objects.create(
            code=code, name=name, type="cell", level="cell", path=path, search_key=code.lower(), sort_key=code,
            parent=Organization.objects.get(code="A"),
        )  # fmt: skip
    cells = (
        ("CB thôn Một", [member(1, "Nguyễn Văn An", "26.1"), member(2, "Trần Thị Bé", "26.2", "31/02/2006")]),
        ("CB thôn Hai", [member(1, "Lê Văn Cam", "26.3")]),
        ("Chi bộ thôn Ba", [member(1, "Phạm Thị Duyên", "26.4")]),
    )
    page = client.get(choose(client, sheets_of_cells(*cells)).url)
    found = [sheet["mapping"] for sheet in page.context["sheets"]]
    assert [(one.target, one.heading_rows) for one in found] == [("Đảng viên", "3-5")] * 3
    assert [heading for _, heading in found[0].headings()][4:6] == [
        "Ngày vào Đảng / Dự bị",
        "Ngày vào Đảng / Chính thức",
    ]
    assert found[0].places == {"card_number": 4, "name": 2, "born": 3, "joined": 5, "official_from": 6}
    assert [one.fixed.get("organization") for one in found] == ["A.1", "A.2", None]
    address = page.request["PATH_INFO"]
    assert "Trang “Chi bộ thôn Ba”: chưa có cột cho “Mã tổ chức”" in client.post(address, fields(page)).content.decode()
    preview = client.post(address, fields(page, **{"s2-f-organization": "A"}))
    text = client.get(preview.url).content.decode()
    assert "CB thôn Một!F7" in text
    assert "(CB thôn Hai)" in text
    client.post(preview.url, {"c.0.7.6": "28/02/2006"})
    client.post(preview.url)
    told = Member.objects.order_by("card_number").values_list("card_number", "organization__code", "official_from__day")
    assert list(told) == [("26.1", "A.1", 2), ("26.2", "A.1", 28), ("26.3", "A.2", 2), ("26.4", "A", 2)]

    again = (("Chi bộ thôn Ba", [member(1, "Vũ Văn Em", "26.5")]), ("Chi bộ mới", [member(2, "Vũ Thị Ga", "26.6")]))
    page = client.get(choose(client, sheets_of_cells(*again)).url)
    assert "cách ghép lần trước" in page.content.decode()
    found = [sheet["mapping"].fixed.get("organization") for sheet in page.context["sheets"]]
    assert found == ["A", None]  # each sheet has its own; a new one isn't put where another was


def test_a_file_a_cell_is_read_with_the_organization_that_its_own_sheet_is_named_after(client, head):  # noqa: F811
    def brought(title, number):
        rows = [member(1, ("An", "Bé", "Cam", "Duyên")[number - 1], f"26.{number}")]
        page = client.get(choose(client, sheets_of_cells((title, rows))).url)
        assert ("cách ghép lần trước" in page.content.decode()) == (number > 1)
        if (answer := client.post(page.request["PATH_INFO"], fields(page))).status_code == 302:
            client.post(answer.url)
        (sheet,) = page.context["sheets"]
        return sheet["mapping"].fixed.get("organization"), sheet["fixed_open"], page.content.decode()

    assert brought("Đảng bộ A", 1)[:2] == ("A", True)  # what was told by the title is seen before it is confirmed
    Organization.objects.filter(code="B").update(name="Đảng bộ C", path="00000010000005")
    assert brought("ĐB C", 2)[:2] == ("B", True)
    told, is_open, page = brought("Chi bộ lạ", 3)
    assert (told, is_open) == (None, True)
    assert '<details class="section" open>' in page
    assert brought("Đảng bộ A", 4)[0] == "A"
    assert dict(Member.objects.values_list("card_number", "organization__code")) == {
        "26.1": "A",
        "26.2": "B",
        "26.4": "A",
    }


def test_a_file_given_back_is_known_again_though_a_group_stands_over_its_messages(client, head):  # noqa: F811
    def book(*last):
        workbook = openpyxl.Workbook()
        for row in ([*HEADINGS[:7], "Ngày vào Đảng"], [*[None] * 7, "Dự bị", "Chính thức", *last]):
            workbook.active.append(row)
        workbook.active.append([1, "Lê An", "03/02/1980", "", "", "", "26.1", None, None])
        file = BytesIO()
        workbook.save(file)
        return Mapping(read(file.getvalue()).sheets[0], heading_row=2, depth=2).fingerprint()

    assert book() == book("Lỗi") == book(None)
