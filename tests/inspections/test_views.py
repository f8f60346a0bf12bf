from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import HistoryEntry
from inspections import actions
from inspections.actions import SubjectEntry
from inspections.models import Denunciation, Finding, Inspection, Programme
from members.choices import Role
from tests.cast import CANARY, LETTERS, admit
from tests.inspections.rows import rows

pytestmark = pytest.mark.django_db

WRITERS = (Role.CLERK, Role.OFFICER, Role.HEAD)
RUNNERS = (Role.OFFICER, Role.HEAD)
HOSTILE = [
    "",
    "\0",
    "'; drop table",
    "9" * 400,
    "-1",
    "²",
    "<script>alert(1)</script>",
    "32/13/2026",
    "\u202eđảo",
    "%s{}",
]


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def page(response):
    return response.content.decode()


def errors(response):
    return " ".join(text for _, _, text in response.context["errors"])


# ------------------------------------------------------------------------------------------------------------ lists


@pytest.mark.parametrize(
    ("name", "rows_in_scope"),
    [
        ("inspection-list", 3),
        ("subject-list", 6),
        ("remedy-list", 3),
        ("denunciation-list", 3),
        ("programme-list", 3),
        ("programme-item-list", 3),
    ],
)
def test_a_list_shows_the_scope_and_nothing_beside_it(sign_in, name, rows_in_scope):
    response = sign_in().get(url(name))
    assert response.context["count"] == rows_in_scope
    assert f'data-count="{rows_in_scope}"' in page(response)
    assert CANARY not in page(response).lower()


def test_the_export_holds_exactly_the_rows_of_the_list(sign_in):
    response = sign_in().get(url("subject-list", organization="C1", subject="member", sort="number", export="xlsx"))
    sheet = load_workbook(BytesIO(b"".join(response))).worksheets[0]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(number for number, row in enumerate(values) if row[0] == "Đối tượng")
    assert [row[1] for row in values[head + 1 :]] == ["10-QĐ/C1-own", "10-QĐ/K1-own"]
    assert values[head + 1][-1] == "Có vi phạm"


@time_machine.travel("2026-07-12T09:00:00+07:00", tick=False)
def test_a_remedy_says_in_words_how_late_it_is(sign_in):
    response = sign_in().get(url("remedy-list", stage="overdue"))
    assert page(response).count("Quá hạn 12 ngày") == 3
    assert response.context["count"] == 3
    assert sign_in().get(url("remedy-list", stage="overdue", to="30/06/2026")).context["count"] == 0


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        *(
            ("inspection-list", key)
            for key in ("number", "-decided", "organization", "body", "subject_count", "-stage")
        ),
        *(("subject-list", key) for key in ("-number", "organization", "result", "concluded", "seat")),
        *(("remedy-list", key) for key in ("due", "-done", "number", "description")),
        *(("denunciation-list", key) for key in ("received", "-number", "organization", "result")),
        *(("programme-list", key) for key in ("year", "-organization", "item_count", "-done_count")),
        *(("programme-item-list", key) for key in ("number", "-activity", "quarter", "lead")),
    ],
)
def test_lists_sort_by_their_columns(sign_in, name, sort):
    response = sign_in().get(url(name, sort=sort))
    assert response.context["count"] >= 3
    assert "aria-sort" in page(response)


# ---------------------------------------------------------------------------------------------------------- details


def test_an_inspection_shows_state_subjects_findings_remedies_and_history(sign_in, cast):
    district = cast.at("D1")
    shown = page(sign_in().get(url("inspection-detail", district.inspection.pk)))
    for text in (
        "10-QĐ/D1-own",
        "Đã kết luận",
        "31/03/2026",
        "Mục 1, chương trình năm 2026",
        "TC1 – Nghị quyết, chỉ thị",
        "Có vi phạm",
        "Khuyết điểm D1-own",
        "Khắc phục D1-own",
        "30/06/2026",
        "Quá trình cập nhật",
    ):
        assert text in shown


