"""A quarterly briefing in Word and Excel, and one odd number followed down to its records: five clicks."""

import re
from io import BytesIO

import docx
import openpyxl
import pytest

from core.text import normalize
from tests.browser.test_menu import barriers, complaints  # noqa: F401

PERIOD, NAME = "2018-Q3", "Quý III/2018"


@pytest.fixture
def freeze(sign_in, page):
    """Plan and freeze a briefing of the district about a quarter, as the head does it; its address."""

    def freeze(period):
        sign_in("chunhiem")
        page.goto(f"/giao-ban/hoi-nghi/lap/?organization=HU-SL&period={period}")
        page.get_by_label("Người chủ trì").first.fill("Nguyễn Văn Chủ")
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_role("link", name="Chốt số liệu").click()
        page.get_by_role("heading", name="Chốt số liệu giao ban").wait_for()
        page.get_by_role("button", name="Chốt số liệu").click()
        page.get_by_text("Khớp: nội dung chốt và nhật ký đều nguyên vẹn").wait_for()
        return page.url

    return freeze


def tables_of(page):
    """Every table of the report as the page shows it, by its caption."""
    found = page.locator(".report table.data").evaluate_all(
        "tables => tables.map(t => [t.caption.innerText, [...t.rows].map(r => [...r.cells].map(c => c.innerText))])"
    )
    return {normalize(caption): [[normalize(cell) for cell in row] for row in rows] for caption, rows in found}


def saved(page, label):
    with page.expect_download() as download:
        page.get_by_role("link", name=label, exact=True).click()
    return BytesIO(download.value.path().read_bytes())


def in_word(file):
    tables = docx.Document(file).tables
    return [[[normalize(cell.text) for cell in row.cells] for row in table.rows] for table in tables]


def written(cell):
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else normalize(cell)


def in_excel(book, caption, width):
    """The sheet that holds a table, its numbers written as the page writes them."""
    for sheet in book:
        rows = [row[:width] for row in sheet.iter_rows(values_only=True)]
        if rows and normalize(rows[0][0]) == caption:
            return [[written(cell) for cell in row] for row in rows[1:]]
    raise AssertionError(f"no sheet for {caption}")


def test_the_quarterly_briefing_and_one_number_down_to_its_records_in_five_clicks(freeze, sign_in, page, complaints):  # noqa: F811
    freeze(PERIOD)
    page.context.clear_cookies()
    sign_in("lanhdao")
    page.get_by_role("link", name="Hội nghị giao ban", exact=True).click()  # 1
    page.get_by_role("link", name=NAME, exact=True).click()  # 2
    page.locator(".report").wait_for()
    page.wait_for_load_state()
    tables = tables_of(page)
    word = in_word(saved(page, "Tải Word"))  # 3
    excel = openpyxl.load_workbook(saved(page, "Tải Excel"))  # 4
    assert len(tables) > 3
    for caption, rows in tables.items():
        assert rows in word, caption
        assert [row for row in in_excel(excel, caption, len(rows[0])) if row in rows] == rows, caption
    number = page.locator(".report a.figure").filter(has_not_text=re.compile("^0$")).first
    shown = number.get_attribute("data-figure")
    number.click()  # 5
    assert page.locator("#result-count strong").get_attribute("data-count") == shown
    page.locator("table.data tbody tr").first.wait_for()
    assert complaints == []


def test_each_page_of_a_briefing_is_open_to_everyone(freeze, page):
    address = freeze("2018-Q2")
    for part in ("", "hop/", "thay-doi/", "sua/", "diem-danh/", "ket-luan/", "ket-luan/them/"):
        page.goto(f"{address}{part}")
        assert barriers(page) == [], part
