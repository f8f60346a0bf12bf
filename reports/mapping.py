"""Sheets of another form: which of ours each one is, in which row its headings stand, which column is what.

Headings are compared as offices spell them; other words for our columns are those seen in exports of the member
database (CSDL đảng viên) and on grassroots lists [M]. A suggestion is only a suggestion: a person confirms it.
"""

import difflib
import hashlib
import json
from dataclasses import dataclass, field

from core.sheets import MESSAGES, Layout, spelling
from core.text import normalize, search_key
from core.workbook import text
from members.models import Organization
from reports.imports import is_beside_the_rows, sheets_of_the_book

LOOKED_AT = 15
"""So many filled rows are searched for headings."""
ALIKE = 0.86
LONGEST = 80
"""Characters of a heading; what is longer is none."""
MOST_SHEETS = 20
MOST_WORDS = 300
SAMPLES = 3

SYNONYMS = {
    "Đảng viên": {
        "card_number": ("Số thẻ đảng viên", "Số thẻ Đảng", "Số thẻ ĐV", "Số TĐV", "Mã thẻ", "Thẻ đảng viên"),
        "name": (
            "Họ và tên khai sinh",
            "Họ tên",
            "Họ tên khai sinh",
            "Họ và tên đang dùng",
            "Tên đảng viên",
            "Họ và tên đảng viên",
        ),
        "born": ("Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày", "NTNS"),
        "sex": ("Giới", "Nam/Nữ", "Phái"),
        "organization": (
            "Chi bộ",
            "Mã chi bộ",
            "Chi bộ sinh hoạt",
            "Nơi sinh hoạt",
            "Tổ chức đảng",
            "Đơn vị",
            "Đảng bộ, chi bộ",
            "Tổ chức Đảng đang sinh hoạt",
        ),
        "joined": ("Ngày kết nạp", "Ngày vào Đảng lần đầu", "Ngày kết nạp Đảng", "Kết nạp ngày"),
        "official_from": (
            "Ngày công nhận chính thức",
            "Ngày vào Đảng chính thức",
            "Chính thức ngày",
            "Ngày công nhận ĐVCT",
        ),
        "seat": ("Cấp ủy", "Cấp ủy viên cao nhất"),
        "managed_by": ("Diện cán bộ quản lý", "Cấp quản lý"),
    },
    "Tổ chức": {
        "code": ("Mã tổ chức", "Mã đơn vị", "Mã tổ chức đảng"),
        "name": ("Tên tổ chức", "Tên tổ chức đảng", "Tên đơn vị"),
        "type": ("Loại hình tổ chức", "Loại tổ chức"),
        "level": ("Cấp tổ chức",),
        "parent": ("Mã tổ chức cấp trên", "Tổ chức cấp trên", "Trực thuộc", "Cấp trên trực tiếp"),
        "valid_from": ("Ngày thành lập",),
        "valid_until": ("Ngày giải thể", "Ngày kết thúc"),
    },
}
NOT_KEPT = (
    "dan toc",
    "ton giao",
    "cccd",
    "cmnd",
    "can cuoc",
    "chung minh",
    "so dinh danh",
    "so dien thoai",
    "dien thoai",
    "so ho chieu",
    "que quan",
    "noi sinh",
    "noi o hien nay",
    "ho khau",
    "thuong tru",
)
"""Words in headings of what this program must not keep: only the least that inspection needs of a person is held."""


@dataclass
class Mapping:
    """How one sheet of a book is to be read; `target` is the title of one of ours, or nothing."""

    data: object
    target: str = ""
    heading_row: int = 1
    places: dict = field(default_factory=dict)
    fixed: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    @property
    def title(self):
        return self.data.title

    @property
    def columns(self):
        return columns_of(self.target)

    def headings(self):
        """(place, heading) of each column that has one."""
        cells = row_of(self.data, self.heading_row)
        return [(place, text(cell)) for place, cell in enumerate(cells, 1) if cell is not None and text(cell)]

    def samples(self, place):
        """What stands below a heading, the first few different values."""
        return list(dict.fromkeys(shown for shown in self.values(place) if shown))[:SAMPLES]

    def values(self, place):
        start = max(self.heading_row + 1 - self.data.first_row, 0)
        return (
            text(cells[place - 1])
            for cells in self.data.rows[start:]
            if place <= len(cells) and _full(cells[place - 1])
        )

    def unmapped(self):
        """Our columns that no column of the sheet fills."""
        return [column for column in self.columns if column.name not in self.places]

    def missing(self):
        """Required columns for which there is neither a column nor a value."""
        return [column for column in self.unmapped() if column.required and not self.fixed.get(column.name)]

    def left_out(self):
        """Headings of columns with data that must not be kept."""
        taken = set(self.places.values())
        return [heading for place, heading in self.headings() if place not in taken and is_not_kept(heading)]

    def unknown_words(self, user):
        """For columns that name organizations: what their cells say that is no code, with the code it may mean."""
        return {
            column.name: _codes(self.values(self.places[column.name]), user)
            for column in self.columns
            if column.refers == "organization" and column.name in self.places and column.name != "code"
        }

    def layout(self):
        """As it is stored with the file."""
        return {
            "sheet": self.target,
            "heading_row": self.heading_row,
            "places": self.places,
            "fixed": {name: value for name, value in self.fixed.items() if value and name not in self.places},
            "words": {name: {k: v for k, v in words.items() if v} for name, words in self.words.items()},
        }

    def fingerprint(self):
        """The same for every sheet with these headings in this order, whatever its name."""
        headings = [spelling(heading) for _, heading in self.headings() if spelling(heading) != spelling(MESSAGES)]
        return hashlib.sha256(json.dumps(headings).encode()).hexdigest()


