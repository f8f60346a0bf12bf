"""The leaders' page in Chromium: the first 600 pixels, four clicks to a printed list, one sheet of paper."""

import io

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.test_discipline import Hand
from tests.browser.test_menu import PHONE, barriers, complaints, is_wider_than_the_window  # noqa: F401

PERIODS = ["2020-Q2", "2020", "T2015-2020", "2001-Q1"]
FOLD = 600
ANALYSES = [
    "/phan-tich/?period=T2015-2020",
    "/phan-tich/?period=T2015-2020&fact=decision&rows=group&columns=form&zeros=1",
    "/phan-tich/?period=T2015-2020&rows=content&columns=none&result=violation",
    "/phan-tich/?rows=level&columns=level",
    "/phan-tich/luu/?period=T2015-2020&fact=decision&rows=group&columns=form",
    "/phan-tich/da-luu/",
]


def test_numbers_programme_and_late_units_stand_in_the_first_600_pixels(sign_in, page):
    sign_in("lanhdao")
    page.goto("/?period=2020-Q2")
    for part in (".tiles", "[aria-labelledby=chuong-trinh]", "[aria-labelledby=cham]"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= FOLD, (part, box)


def test_the_late_units_of_a_quarter_are_printed_within_4_clicks(sign_in, page):
    """Counted: the quarter chosen, asked for, the list of a late unit opened, printed."""
    sign_in("lanhdao")
    hand = Hand(page)
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_label("Kỳ báo cáo", exact=True).select_option(index=2)
    hand.count += 1
    hand.click("button", "Xem")
    page.wait_for_load_state()
    overdue = page.locator("[aria-labelledby=cham] a.figure").first
    value = overdue.inner_text()
    overdue.click()
    hand.count += 1
    page.wait_for_load_state()
    assert page.locator("#result-count strong").inner_text() == value
    hand.click("button", "In")
    assert page.locator("body").get_attribute("data-printed") == "yes"
    assert hand.count <= 4


@pytest.mark.parametrize("period", PERIODS)
def test_it_prints_on_one_sheet_of_a4(sign_in, page, period):
    sign_in("lanhdao")
    page.goto(f"/?period={period}")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) == 1
    sheet = paper.pages[0]
    assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == (595, 842)
    words = sheet.extract_text()
    for title in (
        "Thực hiện chương trình",
        "Đơn vị chậm",
        "Tám quý",
        "Kỷ luật theo hình thức",
        "nhóm vi phạm",
        "Độ phủ",
    ):
        assert title in words
    assert "THỦ TRƯỞNG CƠ QUAN" in words


def test_a_mark_of_the_trend_opens_its_records(sign_in, page):
    sign_in("lanhdao")
    page.goto("/?period=2020-Q2")
    mark = page.locator(".column-chart a.mark").last
    value, name = mark.get_attribute("data-figure"), mark.get_attribute("aria-label")
    assert name == f"II/2020, đảng viên bị kỷ luật: {value}"
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("#result-count strong").get_attribute("data-count") == value


@pytest.mark.parametrize(
    "scheme",
    [pytest.param(scheme, marks=pytest.mark.browser_context_args(color_scheme=scheme)) for scheme in ("light", "dark")],
)
def test_dashboard_and_analyses_are_open_to_everyone(sign_in, page, complaints, scheme):  # noqa: F811
    sign_in("chunhiem")
    found = []
    for address in [*(f"/?period={period}" for period in PERIODS), *ANALYSES]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details.more, details.choices').forEach(one => { one.open = true })")
        found += [f"{address} {barrier}" for barrier in barriers(page)]
    assert found == []
    assert complaints == []


@pytest.mark.browser_context_args(viewport=PHONE)
def test_dashboard_and_analyses_fit_a_phone(sign_in, page):
    sign_in("chunhiem")
    wide = []
    for address in [*(f"/?period={period}" for period in PERIODS), *ANALYSES]:
        page.goto(address)
        if is_wider_than_the_window(page):
            wide.append(address)
    assert wide == []


def test_an_analysis_is_asked_saved_and_opened_again(sign_in, page):
    sign_in("canbo")
    page.goto("/phan-tich/")
    page.get_by_label("Số liệu", exact=True).select_option(label="Kỷ luật")
    page.get_by_role("button", name="Xem").click()
    page.get_by_label("Hàng", exact=True).select_option(value="group")
    page.get_by_label("Cột", exact=True).select_option(value="form")
    page.get_by_label("hoặc từ ngày", exact=True).fill("01/01/2015")
    page.get_by_label("đến ngày", exact=True).fill("31/12/2020")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("h1")).to_have_text("Kỷ luật theo nhóm vi phạm và hình thức kỷ luật")
    page.wait_for_load_state()
    total = page.locator("table.pivot tfoot a").last.inner_text()
    page.get_by_role("link", name="Lưu", exact=True).click()
    page.get_by_label("Tên", exact=True).fill("Nhóm vi phạm theo hình thức")
    page.get_by_label("Giữ đúng kỳ đang xem").check()
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Nhóm vi phạm theo hình thức").click()
    page.wait_for_load_state()
    assert page.locator("table.pivot tfoot a").last.inner_text() == total
    page.locator("table.pivot tbody td a").first.click()
    page.locator("#result-count strong").wait_for()
