"""Each screen of the menu in a real browser: it opens, nothing fails behind it, and everyone can use it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

OFFICE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def complaints(page):
    """What the browser finds fault with: errors of scripts, refused content, answers that fail."""
    heard = []
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on(
        "console", lambda said: heard.append(f"console: {said.text}") if said.type in ("error", "warning") else None
    )
    page.on("response", lambda answer: heard.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    return heard


def menu_addresses(page):
    addresses = page.locator("nav.rail a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert addresses, "the menu is empty"
    return addresses


def barriers(page):
    """What a screen reader, a keyboard or weak eyes would stumble over."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("username", ["chunhiem", "lanhdao", "quantri", "kiemsoat"])
def test_every_entry_opens_without_complaint(sign_in, page, complaints, username):
    sign_in(username)
    for address in menu_addresses(page):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
    assert complaints == []


def test_every_entry_is_open_to_everyone(sign_in, page):
    sign_in("chunhiem")
    found = []
    for address in menu_addresses(page):
        page.goto(address)
        found += [f"{address} {barrier}" for barrier in barriers(page)]
    assert found == []


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(size, marks=pytest.mark.browser_context_args(viewport=size), id=f"{size['width']} pixels")
        for size in (OFFICE, PHONE)
    ],
)
def test_no_screen_is_wider_than_its_window(sign_in, page, size):
    sign_in("chunhiem")
    addresses = menu_addresses(page)
    wide = []
    for address in addresses:
        page.goto(address)
        if is_wider_than_the_window(page):
            wide.append(address)
    assert wide == []