def test_reading_an_inspection_is_noted_once_a_day(sign_in, cast):
    client, inspection = sign_in("leader"), cast.at("D1").inspection
    for _ in range(3):
        client.get(url("inspection-detail", inspection.pk))
    assert HistoryEntry.objects.of(inspection).filter(act="read").count() == 1


def test_reading_a_letter_is_noted(sign_in, cast):
    letter = cast.at("D1").denunciation
    sign_in().get(url("denunciation-detail", letter.pk))
    assert HistoryEntry.objects.of(letter).filter(act="read").count() == 1


def test_a_programme_tells_what_is_done(sign_in, cast):
    shown = page(sign_in().get(url("programme-detail", cast.at("D1").programme.pk)))
    assert "1/1 mục (100,0 %)" in shown
    assert "Đã thực hiện" in shown
    assert url("inspection-detail", cast.at("D1").inspection.pk) in shown


def test_a_line_without_inspection_offers_to_record_one(sign_in, cast, head):
    programme = cast.at("C1").programme
    Inspection.objects.filter(programme_item__programme=programme).update(programme_item=None)
    shown = page(sign_in().get(url("programme-detail", programme.pk)))
    line = programme.items.get()
    with time_machine.travel(date(2026, 12, 31)):
        shown = page(sign_in().get(url("programme-detail", programme.pk)))
    assert f'{url("inspection-prepare")}?line={line.pk}">Chuẩn bị cuộc' in shown
    with time_machine.travel(date(2027, 1, 1)):
        shown = page(sign_in().get(url("programme-detail", programme.pk)))
    assert f'{url("inspection-create")}?line={line.pk}">Ghi cuộc' in shown
    form = page(sign_in().get(url("inspection-prepare", line=line.pk)))
    assert 'value="2026/1"' in form
    assert 'value="M-C1' in form
    assert sign_in("leader").get(url("inspection-prepare", line=line.pk)).status_code == 403
    assert sign_in().get(url("inspection-prepare", line="9" * 30)).status_code == 404
    assert "Ghi cuộc" not in page(sign_in("leader").get(url("programme-detail", programme.pk)))


def test_an_inspection_asks_as_often_for_20_subjects_as_for_2(sign_in, inspect, cast, head, django_assert_num_queries):
    def recorded(many):
        members = [
            admit(f"{many}-{number}", f"Nguyễn Văn {number}", cast.at("C1").organization) for number in range(many)
        ]
        inspection = inspect(*(SubjectEntry(member, ["ĐV1"], ["đất đai"]) for member in members))
        for subject in inspection.subjects.all():
            remedy = {"requirement": "Kiểm điểm", "due": date(2026, 5, 1)}
            actions.record_finding(by=head, subject=subject, description="Chậm", remedy=remedy)
        return url("inspection-detail", inspection.pk)

    client, few, many = sign_in(), recorded(2), recorded(20)
    for address in (few, many):
        client.get(address)
    with django_assert_num_queries(15) as asked:
        client.get(few)
    with django_assert_num_queries(len(asked)):
        client.get(many)


# ----------------------------------------------------------------------------------------------------------- rights


@pytest.mark.parametrize("role", [*Role.values, LETTERS])
def test_buttons_and_forms_are_for_who_may(sign_in, cast, role):
    client, at = sign_in(role), cast.at("D1")
    detail = client.get(url("inspection-detail", at.inspection.pk))
    forms = {
        url("inspection-update", at.inspection.pk): role in (*WRITERS, LETTERS),
        url("finding-create", at.subject.pk): role in (*RUNNERS, LETTERS),
        url("finding-update", at.finding.pk): role in (*RUNNERS, LETTERS),
    }
    for address, allowed in forms.items():
        offered = detail.status_code == 200 and address in page(detail)
        assert offered == allowed, address
        assert (client.get(address).status_code == 200) == allowed, address
        assert (client.post(address, {}).status_code == 200) == allowed, address


