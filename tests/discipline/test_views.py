from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import HistoryEntry
from discipline import actions
from discipline.models import Appeal, Decision
from tests.cast import CANARY, establish

pytestmark = pytest.mark.django_db

WRITERS = ("officer", "officer with letters", "head")
READERS = ("clerk", "leader")


def count(response):
    """The number that the list says it holds."""
    return response.context["count"]


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


# ------------------------------------------------------------------------------------------------------------ lists


def test_the_list_of_decisions_shows_the_scope_and_nothing_beside_it(sign_in, cast):
    response = sign_in().get(url("decision-list"))
    page = response.content.decode()
    assert count(response) == 3
    assert 'data-count="3"' in page
    assert cast.at("D1").decision.number in page
    assert CANARY not in page.lower()


def test_the_list_of_appeals_says_what_is_not_resolved_yet(sign_in):
    response = sign_in().get(url("appeal-list"))
    assert count(response) == 3
    assert "Chưa giải quyết" in response.content.decode()


@pytest.mark.parametrize("role", WRITERS)
def test_who_runs_cases_is_offered_to_record_a_decision(sign_in, role):
    assert url("decision-create") in sign_in(role).get(url("decision-list")).content.decode()


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_is_offered_nothing_to_write(sign_in, cast, role):
    client, decision = sign_in(role), cast.at("D1").decision
    assert url("decision-create") not in client.get(url("decision-list")).content.decode()
    page = client.get(url("decision-detail", decision.pk)).content.decode()
    assert url("decision-update", decision.pk) not in page
    assert url("appeal-create", decision.pk) not in page


def test_the_export_holds_exactly_the_rows_and_columns_of_the_list(sign_in):
    client = sign_in()
    response = client.get(url("decision-list", export="xlsx", organization="C1", sort="number"))
    sheet = load_workbook(BytesIO(response.getvalue())).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if row[0] == "Số quyết định")
    assert [row[0] for row in rows[head + 1 :]] == ["20-QĐ/C1-own", "20-QĐ/K1-own"]
    assert HistoryEntry.objects.filter(act="export").count() == 1


@pytest.mark.parametrize(
    "sort", ["number", "-decided", "organization", "subject", "form", "seat", "no-such", "-groups"]
)
def test_the_list_of_decisions_sorts_by_its_columns(sign_in, sort):
    assert count(sign_in().get(url("decision-list", sort=sort))) == 3


@pytest.mark.parametrize("sort", ["number", "-received", "organization", "subject", "result", "decision"])
def test_the_list_of_appeals_sorts_by_its_columns(sign_in, sort):
    assert count(sign_in().get(url("appeal-list", sort=sort))) == 3


