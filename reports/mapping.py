"""Sheets of another form: which of ours each one is, in which rows its headings stand, which column is what.

Headings are compared as offices spell them; other words for our columns are those seen in exports of the member
database (CSDL đảng viên) and on grassroots lists [M]. A suggestion is only a suggestion: a person confirms it.
"""

import difflib
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property

from core.sheets import MESSAGES, Layout, spelling
from core.text import normalize, search_key
from core.workbook import text
from members.models import Organization
from reports import headings
from reports.imports import is_beside_the_rows, sheets_of_the_book

ALIKE = 0.86
MOST_SHEETS = 64
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
        "joined": (
            "Ngày kết nạp",
            "Ngày vào Đảng lần đầu",
            "Ngày kết nạp Đảng",
            "Kết nạp ngày",
            "Ngày vào Đảng / Dự bị",
            "Ngày vào Đảng / Kết nạp",
            "Ngày kết nạp / Dự bị",
            "Vào Đảng / Dự bị",
        ),
        "official_from": (
            "Ngày công nhận chính thức",
            "Ngày vào Đảng chính thức",
            "Chính thức ngày",
            "Ngày công nhận ĐVCT",
            "Ngày vào Đảng / Chính thức",
            "Ngày vào Đảng / Công nhận chính thức",
            "Ngày kết nạp / Chính thức",
            "Vào Đảng / Chính thức",
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
    """How one sheet of a book is to be read; `target` is the title of one of ours, or nothing.

    `heading_row` is the last row of the headings, which are `depth` rows high.
    """

    data: object
    target: str = ""
    heading_row: int = 1
    depth: int = 1
    places: dict = field(default_factory=dict)
    fixed: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    @property
    def title(self):
        return self.data.title

    @property
    def columns(self):
        return columns_of(self.target)

    @property
    def heading_rows(self):
        """The rows of the headings as a person writes them: "5", or "5-6"."""
        first = self.heading_row - self.depth + 1
        return f"{first}-{self.heading_row}" if self.depth > 1 else str(self.heading_row)

    def headings(self):
        """(place, heading) of each column that has one; "group / heading" where a group stands above it."""
        return headings.joined(self.data, self.heading_row, self.depth)

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

    def unknown_words(self, known):
        """For columns that name organizations: what their cells say that is no code, with the code it may mean."""
        return {
            column.name: known.codes_of(self.values(self.places[column.name]))
            for column in self.columns
            if column.refers == "organization" and column.name in self.places and column.name != "code"
        }

    def tell_organization(self, known):
        """Where no column names the organization of the rows, the title of the sheet may: a sheet a cell."""
        for column in self.missing():
            if column.refers == "organization" and column.name != "code" and (code := known.code_of(self.title)):
                self.fixed[column.name] = code

    def has_own_organization(self):
        """Whether all rows belong to one organization that was told for this very sheet."""
        return any(self.fixed.get(name) for name in self._organization_names())

    def forget_organization(self):
        """What was told of a sheet with another name: its organization is not that of this one."""
        own = self._organization_names()
        self.fixed = {name: value for name, value in self.fixed.items() if name not in own}

    def _organization_names(self):
        return {column.name for column in self.columns if column.refers == "organization"}

    def layout(self):
        """As it is stored with the file."""
        return {
            "sheet": self.target,
            "heading_row": self.heading_row,
            "depth": self.depth,
            "places": self.places,
            "fixed": {name: value for name, value in self.fixed.items() if value and name not in self.places},
            "words": {name: {k: v for k, v in words.items() if v} for name, words in self.words.items()},
        }

    def fingerprint(self, titled=False):
        """The same for every sheet with these headings in this order, whatever its name; or with this name, too."""
        told = [spelling(heading) for _, heading in self.headings() if not _is_messages(heading)]
        if titled:
            told.append([spelling(self.title)])
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Known:
    """The organizations that a user sees, by what sheets call them; read when they are first asked for."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def codes(self):
        return dict(self._rows("code", "code"))

    @cached_property
    def names(self):
        found = {}
        for name, code in self._rows("name", "code"):
            found.setdefault(spelling(name), []).append(code)
        return {name: codes[0] for name, codes in found.items() if len(codes) == 1}

    def _rows(self, *names):
        return Organization.objects.visible_to(self.user).order_by().values_list(*names)

    def codes_of(self, values):
        """(text, the code it may mean) of texts that are no code of an organization."""
        texts = dict.fromkeys(values)
        words = [word for word in texts if word not in self.codes][:MOST_WORDS]
        return [(word, self.names.get(spelling(word), "")) for word in words]

    def code_of(self, title):
        """The organization that a sheet is named after: by code, by name, or by a shortened name ("CB thôn 1")."""
        words = spelling(title).split()
        full = " ".join([SHORT.get(words[0], words[0]), *words[1:]]) if words else ""
        return self.codes.get(title.strip()) or self.names.get(" ".join(words)) or self.names.get(full, "")


SHORT = {spelling(short): spelling(full) for short, full in (("CB", "Chi bộ"), ("ĐB", "Đảng bộ"))}


def columns_of(target):
    sheet = next((sheet for sheet in sheets_of_the_book() if sheet.title == target), None)
    return sheet.columns if sheet else ()


def has_our_form(book):
    """Whether some sheet has a title and the required headings of ours: then the book needs no mapping."""
    ours = {spelling(sheet.title): sheet for sheet in sheets_of_the_book()}
    return any(
        _required(ours[spelling(data.title)]) <= set(map(spelling, _first_filled(data)))
        for data in book.sheets
        if spelling(data.title) in ours
    )


def suggested(book, remembered, known):
    """A mapping for each sheet with rows: as it was confirmed before, else by likeness. Whether any was remembered."""
    filled = [
        data for data in book.sheets if any(map(headings.has_text, data.rows)) and not is_beside_the_rows(data.title)
    ]
    mappings = [Mapping(data) for data in filled[:MOST_SHEETS]]
    recalled = [_recall(mapping, remembered, known) for mapping in mappings]
    for mapping, is_known in zip(mappings, recalled, strict=True):
        if not is_known:
            _guess(mapping, {other.target for other in mappings})
            mapping.tell_organization(known)
    return mappings, any(recalled)


def from_stored(mapping, stored):
    """Fill a mapping with what is stored."""
    mapping.target = stored["sheet"]
    for name, value in Layout(**{key: value for key, value in stored.items() if key != "sheet"}).__dict__.items():
        setattr(mapping, name, dict(value) if isinstance(value, dict) else value)
    return mapping


def suggest_places(mapping):
    """Which column is what, by the headings of the rows that were chosen."""
    left = dict(mapping.headings())
    mapping.places = {}
    for column in mapping.columns:
        close = {place: likeness(heading, column, mapping.target) for place, heading in left.items()}
        best = max(close, key=close.get, default=None)
        if best and close[best] >= ALIKE:
            mapping.places[column.name] = best
            del left[best]
    return mapping


def likeness(heading, column, target):
    """1 for our own heading, a little less for a known other word, else how similar the letters are."""
    words = words_for(column, target)
    if recognised := _recognised(heading, words):
        return recognised
    key = search_key(heading)
    return 0.96 * max(difflib.SequenceMatcher(None, key, search_key(word)).ratio() for word in words)


def _recognised(heading, words):
    """How surely a heading is one of the words: as a whole, or below a group that only says what it belongs to."""
    whole = spelling(heading)
    if whole in words:
        return 1 if whole == words[0] else 0.99
    *group, last = whole.split(headings.JOINT)
    return 0.97 if group and last in words else 0


def words_for(column, target):
    """How a column is headed: by us first, then elsewhere."""
    return [spelling(word) for word in (column.heading, *SYNONYMS.get(target, {}).get(column.name, ()))]


def is_not_kept(heading):
    key = f" {search_key(heading)} "
    return any(f" {word} " in key for word in NOT_KEPT)


def _recall(mapping, remembered, known):
    """Fill a mapping as sheets with these headings were mapped before: one of this name first of all.

    A row that numbers the columns belongs to the headings and leaves no mark: the highest block is theirs.
    """
    for top in headings.filled(mapping.data) if remembered else ():
        for depth in range(headings.DEEPEST, 0, -1):
            mapping.heading_row, mapping.depth = top + depth - 1, depth
            titled = remembered.get(mapping.fingerprint(titled=True))
            if stored := titled or remembered.get(mapping.fingerprint()):
                from_stored(mapping, stored | {"heading_row": mapping.heading_row, "depth": depth})
                if not titled:
                    mapping.forget_organization()
                mapping.tell_organization(known)
                return True
    mapping.heading_row, mapping.depth = next(iter(headings.filled(mapping.data)), 1), 1
    return False


def _guess(mapping, taken):
    """The sheet and heading rows under which most columns are recognised by a known word; two at least.

    Another sheet of the book may be the same of ours: a list that goes on, or a sheet a cell. Then all but the
    organization must be there.
    """
    best, found = 1, None
    for sheet in sheets_of_the_book():
        known = {column: words_for(column, sheet.title) for column in sheet.columns}
        for top in headings.filled(mapping.data):
            depth = headings.depth_from(mapping.data, top)
            told = [heading for _, heading in headings.joined(mapping.data, top + depth - 1, depth)]
            sure = {column: max((_recognised(one, known[column]) for one in told), default=0) for column in known}
            lacking = [column for column, one in sure.items() if column.required and not one]
            if sheet.title in taken and any(column.refers != "organization" for column in lacking):
                continue
            if sum(map(bool, sure.values())) > 1 and sum(sure.values()) > best:
                best, found = sum(sure.values()), (sheet.title, top + depth - 1, depth)
    if found:
        mapping.target, mapping.heading_row, mapping.depth = found
        suggest_places(mapping)


def _first_filled(data):
    return [normalize(cell) for cell in next((cells for cells in data.rows if any(map(_full, cells))), ())]


def _is_messages(heading):
    """The column of messages of a file that was given back; a group to its left may be spread over it."""
    return spelling(heading.split(headings.JOINT)[-1]) == spelling(MESSAGES)


def _full(cell):
    return cell is not None and cell != ""


def _required(sheet):
    return {spelling(column.heading) for column in sheet.columns if column.required}
