from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts import history
from accounts.models import HistoryEntry
from accounts.timeline import timeline
from discipline.actions import record_decision
from inspections import actions
from inspections.actions import ItemEntry, SubjectEntry
from inspections.models import Finding, Inspection, ProgrammeItem, Remedy, Subject
from members.models import Post

pytestmark = pytest.mark.django_db


def entries(obj):
    return list(HistoryEntry.objects.of(obj).exclude(act="read"))


def codes(subject):
    return sorted(content.code for content in subject.contents.all())


def refusal(error):
    return " ".join(error.value.messages)


# ------------------------------------------------------------------------------------------------------- inspections


def test_an_inspection_keeps_its_actor_and_each_subject_as_they_stood(inspect, cast):
    district, commune = cast.at("D1").organization, cast.at("C1")
    Post.objects.create(member=commune.member, seat="base", managed_by="district")
    inspection = inspect(SubjectEntry(commune.organization, ["TC1"]), SubjectEntry(commune.member, ["ĐV2"]))
    assert (inspection.path, inspection.level, inspection.version) == (district.path, "district", 1)
    organization, member = inspection.subjects.order_by("pk")
    assert (organization.subject_kind, organization.organization_type, organization.seat) == (
        "organization",
        "base",
        "",
    )
    assert (member.subject_kind, member.seat, member.managed_by) == ("member", "base", "district")
    for subject in (organization, member):
        for column in Subject.COPIED:
            assert getattr(subject, column) == getattr(inspection, column)


def test_an_inspection_is_written_into_history_once_with_its_subjects_in_words(inspect, cast, head):
    inspection = inspect(SubjectEntry(cast.at("C1").organization, ["TC3", "TC1"], ["đất đai"], "good"))
    [entry] = entries(inspection)
    assert (entry.act, entry.user) == ("create", head)
    words = "nội dung: TC1, TC3; chuyên đề: đất đai; kết quả: Tốt"
    assert entry.changes["đối tượng C1"] == [None, words]
    assert history.verify() is None


def test_a_conclusion_moves_the_subjects_to_its_date(inspect, cast, head):
    member = cast.at("C1").member
    Post.objects.create(member=member, seat="base", ended=date(2026, 2, 28))
    Post.objects.create(member=member, seat="district", started=date(2026, 3, 1))
    inspection = inspect(SubjectEntry(member))
    assert inspection.subjects.get().seat == "base"
    actions.update_inspection(inspection, by=head, version=1, concluded=date(2026, 3, 31))
    subject = inspection.subjects.get()
    assert (subject.concluded, subject.seat) == (date(2026, 3, 31), "district")


def test_what_was_copied_in_its_time_stays_while_the_date_stays(inspect, cast, head):
    member = cast.at("C1").member
    inspection = inspect(SubjectEntry(member))
    Post.objects.create(member=member, seat="district")
    actions.update_inspection(inspection, by=head, version=1, number="mới")
    assert inspection.subjects.get().seat == ""


def test_a_change_of_the_organization_moves_subjects_findings_and_remedies(inspect, cast, head):
    inspection = inspect()
    finding = actions.record_finding(
        by=head, subject=inspection.subjects.get(), description="Chậm", remedy={"due": date(2026, 5, 1)}
    )
    commune = cast.at("C1").organization
    inspection = actions.update_inspection(inspection, by=head, version=1, organization=commune)
    assert (inspection.path, inspection.level) == (commune.path, "base")
    assert Subject.objects.get(inspection=inspection).path == commune.path
    assert Finding.objects.get(pk=finding.pk).path == commune.path
    assert Remedy.objects.get(finding=finding).path == commune.path


def test_a_version_that_somebody_else_overtook_is_refused(inspect, head):
    inspection = inspect()
    actions.update_inspection(inspection, by=head, version=1, number="lần một")
    with pytest.raises(ValidationError) as error:
        actions.update_inspection(inspection, by=head, version=1, number="lần hai")
    assert error.value.code == "conflict"
    inspection.refresh_from_db()
    assert (inspection.number, inspection.version) == ("lần một", 2)


