#!/usr/bin/env python
"""The pictures of the README, taken from the running program with the sample in it: make screenshots."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.browser.conftest import CHROMIUM_ARGS, PASSWORD, free_port, wait_until_healthy  # noqa: E402

PICTURES = ROOT / "docs" / "screenshots"
SAMPLE = ROOT / "reports" / "sample" / "song-lo.xlsx"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


def main():
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"KTGS_VAR": folder, "KTGS_DEMO_PASSWORD": PASSWORD, "PORT": str(port)}
        with log.open("w") as out:
            server = subprocess.Popen([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, stdout=out)
        try:
            wait_until_healthy(server, f"http://127.0.0.1:{port}/healthz", log)
            take_all(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def take_all(address):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        desk = signed_in(browser, address, DESK)
        for name, visit in VISITS.items():
            visit(desk)
            take(desk, name)
        phone = signed_in(browser, address, PHONE)
        dashboard(phone)
        take(phone, "phone")
        browser.close()


def signed_in(browser, address, size):
    page = browser.new_context(
        base_url=address, viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    ).new_page()
    page.goto("/")
    page.locator("input[name=username]").fill("chunhiem")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    return page


def dashboard(page):
    page.goto("/?period=2020-Q2")


def briefing(page):
    page.goto("/giao-ban/?from=01/11/2016&to=22/10/2020")


def import_preview(page):
    page.goto("/nhap-excel/")
    with tempfile.TemporaryDirectory() as folder:
        page.locator("input[type=file]").set_input_files(spoiled(Path(folder) / "so-kiem-tra.xlsx"))
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("networkidle")


def spoiled(path):
    """The sample with some of the slips that happen in such books."""
    book = load_workbook(SAMPLE)
    book["Đảng viên"]["E4"] = "HU-SL.99"
    book["KTGS"]["B7"] = "31/02/2020"
    book["KTGS"]["I9"] = "26000001"
    book["Kỷ luật"]["G5"] = "Phê bình"
    book["Xếp loại"]["A3"] = "hai nghìn"
    book.save(path)
    return path


def inspection(page):
    page.goto("/kiem-tra-giam-sat/?activity=violation&stage=concluded")
    page.locator("table.data tbody a").first.click()
    page.wait_for_load_state("networkidle")


def form(page):
    page.goto("/bieu-thong-ke/16/?organization=HU-SL&period=2019")


def analysis(page):
    page.goto("/phan-tich/?organization=HU-SL&period=2019")


VISITS = {
    "dashboard": dashboard,
    "briefing": briefing,
    "form": form,
    "analysis": analysis,
    "import": import_preview,
    "inspection": inspection,
}


def take(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
