"""Lists and pages of organizations, members, ratings, users and history."""

import html
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from accounts.actions import create_user, update_user
from accounts.models import HistoryEntry, User
from members.choices import Role
from members.models import Assignment, Member
from tests.cast import CANARY, admit

pytestmark = pytest.mark.django_db

LISTS = {
    "organization-list": "clerk",
    "member-list": "clerk",
    "rating-list": "leader",
    "user-list": "administrator",
    "history-list": "auditor",
}


@pytest.fixture
def sign_in(client, cast):
    def sign_in(role):
        client.force_login(cast.users[role])
        return client

    return sign_in


def text(response):
    return html.unescape(response.content.decode())


def cells(response):
    rows = load_workbook(BytesIO(b"".join(response.streaming_content))).active.values
    return [list(row) for row in rows]


# -------------------------------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize(("name", "role"), LISTS.items())
def test_a_list_says_how_many_rows_it_has(sign_in, name, role):
    response = sign_in(role).get(reverse(name))
    assert f'<strong data-count="{response.context["count"]}">' in text(response)


@pytest.mark.parametrize(("name", "role"), [pair for pair in LISTS.items() if pair[1] != "auditor"])
def test_what_belongs_to_strangers_is_nowhere(sign_in, name, role):
    client = sign_in(role)
    assert CANARY not in text(client.get(reverse(name))).lower()
    assert CANARY not in str(cells(client.get(reverse(name), {"export": "xlsx"}))).lower()


@pytest.mark.parametrize(("name", "role"), LISTS.items())
@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=999999999999999999999", "sort=%00,x", "page=%00"])
def test_a_strange_page_or_order_is_answered_with_the_list(sign_in, name, role, query):
    assert sign_in(role).get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("name", "query", "message"),
    [
        ("member-list", "status=xx", "Không có lựa chọn “xx”"),
        ("member-list", "organization=nowhere", "Không tìm thấy “nowhere”"),
        ("member-list", "q=a%00b", "Có ký tự không đọc được"),
        ("rating-list", "year_from=99999999999999999999", "Số này lớn quá"),
        ("rating-list", "year_from=abc", "không đọc được thành số"),
        ("history-list", "from=32/13/2020", "không phải là một ngày có thật"),
        ("history-list", "from=2026-02-01&to=1/1/2026", "Đến ngày phải bằng hoặc sau"),
    ],
)
def test_a_condition_that_makes_no_sense_is_an_error_at_its_field_and_shows_no_rows(sign_in, name, query, message):
    response = sign_in(LISTS[name]).get(f"{reverse(name)}?{query}")
    assert response.status_code == 200
    assert message in text(response)
    assert response.context["count"] == 0


def test_a_chip_takes_one_condition_out_and_keeps_the_rest(sign_in):
    response = sign_in("clerk").get(reverse("member-list"), {"status": ["official", "probationary"], "sort": "-born"})
    (chip, address), _ = response.context["chips"]
    assert (chip.label, chip.text) == ("Tình trạng", "Chính thức")
    assert "status=probationary" in address
    assert "status=official" not in address
    assert "sort=-born" in address


def test_the_order_is_told_and_turned_round_with_the_whole_state_kept(sign_in):
    page = text(sign_in("clerk").get(reverse("member-list"), {"q": "nguyen", "sort": "name"}))
    assert 'aria-sort="ascending"' in page
    assert "q=nguyen&sort=-name" in page


@pytest.mark.parametrize("name", ["organization-list", "member-list", "rating-list"])
def test_the_number_of_queries_does_not_grow_with_the_rows(sign_in, cast, django_assert_max_num_queries, name):
    client = sign_in("clerk")
    for number in range(30):
        admit(f"X{number}", f"Lê Văn {number}", cast.at("K1").organization, seat="cell")
    client.get(reverse(name))
    with django_assert_max_num_queries(8):
        client.get(reverse(name))


def test_the_export_holds_the_rows_of_the_filter_in_the_order_and_columns_of_the_list(sign_in, cast):
    client, query = sign_in("clerk"), {"organization": "C1", "sort": "-name"}
    response = client.get(reverse("member-list"), query)
    rows = cells(client.get(reverse("member-list"), {**query, "export": "xlsx"}))
    heads = [str(column.header) for column in response.context["table"].columns]
    head = rows.index(heads)
    names = [record.name for record in response.context["table"].page_records()]
    assert [row[0] for row in rows[head + 1 :]] == names
    assert len(names) == 2


