"""Briefing conferences: their steps, what is frozen, and that nothing changes it."""

from datetime import date, timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import history
from accounts.models import HistoryEntry
from core.periods import Period, parse
from core.text import normalize
from discipline import actions as discipline
from discipline.models import Appeal
from inspections import actions as inspections
from inspections.models import Inspection
from members.models import Organization
from reports import actions
from reports.briefing import REGROUPED, spans_of
from reports.figures import Number
from reports.freezing import fault_of, hash_of, report_frozen, report_now
from reports.models import Briefing
from reports.narrative import gathered
from tests.reports.briefings import CUTOFF, FIRST, LAST, fresh, frozen, held, in_state, move, planned
from tests.tampering import execute, unlocked_history

pytestmark = pytest.mark.django_db
STATES = ("planned", "frozen", "held", "closed", "cancelled")
ALLOWED = {
    "planned": {"freeze", "cancel"},
    "frozen": {"conclude", "cancel"},
    "held": {"close"},
    "closed": set(),
    "cancelled": set(),
}
STEPS = {
    "freeze": lambda briefing, **by: actions.freeze_briefing(briefing, **by),
    "conclude": lambda briefing, **by: actions.conclude_briefing(briefing, held=CUTOFF, chair="A", **by),
    "close": lambda briefing, **by: actions.close_briefing(briefing, **by),
    "cancel": lambda briefing, **by: actions.cancel_briefing(briefing, reason="Hoãn họp", **by),
}


@pytest.fixture
def _no_cast_briefings(cast):
    """The cast's briefings were put into the database without their steps, and so note no real link."""
    Briefing.objects.all().update(frozen_at=None, state="cancelled", cancel_reason="x")


def values_of(report):
    """Every number of a report with the words around it."""
    found = [part for section in report.sections for block in section.paragraphs for part in block.parts]
    found += [part for table in report.tables for row in table.rows for part in row]
    return [part.value if isinstance(part, Number) else part for part in found]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", STEPS)
def test_every_step_from_every_state_is_taken_or_refused(cast, head, state, verb):
    briefing = in_state(cast, state)
    if verb in ALLOWED[state]:
        STEPS[verb](briefing, by=head, version=briefing.version)
        assert HistoryEntry.objects.of(briefing).newest_first().first().act == "transition"
    else:
        with pytest.raises(ValidationError, match="không làm được bước"):
            STEPS[verb](briefing, by=head, version=briefing.version)
        assert fresh(briefing).state == state


def test_figures_are_not_frozen_before_their_cut_off(cast, head):
    today = timezone.localdate()
    briefing = planned(cast, first=today, last=today + timedelta(30), cutoff=today + timedelta(1))
    with pytest.raises(ValidationError, match="Chưa đến ngày chốt số liệu"):
        actions.freeze_briefing(briefing, by=head, version=briefing.version)


def test_a_meeting_is_not_concluded_before_it_was_held(cast, head):
    briefing = frozen(cast)
    tomorrow = timezone.localdate() + timedelta(1)
    with pytest.raises(ValidationError, match="chưa đến"):
        actions.conclude_briefing(briefing, by=head, version=briefing.version, held=tomorrow, chair="A")


def test_a_briefing_is_cancelled_for_a_reason_and_then_planned_anew(cast, head):
    briefing = planned(cast)
    with pytest.raises(ValidationError, match="Đã có hội nghị giao ban"):
        planned(cast)
    with pytest.raises(ValidationError, match="lý do"):
        actions.cancel_briefing(briefing, by=head, version=briefing.version, reason=" ")
    actions.cancel_briefing(briefing, by=head, version=briefing.version, reason="Hoãn họp")
    assert planned(cast).state == "planned"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cutoff": LAST + timedelta(1)}, "nằm trong kỳ"),
        ({"cutoff": FIRST - timedelta(1)}, "nằm trong kỳ"),
        ({"first": LAST, "last": FIRST}, "ngày đầu kỳ"),
    ],
)
def test_the_days_of_a_briefing_are_checked(cast, values, message):
    with pytest.raises(ValidationError, match=message):
        planned(cast, **values)


