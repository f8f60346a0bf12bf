"""The screens behind the menu: details, forms, reports, the import. In light and dark, on paper, by keyboard."""

import io
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.browser.test_menu import PHONE, barriers, complaints, is_wider_than_the_window, menu_addresses  # noqa: F401

SAMPLE = Path(__file__).resolve().parents[2] / "reports" / "sample" / "song-lo.xlsx"
REPORTS = ["/?period=2020-Q2", "/giao-ban/?from=01/11/2016&to=22/10/2020", "/giao-ban/?period=2001-Q1"]
ON_PAPER = 40  # points that a letter may stand beyond the last position that is told


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


@pytest.mark.parametrize(
    "scheme",
    [pytest.param(scheme, marks=pytest.mark.browser_context_args(color_scheme=scheme)) for scheme in ("light", "dark")],
)
def test_every_screen_is_open_to_everyone(sign_in, page, complaints, scheme):  # noqa: F811
    sign_in("chunhiem")
    found = []
    addresses = screens(page)
    assert len(addresses) > 25
    for address in addresses:
        page.goto(address)
        found += [f"{address} {barrier}" for barrier in barriers(page)]
    assert found == []
    assert complaints == []


def beyond_the_window(page):
    """What reaches beyond the right edge, to be told."""
    return page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 5).map(e => `${e.tagName}.${e.className}: ${e.innerText.slice(0, 60)}`)"
    )


@pytest.mark.browser_context_args(viewport=PHONE)
def test_every_screen_fits_a_phone(sign_in, page):
    sign_in("chunhiem")
    wide = []
    for address in screens(page):
        page.goto(address)
        if is_wider_than_the_window(page):
            wide.append((address, beyond_the_window(page)))
    assert wide == []


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
