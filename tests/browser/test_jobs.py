"""A background job as a user sees it: `manage.py demo` has started the worker that makes it."""

import zipfile


def test_briefings_are_counted_while_they_are_made_and_taken_as_one_archive(sign_in, page, tmp_path):
    sign_in("chunhiem")
    page.goto("/viec-chay-nen/them/?period=2026-Q1")
    page.get_by_label("Lập cho cả từng tổ chức đảng").check()
    page.get_by_role("button", name="Đưa vào hàng chờ").click()
    page.locator("[data-moving] .progress-line").wait_for()  # swapped in by the script, without a new page
    page.locator("#tep").wait_for(timeout=120_000)  # and the whole page when it is over
    assert "34/34 đơn vị" in page.locator("[data-job]").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="briefings-tat-ca").click()
    download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert len(archive.namelist()) == 68
        assert archive.testzip() is None