def test_the_database_takes_no_frozen_briefing_without_its_seal(cast):
    briefing = planned(cast)
    for faulty in ({"state": "frozen"}, {"state": "held"}, {"state": "cancelled"}, {"state": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Briefing.objects.filter(pk=briefing.pk).update(**faulty)


# -------------------------------------------------------------------------------------------------------------- cut-off


def test_periods_to_compare_with_end_on_the_same_day_of_theirs():
    spans = spans_of(parse("2026-Q3"), date(2026, 9, 20))
    assert spans["now"] == Period(date(2026, 7, 1), date(2026, 9, 20))
    assert spans["previous"] == Period(date(2026, 4, 1), date(2026, 6, 20))
    assert spans["last_year"] == Period(date(2025, 7, 1), date(2025, 9, 20))


@pytest.mark.parametrize(
    ("code", "cutoff", "previous", "last_year"),
    [
        ("2026-Q2", date(2026, 5, 31), date(2026, 2, 28), date(2025, 5, 31)),
        ("2024-02", date(2024, 2, 28), date(2024, 1, 28), date(2023, 2, 28)),
        ("2026-Q3", date(2026, 9, 30), date(2026, 6, 30), date(2025, 9, 30)),
        ("2026-9M", date(2026, 9, 15), date(2025, 9, 15), date(2025, 9, 15)),
        ("2026-03-02..2026-03-20", date(2026, 3, 10), date(2026, 2, 19), date(2025, 3, 10)),
    ],
)
def test_the_cut_off_is_carried_to_each_period(code, cutoff, previous, last_year):
    spans = spans_of(parse(code), cutoff)
    assert (spans["now"].last, spans["previous"].last, spans["last_year"].last) == (cutoff, previous, last_year)


def test_what_comes_after_the_cut_off_is_not_counted(cast, head):
    office = cast.at("D1")
    before = values_of(report_frozen(frozen(cast)))
    discipline.record_decision(
        by=head, number="99-QĐ/D1", decided=CUTOFF + timedelta(1), form="warning", violated=date(2025, 1, 1),
        subject=office.member, groups=["VP2"], organization=office.organization, body=office.body,
    )  # fmt: skip
    later = frozen(cast, first=FIRST, last=date(2026, 7, 31))
    assert [value for value in values_of(report_frozen(later)) if isinstance(value, int)][:8] == [
        value for value in before if isinstance(value, int)
    ][:8]


def test_period_cut_off_and_scope_are_printed(cast):
    report = report_frozen(frozen(cast))
    assert report.subtitle == "6 tháng đầu năm 2026 (01/01/2026 – 30/06/2026), số liệu đến hết ngày 20/06/2026"
    assert "Đảng bộ D1 và các tổ chức đảng trực thuộc" in report.scope


# --------------------------------------------------------------------------------------------------------------- frozen


def test_a_frozen_report_is_the_report_of_its_moment(cast, head):
    briefing = planned(cast, done="Đã kiểm tra\nĐã giám sát", causes="Thiếu người")
    now = report_now(briefing, head)
    assert values_of(report_frozen(actions.freeze_briefing(briefing, by=head, version=1), head)) == values_of(now)


def test_nothing_that_happens_later_changes_a_frozen_report(cast, head):
    briefing = frozen(cast)
    before = values_of(report_frozen(fresh(briefing)))
    office = cast.at("C1")
    change_everything(cast, head, office)
    after = fresh(briefing)
    assert values_of(report_frozen(after)) == before
    assert fault_of(after) == ""
    assert values_of(report_now(after, head)) != before


def change_everything(cast, head, office):
    """A late decision, a decision cancelled on appeal, an inspection concluded later, and a unit that moves away."""
    discipline.record_decision(
        by=head, number="21-QĐ/C1", decided=date(2026, 5, 1), form="warning", violated=date(2025, 1, 1),
        subject=office.member, groups=["VP2"], organization=office.organization, body=office.body,
    )  # fmt: skip
    appeal = Appeal.objects.get(pk=office.appeal.pk)
    discipline.update_appeal(appeal, by=head, version=1, resolved=date(2026, 6, 10), result="cancelled")
    inspection = Inspection.objects.get(pk=office.inspection.pk)
    inspections.update_inspection(inspection, by=head, version=inspection.version, concluded=date(2026, 7, 1))
    move(Organization.objects.get(pk=cast.at("K1").organization.pk), cast.at("D2").organization)


@pytest.mark.parametrize("name", ["first", "last", "cutoff", "done", "next_tasks"])
def test_frozen_words_and_days_cannot_be_edited_by_an_action(cast, head, name):
    briefing = frozen(cast)
    value = "Khác" if name in ("done", "next_tasks") else date(2026, 5, 5)
    with pytest.raises(ValidationError, match="đã chốt"):
        actions.update_briefing(briefing, by=head, version=briefing.version, **{name: value})
    assert fault_of(fresh(briefing)) == ""


def test_a_post_that_tries_to_change_what_is_frozen_changes_the_meeting_alone(cast, sign_in):
    briefing = frozen(cast, done="Như đã chốt")
    content = briefing.frozen
    sent = {"version": briefing.version, "submit_token": "t", "place": "Hội trường", "done": "Viết lại",
            "cutoff": "05/05/2026", "frozen": "{}", "content_hash": "x", "first": "01/02/2026"}  # fmt: skip
    assert sign_in().post(reverse("briefing-update", args=[briefing.pk]), sent).status_code == 302
    after = fresh(briefing)
    assert (after.place, after.done, after.cutoff) == ("Hội trường", "Như đã chốt", CUTOFF)
    assert after.frozen == content
    assert fault_of(after) == ""


def test_nothing_of_a_concluded_briefing_can_be_edited(cast, head, sign_in):
    briefing = held(cast)
    with pytest.raises(ValidationError, match="không sửa được"):
        actions.update_briefing(briefing, by=head, version=briefing.version, place="Nơi khác")
    with pytest.raises(ValidationError, match="không sửa được"):
        actions.set_attendance(briefing, by=head, version=briefing.version, units={})


def test_the_hash_of_what_was_frozen_stands_on_the_history_chain(cast):
    briefing = frozen(cast)
    entry = HistoryEntry.objects.of(briefing).newest_first().first()
    assert entry.changes["content_hash"] == ["", briefing.content_hash]
    assert entry.sequence > briefing.head_sequence
    assert "frozen" not in entry.changes


@pytest.mark.usefixtures("_no_cast_briefings")
def test_a_stored_text_that_was_tampered_with_shows(cast, sign_in):
    briefing = frozen(cast)
    assert fault_of(fresh(briefing)) == ""
    content = briefing.frozen
    table = next(block for section in content["sections"] for block in section["blocks"] if "rows" in block)
    table["rows"][0][1]["value"] += 1
    Briefing.objects.filter(pk=briefing.pk).update(frozen=content)
    assert "không khớp" in fault_of(fresh(briefing))
    page = sign_in().get(reverse("briefing-detail", args=[briefing.pk])).content.decode()
    assert "không khớp mã băm" in page
    with pytest.raises(CommandError, match="không khớp mã băm"):
        call_command("verify_history")


def test_a_new_hash_beside_a_new_text_does_not_hide_it(cast):
    briefing = frozen(cast)
    briefing.frozen["title"] = "Khác"
    Briefing.objects.filter(pk=briefing.pk).update(
        frozen=briefing.frozen, content_hash=hash_of(briefing.frozen, briefing.counted)
    )
    assert "không khớp" in fault_of(fresh(briefing))


@pytest.mark.usefixtures("_no_cast_briefings")
def test_the_head_of_each_frozen_briefing_is_verified(cast, capsys):
    briefing = frozen(cast)
    call_command("verify_history")
    assert "khớp 1 mã" in capsys.readouterr().out
    call_command("verify_history", head=briefing.head)
    assert history.is_link(briefing.head_sequence, briefing.head_hash)


@pytest.mark.usefixtures("_no_cast_briefings")
def test_a_cut_tail_shows_against_a_frozen_briefing(cast):
    briefing = frozen(cast)
    with unlocked_history():
        execute("DELETE FROM accounts_historyentry WHERE sequence >= %s", [briefing.head_sequence])
    assert history.verify() is None
    with pytest.raises(CommandError, match=f"bản ghi số {briefing.head_sequence}"):
        call_command("verify_history")
    with pytest.raises(CommandError, match="cắt hoặc viết lại"):
        call_command("verify_history", head=briefing.head)


@pytest.mark.usefixtures("_no_cast_briefings")
def test_a_tail_written_anew_shows_against_a_frozen_briefing(cast):
    briefing = frozen(cast)
    with unlocked_history():
        execute("DELETE FROM accounts_historyentry WHERE sequence >= %s", [briefing.head_sequence])
    for _ in range(5):
        history.record(by=None, act="read")
    assert history.verify() is None
    with pytest.raises(CommandError, match="không mang mã đã ghi"):
        call_command("verify_history")


def test_a_head_at_the_wrong_number_is_refused(cast):
    briefing = frozen(cast)
    with pytest.raises(CommandError, match="cắt hoặc viết lại"):
        call_command("verify_history", head=f"{briefing.head_sequence + 1}:{briefing.head_hash}")
    with pytest.raises(CommandError, match="chữ số"):
        call_command("verify_history", head=f"x:{briefing.head_hash}")


# ---------------------------------------------------------------------------------------------------- words and units


def test_what_the_units_write_is_gathered_under_their_names(cast, head):
    texts = {
        cast.at("C1").organization: {"done": "Kiểm tra 3 cuộc", "causes": " "},
        "Chi bộ Y": {"done": "Giám sát", "not_done": "Chậm", "other": "x"},
    }
    assert gathered(texts) == {
        "done": "Đảng bộ C1: Kiểm tra 3 cuộc\nChi bộ Y: Giám sát",
        "not_done": "Chi bộ Y: Chậm",
        "causes": "",
        "measures": "",
        "next_tasks": "",
    }
    briefing = planned(cast, done="Của huyện")
    for _ in range(2):
        briefing = actions.gather_narrative(briefing, by=head, version=briefing.version, texts_by_unit=texts)
    assert briefing.done == "Của huyện\nĐảng bộ C1: Kiểm tra 3 cuộc\nChi bộ Y: Giám sát"


def test_who_is_absent_says_why(cast, sign_in):
    briefing = planned(cast)
    client, key = sign_in("officer"), cast.at("C1").organization.pk
    address = reverse("briefing-attendance", args=[briefing.pk])
    sent = {"version": briefing.version, "submit_token": "a", f"state_{key}": "absent"}
    refused = client.post(address, sent)
    assert "phải có lý do" in refused.content.decode()
    assert not briefing.attendance.exists()
    assert client.post(address, sent | {f"reason_{key}": "Đi công tác"}).status_code == 302
    assert str(briefing.attendance.get()) == "Đảng bộ C1: vắng, Đi công tác"
    page = client.get(reverse("briefing-meeting", args=[briefing.pk])).content.decode()
    assert "0 có mặt, 1 vắng" in page


# ------------------------------------------------------------------------------------------------------------- screens


def test_a_briefing_is_planned_from_the_figures_and_frozen_over_http(cast, sign_in):
    client = sign_in("officer")
    figures = client.get(reverse("briefing"), {"organization": "D1", "period": "2026-H1"}).content.decode()
    assert f"{reverse('briefing-create')}?organization=D1&amp;period=2026-H1" in figures
    form = client.get(reverse("briefing-create"), {"organization": "D1", "period": "2026-H1"}).context["form"]
    assert (form["organization"].value(), form["period"].value(), form["cutoff"].value()) == ("D1", "2026-H1", LAST)
    sent = {"organization": "D1", "period": "2026-H1", "cutoff": "20/06/2026", "chair": "A", "submit_token": "b"}
    sent["regrouped"] = "today"
    for _ in range(2):  # a double click
        assert client.post(reverse("briefing-create"), sent).status_code == 302
    briefing = Briefing.objects.get(organization=cast.at("D1").organization, first=FIRST)
    head = sign_in("head")
    page = head.get(reverse("briefing-freeze", args=[briefing.pk])).content.decode()
    assert "Chưa ghi: việc đã làm được" in page
    freeze = {"version": briefing.version, "submit_token": "c"}
    for _ in range(2):
        assert head.post(reverse("briefing-freeze", args=[briefing.pk]), freeze).status_code == 302
    assert fresh(briefing).state == "frozen"
    assert HistoryEntry.objects.of(briefing).filter(act="transition").count() == 1
    shown = head.get(reverse("briefing-detail", args=[briefing.pk])).content.decode()
    assert REGROUPED in shown
    assert "tree=today" in shown


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"period": ""}, "Chưa chọn kỳ báo cáo"),
        ({"period": "2026-Q9"}, "Không có lựa chọn"),
        ({"first": "01/04/2026"}, "Hãy nhập đủ cả Từ ngày"),
        ({"first": "01/04/2026", "last": "31/03/2026"}, "Đến ngày phải bằng hoặc sau Từ ngày"),
        ({"cutoff": "01/07/2026"}, "nằm trong kỳ"),
        ({"cutoff": "31/02/2026"}, "không phải là một ngày"),
        ({"organization": "D2"}, "Không tìm thấy"),
        ({"organization": "P"}, "Không tìm thấy"),
    ],
)
def test_what_is_typed_wrongly_is_told_at_its_place_and_kept(cast, sign_in, typed, message):
    sent = {"organization": "D1", "period": "2026-H1", "cutoff": "20/06/2026", "chair": "Giữ lại", "submit_token": "d"}
    response = sign_in("officer").post(f"{reverse('briefing-create')}?period=2026-H1", sent | typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "Giữ lại" in page
    assert not Briefing.objects.filter(first=FIRST).exists()


def test_a_stale_form_overwrites_nothing(cast, sign_in, head):
    briefing = planned(cast)
    actions.update_briefing(briefing, by=head, version=briefing.version, place="Hội trường A")
    sent = {"organization": "D1", "period": "2026-H1", "cutoff": "20/06/2026", "place": "Hội trường B",
            "version": briefing.version, "submit_token": "e"}  # fmt: skip
    page = sign_in("officer").post(reverse("briefing-update", args=[briefing.pk]), sent).content.decode()
    assert "Người khác vừa lưu bản ghi này" in page
    assert fresh(briefing).place == "Hội trường A"
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        actions.freeze_briefing(briefing, by=head, version=1)


def test_letters_stay_out_of_a_frozen_report_for_who_may_not_see_letters(cast, sign_in):
    briefing = frozen(cast)  # by the head, who sees letters
    address = reverse("briefing-detail", args=[briefing.pk])
    assert "Tố cáo: tiếp nhận đơn" in sign_in("head").get(address).content.decode()
    for role in ("clerk", "officer"):
        page = sign_in(role).get(address).content.decode()
        assert reverse("denunciation-list") not in page
        assert "Tố cáo: tiếp nhận đơn" not in page
        assert "Đối tượng bị tố cáo" not in page
        word = sign_in(role).get(reverse("briefing-document", args=[briefing.pk, "docx"])).content
        assert "Tố cáo: tiếp nhận" not in "\n".join(p.text for p in docx.Document(BytesIO(word)).paragraphs)


def test_word_and_excel_hold_the_frozen_numbers_of_the_page(cast, head, sign_in):
    briefing = frozen(cast, agenda="Báo cáo\nThảo luận", participants="Ban Thường vụ", done="Đã làm", causes="Ít người")
    report, client = report_frozen(briefing, head), sign_in()
    change_everything(cast, head, cast.at("C1"))
    word = docx.Document(BytesIO(client.get(reverse("briefing-document", args=[briefing.pk, "docx"])).content))
    text = [normalize(paragraph.text) for paragraph in word.paragraphs]
    for section in report.sections:
        for paragraph in section.paragraphs:
            assert normalize(str(paragraph)) in text
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    book = openpyxl.load_workbook(BytesIO(client.get(reverse("briefing-document", args=[briefing.pk, "xlsx"])).content))
    for table in report.tables:
        assert [list(table.columns), *table.plain_rows()] in tables
        assert rows_below(book, table) == [[getattr(part, "value", part) for part in row] for row in table.rows]
    whole = "\n".join(text)
    assert briefing.head in whole
    assert "Chủ trì: đồng chí Nguyễn Văn Chủ, Bí thư." in whole
    assert "Chương trình: Báo cáo; Thảo luận." in whole


def rows_below(book, table):
    for sheet in book:
        rows = [list(row[: len(table.columns)]) for row in sheet.iter_rows(values_only=True)]
        if rows and rows[0][0] == table.title:
            return rows[rows.index(list(table.columns)) + 1 :]
    raise AssertionError(f"no sheet for {table.title}")


def test_reading_and_taking_out_are_recorded(cast, sign_in, head):
    briefing = frozen(cast)
    client = sign_in()
    client.get(reverse("briefing-detail", args=[briefing.pk]))
    client.get(reverse("briefing-document", args=[briefing.pk, "xlsx"]))
    acts = HistoryEntry.objects.of(briefing).by(head).order_by("sequence").values_list("act", flat=True)
    assert list(acts)[-2:] == ["read", "export"]


def test_both_templates_may_be_replaced_by_the_office():
    from inspections.actions.papers import _try
    from inspections.papers import TEMPLATES

    for code in ("briefing", "briefing-notice"):
        paper = TEMPLATES[code]
        _try(paper.template.read_bytes(), paper)
