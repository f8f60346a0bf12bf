"""What every answer carries, whatever the page, and the pages of refusal."""

import pytest

PAGES = ["/dang-nhap/", "/doi-mat-khau/", "/healthz", "/khong-co-trang-nay/", "/static/css/base.css"]
EXPECTED = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def headers_of(client, path):
    response = client.get(path)
    response.close()  # a style sheet is an open file
    return response.headers


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(client, db, path):
    headers = headers_of(client, path)
    assert {name: headers[name] for name in EXPECTED} == EXPECTED
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES[:-1])
def test_no_page_is_kept_by_the_browser(client, db, path):
    assert "no-store" in headers_of(client, path)["Cache-Control"]


def test_a_style_sheet_is_kept(client, db):
    assert "no-store" not in headers_of(client, "/static/css/base.css")["Cache-Control"]


def test_an_unknown_address_answers_in_vietnamese(client, db):
    response = client.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()


def test_an_unknown_host_answers_in_vietnamese(client, settings):
    settings.ALLOWED_HOSTS = ["ktgs.example.vn"]
    response = client.get("/dang-nhap/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Yêu cầu không hợp lệ" in response.content.decode()


def test_an_oversized_request_is_refused_unread(client):
    response = client.generic("POST", "/dang-nhap/", b"x", CONTENT_LENGTH=str(22 * 1024 * 1024))
    assert response.status_code == 413
    assert "tối đa 20 MB" in response.content.decode()


@pytest.mark.parametrize("length", ["", "abc", "-5"])
def test_an_odd_length_is_no_server_error(client, db, length):
    assert client.generic("GET", "/healthz", CONTENT_LENGTH=length).status_code == 200


def test_a_form_with_too_many_fields_is_refused(client, db):
    fields = {f"f{number}": "x" for number in range(4100)}
    assert client.post("/dang-nhap/", fields).status_code == 400


def test_with_https_plain_http_is_sent_on(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    assert client.get("/dang-nhap/").url == "https://testserver/dang-nhap/"
    assert client.get("/healthz").status_code == 200
    assert client.get("/dang-nhap/", secure=True).headers["Strict-Transport-Security"] == "max-age=3600"
