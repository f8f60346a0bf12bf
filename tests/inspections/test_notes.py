"""The register of routine supervision: notes taken, corrected, found by quarter, summed up by an inspection."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import HistoryEntry
from inspections import actions
from inspections.models import RoutineNote
from members.choices import Role
from tests.cast import admit

pytestmark = [pytest.mark.django_db, pytest.mark.today(date(2026, 11, 20))]


TYPED = {
    "noted": "05/03/2026",
    "organization": "D1",
    "body": "commission",
    "subject_organization": "",
    "subject_member": "M-C1",
    "code": "GS5",
    "text": "Dự đủ các kỳ sinh hoạt",
    "assessment": "good",
    "summed_up": "",
    "submit_token": "n",
}


def url(name, *args, **query):
    return reverse(name, args=args, query=query)


def told(response):
    return " ".join(text for _, _, text in response.context["errors"])


@pytest.fixture
def routine(inspect):
    """A routine supervision by the district's commission."""
    return inspect(activity="routine", body="commission", number="9-QĐ/UBKT")


@pytest.fixture
def note(cast, head):
    """A function that notes something about the commune's member."""

    def note(**values):
        usual = {"organization": cast.at("D1").organization, "body": "commission", "subject": cast.at("C1").member,
                 "noted": date(2026, 3, 5), "text": "Chấp hành tốt", "assessment": "good"}  # fmt: skip
        return actions.record_note(by=head, **usual | values)

    return note


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.HEAD])
def test_a_note_is_taken_as_its_subject_stands(sign_in, role):
    client = sign_in(role)
    before = RoutineNote.objects.count()
    response = client.post(url("note-create"), TYPED)
    assert response.status_code == 302
    taken = RoutineNote.objects.latest("pk")
    assert RoutineNote.objects.count() == before + 1
    assert (taken.subject.card_number, taken.subject_kind, taken.level) == ("M-C1", "member", "district")
    assert HistoryEntry.objects.of(taken).get().act == "create"
    assert "Dự đủ các kỳ sinh hoạt" in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"noted": "21/11/2026"}, "Ngày này chưa đến"),
        ({"noted": "31/02/2026"}, "không phải là một ngày có thật"),
        ({"text": ""}, "Chưa nhập ô này"),
        ({"assessment": ""}, "Chưa chọn"),
        ({"assessment": "bad"}, "Không có lựa chọn"),
        ({"code": "TC1"}, "không áp dụng cho đảng viên"),
        ({"code": "VP1"}, "Không có lựa chọn"),
        ({"subject_member": "", "subject_organization": ""}, "Chưa nhập đối tượng"),
        ({"subject_organization": "C1"}, "Chỉ nhập một đối tượng"),
        ({"subject_member": "M-D2"}, "Không tìm thấy"),
        ({"organization": "P"}, "Không tìm thấy"),
        ({"summed_up": "10-QĐ/D1-own"}, "không có cuộc giám sát thường xuyên"),
        ({"summed_up": "9-QĐ/UBKT", "body": "committee"}, "không có cuộc giám sát thường xuyên"),
    ],
)
def test_a_note_says_what_is_wrong(sign_in, routine, typed, message):
    before = RoutineNote.objects.count()
    assert message in told(sign_in("clerk").post(url("note-create"), TYPED | typed))
    assert RoutineNote.objects.count() == before


def test_a_note_is_corrected_and_an_old_page_overwrites_nothing(sign_in, note):
    client, taken = sign_in("clerk"), note()
    typed = TYPED | {"subject_member": "", "subject_organization": "C1", "code": "TC1", "assessment": "remind"}
    assert client.post(url("note-update", taken.pk), typed | {"version": "1"}).status_code == 302
    taken.refresh_from_db()
    assert (str(taken.subject), taken.assessment, taken.version) == ("Đảng bộ C1", "remind", 2)
    response = client.post(url("note-update", taken.pk), typed | {"version": "1", "submit_token": "m", "text": "Khác"})
    assert response.context["conflict"]


def test_a_routine_supervision_sums_its_notes_up(sign_in, routine, note):
    client = sign_in("clerk")
    inspection = url("inspection-detail", routine.pk)
    assert "Chưa gắn ghi chép nào" in client.get(inspection).content.decode()
    assert client.post(url("note-create"), TYPED | {"summed_up": "9-QĐ/UBKT"}).status_code == 302
    taken = RoutineNote.objects.get(inspection=routine)
    shown = client.get(inspection).content.decode()
    assert "Ghi chép giám sát thường xuyên (1)" in shown
    assert "Dự đủ các kỳ sinh hoạt" in shown
    assert "summed_up=9-Q" in shown
    assert inspection in client.get(url("note-detail", taken.pk)).content.decode()


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["một", "hai", "ba", "bốn"]),
        ({"year": "2026", "quarter": "1"}, ["một", "hai"]),
        ({"quarter": ["1", "3"]}, ["một", "hai", "ba", "bốn"]),
        ({"year": "2025"}, ["bốn"]),
        ({"organization": "C1"}, ["ba"]),
        ({"unit": "C1"}, ["một", "hai", "ba"]),
        ({"assessment": "signs"}, ["hai"]),
        ({"from": "01/07/2026", "to": "30/09/2026"}, ["ba"]),
        ({"q": "nguyen van c1"}, ["một", "ba"]),
        ({"quarter": "5"}, []),
        ({"year": "abc"}, []),
    ],
)
def test_notes_are_found(sign_in, cast, note, query, texts):
    RoutineNote.objects.all().delete()
    note(text="một")
    note(text="hai", noted=date(2026, 3, 31), subject=cast.at("C1").organization, assessment="signs")
    note(text="ba", noted=date(2026, 7, 1), organization=cast.at("C1").organization)
    note(text="bốn", noted=date(2025, 8, 1), subject=cast.at("D1").organization)
    response = sign_in("leader").get(url("note-list"), query)
    assert sorted(one.text for one in response.context["table"].data.data) == sorted(texts)


def test_nobody_reads_notes_about_themselves(sign_in, cast, note, routine):
    about_me, of_closed = note(), note(subject=cast.at("C1").organization, inspection=routine)
    me = cast.users["officer"]
    cast.link(me, cast.at("C1").member)
    assert sign_in("officer").get(url("note-detail", about_me.pk)).status_code == 404
    assert sign_in("officer").get(url("note-detail", of_closed.pk)).status_code == 200
    actions.recuse(routine, by=cast.users["head"], member=cast.at("C1").member, reason="Người nhà")
    assert sign_in("officer").get(url("note-detail", of_closed.pk)).status_code == 404


def test_an_inspection_with_notes_asks_as_often_for_10_as_for_1(
    sign_in, cast, note, routine, django_assert_num_queries
):
    client, address = sign_in("head"), url("inspection-detail", routine.pk)
    note(inspection=routine)
    client.get(address)
    with django_assert_num_queries(17) as asked:
        client.get(address)
    for number in range(10):
        note(inspection=routine, subject=admit(f"N-{number}", f"Lê Văn {number}", cast.at("C1").organization))
    with django_assert_num_queries(len(asked)):
        client.get(address)
