"""A return between a base clerk and the head of the district: late, reminded, sent back, accepted, locked, corrected
afterwards, amended; each in a browser, as they do it."""

import datetime
import re
import zoneinfo

import pytest
from playwright.sync_api import expect

from tests.browser.test_course import choose

TODAY = datetime.datetime.now(tz=zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()
YEAR = TODAY.year - 1
"""The year that is over: its return is due, and nobody has handed it in."""
BOARD = f"/nop-bao-cao/?organization=HU-SL&period={YEAR}"
UNIT = "Đảng bộ thị trấn Tam Sơn"


@pytest.fixture
def change_to(sign_in, page):
    def change_to(username, address):
        page.context.clear_cookies()
        sign_in(username)
        page.goto(address)

    return change_to


def step(page, label, reason=""):
    page.get_by_role("link", name=label, exact=True).last.click()
    if reason:
        page.locator("textarea[name=reason]").fill(reason)
    page.get_by_role("button", name=label, exact=True).click()
    page.locator(".messages").get_by_text("Đã ghi bước").wait_for()
    page.wait_for_load_state()


def state(page):
    return page.locator(".identity").inner_text()


def line(page, mark):
    """The cells of a line of the figures."""
    row = page.locator(".submission-figures tbody tr").filter(has=page.get_by_role("rowheader", name=mark, exact=True))
    return [text.strip() for text in row.locator("td").all_inner_texts()]


def record_note(page):
    """A note of the unit's supervision in the year of the return, recorded after the lock."""
    page.goto("/giam-sat-thuong-xuyen/ghi-moi/")
    page.get_by_label("Ngày ghi nhận").fill(f"15/10/{YEAR}")
    page.get_by_label("Tổ chức giám sát").fill("HU-SL.01")
    page.get_by_label("Chủ thể").select_option("commission")
    choose(page, "hoặc đảng viên được giám sát", "nguyen van", exact=False)
    page.locator("textarea[name=text]").fill("Nhắc nhở về giờ giấc sinh hoạt")
    page.locator("[name=assessment]").first.select_option("remind")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("heading", name=re.compile("Ghi chép")).first.wait_for()


def test_a_return_from_the_late_board_to_its_amendment(change_to, page):
    change_to("chunhiem", BOARD)
    row = page.get_by_role("row").filter(has_text=UNIT)
    assert "Chưa lập" in row.inner_text()
    assert "Quá hạn" in row.inner_text()
    page.get_by_role("button", name="Nhắc nộp").click()
    page.get_by_role("button", name="Gửi nhắc nộp").click()
    page.locator(".messages").get_by_text("Đã nhắc").wait_for()
    expect(page.get_by_role("row").filter(has_text=UNIT)).to_contain_text("1 lần")

    change_to("coso", "/viec-can-lam/")
    page.get_by_role("link", name=re.compile("đề nghị đơn vị nộp báo cáo")).first.click()
    page.get_by_role("button", name="Lập báo cáo").click()
    page.get_by_role("link", name="Viết báo cáo").click()
    page.get_by_label(re.compile("^Việc đã làm")).fill("Đã kiểm tra theo chương trình")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".messages").wait_for()
    address = page.url
    step(page, "Nộp báo cáo", "Chi bộ chưa dùng phần mềm")
    assert "Đã nộp, chờ tiếp nhận" in state(page)
    assert page.get_by_role("link", name="Tiếp nhận", exact=True).count() == 0

    change_to("chunhiem", address)
    step(page, "Trả lại", "Thiếu nguyên nhân")
    change_to("coso", address)
    page.get_by_text("Thiếu nguyên nhân").first.wait_for()
    page.get_by_role("link", name="Viết báo cáo").click()
    page.get_by_label(re.compile("^Nguyên nhân")).fill("Cán bộ mới nhận việc")
    page.get_by_role("button", name="Lưu", exact=True).click()
    step(page, "Nộp báo cáo", "Chi bộ chưa dùng phần mềm")

    change_to("chunhiem", address)
    step(page, "Tiếp nhận")
    step(page, "Khóa báo cáo")
    assert "Đã khóa" in state(page)
    submitted, now, difference = line(page, "D1")[1:4]
    assert (submitted, difference) == (now, "–")

    record_note(page)
    page.goto(address)
    page.get_by_text("Đã thay đổi sau khi khóa").wait_for()
    assert line(page, "D1")[1:4] == [submitted, str(int(submitted) + 1), "+1"]
    page.goto(BOARD)
    assert "đã thay đổi sau khi khóa" in page.get_by_role("row").filter(has_text=UNIT).inner_text()

    change_to("coso", address)
    step(page, "Lập bản sửa đổi", "Bổ sung một ghi chép")
    step(page, "Nộp báo cáo", "Chi bộ chưa dùng phần mềm")
    assert line(page, "D1")[1:4] == [str(int(submitted) + 1), str(int(submitted) + 1), "–"]
    change_to("chunhiem", address)
    step(page, "Tiếp nhận")
    assert "Đã tiếp nhận" in state(page)
    page.get_by_role("link", name="Lần nộp 2", exact=True).click()
    page.get_by_text("không phải lần nộp mới nhất").wait_for()
    page.wait_for_load_state()
    assert line(page, "D1")[1] == submitted, "earlier figures are kept"