@pytest.mark.parametrize(
    ("role", "listed", "detail", "form"),
    [
        ("head", 200, 200, 200),
        (LETTERS, 200, 200, 200),
        ("leader", 200, 200, 403),
        ("officer", 403, 404, 404),
        ("clerk", 403, 404, 404),
        ("auditor", 403, 404, 404),
    ],
)
def test_letters_are_for_a_narrower_circle(sign_in, cast, role, listed, detail, form):
    client, letter = sign_in(role), cast.at("D1").denunciation
    assert client.get(url("denunciation-list")).status_code == listed
    assert client.get(url("denunciation-detail", letter.pk)).status_code == detail
    assert client.get(url("denunciation-update", letter.pk)).status_code == form
    assert client.post(url("denunciation-update", letter.pk), {}).status_code == form


@pytest.mark.parametrize("place", ["P", "D2", "C2"])
def test_above_and_beside_there_is_nothing(sign_in, cast, place):
    client, at = sign_in(), cast.at(place)
    for name, pk in [
        ("programme-detail", at.programme.pk),
        ("programme-update", at.programme.pk),
        ("inspection-detail", at.inspection.pk),
        ("inspection-update", at.inspection.pk),
        ("finding-create", at.subject.pk),
        ("finding-update", at.finding.pk),
        ("remedy-detail", at.remedy.pk),
        ("denunciation-detail", at.denunciation.pk),
        ("denunciation-update", at.denunciation.pk),
    ]:
        assert client.get(url(name, pk)).status_code == 404
        assert client.post(url(name, pk), {}).status_code == 404


def test_an_impossibly_large_key_is_not_found(sign_in):
    assert sign_in().get("/kiem-tra-giam-sat/99999999999999999999999/").status_code == 404


# ------------------------------------------------------------------------------------------------ form of inspections


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_records_an_inspection_with_its_subjects(sign_in, cast, typed, role):
    response = sign_in(role).post(url("inspection-create"), typed)
    inspection = Inspection.objects.get(number="77-QĐ/HU")
    assert response.headers["Location"] == url("inspection-detail", inspection.pk)
    assert (inspection.decided, inspection.level) == (date(2026, 3, 5), "district")
    organization, member = inspection.subjects.order_by("pk")
    assert sorted(content.code for content in organization.contents.all()) == ["TC1", "TC3"]
    assert [content.code for content in member.contents.all()] == ["ĐV2"]
    assert [topic.name for topic in member.topics.all()] == ["đất đai"]
    assert HistoryEntry.objects.of(inspection).get().user == cast.users[role]


def test_a_form_sent_twice_makes_one_inspection(sign_in, typed):
    client = sign_in()
    first, second = (client.post(url("inspection-create"), typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Inspection.objects.filter(number="77-QĐ/HU").count() == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"decided": "30/02/2026"}, "không phải là một ngày có thật"),
        ({"decided": ""}, "Chưa nhập ngày"),
        ({"activity": ""}, "Chưa chọn"),
        ({"concluded": "04/03/2026"}, "bằng hoặc sau ngày quyết định"),
        ({"conclusion_number": "1-TB"}, "phải nhập ngày kết luận"),
        ({"organization": "P"}, "Không tìm thấy “P” trong phạm vi của bạn"),
        ({"organization": "ở đâu"}, "trong phạm vi của bạn"),
        ({"number": "10-QĐ/D1-own", "body": "commission"}, "đã có cuộc kiểm tra, giám sát theo số quyết định này"),
        ({"item": "2026/1"}, "không có mục số 1"),
        ({"item": "mục 1"}, "ví dụ 2020/3"),
        (rows(), "ít nhất một đối tượng"),
        (rows({"contents": "TC1"}), "Chưa nhập đối tượng"),
        (rows({"organization": "C1", "member": "M-C1"}), "Chỉ nhập một đối tượng"),
        (rows({"organization": "C1"}, {"organization": "c1"}), "được nhập hai lần"),
        (rows({"organization": "C1", "contents": "ĐV1"}), "TC1 đến TC7"),
        (rows({"member": "M-C1", "contents": "GS1"}), "ĐV1 đến ĐV5"),
        (rows({"organization": "C1", "contents": "XX"}), "Không có mã nội dung “XX”"),
        (rows({"organization": "P"}), "trong phạm vi của bạn"),
        (rows({"member": "M-P"}), "trong phạm vi của bạn"),
        (rows({"organization": "C1", "topics": "d" * 130}), "dài quá 120 ký tự"),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese_and_nothing_is_written(sign_in, typed, changed, message):
    before = Inspection.objects.count()
    response = sign_in().post(url("inspection-create"), typed | changed)
    assert response.status_code == 200
    assert message in errors(response)
    assert Inspection.objects.count() == before