def test_subjects_are_added_changed_and_removed_one_by_one(inspect, cast, head):
    commune, somebody = SubjectEntry(cast.at("C1").organization), cast.at("K1").member
    inspection = inspect(commune)
    subjects = [commune, SubjectEntry(somebody, ["ĐV1"])]
    inspection = actions.update_inspection(inspection, by=head, version=1, subjects=subjects)
    member = inspection.subjects.get(subject_kind="member")
    subjects = [commune, SubjectEntry(somebody, ["ĐV2", "ĐV3"], ["tài chính"], "good")]
    actions.update_inspection(inspection, by=head, version=2, subjects=subjects)
    member.refresh_from_db()
    assert (codes(member), member.result) == (["ĐV2", "ĐV3"], "good")
    actions.update_inspection(inspection, by=head, version=3, subjects=[commune])
    assert [subject.subject for subject in inspection.subjects.all()] == [cast.at("C1").organization]
    assert [entry.act for entry in entries(inspection)] == ["create", "update", "update", "update"]
    assert entries(inspection)[-1].changes["đối tượng M-K1"][1] is None


def test_a_subject_that_stays_keeps_its_row(inspect, cast, head):
    inspection = inspect(SubjectEntry(cast.at("C1").organization, ["TC1"]))
    row = inspection.subjects.get()
    subjects = [SubjectEntry(cast.at("K1").organization), SubjectEntry(cast.at("C1").organization, ["TC1", "TC2"])]
    actions.update_inspection(inspection, by=head, version=1, subjects=subjects)
    row.refresh_from_db()
    assert codes(row) == ["TC1", "TC2"]


@pytest.mark.parametrize("evidence", ["finding", "decision", "conclusion"])
def test_a_subject_with_evidence_cannot_be_taken_off(inspect, cast, head, evidence):
    commune, cell = cast.at("C1").organization, SubjectEntry(cast.at("K1").organization)
    inspection = inspect(SubjectEntry(commune), cell)
    subject = inspection.subjects.get(subject_organization=commune)
    if evidence == "finding":
        actions.record_finding(by=head, subject=subject, description="Chậm")
    elif evidence == "decision":
        facts = {"number": "1-QĐ", "decided": date(2026, 2, 1), "form": "warning", "inspection": inspection}
        record_decision(
            by=head, organization=inspection.organization, body="committee", subject=commune, groups=["TC1"], **facts
        )
    else:
        actions.update_inspection(inspection, by=head, version=1, concluded=date(2026, 2, 1))
    inspection.refresh_from_db()
    with pytest.raises(ValidationError, match="không bỏ được"):
        actions.update_inspection(inspection, by=head, version=inspection.version, subjects=[cell])
    assert inspection.subjects.count() == 2


def test_an_inspection_without_subject_is_refused_and_nothing_written(inspect, cast, head):
    before = Inspection.objects.count(), HistoryEntry.objects.count()
    with pytest.raises(ValidationError, match="ít nhất một đối tượng"):
        actions.create_inspection(
            by=head,
            subjects=[],
            organization=cast.at("D1").organization,
            body="committee",
            number="0",
            decided=date(2026, 1, 1),
            activity="compliance",
        )
    assert (Inspection.objects.count(), HistoryEntry.objects.count()) == before


def test_the_same_subject_twice_is_refused(inspect, cast):
    entry = SubjectEntry(cast.at("C1").organization)
    with pytest.raises(ValidationError, match="hai lần"):
        inspect(entry, entry)


@pytest.mark.parametrize(
    ("kind", "activity", "code"),
    [
        ("organization", "compliance", "ĐV1"),
        ("member", "compliance", "VP1"),
        ("member", "thematic", "ĐV1"),
        ("member", "violation", "GS1"),
    ],
)
def test_a_content_of_another_list_is_refused(inspect, cast, kind, activity, code):
    with pytest.raises(ValidationError, match=f"Nội dung {code} không áp dụng"):
        inspect(SubjectEntry(getattr(cast.at("C1"), kind), [code]), activity=activity)


def test_a_change_of_the_activity_asks_for_contents_that_fit(inspect, cast, head):
    inspection = inspect(SubjectEntry(cast.at("C1").member, ["ĐV1"]))
    with pytest.raises(ValidationError, match="ĐV1"):
        actions.update_inspection(inspection, by=head, version=1, activity="thematic")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"concluded": date(2026, 1, 14)}, "bằng hoặc sau ngày quyết định"),
        ({"started": date(2026, 3, 1), "concluded": date(2026, 2, 1)}, "bằng hoặc sau ngày bắt đầu"),
    ],
)
def test_dates_follow_each_other(inspect, values, message):
    with pytest.raises(ValidationError) as error:
        inspect(**values)
    assert message in refusal(error)


