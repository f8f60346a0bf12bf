"""Decisions on reorganization, from the form and from the book: the tree, members and open matters, there and back."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import HistoryEntry
from core.workbook import read
from discipline.models import Case
from inspections import actions as inspections
from inspections.models import Inspection, Programme
from members.choices import ActKind
from members.models import (
    Handover,
    Member,
    Organization,
    Placement,
    Reorganization,
    ReorganizationAct,
    Standing,
    in_tree_of,
)
from members.rebuilding import Unsound
from members.reorganizing import ActEntry
from members.replay import Change, Founding
from reports import reorganizing
from reports.imports import import_book
from tests.cast import admit, engage, establish
from tests.members.test_replay import world_on

pytestmark = pytest.mark.django_db

DAY, NEXT, ONE = date(2026, 7, 1), date(2026, 10, 1), timedelta(days=1)


def at(code):
    return Organization.objects.get(code=code)


def stored():
    """All that follows from acts, as the database has it."""
    return (
        list(Standing.objects.order_by("organization", "path", "valid_from").values_list(
            "organization", "parent", "name", "type", "level", "path", "valid_from", "valid_until")),
        list(Organization.objects.order_by("pk").values_list(
            "pk", "name", "parent", "path", "today_path", "valid_until")),
        list(Placement.objects.order_by("member", "valid_from").values_list(
            "member", "organization", "valid_from", "valid_until")),
        list(Member.objects.order_by("pk").values_list("pk", "organization", "path")),
    )  # fmt: skip


@pytest.fixture
def commune(cast):
    """A second commune of the office's district, with a cell, a member and an inspection of the same number."""
    second = establish("C9", cast.at("D1").organization, "base")
    admit("M-C9", "Lê Văn Chín", establish("K9", second, "cell"))
    for one in (second, cast.at("C1").organization):
        inspections.create_inspection(
            by=cast.users["head"], organization=one, body="commission", number="99-QĐ", decided=date(2026, 6, 1),
            activity="compliance", subjects=[inspections.SubjectEntry(one, ["TC1"], [], "")],
        )  # fmt: skip
    return second


def merged(cast, commune):
    acts = [ActEntry(ActKind.MERGE, commune, cast.at("C1").organization)]
    return reorganizing.reorganize(by=cast.users["head"], day=DAY, number="1-QĐ", acts=acts)


def test_a_merge_moves_cells_members_open_matters_and_roles_and_annulling_brings_them_back(cast, commune, head):
    target = cast.at("C1").organization
    clerk = engage("clerk", commune, "van-thu-c9")
    admit("M-C9-2", "Lê Thị Mười", commune)
    before = stored()
    decision = merged(cast, commune)
    assert (at("C9").valid_until, at("C9").today_path) == (date(2026, 6, 30), target.path)
    assert at("K9").path.startswith(target.path)
    moved = Member.objects.get(card_number="M-C9-2")
    assert (moved.organization, moved.path) == (target, target.path)
    assert [p.act_id is None for p in moved.placements.all()] == [True, False]
    open_one = Inspection.objects.get(taken_from=commune)
    assert (open_one.organization, open_one.number) == (target, "99-QĐ")
    assert clerk.assignments.get().organization == target
    recorded = HistoryEntry.objects.filter(reason="Quyết định 1-QĐ").values_list("object_type", flat=True)
    assert {"members.organization", "members.member", "inspections.inspection"} <= set(recorded)

    reorganizing.annul(decision, by=head, day=DAY, number="2-QĐ", reason="Ghi nhầm")
    assert stored() == before
    assert not Inspection.objects.filter(taken_from__isnull=False).exists()
    assert clerk.assignments.get().organization == commune
    with pytest.raises(ValidationError, match="đã bị hủy"):
        reorganizing.annul(decision, by=head, day=DAY, number="3-QĐ", reason="Lần nữa")


