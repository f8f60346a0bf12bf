"""The child process that reads an uploaded Excel workbook: `python core/reading.py < file.xlsx`.

A hostile or broken file may exhaust memory or time here and only here. The container is checked first (entries, real
sizes, document types, macros), then the sheets' XML for cells beyond the limits, then python-calamine reads values as
data. What comes out is JSON, a line at a time: {"sheet": title}, lists of rows, {"formulas": [[title, address], ...]},
{"done": true}; or {"refused": sentence}. A date is a list of its ordinal number.

It imports no Django and nothing else of the project, so that it starts fast and stays small.
"""

import io
import json
import math
import re
import struct
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

import python_calamine

MEGABYTE = 1 << 20
MAX_FILE = 20 * MEGABYTE
MAX_MEMORY = 448 * MEGABYTE
MAX_CPU_SECONDS = 60
MAX_ENTRIES = 2000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO, RATIO_MATTERS_FROM = 200, 30 * MEGABYTE
MAX_SHEETS, MAX_COLUMNS, MAX_ROWS, MAX_CELLS = 64, 200, 200_000, 2_500_000
MAX_OUTPUT = 120 * MEGABYTE
MAX_FORMULAS = 1000
ROWS_A_LINE = 500

SAVE_AGAIN = "Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) kiểu “Excel Workbook (*.xlsx)” rồi nhập lại."
DAMAGED = f"Tệp bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp từ nơi gửi, hoặc: {SAVE_AGAIN[0].lower()}{SAVE_AGAIN[1:]}"
TOO_LARGE = (
    "Tệp giải nén ra quá lớn. Hãy xóa các dòng, cột và trang tính trống hoặc thừa, hoặc chia thành nhiều tệp nhỏ hơn."
)


class Refusal(Exception):
    """Why the workbook is not read, in a sentence for the user."""


# ------------------------------------------------------------------------------------------- what kind of file it is

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_other_files(data: bytes) -> None:
    """Refuses what is not a zip container, by its first bytes and not by its name."""
    if not data.strip(b"\0 \r\n\t"):
        raise Refusal("Tệp trống. Hãy chọn tệp Excel (.xlsx) có dữ liệu.")
    if data.startswith(_OLE):
        raise Refusal(_old_office(data))
    if data.startswith(b"%PDF"):
        raise Refusal("Đây là tệp PDF, không phải Excel. Hãy chọn tệp Excel (.xlsx) gốc.")
    if data.lstrip()[:1] == b"<":
        raise Refusal(f"Đây là trang web hoặc tệp XML mang tên Excel. {SAVE_AGAIN}")
    if not data.startswith(b"PK"):
        raise Refusal(f"Đây không phải là tệp Excel .xlsx. {SAVE_AGAIN}")


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "Tệp Excel có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ) rồi nhập lại."
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return f"Đây là tệp Excel kiểu cũ (.xls). {SAVE_AGAIN}"
    return f"Đây là tệp Office kiểu cũ, không phải Excel .xlsx. {SAVE_AGAIN}"


