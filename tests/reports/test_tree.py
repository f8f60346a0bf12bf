"""The tree of organizations: its numbers open their lists, it asks as little for many units as for few, and hides."""

import html
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.text import text_sort_key
from inspections import actions as inspections
from inspections.models import Inspection, Subject
from members.choices import ActKind, Level
from members.lives import leave
from members.models import Organization, Standing
from members.reach import refresh_reach
from members.reorganizing import ActEntry
from reports.reorganizing import reorganize
from tests.cast import CANARY, admit, establish

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)
NUMBER = re.compile(r'<a href="(?P<url>[^"]*)">(?P<value>[\d.]+) (?P<words>[^<]+)</a>')


def text(response):
    return html.unescape(response.content.decode())


def tree_text(response):
    return text(response).partition('<ul class="tree"')[2].partition("</main>")[0]


def names(response):
    """The units on a page, in order."""
    return re.findall(r'<li><a href="/to-chuc/\d+/"[^>]*>([^<]+)</a>', tree_text(response) or text(response))


def plant(parent, count, kind="cell", code="T"):
    """Many units under one, and a member in each."""
    rows = [
        Organization(
            code=f"{code}{number}", name=f"Chi bộ số {number}", type=kind, level=Level(kind), parent=parent,
            search_key=f"chi bo so {number} {code.lower()}{number}", sort_key=text_sort_key(f"{code}{number}"),
        )
        for number in range(count)
    ]  # fmt: skip
    Organization.objects.bulk_create(rows)
    for row in rows:
        row.path = row.path_under(parent.path)
    Organization.objects.bulk_update(rows, ["path"])
    return rows


@pytest.fixture
def opened(sign_in):
    def opened(role="head", **query):
        return sign_in(role).get(reverse("organization-tree"), query)

    return opened


def test_each_number_opens_the_list_of_just_these_rows(opened, client, cast):
    page = opened()
    numbers = [match.groupdict() for match in NUMBER.finditer(tree_text(page))]
    assert {one["words"] for one in numbers} == {
        "đảng viên", "cuộc đang tiến hành", "chưa khắc phục xong", "vụ việc kỷ luật đang xem xét",
    } - {"cuộc đang tiến hành"}  # fmt: skip
    assert "3 đảng viên" in tree_text(page)
    for one in numbers:
        assert client.get(one["url"]).context["count"] == int(one["value"].replace(".", "")), one


def test_it_asks_as_often_for_600_units_as_for_few_and_begins_small(sign_in, cast):
    client = sign_in("head")

    def asked(**query):
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse("organization-tree"), query)
        return len(seen), page

    asked()
    few, _ = asked()
    for number, base in enumerate(plant(cast.at("D1").organization, 30, "base", "B")):
        plant(base, 20, code=f"T{number}.")
    assert asked()[0] == few <= 12
    _, page = asked()
    assert len(page.content) < 60_000
    assert len(names(page)) == 32  # the district, its communes, and their cells when they are opened
    whole, page = asked(all="1")
    assert whole <= few
    assert len(names(page)) == page.context["size"] == 633


def test_a_branch_is_fetched_page_by_page(sign_in, cast):
    commune = cast.at("C1").organization
    plant(commune, 230)
    client = sign_in("head")
    address = reverse("organization-branch", args=[commune.pk])
    seen, query = [], "?part=1"
    for _ in range(3):
        part = client.get(address + query)
        seen += names(part)
        more = re.search(r'href="([^"]+)" data-rest>Còn ([\d.]+) tổ chức', text(part))
        query = "?" + more[1].partition("?")[2] + "&part=1" if more else ""
    assert (len(seen), len(set(seen)), query) == (231, 231, "")
    assert "<html" not in text(part)
    assert "Còn 131 tổ chức" in text(client.get(address))


def test_words_find_a_unit_and_open_the_way_to_it(opened, cast):
    plant(cast.at("C1").organization, 230)
    page = opened(q="chi bộ 217")
    assert names(page) == [cast.at(name).organization.name for name in ("D1", "C1")] + ["Chi bộ số 217"]
    assert 'class="found">Chi bộ số 217' in text(page)
    assert "Còn 230 tổ chức" in text(page)
    assert "Không có tổ chức nào khớp" in text(opened(q="dang bo d2"))
    assert opened(q="%\0'").status_code == 200


def test_an_ended_unit_is_hidden_until_asked_for(opened, cast):
    Organization.objects.filter(code="K1").update(valid_until=date(2026, 7, 1))
    cell = cast.at("K1").organization.name
    assert cell not in text(opened())
    assert "3 đảng viên" in text(opened())  # its members count above it still
    page = text(opened(ended="1"))
    assert cell in page
    assert "Kết thúc 01/07/2026" in page


