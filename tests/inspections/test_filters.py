"""The parameters of the lists mean what figures mean by them: the same rows, the first and last day included."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.http import QueryDict

from core.periods import of_dates
from inspections import actions
from inspections.actions import ItemEntry, SubjectEntry
from inspections.filters.denunciations import DenunciationFilters
from inspections.filters.findings import RemedyFilters
from inspections.filters.inspections import InspectionFilters, SubjectFilters
from inspections.filters.programmes import ProgrammeFilters, ProgrammeItemFilters
from inspections.models import Denunciation, Inspection, Programme, ProgrammeItem, Remedy, Subject
from tests.cast import admit, establish

pytestmark = pytest.mark.django_db
QUARTER = "organization=U&from=2026-04-01&to=2026-06-30"
PERIOD = of_dates(date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def unit(cast):
    """A commune of the district with nothing recorded about or by it yet, and a cell and members of its own."""
    unit = establish("U", cast.at("D1").organization, "base")
    cell = establish("UC", unit, "cell")
    return SimpleNamespace(organization=unit, cell=cell, member=admit("M-U", "Trần Thị Ước", cell, seat="base"))


@pytest.fixture
def found(head):
    """A function from a filterset and parameters to what the list shows of each row, sorted."""

    def found(filterset, model, query, field="number"):
        form = filterset(QueryDict(query), queryset=model.objects.visible_to(head), request=SimpleNamespace(user=head))
        assert form.form.is_valid(), form.form.errors
        return sorted(str(value) for value in form.qs.values_list(field, flat=True))

    return found


@pytest.fixture
def inspections(inspect, unit):
    """Decided and concluded around the second quarter of 2026."""
    dates = {
        "before": ("2026-03-01", "2026-03-31"),
        "first": ("2026-03-31", "2026-04-01"),
        "last": ("2026-04-01", "2026-06-30"),
        "after": ("2026-06-30", "2026-07-01"),
        "open": ("2026-06-30", None),
        "later": ("2026-07-01", None),
    }
    days = date.fromisoformat
    return {
        number: inspect(
            SubjectEntry(unit.cell),
            organization=unit.organization,
            number=number,
            decided=days(decided),
            concluded=concluded and days(concluded),
        )
        for number, (decided, concluded) in dates.items()
    }


STAGES = [
    ("&stage=concluded", ["first", "last"]),
    ("&stage=in_progress", ["after", "open"]),
    ("", ["after", "last", "open"]),
]


@pytest.mark.parametrize(("stage", "expected"), STAGES)
def test_the_stage_says_which_date_puts_an_inspection_into_the_period(found, inspections, stage, expected):
    assert found(InspectionFilters, Inspection, QUARTER + stage) == expected
    assert found(SubjectFilters, Subject, QUARTER + stage, "inspection__number") == expected


def test_a_list_holds_the_rows_that_figures_count(found, inspections, unit):
    own = Inspection.objects.within(unit.organization)
    for stage, counted in (
        ("concluded", own.concluded_in(PERIOD)),
        ("in_progress", own.in_progress(PERIOD.last)),
    ):
        listed = found(InspectionFilters, Inspection, f"{QUARTER}&stage={stage}")
        assert listed == sorted(counted.values_list("number", flat=True))


@time_machine.travel("2026-07-01T05:00:00+07:00", tick=False)
def test_in_progress_without_a_day_is_as_of_today(found, inspections):
    assert found(InspectionFilters, Inspection, "organization=U&stage=in_progress") == ["later", "open"]


def test_dates_are_read_as_typed_and_either_may_be_missing(found, inspections):
    query = "organization=U&stage=concluded&from=01/07/2026"
    assert found(InspectionFilters, Inspection, query) == ["after"]
    assert found(InspectionFilters, Inspection, "organization=U&stage=concluded&to=31/3/26") == ["before"]


def test_the_organization_reaches_down_and_never_beside(found, inspect, unit):
    inspect(number="district")
    inspect(number="unit", organization=unit.organization)
    inspect(number="cell", organization=unit.cell, body="cell")
    assert found(InspectionFilters, Inspection, "organization=U") == ["cell", "unit"]
    assert found(InspectionFilters, Inspection, "organization=UC") == ["cell"]


@pytest.mark.parametrize("code", ["D2", "C2", "P", "no-such"])
def test_a_foreign_or_unknown_code_is_refused_alike(head, cast, code):
    code = cast.at(code).organization.code if code in cast.offices else code
    query = QueryDict(mutable=True)
    query["organization"] = code
    filterset = InspectionFilters(
        query, queryset=Inspection.objects.visible_to(head), request=SimpleNamespace(user=head)
    )
    assert not filterset.form.is_valid()
    [message] = filterset.form.errors["organization"]
    assert message.startswith(f"Không tìm thấy “{code}” trong phạm vi của bạn")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("activity=thematic", ["b7"]),
        ("activity=thematic&activity=finance", ["b7", "c"]),
        ("body=standing", ["b7"]),
        ("level=base", ["a", "b7", "c"]),
        ("level=district", []),
        ("level=district&level=base", ["a", "b7", "c"]),
        ("q=B7", ["b7"]),
        ("q=tran+uoc", ["c"]),
        ("q=%C6%AF%E1%BB%9Bc", ["c"]),
    ],
)
def test_inspections_are_narrowed_by_kind_body_level_and_words(found, inspect, unit, query, expected):
    by_unit = {"organization": unit.organization}
    inspect(SubjectEntry(unit.cell), number="a", **by_unit)
    inspect(SubjectEntry(unit.cell), number="b7", activity="thematic", body="standing", **by_unit)
    inspect(SubjectEntry(unit.member), number="c", activity="finance", **by_unit)
    assert found(InspectionFilters, Inspection, f"organization=U&{query}") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("subject=organization", ["cell", "plain"]),
        ("subject=member", ["member"]),
        ("result=good", ["cell"]),
        ("result=none", ["plain"]),
        ("result=good&result=violation", ["cell", "member"]),
        ("result=good&result=none", ["cell", "plain"]),
        ("seat=base", ["member"]),
        ("seat=none", ["cell", "plain"]),
        ("managed_by=base", ["member"]),
        ("managed_by=none", ["cell", "plain"]),
        ("organization_type=base", ["plain"]),
        ("organization_type=cell", ["cell", "member"]),
        ("content=TC1", ["cell"]),
        ("content=TC1&content=TC2&content=%C4%90V1", ["cell", "member"]),
        ("topic=t%C3%A0i+ch%C3%ADnh", ["cell", "member"]),
        ("topic=vi%E1%BB%87c+l%E1%BA%A1", ["member"]),
        ("topic=kh%C3%B4ng+c%C3%B3", []),
        ("subject=member&result=good", []),
    ],
)
def test_subjects_are_narrowed_along_every_dimension_of_a_figure(found, inspect, unit, query, expected):
    by_unit = {"organization": unit.organization}
    inspect(SubjectEntry(unit.cell, ["TC1", "TC2"], ["tài chính", "đất đai"], "good"), number="cell", **by_unit)
    inspect(SubjectEntry(unit.member, ["ĐV1"], ["việc lạ", "tài chính"], "violation"), number="member", **by_unit)
    inspect(SubjectEntry(unit.organization), number="plain", **by_unit)
    listed = found(SubjectFilters, Subject, f"organization=U&{query}", "inspection__number")
    assert listed == expected


# ---------------------------------------------------------------------------------------------------------- remedies


@pytest.fixture
def remedies(inspect, unit, head):
    """Due and done around the second quarter of 2026, half of them about a member of the unit's cell."""
    dates = {
        "in time": ("2026-05-31", "2026-05-31"),
        "late": ("2026-05-31", "2026-06-30"),
        "done after": ("2026-05-30", "2026-07-01"),
        "never": ("2026-06-29", None),
        "due last day": ("2026-06-30", None),
        "no due": (None, None),
        "early": ("2026-04-30", "2026-03-31"),
    }
    inspection = inspect(SubjectEntry(unit.cell), SubjectEntry(unit.member), organization=unit.organization)
    subjects = list(inspection.subjects.order_by("pk"))
    for number, (requirement, (due, done)) in enumerate(dates.items()):
        remedy = {
            "requirement": requirement,
            "due": due and date.fromisoformat(due),
            "done": done and date.fromisoformat(done),
        }
        actions.record_finding(by=head, subject=subjects[number % 2], description="Khuyết điểm", remedy=remedy)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("done", ["in time", "late"]),
        ("done_late", ["late"]),
        ("overdue", ["done after", "never"]),
        ("open", ["done after", "due last day", "never", "no due"]),
        ("", ["done after", "due last day", "early", "in time", "late", "never"]),
    ],
)
def test_a_remedy_is_overdue_from_the_day_after_it_is_due(found, remedies, unit, stage, expected):
    assert found(RemedyFilters, Remedy, f"{QUARTER}&stage={stage}", "requirement") == expected


