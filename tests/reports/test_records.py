"""The whole record of a member or an organization: complete, in order, only what one may see, each opening recorded."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document

from accounts.choices import Act
from accounts.models import HistoryEntry
from discipline import actions

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]


@pytest.fixture
def office(cast):
    """The commune with its records, its decision announced and appealed."""
    office, head = cast.at("C1"), cast.users["head"]
    days = {"announced": date(2026, 4, 10), "handed_over": date(2026, 4, 12)}
    actions.announce_decision(office.decision, by=head, version=office.decision.version, **days)
    return office


def opened(client, cast, name, key, role="head"):
    client.force_login(cast.users[role])
    return client.get(reverse(name, args=[key]))


def test_it_holds_everything_of_a_member_with_the_newest_first(client, cast, office):
    body = opened(client, cast, "member-record", office.member.pk).content.decode()
    for text in ("20-QĐ/C1", "40-KN/C1", "Vụ việc C1", "60-QĐ/C1", "70-QĐ/C1", "Hoàn thành tốt nhiệm vụ", "Năm 2025"):
        assert text in body, text
    assert reverse("decision-detail", args=[office.decision.pk]) in body
    days = [body.index(f"<time>{day}") for day in ("05/05/2026", "04/05/2026", "20/04/2026", "01/04/2026", "Năm 2025")]
    assert days == sorted(days)
    assert "Đang có hiệu lực đến hết ngày 10/04/2027" in body
    assert cast.at("C2").decision.number not in body


def test_each_opening_and_each_file_is_recorded(client, cast, office):
    for _ in range(2):
        opened(client, cast, "member-record", office.member.pk)
    opened(client, cast, "member-record-word", office.member.pk)
    entries = HistoryEntry.objects.of(office.member).by(cast.users["head"])
    whole = [entry.act for entry in entries.order_by("sequence") if "Toàn bộ hồ sơ" in entry.summary]
    assert whole == [Act.READ, Act.READ, Act.EXPORT]


def test_word_says_the_same_as_the_page_with_the_oldest_first(client, cast, office):
    response = opened(client, cast, "member-record-word", office.member.pk)
    document = Document(BytesIO(response.content))
    lines = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert lines[0] == ["Thời gian", "Loại", "Nội dung", "Kết quả, ghi chú"]
    assert [line[0] for line in lines[1:]][-1] == "05/05/2026"
    assert any("20-QĐ/C1" in line[2] for line in lines)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert str(office.member) in text
    assert "Đang có hiệu lực đến hết ngày 10/04/2027" in text
    assert "{{" not in text


def test_an_organization_has_one_of_its_own(client, cast, office):
    with time_machine.travel(date(2026, 11, 20), tick=False):
        decision = actions.record_decision(
            by=cast.users["head"], organization=cast.at("D1").organization, body="committee", number="8-QĐ/HU",
            decided=date(2026, 6, 1), form="warning", subject=office.organization, groups=["TC2"],
        )  # fmt: skip
    body = opened(client, cast, "organization-record", office.organization.pk).content.decode()
    assert decision.number in body
    assert "20-QĐ/C1" not in body  # about its member, not about itself
    document = opened(client, cast, "organization-record-word", office.organization.pk)
    assert document.status_code == 200
    assert "8-QĐ/HU" in body


def test_nobody_opens_their_own_and_the_try_is_recorded(client, cast, office):
    cast.link(cast.users["head"], office.member)
    for name in ("member-record", "member-record-word"):
        assert opened(client, cast, name, office.member.pk).status_code == 404
    tries = HistoryEntry.objects.of(office.member).by(cast.users["head"]).filter(act=Act.DENY)
    assert tries.count() == 2


def test_who_is_named_as_related_finds_nothing_of_the_case_in_the_record(client, cast, office):
    friend = cast.named("M-X", "D1")
    actions.relate(office.case, by=cast.users["officer"], member=friend, reason="Vợ của đối tượng")
    cast.link(cast.users["head"], friend)
    body = opened(client, cast, "member-record", office.member.pk).content.decode()
    assert "Vụ việc C1" not in body


def test_an_empty_record_says_so(client, cast):
    nobody = cast.named("M-Y", "C1")
    body = opened(client, cast, "member-record", nobody.pk).content.decode()
    assert "Chưa có hồ sơ nào" in body
    assert opened(client, cast, "member-record-word", nobody.pk).status_code == 200