def test_a_foreign_subject_is_answered_like_an_unknown_one(sign_in, cast, typed):
    code = cast.at("C2").organization.code
    response = sign_in().post(url("inspection-create"), typed | rows({"organization": code}))
    assert f"Không tìm thấy “{code}” trong phạm vi của bạn" in errors(response)
    assert cast.at("C2").organization.name not in page(response)


def test_a_line_of_the_programme_is_named_by_year_and_number(sign_in, cast, typed):
    sign_in().post(url("inspection-create"), typed | {"body": "commission", "item": "2026 / 1"})
    assert Inspection.objects.get(number="77-QĐ/HU").programme_item == cast.at("D1").item


def test_the_address_fills_in_what_the_programme_already_says(sign_in):
    shown = page(sign_in().get(url("inspection-create", organization="D1", activity="thematic", item="2026/1")))
    assert 'value="D1"' in shown
    assert 'value="2026/1"' in shown
    assert '<option value="thematic" selected>' in shown


def edited(inspection, *subjects, **changed):
    """The form of a stored inspection as the browser sends it back."""
    head = {
        "organization": inspection.organization.code,
        "body": inspection.body,
        "activity": inspection.activity,
        "number": inspection.number,
        "decided": f"{inspection.decided:%d/%m/%Y}",
        "started": "",
        "concluded": "",
        "conclusion_number": "",
        "item": "",
        "version": str(inspection.version),
        "submit_token": f"edit-{inspection.version}-{len(changed)}",
    }
    return head | rows(*subjects, initial=inspection.subjects.count()) | changed


def test_an_inspection_is_concluded_in_its_form(sign_in, inspect):
    inspection = inspect()
    changed = {"concluded": "31/03/2026", "conclusion_number": "5-TB"}
    sign_in().post(
        url("inspection-update", inspection.pk), edited(inspection, {"organization": "C1", "result": "good"}, **changed)
    )
    inspection.refresh_from_db()
    assert (inspection.concluded, inspection.conclusion_number, inspection.version) == (date(2026, 3, 31), "5-TB", 2)
    subject = inspection.subjects.get()
    assert (subject.result, subject.concluded) == ("good", date(2026, 3, 31))


def test_a_struck_row_leaves_the_inspection(sign_in, inspect, cast):
    inspection = inspect(SubjectEntry(cast.at("C1").organization), SubjectEntry(cast.at("K1").organization))
    data = edited(inspection, {"organization": "C1"}, {"organization": "K1", "DELETE": "on"})
    sign_in().post(url("inspection-update", inspection.pk), data)
    assert [subject.subject.code for subject in inspection.subjects.all()] == ["C1"]


def test_a_row_with_findings_cannot_be_struck(sign_in, inspect, cast, head):
    inspection = inspect(SubjectEntry(cast.at("C1").organization), SubjectEntry(cast.at("K1").organization))
    subject = inspection.subjects.get(subject_organization=cast.at("K1").organization)
    actions.record_finding(by=head, subject=subject, description="Chậm")
    data = edited(inspection, {"organization": "C1"}, {"organization": "K1", "DELETE": "on"})
    response = sign_in().post(url("inspection-update", inspection.pk), data)
    assert "không bỏ được" in errors(response)
    assert inspection.subjects.count() == 2


def test_who_saves_an_old_page_overwrites_nothing_and_sees_both_versions(sign_in, inspect, head):
    inspection = inspect()
    data = edited(inspection, {"organization": "C1"}, number="của tôi")
    actions.update_inspection(inspection, by=head, version=1, number="của người khác")
    response = sign_in().post(url("inspection-update", inspection.pk), data)
    assert response.status_code == 200
    assert ("Số quyết định", "của người khác", "của tôi") in response.context["conflict"]
    inspection.refresh_from_db()
    assert (inspection.number, inspection.version) == ("của người khác", 2)


