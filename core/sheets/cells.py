"""How a cell is read: functions from what Excel holds to a value, or to a fault in the reader's words."""

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from core.fields import LARGEST, parse_date, parse_number
from core.text import looks_legacy_encoded, normalize, normalize_lines, search_key


class BadCell(ValueError):
    """What is wrong with a cell and what to do, in the reader's words."""


def line(max_length: int | None = None) -> Callable:
    """One line of text. A number typed where text is meant is the text it was."""

    def parse(cell):
        return _fitting(normalize(_sound(cell)), max_length)

    return written(parse, width=12 if (max_length or 0) <= 30 else 18 if max_length <= 60 else 36)


def paragraphs(max_length: int | None = None) -> Callable:
    """Text whose line breaks stay."""

    def parse(cell):
        return _fitting(normalize_lines(_sound(cell)), max_length)

    return written(parse, width=48)


def day(cell) -> datetime.date | None:
    """A real Excel date, or text dd/mm/yyyy."""
    if isinstance(cell, datetime.datetime):
        return _plausible(cell.date())
    if isinstance(cell, datetime.date):
        return _plausible(cell)
    if not isinstance(cell, str):
        raise BadCell(f"“{quoted(cell)}” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/03/2026.")
    if not normalize(cell):
        return None
    try:
        return parse_date(cell)
    except ValueError as error:
        raise BadCell(str(error)) from None


def whole(smallest: int = 1, largest: int = LARGEST) -> Callable:
    """A whole number, also when typed as text."""

    def parse(cell):
        value = _whole(cell)
        if value is not None and not smallest <= value <= largest:
            raise BadCell(f"“{value}” ngoài khoảng cho phép. Hãy nhập số từ {smallest} đến {largest}.")
        return value

    return written(parse, kind="year", width=8)


def choice(choices: Iterable[tuple[str, str]]) -> Callable:
    """One of a closed list, by its label; upper and lower case and where the tone mark stands do not matter."""
    labels = {label: value for value, label in choices}
    spellings = {_spelling(label): value for label, value in labels.items()}

    def parse(cell):
        if cell in labels:
            return labels[cell]
        text = normalize(_sound(cell))
        if text and _spelling(text) not in spellings:
            raise BadCell(f"“{quoted(text)}” không có trong danh mục. Hãy dùng một trong: {'; '.join(labels)}.")
        return spellings[_spelling(text)] if text else ""

    parse.labels, shown = tuple(labels), {value: str(label) for label, value in labels.items()}
    return written(parse, width=max(12, *(len(label) for label in shown.values())), show=shown.get)


def listed(parse_item: Callable) -> Callable:
    """Several values in a cell, separated by `;`; the same value twice is one."""

    def parse(cell):
        text = _sound(cell)
        parts = (parse_item(part) for part in text.split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    parse.labels, parse.is_list = getattr(parse_item, "labels", ()), True
    return written(parse, width=24, show=";".join)


def text_of(model, name: str) -> Callable:
    """The text of a model's field, as long as the column takes."""
    db_field = model._meta.get_field(name)
    return paragraphs() if db_field.get_internal_type() == "TextField" else line(db_field.max_length)


def nearest(text: str, known: Iterable[str]) -> str:
    """A question after the most similar of the known texts, or nothing."""
    keys = {search_key(item): item for item in known}
    found = difflib.get_close_matches(search_key(text), keys, n=1, cutoff=0.75)
    return f" Có phải “{keys[found[0]]}” không?" if found else ""


def written(parse: Callable, kind: str = "text", width: float = 12, show: Callable | None = None) -> Callable:
    """Say how what a function reads is written: kind and width of the column, and the cell of a stored value."""
    parse.kind, parse.width, parse.show = kind, width, show
    return parse


written(day, kind="date", width=12)


def spelling(text: Any) -> str:
    """A text without what offices spell differently: case, Unicode form, blanks, the letter that bears the tone."""
    return _spelling(normalize(text))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ORDINARY = "\t\n\r"
_EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
"""What is left of a formula that failed when only its value is pasted."""


def _sound(cell) -> str:
    """The text of a cell, refused when no office program would show it as it was typed."""
    if isinstance(cell, datetime.date):
        raise BadCell("Excel đã đổi ô này thành ngày tháng. Hãy định dạng ô là Văn bản (Text) rồi gõ lại.")
    if isinstance(cell, bool):
        raise BadCell("Ô chứa giá trị đúng/sai (TRUE/FALSE). Hãy gõ lại dạng chữ.")
    text = _number_as_text(cell) if isinstance(cell, int | float) else str(cell or "")
    if text in _EXCEL_ERRORS:
        raise BadCell(f"Ô chứa lỗi của Excel ({text}). Hãy gõ lại giá trị đúng.")
    if not text.isascii() or not text.isprintable():
        _refuse_strange(text)
    return text


def _refuse_strange(text):
    if any(c not in _ORDINARY and unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise BadCell("Ô có ký tự điều khiển không đọc được. Hãy xóa ô và gõ lại.")
    if looks_legacy_encoded(text):
        raise BadCell(f"“{quoted(text)}” có vẻ gõ bằng bảng mã cũ (TCVN3, VNI). Hãy chuyển sang Unicode rồi nhập lại.")


def _number_as_text(value):
    return str(int(value)) if float(value).is_integer() else repr(value)


def _fitting(text, max_length):
    if max_length and len(text) > max_length:
        raise BadCell(f"Dài {len(text)} ký tự, quá {max_length} ký tự cho phép. Hãy rút ngắn lại.")
    return text


def _plausible(value):
    try:
        return parse_date(f"{value.day}/{value.month}/{value.year:04}")
    except ValueError as error:
        raise BadCell(str(error)) from None


def _whole(cell):
    if isinstance(cell, str):
        try:
            return parse_number(cell) if normalize(cell) else None
        except ValueError as error:
            raise BadCell(str(error)) from None
    if isinstance(cell, bool | datetime.date) or not float(cell).is_integer():
        raise BadCell(f"“{quoted(cell)}” không phải là số nguyên. Hãy nhập chữ số, ví dụ 12.")
    return int(cell)


def quoted(value):
    if isinstance(value, datetime.date):
        return f"{value:%d/%m}/{value.year:04}"
    text = str(value).replace(".", ",") if isinstance(value, float) else normalize(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _spelling(text):
    """A label without what offices spell differently: case, blanks after commas, the letter that bears the tone."""
    words = re.sub(r"\s*,\s*", ", ", unicodedata.normalize("NFD", text.casefold())).split()
    return " ".join(_tones_last(word) for word in words)


def _tones_last(word):
    return "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)
