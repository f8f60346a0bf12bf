"""Excel out and in: what is written reads back, and no file brings the reader down."""

import io
import re
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core import reading, workbook
from core.workbook import Chart, Column, Sheet, UnreadableWorkbook, read, write

# ---------------------------------------------------------------------------------------------------------------- out


def written(*sheets, **properties):
    file = io.BytesIO()
    write(sheets, file, properties)
    return file.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_values_keep_their_types_and_formats():
    columns = [Column("Số thẻ"), Column("Ngày", kind="date"), Column("Lúc", kind="datetime")]
    columns += [Column("Số", kind="number"), Column("Tỷ lệ", kind="percent"), Column("Không")]
    columns += [Column("Năm", kind="year")]
    row = [26000001, date(2026, 3, 5), datetime(2026, 3, 5, 17, 30, tzinfo=UTC), 1234, Decimal("0.942"), None, 2019]
    sheet = opened(written(Sheet("Bảng", columns, [row]))).active
    assert [cell.value for cell in sheet[1]] == ["Số thẻ", "Ngày", "Lúc", "Số", "Tỷ lệ", "Không", "Năm"]
    assert [cell.value for cell in sheet[2]] == [
        "26000001",
        datetime(2026, 3, 5),
        datetime(2026, 3, 6, 0, 30),
        1234,
        0.942,
        None,
        2019,
    ]
    assert sheet["G2"].number_format == "0"
    assert [cell.number_format for cell in sheet[2]][1:5] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0", "0.0%"]


@pytest.mark.parametrize("value", ["=1+1", "=HYPERLINK(1)", "+1", "-1", "@x", "#N/A", "_x0041_", "  a ", "a\nb", "'x"])
def test_text_is_never_a_live_formula(value):
    content = written(Sheet("A", [Column("a")], [[value]]))
    cell = opened(content).active["A2"]
    assert cell.data_type in {"s", "inlineStr"}
    assert read(content).sheets[0].rows[1] == [value]
    assert read(content).formulas == []


def test_what_excel_refuses_is_dropped_or_cut():
    long = "đ" * 40_000
    content = written(Sheet("A", [Column("a")], [["a\x00\x0b\ud800b"], [long]]))
    assert read(content).sheets[0].rows[1:] == [["ab"], [long[:32_767]]]


def test_numbers_excel_would_round_are_text():
    columns = [Column("n", kind="number")]
    rows = read(written(Sheet("A", columns, [[12345678901234567890], [float("nan")], ["x"]]))).sheets[0].rows
    assert rows[1:] == [["12345678901234567890"], ["nan"], ["x"]]


def test_titles_are_cleaned_and_unique():
    titles = ["Kiểm tra/giám sát", "kiểm tra-giám sát", "x" * 40, "x" * 40, "", "History", "'a'"]
    book = opened(written(*[Sheet(title, [Column("a")], []) for title in titles]))
    assert book.sheetnames == [
        "Kiểm tra-giám sát",
        "kiểm tra-giám sát (2)",
        "x" * 31,
        "x" * 27 + " (2)",
        "Trang tính",
        "Lịch sử",
        "a",
    ]