# ------------------------------------------------------------------------------------------------------ the container


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """The entries of the container, once they are those of a plain .xlsx workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error, EOFError):
        raise Refusal(DAMAGED) from None
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MAX_ENTRIES or len(set(names)) != len(names):
        raise Refusal(f"Tệp có cấu tạo bất thường (quá nhiều phần, hoặc các phần trùng tên). {SAVE_AGAIN}")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refusal("Tệp có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nhập lại.")
    _refuse_other_documents(set(names))
    return entries


def _refuse_other_documents(names: set[str]) -> None:
    if any("vbaproject" in name for name in names):
        raise Refusal(f"Tệp có macro (.xlsm) nên không được nhận. {SAVE_AGAIN}")
    if "xl/workbook.bin" in names:
        raise Refusal(f"Đây là tệp Excel nhị phân (.xlsb). {SAVE_AGAIN}")
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise Refusal("Đây là tệp Word, không phải Excel. Hãy chọn tệp Excel (.xlsx).")
    if "content.xml" in names:
        raise Refusal(f"Đây là tệp LibreOffice (.ods), không phải Excel .xlsx. {SAVE_AGAIN}")
    raise Refusal(f"Đây là tệp nén, không phải tệp Excel .xlsx. {SAVE_AGAIN}")


def unpacked(data: bytes, entry: zipfile.ZipInfo):
    """The real bytes of an entry in pieces, whatever sizes its header claims."""
    header = data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Refusal(DAMAGED)
    start = entry.header_offset + 30 + sum(struct.unpack("<HH", header[26:30]))
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflated(packed)
    elif entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
    else:
        raise Refusal(f"Tệp được nén theo cách mà Excel không dùng. {SAVE_AGAIN}")


def _inflated(packed: memoryview):
    inflater, rest = zlib.decompressobj(-15), packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, MEGABYTE)
            rest = inflater.unconsumed_tail
            if not piece and not inflater.eof:
                raise Refusal(DAMAGED)
            yield piece
    except zlib.error:
        raise Refusal(DAMAGED) from None


class Gauge:
    """Counts what all entries unpack to, and stops at the limits."""

    def __init__(self, packed: int):
        self.packed, self.total = packed, 0

    def add(self, count: int) -> None:
        self.total += count
        over_ratio = self.total > RATIO_MATTERS_FROM and self.total > MAX_RATIO * self.packed
        if self.total > MAX_UNPACKED or over_ratio:
            raise Refusal(TOO_LARGE)


# ---------------------------------------------------------------------------------------------- the parts of the book

_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
# Columns past GR (200) have three letters or begin with G and more; rows past 200,000 have six digits and more.
_FAR = re.compile(rb'<[^<]*\br="((?:[A-Z]{3}|[G-Z][A-Z])[0-9]+|[A-Z]{1,3}[0-9]{6,7})"[^>]*>')
_FAR_ADDRESS = re.compile(rb'r="(?:(?:[A-Z]{3}|[G-Z][A-Z])[0-9]+|[A-Z]{1,3}[0-9]{6,7})"')
_FORMULA_OR_ERROR = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt\s*=\s*[\"']e[\"']")
_OVERLAP = 4096


def check_part(data: bytes, entry: zipfile.ZipInfo, gauge: Gauge) -> bool:
    """Reads one part through; true when it is a sheet with formulas or error values to be looked up."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet, special = bool(_SHEET_PART.fullmatch(entry.filename)), False
    size, checksum, tail = 0, 0, b""
    for piece in unpacked(data, entry):
        gauge.add(len(piece))
        size, checksum = size + len(piece), zlib.crc32(piece, checksum)
        window = tail + piece
        if is_xml or window[:1] == b"<":
            _refuse_document_type(window, is_xml)
        if is_sheet:
            _refuse_far_cells(window)
            special = special or bool(_FORMULA_OR_ERROR.search(window))
        tail = window[-_OVERLAP:]
    if (size, checksum) != (entry.file_size, entry.CRC):
        raise Refusal(DAMAGED)
    return special


def _refuse_document_type(window: bytes, is_xml: bool) -> None:
    if _DOCUMENT_TYPE.search(window):
        raise Refusal(f"Tệp chứa khai báo DOCTYPE mà Excel không bao giờ ghi, nên không được nhận. {SAVE_AGAIN}")
    # Other encodings than UTF-8 could hide a document type.
    if is_xml and b"\0" in window:
        raise Refusal(DAMAGED)


def _refuse_far_cells(window: bytes) -> None:
    if not _FAR_ADDRESS.search(window):
        return
    for found in _FAR.finditer(window):
        letters, digits = re.fullmatch(rb"([A-Z]+)([0-9]+)", found[1]).groups()
        # A cell closed at once holds a format and no value; Excel writes many of those.
        if not found[0].endswith(b"/>"):
            refuse_beyond(int(digits), column_number(letters.decode()), found[1].decode())


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def refuse_beyond(row: int, column: int, address: str) -> None:
    if column > MAX_COLUMNS:
        raise Refusal(
            f"Ô {address} nằm ngoài {MAX_COLUMNS} cột đầu. Hãy xóa các cột thừa ở bên phải bảng "
            "(chọn cột, bấm Xóa) rồi lưu và nhập lại."
        )
    if row > MAX_ROWS:
        raise Refusal(
            f"Ô {address} nằm ngoài {MAX_ROWS:,} dòng đầu.".replace(",", ".")
            + " Hãy xóa các dòng thừa ở dưới bảng, hoặc chia thành nhiều tệp, rồi nhập lại."
        )