def test_an_export_is_recorded(sign_in, cast):
    cells(sign_in("clerk").get(reverse("member-list"), {"export": "xlsx"}))
    entry = HistoryEntry.objects.newest_first().first()
    assert (entry.act, entry.user) == ("export", cast.users["clerk"])
    assert entry.summary == "Đảng viên: 3 đảng viên"


def test_a_list_can_be_opened_whole_to_print_it(sign_in, cast):
    for number in range(60):
        admit(f"X{number}", f"Lê Văn {number}", cast.at("K1").organization)
    client = sign_in("clerk")
    assert len(client.get(reverse("member-list")).context["table"].page_records()) == 50
    assert len(client.get(reverse("member-list"), {"print": "all"}).context["table"].page_records()) == 63


# -------------------------------------------------------------------------------------------- organizations, members


def test_an_organization_does_not_name_parents_above_the_scope(sign_in, cast):
    page = text(sign_in("clerk").get(reverse("organization-detail", args=[cast.at("D1").organization.pk])))
    assert cast.at("P").organization.name not in page
    assert cast.at("C1").organization.name in page


@pytest.mark.parametrize(("name", "place"), [("organization-detail", "organization"), ("member-detail", "member")])
@pytest.mark.parametrize("at", ["P", "D2", "C2", "K2"])
def test_pages_outside_the_scope_do_not_exist(sign_in, cast, name, place, at):
    assert sign_in("head").get(reverse(name, args=[getattr(cast.at(at), place).pk])).status_code == 404


def test_a_member_is_found_without_marks_and_by_card_number(sign_in, cast):
    client = sign_in("clerk")
    assert client.get(reverse("member-list"), {"q": "nguyen k1"}).context["count"] == 1
    assert client.get(reverse("member-list"), {"q": "M-K1"}).context["count"] == 1


# --------------------------------------------------------------------------------------------------------- type-ahead


def test_suggestions_are_of_the_scope_alone(sign_in):
    answer = sign_in("clerk").get(reverse("member-lookup"), {"q": "nguyen"}).json()
    assert [one["value"] for one in answer["results"]] == [
        "M-C1 – Nguyễn Văn C1",
        "M-D1 – Nguyễn Văn D1",
        "M-K1 – Nguyễn Văn K1",
    ]


@pytest.mark.parametrize("typed", ["", "n", "%00", "%00%00%00", "x" * 5000])
def test_strange_or_short_text_suggests_nothing(sign_in, typed):
    answer = sign_in("clerk").get(f"{reverse('organization-lookup')}?q={typed}")
    assert answer.json() == {"results": []}


def test_at_most_twenty_are_suggested(sign_in, cast):
    for number in range(30):
        admit(f"X{number}", f"Lê Văn {number}", cast.at("K1").organization)
    assert len(sign_in("clerk").get(reverse("member-lookup"), {"q": "le"}).json()["results"]) == 20


# -------------------------------------------------------------------------------------------------------------- users


def test_a_new_user_gets_a_first_password_that_is_shown_once(sign_in):
    client = sign_in("administrator")
    response = client.post(reverse("user-create"), {"username": "lethimoi", "full_name": "Lê Thị Mới"})
    user = User.objects.get(username="lethimoi")
    shown = response.context["password"]
    assert user.check_password(shown)
    assert shown in text(response)
    assert shown not in text(client.get(reverse("user-detail", args=[user.pk])))


def test_a_role_is_given_and_taken_back(sign_in, cast):
    client, holder = sign_in("administrator"), cast.users["unassigned"]
    sent = {"organization": "C1", "role": "clerk"}
    assert client.post(reverse("assignment-create", args=[holder.pk]), sent).status_code == 302
    assignment = Assignment.objects.get(user=holder)
    assert (
        client.post(reverse("assignment-delete", args=[assignment.pk]), {"reason": "Chuyển công tác"}).status_code
        == 302
    )
    assert not Assignment.objects.filter(user=holder).exists()