def test_overdue_remedies_are_those_that_figures_count(found, remedies, unit):
    own = Remedy.objects.within(unit.organization)
    listed = found(RemedyFilters, Remedy, f"{QUARTER}&stage=overdue", "requirement")
    assert listed == sorted(own.overdue(PERIOD.last).values_list("requirement", flat=True))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("unit=UC", 7),
        ("unit=U", 7),
        ("unit=C1", 0),
        ("activity=compliance", 7),
        ("activity=dues", 0),
        ("level=base", 7),
        ("body=commission", 0),
        ("q=khuyet+diem", 0),
        ("q=Uoc", 3),
    ],
)
def test_remedies_are_narrowed_by_unit_and_by_who_inspected(found, remedies, query, expected):
    assert len(found(RemedyFilters, Remedy, f"organization=U&{query}", "requirement")) == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [("30", ["never"]), ("90", ["done after"]), ("more", []), ("30&age=90", ["done after", "never"])],
)
def test_remedies_are_banded_by_how_long_they_are_overdue(found, remedies, age, expected):
    assert found(RemedyFilters, Remedy, f"organization=U&to=2026-06-30&age={age}", "requirement") == expected


# --------------------------------------------------------------------------------------------- letters and programmes


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["1", "2"]),
        ("stage=received", ["1", "2"]),
        ("stage=resolved", ["3"]),
        ("stage=resolved&result=false", ["3"]),
        ("result=none", ["1"]),
        ("subject=organization", ["2"]),
        ("group=TC1&group=TC2", ["2"]),
        ("group=VP1", ["1"]),
        ("body=committee", []),
        ("level=base", ["1", "2"]),
    ],
)
def test_letters_count_by_receipt_or_by_resolution(found, unit, head, query, expected):
    letters = {
        "1": (unit.member, ["VP1"], "2026-04-01", None, ""),
        "2": (unit.cell, ["TC1", "TC2"], "2026-06-30", "2026-07-01", "shortcoming"),
        "3": (unit.member, ["VP2"], "2026-03-31", "2026-04-01", "false"),
    }
    for number, (subject, groups, received, resolved, result) in letters.items():
        actions.record_denunciation(
            by=head,
            organization=unit.organization,
            body="commission",
            number=number,
            subject=subject,
            groups=groups,
            received=date.fromisoformat(received),
            resolved=resolved and date.fromisoformat(resolved),
            result=result,
        )
    assert found(DenunciationFilters, Denunciation, f"{QUARTER}&{query}") == expected


