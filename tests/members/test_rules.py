"""The pages of the dated rules."""

from datetime import date

import pytest
from django.urls import reverse

from rules import book
from rules.models import RuleSet

pytestmark = pytest.mark.django_db
RULE = """[[rules]]
step = "announce"
activity = "*"
level = "Cơ sở"
value = 3
unit = "working days"
start = "decided"
source = "99-QĐ/TW, Điều 2"
certainty = "M"
"""


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.users["administrator"])
    return client


def typed(**more):
    return {"effective_from": "01/01/2030", "document": "99-QĐ/TW", "reason": "Quy định mới", "text": RULE} | more


def add(client, **more):
    return client.post(reverse("rule-add", args=["deadline"]), typed(**more))


def test_the_page_shows_what_is_in_force_on_the_day_asked_for(client, cast):
    client.force_login(cast.users["officer"])
    before = client.get(reverse("rules"), {"on": "27/7/2021"}).content.decode()
    after = client.get(reverse("rules"), {"on": "28/07/2021"}).content.decode()
    assert "30-QĐ/TW, 02-HD/UBKTTW" in before
    assert "22-QĐ/TW, 02-HD/UBKTTW" in after
    assert "chưa xác nhận" in after
    assert "Thêm phiên bản" not in after


def test_a_version_is_shown_in_words_with_its_source(client, cast):
    client.force_login(cast.users["officer"])
    page = client.get(reverse("rule-version", args=["deadline", "2017-09-12", 0])).content.decode()
    assert "30 ngày làm việc từ ngày nhận báo cáo tự kiểm tra, gia hạn không quá 1/3" in page
    assert "02-HD/UBKTTW, Điều 11" in page


@pytest.mark.parametrize("family", ["deadline", "authority", "limitation", "vote", "holidays", "dossier"])
def test_every_family_can_be_read(client, cast, family):
    client.force_login(cast.users["officer"])
    page = client.get(reverse("rules"))
    addresses = [version["url"] for one in page.context["families"] for version in one["versions"]]
    own = [address for address in addresses if f"/{family}/" in address]
    assert own
    assert {client.get(address).status_code for address in own} == {200}


@pytest.mark.parametrize("on", ["32/1/2020", "mai", "<script>", "0"])
def test_a_day_that_is_none_gets_a_message(client, cast, on):
    client.force_login(cast.users["officer"])
    page = client.get(reverse("rules"), {"on": on})
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()


def test_an_administrator_adds_a_version_that_counts_from_its_day(administrator):
    answer = add(administrator)
    stored = RuleSet.objects.get()
    assert answer.url == reverse("rule-version", args=["deadline", "2030-01-01", stored.pk])
    page = administrator.get(answer.url).content.decode()
    assert "99-QĐ/TW, Điều 2" in page
    assert "chưa xác nhận" in page
    assert "99-QĐ/TW" not in administrator.get(reverse("rules"), {"on": "31/12/2029"}).content.decode()
    assert "99-QĐ/TW" in administrator.get(reverse("rules"), {"on": "01/01/2030"}).content.decode()


@pytest.mark.parametrize("text", ["", "[[rules", "rules = [1]", RULE.replace("3", '"ba"'), "\0", "[[rules]]\n" * 30])
def test_nonsense_gets_a_message_and_writes_nothing(administrator, text):
    page = add(administrator, text=text)
    assert page.status_code == 200
    assert "error" in page.content.decode()
    assert not RuleSet.objects.exists()


def test_the_form_begins_with_the_newest_version(administrator):
    page = administrator.get(reverse("rule-add", args=["deadline"]))
    assert "[[rules]]" in page.context["form"]["text"].value()
    add(administrator)
    assert administrator.get(reverse("rule-add", args=["deadline"])).context["form"]["text"].value() == RULE.strip()


def test_an_unknown_family_is_not_there(administrator):
    assert administrator.get(reverse("rule-add", args=["weather"])).status_code == 404
    assert administrator.get(reverse("rule-version", args=["weather", "2020-01-01", 0])).status_code == 404


ARTICLES = "Điều 41\tTín dụng, ngân hàng\tđảng viên\tVP8\n\nĐiều 12 | Quy chế làm việc | Tổ chức đảng | \n"


def test_a_catalogue_of_articles_is_pasted_from_a_table(administrator):
    pasted = {
        "effective_from": "01/12/2026", "document": "69-QĐ/TW", "certainty": "C", "reason": "Danh mục", "rows": ARTICLES
    }  # fmt: skip
    response = administrator.post(reverse("rule-add", args=["article"]), pasted | {"submit_token": "a"})
    assert response.status_code == 302
    rules = book.read().in_force("article", date(2026, 12, 1))
    assert [(rule["code"], rule["subject"], rule.get("group")) for rule in rules] == [
        ("Điều 41", "member", "VP8"), ("Điều 12", "organization", None)
    ]  # fmt: skip
    assert book.read().in_force("article", date(2026, 11, 30)) == ()
    again = administrator.get(reverse("rule-add", args=["article"])).context["form"]["rows"].value()
    assert again.splitlines() == [
        "Điều 41 | Tín dụng, ngân hàng | đảng viên | VP8",
        "Điều 12 | Quy chế làm việc | tổ chức đảng",
    ]


def test_a_line_that_cannot_be_read_is_told_by_its_number(administrator):
    pasted = {
        "effective_from": "01/12/2026", "document": "69", "certainty": "C", "reason": "x", "submit_token": "b",
        "rows": "Điều 1 | Tên | đảng viên\nĐiều 2 | Tên | ai đó",
    }  # fmt: skip
    page = administrator.post(reverse("rule-add", args=["article"]), pasted).content.decode()
    assert "Dòng 2: phải có số điều" in page
    assert not RuleSet.objects.exists()