def test_a_matter_that_the_successor_went_on_with_stays_there(cast, commune, head):
    decision = merged(cast, commune)
    Inspection.objects.filter(taken_from=commune).update(version=50)
    reorganizing.annul(decision, by=head, day=DAY, number="2-QĐ", reason="Ghi nhầm")
    assert Inspection.objects.get(taken_from=commune).organization == cast.at("C1").organization


def test_roles_do_not_climb_when_a_level_of_the_tree_ends(cast, head):
    district, province = cast.at("D1").organization, cast.at("P").organization
    acts = [ActEntry(ActKind.END, district, province)]
    reorganizing.reorganize(by=head, day=DAY, number="1-QĐ", acts=acts)
    assert not Handover.objects.filter(table="members.assignment").exists()
    assert at("C1").parent == province
    case = Case.objects.get(pk=cast.at("D1").case.pk)
    assert (case.organization, case.taken_from) == (province, district)
    assert Programme.objects.filter(organization=province, taken_from=district, year=2026).exists()
    closed = Inspection.objects.get(pk=cast.at("D1").inspection.pk)
    assert (closed.organization, closed.taken_from) == (district, None)


def test_what_later_decisions_stand_on_is_not_annulled(cast, commune, head):
    decision = merged(cast, commune)
    acts = [ActEntry(ActKind.MERGE, cast.at("C1").organization, cast.at("D1").organization)]
    later = reorganizing.reorganize(by=head, day=NEXT, number="5-QĐ", acts=acts)
    with pytest.raises(ValidationError, match="5-QĐ từ ngày 01/10/2026"):
        reorganizing.annul(decision, by=head, day=NEXT, number="6-QĐ", reason="Ghi nhầm")
    reorganizing.annul(later, by=head, day=NEXT, number="6-QĐ", reason="Ghi nhầm")
    reorganizing.annul(decision, by=head, day=NEXT, number="7-QĐ", reason="Ghi nhầm")


def test_an_established_organization_goes_when_it_is_annulled_unless_something_was_recorded_of_it(cast, commune, head):
    def split():
        new = Organization(code="N9", name="Đảng bộ mới", type="base", level="base")
        acts = [
            ActEntry(ActKind.MOVE, at("K9"), new),
            ActEntry(ActKind.ESTABLISH, new, cast.at("D1").organization, commune),
        ]
        return reorganizing.reorganize(by=head, day=DAY, number="1-QĐ", acts=acts)

    before, decision = stored(), split()
    after = stored()
    assert at("K9").parent == at("N9")
    reorganizing.annul(decision, by=head, day=DAY, number="2-QĐ", reason="Ghi nhầm")
    now = stored()
    assert (now[0], now[2:]) == (before[0], before[2:])
    decision = split()
    assert stored() == after
    admit("M-N9", "Phan Văn Mới", at("N9"))
    with pytest.raises(ValidationError, match="Đảng bộ mới: đã có 1 nơi sinh hoạt"):
        reorganizing.annul(decision, by=head, day=DAY, number="2-QĐ", reason="Ghi nhầm")


KINDS = (ActKind.MOVE, ActKind.MERGE, ActKind.END, ActKind.RENAME, ActKind.ESTABLISH)


def drawn(data, number, some):
    """Lines of a decision; a new organization splits off from another, and is renamed the same day at times."""
    kind, target = data.draw(st.sampled_from(KINDS)), data.draw(some)
    if kind == ActKind.ESTABLISH:
        new = Organization(code=f"N{number}", name=f"Mới {number}", type="cell", level="cell")
        renamed = [ActEntry(ActKind.RENAME, new, new_name=f"Tên {number}")] if data.draw(st.booleans()) else []
        return [ActEntry(kind, new, target, origin=data.draw(some)), *renamed]
    name = f"Tên {number}" if kind == ActKind.RENAME else ""
    return [ActEntry(kind, data.draw(some), None if name else target, new_name=name)]


def as_told(entries, day):
    """What a decision says, for the slow reconstruction: (what is established, what changes)."""
    new = {
        e.organization.pk: Founding(e.target.pk, e.organization.name, "cell", "cell", day)
        for e in entries
        if e.kind == ActKind.ESTABLISH
    }
    changes = [
        Change(0, day, e.kind, e.organization.pk, e.target and e.target.pk, e.new_name)
        for e in entries
        if e.kind != ActKind.ESTABLISH
    ]
    return new, changes