@pytest.mark.parametrize("name", ["decision-list", "appeal-list"])
def test_a_list_asks_the_database_as_often_for_30_rows_as_for_3(
    sign_in, cast, name, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in()
    client.get(url(name))
    with django_assert_max_num_queries(9) as few:
        client.get(url(name))
    for number in range(30):
        _decide_and_appeal(cast, number)
    with django_assert_num_queries(len(few)):
        assert count(client.get(url(name))) == 33


def _decide_and_appeal(cast, number):
    head, district = cast.users["head"], cast.at("D1").organization
    unit = establish(f"X{number}", district, "base")
    decision = actions.record_decision(
        by=head,
        organization=unit,
        body="committee",
        number=f"{number}-QĐ",
        decided=date(2026, 1, 1),
        form="warning",
        subject=unit,
        groups=["TC1", "TC2"],
    )
    actions.record_appeal(
        by=head, organization=unit, body="committee", number="1", decision=decision, received=date(2026, 1, 2)
    )


# ---------------------------------------------------------------------------------------------------------- details


def test_a_decision_shows_its_facts_groups_source_appeals_and_history(sign_in, cast):
    district = cast.at("D1")
    page = sign_in().get(url("decision-detail", district.decision.pk)).content.decode()
    for text in (
        "Khiển trách",
        "01/04/2026",
        "Phẩm chất đạo đức, lối sống",
        "40-KN/D1-own",
        "Tạo mới – Người dùng head",
    ):
        assert text in page
    assert url("inspection-detail", district.inspection.pk) in page
    assert url("member-detail", district.member.pk) in page
    assert url("appeal-detail", district.appeal.pk) in page


def test_opening_a_decision_is_noted_once_a_user_and_day(sign_in, cast):
    decision = cast.at("D1").decision
    for role in ("head", "head", "leader"):
        sign_in(role).get(url("decision-detail", decision.pk))
    readings = HistoryEntry.objects.of(decision).filter(act="read")
    assert [entry.user for entry in readings] == [cast.users["head"], cast.users["leader"]]


def test_a_decision_does_not_tell_the_inspection_of_an_organization_above(sign_in, cast):
    decision = cast.at("D1").decision
    Decision.objects.filter(pk=decision.pk).update(inspection=cast.at("P").inspection)
    page = sign_in().get(url("decision-detail", decision.pk)).content.decode()
    assert "ngoài phạm vi được xem" in page
    assert cast.at("P").inspection.number not in page


def test_a_decision_does_not_show_an_appeal_that_another_organization_received(sign_in, cast):
    appeal = actions.record_appeal(
        by=cast.users["head"],
        decision=cast.at("D1").decision,
        organization=cast.at("P").organization,
        body="commission",
        number="77-KN",
        received=date(2026, 5, 2),
    )
    client = sign_in()
    assert "77-KN" not in client.get(url("decision-detail", cast.at("D1").decision.pk)).content.decode()
    assert client.get(url("appeal-detail", appeal.pk)).status_code == 404


def test_an_appeal_against_a_decision_elsewhere_gives_no_way_to_it(sign_in, cast):
    appeal = actions.record_appeal(
        by=cast.users["head"],
        decision=cast.at("P").decision,
        organization=cast.at("D1").organization,
        body="commission",
        number="78-KN",
        received=date(2026, 5, 2),
    )
    page = sign_in().get(url("appeal-detail", appeal.pk)).content.decode()
    assert url("decision-detail", cast.at("P").decision.pk) not in page
    assert url("member-detail", cast.at("P").member.pk) not in page


@pytest.mark.parametrize("name", ["decision-detail", "decision-update", "appeal-create"])
@pytest.mark.parametrize("place", ["P", "D2", "C2", "K2"])
def test_a_decision_outside_the_scope_does_not_exist(sign_in, cast, name, place):
    assert sign_in().get(url(name, cast.at(place).decision.pk)).status_code == 404


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_may_not_write(sign_in, cast, typed, role):
    client, own = sign_in(role), cast.at("D1")
    for name, pk in [
        ("decision-update", own.decision.pk),
        ("appeal-create", own.decision.pk),
        ("appeal-update", own.appeal.pk),
    ]:
        assert client.get(url(name, pk)).status_code == 403
        assert client.post(url(name, pk), typed).status_code == 403
    assert client.get(url("decision-create")).status_code == 403
    assert client.post(url("decision-create"), typed).status_code == 403
    assert not Decision.objects.filter(number=typed["number"]).exists()


# ------------------------------------------------------------------------------------------------ recording decisions


@pytest.mark.parametrize("role", WRITERS)
def test_a_decision_is_recorded(sign_in, cast, typed, role):
    response = sign_in(role).post(url("decision-create"), typed)
    decision = Decision.objects.get(number="99-QĐ/UBKTHU")
    assert response.headers["Location"] == url("decision-detail", decision.pk)
    assert (decision.decided, decision.violated) == (date(2026, 3, 5), date(2025, 3, 5))
    assert (decision.subject_member, decision.form) == (cast.at("C1").member, "warning")
    assert sorted(decision.groups.values_list("code", flat=True)) == ["VP1", "VP8"]
    assert HistoryEntry.objects.of(decision).get().user == cast.users[role]


def test_a_form_sent_twice_makes_one_decision(sign_in, typed):
    client = sign_in()
    first, second = client.post(url("decision-create"), typed), client.post(url("decision-create"), typed)
    assert first.headers["Location"] == second.headers["Location"]
    assert Decision.objects.filter(number="99-QĐ/UBKTHU").count() == 1


def test_the_same_decision_typed_again_is_refused_with_its_reason(sign_in, typed):
    client = sign_in()
    client.post(url("decision-create"), typed)
    response = client.post(url("decision-create"), typed | {"submit_token": "token-2"})
    assert "Đảng viên này đã có quyết định kỷ luật với số này." in response.content.decode()
    assert Decision.objects.filter(number="99-QĐ/UBKTHU").count() == 1


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"form": "dissolution"}, "form", "khiển trách, cảnh cáo, cách chức, khai trừ"),
        (
            {"subject_member": "", "subject_organization": "C1", "form": "removal", "groups": ["TC1"]},
            "form",
            "khiển trách, cảnh cáo, giải tán",
        ),
        ({"groups": ["TC1", "VP1"]}, "groups", "VP1 đến VP11. Hãy bỏ chọn TC1"),
        ({"groups": []}, "groups", ""),
        ({"subject_organization": "C1"}, "subject_organization", "Chỉ nhập một đối tượng"),
        ({"subject_member": ""}, "subject_member", "Chưa nhập đối tượng"),
        ({"subject_member": f"M-D2 – Nguyễn Văn D2-{CANARY}"}, "subject_member", "Không tìm thấy"),
        ({"subject_member": "", "subject_organization": "P"}, "subject_organization", "Không tìm thấy"),
        ({"organization": f"D2-{CANARY}"}, "organization", "Không tìm thấy"),
        ({"organization": "P"}, "organization", "Không tìm thấy"),
        ({"decided": "31/02/2026"}, "decided", "không phải là một ngày có thật"),
        ({"violated": "06/03/2026"}, "__all__", "Ngày vi phạm phải bằng hoặc trước ngày quyết định"),
        ({"number": "x" * 61}, "number", "60"),
        ({"body": "boss"}, "body", ""),
        ({"inspection_number": "no-such"}, "inspection_number", "Không tìm thấy cuộc kiểm tra"),
        ({"inspection_number": f"10-QĐ/D2-{CANARY}"}, "inspection_number", "Không tìm thấy cuộc kiểm tra"),
        ({"inspection_number": "10-QĐ/P-above"}, "inspection_number", "Không tìm thấy cuộc kiểm tra"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(sign_in, typed, changed, field, message):
    response = sign_in().post(url("decision-create"), typed | changed)
    assert response.status_code == 200
    assert message in str(response.context["form"].errors[field])
    assert not Decision.objects.filter(number=typed["number"]).exists()


def test_an_organization_is_disciplined(sign_in, cast, typed):
    changed = {
        "subject_member": "",
        "subject_organization": "C1 – Đảng bộ C1",
        "form": "dissolution",
        "groups": ["TC7"],
    }
    sign_in().post(url("decision-create"), typed | changed)
    assert Decision.objects.get(number="99-QĐ/UBKTHU").subject == cast.at("C1").organization


def test_a_decision_finds_its_inspection_by_number(sign_in, cast, typed):
    sign_in().post(url("decision-create"), typed | {"inspection_number": "10-QĐ/D1-own"})
    assert Decision.objects.get(number="99-QĐ/UBKTHU").inspection == cast.at("D1").inspection


def test_what_an_inspection_knows_is_not_typed_again(sign_in, cast):
    own = cast.at("D1")
    address = url("decision-create", inspection=own.inspection.pk, subject=own.subject.pk)
    response = sign_in().get(address)
    page = response.content.decode()
    for text in ("D1 – Đảng bộ D1", "M-D1 – Nguyễn Văn D1", "10-QĐ/D1-own"):
        assert f'value="{text}"' in page
    assert response.context["form"]["body"].value() == "commission"


def test_a_decision_recorded_from_an_inspection_leads_back_to_it(sign_in, cast, typed):
    own = cast.at("D1")
    address = url("decision-create", inspection=own.inspection.pk, subject=own.subject.pk)
    sign_in().post(address, typed | {"inspection_number": own.inspection.number})
    assert Decision.objects.get(number="99-QĐ/UBKTHU").inspection == own.inspection


def test_the_only_subject_of_an_inspection_is_filled_in(sign_in, cast):
    own = cast.at("D1")
    own.inspection.subjects.exclude(pk=own.subject.pk).delete()
    response = sign_in().get(url("decision-create", inspection=own.inspection.pk))
    assert 'value="M-D1 – Nguyễn Văn D1"' in response.content.decode()


def test_an_inspection_leads_to_the_decision_it_calls_for(sign_in, cast):
    inspection = cast.at("D1").inspection
    address = url("decision-create", inspection=inspection.pk)
    assert address in sign_in("head").get(url("inspection-detail", inspection.pk)).content.decode()
    assert address not in sign_in("clerk").get(url("inspection-detail", inspection.pk)).content.decode()


def test_every_error_of_the_form_leads_to_its_field(sign_in):
    errors = sign_in().post(url("decision-create"), {}).context["errors"]
    assert {label for anchor, label, _ in errors if anchor} >= {"Nhóm vi phạm", "Hình thức", "Tổ chức ra quyết định"}
    assert all(anchor for anchor, _, _ in errors)


@pytest.mark.parametrize("query", ["inspection={D2}", "inspection={P}", "inspection=0", "inspection=x", "inspection=²"])
def test_an_inspection_outside_the_scope_is_not_found(sign_in, cast, query):
    query = query.format(D2=cast.at("D2").inspection.pk, P=cast.at("P").inspection.pk)
    assert sign_in().get(f"{url('decision-create')}?{query}").status_code == 404


@pytest.mark.parametrize("place", ["D2", "P", "C1"])
def test_a_subject_of_another_inspection_is_not_found(sign_in, cast, place):
    address = url("decision-create", inspection=cast.at("D1").inspection.pk, subject=cast.at(place).subject.pk)
    assert sign_in().get(address).status_code == 404


# ----------------------------------------------------------------------------------------------- correcting decisions


def test_a_decision_is_corrected(sign_in, cast, typed):
    decision = cast.at("C1").decision
    response = sign_in().post(url("decision-update", decision.pk), typed | {"version": "1"})
    assert response.headers["Location"] == url("decision-detail", decision.pk)
    stored = Decision.objects.get(pk=decision.pk)
    assert (stored.number, stored.form, stored.version) == ("99-QĐ/UBKTHU", "warning", 2)
    assert stored.path == cast.at("D1").organization.path
    page = sign_in().get(url("decision-detail", decision.pk)).content.decode()
    assert "Hình thức: Khiển trách → Cảnh cáo" in page
    assert "Ngày quyết định: 01/04/2026 → 05/03/2026" in page
    assert "Nhóm vi phạm: VP2 → VP1, VP8" in page


def test_the_form_of_a_decision_opens_with_what_is_stored(sign_in, cast):
    response = sign_in().get(url("decision-update", cast.at("C1").decision.pk))
    page = response.content.decode()
    for text in ("20-QĐ/C1-own", "01/04/2026", "M-C1 – Nguyễn Văn C1", "10-QĐ/C1-own"):
        assert f'value="{text}"' in page
    assert response.context["form"]["groups"].value() == ["VP2"]


def test_a_form_opened_before_another_saved_overwrites_nothing_and_shows_both(sign_in, cast, typed):
    decision = cast.at("C1").decision
    client = sign_in()
    client.post(url("decision-update", decision.pk), typed | {"version": "1"})
    late = typed | {"version": "1", "form": "expulsion", "submit_token": "token-2"}
    response = client.post(url("decision-update", decision.pk), late)
    assert response.status_code == 200
    assert ("Hình thức", "Cảnh cáo", "Khai trừ") in [tuple(map(str, pair)) for pair in response.context["conflict"]]
    assert Decision.objects.get(pk=decision.pk).form == "warning"


def test_a_decision_keeps_the_inspection_that_its_corrector_may_not_see(sign_in, cast, typed):
    decision, above = cast.at("C1").decision, cast.at("P").inspection
    Decision.objects.filter(pk=decision.pk).update(inspection=above)
    client = sign_in()
    assert above.number not in client.get(url("decision-update", decision.pk)).content.decode()
    client.post(url("decision-update", decision.pk), typed | {"version": "1"})
    assert Decision.objects.get(pk=decision.pk).inspection == above


def test_a_decision_keeps_the_subject_who_has_moved_away(sign_in, cast, typed):
    """The member now belongs to another district: the form neither shows nor loses them."""
    decision, stranger = cast.at("C1").decision, cast.at("D2").member
    Decision.objects.filter(pk=decision.pk).update(subject_member=stranger)
    client = sign_in()
    del typed["subject_member"], typed["subject_organization"]
    assert "subject_member" not in client.get(url("decision-update", decision.pk)).context["form"].fields
    client.post(url("decision-update", decision.pk), typed | {"version": "1"})
    stored = Decision.objects.get(pk=decision.pk)
    assert (stored.subject_member, stored.form) == (stranger, "warning")


# ---------------------------------------------------------------------------------------------------------- appeals


@pytest.fixture
def appealed():
    return {
        "number": "8-KN",
        "received": "02/05/2026",
        "organization": "D1",
        "body": "standing",
        "grounds": "Đề nghị xem xét lại hình thức",
        "resolved": "",
        "result": "",
        "submit_token": "token-1",
    }


def test_an_appeal_is_recorded_from_its_decision(sign_in, cast, appealed):
    decision = cast.at("C1").decision
    response = sign_in().post(url("appeal-create", decision.pk), appealed)
    appeal = Appeal.objects.get(number="8-KN")
    assert response.headers["Location"] == url("appeal-detail", appeal.pk)
    assert (appeal.decision, appeal.received) == (decision, date(2026, 5, 2))


def test_an_appeal_is_resolved(sign_in, cast, appealed):
    appeal = cast.at("D1").appeal
    resolved = appealed | {"resolved": "30/6/2026", "result": "reduced", "version": "1"}
    sign_in().post(url("appeal-update", appeal.pk), resolved)
    appeal = Appeal.objects.get(pk=appeal.pk)
    assert (appeal.resolved, appeal.result) == (date(2026, 6, 30), "reduced")
    assert HistoryEntry.objects.of(appeal).filter(act="transition").count() == 1
    page = sign_in().get(url("appeal-detail", appeal.pk)).content.decode()
    assert "Giảm" in page
    assert "Kết quả: trống → Giảm" in page


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"resolved": "30/6/2026"}, "result", "phải chọn kết quả"),
        ({"result": "kept"}, "resolved", "phải nhập ngày giải quyết"),
        ({"resolved": "01/05/2026", "result": "kept"}, "__all__", "Ngày giải quyết phải bằng hoặc sau ngày nhận"),
        ({"received": "31/03/2026"}, "received", "ngày quyết định kỷ luật (01/04/2026)"),
        ({"number": "40-KN/D1-own"}, "__all__", "đã nhận đơn khiếu nại với số này"),
        ({"organization": "P"}, "organization", "Không tìm thấy"),
        ({"result": "pardoned"}, "result", ""),
    ],
)
def test_an_appeal_that_cannot_be_is_refused_at_its_field(sign_in, cast, appealed, changed, field, message):
    response = sign_in().post(url("appeal-create", cast.at("C1").decision.pk), appealed | changed)
    assert response.status_code == 200
    assert message in str(response.context["form"].errors[field])
    assert not Appeal.objects.filter(number="8-KN").exists()


