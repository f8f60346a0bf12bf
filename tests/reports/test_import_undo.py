"""An import is taken back whole while nobody has touched what it wrote, and not at all afterwards."""

from datetime import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import F
from django.urls import reverse

from accounts import history
from accounts.models import HistoryEntry
from core.workbook import read
from discipline.models import Decision
from members.models import Member, Organization, Rating
from reports import intake, journal
from reports.imports import Collision, import_book
from reports.models import Briefing, Import
from tests.cast import OWN
from tests.reports.test_import import run, save, small

pytestmark = pytest.mark.django_db

APPS = ("members", "inspections", "discipline")
DERIVED = {"version"}


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def bring(var, sign_in):
    """Bring a book as the head of the district and write it; its import."""

    def bring(rows):
        client = sign_in()
        path = save(var / "so.xlsx", rows)
        address = client.post(reverse("import"), {"file": SimpleUploadedFile("so.xlsx", path.read_bytes())}).url
        client.post(address, {"rest": "new"})
        client.post(address)
        return Import.objects.first()

    return bring


def below_the_office(rows, suffix=""):
    """The small book with its organizations under those of the cast."""
    rows["Tổ chức"] = [
        {"Mã": "H.1", "Tên": f"Đảng bộ xã{suffix}", "Loại": "Đảng bộ cơ sở", "Cấp": "Cơ sở", "Mã cấp trên": "H"},
        {"Mã": "H", "Tên": "Đảng bộ huyện", "Loại": "Đảng bộ huyện", "Cấp": "Huyện", "Mã cấp trên": OWN},
    ]
    return rows


def everything():
    """Every stored row of the records, and each of its values."""
    models = [model for label in APPS for model in apps.get_app_config(label).get_models()]
    return {
        (model._meta.label, obj.pk): {k: v for k, v in history.snapshot(obj).items() if k not in DERIVED}
        for model in models
        for obj in model._base_manager.all()
    }


def undo(client, file):
    return client.post(reverse("import-undo", args=[file.pk]), follow=True).content.decode()


def test_a_new_book_is_taken_back_to_the_last_row(cast, sign_in, bring):
    before = everything()
    file = bring(below_the_office(small()))
    assert file.state == "done"
    assert Member.objects.filter(card_number="001").exists()
    assert len(everything()) > len(before)
    written = HistoryEntry.objects.count()
    assert "Đã hoàn tác" in undo(sign_in(), file)
    assert everything() == before
    created = sum(len(lot.marks) for lot in file.lots.all())
    assert HistoryEntry.objects.filter(sequence__gt=written, act="void").count() == created
    assert history.verify() is None
    file.refresh_from_db()
    assert file.state == "undone"
    assert "không còn bước nào" in undo(sign_in(), file)


def test_what_the_command_line_brought_is_taken_back_there_until_it_is_touched(cast, head, sign_in, var):
    before = everything()
    path = save(var / "so.xlsx", below_the_office(small()))
    run(path)
    file = Import.objects.get(by=None)
    assert (file.organization.code, file.state) == (OWN, "done")
    run(path)  # without news nothing is left behind
    assert Import.objects.filter(by=None).count() == 1
    page = sign_in().get(reverse("import-detail", args=[file.pk])).content.decode()
    assert f"undo_import {file.pk}" in page
    assert sign_in().post(reverse("import-undo", args=[file.pk])).status_code == 403
    Member.objects.filter(card_number="001").update(name="Nguyễn Văn Khác")
    out = StringIO()
    with pytest.raises(CommandError, match="chưa đổi gì"):
        call_command("undo_import", str(file.pk), stdout=out)
    assert "Đảng viên “Nguyễn Văn Khác” đã được sửa sau khi nhập." in out.getvalue()
    assert Member.objects.filter(card_number="001").exists()
    Member.objects.filter(card_number="001").update(name="Nguyễn Văn An")
    call_command("undo_import", str(file.pk), stdout=out)
    assert everything() == before
    assert history.verify() is None


def test_a_first_book_takes_even_the_organization_it_stands_under_back(db, tmp_path):
    before = everything()
    run(save(tmp_path / "so.xlsx", small()))
    file = Import.objects.get(by=None)
    assert file.organization.code == "H"
    call_command("undo_import", str(file.pk), stdout=StringIO())
    assert (everything(), Import.objects.get(pk=file.pk).organization) == (before, None)


