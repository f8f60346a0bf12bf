"""One inspection from its line in a programme to the verified remedy, by an officer and the head, in Chromium.

And the quick entry of an inspection by keyboard alone, with its keys and page loads counted.
"""

import datetime
import io
import itertools
import re
import zoneinfo

import pytest
from docx import Document
from playwright.sync_api import expect

DOCUMENTS = ("decision", "plan", "outline", "minutes", "report", "conclusion")
ANSWERED = ".lookup-list[aria-busy=false]:not([hidden]) li"
TODAY = datetime.datetime.now(tz=zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()


def day(back):
    return (TODAY - datetime.timedelta(days=back)).strftime("%d/%m/%Y")


def choose(page, label, typed, *, exact=True, nth=0):
    """Type a few letters and take the first suggestion."""
    box = page.get_by_label(label, exact=exact).nth(nth)
    box.fill("")
    box.press_sequentially(typed)
    page.locator(ANSWERED).first.wait_for()
    box.press("Enter")


def step(page, button, **typed):
    page.get_by_role("link", name=button, exact=True).click()
    for label, text in typed.items():
        page.get_by_label(re.compile(f"^{label}")).fill(text)
    page.get_by_role("button", name=button, exact=True).click()
    page.locator(".messages").get_by_text("Đã ghi bước").wait_for()


def plan(page):
    """A programme of this year with one line, recorded from its paper."""
    page.goto("/chuong-trinh/ghi-moi/")
    choose(page, "Tổ chức ban hành", "HU-SL")
    page.get_by_label("Chủ thể").select_option("commission")
    page.get_by_label("Năm", exact=True).fill(str(TODAY.year))
    page.locator("select[name=form-0-activity]").select_option("violation")
    page.locator("input[name=form-0-content]").fill("Việc quản lý, sử dụng đất đai")
    page.locator("input[name=form-0-subjects]").fill("HU-SL.02")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".identity").get_by_text("0/1 mục").wait_for()


def check_paper(file, code, number):
    """The layout of the Party's offices, filled from the record."""
    document = Document(io.BytesIO(file))
    section, told = document.sections[0], [paragraph.text for paragraph in document.paragraphs]
    assert "{{" not in "\n".join(told)
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    head = document.tables[0].rows[0].cells
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head[1].text
    assert number in "\n".join([head[0].text, *told])
    cells = [cell.text for table in document.tables[1:-1] for row in table.rows for cell in row.cells]
    assert "Đảng bộ xã Bạch Lưu" in cells, code


@pytest.fixture
def change_to(sign_in, page):
    def change_to(username):
        page.context.clear_cookies()
        sign_in(username)

    return change_to