def test_a_role_is_given_only_where_one_is_administrator(sign_in, cast):
    address = reverse("assignment-create", args=[cast.users["unassigned"].pk])
    for code in (cast.at("D2").organization.code, "P"):
        response = sign_in("administrator").post(address, {"organization": code, "role": "clerk"})
        assert "Không tìm thấy" in text(response)


def test_nobody_gives_a_role_to_themselves(sign_in, cast):
    address = reverse("assignment-create", args=[cast.users["administrator"].pk])
    response = sign_in("administrator").post(address, {"organization": "D1", "role": "head"})
    assert "Không tự phân công cho chính mình" in text(response)


def test_who_also_works_elsewhere_is_not_managed_here(sign_in, cast):
    stranger = User.objects.create(username="khach", full_name="Người nơi khác")
    Assignment.objects.create(user=stranger, organization=cast.at("D2").organization, role="clerk")
    Assignment.objects.create(user=stranger, organization=cast.at("C1").organization, role="clerk")
    client = sign_in("administrator")
    assert "Người nơi khác" not in text(client.get(reverse("user-list")))
    for name in ("user-detail", "user-update", "user-reset", "user-disable", "assignment-create"):
        assert client.get(reverse(name, args=[stranger.pk])).status_code == 404


def test_an_account_is_shut_and_opened_again(sign_in, cast):
    client, clerk = sign_in("administrator"), cast.users["clerk"]
    client.post(reverse("user-disable", args=[clerk.pk]), {"reason": "Nghỉ việc"})
    assert not User.objects.get(pk=clerk.pk).is_active
    client.post(reverse("user-enable", args=[clerk.pk]))
    assert User.objects.get(pk=clerk.pk).is_active


@pytest.mark.parametrize("role", ["clerk", "officer", "head", "leader", "auditor"])
def test_only_administrators_manage_users(sign_in, cast, role):
    client = sign_in(role)
    assert client.get(reverse("user-list")).status_code == 403
    assert client.get(reverse("user-create")).status_code == 403


@pytest.mark.parametrize("role", ["clerk", "officer", "head", "leader", "administrator"])
def test_only_auditors_read_the_history(sign_in, role):
    client = sign_in(role)
    assert client.get(reverse("history-list")).status_code == 403
    assert client.get(reverse("history-detail", args=[1])).status_code == 404


def test_the_page_of_a_history_entry_shows_what_changed(sign_in, cast):
    sequence = HistoryEntry.objects.filter(act="create").first().sequence
    assert "Thay đổi" in text(sign_in("auditor").get(reverse("history-detail", args=[sequence])))


# ------------------------------------------------------------------------------------------------------- command line


def test_the_first_administrator_is_made_on_the_command_line(cast):
    said = StringIO()
    call_command("create_administrator", "truongphong", "--name", "Lê Văn Trưởng", stdout=said)
    user = User.objects.get(username="truongphong")
    assert user.assignments.get().role == "administrator"
    assert user.check_password(said.getvalue().split(": ")[-1].strip())


@pytest.mark.parametrize(
    "arguments", [["clerk", "--name", "Trùng"], ["moi", "--name", "Mới", "--organization", "không"]]
)
def test_what_cannot_be_made_is_told(cast, arguments):
    with pytest.raises(CommandError):
        call_command("create_administrator", *arguments)


def test_reading_writes_nothing(sign_in, cast):
    client, before = sign_in("head"), HistoryEntry.objects.count()
    for address in ("/to-chuc/", "/dang-vien/", "/xep-loai/", f"/dang-vien/{Member.objects.last().pk}/"):
        client.get(address)
    assert HistoryEntry.objects.count() == before


def test_a_history_entry_names_changed_fields_in_words(client, cast):
    user = create_user(username="moi", full_name="Tên Cũ", by=None)
    update_user(user, full_name="Tên Mới", by=None)
    client.force_login(cast.users[Role.AUDITOR])
    page = client.get(reverse("history-detail", args=[HistoryEntry.objects.newest_first()[0].pk])).content.decode()
    assert "Họ và tên" in page
    assert "Tên Mới" in page
    assert "full_name" not in page