def test_what_a_book_changed_is_as_it_was(cast, sign_in, bring):
    bring(below_the_office(small()))
    before = everything()
    rows = below_the_office(small(), " mới")
    rows["Tổ chức"][0]["Mã cấp trên"] = "C1"  # moves, with its member and what was done about him
    rows["Đảng viên"][0] |= {"Họ và tên": "Nguyễn Văn Ân", "Cấp ủy viên": None}
    rows["KTGS"][0] |= {"Kết quả": "Tốt", "Nội dung": "VP1;VP2"}
    for row in rows["KTGS"]:
        row["Ngày kết luận"] = datetime(2020, 4, 15)
    rows["Khuyết điểm"][0] |= {"Hạn khắc phục": None, "Mô tả": "Khác"}
    rows["Kỷ luật"][0] |= {"Nhóm vi phạm": "VP2", "Hình thức": "Cảnh cáo"}
    rows["Chương trình"][0] |= {"Đối tượng": "H", "Quý": 2}
    rows["Khiếu nại"][0] |= {"Ngày giải quyết": datetime(2020, 6, 1), "Kết quả": "Giảm"}
    rows["Tố cáo"][0] |= {"Nhóm vi phạm": "VP3"}
    rows["Xếp loại"].append({"Năm": 2018, "Tổ chức": "H.1", "Mức": "Hoàn thành nhiệm vụ"})
    file = bring(rows)
    assert file.state == "done"
    assert file.updated > 5
    assert everything() != before
    assert "Đã hoàn tác" in undo(sign_in(), file)
    assert everything() == before


def test_rows_that_were_touched_since_stand_in_the_way_by_name(cast, sign_in, bring):
    file = bring(below_the_office(small()))
    before = everything()
    member = Member.objects.get(card_number="001")
    Member.objects.filter(pk=member.pk).update(name="Nguyễn Văn Khác")
    Rating.objects.create(
        year=2024, grade="good", subject_kind="organization", level="base", path="",
        subject_organization=Organization.objects.get(code="H.1"),
    )  # fmt: skip
    counted = {"fact": "decision", "span": "now", "values": [], "rows": [Decision.objects.get(number="02-QĐ").pk]}
    Briefing.objects.filter(pk=cast.at(OWN).briefing.pk).update(
        frozen_at=file.written, counted={"rows": [counted | {"records": None}], "left_out": {}}
    )
    page = undo(sign_in(), file)
    assert "một hội nghị giao ban đã chốt sau khi nhập" in page
    assert "Đảng viên “Nguyễn Văn Khác” đã được sửa sau khi nhập." in page
    assert "Tổ chức đảng “Đảng bộ xã” đã có hồ sơ khác gắn vào." in page
    assert len(everything()) == len(before) + 1
    assert Import.objects.get(pk=file.pk).state == "done"
    assert sign_in("clerk").post(reverse("import-undo", args=[file.pk])).status_code == 403


def test_what_was_edited_since_a_book_was_judged_is_not_overwritten(cast, var):
    path = save(var / "so.xlsx", below_the_office(small()))
    run(path)
    rows = below_the_office(small())
    rows["Đảng viên"][0]["Họ và tên"] = "Nguyễn Văn Ân"
    written = HistoryEntry.objects.count()

    def load_after_an_edit(examined):
        Member.objects.filter(card_number="001").update(sex="male", version=F("version") + 1)
        intake.load(examined)

    book = read(save(var / "so-2.xlsx", rows))
    with pytest.raises(Collision):
        import_book(book, write=load_after_an_edit)
    assert HistoryEntry.objects.count() == written
    assert Import.objects.filter(by=None).count() == 1
    import_book(book, write=intake.load)
    assert Member.objects.get(card_number="001").name == "Nguyễn Văn Ân"


def test_a_column_that_came_with_a_later_version_neither_forbids_the_way_back_nor_is_lost_on_it(cast, var):
    """As it is left by a version that did not know the sex of members yet."""
    run(save(var / "so.xlsx", below_the_office(small())))
    before = everything()
    rows = below_the_office(small())
    rows["Đảng viên"][0]["Họ và tên"] = "Nguyễn Văn Ân"
    run(save(var / "so-2.xlsx", rows))
    member, file = Member.objects.get(card_number="001"), Import.objects.filter(by=None).first()
    columns = file.refreshed["columns"]["members.Member"]
    columns.remove("sex")
    file.save()
    row = file.rows.get(model="members.Member")
    row.after = journal.marks(Member, [member.pk], columns=columns)[member.pk]
    del row.before["sex"]
    row.save()
    Member.objects.filter(pk=member.pk).update(sex="female")
    call_command("undo_import", str(file.pk), stdout=StringIO())
    assert Member.objects.get(pk=member.pk).sex == "female"
    Member.objects.filter(pk=member.pk).update(sex=member.sex)
    assert everything() == before
