"""Members' lives through actions and pages: each step is dated and recorded, rules warn or refuse with their source."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import HistoryEntry
from discipline import actions as discipline
from discipline.actions import lives as actions
from inspections import actions as inspections
from members import lives
from members.choices import MemberStatus
from members.models import Member, MemberEvent, Placement, Post
from tests.cast import CANARY, admit

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]


@pytest.fixture
def cell(cast):
    return cast.at("K1").organization


@pytest.fixture
def someone(cell):
    return admit("N-1", "Lê Thị Hòa", cell)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


def of(member):
    return Member.objects.get(pk=member.pk)


# ------------------------------------------------------------------------------------------------ admission, official


def typed(**more):
    usual = {
        "way": "admitted", "organization": "K1", "name": "Trần Văn Mới", "card_number": "LL-1", "born": "20/11/2009",
        "sex": "male", "day": "19/11/2026", "number": "5-QĐ/HU", "place": "", "joined": "", "official_from": "",
        "note": "", "submit_token": "a",
    }  # fmt: skip
    return usual | more


def test_a_rule_of_admission_warns_with_its_source_and_refuses_nothing(sign_in):
    response = sign_in("clerk").post(reverse("member-create"), typed(), follow=True)
    member = Member.objects.get(card_number="LL-1")
    assert (member.status, member.joined) == (MemberStatus.PROBATIONARY, date(2026, 11, 19))
    assert Placement.objects.get(member=member).valid_from == date(2026, 11, 19)
    page = response.content.decode()
    assert "Mới 16 tuổi; quy định từ đủ 18 tuổi (208-QĐ/TW; chưa xác nhận)" in page
    assert HistoryEntry.objects.of(member).filter(act="create", summary="Kết nạp").exists()


def test_what_is_typed_wrongly_is_said_at_its_field_and_nothing_is_written(sign_in):
    client, before = sign_in("clerk"), Member.objects.count()
    wrong = {
        "Ngày này chưa đến": {"day": "21/11/2026"},
        "Không dùng được số thẻ": {"card_number": "M-D2"},
        "Chỉ nhập với người": {"place": "Tỉnh khác"},
        "Chưa nhập nơi chuyển đến": {"way": "received"},
        "Không tìm thấy": {"organization": "D2"},
        "không đọc được thành ngày": {"born": "mồng một"},
    }
    for words, change in wrong.items():
        assert words in told(client.post(reverse("member-create"), typed(**change)))
    assert Member.objects.count() == before


def test_recognition_gives_the_card_and_an_early_one_is_marked(cell, head):
    member = lives.admit(
        by=head, organization=cell, card_number="LL-2", name="Đỗ Thị Lan", day=date(2026, 3, 1), born=date(1990, 1, 1)
    ).member
    event = lives.recognize(member, by=head, day=date(2026, 10, 1), number="6-QĐ", card_number="26999999")
    member = of(member)
    assert (member.status, member.official_from, member.card_number) == ("official", date(2026, 10, 1), "26999999")
    assert "Chưa đủ 12 tháng dự bị (Điều lệ Đảng, Điều 5; chưa xác nhận); đủ từ 01/03/2027" in event.told
    actions.void_event(event, by=head, reason="Ghi nhầm người")
    member = of(member)
    assert (member.status, member.official_from, member.card_number) == ("probationary", None, "LL-2")
    with pytest.raises(ValidationError, match="lập hồ sơ"):
        actions.void_event(member.events.first(), by=head, reason="Ghi nhầm")


# ------------------------------------------------------------------------------------------------------------ transfer


def moved(member, head, **more):
    return actions.transfer(member, by=head, **{"day": date(2026, 11, 2), "number": "GT-1", **more})


def test_a_transfer_moves_the_placement_and_can_be_taken_back(cast, head, someone, cell):
    target = cast.at("C1").organization
    event = moved(someone, head, organization=target)
    member = of(someone)
    assert (member.organization, member.path) == (target, target.path)
    rows = (
        Placement.objects.filter(member=member).order_by("pk").values_list("organization", "valid_from", "valid_until")
    )
    assert list(rows) == [(cell.pk, None, date(2026, 11, 1)), (target.pk, date(2026, 11, 2), None)]
    with pytest.raises(ValidationError, match="bằng hoặc sau ngày 02/11/2026"):
        moved(member, head, organization=cell, day=date(2026, 10, 1))
    actions.void_event(event, by=head, reason="Ghi nhầm")
    assert of(member).organization == cell
    assert Placement.objects.get(member=member).valid_until is None


def test_who_is_inspected_or_considered_is_not_transferred_by_anybody(cast, head, someone, cell):
    target, office = cast.at("C1").organization, {"organization": cast.at("D1").organization, "body": "commission"}
    running = inspections.create_inspection(
        by=head, number="90-QĐ", decided=date(2026, 10, 1), started=date(2026, 10, 5), activity="violation",
        subjects=[inspections.SubjectEntry(someone, ["VP2"], [])], **office,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Đang được kiểm tra") as refused:
        moved(someone, head, organization=target, why="Vẫn chuyển")
    assert "208-QĐ/TW; chưa xác nhận" in str(refused.value)
    assert str(running) not in str(refused.value)
    with pytest.raises(ValidationError, match="Đang được kiểm tra"):
        actions.send_away(someone, by=head, place="Đảng bộ tỉnh khác", day=date(2026, 11, 2))
    moved(someone, head, organization=target, day=date(2026, 9, 1))  # before it was decided
    other = admit("N-2", "Lê Văn Hai", cell)
    discipline.open_case(
        by=head, title="Vụ việc", opened=date(2026, 10, 1), origin="own", subjects=[other], **office
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Đang được xem xét kỷ luật"):
        moved(other, head, organization=target)


def test_under_discipline_the_head_alone_goes_on_and_writes_why(cast, head, someone, sign_in):
    decision = discipline.record_decision(
        by=head, number="91-QĐ", decided=date(2026, 9, 1), form="warning", subject=someone, groups=["VP2"],
        organization=cast.at("D1").organization, body="commission",
    )  # fmt: skip
    discipline.announce_decision(decision, by=head, version=1, announced=date(2026, 9, 2))
    sent = {"way": "within", "organization": "C1", "day": "02/11/2026", "number": "GT-2", "submit_token": "b"}
    address = reverse("member-transfer", args=[someone.pk])
    version = {"version": of(someone).version}
    clerk = sign_in("clerk")
    assert "91-QĐ" in clerk.get(reverse("member-detail", args=[someone.pk])).content.decode()
    assert "Chỉ chủ nhiệm được quyết định" in told(clerk.post(address, sent | version | {"why": "Cần"}))
    client = sign_in("head")
    assert "ghi lý do ở ô" in told(client.post(address, sent | version))
    assert client.post(address, sent | version | {"why": "Theo nhiệm vụ", "submit_token": "c"}).status_code == 302
    assert "Theo nhiệm vụ" in someone.events.get().told


def test_a_stay_leaves_the_placement_and_is_listed_when_overdue(cast, head, someone, sign_in):
    event = actions.send_for_a_time(
        someone, by=head, day=date(2026, 5, 1), until=date(2026, 10, 31), place="Đơn vị ở tỉnh khác", number="GT"
    )
    assert of(someone).organization == cast.at("K1").organization
    client = sign_in("clerk")
    overdue = reverse("member-list") + "?state=stay_over"
    assert someone in client.get(overdue).context["page"].object_list
    page = client.get(reverse("member-detail", args=[someone.pk])).content.decode()
    assert "đã quá hạn" in page
    way_back = reverse("event-stay-end", args=[event.pk])
    assert way_back in page
    assert way_back not in sign_in("leader").get(reverse("member-detail", args=[someone.pk])).content.decode()
    with pytest.raises(ValidationError, match="Đang sinh hoạt tạm thời"):
        actions.send_for_a_time(someone, by=head, day=date(2026, 11, 1), until=None, place="Nơi khác")
    sent = {"ended": "01/11/2026", "version": event.version, "submit_token": "d"}
    client = sign_in("clerk")
    assert client.post(way_back, sent).status_code == 302
    assert client.get(overdue).context["count"] == 0


# ---------------------------------------------------------------------------------------------------- leaving and back


def test_leaving_ends_posts_and_who_was_sent_away_comes_back_to_the_same_record(cast, head, someone):
    post = Post.objects.create(member=someone, seat="base", started=date(2020, 1, 1))
    actions.send_away(someone, by=head, place="Tỉnh khác", day=date(2026, 6, 1), number="GT-3")
    post.refresh_from_db()
    assert (of(someone).status, post.ended) == (MemberStatus.TRANSFERRED, date(2026, 6, 1))
    new = {"by": head, "organization": cast.at("C1").organization, "card_number": "N-1", "day": date(2026, 8, 1)}
    with pytest.raises(ValidationError, match="Không dùng được số thẻ"):
        lives.receive(**new, name="Người Khác", place="Tỉnh khác")
    event = lives.receive(**new, name="Lê Thị Hoà", place="Tỉnh khác")
    assert event.member == someone
    assert (of(someone).status, of(someone).organization.code) == ("official", "C1")


def test_expulsion_comes_by_a_decision_alone_and_goes_with_it(cast, head, someone):
    with pytest.raises(ValidationError, match="theo quyết định kỷ luật"):
        actions.record_leaving(someone, by=head, kind="expelled", day=TODAY, number="1")
    decision = discipline.record_decision(
        by=head, number="92-QĐ", decided=date(2026, 9, 1), form="expulsion", subject=someone, groups=["VP2"],
        organization=cast.at("D1").organization, body="commission",
    )  # fmt: skip
    discipline.announce_decision(decision, by=head, version=1, announced=date(2026, 9, 2))
    decision.refresh_from_db()
    assert decision.event.get_kind_display() == "Khai trừ"
    with pytest.raises(ValidationError, match="theo một quyết định"):
        actions.void_event(decision.event, by=head, reason="Sai")
    event = lives.readmit(someone, by=head, organization=someone.organization, day=date(2026, 10, 5), number="7-QĐ")
    assert "Chưa đủ 36 tháng" in event.told
    actions.void_event(event, by=head, reason="Chưa đủ thời gian")
    discipline.change_decision(
        decision, by=head, version=decision.version, kind="annulled", day=date(2026, 10, 10), reason="Sai thẩm quyền"
    )
    assert of(someone).status == MemberStatus.OFFICIAL
    assert Placement.objects.get(member=someone, valid_until=None).valid_from == date(2026, 10, 10)


# ------------------------------------------------------------------------------------------------- posts, corrections


def test_a_post_changes_what_acts_of_its_days_repeat_and_overlaps_are_shown(cast, sign_in):
    office = cast.at("C1")
    member, decision = office.member, office.decision
    Post.objects.create(member=member, seat="base", office="Ủy viên", started=date(2019, 1, 1), ended=date(2026, 4, 30))
    sent = {"office": "Bí thư", "seat": "base", "managed_by": "district", "started": "01/01/2026", "ended": "",
            "reason": "QĐ 5", "submit_token": "e"}  # fmt: skip
    page = sign_in("clerk").post(reverse("post-create", args=[member.pk]), sent, follow=True).content.decode()
    assert "Trùng thời gian với: Ủy viên (từ 01/01/2019 đến 30/04/2026)" in page
    decision.refresh_from_db()
    assert (decision.seat, decision.managed_by) == ("base", "district")


def test_a_correction_needs_the_version_that_was_opened(someone, sign_in):
    sent = {
        "name": "Lê Thị  Hoà", "card_number": "N-1", "born": "1/2/1980", "sex": "female", "organization": "C1",
        "joined": "", "official_from": "", "reason": "Ghi sai", "submit_token": "f", "version": someone.version,
    }  # fmt: skip
    client, address = sign_in("clerk"), reverse("member-update", args=[someone.pk])
    assert client.post(address, sent).status_code == 302
    member = of(someone)
    assert (member.name, member.organization.code) == ("Lê Thị Hoà", "C1")
    assert Placement.objects.get(member=member).organization.code == "C1"
    assert "Người khác vừa lưu" in client.post(address, sent | {"submit_token": "g"}).content.decode()


# --------------------------------------------------------------------------------------------------------- who may see


def test_ones_own_record_is_not_there_to_write_and_strangers_are_not_named(cast, head, someone, sign_in):
    far = cast.at("K2").organization
    MemberEvent.objects.create(member=someone, kind="moved", day=date(2020, 1, 1), from_organization=far, by=head)
    Placement.objects.create(
        member=someone, organization=far, valid_from=date(2019, 1, 1), valid_until=date(2020, 1, 1)
    )
    client = sign_in("head")
    for name in ("member-detail", "member-record"):
        page = client.get(reverse(name, args=[someone.pk])).content.decode().lower()
        assert "ngoài phạm vi được xem" in page
        assert CANARY not in page
    cast.link(cast.users["head"], someone)
    client = sign_in("head")
    transfer = reverse("member-transfer", args=[someone.pk])
    assert transfer not in client.get(reverse("member-detail", args=[someone.pk])).content.decode()
    for name in ("member-record", "member-transfer", "member-update"):
        assert client.get(reverse(name, args=[someone.pk])).status_code == 404
    assert client.get(reverse("post-create", args=[someone.pk])).status_code == 404
    assert HistoryEntry.objects.of(someone).filter(act="deny").count() == 4
