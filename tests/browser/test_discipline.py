"""From a finding to a decision of discipline in Word, and an appeal against it, in Chromium, with its interactions."""

import datetime
import io
import re
import zoneinfo

import pytest
from docx import Document
from playwright.sync_api import expect

TODAY = datetime.datetime.now(tz=zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()


def day(back):
    return (TODAY - datetime.timedelta(days=back)).strftime("%d/%m/%Y")


class Hand:
    """Clicks, and fields filled or chosen, one interaction each."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, role, name, *, exact=True):
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.count += 1

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)
        self.count += 1


@pytest.fixture
def finding(sign_in, page):
    """A finding about a member, by the district's standing committee, that asked for a remedy."""
    sign_in("chunhiem")
    page.goto("/khac-phuc/?body=standing")
    rows = page.locator("table.data tbody tr").filter(has_not_text=re.compile("Đảng bộ|Chi bộ"))
    rows.first.locator("a").first.click()


def test_from_a_finding_to_a_decision_and_an_appeal(finding, page):
    hand = Hand(page)
    hand.click("link", "Lập vụ việc kỷ luật từ khuyết điểm này", exact=False)
    hand.fill("Ngày vi phạm", day(300))
    hand.click("button", "Lưu")
    page.get_by_role("heading", name="Tiến độ xem xét").wait_for()
    case = page.url
    hand.click("link", "Kiểm điểm, vi phạm")
    hand.fill("Ngày kiểm điểm (không bắt buộc)", day(0))
    hand.fill("Ngày nghe ý kiến (không bắt buộc)", day(0))
    hand.click("button", "Lưu")
    for step in ("Ghi hội nghị kiểm điểm", "Ghi nghe ý kiến"):
        hand.click("link", step)
        hand.click("button", step)
        page.locator(".messages").get_by_text("Đã ghi bước").wait_for()
    hand.click("link", "Ghi bỏ phiếu")
    hand.fill("Tổng số người có quyền biểu quyết", "11")
    hand.fill("Phiếu cảnh cáo (không bắt buộc)", "9")
    hand.click("button", "Lưu")
    page.get_by_text("Cảnh cáo: 9/11 phiếu").wait_for()
    hand.click("link", "Ghi quyết định kỷ luật")
    expect(page.get_by_label("Hình thức", exact=True)).to_have_value("warning")
    hand.click("button", "Lưu")
    page.get_by_text("Chưa ghi ngày công bố").first.wait_for()
    decision = page.url
    with page.expect_download() as download:
        hand.click("link", "Tải Word")
    with open(download.value.path(), "rb") as file:
        document = Document(io.BytesIO(file.read()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "cảnh cáo" in text
    assert "kể từ ngày nhận quyết định" in text
    assert hand.count <= 30, hand.count

    page.goto(decision)
    page.get_by_role("link", name="Ghi ngày công bố").click()
    page.get_by_label("Ngày giao quyết định").fill(day(0))
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".identity").get_by_text("Đang có hiệu lực").wait_for()
    hand = Hand(page)
    hand.click("link", "Ghi đơn khiếu nại")
    page.get_by_text("Nơi giải quyết theo thứ tự").wait_for()
    hand.fill("Số đơn", f"{TODAY:%j}-KN")
    if not page.get_by_label("Tổ chức giải quyết").input_value():
        hand.fill("Tổ chức giải quyết", "HU-SL")
    if not page.get_by_label("Chủ thể").input_value():
        page.get_by_label("Chủ thể").select_option("commission")
        hand.count += 1
    hand.click("button", "Lưu")
    page.get_by_text("Hạn giải quyết:").wait_for()
    assert hand.count <= 20, hand.count
    page.goto(case)
    page.get_by_text("Thi hành kỷ luật: cảnh cáo").wait_for()
