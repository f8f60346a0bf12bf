"""What forms 7 to 10 ask of an inspected organization: entered, checked, added up, and shown with its inspection."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import HistoryEntry
from inspections import actions
from inspections.choices import Activity
from inspections.form_columns import FORMS, MOST_MONEY, form_of, sums_of
from members.choices import Role

pytestmark = pytest.mark.django_db

FINANCE = {
    "finance_about_committee": "on",
    "finance_lost": "1.250.000",
    "finance_misspent": "350000",
    "finance_proposed_recovered": "1.600.000",
    "finance_done_recovered": "600.000",
    "finance_violators": "3",
    "finance_to_discipline": "2",
    "finance_disciplined": "1",
}


@pytest.fixture
def subject(inspect):
    """The commune as the subject of an inspection of a kind."""
    return lambda activity="finance": inspect(activity=activity, body="commission").subjects.get()


def url(subject):
    return reverse("subject-numbers", args=[subject.pk])


def post(client, subject, version="1", **typed):
    return client.post(url(subject), {"version": version, "submit_token": f"n{len(str(typed))}{version}"} | typed)


def test_every_column_has_a_code_of_its_own_that_fits():
    codes = [column.code for form in FORMS.values() for column in form.columns]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= 40
    assert [form.number for form in FORMS.values()] == [7, 8, 9, 10]
    for form in FORMS.values():
        named = {column.within for column in form.columns} | {group.limit for group in form.groups}
        assert all(form.column(code) for code in named if code)


@pytest.mark.parametrize("activity", Activity)
def test_only_organizations_of_four_kinds_have_such_columns(sign_in, subject, activity):
    row = subject(activity)
    assert (form_of("organization", activity) is not None) == (activity in FORMS)
    assert form_of("member", activity) is None
    assert sign_in("head").get(url(row)).status_code == (200 if activity in FORMS else 404)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.HEAD, 200), (Role.OFFICER, 200), (Role.CLERK, 403), (Role.LEADER, 403), (Role.AUDITOR, 404)],
)
def test_numbers_are_entered_by_who_runs_cases(sign_in, subject, role, status):
    row = subject()
    assert sign_in(role).get(url(row)).status_code == status
    assert post(sign_in(role), row, **FINANCE).status_code == (302 if status == 200 else status)


def test_numbers_are_kept_added_up_and_recorded(sign_in, subject):
    client, row = sign_in("head"), subject()
    assert post(client, row, **FINANCE).status_code == 302
    stored = dict(row.numbers.values_list("column", "value"))
    assert stored["finance_lost"] == 1_250_000
    assert stored["finance_about_committee"] == 1
    assert "finance_about_other" not in stored
    assert sums_of(FORMS["finance"], stored) == [
        ("Vi phạm", 1_600_000), ("Đề nghị xử lý", 1_600_000), ("Đã xử lý", 600_000),
    ]  # fmt: skip
    shown = client.get(reverse("inspection-detail", args=[row.inspection_id])).content.decode()
    assert "Vi phạm: 1.600.000 nghìn đồng" in shown
    assert "Đã xử lý: 600.000 nghìn đồng" in shown
    assert "Số liệu Biểu 9" in shown
    entry = HistoryEntry.objects.of(row.inspection).filter(act="update").get()
    assert (
        "Số tiền đã xử lý (nghìn đồng) – Xuất toán, thu hồi: 600.000. Đảng viên vi phạm"
        in entry.changes["Biểu 9 của Đảng bộ C1"][1]
    )
    assert 'value="1250000"' in client.get(url(row)).content.decode()


def test_emptied_boxes_are_no_numbers_and_a_zero_is_one(sign_in, subject):
    client, row = sign_in("head"), subject()
    post(client, row, **FINANCE)
    post(client, row, version="2", finance_lost="0", finance_violators="")
    assert dict(row.numbers.values_list("column", "value")) == {"finance_lost": 0}


@pytest.mark.parametrize(
    ("activity", "typed", "message"),
    [
        ("finance", {"finance_lost": "1,5"}, "không phải là số nguyên"),
        ("finance", {"finance_lost": "-1"}, "nhỏ quá"),
        ("finance", {"finance_lost": str(MOST_MONEY + 1)}, "lớn quá"),
        ("finance", {"finance_lost": "một tỷ"}, "không đọc được thành số"),
        ("finance", {"finance_done_recovered": "1"}, "Không được lớn hơn “Xuất toán, thu hồi”"),
        ("finance", {"finance_violators": "1", "finance_to_discipline": "2"}, "“Tổng số đảng viên vi phạm”"),
        ("dues", {"dues_violators": "1", "dues_to_law": "2"}, "“Tổng số đảng viên vi phạm”"),
        ("dues", {"dues_proposed_unit": "5", "dues_done_unit": "6"}, "đề nghị xử lý"),
        ("discipline", {"discipline_members": "2", "discipline_appealed": "3"}, "“Tổng số”"),
        ("discipline", {"discipline_members": "2", "discipline_managed_base": "1", "discipline_managed_cell": "2"},
         "cộng lại không được lớn hơn"),
        ("discipline", {"discipline_practice_good": "on", "discipline_practice_poor": "on"}, "chỉ chọn một"),
        ("duty", {"duty_leadership_good": "on", "duty_leadership_poor": "on"}, "chỉ chọn một"),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused_at_their_box(sign_in, subject, activity, typed, message):
    row = subject(activity)
    response = post(sign_in("head"), row, **typed)
    assert response.status_code == 200
    assert message in " ".join(text for _, _, text in response.context["errors"])
    assert not row.numbers.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(sign_in, subject):
    client, row = sign_in("head"), subject()
    post(client, row, **FINANCE)
    response = post(client, row, finance_lost="5")
    assert response.context["conflict"]
    assert row.numbers.get(column="finance_lost").value == 1_250_000


def test_the_action_refuses_strange_columns_and_cancelled_inspections(subject, cast, head):
    row = subject()
    for numbers in ({"dues_short": 1}, {"finance_lost": -1}, {"finance_lost": MOST_MONEY + 1}):
        with pytest.raises(ValidationError):
            actions.set_numbers(row, by=head, version=1, numbers=numbers)
    inspection = actions.take_step(row.inspection, "cancel", by=head, day=date(2026, 2, 1), reason="Trùng")
    with pytest.raises(ValidationError, match="đã hủy"):
        actions.set_numbers(row, by=head, version=inspection.version, numbers={"finance_lost": 1})


def test_who_is_concerned_does_not_find_the_page(sign_in, inspect, cast):
    row = inspect(
        actions.SubjectEntry(cast.at("C1").organization), activity="finance", body="commission"
    ).subjects.get()
    actions.recuse(row.inspection, by=cast.users["head"], member=cast.at("D1").member, reason="Người nhà")
    cast.link(cast.users["officer"], cast.at("D1").member)
    assert sign_in("officer").get(url(row)).status_code == 404
