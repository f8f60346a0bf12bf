"""What differs from kind to kind: how an inspection or supervision may end, and who is competent for it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections import actions
from inspections.actions import SubjectEntry
from inspections.choices import INSPECTIONS, SUPERVISIONS, Activity, Result
from inspections.competence import doubts_of
from inspections.models import Subject
from inspections.regulations import results_of
from members.choices import Body
from tests.inspections.rows import rows

pytestmark = pytest.mark.django_db
PAIRS = [(activity, result) for activity in Activity for result in Result]


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


# ----------------------------------------------------------------------------------------------------------- results


def test_a_supervision_ends_in_three_ways_and_an_inspection_in_all():
    assert {results_of(activity) for activity in SUPERVISIONS} == {("good", "shortcoming", "to_inspection")}
    assert {results_of(activity) for activity in INSPECTIONS} == {tuple(Result)}


@pytest.mark.parametrize(("activity", "result"), PAIRS)
def test_a_result_is_of_its_kind_in_the_action_and_in_both_forms(sign_in, inspect, cast, typed, activity, result):
    entry, client = SubjectEntry(cast.at("C1").organization, result=result), sign_in("head")
    row = rows({"organization": "C1", "result": result})
    dated = {"activity": activity, "concluded": "20/03/2026", "number": f"{activity}-{result}"}
    form = client.post(reverse("inspection-create"), typed | dated | row)
    quick = {"subjects": "C1", "contents": "", "result": result, "submit_token": "q", "number": "q-QĐ/HU"}
    quickly = client.post(reverse("inspection-quick"), typed | dated | quick)
    if result in results_of(activity):
        assert inspect(entry, activity=activity).subjects.get().result == result
        assert (form.status_code, quickly.status_code) == (302, 302)
    else:
        with pytest.raises(ValidationError) as error:
            inspect(entry, activity=activity)
        assert error.value.code == "strange_result"
        for response in (form, quickly):
            assert f"Kết quả của {activity.label.lower()} là" in told(response)


def test_a_result_that_came_with_a_book_stays_until_it_is_changed(sign_in, inspect, cast, head):
    inspection = inspect(SubjectEntry(cast.at("C1").organization, result="good"), activity="thematic")
    Subject.objects.filter(inspection=inspection).update(result="violation")  # as an import writes it
    changed = actions.update_inspection(inspection, by=head, version=1, started=date(2026, 2, 1))
    assert changed.subjects.get().result == "violation"
    subjects = [SubjectEntry(cast.at("C1").organization, result="to_discipline")]
    with pytest.raises(ValidationError):
        actions.update_inspection(changed, by=head, version=2, subjects=subjects)


def test_a_conclusion_offers_the_results_of_its_kind(sign_in, cast, head):
    actor = {"organization": cast.at("D1").organization, "body": "commission", "prepared": date(2026, 1, 5)}
    for activity, offered in (("thematic", 3), ("violation", len(Result))):
        entry = SubjectEntry(cast.at("C1").organization)
        inspection = actions.prepare_inspection(
            by=head, subjects=[entry], activity=activity, content="Nội dung", **actor
        )
        form = sign_in("head").get(reverse("inspection-step", args=[inspection.pk, "conclude"])).context["form"]
        choices = form.fields[f"result_{inspection.subjects.get().pk}"].choices
        assert len([value for value, _ in choices if value]) == offered


# -------------------------------------------------------------------------------------------------------- competence


def act(activity, body, level="district", *, concluded=None, path="0001"):
    office = SimpleNamespace(paths=[path])
    return SimpleNamespace(
        activity=activity,
        body=body,
        level=level,
        concluded=concluded,
        path=path,
        organization=office,
        act_date=concluded,
    )


def about(kind="organization", path="00010001", managed_by=""):
    subject = SimpleNamespace(path=path, standing_on=lambda day: SimpleNamespace(path=path))
    return SimpleNamespace(subject_kind=kind, subject=subject, managed_by=managed_by)


@pytest.mark.parametrize(
    ("activity", "bodies"),
    [
        ("compliance", list(Body)),
        ("thematic", list(Body)),
        ("routine", list(Body)),
        ("violation", ["committee", "standing", "commission", "cell"]),
        ("duty", ["committee", "standing", "commission"]),
        ("discipline", ["committee", "standing", "commission"]),
        ("finance", ["commission"]),
        ("dues", ["commission"]),
        ("assets", ["commission"]),
    ],
)
def test_each_body_has_its_kinds(activity, bodies):
    competent = [body for body in Body if not list(doubts_of(act(activity, body), [about("member")]))]
    assert competent == bodies


@pytest.mark.parametrize(
    ("inspection", "subject", "doubt"),
    [
        (act("duty", "committee", "section"), about(), "Đảng ủy bộ phận chỉ"),
        (act("assets", "commission", "base"), about("member"), "cấp trên trực tiếp của cơ sở"),
        (act("compliance", "cell", "cell"), about(), "chi bộ chỉ kiểm tra, giám sát đảng viên"),
        (act("compliance", "commission"), about(path="0002"), "không thuộc tổ chức thực hiện"),
        (act("violation", "commission"), about("member", managed_by="province"), "thuộc diện cấp tỉnh quản lý"),
    ],
)
def test_a_level_that_is_not_competent_is_told_why(inspection, subject, doubt):
    found = list(doubts_of(inspection, [subject]))
    assert len(found) == 1
    assert doubt in found[0]


@pytest.mark.parametrize(
    ("inspection", "subject"),
    [
        (act("compliance", "committee", "section"), about()),
        (act("assets", "commission"), about("member")),
        (act("violation", "cell", "cell"), about("member", managed_by="district")),
        (act("violation", "commission"), about("member", managed_by="district")),
        (act("compliance", "commission"), about("member", managed_by="province")),
        (act("compliance", "commission", concluded=date(2020, 1, 1)), about(path="0002")),
    ],
)
def test_who_is_competent_is_not_warned(inspection, subject):
    assert list(doubts_of(inspection, [subject])) == []


def test_a_doubt_is_a_warning_and_no_refusal(sign_in, inspect):
    client, doubtful, usual = sign_in("head"), inspect(activity="finance"), inspect()
    shown = client.get(reverse("inspection-detail", args=[doubtful.pk])).content.decode()
    assert "không thuộc nhiệm vụ của cấp ủy" in shown
    assert "chưa xác nhận" in shown
    assert "thẩm quyền" not in client.get(reverse("inspection-detail", args=[usual.pk])).content.decode()
