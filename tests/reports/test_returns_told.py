"""Returns of units where others read of them: the briefing that gathers their words, the leaders' page."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.periods import parse
from reports import actions
from reports.freezing import report_frozen
from reports.late_units import returns_of
from reports.submissions import missing_units, narratives
from tests.reports.briefings import fresh, planned

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 7, 20))]

HALF, QUARTER = parse("2026-H1"), parse("2026-Q2")


@pytest.fixture
def hand_in(cast):
    """hand_in(period, done=...): the commune's clerk writes the return of a period and hands it in."""

    def hand_in(period, **texts):
        clerk, day = cast.at("C1").user, date(2026, 7, 2)
        row = actions.open_submission(by=clerk, organization=cast.at("C1").organization, period=period, day=day)
        actions.write_submission(row, by=clerk, version=1, **texts)
        row.refresh_from_db()
        reason = "Chi bộ chưa nộp"
        return actions.take_submission_step(
            row, "submit", by=clerk, version=row.version, day=day, reason=reason
        )  # fmt: skip

    return hand_in


def told(cast, period):
    found = returns_of(cast.at("D1").organization, period)
    return found.period.code, found.handed_in, found.units


@pytest.mark.parametrize(("handed", "asked"), [(QUARTER, QUARTER), (HALF, HALF), (HALF, QUARTER)])
def test_a_return_that_covers_the_period_is_in(cast, hand_in, handed, asked):
    district = cast.at("D1").organization
    assert told(cast, asked) == (asked.code, 0, 1)
    hand_in(handed)
    assert told(cast, asked) == (asked.code, 1, 1)
    assert not missing_units(district, asked)


def test_a_return_of_the_quarter_alone_says_nothing_of_the_half_year(cast, hand_in):
    hand_in(QUARTER)
    assert told(cast, HALF) == ("2026-H1", 0, 1)


def test_two_dates_that_nobody_reports_have_no_returns(cast):
    assert returns_of(cast.at("D1").organization, parse("2026-01-05..2026-02-20")) is None


def test_of_two_returns_the_one_of_the_period_itself_is_gathered(cast, head, hand_in):
    hand_in(HALF, done="Sáu tháng")
    hand_in(QUARTER, done="Quý II")
    district = cast.at("D1").organization
    assert [row.done for row in narratives(district, QUARTER, head).values()] == ["Quý II"]
    assert [row.done for row in narratives(district, HALF, head).values()] == ["Sáu tháng"]


def test_the_words_of_the_units_come_into_the_briefing_and_its_frozen_report(cast, sign_in, head, hand_in):
    briefing = planned(cast, measures="Phân công phụ trách")
    browser, address = sign_in("officer"), reverse("briefing-gather", args=[briefing.pk])
    assert "1 đơn vị" in browser.get(address).content.decode()
    hand_in(HALF, done="Kiểm tra 2 chi bộ", measures="Đôn đốc")
    page = browser.get(address).content.decode()
    assert "việc đã làm được; biện pháp" in page
    sent = {"version": briefing.version, "submit_token": "một"}
    assert browser.post(address, sent, follow=True).status_code == 200
    unit = cast.at("C1").organization.name
    assert fresh(briefing).done == f"{unit}: Kiểm tra 2 chi bộ"
    assert fresh(briefing).measures == f"Phân công phụ trách\n{unit}: Đôn đốc"
    again = browser.post(address, {"version": fresh(briefing).version, "submit_token": "hai"}, follow=True)
    assert again.status_code == 200
    assert fresh(briefing).done == f"{unit}: Kiểm tra 2 chi bộ"
    frozen = actions.freeze_briefing(briefing, by=head, version=fresh(briefing).version)
    words = " ".join(str(p) for section in report_frozen(frozen).sections for p in section.paragraphs)
    assert f"{unit}: Kiểm tra 2 chi bộ" in words
    assert "Đã nhận báo cáo 6 tháng đầu năm 2026 của 1/1 đơn vị trực thuộc." in words


def test_a_missing_return_is_told_before_freezing_and_in_the_report(cast, sign_in, head):
    briefing = planned(cast)
    page = sign_in("head").get(reverse("briefing-freeze", args=[briefing.pk])).content.decode()
    assert "1/1 đơn vị chưa nộp báo cáo 6 tháng đầu năm 2026" in page
    frozen = actions.freeze_briefing(briefing, by=head, version=briefing.version)
    words = " ".join(str(p) for section in report_frozen(frozen).sections for p in section.paragraphs)
    assert f"Chưa nộp (1): {cast.at('C1').organization.name}." in words


def test_nothing_is_gathered_where_nothing_was_handed_in_nor_into_what_is_frozen(cast, sign_in, head, hand_in):
    briefing = planned(cast)
    browser, address = sign_in("head"), reverse("briefing-gather", args=[briefing.pk])
    refused = browser.post(address, {"version": briefing.version, "submit_token": "một"})
    assert "Chưa đơn vị nào nộp báo cáo" in refused.content.decode()
    hand_in(HALF, done="Kiểm tra 2 chi bộ")
    actions.freeze_briefing(briefing, by=head, version=briefing.version)
    with pytest.raises(ValidationError, match="Số liệu đã chốt"):
        actions.gather_narrative(
            briefing, by=head, version=fresh(briefing).version, texts_by_unit={"A": {"done": "Thêm"}}
        )


def test_the_leaders_page_leads_to_the_board_of_the_period(cast, sign_in, hand_in):
    query = {"organization": "D1", "period": "2026-Q2"}
    board = f"{reverse('submission-board')}?organization=D1&amp;period=2026-Q2"
    page = sign_in("leader").get(reverse("dashboard"), query).content.decode()
    assert board in page
    assert "0/1 đơn vị đã nộp, còn 1 đơn vị chưa nộp" in page
    hand_in(QUARTER)
    page = sign_in("leader").get(reverse("dashboard"), query).content.decode()
    assert "1/1 đơn vị đã nộp</a>" in page
