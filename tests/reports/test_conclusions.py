"""The chair's conclusions: every step from every state, carried over, on the desk, in the notice."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import HistoryEntry
from members.choices import Role
from reports import actions
from reports.models import Conclusion
from tests.reports.briefings import HELD, concluded, fresh, frozen, held, planned

pytestmark = pytest.mark.django_db
DONE = date(2026, 7, 10)
STATES = ("open", "reported", "confirmed", "dropped")
ALLOWED = {
    "open": {"report", "revise", "drop"},
    "reported": {"return", "confirm", "drop"},
    "confirmed": set(),
    "dropped": set(),
}
ASKED = {
    "report": {"evidence": "Báo cáo số 12-BC/ĐU, lưu văn phòng"},
    "return": {"reason": "Chưa đủ"},
    "confirm": {},
    "revise": {"reason": "Xin gia hạn", "due": date(2026, 12, 31)},
    "drop": {"reason": "Không còn phù hợp"},
}


def step(conclusion, verb, by, **asked):
    return actions.take_conclusion_step(
        conclusion, verb, by=by, version=conclusion.version, **{"day": DONE} | ASKED[verb] | asked
    )


def in_state(cast, state):
    """A conclusion of a held briefing, brought to a state by its steps: reported by the officer, else by the head."""
    conclusion = concluded(held(cast), cast)
    officer, head = cast.users["officer"], cast.users["head"]
    if state == "dropped":
        return step(conclusion, "drop", head)
    if state in ("reported", "confirmed"):
        conclusion = step(conclusion, "report", officer)
    return step(conclusion, "confirm", head) if state == "confirmed" else conclusion


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", ASKED)
def test_every_step_from_every_state_is_taken_or_refused(cast, head, state, verb):
    conclusion = in_state(cast, state)
    if verb in ALLOWED[state]:
        step(conclusion, verb, head)
        assert HistoryEntry.objects.of(conclusion).newest_first().first().act == "transition"
    else:
        with pytest.raises(ValidationError, match="không làm được bước"):
            step(conclusion, verb, head)
        assert fresh(conclusion).state == state


def test_who_reported_does_not_confirm(cast, head):
    conclusion = step(concluded(held(cast), cast), "report", head)
    with pytest.raises(ValidationError, match="phải do người khác"):
        step(conclusion, "confirm", head)
    assert step(fresh(conclusion), "confirm", cast.users["officer"]).state == "confirmed"


@pytest.mark.parametrize(
    ("verb", "asked", "message"),
    [
        ("report", {"evidence": " "}, "bằng chứng"),
        ("report", {"day": HELD - timedelta(1)}, "ngày họp"),
        ("report", {"day": date(2100, 1, 1)}, "chưa đến"),
        ("revise", {"reason": ""}, "lý do"),
        ("revise", {"due": None}, "hạn mới"),
        ("revise", {"due": date(2026, 1, 1)}, "sau ngày chốt"),
        ("drop", {"reason": " "}, "lý do"),
    ],
)
def test_a_step_without_what_it_needs_is_refused(cast, head, verb, asked, message):
    conclusion = concluded(held(cast), cast)
    with pytest.raises(ValidationError, match=message):
        step(conclusion, verb, head, **asked)
    assert fresh(conclusion).state == "open"


def test_a_moved_due_day_keeps_the_first_one_and_the_reason(cast, head):
    conclusion = step(concluded(held(cast), cast), "revise", head)
    assert (conclusion.first_due, conclusion.due) == (date(2026, 9, 30), date(2026, 12, 31))
    assert HistoryEntry.objects.of(conclusion).newest_first().first().reason == "Xin gia hạn"
    with pytest.raises(ValidationError, match="Đổi hạn"):
        actions.update_conclusion(conclusion, by=head, version=conclusion.version, due=date(2027, 1, 1))


def test_a_conclusion_needs_an_owner_and_at_most_one_person(cast, head):
    briefing = held(cast)
    with pytest.raises(ValidationError, match="chịu trách nhiệm"):
        concluded(briefing, cast, owner_organization=None)
    with pytest.raises(ValidationError, match="một người"):
        concluded(briefing, cast, owner_user=head, owner_name="Trần B")
    assert concluded(briefing, cast, owner_organization=None, owner_name="Trần B").owner == "Trần B"
    assert concluded(briefing, cast, owner_user=head).owner == f"Đảng bộ C1; {head.full_name}"


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_conclusions_are_added_between_freezing_and_closing(cast, head, state):
    from tests.reports.briefings import in_state as briefing_in

    with pytest.raises(ValidationError, match="sau khi chốt"):
        concluded(briefing_in(cast, state), cast)


def test_a_briefing_closes_when_nothing_is_left_to_follow(cast, head):
    briefing = held(cast)
    conclusion = concluded(briefing, cast)
    with pytest.raises(ValidationError, match="Còn 1 kết luận"):
        actions.close_briefing(briefing, by=head, version=briefing.version)
    step(conclusion, "drop", head)
    assert actions.close_briefing(briefing, by=head, version=briefing.version).state == "closed"


# --------------------------------------------------------------------------------------------------------- carried over


def test_the_last_conclusions_and_older_open_ones_are_carried_over(cast, head, sign_in):
    first = held(cast, first=date(2025, 4, 1), last=date(2025, 6, 30), cutoff=date(2025, 6, 20))
    old_open = concluded(first, cast, text="Cũ chưa xong")
    old_done = step(concluded(first, cast, text="Cũ đã xong"), "report", cast.users["officer"])
    step(old_done, "confirm", head)
    last = held(cast, first=date(2026, 1, 1), last=date(2026, 3, 31), cutoff=date(2026, 3, 20))
    of_last = step(concluded(last, cast, text="Mới đã xong"), "report", cast.users["officer"])
    step(of_last, "confirm", head)
    other = planned(cast, place="C1")
    now = planned(cast)
    assert set(Conclusion.objects.carried_to(now)) == {old_open, of_last}
    assert not Conclusion.objects.carried_to(other).filter(briefing__organization=cast.at("D1").organization).exists()
    page = sign_in().get(reverse("briefing-meeting", args=[now.pk])).content.decode()
    assert "Cũ chưa xong" in page
    assert "Mới đã xong" in page
    assert "Cũ đã xong" not in page


def test_what_became_of_earlier_conclusions_is_frozen_with_the_report(cast, head, sign_in):
    last = held(cast, first=date(2025, 4, 1), last=date(2025, 6, 30), cutoff=date(2025, 6, 20))
    conclusion = concluded(last, cast, text="Rà soát quy chế")
    briefing = frozen(cast)
    told = "1. Rà soát quy chế – Đảng bộ C1, hạn 30/09/2026: đang thực hiện. (Quý II/2025)"
    step(conclusion, "report", cast.users["officer"])
    page = sign_in().get(reverse("briefing-detail", args=[briefing.pk])).content.decode()
    assert told in page


# ---------------------------------------------------------------------------------------------------------- desk, lists


def on_desk(client):
    columns = dict(client.get(reverse("desk")).context["columns"])
    return {
        group.title.split(" trong ")[0]: group for of in columns.values() for group in of if "giao ban" in group.title
    }


def test_the_desk_shows_what_is_late_due_and_waiting(cast, head, sign_in):
    today, briefing = timezone.localdate(), held(cast)
    late = concluded(briefing, cast, text="Trễ", due=max(today - timedelta(1), briefing.cutoff))
    soon = concluded(briefing, cast, text="Sắp đến", due=today + timedelta(3))
    waiting = step(concluded(briefing, cast, text="Chờ"), "report", cast.users["officer"], day=HELD)
    concluded(briefing, cast, text="Còn xa", due=today + timedelta(300))
    groups = on_desk(sign_in())
    lines = {title: [line.text for line in group.lines] for title, group in groups.items()}
    assert lines["Kết luận giao ban quá hạn"] == [late.text]
    assert lines["Kết luận giao ban đến hạn"] == [soon.text]
    assert lines["Kết luận giao ban chờ xác nhận"] == [waiting.text]
    for group in groups.values():
        assert sign_in().get(group.url).context["count"] == group.count
    assert "Kết luận giao ban chờ xác nhận" not in on_desk(sign_in("officer")), "who reported it does not confirm it"
    assert "Kết luận giao ban chờ xác nhận" not in on_desk(sign_in("leader"))


def test_the_list_narrows_by_state_due_owner_and_briefing(cast, head, sign_in):
    briefing = held(cast)
    conclusion = concluded(briefing, cast, text="Của C1", due=date(2026, 7, 1))
    client, address = sign_in(), reverse("conclusion-list")

    def listed(**query):
        return {row.pk for row in client.get(address, query).context["table"].page_records()}

    assert listed(briefing=briefing.pk) == {conclusion.pk}
    assert conclusion.pk in listed(state="open", owner="C1")
    assert conclusion.pk not in listed(state="confirmed")
    assert (conclusion.pk in listed(due="late")) == (timezone.localdate() > date(2026, 7, 1))
    assert listed(q="cua c1") == set()
    assert conclusion.pk in listed(q="Của C1")
    assert listed(briefing=cast.at("D2").briefing.pk) == set()


def test_the_owner_below_sees_and_reports_it_without_seeing_the_briefing(cast, client):
    briefing = held(cast)
    conclusion = concluded(briefing, cast)
    hidden = concluded(briefing, cast, text="Việc của huyện", owner_organization=cast.at("D1").organization)
    client.force_login(cast.at("C1").user)
    listed = client.get(reverse("conclusion-list")).content.decode()
    assert conclusion.text in listed
    assert hidden.text not in listed
    assert client.get(reverse("conclusion-detail", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("briefing-detail", args=[briefing.pk])).status_code == 404
    sent = {"version": conclusion.version, "submit_token": "x", "day": "10/07/2026", "evidence": "Báo cáo số 5"}
    address = reverse("conclusion-step", args=[conclusion.pk, "report"])
    for _ in range(2):  # a double click
        assert client.post(address, sent).status_code == 302
    assert fresh(conclusion).state == "reported"
    assert HistoryEntry.objects.of(conclusion).filter(act="transition").count() == 1
    assert client.get(reverse("conclusion-step", args=[conclusion.pk, "confirm"])).status_code == 403
    assert client.get(reverse("conclusion-update", args=[conclusion.pk])).status_code == 403


def test_a_conclusion_is_added_over_http_and_its_errors_are_told(cast, sign_in):
    briefing, client = frozen(cast), sign_in("officer")
    address = reverse("conclusion-create", args=[briefing.pk])
    sent = {"text": "Khắc phục", "owner_organization": "C1", "due": "30/09/2026", "submit_token": "n"}
    for typed, message in (
        ({"owner_organization": ""}, "Chưa ghi ai chịu trách nhiệm"),
        ({"owner_organization": "D2"}, "Không tìm thấy"),
        ({"due": "01/01/2026"}, "sau ngày chốt số liệu"),
        ({"text": ""}, "Chưa nhập"),
        ({"owner_user": cast.users[Role.HEAD].pk, "owner_name": "B"}, "Chỉ ghi một người"),
    ):
        assert message in client.post(address, sent | typed).content.decode()
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    assert briefing.conclusions.get().owner == "Đảng bộ C1"


def test_the_notice_lists_assessment_and_tasks_in_the_layout_of_party_documents(cast, sign_in):
    briefing = held(cast, done="Làm tốt", not_done="Còn chậm", causes="Thiếu cán bộ")
    concluded(briefing, cast, text="Khắc phục dứt điểm.")
    response = sign_in().get(reverse("briefing-document", args=[briefing.pk, "notice"]))
    word = docx.Document(BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    head = "\n".join(cell.text for row in word.tables[0].rows for cell in row.cells)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head
    assert "Số ……-TB/HU" in head
    assert "THÔNG BÁO" in text
    assert "1. Khắc phục dứt điểm. Chịu trách nhiệm: Đảng bộ C1; thời hạn: 30/09/2026." in text
    for words in ("Làm tốt", "Còn chậm", "Thiếu cán bộ", "Nguyễn Văn Chủ", "6 tháng đầu năm 2026"):
        assert words in text


def test_a_cell_issues_no_notice(cast, client):
    briefing = frozen(cast, place="K1")
    client.force_login(cast.users["head"])
    assert client.get(reverse("briefing-document", args=[briefing.pk, "notice"])).status_code == 404
    page = client.get(reverse("briefing-meeting", args=[briefing.pk])).content.decode()
    assert "Thông báo kết luận" not in page
