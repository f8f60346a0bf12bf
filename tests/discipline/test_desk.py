"""What discipline puts on the desk: only what waits, each count with its list, nothing for who is concerned."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from discipline import actions

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]


def groups_of(client, user):
    client.force_login(user)
    columns = client.get(reverse("desk")).context["columns"]
    return {group.title: (column, group) for column, groups in columns for group in groups}


def suspend(cast, until, number):
    row = actions.record_suspension(
        by=cast.users["head"], organization=cast.at("D1").organization, body="standing", subject=cast.at("C1").member,
        kind="membership", number=number, decided=until - timedelta(days=60), since=until - timedelta(days=60),
        until=until, reason="Theo quy định",
    )  # fmt: skip
    assert row.until == until
    return row


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (-1, "Đình chỉ đã hết hạn, chưa ghi chấm dứt"),
        (0, "Đình chỉ sắp hết hạn"),
        (15, "Đình chỉ sắp hết hạn"),
        (16, None),
    ],
)
def test_a_suspension_is_told_before_it_runs_out_and_when_it_has(client, cast, days, title):
    before = {name: group.count for name, (_, group) in groups_of(client, cast.users["officer"]).items()}
    suspend(cast, TODAY + timedelta(days=days), "77-QĐ/HU")
    found = groups_of(client, cast.users["officer"])
    more = {name for name, (_, group) in found.items() if group.count > before.get(name, 0)}
    assert more == ({title} if title else set())


def test_each_count_opens_a_list_of_as_many(client, cast):
    suspend(cast, TODAY - timedelta(days=3), "71-QĐ/HU")
    suspend(cast, TODAY + timedelta(days=3), "72-QĐ/HU")
    appeal = cast.at("C1").appeal
    actions.take_appeal_step(appeal, "accept", by=cast.users["head"], day=date(2026, 4, 22), version=appeal.version)
    row = cast.at("C1").case_subject
    actions.record_decision(
        by=cast.users["head"], case_subject=row, subject=row.subject, groups=["VP2"], form="reprimand", number="5-QĐ",
        decided=date(2026, 11, 1), organization=row.case.organization, body=row.case.body, against_rules="Theo chỉ đạo",
    )  # fmt: skip
    found = groups_of(client, cast.users["head"])
    titles = (
        "Khiếu nại kỷ luật quá hạn giải quyết",
        "Đình chỉ đã hết hạn, chưa ghi chấm dứt",
        "Đình chỉ sắp hết hạn",
        "Quyết định kỷ luật chờ công bố",
        "Xin lỗi, phục hồi quyền lợi chưa xong",
    )
    for title in titles:
        _, group = found[title]
        assert client.get(group.url).context["count"] == group.count > 0, title
    assert found[titles[0]][0] == "Quá hạn"
    assert found[titles[3]][0] == "Chờ xử lý"


def test_who_is_concerned_finds_nothing_of_it_on_the_desk(client, cast):
    row = suspend(cast, TODAY + timedelta(days=3), "72-QĐ/HU")
    assert groups_of(client, cast.users["leader"])["Đình chỉ sắp hết hạn"][1].count == 1
    cast.link(cast.users["leader"], row.subject)
    assert "Đình chỉ sắp hết hạn" not in groups_of(client, cast.users["leader"])
