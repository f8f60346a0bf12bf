"""The rules of the book: what is read, what is refused, and that one error writes nothing at all."""

import unicodedata
import zipfile
from datetime import date, datetime
from io import StringIO

import openpyxl
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import HistoryEntry
from discipline.models import Decision
from inspections.models import Inspection, Subject
from members.models import Member, Organization
from tests.reports.generated_workbook import HEADS, Generator

pytestmark = pytest.mark.django_db

APPS = ("accounts", "members", "inspections", "discipline")


def small():
    """The rows of a small book in which each kind of sheet has a record."""
    decided = datetime(2020, 1, 10)
    act = {"Mã tổ chức": "H", "Chủ thể": "Ủy ban kiểm tra", "Số quyết định": "01-QĐ"}
    inspection = {**act, "Ngày quyết định": decided, "Loại": "Kiểm tra dấu hiệu vi phạm",
                  "Ngày kết luận": datetime(2020, 3, 31), "Mục chương trình": "2020/1"}  # fmt: skip
    return {
        "Tổ chức": [
            {"Mã": "H.1", "Tên": "Đảng bộ xã", "Loại": "Đảng bộ cơ sở", "Cấp": "Cơ sở", "Mã cấp trên": "H"},
            {"Mã": "H", "Tên": "Đảng bộ huyện", "Loại": "Đảng bộ huyện", "Cấp": "Huyện"},
        ],
        "Đảng viên": [{"Số thẻ": "001", "Họ và tên": "Nguyễn Văn An", "Mã tổ chức": "H.1", "Cấp ủy viên": "Cơ sở"}],
        "Chương trình": [{"Năm": 2020, "Mã tổ chức": "H", "Chủ thể": "Ủy ban kiểm tra", "STT": 1,
                          "Loại": "Kiểm tra dấu hiệu vi phạm", "Nội dung": "Đất đai", "Đối tượng": "H.1;001"}],
        "KTGS": [
            {**inspection, "Đảng viên được kiểm tra": "001", "Kết quả": "Có vi phạm", "Nội dung": "VP8"},
            {**inspection, "Tổ chức được kiểm tra": "H.1", "Kết quả": "Tốt", "Nội dung": "TC1;TC2"},
        ],
        "Khuyết điểm": [{**act, "Đảng viên được kiểm tra": "001", "STT": 1, "Mô tả": "Buông lỏng quản lý",
                         "Nhóm vi phạm": "VP8", "Hạn khắc phục": datetime(2020, 6, 30)}],
        "Kỷ luật": [{"Số quyết định": "02-QĐ", "Ngày quyết định": datetime(2020, 4, 1), "Mã tổ chức": "H",
                     "Chủ thể": "Ủy ban kiểm tra", "Đảng viên bị kỷ luật": "001", "Hình thức": "Khiển trách",
                     "Nhóm vi phạm": "VP8", "Số quyết định kiểm tra": "01-QĐ"}],
        "Khiếu nại": [{"Số đơn": "1/KN", "Ngày nhận": datetime(2020, 4, 20), "Mã tổ chức": "H", "Chủ thể": "Cấp ủy",
                       "Mã tổ chức kỷ luật": "H", "Số quyết định kỷ luật": "02-QĐ", "Đối tượng": "001"}],
        "Tố cáo": [{"Số đơn": "1/TC", "Ngày nhận": datetime(2020, 1, 2), "Mã tổ chức": "H",
                    "Chủ thể": "Ủy ban kiểm tra", "Đảng viên bị tố cáo": "001"}],
        "Xếp loại": [{"Năm": 2019, "Đảng viên": "001", "Mức": "Hoàn thành tốt nhiệm vụ"}],
    }  # fmt: skip


def save(path, rows, heads=HEADS):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, records in rows.items():
        sheet = workbook.create_sheet(name)
        head = heads.get(name, [])
        sheet.append(head)
        for record in records:
            sheet.append([record.get(column) for column in head])
    workbook.save(path)
    return path


def run(path, *options):
    out = StringIO()
    call_command("import_workbook", str(path), *options, stdout=out)
    return out.getvalue()


def refused(path):
    """What is printed for a file that is refused; nothing at all may have been written."""
    before = everything()
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_workbook", str(path), stdout=out)
    assert everything() == before
    return f"{out.getvalue()}{error.value}"


def everything():
    models = (model for label in APPS for model in apps.get_app_config(label).get_models())
    return {model._meta.label: model.objects.count() for model in models}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.xlsx"


