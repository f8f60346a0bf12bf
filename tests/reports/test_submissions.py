"""Returns of units: every step from every state, frozen figures, amendments, totals, and the board."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Act
from accounts.models import HistoryEntry
from core import periods
from discipline import actions as discipline
from discipline.models import Decision
from members.models import Organization
from reports import actions, returns
from reports.choices import SubmissionState
from reports.models import Reminder, Submission
from reports.states import SUBMISSION
from reports.submissions import board, full_board, late_units, missing_units, narratives
from tests.cast import engage, establish

TODAY = date(2026, 10, 4)
pytestmark = [pytest.mark.django_db, pytest.mark.today(TODAY)]
NINE = periods.nine_months(2026)
WHY = "Chi bộ chưa nộp"


@pytest.fixture
def place(cast):
    return lambda name: cast.at(name).organization


@pytest.fixture
def clerk(cast):
    """Who writes the return of the commune."""
    return cast.at("C1").user


@pytest.fixture
def draft(place, clerk):
    return actions.open_submission(by=clerk, organization=place("C1"), period=NINE, day=TODAY)


@pytest.fixture
def take(clerk, head):
    """take(submission, "submit", "accept"): steps by whoever takes them, with a reason."""

    def take(submission, *verbs, day=TODAY, reason=WHY):
        for verb in verbs:
            by = clerk if verb in ("submit", "amend") else head
            submission.refresh_from_db()
            submission = actions.take_submission_step(
                submission, verb, by=by, version=submission.version, day=day, reason=reason
            )
        return submission

    return take


WAYS = {
    SubmissionState.DRAFT: (),
    SubmissionState.SUBMITTED: ("submit",),
    SubmissionState.RETURNED: ("submit", "return"),
    SubmissionState.ACCEPTED: ("submit", "accept"),
    SubmissionState.LOCKED: ("submit", "accept", "lock"),
    SubmissionState.AMENDING: ("submit", "accept", "lock", "amend"),
}
PAIRS = [(state, move.verb) for state in SubmissionState for move in SUBMISSION.moves]


def decide(cast, number, day=date(2026, 9, 1)):
    """One more decision of the commune about its member."""
    return discipline.record_decision(
        by=cast.users["head"], organization=cast.at("C1").organization, body="commission", number=number, decided=day,
        form="warning", violated=date(2024, 3, 5), subject=cast.at("C1").member, groups=["VP2"],
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ states


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_a_state_allows_the_steps_of_the_table_and_no_other(draft, take, state, verb):
    submission = take(draft, *WAYS[state])
    assert submission.state == state
    move = SUBMISSION.move(verb)
    if state in move.sources:
        assert take(submission, verb).state == move.target
        entry = HistoryEntry.objects.of(submission).filter(act=Act.TRANSITION).newest_first().first()
        assert (entry.summary, entry.changes["state"]) == (move.done, [state, move.target])
    else:
        with pytest.raises(ValidationError, match="không làm được bước"):
            take(submission, verb)
        assert Submission.objects.get(pk=submission.pk).state == state


JUDGES = ("return", "accept", "lock")


@pytest.mark.parametrize("verb", [move.verb for move in SUBMISSION.moves])
@pytest.mark.parametrize("role", ["clerk", "officer", "head", "leader", "unit", "unit head"])
def test_the_unit_hands_in_and_only_the_head_above_judges(client, cast, draft, role, verb):
    if role == "unit head":
        user = engage("head", cast.at("C1").organization, "chu-nhiem-xa")
    else:
        user = cast.at("C1").user if role == "unit" else cast.users[role]
    client.force_login(user)
    status = client.get(reverse("submission-step", args=[draft.pk, verb])).status_code
    may = role == "head" if verb in JUDGES else role != "leader"
    assert status == (200 if may else 403)


def test_a_return_has_one_copy_a_period(draft, place, clerk):
    with pytest.raises(ValidationError, match="đã có báo cáo của kỳ này"):
        actions.open_submission(by=clerk, organization=place("C1"), period=NINE, day=TODAY)


@pytest.mark.parametrize(
    ("period", "told"), [("2026-H2", "chế độ báo cáo"), ("2027-Q1", "chưa bắt đầu"), ("2025", "chưa có trong kỳ")]
)
def test_a_return_is_of_a_reported_period_that_has_begun(place, clerk, period, told):
    Organization.objects.filter(pk=place("C1").pk).update(valid_from=date(2026, 1, 1))
    unit = Organization.objects.get(pk=place("C1").pk)
    with pytest.raises(ValidationError, match=told):
        actions.open_submission(by=clerk, organization=unit, period=periods.parse(period), day=TODAY)


def test_a_version_that_was_overtaken_is_refused(draft, clerk):
    actions.write_submission(draft, by=clerk, version=1, done="Đã làm")
    for write in (
        lambda: actions.write_submission(draft, by=clerk, version=1, done="Khác"),
        lambda: actions.take_submission_step(draft, "submit", by=clerk, version=1, day=TODAY, reason=WHY),
    ):
        with pytest.raises(ValidationError, match="Người khác vừa sửa"):
            write()
    assert Submission.objects.get(pk=draft.pk).done == "Đã làm"


@pytest.mark.parametrize("state", [SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.LOCKED])
def test_what_is_handed_in_is_not_written_on(draft, take, clerk, state):
    submission = take(draft, *WAYS[state])
    with pytest.raises(ValidationError, match="không sửa được"):
        actions.write_submission(submission, by=clerk, version=submission.version, done="Thêm")


def test_returning_and_amending_want_a_reason(draft, take):
    take(draft, "submit")
    with pytest.raises(ValidationError, match="lý do trả lại"):
        take(draft, "return", reason=" ")
    take(draft, "accept", "lock")
    with pytest.raises(ValidationError, match="lý do sửa đổi"):
        take(draft, "amend", reason="")


def test_nobody_accepts_what_they_handed_in_themselves(draft, head):
    submission = actions.take_submission_step(draft, "submit", by=head, version=1, day=TODAY, reason=WHY)
    with pytest.raises(ValidationError, match="không tự tiếp nhận"):
        actions.take_submission_step(submission, "accept", by=head, version=2, day=TODAY, reason=WHY)


def test_a_return_waits_for_those_below_or_says_why_not(cast, draft, take, place, head):
    with pytest.raises(ValidationError, match="Còn 1 đơn vị trực thuộc chưa nộp: Chi bộ K1"):
        take(draft, "submit", reason="")
    below = actions.open_submission(by=head, organization=place("K1"), period=NINE, day=TODAY)
    actions.take_submission_step(below, "submit", by=head, version=1, day=TODAY)
    submission = take(draft, "submit", reason="")
    assert submission.missing_reason == ""
    below.refresh_from_db()
    actions.take_submission_step(below, "return", by=head, version=2, day=TODAY, reason="Sai")
    with pytest.raises(ValidationError, match="hoặc ghi lý do vẫn tiếp nhận"):
        take(draft, "accept", reason="")
    assert take(draft, "accept", reason="Chờ bổ sung").missing_reason == "Chờ bổ sung"


# --------------------------------------------------------------------------------------------- figures and amendments


def version_of(submission, ordinal):
    return submission.versions.get(ordinal=ordinal)


def test_figures_are_frozen_and_a_later_correction_shows_as_a_difference(cast, client, draft, take, clerk):
    submission = take(draft, "submit", "accept", "lock")
    frozen = version_of(submission, 1)
    assert (frozen.figures["F1"], frozen.figures["F2"]) == (2, 0), "the commune's and its cell's"
    decide(cast, "99-QĐ/C1")
    client.force_login(clerk)
    response = client.get(reverse("submission-detail", args=[submission.pk]))
    page = response.content.decode()
    assert "Đã thay đổi sau khi khóa" in page
    rows = {row.line.key: row for row in returns.rows_for(submission, frozen, lines(), clerk)}
    assert (rows["F2"].submitted, rows["F2"].now.value, rows["F2"].change) == (0, 1, "+1")
    assert rows["F1"].change == ""
    assert client.get(rows["F2"].now.url).context["count"] == 1
    unit = next(
        row for row in full_board(cast.at("D1").organization, NINE, cast.users["head"], TODAY).rows if row.is_in
    )
    assert unit.is_changed


def lines():
    return returns.lines_of("AG", NINE.last)


def test_what_was_locked_is_amended_with_the_earlier_figures_kept(cast, client, draft, take, head):
    submission = take(draft, "submit", "accept", "lock")
    decide(cast, "99-QĐ/C1")
    submission = take(submission, "amend", reason="Bổ sung một quyết định")
    assert submission.is_handed_in, "the accepted version stands while the amendment is written"
    submission = take(submission, "submit")
    first, second = submission.versions.all()
    assert (first.figures["F2"], second.figures["F2"], second.reason) == (0, 1, "Bổ sung một quyết định")
    assert (first.is_accepted, second.is_accepted, second.ordinal) == (True, False, 2)
    submission = take(submission, "accept", "lock")
    assert submission.accepted_ordinal == 2
    client.force_login(head)
    page = client.get(reverse("submission-detail", args=[submission.pk]), {"lan": "1"}).content.decode()
    assert "không phải lần nộp mới nhất" in page
    assert not any(row.is_changed for row in full_board(cast.at("D1").organization, NINE, head, TODAY).rows)


def test_an_amendment_that_comes_back_stays_in(draft, take):
    submission = take(draft, "submit", "accept", "lock", "amend", "submit", "return")
    assert submission.state == SubmissionState.RETURNED
    assert submission.is_handed_in
    assert submission.submitted_on == TODAY


def test_letters_are_counted_for_the_unit_and_shown_to_who_may_read_them(cast, draft, take, clerk, head):
    submission = take(draft, "submit")
    version = version_of(submission, 1)
    assert version.figures["E2"] == 2
    marks = {user: {row.line.key for row in returns.rows_for(submission, version, returns.readable(
        lines(), user, submission.organization), user)} for user in (clerk, head)}  # fmt: skip
    assert "E2" not in marks[clerk]
    assert "E2" in marks[head]


def test_who_is_concerned_reads_no_more_in_a_return_than_in_their_lists(cast, draft, take, head):
    submission = take(draft, "submit")
    reader = type(head).objects.get(pk=head.pk)  # the user of the cast would remember the link after this test
    cast.link(reader, cast.at("C1").member)
    rows = {row.line.key: row for row in returns.rows_for(submission, version_of(submission, 1), lines(), reader)}
    assert (rows["F1"].submitted, rows["F1"].now.value, rows["F1"].difference) == (1, 1, 0)
    sums = full_board(cast.at("D1").organization, NINE, reader, TODAY).figures
    assert "F1" not in {one.line.key for one in sums}


# ------------------------------------------------------------------------------------------------------------- totals


@pytest.fixture
def bare(cast, place):
    """A unit without records."""
    return establish("C9", place("D1"), "base")


def hand_in_totals(unit, head, totals):
    submission = actions.open_submission(by=head, organization=unit, period=NINE, day=TODAY)
    submission = actions.write_submission(submission, by=head, version=1, totals=totals)
    return actions.take_submission_step(submission, "submit", by=head, version=2, day=TODAY)


def test_totals_of_a_unit_without_records_stand_apart_in_the_sum(bare, head, place, draft, take):
    take(draft, "submit")
    hand_in_totals(bare, head, {"F1": 7})
    one = next(one for one in full_board(place("D1"), NINE, head, TODAY).figures if one.line.key == "F1")
    assert (one.records, one.totals, one.beside) == (2, 7, 0)
    assert one.tree.value == 3, "the district's own and those of the units, without what has no record"


def test_totals_beside_records_are_never_added(client, draft, take, clerk, head, place):
    actions.write_submission(draft, by=clerk, version=1, totals={"F1": 40})
    submission = take(draft, "submit")
    one = next(one for one in full_board(place("D1"), NINE, head, TODAY).figures if one.line.key == "F1")
    assert (one.records, one.totals, one.beside) == (2, 0, 40)
    client.force_login(head)
    assert "không cộng hai lần" in client.get(reverse("submission-detail", args=[submission.pk])).content.decode()
    assert "40 không cộng" in client.get(reverse("submission-board"), {"period": NINE.code}).content.decode()


def test_totals_that_do_not_add_up_are_kept_and_told(client, bare, head):
    submission = hand_in_totals(bare, head, {"D1": 3, "D2": 5})
    assert version_of(submission, 1).totals == {"D1": 3, "D2": 5}
    client.force_login(head)
    page = client.get(reverse("submission-detail", args=[submission.pk])).content.decode()
    assert "D2 “Lượt nhắc nhở, góp ý” (5) lớn hơn D1" in page
    assert "Số tổng hợp, không có hồ sơ" in page


# -------------------------------------------------------------------------------------------------------------- board


@pytest.mark.parametrize(
    ("day", "late"),
    [(date(2026, 10, 5), 0), (date(2026, 10, 6), 1), (date(2026, 10, 25), 20)],
)
def test_a_unit_is_late_from_the_day_after_it_was_due(place, head, day, late):
    row = next(row for row in board(place("D1"), NINE, head, day) if row.organization == place("C1"))
    assert (row.submission, row.days_late, row.words) == (None, late, "Chưa lập")
    assert [one.organization for one in late_units(place("D1"), NINE, day, head)] == ([place("C1")] if late else [])


def test_a_return_that_came_late_is_in_and_stays_late(place, head, draft, take):
    take(draft, "submit", day=date(2026, 10, 8))
    row = board(place("D1"), NINE, head, date(2026, 12, 1))[0]
    assert (row.is_in, row.days_late, row.late_words) == (True, 3, "Nộp chậm 3 ngày")
    assert late_units(place("D1"), NINE, date(2026, 12, 1), head) == []


def test_what_came_back_is_missing_again(place, head, draft, take):
    take(draft, "submit", "return")
    row = board(place("D1"), NINE, head, date(2026, 10, 7))[0]
    assert (row.is_in, row.days_late) == (False, 2)


def test_who_has_not_handed_in_stands_first_and_ended_units_are_left_out(cast, place, head, draft, take, bare):
    ended = establish("C8", place("D1"), "base")
    Organization.objects.filter(pk=ended.pk).update(valid_until=date(2026, 9, 29))
    last_day = establish("C7", place("D1"), "base")
    Organization.objects.filter(pk=last_day.pk).update(valid_until=date(2026, 9, 30))
    take(draft, "submit")
    names = [row.organization.code for row in board(place("D1"), NINE, head, TODAY)]
    assert names == ["C7", "C9", "C1"]
    assert list(missing_units(place("D1"), NINE)) == [last_day, bare]


def test_the_board_counts_who_is_in_with_the_list_of_exactly_those(client, place, head, draft, take, bare):
    take(draft, "submit")
    client.force_login(head)
    response = client.get(reverse("submission-board"), {"period": NINE.code})
    number = response.context["handed_in"]
    assert (number.value, len(response.context["board"].rows)) == (1, 2)
    assert client.get(number.url).context["count"] == 1
    assert "1</a>/2 đơn vị đã nộp" in response.content.decode()


def test_the_board_asks_as_often_for_20_units_as_for_1(client, place, head, draft, take, bare):
    take(draft, "submit")
    client.force_login(head)
    get = lambda: client.get(reverse("submission-board"), {"period": NINE.code})  # noqa: E731
    get()
    with CaptureQueriesContext(connection) as few:
        get()
    for number in range(18):
        hand_in_totals(establish(f"E{number}", place("D1"), "base"), head, {"A1": number})
    with CaptureQueriesContext(connection) as many:
        response = get()
    assert len(response.context["board"].rows) == 20
    assert len(many) == len(few), "\n".join(query["sql"][:160] for query in many.captured_queries)


def test_units_are_counted_together_as_each_alone(cast, place, head):
    units = [place("C1"), establish("C9", place("D1"), "base")]
    together = returns.count_by_unit(place("D1"), NINE, lines(), units)
    for unit in units:
        assert together[unit.pk] == returns.values(unit, NINE, lines())


def test_a_reminder_is_kept_with_author_and_time_and_shown_on_the_desk(client, cast, place, head, bare):
    client.force_login(head)
    address = f"{reverse('submission-remind')}?organization=D1&period={NINE.code}"
    form = client.get(address)
    typed = {"units": [place("C1").pk, bare.pk], "text": "Đề nghị nộp", "submit_token": form.context["token"]}
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 302, "sent twice, reminded once"
    assert [(one.organization.code, one.by) for one in Reminder.objects.order_by("pk")] == [("C1", head), ("C9", head)]
    rows = {row.organization.code: row.reminded for row in board(place("D1"), NINE, head, TODAY)}
    assert rows == {"C1": 1, "C9": 1}
    client.force_login(cast.at("C1").user)
    assert "Đề nghị nộp" in client.get(reverse("desk")).content.decode()


def test_only_units_that_are_missing_and_one_s_own_are_reminded(client, cast, place, head, draft, take):
    take(draft, "submit")
    client.force_login(head)
    address = f"{reverse('submission-remind')}?organization=D1&period={NINE.code}"
    for unit in ("C1", "C2"):
        response = client.post(address, {"units": [place(unit).pk], "text": "Nộp"})
        assert response.context["form"].errors["units"]
    assert not Reminder.objects.exists()


def test_narratives_tell_what_was_handed_in_and_not_what_is_being_written(place, head, clerk, draft, take):
    assert narratives(place("D1"), NINE, head) == {}
    actions.write_submission(draft, by=clerk, version=1, done="Bản đầu")
    take(draft, "submit", "accept", "lock")
    submission = take(draft, "amend")
    actions.write_submission(submission, by=clerk, version=submission.version, done="Đang sửa")
    found = narratives(place("D1"), NINE, head)
    assert {unit.code: submission.done for unit, submission in found.items()} == {"C1": "Bản đầu"}


# --------------------------------------------------------------------------------------------------------------- desk


def groups_of(client, user):
    client.force_login(user)
    columns = client.get(reverse("desk")).context["columns"]
    return {group.title: (column, group) for column, groups in columns for group in groups}


@pytest.mark.parametrize(
    ("day", "title", "column"),
    [
        (date(2026, 10, 1), "Báo cáo sắp đến hạn nộp", "Sắp đến hạn"),
        (date(2026, 10, 5), "Báo cáo sắp đến hạn nộp", "Sắp đến hạn"),
        (date(2026, 10, 6), "Báo cáo quá hạn nộp", "Quá hạn"),
    ],
)
def test_the_unit_is_told_before_its_return_is_due_and_when_it_is_late(client, clerk, day, title, column):
    with time_machine.travel(day, tick=False):
        found = groups_of(client, clerk)
    assert found[title][0] == column
    assert ("Báo cáo quá hạn nộp" in found) == (column == "Quá hạn")


def test_each_side_sees_what_waits_for_it_and_each_count_opens_its_list(client, clerk, head, draft, take):
    assert "Báo cáo đang soạn" in groups_of(client, clerk)
    take(draft, "submit")
    column, group = groups_of(client, head)["Báo cáo chờ tiếp nhận"]
    assert (column, group.count, client.get(group.url).context["count"]) == ("Chờ xử lý", 1, 1)
    assert "Báo cáo sắp đến hạn nộp" not in groups_of(client, clerk)
    take(draft, "return")
    _, group = groups_of(client, clerk)["Báo cáo bị trả lại"]
    assert (group.count, client.get(group.url).context["count"]) == (1, 1)
    assert "Báo cáo chờ tiếp nhận" not in groups_of(client, head)


# -------------------------------------------------------------------------------------------------------------- pages


def test_a_clerk_writes_hands_in_and_finds_the_form_again_when_refused(client, clerk, draft):
    client.force_login(clerk)
    address = reverse("submission-update", args=[draft.pk])
    typed = {"version": "1", "done": "Đã làm", "total_A1": "abc", "submit_token": "t1"}
    page = client.post(address, typed)
    assert "không đọc được thành số" in page.content.decode()
    assert client.post(address, typed | {"total_A1": "12"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.done, draft.totals) == ("Đã làm", {"A1": 12})
    step = reverse("submission-step", args=[draft.pk, "submit"])
    refused = client.post(step, {"version": "2", "reason": ""})
    assert "Còn 1 đơn vị trực thuộc chưa nộp" in refused.content.decode()
    sent = {"version": "2", "reason": WHY, "submit_token": "t2"}
    assert client.post(step, sent).status_code == client.post(step, sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.versions.count()) == ("submitted", 1)


def test_two_who_write_at_once_both_see_what_the_other_wrote(client, clerk, draft):
    client.force_login(clerk)
    actions.write_submission(draft, by=clerk, version=1, done="Của người kia")
    page = client.post(reverse("submission-update", args=[draft.pk]), {"version": "1", "done": "Của tôi"})
    assert "Của người kia" in page.content.decode()
    assert "Của tôi" in page.content.decode()
    assert Submission.objects.get(pk=draft.pk).done == "Của người kia"


def test_totals_of_lines_that_somebody_may_not_see_stay(client, draft, clerk, head):
    actions.write_submission(draft, by=head, version=1, totals={"E2": 4})
    client.force_login(clerk)
    client.post(reverse("submission-update", args=[draft.pk]), {"version": "2", "total_A1": "1"})
    assert Submission.objects.get(pk=draft.pk).totals == {"E2": 4, "A1": 1}


def test_the_list_is_narrowed_by_period_state_and_lateness(client, head, draft):
    client.force_login(head)
    for query, count in (
        ({"period": NINE.code}, 1), ({"period": "2026-H1"}, 0), ({"state": "draft", "period": NINE.code}, 1),
        ({"unit": "C1", "handed": "no"}, 2), ({"receiver": "D1", "period": NINE.code}, 1), ({"handed": "yes"}, 0),
    ):  # fmt: skip
        assert client.get(reverse("submission-list"), query).context["count"] == count, query
    with time_machine.travel(date(2026, 10, 6), tick=False):
        client.force_login(head)
        assert client.get(reverse("submission-list"), {"late": "yes", "period": NINE.code}).context["count"] == 1


def test_a_reporting_unit_without_anybody_above_hands_in_to_nobody_here(client, cast, place, head):
    root = Submission.objects.get(organization=place("P"))
    assert root.receiver is None
    submission = actions.take_submission_step(
        root, "submit", by=head, version=root.version, day=TODAY, reason="Chưa đủ"
    )
    assert not any(move.may(head, submission) for move in SUBMISSION.moves_from(submission.state))


def test_the_decision_counts_where_it_was_taken(cast, place):
    assert Decision.objects.within(place("C1")).count() == 2
    assert returns.values(place("C1"), NINE, lines())["F1"] == 2