@pytest.fixture
def programmes(inspect, unit, head):
    """Programmes of two years; the second line of the later one is carried out on 30 June 2026."""
    items = [ItemEntry(number, "compliance" if number < 3 else "thematic", f"Việc {number}") for number in (1, 2, 3)]
    for year in (2025, 2026):
        programme = actions.create_programme(
            by=head, organization=unit.organization, body="committee", year=year, items=items
        )
    item = programme.items.get(number=2)
    inspect(programme_item=item, organization=unit.organization, concluded=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("stage=planned", ["1", "2", "3"]),
        ("stage=done&to=2026-06-30", ["2"]),
        ("stage=done&to=2026-06-29", []),
        ("stage=not_done&to=30/06/2026", ["1", "3"]),
        ("stage=not_done&to=29/06/2026", ["1", "2", "3"]),
        ("activity=thematic", ["3"]),
        ("body=standing", []),
        ("level=base&level=cell", ["1", "2", "3"]),
        ("q=Vi%E1%BB%87c+3", ["3"]),
    ],
)
def test_lines_are_done_by_the_day_their_inspection_is_concluded(found, programmes, query, expected):
    query = f"organization=U&year_from=2026&year_to=2026&{query}"
    assert found(ProgrammeItemFilters, ProgrammeItem, query) == expected


def test_programmes_are_narrowed_by_years(found, programmes):
    assert found(ProgrammeFilters, Programme, "organization=U&year_from=2026", "year") == ["2026"]
    assert found(ProgrammeFilters, Programme, "organization=U&year_to=2025", "year") == ["2025"]
    assert len(found(ProgrammeItemFilters, ProgrammeItem, "organization=U")) == 6
