"""The one search: which words find what, in which order, for whom, and that each group is the kind's own list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import words
from core.words import begun, indexed
from members.models import Member, Placement
from members.views.members import MemberList
from reports.views.search import KINDS
from tests.cast import CANARY, admit

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggested(sign_in):
    """What stands under the box, by kind."""

    def suggested(typed, role="head"):
        found = {}
        for line in sign_in(role).get(reverse("search-lookup"), {"q": typed}).json()["results"]:
            found.setdefault(line["group"], []).append(line["value"])
        return found

    return suggested


def members_found(typed):
    return [row.name for row in Member.objects.nearest(typed)]


NAMES = ["Nguyễn Văn Ân", "Trần Hoà An", "Lê Hòa Ánh", "Anh Thị Đào", "H'Hen Niê", "Y Ngông Niê Kdăm"]


@pytest.fixture
def named(cast):
    """Tricky names, written at once as an import does."""
    cell = cast.at("K1").organization
    rows = [admit(f"T{number}", name, cell) for number, name in enumerate(NAMES)]
    Placement.objects.filter(member__in=rows).delete()
    Member.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Member.objects.bulk_create(rows)
    return rows


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("an hoa", ["Trần Hoà An", "Lê Hòa Ánh"]),  # in any order; who has just these words comes first
        ("ân nguyễn", ["Nguyễn Văn Ân"]),
        ("Hoà", ["Trần Hoà An", "Lê Hòa Ánh"]),
        ("Ho\u0300a", ["Trần Hoà An", "Lê Hòa Ánh"]),
        ("dao", ["Anh Thị Đào"]),
        ("đào anh", ["Anh Thị Đào"]),
        ("h'hen", ["H'Hen Niê"]),
        ("HʼHen  nie", ["H'Hen Niê"]),
        ("h’hen", ["H'Hen Niê"]),
        ("Y Ngông", ["Y Ngông Niê Kdăm"]),
        ("nie", ["H'Hen Niê", "Y Ngông Niê Kdăm"]),
        ("t4", ["H'Hen Niê"]),
        ("en", []),  # words are found by their beginnings
        ("%", []),
        ("' OR 1=1 --", []),
        ('" * ^ NEAR(', []),
    ],
)
def test_words_find_names_whatever_marks_order_and_form(named, typed, names):
    among = Member.objects.filter(pk__in=[row.pk for row in named])
    assert [row.name for row in among.nearest(typed)] == names
    for look in (indexed, begun):  # by the index among very many, by reading among few
        assert {row.name for row in among.filter(look(typed))} == set(names)


@pytest.fixture(params=[0, words.READ], ids=["indexed", "read"])
def _small_up_to(request, monkeypatch):
    """Every scope taken for one of very many rows, or each for one of few."""
    monkeypatch.setattr(words, "READ", request.param)


@pytest.mark.usefixtures("_small_up_to")
@pytest.mark.parametrize(
    ("name", "kind"), [("inspection-list", "inspection"), ("decision-list", "decision"), ("case-list", "case")]
)
def test_a_paper_is_found_by_words_of_it_and_of_a_name_together(sign_in, cast, name, kind):
    office = cast.at("C1")
    row, client = getattr(office, kind), sign_in("head")
    paper, who = str(getattr(row, "number", "") or row.title), office.member.name

    def found(typed):
        return row in client.get(reverse(name), {"q": typed}).context["table"].data.data

    for typed in (paper, who, f"{paper} {who}", f"{who} {paper}", f"{who.split()[-1]} {paper}"):
        assert found(typed), typed
    if name != "case-list":
        number, kind_of_paper = paper.split("/")[0].split("-")
        assert found(f"{kind_of_paper} {number}")
    for typed in (f"{paper} nguoikhac", f"{who} 99-QĐ/KHAC", "nguoikhac"):
        assert not found(typed), typed


def test_exact_marks_come_before_the_same_letters(named):
    order = members_found("ân")
    assert order[0] == "Nguyễn Văn Ân"
    assert set(order) == {"Nguyễn Văn Ân", "Trần Hoà An", "Lê Hòa Ánh", "Anh Thị Đào"}


def test_every_kind_of_write_keeps_the_index_in_step(named):
    """A migration that alters the table on SQLite drops the triggers: it must end with `IndexWords` once more."""
    row = named[0]
    row.search_key = "moi me"
    Member.objects.bulk_update([row], ["search_key"])
    assert members_found("moi") == [row.name]
    assert "Nguyễn Văn Ân" not in members_found("nguyen an")
    Member.objects.filter(pk=row.pk).update(search_key="khac han")
    assert (members_found("moi"), members_found("khac")) == ([], [row.name])
    row.refresh_from_db()
    row.search_key = "lan nua"
    row.save()
    assert members_found("lan nua") == [row.name]
    row.delete()
    assert members_found("lan nua") == []


WORDS = {
    "organization-list": "dang bo C1",
    "member-list": "van nguyen",
    "inspection-list": "10-QĐ/",
    "decision-list": "20-QĐ/",
    "case-list": "Vụ việc",
    "appeal-list": "40-KN",
    "denunciation-list": "30-TC/",
    "programme-item-list": "Nội dung",
    "conclusion-list": "Kết luận",
}


def test_each_group_is_the_beginning_of_the_kinds_own_list(sign_in):
    client = sign_in("head")
    assert {kind.list_url for kind in KINDS} == set(WORDS)
    for kind in KINDS:
        page = client.get(reverse("search"), {"q": WORDS[kind.list_url]})
        group = next(group for group in page.context["groups"] if group.title == kind.screen.title)
        opened = client.get(group.url)
        assert group.count == opened.context["count"] > 0, kind.list_url
        assert opened.status_code == 200
        for hit in group.hits:
            assert client.get(hit.url).status_code == 200, hit


def test_a_document_number_typed_whole_comes_first(suggested, cast):
    decision = cast.at("C1").decision
    assert suggested(decision.number)["Quyết định kỷ luật"][0].endswith(decision.number)


@pytest.mark.parametrize("name", ["search", "search-lookup"])
@pytest.mark.parametrize("typed", ["D2", "M-P", "nguyen", "20-QĐ", "Vụ việc", "Nội dung", "above"])
def test_no_search_tells_of_strangers(sign_in, name, typed):
    for role in ("head", "clerk", "administrator"):
        answer = sign_in(role).get(reverse(name), {"q": typed}).content.decode()
        assert CANARY not in answer.lower()
        assert "20-QĐ/P-above" not in answer


def test_an_administrator_finds_organizations_alone(suggested):
    assert set(suggested("d1", "administrator")) == {"Tổ chức đảng"}


def test_who_is_shut_out_finds_nothing_of_the_case_nor_a_count_of_it(suggested, sign_in, cast):
    office, user = cast.at("C1"), cast.users["head"]
    name = office.member.name
    assert {"Các cuộc kiểm tra, giám sát", "Quyết định kỷ luật", "Vụ việc kỷ luật"} <= set(suggested(name))
    cast.link(user, office.member)
    user = type(user).objects.get(pk=user.pk)
    cast.users["head"] = user
    assert set(suggested(name)) == {"Đảng viên"}
    page = sign_in("head").get(reverse("search"), {"q": name})
    assert [group.title for group in page.context["groups"]] == ["Đảng viên"]


def test_ones_own_name_leads_to_the_page_that_one_may_open(sign_in, cast):
    member = cast.at("C1").member
    cast.link(cast.users["leader"], member)
    lines = sign_in("leader").get(reverse("search-lookup"), {"q": member.card_number}).json()["results"]
    assert [line["url"] for line in lines if line["value"] == member.name] == [
        reverse("member-detail", args=[member.pk])
    ]


def test_a_pasted_sentence_is_no_error(sign_in):
    sentence = "Quyết định số 127 về việc thi hành kỷ luật " * 5
    for name in ("search", "search-lookup", *WORDS):
        assert sign_in("head").get(reverse(name), {"q": sentence[:190]}).status_code == 200


def test_a_search_asks_the_database_as_often_for_many_hits_as_for_few(sign_in, cast):
    client = sign_in("head")
    client.get(reverse("search-lookup"), {"q": "nguyen van"})

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("search-lookup"), {"q": "nguyen van"})
        return len(seen)

    few = asked()
    for number in range(30):
        admit(f"X{number}", f"Nguyễn Văn {number}", cast.at("K1").organization)
    assert asked() == few <= 3 * len(KINDS) + 6  # a kind: is its scope small, which rows, what is told of them


def test_a_list_filtered_by_words_holds_what_the_search_found(sign_in, named):
    page = sign_in("head").get(reverse("member-list"), {"q": "hoa an"})
    assert {row.name for row in page.context["table"].page_records()} == {"Trần Hoà An", "Lê Hòa Ánh"}
    assert page.context["title"] == MemberList.title
