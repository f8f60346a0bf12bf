"""A workbook read: values only, by a process of its own (core/reading.py)."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from core import reading
from core.text import normalize, short_date

Cell = str | int | float | date | bool | None
WALL_CLOCK_SECONDS = 120
STOPPED = (
    "Tệp quá lớn hoặc bất thường nên việc đọc đã dừng lại. Hãy xóa các dòng, cột và trang tính thừa, "
    "lưu lại bằng Excel kiểu “Excel Workbook (*.xlsx)” rồi nhập lại."
)


class UnreadableWorkbook(Exception):
    """Why a file cannot be read and what to do, in a sentence for the user."""


@dataclass
class SheetData:
    """The cells of a sheet from A1 on: `rows[0][0]` is A1 wherever the data begins."""

    title: str
    rows: list[list[Cell]] = field(default_factory=list)
    first_row: int = 1


@dataclass
class Book:
    """The sheets of a workbook in its order, and the places of its formulas (sheet title, address)."""

    sheets: list[SheetData] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)


def read(source: str | os.PathLike | bytes) -> Book:
    """The values of an .xlsx file, a path or its bytes; UnreadableWorkbook says what is wrong with it."""
    with _opened(source) as file, _child(file) as process:
        try:
            return _book(process.stdout)
        except ValueError:  # the child was stopped in the middle of a line
            raise UnreadableWorkbook(STOPPED) from None


@contextmanager
def _opened(source):
    if not isinstance(source, bytes):
        with Path(source).open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as file:
        file.write(source)
        file.seek(0)
        yield file


@contextmanager
def _child(file) -> Iterator[subprocess.Popen]:
    """The reading process: no environment but what starting needs, nothing imported but itself, a clock on it."""
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-I", reading.__file__],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    clock = threading.Timer(WALL_CLOCK_SECONDS, process.kill)
    clock.start()
    try:
        yield process
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


def _book(lines: Iterable[bytes]) -> Book:
    book = Book()
    for line in lines:
        match json.loads(line):
            case {"refused": reason}:
                raise UnreadableWorkbook(reason)
            case {"done": True}:
                return book
            case {"sheet": title}:
                book.sheets.append(SheetData(title))
            case {"formulas": places}:
                book.formulas = [(title, place) for title, place in places]
            case rows:
                book.sheets[-1].rows += [_with_dates(row) for row in rows]
    raise UnreadableWorkbook(STOPPED)


def packed_book(book: Book) -> bytes:
    """What was read of a book, to be kept: the lines that the reading process writes."""
    lines: list = []
    for data in book.sheets:
        lines.append({"sheet": data.title})
        starts = range(0, len(data.rows), reading.ROWS_A_LINE)
        lines += [data.rows[start : start + reading.ROWS_A_LINE] for start in starts]
    lines += [{"formulas": book.formulas}, {"done": True}]
    return b"\n".join(json.dumps(line, default=_ordinal, ensure_ascii=False).encode() for line in lines)


def unpacked_book(content: bytes) -> Book:
    """The book of kept lines; ValueError when they are not whole."""
    try:
        return _book(content.split(b"\n"))
    except UnreadableWorkbook as error:
        raise ValueError(content[:50]) from error


def _ordinal(day: date) -> list[int]:
    return [day.toordinal()]


def _with_dates(row: list) -> list[Cell]:
    return [date.fromordinal(cell[0]) if type(cell) is list else cell for cell in row]


def text(cell: Cell) -> str:
    """A cell as the text a person sees in it: 26000001.0 is "26000001", a date is dd/mm/yyyy."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    return short_date(cell) if isinstance(cell, date) else normalize(cell)