def test_an_appeal_opened_before_another_saved_overwrites_nothing(sign_in, cast, appealed):
    appeal, client = cast.at("D1").appeal, sign_in()
    client.post(url("appeal-update", appeal.pk), appealed | {"version": "1"})
    late = appealed | {"version": "1", "number": "9-KN", "submit_token": "token-2"}
    assert client.post(url("appeal-update", appeal.pk), late).status_code == 200
    assert Appeal.objects.get(pk=appeal.pk).number == "8-KN"


# ---------------------------------------------------------------------------------------------------- hostile inputs

HOSTILE = ["'; drop table x; --", "\0", "%00", "<script>alert(1)</script>", "9" * 400, "=cmd|'/c calc'!A0", "\u202e"]
PARAMETERS = (
    *("q", "organization", "form", "level", "body", "seat", "group", "subject", "result", "stage", "from", "to"),
    *("sort", "page", "export"),
)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["decision-list", "appeal-list"])
def test_hostile_filter_values_break_nothing_and_show_nothing(sign_in, name, value):
    client = sign_in()
    for parameter in PARAMETERS:
        response = client.get(url(name), {parameter: value})
        assert response.status_code == 200
        assert CANARY not in response.content.decode().lower()
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_form_values_are_refused_or_kept_as_text(sign_in, typed, value):
    client = sign_in()
    for field in typed:
        response = client.post(url("decision-create"), typed | {field: value})
        assert response.status_code in (200, 302)
        assert "<script>alert" not in response.content.decode()
