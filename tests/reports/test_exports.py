"""A tree that is exported and read by an empty installation says the same there, and its book is the same book."""

from datetime import date, datetime
from itertools import pairwise

import pytest

from accounts.models import User
from discipline.actions import lives
from discipline.models import Decision
from inspections import actions as inspections
from inspections.models import Programme
from members.choices import Body, MemberStatus, SubjectKind
from members.models import Member, Organization, Post
from members.reorganizing import ActEntry
from reports.reorganizing import annul, reorganize
from tests.reports import generated_records
from tests.reports.generated_workbook import Generator
from tests.reports.round_trip import both, cells_of, import_book

pytestmark = pytest.mark.django_db

EDGES = [date(2019, 1, 1), date(2019, 1, 31), date(2019, 3, 31), date(2019, 4, 1), date(2019, 9, 30), date(2020, 1, 1)]
PERIODS = [*pairwise(EDGES), (EDGES[0], EDGES[-1]), (EDGES[2], EDGES[2])]


@pytest.mark.parametrize(("seed", "code"), [(0, "T00"), (4, "T01"), (3, "T02")])
def test_any_tree_says_the_same_in_another_installation(tmp_path, seed, code):
    book = Generator(seed).save(tmp_path / "book.xlsx")
    here, there = both(lambda: import_book(book), code, tmp_path, PERIODS)
    assert sum(row["count"] for rows in here.figures.values() for row in rows) > 20, "hardly anything was counted"
    assert there == here


def reformed(book):
    """The book, and then a reform on the day after the third edge: a unit merges into another, which is renamed, and
    a new one splits off from that; what was decided by mistake is annulled."""
    import_book(book)
    root, by = Organization.objects.get(code="T00"), User.objects.create(username="chu-nhiem")
    living = Organization.objects.filter(parent=root, valid_until=None)
    merged, other = sorted(living, key=lambda one: -one.members.count())[:2]
    acts = [ActEntry("merge", merged, other), ActEntry("rename", other, new_name="Đảng bộ sau sắp xếp")]
    new = Organization(code="TMOI", name="Chi bộ tách ra", type="cell", level="cell")
    acts.append(ActEntry("establish", new, root, origin=other))
    reorganize(by=by, day=EDGES[3], number="1-QĐ/T", acts=acts)
    mistake = reorganize(by=by, day=EDGES[4], number="2-QĐ/T", acts=[ActEntry("rename", root, new_name="Nhầm")])
    annul(mistake, by=by, day=EDGES[5], number="3-QĐ/T", reason="Ghi nhầm")


@pytest.mark.parametrize("seed", [0, 4])
def test_a_reformed_tree_says_the_same_in_another_installation(tmp_path, seed):
    book = Generator(seed).save(tmp_path / "book.xlsx")
    here, there = both(lambda: reformed(book), "T00", tmp_path, PERIODS)
    acts = here.cells["Sắp xếp"][1:]
    assert [row[2] for row in acts] == ["Sáp nhập", "Đổi tên", "Thành lập", "Đổi tên"]
    assert acts[2][3] == "TMOI"
    assert acts[2][8] == acts[1][3]
    assert acts[3][9:] == ("3-QĐ/T", datetime(2020, 1, 1), "Ghi nhầm")
    assert sum(row["count"] for rows in here.figures.values() for row in rows) > 20, "hardly anything was counted"
    assert there == here


def test_the_sample_comes_out_as_it_went_in(tmp_path, sample_path):
    periods = [(date(2016, 11, 1), date(2020, 10, 22)), (date(2019, 1, 1), date(2019, 3, 31))]
    here, there = both(lambda: import_book(sample_path), "HU-SL", tmp_path, periods)
    assert there == here
    shipped = cells_of(sample_path)
    assert len(here.cells.pop("Sắp xếp")) == 1, "the sample knows no reorganization"
    for title, rows in here.cells.items():
        assert rows[0] == shipped[title][0]
        assert sorted(map(str, rows[1:])) == sorted(map(str, shipped[title][1:]))


def entered_in_the_browser(folder):
    """Records of every kind, many of which no book has a place for."""
    generated_records.write(5, folder)
    groups = {SubjectKind.ORGANIZATION: "TC1", SubjectKind.MEMBER: "VP1"}
    for decision in Decision.objects.filter(groups=None):  # no form of the program leaves them out
        decision.groups.create(code=groups[decision.subject_kind])
    root, by = Organization.objects.get(code="T00"), User.objects.get()
    member, other = Member.objects.order_by("pk")[:2]
    lives.send_for_a_time(other, by=by, day=date(2016, 1, 1), until=date(2016, 6, 30), place="Tỉnh khác", number="1-GT")
    Member.objects.filter(pk=member.pk).update(status=MemberStatus.EXPELLED)
    Post.objects.create(member=member, office="Bí thư", seat="base", started=date(2019, 1, 1))
    actor = {"by": by, "organization": root, "body": Body.COMMISSION}
    entry = inspections.SubjectEntry(other, ["VP1"], ["đất đai"], "")
    inspections.prepare_inspection(prepared=date(2019, 1, 1), activity="violation", subjects=[entry], **actor)
    for number, day in (("=2+3", date(2019, 3, 31)), ("02-QĐ/H", date(2019, 4, 1))):
        begun = inspections.create_inspection(
            number=number, decided=date(2019, 1, 31), activity="violation", subjects=[entry], **actor
        )
        inspections.take_step(begun, "cancel", by=by, day=day, reason="Trùng cuộc của cấp trên")
    line = inspections.ItemEntry(1, "violation", "Dự thảo", quarter=1, subjects=[other])
    draft = inspections.create_programme(by=by, items=[line], year=2031, organization=root, body=Body.COMMISSION)
    Programme.objects.filter(pk=draft.pk).update(state="draft")


LACKING = ("kỷ luật đang có hiệu lực", "đình chỉ", "xóa tên")
"""What a briefing says of records for which a book has no place: announced decisions, suspensions, strike-offs."""


def test_what_was_entered_in_the_browser_counts_alike_and_the_book_says_what_it_lacks(tmp_path):
    here, there = both(lambda: entered_in_the_browser(tmp_path), "T00", tmp_path, PERIODS)
    assert there.figures == here.figures
    assert [told(text) for text in there.briefings.values()] == [told(text) for text in here.briefings.values()]
    assert there.cells == here.cells
    assert "=2+3" in {row[0] for row in here.cells["KTGS"]}
    assert (here.cells["KTGS"][0][-1], here.cells["Đảng viên"][0][-1]) == ("Ngày hủy", "Tình trạng")
    lacking = {what.split(" (")[0]: count for what, count in here.notes.items()}
    assert lacking["Cuộc đang chuẩn bị, chưa có số và ngày quyết định"] == 1
    assert lacking["Mục của chương trình đang dự thảo"] == 1
    assert lacking["Đảng viên có chức vụ ghi tên hoặc thời gian"] == 1
    assert lacking["Biến động có ngày của đảng viên"] == 1
    assert lacking["Quyết định đình chỉ"] == 20
    assert not there.notes, "an installation that has read the book lacks nothing of it"


def told(briefing):
    return [line for line in briefing.splitlines() if not any(word in line.casefold() for word in LACKING)]
