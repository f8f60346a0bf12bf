"""Districts ended on 1 July 2025, communes merged, cells moved: forms of the past stay, new ones stand regrouped."""

from datetime import date

import pytest

from accounts.models import User
from core.periods import year
from inspections.actions import SubjectEntry, create_inspection
from members.choices import ActKind
from members.models import Organization
from members.reorganizing import ActEntry
from reports import reorganizing
from reports.statistics import form_on, table
from tests.cast import admit, establish

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    """A province, a district, two communes with a cell and a member each."""
    top = establish("TT", None, "province")
    district = establish("HH", top, "district")
    communes = [establish(f"XX{number}", district, "base") for number in (1, 2)]
    cells = [establish(f"CB{number}", commune, "cell") for number, commune in enumerate(communes, 1)]
    for cell in cells:
        admit(f"the-{cell.code}", f"Nguyễn Văn {cell.code}", cell)
    return top


def at(code):
    return Organization.objects.get(code=code)


def writer():
    return User.objects.get_or_create(username="nguoi-ghi", full_name="Người ghi")[0]


def inspect(actor, body, subject, day):
    """An inspection of compliance, decided and concluded on a day; rows keep the place and level of that day."""
    code = "TC1" if isinstance(subject, Organization) else "ĐV1"
    return create_inspection(
        by=writer(), organization=at(actor), body=body, number=f"{actor}-{day}-{subject.pk}",
        decided=day, concluded=day, activity="compliance", subjects=[SubjectEntry(subject, [code], [], "good")],
    )  # fmt: skip


def member_of(cell):
    return at(cell).members.get()


def reorganize_the_district():
    """The district ends, its communes go under the province, the second is merged into the first with its cell."""
    top, first = at("TT"), at("XX1")
    acts = [
        ActEntry(ActKind.END, at("HH")),
        ActEntry(ActKind.MOVE, first, top),
        ActEntry(ActKind.MERGE, at("XX2"), first),
    ]
    return reorganizing.reorganize(by=writer(), day=date(2025, 7, 1), number="01-QĐ/TU", acts=acts)


def numbers(code, organization, number):
    """{row: [cells]} of the form of a year, empty rows left out."""
    period = year(number)
    filled = table(form_on(code, period.last), at(organization), period)
    assert not filled.faults
    rows = {row.label: [cell.value if cell else 0 for cell in row.cells] for row in filled.rows}
    return {label: cells for label, cells in rows.items() if any(cells)}


def levels(cells):
    """District, base and cell columns of form 2, or district and base of form 1, after the total."""
    return {"total": cells[0], "province": cells[3], "district": cells[5], "base": cells[7], "cell": cells[9]}


def test_forms_of_the_past_stay_and_new_ones_are_regrouped(province):
    for day in (date(2019, 5, 1), date(2023, 5, 1), date(2025, 3, 1)):
        inspect("HH", "standing", member_of("CB1"), day)
        inspect("XX2", "committee", member_of("CB2"), day)
        inspect("CB2", "cell", member_of("CB2"), day)
    before = {
        (code, organization, number): numbers(code, organization, number)
        for code in ("1", "2")
        for organization in ("TT", "HH")
        for number in (2019, 2023, 2025)
    }
    assert levels(before["2", "HH", 2019]["Tổng số"]) == {
        "total": 3, "province": 0, "district": 1, "base": 1, "cell": 1,
    }  # fmt: skip
    reorganize_the_district()
    for (code, organization, number), cells in before.items():
        assert numbers(code, organization, number) == cells
    inspect("TT", "standing", member_of("CB1"), date(2026, 4, 1))
    inspect("XX1", "standing", member_of("CB2"), date(2026, 4, 1))
    inspect("CB2", "cell", member_of("CB2"), date(2026, 4, 1))
    inspect("XX1", "standing", member_of("CB1"), date(2025, 9, 1))
    after = numbers("2", "TT", 2026)["Tổng số"]
    assert levels(after) == {"total": 3, "province": 1, "district": 0, "base": 1, "cell": 1}
    assert levels(numbers("2", "XX1", 2026)["Tổng số"])["total"] == 2, "with the cell that came from the merged commune"
    assert numbers("2", "HH", 2026) == {}
    halves = levels(numbers("2", "TT", 2025)["Tổng số"])
    assert halves == {"total": 4, "province": 0, "district": 1, "base": 2, "cell": 1}
    assert levels(numbers("2", "HH", 2025)["Tổng số"])["total"] == 3, "what its communes did afterwards is not its own"


def test_the_kind_of_an_organization_is_that_of_the_day(province):
    inspect("TT", "standing", at("XX1"), date(2023, 5, 1))
    Organization.objects.filter(code="XX1").update(type="base_cell")
    inspect("TT", "standing", at("XX1"), date(2026, 5, 1))
    assert set(numbers("1", "TT", 2023)) == {"Tổng số", "Đảng bộ cơ sở"}
    assert set(numbers("1", "TT", 2026)) == {"Tổng số", "Chi bộ cơ sở"}