def test_the_tree_of_a_past_day_is_that_of_the_day_and_its_numbers_too(opened, client, cast, head):
    """Until 2024 the cell stood under the district by another name, and one of its members is no more."""
    district, cell, day = cast.at("D1").organization, cast.at("K1").organization, "31/12/2024"
    cell.standings.update(valid_from=date(2025, 1, 1))
    former = Standing.objects.create(
        organization=cell, parent=district, name="Chi bộ Cũ", type="base_cell", level="base",
        path=cell.path_under(district.path), valid_until=date(2024, 12, 31),
    )  # fmt: skip
    Organization.objects.filter(pk=cell.pk).update(reorganized=True, former_paths=[former.path])
    refresh_reach()
    member = admit("M-X", "Lê Văn X", cell)
    leave(member, by=head, kind="deceased", day=date(2026, 1, 5))
    Inspection.objects.filter(path__startswith=district.path).update(decided=date(2024, 12, 1))
    Subject.objects.filter(path__startswith=district.path).update(listed=date(2024, 12, 1))
    page = opened(day=day)
    assert names(page) == [district.name, cast.at("C1").organization.name, "Chi bộ Cũ"]
    assert "2 đảng viên" in re.search("K1 · Cơ sở · <a[^>]*>[^<]*", tree_text(page))[0]
    numbers = [match.groupdict() for match in NUMBER.finditer(tree_text(page))]
    assert {one["words"] for one in numbers} == {"đảng viên", "cuộc đang tiến hành", "chưa khắc phục xong"}
    assert "chưa khắc phục xong" in re.search("K1 · Cơ sở · .*?</span>", tree_text(page))[0]
    for one in numbers:
        assert client.get(one["url"]).context["count"] == int(one["value"]), one
    assert "chỉ biết theo tình trạng hôm nay" in text(page)
    part = text(client.get(reverse("organization-branch", args=[district.pk]), {"day": "2024-12-31", "part": "1"}))
    assert "Chi bộ Cũ" in part
    assert "Chi bộ Cũ" in tree_text(opened(day=day, q="bộ Cũ"))
    assert "1 đảng viên" in re.search("K1 · Chi bộ · <a[^>]*>[^<]*", tree_text(opened()))[0]
    assert "Ngày này chưa đến" in text(opened(day="31/12/2099"))
    for wrong in ("31/02/2024", "%", "\0"):
        assert names(opened(day=wrong)) == names(opened())


def test_what_lies_outside_the_scope_is_not_there(opened, cast):
    for role in ("head", "clerk", "administrator"):
        for query in ({}, {"all": "1"}, {"ended": "1"}, {"q": "dang bo"}, {"q": "P"}):
            page = text(opened(role, **query))
            assert CANARY not in page.lower()
            assert "Đảng bộ P" not in page


def test_an_administrator_sees_units_without_numbers(opened):
    page = opened("administrator")
    assert names(page)
    assert not NUMBER.search(tree_text(page))


def test_who_is_shut_out_of_a_case_finds_it_in_no_number(opened, cast):
    member = cast.at("C1").member
    before = tree_text(opened())
    cast.link(cast.users["head"], member)
    user = type(cast.users["head"]).objects.get(pk=cast.users["head"].pk)
    cast.users["head"] = user
    page = opened()
    assert "vụ việc" in before
    cases = [match["value"] for match in NUMBER.finditer(tree_text(page)) if "vụ việc" in match["words"]]
    assert cases != [match["value"] for match in NUMBER.finditer(before) if "vụ việc" in match["words"]]
    for match in NUMBER.finditer(tree_text(page)):
        assert SimpleNamespace(**match.groupdict()).value != "0"


def test_the_export_is_the_list_of_the_same_units(opened, client, cast):
    plant(cast.at("C1").organization, 5)
    page = opened()
    address = page.context["export"].replace("export=xlsx&", "")
    assert client.get(address).context["count"] == page.context["size"]
    branch = client.get(reverse("organization-branch", args=[cast.at("C1").organization.pk]))
    address = branch.context["export"].replace("export=xlsx&", "")
    assert client.get(address).context["count"] == branch.context["size"] == 7


def test_members_outside_the_statuses_are_not_counted(opened, cast):
    admit("M-X", "Lê Văn X", cast.at("K1").organization)
    assert "4 đảng viên" in tree_text(opened())
    cast.at("K1").organization.members.filter(card_number="M-X").update(status="expelled")
    assert "3 đảng viên" in tree_text(opened())


def test_a_branch_counts_as_the_whole_tree_what_its_units_did_before_they_came_under_it(opened, client, cast, head):
    cell, commune = cast.at("K1").organization, establish("C9", cast.at("D1").organization, "base")
    inspections.create_inspection(
        by=head, organization=cell, body="commission", number="77-QĐ", decided=date(2026, 6, 1), activity="violation",
        subjects=[inspections.SubjectEntry(cast.at("K1").member, ["VP2"], [], "")],
    )  # fmt: skip
    reorganize(by=head, day=date(2026, 7, 1), number="1-QĐ", acts=[ActEntry(ActKind.MOVE, cell, commune)])

    def numbers(page):
        line = text(page).partition(">K1 ")[2].partition("</li>")[0] or re.search("K1 · .*?</li>", text(page), re.S)[0]
        return {one["url"]: one["value"] for one in NUMBER.finditer(line)}

    whole = numbers(opened(all="1"))
    part = numbers(client.get(reverse("organization-branch", args=[commune.pk]), {"part": "1"}))
    assert part == whole
    assert any("cuoc" in url or "kiem-tra" in url for url in part), part
    for url, value in part.items():
        assert client.get(url).context["count"] == int(value)