def test_a_subject_who_left_the_scope_stays_on_the_inspection(sign_in, inspect, cast):
    member = admit("M-DI", "Nguyễn Văn Đi", cast.at("C1").organization)
    inspection = inspect(SubjectEntry(member))
    member.organization = cast.at("C2").organization
    member.path = member.organization.path
    member.save()
    response = sign_in().post(
        url("inspection-update", inspection.pk), edited(inspection, {"member": "M-DI"}, number="9")
    )
    assert response.status_code == 302
    assert inspection.subjects.get().subject == member


# ------------------------------------------------------------------------------------------------ findings, remedies


def test_an_officer_records_a_finding_with_its_remedy(sign_in, cast):
    subject = cast.at("C1").subject
    data = {
        "description": "Chậm nộp đảng phí",
        "group": "VP9",
        "severity": "minor",
        "cause": "",
        "requirement": "Nộp đủ",
        "due": "30062026",
        "done": "",
        "submit_token": "t",
    }
    response = sign_in("officer").post(url("finding-create", subject.pk), data)
    finding = Finding.objects.get(description="Chậm nộp đảng phí")
    assert response.headers["Location"] == f"{url('inspection-detail', subject.inspection_id)}#doi-tuong-{subject.pk}"
    assert (finding.number, finding.remedy.due, finding.remedy.path) == (2, date(2026, 6, 30), subject.path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"description": ""}, "Chưa nhập"),
        ({"group": "TC1"}, "TC1"),
        ({"done": "01/05/2026", "requirement": ""}, "phải nhập yêu cầu khắc phục"),
        ({"due": "mai"}, "không đọc được thành ngày"),
    ],
)
def test_a_finding_says_what_is_wrong(sign_in, cast, changed, message):
    data = {"description": "Chậm", "group": "", "severity": "", "cause": "", "requirement": "", "due": "", "done": ""}
    response = sign_in().post(url("finding-create", cast.at("C1").subject.pk), data | changed)
    assert message in errors(response)


# ------------------------------------------------------------------------------------------- programmes and letters


def item_rows(*items, initial=0):
    empty = dict.fromkeys(
        ("number", "activity", "content", "subjects", "quarter", "lead", "document_number", "document_date"), ""
    )
    management = {"form-TOTAL_FORMS": str(len(items)), "form-INITIAL_FORMS": str(initial)}
    typed = ((number, empty | item) for number, item in enumerate(items))
    return management | {f"form-{number}-{name}": text for number, row in typed for name, text in row.items()}


PROGRAMME = {"organization": "D1", "body": "committee", "year": "2027", "submit_token": "p"}
LINE = {"number": "1", "activity": "compliance", "content": "Đất đai", "subjects": "C1; M-K1", "quarter": "2"}


def test_a_clerk_records_a_programme_with_its_lines(sign_in):
    sign_in("clerk").post(url("programme-create"), PROGRAMME | item_rows(LINE, {}))
    programme = Programme.objects.get(year=2027)
    item = programme.items.get()
    assert (item.quarter, item.content) == (2, "Đất đai")
    assert [str(row.subject) for row in item.subjects.all()] == ["Đảng bộ C1", "Nguyễn Văn K1"]


@pytest.mark.parametrize(
    ("changed", "lines", "message"),
    [
        ({"year": "1.900"}, [LINE], "nhỏ quá"),
        ({"year": "2026", "body": "commission"}, [LINE], "đã có chương trình của năm"),
        ({}, [LINE, LINE], "Số thứ tự 1 được nhập hai lần"),
        ({}, [LINE | {"subjects": "C1; P"}], "Không tìm thấy mã tổ chức hoặc số thẻ “P”"),
        ({}, [LINE | {"activity": ""}], "Chưa chọn"),
        ({}, [LINE | {"quarter": "5"}], "5"),
        ({}, [LINE | {"document_date": "2026-13-01"}], "ngày"),
    ],
)
def test_a_programme_says_what_is_wrong(sign_in, changed, lines, message):
    before = Programme.objects.count()
    response = sign_in().post(url("programme-create"), PROGRAMME | item_rows(*lines) | changed)
    assert message in errors(response)
    assert Programme.objects.count() == before