def test_a_sheet_prints_on_landscape_a4_with_its_head_on_every_page():
    content = written(Sheet("A", [Column("a", 12), Column("b", 30)], [[1, 2]], ["DANH SÁCH", "Quý I/2026"]))
    sheet = opened(content).active
    assert [row[0].value for row in sheet.iter_rows()] == ["DANH SÁCH", "Quý I/2026", None, "a", "1"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:B5", "$4:$4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["B"].width == 30


def test_a_chart_is_excels_own():
    content = written(Chart("Kiểm tra", ["Quý I", "Quý II"], {"2025": [3, 4], "2026": [5, 6]}), title="Giao ban")
    assert [[cell.value for cell in row] for row in opened(content).active.iter_rows()][1:] == [
        ["Quý I", 3, 5],
        ["Quý II", 4, 6],
    ]
    assert any("charts/chart" in name for name in zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert opened(content).properties.title == "Giao ban"


def test_an_empty_book_opens_and_rows_are_counted():
    assert opened(written()).sheetnames == ["Trang tính"]
    sheets = [Sheet(name, [Column("a")], ([n] for n in range(3))) for name in "AB"]
    assert write(sheets, io.BytesIO()) == 6


def test_rows_that_fail_leave_no_files_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ZeroDivisionError):
        write([Sheet("A", [Column("a")], ([1 / n] for n in (1, 0)))], io.BytesIO())
    assert list(tmp_path.iterdir()) == []


# ----------------------------------------------------------------------------------------------------------------- in


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(cells, epoch=None):
    book = openpyxl.Workbook()
    book.active.title = "KTGS"
    if epoch:
        book.epoch = epoch
    for place, value in cells.items():
        book.active[place] = value
    return saved(book)


def repacked(content, **parts):
    """The container with parts replaced or added; `__` in a name is a slash, `_xml` the ending."""
    changed = {name.replace("__", "/").replace("_xml", ".xml"): body for name, body in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, body in changed.items():
            new.writestr(name, body)
    return file.getvalue()


def with_sheet(xml, content=None):
    return repacked(content or book_of({"A1": "x"}), xl__worksheets__sheet1_xml=xml)


def sheet_xml(rows, dimension=""):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{dimension}<sheetData>{rows}</sheetData></worksheet>'


def number_cell(place, value=1):
    return f'<c r="{place}"><v>{value}</v></c>'


def test_cells_keep_their_addresses_when_the_data_begins_elsewhere():
    rows = read(book_of({"C3": "x", "E5": 7})).sheets[0].rows
    assert (rows[2][2], rows[4][4]) == ("x", 7)


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_of_both_calendars_come_without_time(epoch):
    cells = {"A1": date(2026, 3, 5), "A2": datetime(2026, 3, 5, 13, 45)}
    assert read(book_of(cells, epoch)).sheets[0].rows == [[date(2026, 3, 5)], [date(2026, 3, 5)]]


def test_values_come_as_they_are_seen(tmp_path):
    cells = {"A1": 26000001.0, "B1": 1.5, "C1": True, "D1": "Ho\u0061\u0300 ", "E1": "", "F1": "26000001"}
    path = tmp_path / "a.xlsx"
    path.write_bytes(book_of(cells))
    row = read(path).sheets[0].rows[0]
    assert row == [26000001, 1.5, True, "Ho\u0061\u0300 ", None, "26000001"]
    assert [workbook.text(cell) for cell in row] == ["26000001", "1,5", "TRUE", "Hoà", "", "26000001"]
    assert workbook.text(date(2026, 3, 5)) == "05/03/2026"


def test_formulas_and_error_values_are_named_with_their_places():
    content = book_of({"A1": "x", "B7": "=1+1", "C8": "#N/A", "D9": "<f>"})
    book = read(content)
    assert book.formulas == [("KTGS", "B7")]
    assert book.sheets[0].rows[7][2] == "#N/A"


def test_a_number_that_only_looks_like_a_date_is_named_with_its_row():
    book = openpyxl.Workbook()
    book.active.append(["Ngày"])
    book.active["A2"] = -106_751_991_169
    book.active["A2"].number_format = "dd/mm/yyyy"
    with pytest.raises(UnreadableWorkbook, match="Dòng 2 của trang tính “Sheet”"):
        read(saved(book))


def test_several_sheets_come_in_order_and_chart_sheets_are_left_out():
    book = openpyxl.Workbook()
    for title in ("Tổ chức", "Đảng viên"):
        book.create_sheet(title)["B2"] = f"=1 {title}"
    book.create_chartsheet("Biểu đồ")
    result = read(saved(book))
    assert [sheet.title for sheet in result.sheets] == ["Sheet", "Tổ chức", "Đảng viên"]
    assert result.formulas == [("Tổ chức", "B2"), ("Đảng viên", "B2")]


def test_formatted_empty_cells_far_away_do_no_harm():
    rows = f'<row r="1">{number_cell("A1")}<c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    assert read(with_sheet(sheet_xml(rows))).sheets[0].rows == [[1]]


def test_a_lying_dimension_does_no_harm():
    rows = f'<row r="1">{number_cell("A1")}{number_cell("C1", 3)}</row>'
    for area in ("A1:XFD1048576", "A1", "B2:B2"):
        content = with_sheet(sheet_xml(rows, f'<dimension ref="{area}"/>'))
        assert read(content).sheets[0].rows == [[1, None, 3]]


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.dates(date(1901, 1, 1), date(2199, 1, 1)),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20),
)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.tuples(*[plain] * 4), min_size=30, max_size=60))
def test_what_is_written_reads_back(rows):
    columns = [Column("a", kind="number"), Column("b", kind="date"), Column("c"), Column("d")]
    back = read(written(Sheet("A", columns, rows))).sheets[0].rows[1:]
    words = [[_seen(value) for value in row] for row in rows]
    assert [[_seen(value) for value in row] for row in back] == words[: len(back)]
    assert all(not any(row) for row in words[len(back) :])


def _seen(value):
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return value if isinstance(value, str) else workbook.text(value)


# ---------------------------------------------------------------------------------------------------------- hostile in


def bomb():
    return with_sheet(sheet_xml(" " * 60_000_000))


def many_entries():
    return repacked(book_of({}), **{f"xl__media__{n}_xml": "<a/>" for n in range(2100)})


def wrong_size(content):
    """The directory claims that every part unpacks to 10 bytes."""
    return re.sub(
        rb"(PK\x01\x02.{20})....", lambda found: found[1] + (10).to_bytes(4, "little"), content, flags=re.DOTALL
    )


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return file.getvalue()