def check_container(data: bytes) -> set[str]:
    """Refuses a container that is dangerous or damaged; gives the sheet parts that hold formulas or error values."""
    gauge = Gauge(len(data))
    return {entry.filename for entry in entries_of(data) if check_part(data, entry, gauge)}


# ------------------------------------------------------------------------------------------ formulas and error values


class SpecialCells:
    """Addresses of formulas and texts of error values (#N/A) of one sheet, from a stream of its XML.

    calamine gives the stored result of a formula and an empty text for an error; the importer must name both.
    """

    def __init__(self):
        self.formulas: list[str] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.row = self.column = 0
        self.in_error = self.in_value = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def feed(self, pieces) -> "SpecialCells":
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError:
            raise Refusal(DAMAGED) from None
        return self

    def start(self, name: str, attributes: dict) -> None:
        name = name.rpartition(" ")[2]
        if name == "row":
            self.row, self.column = _as_int(attributes.get("r"), self.row + 1), 0
        elif name == "c":
            self._enter(attributes)
        elif name == "f" and len(self.formulas) < MAX_FORMULAS:
            self.formulas.append(f"{column_letters(self.column)}{self.row}")
        elif name == "v":
            self.in_value = True

    def _enter(self, attributes: dict) -> None:
        found = re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", attributes.get("r", ""))
        self.column = column_number(found[1]) if found else self.column + 1
        self.row = int(found[2]) if found else self.row
        self.in_error = attributes.get("t") == "e"

    def end(self, name: str) -> None:
        if name.endswith(" v"):
            self.in_value = False

    def text(self, text: str) -> None:
        if self.in_error and self.in_value and len(self.errors) < MAX_CELLS:
            self.errors[self.row, self.column] = text


def _as_int(digits: str | None, default: int) -> int:
    return int(digits) if digits and digits.isdecimal() and len(digits) < 8 else default


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def sheet_parts(data: bytes) -> dict[str, str]:
    """The part of every sheet, by the sheet's title."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        actual = {name.lower(): name for name in archive.namelist()}
        book = archive.read(actual["xl/workbook.xml"])
        relations = archive.read(actual.get("xl/_rels/workbook.xml.rels", ""))
    targets = {a.get("Id"): a.get("Target", "") for name, a in _elements(relations) if name == "Relationship"}
    sheets = [attributes for name, attributes in _elements(book) if name == "sheet"]
    return {a.get("name", ""): actual.get(_part_name(targets.get(_relation(a), "")), "") for a in sheets}


def _elements(xml: bytes) -> list[tuple[str, dict]]:
    found: list[tuple[str, dict]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(" ")[2], attributes))
    parser.Parse(xml, True)
    return found


def _relation(attributes: dict) -> str | None:
    return next((value for name, value in attributes.items() if name.endswith(" id")), None)


def _part_name(target: str) -> str:
    target = target.replace("\\", "/").lower()
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


# ------------------------------------------------------------------------------------------------------------- values


def cell_value(value):
    """A cell as JSON holds it: whole numbers whole, dates without time as [ordinal], an empty cell as null."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date):
        return [value.toordinal()]
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds() // 3600)}:{int(value.total_seconds() // 60) % 60:02}"
    return value if isinstance(value, int) else str(value)


def _number(value: float) -> float | int | str:
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


class Writer:
    """JSON lines on standard output, up to a limit."""

    def __init__(self, out):
        self.out, self.written = out, 0

    def line(self, content) -> None:
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self.written += len(line)
        if self.written > MAX_OUTPUT:
            raise Refusal(TOO_LARGE)
        self.out.write(line)


