"""Yearly ratings: entered for a whole organization at once, checked by the rules of the year, summed up over years."""

import html
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import HistoryEntry
from members.models import Rating
from members.rating_actions import RatingEntry, rate
from reports.comparison import above
from tests.cast import admit

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 12, 20))]
NEW_NAMES = "Hoàn thành tốt nhiệm vụ"


@pytest.fixture
def grid(cast, sign_in):
    """The grid of the commune's members, as the head sees it: get() and post(grade of each member, more)."""
    address = reverse("rating-grid", query={"organization": "C1", "year": 2026, "who": "member"})
    client = sign_in("head")

    class Grid:
        def get(self, query=address):
            return client.get(query)

        def post(self, grades, versions="", **more):
            data = {f"m{member.pk}": grade for member, grade in grades.items()}
            return client.post(address, data | {"versions": versions, "submit_token": "", **more})

    return Grid()


@pytest.fixture
def ten(cast):
    """Ten members of the commune's cell."""
    cell = cast.at("K1").organization
    return [admit(f"X-{number}", f"Lê Văn {number}", cell) for number in range(10)]


def grades_of(members, year=2026):
    rows = Rating.objects.filter(year=year, subject_member__in=members)
    return dict(rows.values_list("subject_member__card_number", "grade"))


def text(response):
    return html.unescape(response.content.decode())


def test_all_of_an_organization_are_saved_together_with_their_history(grid, ten, head):
    before = HistoryEntry.objects.count()
    assert grid.post(dict.fromkeys(ten, "good")).status_code == 302
    assert set(grades_of(ten).values()) == {"good"}
    rating = Rating.objects.get(year=2026, subject_member=ten[0])
    assert rating.path == ten[0].organization.path
    assert HistoryEntry.objects.count() == before + 10
    assert HistoryEntry.objects.of(rating).get().user == head