def test_a_programme_gets_a_further_line(sign_in, cast):
    programme = cast.at("D1").programme
    stored = {"number": "1", "activity": "compliance", "content": "Nội dung mới", "subjects": "M-D1", "quarter": "1"}
    data = PROGRAMME | {"body": "commission", "year": "2026", "version": "1"}
    data |= item_rows(stored, LINE | {"number": "2"}, initial=1)
    sign_in().post(url("programme-update", programme.pk), data)
    assert list(programme.items.values_list("number", "content")) == [(1, "Nội dung mới"), (2, "Đất đai")]


LETTER = {
    "number": "88-TC",
    "received": "05/03/2026",
    "organization": "D1",
    "body": "commission",
    "subject_organization": "",
    "subject_member": "M-C1",
    "groups": ["VP1"],
    "resolved": "",
    "result": "",
    "submit_token": "l",
}


def test_an_officer_with_letters_records_one(sign_in):
    sign_in(LETTERS).post(url("denunciation-create"), LETTER)
    letter = Denunciation.objects.get(number="88-TC")
    assert (letter.subject.card_number, letter.level) == ("M-C1", "district")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"resolved": "06/03/2026"}, "phải chọn kết quả"),
        ({"result": "false"}, "phải nhập ngày giải quyết"),
        ({"resolved": "04/03/2026", "result": "false"}, "bằng hoặc sau ngày nhận"),
        ({"groups": ["TC1"]}, "VP1 đến VP11"),
        ({"groups": ["không có"]}, "Không có lựa chọn “không có”"),
        ({"subject_member": ""}, "Chưa nhập đối tượng"),
        ({"subject_organization": "C1"}, "Chỉ nhập một đối tượng"),
        ({"subject_member": "M-P"}, "trong phạm vi của bạn"),
        ({"number": "30-TC/D1-own", "subject_member": "M-D1"}, "đã được ghi"),
    ],
)
def test_a_letter_says_what_is_wrong(sign_in, changed, message):
    before = Denunciation.objects.count()
    assert message in errors(sign_in().post(url("denunciation-create"), LETTER | changed))
    assert Denunciation.objects.count() == before


def test_the_form_of_letters_warns_not_to_name_the_sender(sign_in):
    assert "làm lộ người tố cáo" in page(sign_in().get(url("denunciation-create")))


# ----------------------------------------------------------------------------------------------------- hostile forms


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_breaks_the_form_of_inspections(sign_in, typed, value):
    client = sign_in()
    for name in (*typed, "form-0-DELETE", "form-0-result", "version", "no-such"):
        response = client.post(url("inspection-create"), typed | {"submit_token": ""} | {name: value})
        assert response.status_code in (200, 302, 400), name
        assert "<script>alert" not in page(response)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_breaks_the_other_forms(sign_in, cast, value):
    client, at = sign_in(), cast.at("C1")
    finding = dict.fromkeys(("description", "group", "severity", "cause", "requirement", "due", "done", "version"), "1")
    targets = [
        (url("programme-create"), PROGRAMME | item_rows(LINE)),
        (url("programme-update", at.programme.pk), PROGRAMME | item_rows(LINE, initial=1) | {"version": "1"}),
        (url("denunciation-create"), LETTER),
        (url("finding-update", at.finding.pk), finding),
        (url("remedy-step", at.remedy.pk, "revise"), {"day": "", "due": "", "reason": ""}),
    ]
    for address, data in targets:
        for name in data:
            response = client.post(address, data | {"submit_token": ""} | {name: value})
            assert response.status_code in (200, 302, 400, 403), (address, name)


def test_an_empty_post_is_answered_with_what_is_missing(sign_in):
    for name in ("inspection-create", "programme-create", "denunciation-create"):
        assert sign_in().post(url(name), {}).status_code == 200
