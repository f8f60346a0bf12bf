"""The import as an office uses it: 500 members with three wrong rows in twelve clicks; a list of another form."""

import openpyxl

from tests.browser.test_menu import PHONE, barriers, complaints, is_wider_than_the_window  # noqa: F401

MOST_CLICKS = 12
HEADINGS = ["TT", "Họ và tên khai sinh", "Ngày sinh", "Dân tộc", "Tôn giáo", "Số CCCD", "Số thẻ đảng viên", "Chi bộ"]
WRONG = {"C101": "31/02/1980", "D201": "HU-SL.99", "B301": None}


def members_book(path, first):
    """500 members of a commune, three of them with a wrong cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Đảng viên"
    sheet.append(["Số thẻ", "Họ và tên", "Ngày sinh", "Mã tổ chức"])
    for number in range(500):
        sheet.append([f"J3.{first + number}", f"Nguyễn Văn Thử {first + number}", "05/03/1980", "HU-SL.01"])
    for cell, value in WRONG.items():
        sheet[cell] = value
    workbook.save(path)
    return path


def is_sound(page):
    """Open to everyone in light and dark, and no wider than a telephone."""
    wide = page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == []
    page.set_viewport_size(PHONE)
    assert not is_wider_than_the_window(page)
    page.set_viewport_size(wide)


def test_500_members_with_three_wrong_rows_come_in_within_twelve_clicks(sign_in, page, complaints, tmp_path):  # noqa: F811
    sign_in("canbo")
    clicks = []

    def click(locator):
        locator.click()
        clicks.append(locator)

    click(page.get_by_role("navigation").get_by_role("link", name="Nhập từ Excel"))
    page.locator("input[type=file]").set_input_files(members_book(tmp_path / "so.xlsx", 1))
    clicks += ["choose", "open"]
    click(page.get_by_role("button", name="Kiểm tra tệp"))
    page.wait_for_url("**/nhap-excel/*/")
    assert "Có 3 lỗi" in page.locator("h1").inner_text()
    is_sound(page)
    for cell, value in zip(("C101", "D201", "B301"), ("28/02/1980", "HU-SL.01", "Nguyễn Văn Thử"), strict=True):
        box = page.locator(f"td:has-text('{cell}:') input")
        click(box)
        box.fill(value)
    click(page.get_by_role("button", name="Lưu và kiểm tra lại"))
    page.get_by_role("heading", name="sẵn sàng nhập").wait_for()
    click(page.get_by_role("button", name="Nhập 500 dòng"))
    page.wait_for_url("**/ket-qua/")
    assert "Đã nhập xong" in page.locator("main").inner_text()
    assert len(clicks) <= MOST_CLICKS
    is_sound(page)

    click(page.get_by_role("link", name="Hoàn tác lần nhập"))
    click(page.get_by_role("button", name="Hoàn tác"))
    page.wait_for_url("**/ket-qua/")
    assert "Đã hoàn tác" in page.locator("main").inner_text()
    assert complaints == []


def test_a_list_of_another_form_is_mapped_on_a_page_for_everyone(sign_in, page, complaints, tmp_path):  # noqa: F811
    workbook = openpyxl.Workbook()
    for row in (["DANH SÁCH ĐẢNG VIÊN"], HEADINGS, [1, "Lê Thị Thử", "", "Kinh", "", "", "M.1", "Chi bộ lạ"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "ds.xlsx")
    sign_in("canbo")
    page.goto("/nhap-excel/")
    page.locator("input[type=file]").set_input_files(tmp_path / "ds.xlsx")
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.wait_for_url("**/ghep-cot/")
    assert "Dân tộc, Tôn giáo, Số CCCD" in page.locator("main").inner_text()
    is_sound(page)
    page.get_by_label("Mã của Chi bộ lạ").fill("HU-SL.01")
    page.get_by_role("button", name="Dùng cách ghép này").click()
    page.get_by_role("button", name="Nhập 1 dòng").wait_for()
    is_sound(page)
    page.get_by_role("link", name="Bỏ tệp").click()
    page.get_by_role("button", name="Bỏ tệp").click()
    page.wait_for_url("**/ket-qua/")
    assert complaints == []
