"""By what letters, remedies, notes and subjects are narrowed for the statistical forms."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from core.periods import of_dates
from inspections import actions
from inspections.actions import SubjectEntry
from inspections.filters.denunciations import DenunciationFilters
from inspections.filters.findings import RemedyFilters
from inspections.filters.inspections import SubjectFilters
from inspections.filters.notes import RoutineNoteFilters
from inspections.models import Denunciation, Remedy, RoutineNote, Subject, SubjectNumber
from tests.cast import admit

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(head):
    def found(filterset, model, query, field):
        rows = filterset(QueryDict(query), queryset=model.objects.visible_to(head), request=SimpleNamespace(user=head))
        assert rows.form.is_valid(), rows.form.errors
        return set(rows.qs.values_list(field, flat=True))

    return found


@pytest.fixture
def seated(cast):
    return admit("TV-9", "Đỗ Thị Ngọc Ánh", cast.at("K1").organization, seat="base")


# ------------------------------------------------------------------------------------------------------------ letters


@pytest.fixture
def letters(cast, head, seated):
    """Letters to the commune around August 2026, by number, with those who sent some of them."""
    Denunciation.objects.all().delete()
    commune = cast.at("C1")

    def receive(number, received, subject=commune.member, **values):
        return actions.record_denunciation(
            by=head, organization=commune.organization, body="commission", number=number, subject=subject,
            groups=["TC1"] if subject == commune.organization else ["VP1"], received=received, **values,
        )  # fmt: skip

    july, august = date(2026, 7, 1), date(2026, 8, 31)
    rows = {
        "open": receive("open", july, sender_kind="named"),
        "before": receive("before", july, resolved=date(2026, 7, 31), result="false"),
        "first": receive("first", july, seated, resolved=date(2026, 8, 1), result="violation"),
        "last": receive("last", august, commune.organization, sender_kind="anonymous"),
        "after": receive("after", date(2026, 9, 1)),
        "refused": receive("refused", july),
        "passed on": receive("passed on", july),
        "withdrawn": receive("withdrawn", july),
    }

    def step(number, verb, day, **details):
        rows[number] = actions.handle_denunciation(
            rows[number], verb, by=head, day=day, reason="Theo quy định", **details
        )

    for number in ("refused", "passed on"):
        step(number, "classify", july, kind="denunciation", sender_kind="impersonated")
    step("refused", "refuse", date(2026, 7, 31), refusal="impersonated", disposal="file")
    step("passed on", "transfer", date(2026, 8, 1), passed_to="Tỉnh ủy")
    step("withdrawn", "withdraw", date(2026, 9, 2))
    for number, group in {"open": "member", "last": "citizen", "after": ""}.items():
        actions.set_sender(rows[number], by=head, version=rows[number].version, name="Trịnh Thị Kín", group=group)
    return rows


ALL = {"open", "before", "first", "last", "after", "refused", "passed on", "withdrawn"}
TO_RESOLVE = {"open", "first", "last", "passed on", "withdrawn"}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("stage=handled&from=2026-08-01&to=2026-08-31", TO_RESOLVE),
        ("stage=handled&from=2026-08-02&to=2026-08-30", {"open", "withdrawn"}),
        ("stage=handled&to=2026-08-31", ALL - {"after"}),
        ("sender_kind=named", {"open"}),
        ("sender_kind=anonymous&sender_kind=impersonated", {"last", "refused", "passed on"}),
        ("sender_kind=none", {"before", "first", "after", "withdrawn"}),
        ("refusal=impersonated", {"refused"}),
        ("refusal=none", ALL - {"refused"}),
        ("disposal=file&disposal=transfer", {"refused", "passed on"}),
        ("disposal=none", ALL - {"refused", "passed on"}),
        ("state=not_handled&state=transferred", {"refused", "passed on"}),
        ("kind=none&state=received", {"open", "last", "after"}),
        ("seat=base", {"first"}),
        ("seat=none", ALL - {"first"}),
        ("managed_by=base", {"first"}),
        ("managed_by=none&managed_by=province", ALL - {"first"}),
        ("organization_type=cell", {"first"}),
        ("organization_type=base&organization_type=cell", ALL),
    ],
)
def test_letters_are_narrowed_by_what_forms_13_14_and_21_count(found, letters, query, numbers):
    assert found(DenunciationFilters, Denunciation, query, "number") == numbers


def test_letters_to_be_resolved_in_a_period_are_those_that_figures_count(letters):
    august = of_dates(date(2026, 8, 1), date(2026, 8, 31))
    assert set(Denunciation.objects.handled_in(august).values_list("number", flat=True)) == TO_RESOLVE


@pytest.mark.parametrize(
    ("group", "numbers"),
    [
        (["member"], {"open"}),
        (["member", "citizen"], {"open", "last"}),
        (["none"], ALL - {"open", "last"}),
        (["none", "citizen"], ALL - {"open"}),
    ],
)
def test_who_may_see_senders_asks_for_letters_by_their_group(sign_in, cast, letters, group, numbers):
    cast.users["head"].assignments.update(sees_senders=True)
    page = sign_in("head").get(reverse("denunciation-list"), {"sender_group": group})
    assert {letter.number for letter in page.context["table"].data.data} == numbers


@pytest.mark.parametrize("role", ["head", "leader", "officer with letters"])
def test_the_group_of_a_sender_is_told_to_nobody_else(sign_in, letters, role):
    client = sign_in(role)
    assert "sender_group" not in client.get(reverse("denunciation-list")).context["filterset"].form.fields
    for group in ("member", "none", "", "x"):
        page = client.get(reverse("denunciation-list"), {"sender_group": group})
        assert page.context["count"] == 0
        assert "Chỉ người được giao quyền xem người gửi đơn" in page.content.decode()
    file = client.get(reverse("denunciation-list"), {"sender_group": "member", "export": "xlsx"}).getvalue()
    cells = [cell.value for row in load_workbook(BytesIO(file)).active.iter_rows() for cell in row]
    assert not ALL & set(cells)


def test_the_right_to_see_senders_reaches_no_further_than_its_organization(sign_in, cast, head, letters):
    own = cast.at("D1")
    letter = actions.record_denunciation(
        by=head, organization=own.organization, body="commission", number="district", subject=cast.at("C1").member,
        groups=["VP1"], received=date(2026, 7, 1),
    )  # fmt: skip
    actions.set_sender(letter, by=head, version=letter.version, name="Trịnh Thị Kín", group="member")
    head.assignments.create(organization=cast.at("C1").organization, role="head", sees_senders=True)
    page = sign_in("head").get(reverse("denunciation-list"), {"sender_group": ["member", "none"]})
    assert "district" not in {letter.number for letter in page.context["table"].data.data}
    assert page.context["count"] == len(ALL - {"last"})


# ---------------------------------------------------------------------------------- remedies, notes, numbers of forms


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("subject=organization", {"of the cell"}),
        ("subject=member", {"of a member", "bare"}),
        ("group=VP2", {"of a member"}),
        ("group=VP2&group=TC1", {"of a member", "of the cell"}),
        ("group=none", {"bare"}),
        ("severity=grave&severity=minor", {"of a member", "of the cell"}),
        ("severity=none", {"bare"}),
    ],
)
def test_remedies_are_narrowed_by_what_was_found(found, inspect, cast, head, query, names):
    inspection = inspect(SubjectEntry(cast.at("K1").organization), SubjectEntry(cast.at("K1").member), number="11-QĐ")
    cell, member = inspection.subjects.order_by("pk")
    for name, subject, values in (
        ("of the cell", cell, {"group": "TC1", "severity": "minor"}),
        ("of a member", member, {"group": "VP2", "severity": "grave"}),
        ("bare", member, {}),
    ):
        actions.record_finding(by=head, subject=subject, description="Mô tả", remedy={"requirement": name}, **values)
    assert found(RemedyFilters, Remedy, f"q=11-QĐ&{query}", "requirement") == names


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("subject=organization", {"cell"}),
        ("subject=member", {"member"}),
        ("level=base", {"member"}),
        ("level=base&level=district", {"member", "cell"}),
        ("body=standing", {"cell"}),
        ("assessment=remind&assessment=signs", {"member"}),
        ("seat=base", {"member"}),
        ("managed_by=none", {"cell"}),
        ("organization_type=cell", {"cell", "member"}),
    ],
)
def test_notes_are_narrowed_by_who_noted_about_whom(found, cast, head, seated, query, texts):
    RoutineNote.objects.all().delete()
    for text, subject, place, body, said in (
        ("cell", cast.at("K1").organization, "D1", "standing", "good"),
        ("member", seated, "C1", "commission", "remind"),
    ):
        actions.record_note(
            by=head, subject=subject, organization=cast.at(place).organization, body=body, noted=date(2026, 2, 20),
            text=text, assessment=said,
        )  # fmt: skip
    assert found(RoutineNoteFilters, RoutineNote, query, "text") == texts


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("number=finance_lost", {"lost"}),
        ("number=finance_lost&number=finance_misspent", {"lost", "misspent"}),
        ("number=dues_short", set()),
        ("number=finance_other", set()),
    ],
)
def test_subjects_are_found_by_a_number_of_their_form_above_zero(found, inspect, cast, query, numbers):
    values = {"lost": {"finance_lost": 5, "finance_misspent": 0}, "misspent": {"finance_misspent": 7}, "none": {}}
    for number, columns in values.items():
        inspection = inspect(SubjectEntry(cast.at("C1").organization), number=number, activity="finance")
        for column, value in (columns | {"finance_other": 0}).items():
            SubjectNumber.objects.create(subject=inspection.subjects.get(), column=column, value=value)
    assert found(SubjectFilters, Subject, f"activity=finance&{query}", "inspection__number") == numbers
