"""The search by keyboard, and the tree: what they ask of a hand, and that everyone can use them."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.browser.test_menu import PHONE, barriers, complaints, is_wider_than_the_window  # noqa: F401


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1


def suggestions(page):
    return page.locator(".band-search [role=option]")


def test_a_member_is_found_without_marks_and_the_full_history_read_in_14_keys(sign_in, page, complaints):  # noqa: F811
    sign_in("chunhiem")
    page.goto("/dang-vien/")
    name = page.locator("table.data tbody th a, table.data tbody td a").first.inner_text()
    page.goto("/")
    keys = Keys(page)
    keys.press("/")
    first, *_, given = unmarked(name).split()
    keys.press(*f"{given[:4]} {first[:3]}")
    wanted = page.locator(".band-search [aria-busy=false] [role=option]").filter(has_text=name).first
    wanted.wait_for()
    place = suggestions(page).all_inner_texts().index(wanted.inner_text())
    keys.press(*["ArrowDown"] * (place + 1), "Enter")
    page.wait_for_url("**/ho-so/")
    assert name in page.locator("h1").inner_text()
    assert keys.count <= 14
    assert complaints == []


def unmarked(name):
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_enter_opens_the_page_of_results_or_the_marked_one_and_slash_stays_a_letter_in_a_field(sign_in, page):
    sign_in("chunhiem")
    page.goto("/dang-vien/")
    page.keyboard.press("/")
    page.keyboard.type("nguyen")
    suggestions(page).first.wait_for()
    assert barriers(page) == []
    page.keyboard.press("Enter")  # none is marked: the form goes
    page.wait_for_url("**/tim-kiem/?q=nguyen")
    assert page.locator("#search-box").input_value() == "nguyen"
    assert barriers(page) == []
    page.locator("#search-box").fill("")
    page.locator("#search-box").type("a/b")
    assert page.locator("#search-box").input_value() == "a/b"


def test_enter_in_a_hurry_takes_what_was_typed_and_not_what_still_stands_there(sign_in, page):
    sign_in("canbo")
    page.goto("/kiem-tra-giam-sat/nhap-nhanh/")
    box = page.get_by_label("Đối tượng", exact=True).first
    box.press_sequentially("xa")
    shown = page.locator(".lookup-list[aria-busy=false]:not([hidden]) li")
    shown.first.wait_for()
    expect(shown.first).not_to_contain_text("Nhân Đạo")
    box.press_sequentially(" nhan dao")
    box.press("Enter")
    expect(box).to_have_value(re.compile("Nhân Đạo"))
    box.fill("")
    box.press_sequentially("xa nhao son")  # nothing stands there yet
    box.press("Enter")
    expect(box).to_have_value(re.compile("Nhạo Sơn"))


def test_a_branch_opens_and_closes_by_arrow_keys(sign_in, page, complaints):  # noqa: F811
    sign_in("chunhiem")
    page.goto("/to-chuc/cay/?q=&all=1")
    names = page.locator(".tree li > a")
    names.first.focus()
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.innerText")
    assert second == names.nth(1).inner_text()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.innerText") == names.first.inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".tree details").first.get_attribute("open") is None
    page.keyboard.press("ArrowRight")
    assert page.locator(".tree details").first.get_attribute("open") is not None
    assert barriers(page) == []
    assert complaints == []


@pytest.mark.browser_context_args(viewport=PHONE)
def test_search_and_tree_fit_a_phone(sign_in, page):
    sign_in("chunhiem")
    for address in ("/tim-kiem/?q=nguyen", "/to-chuc/cay/", "/to-chuc/cay/?q=chi+bo"):
        page.goto(address)
        assert not is_wider_than_the_window(page), address
