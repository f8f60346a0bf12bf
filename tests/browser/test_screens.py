"""The screens behind the menu: details, forms, reports, the import. In light and dark, on paper, by keyboard."""

import io
from pathlib import Path
from zlib import crc32

import openpyxl
import pypdf
import pytest

from tests.browser.test_menu import (  # noqa: F401
    OFFICE,
    PHONE,
    barriers,
    complaints,
    is_wider_than_the_window,
    menu_addresses,
)

SAMPLE = Path(__file__).resolve().parents[2] / "reports" / "sample" / "song-lo.xlsx"
REPORTS = ["/?period=2020-Q2", "/giao-ban/?from=01/11/2016&to=22/10/2020", "/giao-ban/?period=2001-Q1"]
ON_PAPER = 40  # points that a letter may stand beyond the last position that is told
PARTS = 4  # all screens in turn take minutes: the workers share them


def screens(page):
    """The lists of the menu; of each the first record and a new one, of that record its form and the whole."""
    found = list(REPORTS)
    for address in menu_addresses(page):
        page.goto(address)
        found.append(address)
        links = page.locator(".page-actions a.button, table.data tbody a, .tree a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        found += [link for link in links if not is_download(link)][:3]
    for address in list(found):
        if "?" not in address and address.rstrip("/").rsplit("/", 1)[-1].isdigit():
            page.goto(address)
            further = page.locator(".page-actions a.button, .links a[href$='/ho-so/']")
            edits = further.evaluate_all("l => l.map(x => x.getAttribute('href'))")
            found += [link for link in edits if not is_download(link)][:2]
    return list(dict.fromkeys(found))


def is_download(link):
    return "export=" in link or "/tep/" in link


_seen = []
"""The screens of this process' server: to look for them opens each list."""


@pytest.fixture
def addresses(sign_in, page):
    sign_in("chunhiem")
    _seen[:] = _seen or screens(page)
    assert len(_seen) > 25
    return _seen


@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_is_open_to_everyone_and_fits_office_and_phone(complaints, addresses, page, part):  # noqa: F811
    """Each screen is opened once and looked at in the light, in the dark, and in both sizes of window."""
    closed, wide = [], []
    for address in (one for one in addresses if crc32(one.encode()) % PARTS == part):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(OFFICE)
        page.goto(address)
        closed += [f"{address} light {barrier}" for barrier in barriers(page)]
        page.emulate_media(color_scheme="dark")
        closed += [f"{address} dark {barrier}" for barrier in barriers(page)]
        for size in (OFFICE, PHONE):
            page.set_viewport_size(size)
            if is_wider_than_the_window(page):
                wide.append((address, size["width"], beyond_the_window(page)))
    assert closed == []
    assert wide == []
    assert complaints == []


def beyond_the_window(page):
    """What reaches beyond the right edge, to be told."""
    return page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 5).map(e => `${e.tagName}.${e.className}: ${e.innerText.slice(0, 60)}`)"
    )


def test_every_list_and_report_prints_without_cut_columns(sign_in, page):
    sign_in("chunhiem")
    cut = {}
    for address in [*REPORTS, *menu_addresses(page)]:
        page.goto(address)
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        if beyond := [words for sheet in paper.pages[:2] for words in words_beyond(sheet)]:
            cut[address] = beyond[:5]
    assert cut == {}


def words_beyond(sheet):
    """Texts that begin right of the paper's edge."""
    edge, found = float(sheet.mediabox.width), []

    def visit(text, matrix, position, font, size):
        x = matrix[0] * position[4] + matrix[4]
        if text.strip() and x > edge:
            found.append(text.strip())

    sheet.extract_text(visitor_text=visit)
    return found


def test_the_briefing_leads_from_a_number_to_its_records_by_keyboard(sign_in, page):
    sign_in("lanhdao")
    page.goto("/giao-ban/?from=01/11/2016&to=22/10/2020")
    number = page.locator("a.figure", has_text="59").first
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("#result-count strong").get_attribute("data-count") == "59"


def test_word_and_excel_are_downloaded_from_the_briefing(sign_in, page):
    sign_in("lanhdao")
    page.goto("/giao-ban/?period=2020-Q2")
    for label, ending in (("Tải Word", ".docx"), ("Tải Excel", ".xlsx"), ("Tải văn bản", ".txt")):
        with page.expect_download() as download:
            page.get_by_role("link", name=label).click()
        assert download.value.suggested_filename.endswith(ending)
        assert Path(download.value.path()).stat().st_size > 1000


def organizations_alone(folder):
    """The sheets that no other test writes to: what is counted here stays as it was loaded."""
    book = openpyxl.load_workbook(SAMPLE)
    for name in set(book.sheetnames) - {"Tổ chức", "Đảng viên"}:
        del book[name]
    book.save(folder / "danh-muc.xlsx")
    return folder / "danh-muc.xlsx"


def test_a_book_is_chosen_and_looked_at_before_it_is_imported(sign_in, page, complaints, tmp_path):  # noqa: F811
    sign_in("canbo")
    page.goto("/nhap-excel/")
    page.locator("input[type=file]").set_input_files(organizations_alone(tmp_path))
    page.get_by_role("button", name="Kiểm tra tệp").press("Enter")
    page.wait_for_url("**/nhap-excel/*/")
    assert "Tệp không có gì mới" in page.locator("h1").inner_text()
    assert barriers(page) == []
    assert complaints == []