@given(st.data())
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_stored_tree_of_every_day_is_the_slow_one_and_annulling_everything_gives_the_first(cast, head, data):
    with transaction.atomic():
        _draw_and_compare(cast, head, data)
        transaction.set_rollback(True)


def _draw_and_compare(cast, head, data):
    some = st.sampled_from([cast.at(name).organization for name in ("D1", "C1", "K1", "D2", "C2", "K2")])
    before, stands = stored(), {}
    standing = Organization.objects.filter(standings__isnull=False).distinct()
    first = {one.pk: Founding(one.parent_id, one.name, one.type, one.level) for one in standing}

    def compare():
        foundings = first | {one: told for new, _ in stands.values() for one, told in new.items()}
        changes = [change for _, told in stands.values() for change in told]
        for day in (DAY - ONE, DAY, NEXT - ONE, NEXT):
            rows = Standing.objects.on(day).values_list("organization", "parent", "name", "type", "level", "path")
            assert {one: tuple(facts) for one, *facts in rows} == world_on(foundings, changes, day, DAY - ONE), day

    for number in range(data.draw(st.integers(2, 6))):
        if stands and data.draw(st.integers(0, 3)) == 0:
            decision = data.draw(st.sampled_from(list(stands)))
            with suppress(ValidationError):  # something later stands on it
                reorganizing.annul(decision, by=head, day=NEXT, number="hủy", reason="Thử lại")
                del stands[decision]
        else:
            entries, day = drawn(data, number, some), data.draw(st.sampled_from([DAY, NEXT]))
            with suppress(Unsound):
                decision = reorganizing.reorganize(by=head, day=day, number=str(number), acts=entries)
                stands[decision] = as_told(entries, day)
        compare()
    for decision in sorted(stands, key=lambda one: (one.day, one.pk), reverse=True):
        reorganizing.annul(decision, by=head, day=NEXT, number="hủy", reason="Thử lại")
    now = stored()
    assert (now[0], [row for row in now[1] if row[0] in first], *now[2:]) == before


# ----------------------------------------------------------------------------------------------------------- the pages


def lines(*rows):
    """The form as a browser sends it."""
    data = {"number": "1-QĐ", "day": "01/07/2026", "submit_token": "t" * 20, "form-TOTAL_FORMS": len(rows),
            "form-INITIAL_FORMS": 0, "form-MIN_NUM_FORMS": 0, "form-MAX_NUM_FORMS": 200}  # fmt: skip
    for place, row in enumerate(rows):
        data |= {f"form-{place}-{name}": value for name, value in row.items()}
    return data