def test_a_number_is_used_once_by_a_body(inspect):
    inspect(number="5-QĐ")
    inspect(number="5-QĐ", body="commission")
    with pytest.raises(ValidationError, match="đã có cuộc kiểm tra"):
        inspect(number="5-QĐ")


def test_an_inspection_carries_out_only_a_line_of_its_own_body(inspect, cast):
    item = cast.at("D1").item
    assert inspect(body="commission", programme_item=item).programme_item == item
    with pytest.raises(ValidationError, match="chủ thể khác"):
        inspect(body="committee", programme_item=item)


# ---------------------------------------------------------------------------------------------------------- findings


def test_findings_of_a_subject_are_numbered_and_carry_its_path(inspect, head):
    subject = inspect().subjects.get()
    first = actions.record_finding(by=head, subject=subject, description="Một")
    second = actions.record_finding(by=head, subject=subject, description="Hai", group="TC2")
    assert (first.number, second.number) == (1, 2)
    assert first.path == subject.path
    assert not Remedy.objects.filter(finding=first).exists()


def test_a_finding_takes_only_groups_of_its_kind_of_subject(inspect, head):
    with pytest.raises(ValidationError, match="không áp dụng"):
        actions.record_finding(by=head, subject=inspect().subjects.get(), description="Một", group="VP1")


def test_a_remedy_is_recorded_changed_and_completed_with_history_in_words(inspect, head):
    subject = inspect().subjects.get()
    remedy = {"requirement": "Kiểm điểm", "due": date(2026, 6, 30)}
    finding = actions.record_finding(by=head, subject=subject, description="Một", remedy=remedy)
    evidence = [actions.Evidence("Báo cáo", archive="Hộp 1")]
    actions.take_remedy_step(finding.remedy, "report", by=head, version=1, day=date(2026, 7, 2), evidence=evidence)
    stored = Remedy.objects.get(finding=finding)
    assert (stored.requirement, stored.due, stored.done) == ("Kiểm điểm", date(2026, 6, 30), date(2026, 7, 2))
    assert entries(stored)[-1].changes["ngày khắc phục xong"] == ["", "02/07/2026"]
    assert type(finding).objects.get(pk=finding.pk).version == 2


def test_a_remedy_completed_from_an_old_page_is_refused(inspect, head):
    finding = actions.record_finding(by=head, subject=inspect().subjects.get(), description="Một", remedy={"due": None})
    finding = actions.update_finding(
        finding, by=head, version=1, description="Hai", remedy={"requirement": "Kiểm điểm", "due": None, "done": None}
    )
    with pytest.raises(ValidationError) as error:
        actions.take_remedy_step(finding.remedy, "report", by=head, version=1, day=date(2026, 7, 2))
    assert error.value.code == "conflict"


def test_the_timeline_of_a_case_tells_findings_beside_the_inspection(inspect, head):
    inspection = inspect()
    finding = actions.record_finding(by=head, subject=inspection.subjects.get(), description="Chậm nộp")
    told = [item["text"] for item in timeline(inspection, parts=[finding])]
    assert told == [f"Tạo mới Khuyết điểm 1: Chậm nộp – {head}", f"Tạo mới – {head}"]


# -------------------------------------------------------------------------------------------------------- programmes


@pytest.fixture
def programme(cast, head):
    items = [
        ItemEntry(1, "compliance", "Đất đai", quarter=1, subjects=[cast.at("C1").organization]),
        ItemEntry(2, "thematic", "Tài chính", lead="Ông A"),
    ]
    return actions.create_programme(
        by=head, organization=cast.at("D1").organization, body="committee", year=2026, items=items
    )


def test_a_programme_is_recorded_with_its_lines(programme, cast):
    assert (programme.level, programme.path) == ("district", cast.at("D1").organization.path)
    first, second = programme.items.all()
    assert (first.path, [row.subject for row in first.subjects.all()]) == (programme.path, [cast.at("C1").organization])
    assert (second.lead, second.quarter) == ("Ông A", None)
    [entry] = entries(programme)
    assert entry.changes["mục số 1"] == [None, "Kiểm tra chấp hành; Đất đai; C1; quý 1"]