def test_each_kind_of_record_comes_in(path):
    summary = run(save(path, small()))
    assert "KTGS: thêm mới 2, cập nhật 0, không đổi 0" in summary
    subject = Subject.objects.get(subject_member__card_number="001")
    assert (subject.seat, subject.organization_type, subject.level, subject.body) == (
        "base", "base", "district", "commission",
    )  # fmt: skip
    assert subject.path == Organization.objects.get(code="H").path
    assert subject.concluded == date(2020, 3, 31)
    assert Inspection.objects.get().programme_item.number == 1
    assert Decision.objects.get().inspection == Inspection.objects.get()
    assert subject.findings.get().remedy.due == date(2020, 6, 30)


def test_the_same_book_a_second_time_changes_nothing(path):
    for seed in (None, 3):
        save(path, small()) if seed is None else Generator(seed).save(path)
        run(path)
        before = everything()
        summary = run(path)
        assert all("thêm mới 0, cập nhật 0" in line for line in summary.splitlines() if "thêm mới" in line)
        after = everything()
        assert after.pop("accounts.HistoryEntry") == before.pop("accounts.HistoryEntry") + 1
        assert after == before


def test_rows_that_differ_update_their_records_and_say_so(path):
    rows = small()
    run(save(path, rows))
    rows["Đảng viên"][0]["Họ và tên"] = "Nguyễn Văn Ân"
    rows["KTGS"][1]["Kết quả"] = "Có khuyết điểm"
    summary = run(save(path, rows))
    assert "Đảng viên: thêm mới 0, cập nhật 1, không đổi 0" in summary
    assert "KTGS: thêm mới 0, cập nhật 1, không đổi 1" in summary
    assert Member.objects.get().name == "Nguyễn Văn Ân"
    entry = HistoryEntry.objects.filter(object_type="members.member", act="update").last()
    assert entry.changes["name"] == ["Nguyễn Văn An", "Nguyễn Văn Ân"]


def test_a_dry_run_writes_nothing(path):
    before = everything()
    assert "chưa ghi" in run(save(path, small()), "--dry-run")
    assert everything() == before


def change(sheet, row, **cells):
    def apply(rows):
        rows[sheet][row].update({name.replace("_", " "): value for name, value in cells.items()})

    return apply


BAD = {
    "unknown organization": ("Đảng viên!E2", change("Đảng viên", 0, Mã_tổ_chức="KHÔNG")),
    "unknown member": ("KTGS!I2", change("KTGS", 0, Đảng_viên_được_kiểm_tra="999")),
    "unknown choice": ("Tổ chức!C3", change("Tổ chức", 1, Loại="Đảng bộ làng")),
    "both subjects": ("KTGS!", change("KTGS", 0, Tổ_chức_được_kiểm_tra="H.1")),
    "no subject": ("KTGS!", change("KTGS", 0, Đảng_viên_được_kiểm_tra=None)),
    "impossible date": ("KTGS!B2", change("KTGS", 0, Ngày_quyết_định="31/02/2020")),
    "concluded before decided": ("KTGS!K", change("KTGS", 0, Ngày_kết_luận=datetime(2019, 1, 1))),
    "rows of one inspection disagree": ("KTGS!K3", change("KTGS", 1, Ngày_kết_luận=datetime(2020, 4, 1))),
    "content of another list": ("KTGS!F2", change("KTGS", 0, Nội_dung="TC1")),
    "required cell empty": ("Đảng viên!B2", change("Đảng viên", 0, Họ_và_tên="  ")),
    "formula": ("Đảng viên!B2", change("Đảng viên", 0, Họ_và_tên='="Nguyễn"&" Văn An"')),
    "error left of a formula": ("Đảng viên!B2", change("Đảng viên", 0, Họ_và_tên="#N/A")),
    "text too long": ("Đảng viên!A2", change("Đảng viên", 0, Số_thẻ="1" * 400)),
    "unknown decision appealed": ("Khiếu nại!F2", change("Khiếu nại", 0, Số_quyết_định_kỷ_luật="99")),
    "unknown programme item": ("KTGS!N2", change("KTGS", 0, Mục_chương_trình="2020/9")),
    "year as words": ("Xếp loại!A2", change("Xếp loại", 0, Năm="hai nghìn")),
    "own superior": ("Tổ chức!E3", change("Tổ chức", 1, Mã_cấp_trên="H.1")),
}


@pytest.mark.parametrize(("cell", "spoil"), BAD.values(), ids=BAD)
def test_a_bad_cell_is_named_and_nothing_is_written(path, cell, spoil):
    rows = small()
    spoil(rows)
    assert cell in refused(save(path, rows))


