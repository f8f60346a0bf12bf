"""The desk: late, due soon, waiting; each count is the count of the list it opens."""

import re
from datetime import date

import pytest
from django.urls import reverse

from inspections import actions
from inspections.models import Inspection
from inspections.notices import Notices, notices_on
from members.choices import Role
from rules import book

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 7, 10))]


@pytest.fixture
def running(cast, head):
    """One to be decided, one begun long ago, one remedy reported by the officer."""
    usual = {
        "organization": cast.at("D1").organization, "body": "commission", "activity": "violation",
        "content": "Đất đai", "prepared": date(2026, 1, 5), "by": head,
    }  # fmt: skip
    entry = actions.SubjectEntry(cast.at("C1").organization, ["TC3"])
    prepared = actions.prepare_inspection(subjects=[entry], **usual)
    begun = actions.prepare_inspection(subjects=[entry], **usual)
    for verb, day in (("decide", 6), ("announce", 7)):
        begun = actions.take_step(begun, verb, by=head, day=date(2026, 1, day), reason="Chưa lập đoàn")
    actions.take_remedy_step(
        cast.at("C1").remedy, "report", by=cast.users["officer"], day=date(2026, 7, 1),
        evidence=[actions.Evidence("Báo cáo", archive="Hộp 1")],
    )  # fmt: skip
    return prepared, begun


def groups(response):
    return {group.title: group for _, groups in response.context["columns"] for group in groups}


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER])
def test_each_count_opens_as_many_rows(sign_in, running, role):
    client = sign_in(role)
    found = groups(client.get(reverse("desk")))
    assert found["Việc khắc phục quá hạn"].count == 2
    assert found["Cuộc quá hạn kết luận"].count == 1
    for group in found.values():
        if not group.url:  # what nobody has recorded yet is in no list: all of it stands here
            assert group.count == len(group.lines), group.title
        elif group.count:
            assert client.get(group.url).context["count"] == group.count, group.title


def test_what_waits_is_what_the_user_may_do(sign_in, running):
    def waiting(role):
        response = sign_in(role).get(reverse("desk"))
        return {group.title for group in dict(response.context["columns"])["Chờ xử lý"] if group.count}

    assert "Ban hành quyết định: chờ làm" in waiting(Role.HEAD)
    assert "Ban hành quyết định: chờ làm" not in waiting(Role.OFFICER)
    assert "Nhận báo cáo tự kiểm tra: chờ làm" in waiting(Role.OFFICER)
    assert "Việc khắc phục chờ xác nhận" in waiting(Role.HEAD)
    assert waiting(Role.LEADER) == set()


def test_who_has_nothing_to_do_is_told_so(sign_in, cast):
    Inspection.objects.filter(concluded=None).delete()
    body = sign_in(Role.LEADER).get(reverse("desk")).content.decode()
    assert "Không có việc nào chờ xử lý" in body
    assert re.search("Không có cuộc nào quá hạn", body)


def test_letters_are_on_the_desk_of_whom_they_are_for(sign_in):
    assert "Đơn quá hạn giải quyết" in groups(sign_in(Role.HEAD).get(reverse("desk")))
    assert "Đơn quá hạn giải quyết" not in groups(sign_in(Role.OFFICER).get(reverse("desk")))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 7, 26), ""),
        (date(2026, 7, 25), "Còn 15 ngày"),
        (date(2026, 7, 17), "Còn 7 ngày"),
        (date(2026, 7, 10), "Đến hạn hôm nay"),
        (date(2026, 7, 9), "Quá hạn 1 ngày"),
        (date(2026, 6, 10), "Quá hạn 30 ngày"),
        (date(2026, 6, 9), "Quá hạn 31 ngày, báo cáo cấp trên"),
    ],
)
def test_notices_come_by_the_rule(due, words):
    day = date(2026, 7, 10)
    assert notices_on(day, book.read()).words(due, day)[0] == words


def test_other_rules_give_other_notices():
    day = date(2026, 7, 10)
    assert Notices((5,), 10).words(date(2026, 7, 16), day) == ("", "")
    assert Notices((5,), 10).words(date(2026, 6, 29), day)[0] == "Quá hạn 11 ngày, báo cáo cấp trên"