def test_the_preview_writes_nothing_and_each_number_opens_its_rows(cast, commune, sign_in):
    client, address = sign_in("head"), reverse("reorganization-create")
    row = {"kind": "merge", "organization": "C9", "target": "C1"}
    before = Reorganization.objects.count()
    page = client.post(address, lines(row)).content.decode()
    assert "Kết thúc sau ngày 30/06/2026; Đảng bộ C1 (C1) kế thừa" in page
    found = re.findall(r'href="([^"]+)" data-figure="(\d+)"', page)
    assert found
    for url, value in found:
        assert f"{value} dòng" in client.get(url.replace("&amp;", "&")).content.decode()
    assert Reorganization.objects.count() == before
    assert at("C9").valid_until is None
    back = client.post(address, lines(row, row | {"organization": "zz"}) | {"edit": "1"}).content.decode()
    assert 'value="C9"' in back
    assert "Không tìm thấy" not in back

    done = client.post(address, lines(row) | {"confirm": "1"})
    again = client.post(address, lines(row) | {"confirm": "1"})
    assert done.url == again.url
    assert Reorganization.objects.count() == before + 1
    detail = client.get(done.url).content.decode()
    assert "Sáp nhập" in detail
    assert "Cuộc kiểm tra, giám sát chưa kết luận" in detail
    life = client.get(reverse("organization-through-time", args=[commune.pk])).content.decode()
    assert "tiếp nhận khi tổ chức này sáp nhập, từ ngày 01/07/2026" in life
    ended = client.get(reverse("organization-detail", args=[commune.pk])).content.decode()
    assert "tiếp nhận khi tổ chức này sáp nhập, từ ngày 01/07/2026" in ended


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kind": "merge", "organization": "C9", "target": "K9"}, "Tổ chức nhận đang trực thuộc tổ chức kết thúc"),
        ({"kind": "move", "organization": "C9", "target": "P"}, "trong phạm vi của bạn"),
        ({"kind": "move", "organization": "", "target": ""}, "Chưa chọn ô này"),
        ({"kind": "establish", "organization": "C1", "target": "D1", "new_name": "x"}, "phải có loại và cấp"),
        ({"kind": "rename", "organization": "C9", "new_name": "x" * 300}, "250"),
        ({"kind": "bogus", "organization": "\0", "target": "%"}, "Không có lựa chọn"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_told_at_its_place(cast, commune, sign_in, row, words):
    page = sign_in("head").post(reverse("reorganization-create"), lines(row))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not ReorganizationAct.objects.filter(reorganization__number="1-QĐ").exists()


def test_a_preset_ends_every_intermediate_organization_of_a_commune(cast, sign_in):
    establish("S1", cast.at("C1").organization, "section")
    client, address = sign_in("head"), reverse("reorganization-create")
    page = client.get(address, {"preset": "trung-gian", "under": "C1"})
    assert 'value="S1 – Đảng bộ S1"' in page.content.decode()
    for under, words in (("", "cần biết tổ chức"), ("K1", "không có tổ chức nào ở dưới")):
        assert words in client.get(address, {"preset": "trung-gian", "under": under}).content.decode()


# ------------------------------------------------------------------------------------------------------------ the book

HEADS = {
    "Tổ chức": ["Mã", "Tên", "Loại", "Cấp", "Mã cấp trên", "Từ ngày", "Đến ngày"],
    "Đảng viên": ["Số thẻ", "Họ và tên", "Mã tổ chức"],
    "Sắp xếp": ["Ngày", "Số quyết định", "Việc", "Mã tổ chức", "Mã đích", "Tên mới", "Loại mới", "Cấp mới"],
    "KTGS": ["Số quyết định", "Ngày quyết định", "Mã tổ chức", "Chủ thể", "Loại", "Tổ chức được kiểm tra",
             "Ngày kết luận"],
}  # fmt: skip
REFORM, LATER = datetime(2025, 7, 1), datetime(2026, 1, 1)
BOOK = {
    "Tổ chức": [
        ["T", "Tỉnh", "Đảng bộ tỉnh", "Tỉnh"],
        ["H", "Huyện", "Đảng bộ huyện", "Huyện", "T"],
        ["X1", "Xã 1", "Đảng bộ cơ sở", "Cơ sở", "H"],
        ["X2", "Xã 2", "Đảng bộ cơ sở", "Cơ sở", "H", None, datetime(2025, 6, 30)],
        ["B1", "Chi bộ 1", "Chi bộ", "Chi bộ", "X1"],
        ["B2", "Chi bộ 2", "Chi bộ", "Chi bộ", "X2"],
        ["N", "Xã mới", "Đảng bộ cơ sở", "Cơ sở", "T", REFORM],
    ],
    "Đảng viên": [["the1", "Nguyễn A", "B1"], ["the2", "Nguyễn B", "B2"], ["the3", "Trần C", "X2"]],
    "Sắp xếp": [
        [REFORM, "1-QĐ", "Kết thúc", "H", "T"],
        [REFORM, "1-QĐ", "Sáp nhập", "X1", "N"],
        [REFORM, "1-QĐ", "Sáp nhập", "X2", "N"],
        [LATER, "2-QĐ", "Sáp nhập", "B2", "B1"],
        [LATER, "2-QĐ", "Đổi tên", "B1", None, "Chi bộ thôn 1"],
        [LATER, "3-QĐ", "Đổi loại", "N", None, None, None, "Huyện"],
    ],
    "KTGS": [
        ["5-QĐ", datetime(2025, 3, 1), "X1", "Ủy ban kiểm tra", "Kiểm tra chấp hành", "B1", None],
        ["5-QĐ", datetime(2025, 3, 1), "X2", "Ủy ban kiểm tra", "Kiểm tra chấp hành", "B2", None],
        ["6-QĐ", datetime(2025, 3, 1), "X2", "Ủy ban kiểm tra", "Kiểm tra chấp hành", "B2", datetime(2025, 5, 1)],
    ],
}


def brought_in(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in [HEADS[name], *rows]:
            sheet.append(row)
    file = BytesIO()
    workbook.save(file)
    return import_book(read(file.getvalue()))


def told(done):
    assert [str(error) for error in done.errors] == []
    return {title: tuple(count) for title, count in done.counts.items()}


def by_codes():
    """What the book led to, by codes: two imports may give other keys."""
    codes = dict(Organization.objects.values_list("pk", "code"))

    def named(path):
        return ".".join(codes[int(path[start : start + 7])] for start in range(0, len(path), 7))

    standings, organizations, placements, members = stored()
    return (
        sorted(str((codes[one], codes.get(parent), *rest[:3], named(rest[3]), *rest[4:]))
               for one, parent, *rest in standings),
        sorted(str((codes[one], name, named(path), named(today), until))
               for one, name, _, path, today, until in organizations),
        sorted(str((Member.objects.get(pk=one).card_number, codes[cell], *days)) for one, cell, *days in placements),
        sorted(str((Member.objects.get(pk=one).card_number, codes[cell], named(path))) for one, cell, path in members),
        sorted(f"{i.number} {i.organization.code} {i.taken_from and i.taken_from.code}"
               for i in Inspection.objects.all()),
    )  # fmt: skip


def test_a_book_with_acts_imported_again_changes_nothing_and_a_new_number_renames_the_decision(cast):
    assert told(brought_in(**BOOK)) == {
        "Tổ chức": (7, 0, 0), "Sắp xếp": (6, 0, 0), "Đảng viên": (3, 0, 0), "KTGS": (3, 0, 0),
    }  # fmt: skip
    first = by_codes()
    assert at("B1").name == "Chi bộ thôn 1"
    assert at("N").level == "district"
    assert Member.objects.get(card_number="the2").organization == at("B1")
    assert all(count[:2] == (0, 0) for count in told(brought_in(**BOOK)).values())
    renumbered = [[row[0], f"{row[1]}/TU", *row[2:]] for row in BOOK["Sắp xếp"]]
    assert told(brought_in(**{"Sắp xếp": renumbered})) == {"Sắp xếp": (0, 6, 0)}
    numbers = Reorganization.objects.filter(number__endswith="/TU").values_list("number", flat=True)
    assert sorted(numbers) == ["1-QĐ/TU", "2-QĐ/TU", "3-QĐ/TU"]
    assert by_codes() == first


def test_acts_that_come_after_the_records_and_late_ones_last_lead_to_the_same(cast):
    start = by_codes()
    told(brought_in(**BOOK))
    at_once = by_codes()
    for decision in Reorganization.objects.filter(number__in=("1-QĐ", "2-QĐ", "3-QĐ")).order_by("-day", "-pk"):
        reorganizing.annul(decision, by=None, day=NEXT, number="hủy", reason="Thử lại")
    assert len(start[0]) + 7 == Standing.objects.count()
    again = brought_in(**BOOK)
    assert told(again)["Sắp xếp"] == (0, 0, 6)
    assert [w.address for w in again.warnings if "đã bị hủy theo" in w.message] == [
        f"Sắp xếp!B{n}" for n in range(2, 8)
    ]
    assert len(start[0]) + 7 == Standing.objects.count()
    rows = [[day, f"{number} mới", *rest] for day, number, *rest in BOOK["Sắp xếp"]]
    told(brought_in(**{"Sắp xếp": rows[3:]}))
    told(brought_in(**{"Sắp xếp": rows[:3]}))
    assert by_codes() == at_once


def test_what_is_wrong_with_an_act_is_told_at_its_cell_and_nothing_is_written(cast):
    wrong = [
        [REFORM, "1-QĐ", "Kết thúc", "H", "X1"],
        [REFORM, "1-QĐ", "Sáp nhập", "B2", "X2"],
        [REFORM, "1-QĐ", "Đổi tên", "N", None, "Tên khác"],
        [REFORM, "1-QĐ", "Kết thúc", "X2"],
    ]
    done = brought_in(**{"Tổ chức": BOOK["Tổ chức"], "Sắp xếp": wrong})
    assert sorted(error.address for error in done.errors) == ["Sắp xếp!E2", "Sắp xếp!E3"]
    done = brought_in(**{"Tổ chức": BOOK["Tổ chức"], "Sắp xếp": [
        [REFORM, "1-QĐ", "Chuyển", "B1"], [REFORM, "1-QĐ", "Bỏ", "B1"], [REFORM, "", "Đổi loại", "B9", "B1"],
    ]})  # fmt: skip
    assert [e.address for e in done.errors] == ["Sắp xếp!E2", "Sắp xếp!C3", "Sắp xếp!B4", "Sắp xếp!D4", "Sắp xếp!E4",
                                               "Sắp xếp!G4"]  # fmt: skip
    assert not Organization.objects.filter(code="X1").exists()


def test_what_an_ended_cell_did_stays_where_it_was_when_the_commune_above_it_moves_later(cast):
    tree = {"Tổ chức": [
        ["T", "Tỉnh", "Đảng bộ tỉnh", "Tỉnh"],
        ["H1", "Huyện 1", "Đảng bộ huyện", "Huyện", "T"],
        ["H2", "Huyện 2", "Đảng bộ huyện", "Huyện", "T"],
        ["X", "Xã", "Đảng bộ cơ sở", "Cơ sở", "H1"],
        ["B1", "Chi bộ 1", "Chi bộ", "Chi bộ", "X"],
        ["B2", "Chi bộ 2", "Chi bộ", "Chi bộ", "X"],
    ]}  # fmt: skip
    acts = {"Sắp xếp": [
        [datetime(2016, 4, 15), "1-QĐ", "Sáp nhập", "B1", "B2"],
        [datetime(2018, 1, 1), "2-QĐ", "Chuyển", "X", "H2"],
    ]}  # fmt: skip
    days = [datetime(2015, 5, 1), datetime(2016, 6, 1)]  # one while it lived, one told too late
    records = {"KTGS": [
        [f"{n}-QĐ", day, "B1", "Chi bộ", "Kiểm tra chấp hành", "B2", day] for n, day in enumerate(days)
    ]}  # fmt: skip
    for books in ([tree | acts | records], [tree | records, acts]):
        with transaction.atomic():
            for book in books:
                told(brought_in(**book))
            assert Inspection.objects.filter(in_tree_of(at("H1")), organization=at("B1")).count() == 2, len(books)
            transaction.set_rollback(True)


def test_a_later_book_that_repeats_the_organizations_knows_what_became_of_them(cast):
    told(brought_in(**BOOK))
    records = [
        ["7-QĐ", datetime(2026, 2, 1), "N", "Ủy ban kiểm tra", "Kiểm tra chấp hành", "B1", datetime(2026, 5, 1)],
        ["8-QĐ", datetime(2025, 3, 1), "X1", "Ủy ban kiểm tra", "Kiểm tra chấp hành", "B1", None],
    ]
    told(brought_in(**{"Tổ chức": BOOK["Tổ chức"], "KTGS": records}))
    assert Inspection.objects.get(number="7-QĐ").level == "district"
    assert Inspection.objects.get(number="8-QĐ").organization == at("N")