def test_all_errors_are_listed_at_once(path):
    rows = small()
    for name in ("unknown organization", "unknown choice", "impossible date", "year as words"):
        BAD[name][1](rows)
    told = refused(save(path, rows))
    assert all(BAD[name][0] in told for name in ("unknown organization", "unknown choice", "impossible date"))
    assert "Xếp loại!A2" in told


def test_the_same_key_with_other_values_is_an_error_at_its_cell(path):
    rows = small()
    rows["Đảng viên"].append({**rows["Đảng viên"][0], "Họ và tên": "Người khác"})
    assert "Đảng viên!" in (told := refused(save(path, rows)))
    assert "3" in told


def test_the_same_row_twice_is_one_record(path):
    rows = small()
    rows["Đảng viên"].append(dict(rows["Đảng viên"][0]))
    run(save(path, rows))
    assert Member.objects.count() == 1


def test_a_sheet_without_a_required_column_is_an_error(path):
    heads = HEADS | {"Đảng viên": ["Số thẻ", "Họ và tên"]}
    assert "Mã tổ chức" in refused(save(path, small(), heads))


def test_a_book_without_a_sheet_of_the_format_is_an_error(path):
    assert "Không có trang tính nào" in refused(save(path, {"Sheet1": []}))


def test_unknown_columns_and_sheets_are_only_warnings(path):
    rows = small() | {"Nháp": []}
    heads = HEADS | {"Đảng viên": [*HEADS["Đảng viên"], "Quê quán"]}
    told = run(save(path, rows, heads))
    assert "Quê quán" in told
    assert "Nháp" in told
    assert Member.objects.count() == 1


def test_headings_sheets_and_values_in_any_case_order_and_unicode_form(path):
    rows = {unicodedata.normalize("NFD", f" {name.upper()} "): records for name, records in small().items()}
    heads = {}
    for name, title in zip(HEADS, rows, strict=True):
        heads[title] = list(reversed(HEADS[name]))
        for record in rows[title]:
            for column, value in record.items():
                if isinstance(value, str) and column not in ("Tên", "Họ và tên"):
                    record[column] = unicodedata.normalize("NFD", f" {value} ")
    workbook = save(path, rows, heads)
    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        for cell in sheet[1]:
            cell.value = unicodedata.normalize("NFD", cell.value.upper())
    book.save(path)
    run(path)
    assert Member.objects.get().card_number == "001"
    assert Subject.objects.count() == 2


def test_numbers_typed_as_text_and_text_typed_as_numbers(path):
    rows = small()
    rows["Đảng viên"][0]["Số thẻ"] = 26000001
    for sheet, column in (("KTGS", "Đảng viên được kiểm tra"), ("Khuyết điểm", "Đảng viên được kiểm tra"),
                          ("Kỷ luật", "Đảng viên bị kỷ luật"), ("Khiếu nại", "Đối tượng"),
                          ("Tố cáo", "Đảng viên bị tố cáo"), ("Xếp loại", "Đảng viên")):  # fmt: skip
        rows[sheet][0][column] = "26000001"
    rows["Chương trình"][0]["Đối tượng"] = 26000001.0
    rows["Xếp loại"][0]["Năm"] = "2019"
    rows["KTGS"][0]["Mục chương trình"] = rows["KTGS"][1]["Mục chương trình"] = datetime(2020, 1, 1)
    rows["KTGS"][0]["Ngày quyết định"] = rows["KTGS"][1]["Ngày quyết định"] = "10/01/2020"
    run(save(path, rows))
    assert Member.objects.get().card_number == "26000001"
    assert Inspection.objects.get().programme_item.number == 1
    assert Inspection.objects.get().decided == date(2020, 1, 10)


@pytest.mark.parametrize("kind", ["pdf", "bomb", "columns", "truncated", "doctype"])
def test_a_hostile_file_is_refused_with_what_to_do(path, kind):
    globals()[f"make_{kind}"](path)
    told = refused(path)
    assert "Hãy" in told


def make_pdf(path):
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n")


def make_bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 400_000_000)


def make_columns(path):
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Đảng viên")
    sheet.append([f"Cột {number}" for number in range(16_000)])
    workbook.save(path)


def make_truncated(path):
    save(path, small())
    path.write_bytes(path.read_bytes()[:3000])


def make_doctype(path):
    save(path, small())
    spoiled = path.with_name("spoiled.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(spoiled, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    spoiled.rename(path)


def test_a_file_that_is_not_there_is_explained(tmp_path):
    assert "Không mở được tệp" in refused(tmp_path / "khong-co.xlsx")