GOOD = book_of({f"A{n}": f"dòng {n}" for n in range(1, 200)})
SMALL = sheet_xml("<row/>")
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]>' + SMALL
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

HOSTILE = {
    "empty": (b"", "Tệp trống"),
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "a web page": (b"<html><table></table></html>", "trang web"),
    "plain text": ("Mã;Tên\nA;B".encode(), "không phải là tệp Excel"),
    "an old workbook": (OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), "kiểu cũ"),
    "a locked workbook": (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "a Word file": (zipped(word__document_xml="<a/>"), "Word"),
    "a LibreOffice file": (zipped(content_xml="<a/>"), "LibreOffice"),
    "another zip": (zipped(readme="x"), "tệp nén"),
    "macros": (repacked(GOOD, **{"xl__vbaProject.bin": b"x"}), "macro"),
    "half a file": (GOOD[: len(GOOD) // 2], "cắt cụt"),
    "without its end": (GOOD[:-30], "cắt cụt"),
    "a broken part": (GOOD[:200] + b"\xff" * 200 + GOOD[400:], "hỏng"),
    "lying sizes": (wrong_size(GOOD), "hỏng"),
    "a document type": (with_sheet(DOCTYPE), "DOCTYPE"),
    "a hidden document type": (with_sheet(DOCTYPE.encode("utf-16")), "hỏng"),
    "broken XML": (with_sheet("<worksheet><sheetData><row><c"), "."),
    "a bomb": (bomb, "giải nén ra quá lớn"),
    "too many parts": (many_entries, "bất thường"),
    "30,000 columns": (
        lambda: with_sheet(sheet_xml("<row>" + "<c><v>1</v></c>" * 30_000 + "</row>")),
        "ngoài 200 cột đầu",
    ),
    "rows past the limit": (
        lambda: with_sheet(sheet_xml("".join(f'<row r="{n}">{number_cell(f"A{n}")}</row>' for n in range(1, 250_000)))),
        r"ngoài 200\.000 dòng đầu",
    ),
    "a far-away cell": (
        with_sheet(sheet_xml(f'<row r="1">{number_cell("A1")}</row><row>{number_cell("XFD1048576")}</row>')),
        "Ô XFD1048576",
    ),
    "the first far column": (with_sheet(sheet_xml(f'<row r="1">{number_cell("GS1")}</row>')), "Ô GS1"),
    "a stray cell within the limits": (
        with_sheet(sheet_xml(f"<row>{number_cell('A1')}{number_cell('GR20000')}</row>")),
        "trải đến ô GR20000",
    ),
    "a stray cell in the last corner": (
        with_sheet(sheet_xml(f"<row>{number_cell('A1')}{number_cell('GR200000')}</row>")),
        "dừng lại",
    ),
    "a far-away cell without address": (
        with_sheet(sheet_xml(f'<row r="1">{number_cell("A1")}</row><row r="1048576">{"<c><v>1</v></c>" * 200}</row>')),
        "dòng|dừng lại",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_what_to_do(name):
    content, reason = HOSTILE[name]
    with pytest.raises(UnreadableWorkbook, match=reason) as refusal:
        read(content() if callable(content) else content)
    assert "Hãy" in str(refusal.value)


@pytest.mark.parametrize(("place", "rows", "columns"), [("A200000", 200_000, 1), ("GR12500", 12_500, 200)])
def test_the_last_row_and_column_are_still_read(place, rows, columns):
    cells = read(with_sheet(sheet_xml(f"<row>{number_cell(place)}</row>"))).sheets[0].rows
    assert (len(cells), len(cells[-1]), cells[-1][-1]) == (rows, columns, 1)


def test_too_many_sheets_are_refused():
    book = openpyxl.Workbook()
    for number in range(reading.MAX_SHEETS):
        book.create_sheet(str(number))
    with pytest.raises(UnreadableWorkbook, match="65 trang tính"):
        read(saved(book))


def test_a_text_repeated_without_end_does_not_fill_the_memory():
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{space}"><si><t>{"đ" * 20_000}</t></si></sst>'
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 1000
    content = repacked(GOOD, xl__sharedStrings_xml=shared, xl__worksheets__sheet1_xml=sheet_xml(rows))
    with pytest.raises(UnreadableWorkbook, match="quá lớn"):
        read(content)


def test_a_file_over_20_megabytes_is_refused():
    with pytest.raises(UnreadableWorkbook, match="20 MB"):
        read(GOOD + b"\0" * reading.MAX_FILE)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_damaged_file_does_more_than_be_refused(data):
    place = data.draw(st.integers(0, len(GOOD) - 1))
    piece = data.draw(st.binary(min_size=1, max_size=8))
    with suppress(UnreadableWorkbook):
        read(GOOD[:place] + piece + GOOD[place + len(piece) :])
