"""Each screen of the menu in a real browser: it opens for each role and nothing fails behind it.

That everyone can use them, in both schemes and sizes, is asked in test_screens.py of these and of what lies behind.
"""

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