def test_lines_are_known_by_their_number(programme, cast, head):
    first = programme.items.get(number=1)
    items = [
        ItemEntry(1, "compliance", "Đất đai, khoáng sản", subjects=[cast.at("K1").member]),
        ItemEntry(3, "routine", "Mới"),
    ]
    actions.update_programme(programme, by=head, version=1, items=items)
    first.refresh_from_db()
    assert (first.content, [row.subject for row in first.subjects.all()]) == (
        "Đất đai, khoáng sản",
        [cast.at("K1").member],
    )
    assert list(programme.items.values_list("number", flat=True)) == [1, 3]


def test_a_line_that_an_inspection_carries_out_stays(programme, inspect, head):
    inspect(programme_item=programme.items.get(number=2))
    with pytest.raises(ValidationError, match="Mục số 2"):
        actions.update_programme(programme, by=head, version=1, items=[ItemEntry(1, "compliance", "Đất đai")])
    assert programme.items.count() == 2


def test_a_programme_with_inspections_keeps_its_body(programme, inspect, cast, head):
    inspect(programme_item=programme.items.get(number=1))
    with pytest.raises(ValidationError, match="không đổi được"):
        actions.update_programme(programme, by=head, version=1, body="commission")


def test_a_programme_that_moves_takes_its_lines_along(programme, cast, head):
    commune = cast.at("C1").organization
    actions.update_programme(programme, by=head, version=1, organization=commune)
    assert set(ProgrammeItem.objects.filter(programme=programme).values_list("path", flat=True)) == {commune.path}


def test_one_programme_a_body_a_year(programme, cast, head):
    with pytest.raises(ValidationError, match="đã có chương trình"):
        actions.create_programme(by=head, organization=programme.organization, body="committee", year=2026)


def test_a_programme_changed_meanwhile_is_not_overwritten(programme, head):
    actions.update_programme(programme, by=head, version=1, year=2027)
    with pytest.raises(ValidationError) as error:
        actions.update_programme(programme, by=head, version=1, year=2028)
    assert error.value.code == "conflict"


# ----------------------------------------------------------------------------------------------------- denunciations


@pytest.fixture
def letter(cast, head):
    Post.objects.create(member=cast.at("C1").member, seat="base", ended=date(2026, 5, 31))
    return actions.record_denunciation(
        by=head,
        organization=cast.at("D1").organization,
        body="commission",
        number="5-TC",
        received=date(2026, 5, 1),
        subject=cast.at("C1").member,
        groups=["VP8", "VP1"],
    )


def test_a_letter_keeps_its_subject_as_on_the_day_of_receipt(letter):
    assert (letter.level, letter.subject_kind, letter.seat) == ("district", "member", "base")
    assert sorted(letter.groups.values_list("code", flat=True)) == ["VP1", "VP8"]
    assert entries(letter)[0].changes["groups"] == [None, ["VP1", "VP8"]]


def test_a_letter_is_resolved_and_its_subject_corrected(letter, cast, head):
    changed = actions.update_denunciation(
        letter, by=head, version=1, subject=letter.subject, groups=["VP1"], resolved=date(2026, 6, 2), result="false"
    )
    assert (changed.version, changed.result, changed.seat) == (2, "false", "base")
    changed = actions.update_denunciation(
        letter, by=head, version=2, subject=cast.at("C1").organization, groups=["TC1"]
    )
    assert (changed.subject_kind, changed.seat, changed.subject_member) == ("organization", "", None)


def test_a_letter_about_an_organization_takes_no_groups_of_members(letter, cast, head):
    with pytest.raises(ValidationError, match="không áp dụng"):
        actions.update_denunciation(letter, by=head, version=1, subject=cast.at("C1").organization, groups=["VP1"])


def test_a_letter_changed_meanwhile_is_not_overwritten(letter, head):
    actions.update_denunciation(letter, by=head, version=1, subject=letter.subject, number="6-TC")
    with pytest.raises(ValidationError) as error:
        actions.update_denunciation(letter, by=head, version=1, subject=letter.subject, number="7-TC")
    assert error.value.code == "conflict"