def columns_of(target):
    sheet = next((sheet for sheet in sheets_of_the_book() if sheet.title == target), None)
    return sheet.columns if sheet else ()


def row_of(data, number):
    at = number - data.first_row
    return data.rows[at] if 0 <= at < len(data.rows) else []


def has_our_form(book):
    """Whether some sheet has a title and the required headings of ours: then the book needs no mapping."""
    ours = {spelling(sheet.title): sheet for sheet in sheets_of_the_book()}
    return any(
        _required(ours[spelling(data.title)]) <= set(map(spelling, _first_filled(data)))
        for data in book.sheets
        if spelling(data.title) in ours
    )


def suggested(book, remembered):
    """A mapping for each sheet with rows: as it was confirmed before, else by likeness. Whether all was remembered."""
    filled = [data for data in book.sheets if any(map(_has_text, data.rows)) and not is_beside_the_rows(data.title)]
    mappings = [Mapping(data) for data in filled[:MOST_SHEETS]]
    known = [_recall(mapping, remembered) for mapping in mappings]
    for mapping, is_known in zip(mappings, known, strict=True):
        if not is_known:
            _guess(mapping, {other.target for other in mappings})
    return mappings, any(known)


def from_stored(mapping, stored):
    """Fill a mapping with what is stored."""
    mapping.target = stored["sheet"]
    for name, value in Layout(**{key: value for key, value in stored.items() if key != "sheet"}).__dict__.items():
        setattr(mapping, name, value if name == "heading_row" else dict(value))
    return mapping


def suggest_places(mapping):
    """Which column is what, by the headings of the row that was chosen."""
    headings = {place: heading for place, heading in mapping.headings() if len(heading) <= LONGEST}
    mapping.places = {}
    for column in mapping.columns:
        close = {place: likeness(heading, column, mapping.target) for place, heading in headings.items()}
        best = max(close, key=close.get, default=None)
        if best and close[best] >= ALIKE:
            mapping.places[column.name] = best
            del headings[best]
    return mapping


def likeness(heading, column, target):
    """1 for our own heading, a little less for a known other word, else how similar the letters are."""
    words = words_for(column, target)
    if spelling(heading) in words:
        return 1 if spelling(heading) == words[0] else 0.99
    key = search_key(heading)
    return 0.98 * max(difflib.SequenceMatcher(None, key, search_key(word)).ratio() for word in words)


def words_for(column, target):
    """How a column is headed: by us first, then elsewhere."""
    return [spelling(word) for word in (column.heading, *SYNONYMS.get(target, {}).get(column.name, ()))]


def is_not_kept(heading):
    key = f" {search_key(heading)} "
    return any(f" {word} " in key for word in NOT_KEPT)


def _recall(mapping, remembered):
    for number, cells in _filled(mapping.data):
        mapping.heading_row = number
        if _has_text(cells) and (stored := remembered.get(mapping.fingerprint())):
            from_stored(mapping, stored | {"heading_row": number})
            return True
    mapping.heading_row = next((number for number, _ in _filled(mapping.data)), 1)
    return False


def _guess(mapping, taken):
    """The sheet and heading row under which most columns are recognised by a known word; two at least."""
    best, found = 1, None
    for sheet in sheets_of_the_book():
        known = [set(words_for(column, sheet.title)) for column in sheet.columns]
        for number, cells in _filled(mapping.data) if sheet.title not in taken else ():
            headings = {spelling(cell) for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST}
            recognised = sum(not headings.isdisjoint(words) for words in known)
            if recognised > best:
                best, found = recognised, (sheet.title, number)
    if found:
        mapping.target, mapping.heading_row = found
        suggest_places(mapping)


def _filled(data):
    rows = ((number, cells) for number, cells in enumerate(data.rows, data.first_row) if _has_text(cells))
    return [row for row, _ in zip(rows, range(LOOKED_AT), strict=False)]


def _first_filled(data):
    return [normalize(cell) for cell in next((cells for cells in data.rows if any(map(_full, cells))), ())]


def _full(cell):
    return cell is not None and cell != ""


def _has_text(cells):
    return any(isinstance(cell, str) and cell.strip() for cell in cells)


def _required(sheet):
    return {spelling(column.heading) for column in sheet.columns if column.required}


def _codes(values, user):
    """(text, the code it may mean) of texts that are no code of an organization the user sees."""
    texts = dict.fromkeys(values)
    visible = Organization.objects.visible_to(user)
    codes = set(visible.filter(code__in=list(texts)[:10_000]).values_list("code", flat=True))
    words = [word for word in texts if word not in codes][:MOST_WORDS]
    names = {}
    for name, code in visible.filter(search_key__isnull=False).values_list("name", "code") if words else ():
        names.setdefault(spelling(name), []).append(code)
    return [(word, found[0] if len(found := names.get(spelling(word), [])) == 1 else "") for word in words]
