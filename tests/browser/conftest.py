"""The browser suite: Debian's Chromium in front of the real program, served from a copy of the sample.

Each worker serves its own database file, just as `make run` does, in a process of its own: what a test sees is what a
user sees, and no test shares a connection or an event loop with Django. A test that writes makes its own records and
counts nothing that others may change. What comes after a click is waited for, with wait_for, expect or
wait_for_load_state: is_visible, count and evaluate look at once, at a page that may be half there.

    def test_a_list_opens(sign_in, page):
        sign_in("canbo")
        page.goto("/ky-luat/")

Another size of window: @pytest.mark.browser_context_args(viewport={"width": 360, "height": 740})
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

PASSWORD = "mật-khẩu-chỉ-để-thử-2026"
# No sandbox for root, no graphics card, and no calls home: the machine may have no network at all.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
START_SECONDS = 300


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _async_unsafe():
    """Playwright keeps an event loop in this thread; pytest-django's own set-up would trip over it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def chromium_path():
    names = os.environ.get("KTGS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"
    found = next(filter(None, map(shutil.which, filter(None, names))), None)
    if not found:
        pytest.fail("no Chromium here; scripts/require browser installs it or tells how")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium_path):
    return browser_type_launch_args | {"executable_path": chromium_path, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    size = {"width": 1366, "height": 768}  # the office's usual screen
    return browser_context_args | {"viewport": size, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(scope="session")
def live(tmp_path_factory):
    """The address of a server with the sample loaded."""
    folder = tmp_path_factory.mktemp("live")
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "KTGS_VAR": str(folder),
        "KTGS_DEMO_PASSWORD": PASSWORD,
        "PORT": str(port),
    }
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_healthy(process, f"{address}/healthz", folder / "log")
            yield address
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


@pytest.fixture(scope="session")
def base_url(live):
    """page.goto("/ky-luat/") goes to the live server."""
    return live


@pytest.fixture
def sign_in(page):
    """sign_in("canbo") as a user does it: through the form."""

    def sign_in(username):
        page.goto("/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.locator(".band-end").wait_for()  # the band with the user's name: signed in, and no error page
        return page

    return sign_in


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(process, url, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()[-4000:]}")