def read_book(data: bytes, writer: Writer) -> None:
    special = check_container(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        titles = _titles(book)
        parts = sheet_parts(data) if special else {}
    except python_calamine.PasswordError:
        raise Refusal("Tệp có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nhập lại.") from None
    except (python_calamine.CalamineError, expat.ExpatError, zipfile.BadZipFile, KeyError, OSError):
        raise Refusal(DAMAGED) from None
    left, formulas = MAX_CELLS, []
    for title in titles:
        found = SpecialCells()
        if parts.get(title) in special:
            found.feed(unpacked(data, _entry(data, parts[title])))
        formulas += [[title, address] for address in found.formulas]
        left = _read_sheet(book, title, found, writer, left)
    writer.line({"formulas": formulas[:MAX_FORMULAS]})


def _entry(data: bytes, name: str) -> zipfile.ZipInfo:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.getinfo(name)


def _titles(book) -> list[str]:
    worksheet = python_calamine.SheetTypeEnum.WorkSheet
    titles = [sheet.name for sheet in book.sheets_metadata if sheet.typ == worksheet]
    if len(titles) > MAX_SHEETS:
        raise Refusal(f"Tệp có {len(titles)} trang tính, quá {MAX_SHEETS}. Hãy xóa các trang tính thừa rồi nhập lại.")
    return titles


def _read_sheet(book, title: str, found: SpecialCells, writer: Writer, left: int) -> int:
    """Writes the rows of a sheet from A1 on; gives how many more cells the book may have."""
    try:
        sheet = book.get_sheet_by_name(title)
    except (python_calamine.CalamineError, OSError):
        raise Refusal(f"Không đọc được trang tính “{title}”. {DAMAGED}") from None
    writer.line({"sheet": title})
    (_, first_column), end = sheet.start or (0, 0), sheet.end or (-1, -1)
    last = f"{column_letters(end[1] + 1)}{end[0] + 1}"
    refuse_beyond(end[0] + 1, end[1] + 1, last)
    left -= (end[0] + 1) * (end[1] + 1)
    if left < 0:
        raise Refusal(
            f"Trang tính “{title}” trải đến ô {last}, cả tệp có quá {MAX_CELLS:,} ô. ".replace(",", ".")
            + "Hãy xóa các dòng, cột thừa, hoặc chia thành nhiều tệp nhỏ hơn."
        )
    _write_rows(sheet, title, first_column, found, writer)
    return left


def _write_rows(sheet, title: str, first_column: int, found: SpecialCells, writer: Writer) -> None:
    lines = []
    for number, values in enumerate(_rows(sheet, title), start=1):
        lines.append([None] * first_column + [cell_value(value) for value in values])
        _put_errors(found, number, lines[-1])
        if len(lines) == ROWS_A_LINE:
            writer.line(lines)
            lines = []
    if lines:
        writer.line(lines)


def _rows(sheet, title: str):
    """The rows one by one; calamine panics, which is no Exception, at a date further than a calendar goes."""
    rows, number = sheet.iter_rows(), 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except BaseException as panic:
            if isinstance(panic, Exception | KeyboardInterrupt | SystemExit):
                raise
            raise Refusal(
                f"Dòng {number} của trang tính “{title}” có ô định dạng ngày mà không chứa ngày. "
                "Hãy sửa ô đó thành ngày hoặc định dạng Chung (General) rồi nhập lại."
            ) from None
        yield row


def _put_errors(found: SpecialCells, number: int, cells: list) -> None:
    if not found.errors:
        return
    for column, value in enumerate(cells, start=1):
        if value is None and (number, column) in found.errors:
            cells[column - 1] = found.errors[number, column]


# ------------------------------------------------------------------------------------------------------- the process


def limit_resources() -> None:
    """At most 448 MB of addresses and a minute of work; Windows has no such limits, there the clock alone stops it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit_resources()
    writer = Writer(sys.stdout.buffer)
    try:
        data = sys.stdin.buffer.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise Refusal("Tệp lớn quá 20 MB. Hãy chia thành nhiều tệp nhỏ hơn, hoặc bỏ hình ảnh trong tệp.")
        refuse_other_files(data)
        read_book(data, writer)
        end = {"done": True}
    except Refusal as refusal:
        end = {"refused": str(refusal)}
    except MemoryError:
        end = {"refused": TOO_LARGE}
    Writer(sys.stdout.buffer).line(end)


if __name__ == "__main__":
    main()