def test_an_inspection_from_its_line_in_a_programme_to_the_verified_remedy(change_to, page, tmp_path):
    change_to("canbo")
    plan(page)
    programme = page.url
    page.get_by_role("link", name="Chuẩn bị cuộc").click()
    expect(page.get_by_label("Mục chương trình")).to_have_value(f"{TODAY.year}/1")
    expect(page.get_by_label("Tổ chức đảng", exact=True).first).to_have_value(re.compile("^HU-SL.02"))
    page.get_by_label("Ngày bắt đầu chuẩn bị").fill(day(40))
    page.get_by_label("Nội dung (mã)").first.fill("TC3")
    page.get_by_role("button", name="Lưu, bắt đầu chuẩn bị").click()
    page.get_by_role("heading", name="Tiến độ").wait_for()
    inspection = page.url

    page.get_by_role("link", name="Đoàn, hồi tránh").click()
    page.get_by_role("link", name="Lập đoàn, sửa đoàn").click()
    choose(page, "Đảng viên", "nguyen van")
    page.get_by_label("Nhiệm vụ").first.select_option("head")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Trưởng đoàn").first.wait_for()

    change_to("chunhiem")
    page.goto(inspection)
    step(page, "Ban hành quyết định", Ngày=day(38))
    number = page.locator(".identity").inner_text()
    number = re.search(r"\d+-QĐ/[\w-]+", number)[0]

    change_to("canbo")
    page.goto(inspection)
    step(page, "Triển khai quyết định", Ngày=day(35))
    step(page, "Nhận báo cáo tự kiểm tra", Ngày=day(25))
    page.get_by_text("Hạn kết luận:").wait_for()
    step(page, "Bắt đầu thẩm tra, xác minh", Ngày=day(24))
    page.get_by_role("link", name=re.compile("Ghi khuyết điểm")).first.click()
    page.get_by_label("Mô tả").fill("Cho thuê đất công không đúng thẩm quyền")
    page.get_by_label(re.compile("^Yêu cầu khắc phục")).fill("Thu hồi diện tích cho thuê sai")
    page.get_by_label(re.compile("^Hạn khắc phục")).fill(day(-30))
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".messages").wait_for()
    page.goto(inspection)
    step(page, "Hoàn thành báo cáo kết quả", Ngày=day(10))

    change_to("chunhiem")
    page.goto(inspection)
    page.get_by_role("link", name="Kết luận", exact=True).click()
    page.get_by_label(re.compile("^Kết quả:")).select_option("violation")
    page.get_by_label("Ngày", exact=True).fill(day(5))
    page.get_by_role("button", name="Kết luận", exact=True).click()
    page.locator(".identity").get_by_text("Đã kết luận").wait_for()

    change_to("canbo")
    page.goto(inspection)
    step(page, "Công bố kết luận", Ngày=day(3))
    page.get_by_role("link", name="Hồ sơ", exact=True).click()
    dossier = page.url
    for code in DOCUMENTS:
        page.goto(inspection + f"soan/{code}/")
        with page.expect_download() as download:
            page.locator("button.primary[type=submit]").click()
        with open(download.value.path(), "rb") as file:
            check_paper(file.read(), code, number)
        page.goto(inspection + f"soan/{code}/")
        page.get_by_role("button", name="Đưa vào hồ sơ").click()
        page.locator(".messages").get_by_text("đưa vào hồ sơ").wait_for()
    page.goto(dossier)
    page.get_by_text("Quyết định thành lập đoàn").first.wait_for()
    page.goto(inspection)
    page.get_by_role("link", name="Nộp lưu hồ sơ", exact=True).click()
    page.get_by_label(re.compile("^Lý do")).fill("Bản giấy lưu ở kho, sẽ số hóa sau")
    page.get_by_role("button", name="Nộp lưu hồ sơ", exact=True).click()
    page.locator(".identity").get_by_text("Đã nộp lưu hồ sơ").wait_for()

    evidence = tmp_path / "bao-cao.pdf"
    evidence.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.get_by_role("link", name="Thu hồi diện tích cho thuê sai").first.click()
    remedy = page.url
    page.get_by_role("link", name="Báo cáo đã khắc phục xong").click()
    page.locator("input[type=file]").set_input_files(evidence)
    page.get_by_role("button", name="Báo cáo đã khắc phục xong").click()
    page.locator(".identity").get_by_text("Đã báo cáo khắc phục xong").wait_for()
    change_to("chunhiem")
    page.goto(remedy)
    page.get_by_role("link", name="Xác nhận đã khắc phục xong").click()
    page.get_by_role("button", name="Xác nhận đã khắc phục xong").click()
    page.locator(".identity").get_by_text("Đã xác nhận khắc phục xong").wait_for()
    page.goto(programme)
    page.locator(".identity").get_by_text("1/1 mục").wait_for()


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def type(self, text):
        self.page.keyboard.type(text, delay=5)
        self.count += len(text)

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
        self.count += times

    def to(self, label):
        """Tab on to a field."""
        for _ in itertools.repeat(None, 15):
            if self.page.evaluate("document.activeElement.labels?.[0]?.innerText ?? ''").startswith(label):
                return
            self.press("Tab")
        pytest.fail(f"no way by keyboard to “{label}”")


def test_three_subjects_without_a_mouse_within_90_keys(sign_in, page):
    sign_in("canbo")
    page.goto("/kiem-tra-giam-sat/nhap-nhanh/")
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    page.locator("main input:not([type=hidden])").first.focus()
    keys = Keys(page)
    keys.to("Chủ thể")
    keys.press("ArrowDown", 3)
    keys.to("Loại")
    keys.type("K")
    keys.to("Đối tượng")
    for letters in ("bach", "dong", "nhan"):
        keys.type(letters)
        page.locator(ANSWERED).first.wait_for()
        keys.press("Enter")
        page.wait_for_function("document.querySelector('.lookup-list:not([hidden])') === null")
    keys.to("Nội dung (mã)")
    keys.type("tc1")
    keys.to("Số quyết định")
    keys.type("991-QĐ/UBKTHU")
    keys.to("Ngày quyết định")
    keys.type("05032020")
    keys.press("Control+Enter")
    page.locator(".messages").get_by_text("Đã lưu 991-QĐ/UBKTHU (3 đối tượng)").wait_for()
    assert keys.count <= 90, keys.count
    assert len(loads) <= 2, loads


def test_five_remedies_with_one_file_within_15_interactions(sign_in, page, tmp_path):
    """Counted: each click, each field filled, each file chosen."""
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    sign_in("canbo")
    page.goto("/khac-phuc/?stage=open&sort=due")
    here, count = page.url, 0
    boxes = page.locator("input[name=remedy]")
    chosen = [boxes.nth(number).get_attribute("value") for number in range(5)]
    for number in range(5):
        boxes.nth(number).check()
        count += 1
    page.get_by_role("button", name="Báo cáo xong các việc đã đánh dấu").click()
    page.get_by_label("Tệp bằng chứng").set_input_files(file)
    page.get_by_role("button", name="Báo cáo đã xong").click()
    count += 3
    page.locator(".messages").get_by_text("Đã báo cáo 5 việc").wait_for()
    page.wait_for_load_state()
    assert page.url == here
    assert count <= 15
    for key in chosen:
        assert page.locator(f"input[name=remedy][value='{key}']").count() == 0
    page.context.clear_cookies()
    sign_in("chunhiem")
    page.goto(f"/khac-phuc/{chosen[0]}/")
    page.get_by_role("link", name="Xác nhận đã khắc phục xong").click()
    page.get_by_role("button", name="Xác nhận đã khắc phục xong").click()
    page.locator(".identity").get_by_text("Đã xác nhận khắc phục xong").wait_for()