def test_an_error_in_one_row_stands_at_that_row_and_nothing_is_saved(grid, ten):
    response = grid.post({**dict.fromkeys(ten, "good"), ten[3]: "superb"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [f"m{ten[3].pk}"]
    assert not grades_of(ten)


def test_against_a_rule_a_reason_is_asked_for_and_then_kept_and_listed(grid, ten, sign_in):
    """More than 20 % of those rated good may not be excellent; points below 90 are not excellent either."""
    grades = {**dict.fromkeys(ten, "good"), ten[0]: "excellent", ten[1]: "excellent"}
    points = {f"m{ten[0].pk}-points": "85,5"}
    refused = grid.post(grades, **points)
    told = dict(refused.context["form"].errors)
    assert set(told) == {f"m{ten[0].pk}-reason", f"m{ten[1].pk}-reason"}
    assert "85,5 điểm" in str(told[f"m{ten[0].pk}-reason"])
    assert "nhiều nhất 20 %" in str(told[f"m{ten[1].pk}-reason"])
    assert not grades_of(ten)
    assert grid.post(grades, shared_reason="Đảng ủy đã thống nhất", **points).status_code == 302
    kept = Rating.objects.get(year=2026, subject_member=ten[0])
    assert (kept.points, kept.reason) == (Decimal("85.50"), "Đảng ủy đã thống nhất")
    assert "366-QĐ/TW" in kept.told
    assert "chưa xác nhận" in kept.told
    assert Rating.objects.get(year=2026, subject_member=ten[5]).reason == ""
    listed = sign_in("leader").get(reverse("rating-list"), {"departs": "yes"})
    assert listed.context["count"] == 2
    assert "Đảng ủy đã thống nhất" in text(listed)


def test_within_the_cap_nothing_is_asked(grid, ten):
    """One of ten: 9 good allow one excellent; who has just the points that the grade asks for has them."""
    grades = {**dict.fromkeys(ten, "good"), ten[0]: "excellent"}
    assert grid.post(grades, **{f"m{ten[0].pk}-points": "90"}).status_code == 302
    assert Rating.objects.get(year=2026, subject_member=ten[0]).told == ""


def test_beside_a_row_stands_what_it_depends_on(grid, cast):
    """Of C1: its member was disciplined in 2026, and has a remedy and a measure that were due in June."""
    response = grid.get()
    row = next(row for row in response.context["sheet"].rows if row.subject == cast.at("C1").member)
    assert row.basis.grounds == {"disciplined", "remedies"}
    assert reverse("decision-detail", args=[cast.at("C1").decision.pk]) in text(response)
    for grade in ("fair", "good"):  # the lowest grade that is barred, and one above it
        refused = grid.post({cast.at("C1").member: grade})
        assert "kỷ luật trong năm" in str(refused.context["form"].errors[f"m{cast.at('C1').member.pk}-reason"])


def test_nobody_rates_themselves_and_their_rating_is_not_in_their_list(grid, cast, head, sign_in):
    own = cast.at("K1").member
    cast.link(head, own)
    assert "Không tự xếp loại" in text(grid.get())
    with pytest.raises(ValidationError, match="chính mình"):
        rate([RatingEntry(own, "good")], by=head, year=2026)
    assert sign_in("head").get(reverse("rating-list"), {"year_from": 2025}).context["count"] == 2
    assert sign_in("leader").get(reverse("rating-list"), {"year_from": 2025}).context["count"] == 3


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(grid, ten, head):
    rate([RatingEntry(ten[0], "good")], by=head, year=2026)
    versions = f"m{ten[0].pk}:1:good"
    rate([RatingEntry(ten[0], "fair", version=1)], by=head, year=2026)
    response = grid.post({ten[0]: "failed", ten[1]: "good"}, versions=versions)
    assert "Người khác vừa sửa" in str(response.context["form"].errors[f"m{ten[0].pk}"])
    assert grades_of(ten) == {"X-0": "fair"}
    assert grid.post({ten[0]: "good", ten[1]: "good"}, versions=versions).status_code == 302  # not touched here
    assert grades_of(ten) == {"X-0": "fair", "X-1": "good"}


def test_a_column_from_excel_is_filled_in_by_order_or_by_card_number(grid, ten):
    rows = [row.subject for row in grid.get().context["sheet"].rows]
    pasted = "\n".join(["Hoàn thành tốt nhiệm vụ"] * len(rows)) + "\nxuất chúng"
    response = grid.post({}, fill="1", pasted=pasted)
    form = response.context["form"]
    assert {form[f"m{member.pk}"].value() for member in rows} == {"good"}
    assert "không có trong bảng" in str(form.non_field_errors())
    response = grid.post({}, fill="1", pasted="X-7\thoan thanh xuat sac nhiem vu\nX-8\ttuyệt")
    form = response.context["form"]
    assert (form[f"m{ten[7].pk}"].value(), form[f"m{ten[8].pk}"].value()) == ("excellent", None)
    assert "không rõ mức" in str(form.non_field_errors())
    assert not grades_of(ten)


@pytest.mark.parametrize(
    ("query", "status"),
    [({"year": "hai nghìn"}, 200), ({"year": "99999"}, 200), ({"who": "x"}, 200), ({"organization": "\0"}, 200),
     ({"organization": "không có"}, 404)],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(grid, query, status):
    assert grid.get(reverse("rating-grid", query=query)).status_code == status


def test_grades_are_called_as_in_their_year(sign_in, cast, head):
    rate([RatingEntry(cast.at("C1").member, "good")], by=head, year=2017)
    page = text(sign_in("leader").get(reverse("rating-list"), {"year_to": 2017}))
    assert "Đủ tư cách hoàn thành tốt nhiệm vụ" in page
    page = text(sign_in("leader").get(reverse("rating-list"), {"year_from": 2025}))
    assert "Đủ tư cách" not in page


def test_every_number_of_the_summary_opens_just_so_many_ratings(sign_in, cast, ten, head):
    rate([RatingEntry(one, "good") for one in ten[:8]], by=head, year=2025)
    rate([RatingEntry(one, "fair") for one in ten[8:]], by=head, year=2026)
    client = sign_in("leader")
    query = {"organization": "D1", "year_from": 2025, "year_to": 2026}
    response = client.get(reverse("rating-summary"), query)
    sections = response.context["sections"]
    numbers = [cell for table in sections[0].tables for row in table.rows for cell in row if hasattr(cell, "url")]
    numbers += [part for line in sections[0].paragraphs for part in line.parts if hasattr(part, "url")]
    assert len(numbers) > 10
    for one in {number.url: number for number in numbers}.values():
        assert client.get(one.url).context["count"] == one.value, one.url
    lines = [str(line).replace("\N{NO-BREAK SPACE}", " ") for line in sections[0].paragraphs]
    assert any("(11/13 lượt" in line for line in lines)
    assert any("trên 84 % đảng viên" in line for line in lines)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(943, 1000, "trên 94 %"), (940, 1000, "94 %"), (1000, 1000, "100 %"), (0, 5, "0 %"), (1, 0, "không so sánh được")],
)
def test_above_is_said_only_where_it_is_true(part, whole, words):
    assert above(part, whole).replace("\N{NO-BREAK SPACE}", " ") == words
