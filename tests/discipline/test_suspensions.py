"""Suspensions and strike-offs over HTTP: limits of the rules of each day, extension, end, and what is no discipline."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from discipline import actions
from discipline.models import Decision, StrikeOff, Suspension
from members.choices import MemberStatus, Role
from members.models import Member, Post

TODAY = date(2026, 11, 20)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]


@pytest.fixture
def suspend(cast, head):
    def suspend(since=date(2026, 10, 1), **values):
        usual = {
            "subject": cast.at("C1").member, "kind": "membership", "number": "", "decided": since, "since": since,
            "organization": cast.at("D1").organization, "body": "standing", "reason": "Bị xem xét kỷ luật",
        }  # fmt: skip
        return actions.record_suspension(by=head, **usual | values)

    return suspend


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


TYPED = {
    "subject": "M-C1", "kind": "membership", "basis": "ordinary", "organization": "D1", "body": "standing",
    "number": "", "decided": "01/10/2026", "since": "01/10/2026", "until": "", "reason": "Bị xem xét kỷ luật",
    "submit_token": "s",
}  # fmt: skip


def test_the_end_and_the_number_are_given(sign_in):
    response = sign_in("officer").post(url("suspension-create"), TYPED)
    assert response.status_code == 302, told(response)
    row = Suspension.objects.latest("pk")
    assert row.until == date(2026, 12, 30)
    assert row.number.endswith("-QĐ/HU")
    page = sign_in("leader").get(url("suspension-detail", row.pk)).content.decode()
    assert "Còn 40 ngày" in page
    assert "chưa xác nhận" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"until": "31/12/2026"}, "Không quá ngày 30/12/2026"),
        ({"since": "30/09/2026"}, "không được trước ngày quyết định"),
        ({"kind": "organization"}, "không hợp với đối tượng"),
        ({"kind": "seat"}, "không là cấp ủy viên"),
        ({"subject": "M-P"}, "phạm vi"),
        ({"reason": ""}, "Lý do"),
        ({"until": "²"}, "ngày"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(sign_in, changed, said):
    before = Suspension.objects.count()
    response = sign_in("officer").post(url("suspension-create"), TYPED | changed)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert Suspension.objects.count() == before


def test_who_is_prosecuted_is_suspended_as_long_as_the_law_says(sign_in):
    typed = TYPED | {"basis": "prosecuted", "until": "01/10/2027"}
    assert sign_in("officer").post(url("suspension-create"), typed).status_code == 302


@pytest.mark.parametrize(
    ("since", "within", "beyond", "times"),
    [
        (date(2026, 10, 1), date(2027, 1, 29), date(2027, 1, 30), 1),  # 21-QĐ/TW: 90 + 30 days, once
        (date(2024, 3, 1), date(2024, 8, 28), date(2024, 8, 29), None),  # 22-QĐ/TW: 180 days
    ],
)
def test_an_extension_stays_within_the_longest(suspend, head, since, within, beyond, times):
    row = suspend(since)
    asked = {"by": head, "number": "5-QĐ/HU", "decided": since, "reason": "Chưa xong"}
    with pytest.raises(ValidationError, match="Không quá ngày"):
        actions.extend_suspension(row, version=row.version, until=beyond, **asked)
    row = actions.extend_suspension(row, version=row.version, until=within, **asked)
    assert row.extensions.get().until == within
    if times == 1:
        with pytest.raises(ValidationError, match="1 lần"):
            actions.extend_suspension(row, version=row.version, until=within.replace(day=30), **asked)


def test_only_the_head_extends_and_ends(sign_in, suspend):
    row = suspend()
    for name in ("suspension-extend", "suspension-end"):
        assert sign_in("officer").get(url(name, row.pk)).status_code == 403
    data = {"ended": "10/11/2026", "number": "", "reason": "Đã kết luận"}
    data |= {"version": str(row.version), "submit_token": "e"}
    assert sign_in("head").post(url("suspension-end", row.pk), data).status_code == 302
    again = data | {"version": str(row.version + 1), "submit_token": "e2"}
    assert "đã chấm dứt" in told(sign_in("head").post(url("suspension-end", row.pk), again))


def test_the_list_tells_running_run_out_and_ended(sign_in, suspend, head):
    Suspension.objects.all().delete()
    suspend()
    suspend(date(2026, 1, 5), number="1-QĐ/HU")
    done = suspend(date(2026, 2, 5), number="2-QĐ/HU")
    actions.end_suspension(done, by=head, version=done.version, ended=date(2026, 3, 1), reason="Xong")
    client = sign_in("leader")
    states = ("running", "over", "ended")
    counts = {state: client.get(url("suspension-list", state=state)).context["count"] for state in states}
    assert counts == {"running": 1, "over": 1, "ended": 1}
    assert "Quá hạn" in client.get(url("suspension-list", state="over")).content.decode()


def test_a_seat_is_suspended_of_whom_holds_one(suspend, cast):
    Post.objects.create(member=cast.at("C1").member, seat="base")
    assert suspend(kind="seat").kind == "seat"


def test_a_suspension_of_oneself_is_not_seen(sign_in, suspend, cast):
    row = suspend()
    cast.link(cast.users[Role.HEAD], cast.at("C1").member)
    assert sign_in("head").get(url("suspension-detail", row.pk)).status_code == 404


def test_only_a_probationary_member_is_struck_off_and_that_is_no_discipline(sign_in, cast):
    client, member = sign_in("officer"), cast.named("M-DB", "C1")
    data = {"member": "M-DB", "organization": "D1", "body": "standing", "number": "", "decided": "01/10/2026",
            "reason": "Không đủ tư cách", "submit_token": "x"}  # fmt: skip
    assert "không phải đảng viên dự bị" in told(client.post(url("strikeoff-create"), data))
    Member.objects.filter(pk=member.pk).update(status=MemberStatus.PROBATIONARY)
    decisions = Decision.objects.count()
    assert client.post(url("strikeoff-create"), data | {"submit_token": "x2"}).status_code == 302
    member.refresh_from_db()
    assert member.status == MemberStatus.STRUCK_OFF
    assert StrikeOff.objects.filter(member=member).count() == 1
    assert Decision.objects.count() == decisions
