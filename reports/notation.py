"""The plain text of a layout: figures that are named, then headings, sentences and tables that use them.

    Số liệu:
    tổ chức = Đối tượng đã kết luận; Đối tượng: Tổ chức đảng
    Nội dung:
    # Kết quả kiểm tra
    Đã kiểm tra {tổ chức} tổ chức đảng, {chênh lệch: tổ chức @ cùng kỳ} so với cùng kỳ.[[ Chuyển {x} vụ.]]
    Bảng: Kết quả
    | Chỉ tiêu | Kỳ này | Cùng kỳ
    | Tổ chức | {tổ chức} | {tổ chức @ cùng kỳ}

Everything is read at once and every fault is told with its line; nothing of a faulty text is shown as a report.
See docs/reports.md.
"""

import re
from dataclasses import replace
from itertools import combinations

from core.text import normalize, search_key
from reports import spans
from reports.definitions import ACTOR_SET, Unreadable, dimension_named, key_of, known_measure, read_all, values_named
from reports.dimensions import dimension as dimension_of
from reports.facts import FACTS
from reports.measures import (
    Measure,
    Refused,
    added,
    disjoint,
    replace_slice,
    rest_of,
    unit_of,
    values_within,
)
from reports.slots import (
    BY_WORDS,
    COMPARED,
    COUNT,
    FIELD_KEYS,
    FREE,
    MODES,
    OPTION_KEYS,
    OPTIONS,
    SPLIT,
    TWO,
    Grid,
    Layout,
    Mode,
    Optional,
    Part,
    Sentence,
    Slot,
    slots_of,
)

TWICE = (
    "Câu này có những số trùng nhau một phần, như hai cách chia của cùng một số liệu: cộng chúng lại sẽ tính hai lần."
)
LONGEST_TEXT, MOST_LINES, MOST_PLACEHOLDERS, MOST_COLUMNS, MOST_PARTS = 200_000, 3000, 3000, 20, 39
FIGURES, BODY, TABLE = "Số liệu:", "Nội dung:", "Bảng:"


def read(text, actor_sets):
    """The layout of a text; `faults` say what is wrong, line by line. Never raises on any text."""
    if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
        too_long = f"Mẫu dài quá {LONGEST_TEXT} chữ hoặc {MOST_LINES} dòng. Hãy tách thành hai mẫu."
        return Layout([], {}, [(1, too_long)], [])
    reader = _Reader(actor_sets)
    reader.read(text.splitlines())
    return Layout(reader.parts, reader.definitions, sorted(reader.faults), sorted(reader.remarks))


class _Reader:
    def __init__(self, actor_sets):
        self.actor_sets = actor_sets
        self.parts, self.definitions, self.faults, self.remarks = [], {}, [], []
        self.slots = 0

    def read(self, lines):
        numbered = [(place, line.strip()) for place, line in enumerate(lines, 1)]
        numbered = [(place, line) for place, line in numbered if line and not line.startswith("//")]
        figures, body = _divided(numbered)
        self.definitions, self.faults = read_all(figures, self.actor_sets)
        for place, line in body:
            try:
                self.take(place, line)
            except (Unreadable, Refused, ValueError) as error:
                self.faults.append((place, str(error)))
        self.look_over()

    def take(self, place, line):
        if line.startswith("##"):
            self.part(place).blocks.append(Sentence(place, self.parts_of(line.lstrip("# ")), heading=True))
        elif line.startswith("#") and len(self.parts) >= MOST_PARTS:
            raise Unreadable(f"Một báo cáo có nhiều nhất {MOST_PARTS} phần.")
        elif line.startswith("#"):
            self.parts.append(Part(Sentence(place, self.parts_of(_title(line.lstrip("# "))))))
        elif key_of(line).startswith(key_of(TABLE)):
            self.part(place).blocks.append(Grid(place, _title(line.partition(":")[2])))
        elif line.startswith("|"):
            self.row(place, [cell.strip() for cell in line.strip("|").split("|")])
        else:
            self.part(place).blocks.append(Sentence(place, self.parts_of(line)))

    def part(self, place):
        if not self.parts:
            self.parts.append(Part(Sentence(place, ("Nội dung",))))
        return self.parts[-1]

    def row(self, place, cells):
        blocks = self.part(place).blocks
        if not blocks or not isinstance(blocks[-1], Grid):
            raise Unreadable(f"Dòng của bảng phải đứng sau dòng “{TABLE} tên bảng”.")
        grid = blocks[-1]
        if not grid.columns:
            if not 2 <= len(cells) <= MOST_COLUMNS:
                raise Unreadable(f"Bảng có từ 2 đến {MOST_COLUMNS} cột, ngăn bằng dấu |.")
            grid.columns = [Sentence(place, self.parts_of(cell)) for cell in cells]
            return
        if len(cells) != len(grid.columns):
            raise Unreadable(f"Dòng này có {len(cells)} ô, bảng có {len(grid.columns)} cột. Hãy thêm hoặc bớt dấu |.")
        grid.rows.append(tuple(Sentence(place, self.parts_of(cell)) for cell in cells))

    # ------------------------------------------------------------------------------------------------------ sentences

    def parts_of(self, text):
        """Texts, slots and pieces that may be left out, in their order."""
        found = []
        for place, piece in enumerate(re.split(r"\[\[|\]\]", text)):
            parts = self.plain_parts(piece)
            found += [Optional(tuple(parts))] if place % 2 else parts
        self.require_pairs(text)
        return tuple(found)

    def require_pairs(self, text):
        marks = re.findall(r"\[\[|\]\]", text)
        if marks != ["[[", "]]"] * (len(marks) // 2):
            raise Unreadable("Mỗi dấu [[ phải có dấu ]] đóng lại trong cùng dòng, và không lồng nhau.")

    def plain_parts(self, text):
        found = []
        for place, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
            if place % 2:
                found.append(self.slot(piece))
            elif "{" in piece or "}" in piece:
                raise Unreadable("Có dấu { hoặc } chưa thành cặp. Mỗi số liệu viết giữa một cặp { }.")
            elif piece:
                found.append(piece)
        return found

    def slot(self, written):
        self.slots += 1
        if self.slots > MOST_PLACEHOLDERS:
            raise Unreadable(f"Một mẫu có nhiều nhất {MOST_PLACEHOLDERS} chỗ điền số liệu.")
        core, *options = (part.strip() for part in written.split(";"))
        if not core:
            raise Unreadable("Giữa { } phải có tên một số liệu.")
        if key_of(core) in FIELD_KEYS and key_of(core) not in self.definitions:
            return Slot(Mode("field", core), names=(FIELD_KEYS[key_of(core)],))
        words, colon, rest = core.partition(":")
        if not colon:
            words, rest = COUNT.words, core
        return self.slot_of(words.strip(), rest.strip(), options)

    def slot_of(self, words, rest, options):
        key = search_key(words)
        if key == search_key(FREE.words):
            return Slot(FREE, names=(_free_name(rest),))
        operand, _, noun = rest.partition(",")
        names, at, span = operand.partition("@")
        mode, compared = _mode(key)
        span = spans.name_of(span.strip()) if at else compared or mode.span or spans.NOW
        measures, names = self.operands(mode, names)
        slot = Slot(mode, measures, names, span, normalize(noun), frozenset(map(search_key, options)))
        if mode is SPLIT:
            return self.splitted(slot, words, options)
        _require_options(slot)
        return slot

    def operands(self, mode, names):
        listed = [normalize(name) for name in names.split("/")]
        if len(listed) != (2 if mode.takes is TWO else 1):
            how = "hai số liệu, cách nhau bằng dấu /" if mode.takes is TWO else "một số liệu"
            raise Unreadable(f"“{mode.words}” cần {how}.")
        measures = tuple(self.operand(name) for name in listed)
        if mode.code in ("share", "attainment"):
            _require_one_unit(measures, listed)
        return measures, tuple(listed)

    def operand(self, name):
        pieces = name.split(" + ")
        measures = [known_measure(piece, self.definitions) for piece in pieces]
        return added(measures) if len(measures) > 1 else measures[0]

    # --------------------------------------------------------------------------------------------------------- splits

    def splitted(self, slot, words, options):
        """ "khiển trách 5, cảnh cáo 2, còn lại 1": the values of a dimension, or some of them and what is left."""
        measure = slot.measures[0]
        if len(measure.parts) != 1:
            raise Refused("Chỉ chia được một số liệu không phải là tổng.")
        label = words.strip()[len(SPLIT.words) :].strip()
        only = next((one.partition(":")[2] for one in options if search_key(one).startswith("chi:")), "")
        parts = (
            self.by_actors(measure, only)
            if key_of(label) == key_of(ACTOR_SET)
            else self.by_values(measure, label, only)
        )
        kept = frozenset(option for option in slot.options if not option.startswith("chi:"))
        slot = replace(slot, split=tuple(parts), options=kept)
        _require_options(slot)
        return slot

    def by_values(self, measure, label, only):
        figure = measure.parts[0]
        name = dimension_named(measure, figure.fact, key_of(label))
        if name is None:
            raise Unreadable(f"“{FACTS[figure.fact].title}” không chia theo “{label[:40]}”.")
        return _by_values(figure, name, values_named(figure.fact, name, only) if only else None)

    def by_actors(self, measure, only):
        names = [normalize(name) for name in only.split(",") if name.strip()]
        by_key = {key_of(name): pairs for name, pairs in self.actor_sets.items()}
        missing = next((name for name in names if key_of(name) not in by_key), None)
        if not names or missing:
            raise Unreadable("Chia theo nhóm chủ thể viết như “; chỉ: cấp ủy các cấp, UBKT các cấp”.")
        parts = [(name, measure.of(pair=by_key[key_of(name)])) for name in names]
        for place, (_, one) in enumerate(parts):
            if any(not disjoint(one.parts[0], other.parts[0]) for _, other in parts[:place]):
                raise Refused("Các nhóm chủ thể này trùng nhau, chia như vậy sẽ tính hai lần.")
        return [*parts, ("còn lại", rest_of(measure, [part for _, part in parts]))]

    # -------------------------------------------------------------------------------------------------------- remarks

    def look_over(self):
        """Two partitions under one total may stand in a sentence; nobody may add them up, and the author is told."""
        for sentence in (one for part in self.parts for one in part.blocks if isinstance(one, Sentence)):
            slices = [one.measures[0].parts[0] for one in slots_of([sentence]) if one.mode is COUNT and one.measures]
            if any(_cross(first, second) for first, second in combinations(slices, 2)):
                self.remarks.append((sentence.line, TWICE))


def _cross(first, second):
    """Whether two figures overlap without one being a part of the other."""
    if first.fact != second.fact or first.unit != second.unit or disjoint(first, second):
        return False
    return not (_is_part(first, second) or _is_part(second, first))


def _is_part(part, whole):
    slices = dict(part.where)
    return all(name in slices and slices[name] <= values for name, values in whole.where)


def _divided(lines):
    """The lines of the figures and those of the text."""
    keys = [key_of(line) for _, line in lines]
    if key_of(FIGURES) not in keys:
        return [], [line for line, key in zip(lines, keys, strict=True) if key != key_of(BODY)]
    begin = keys.index(key_of(FIGURES))
    end = keys.index(key_of(BODY)) if key_of(BODY) in keys else len(lines)
    return lines[begin + 1 : end], lines[:begin] + lines[end + 1 :]


def _title(text):
    if not text.strip():
        raise Unreadable("Tiêu đề đang để trống.")
    return normalize(text)[:250]


def _free_name(text):
    name = normalize(text)
    if not name or len(name) > 120:
        raise Unreadable("Phần tự do viết như {tự do: lãnh đạo, chỉ đạo}, tên dài không quá 120 chữ.")
    return name


def _mode(key):
    """(mode, the span it names): "so sánh cùng kỳ" names its own."""
    if key in BY_WORDS:
        return BY_WORDS[key], ""
    if key.startswith(search_key(SPLIT.words) + " "):
        return SPLIT, ""
    if key.startswith(search_key(COMPARED.words)):
        named = key[len(search_key(COMPARED.words)) :].strip()
        return COMPARED, spans.name_of(named) if named else ""
    offered = [mode.words for mode in (*MODES, SPLIT, COMPARED, FREE)]
    raise Unreadable(f"Không có cách viết “{key[:40]}”. Có thể viết: {'; '.join(offered)}.")


def _require_options(slot):
    unknown = slot.options - OPTION_KEYS
    if unknown:
        raise Unreadable(f"Không có tùy chọn “{sorted(unknown)[0][:40]}”. Có thể viết: {'; '.join(sorted(OPTIONS))}.")


def _require_one_unit(measures, names):
    """A share has one unit above and below, and its base is named."""
    above, below = measures
    if unit_of(above.parts[0]) != unit_of(below.parts[0]):
        raise Refused(
            f"Tỷ lệ phải cùng một đơn vị tính ở trên và dưới: “{names[0]}” tính theo {above.unit}, "
            f"“{names[1]}” tính theo {below.unit}."
        )


def _by_values(figure, name, only):
    about = dimension_of(figure.fact, name)
    possible = values_within(figure, name)
    shown = possible if only is None else possible & only
    ordered = [value for value, _ in about.choices if value in shown] + ([""] if "" in shown else [])
    parts = [(_word(about, value), Measure((replace_slice(figure, name, {value}),))) for value in ordered]
    left = possible - shown
    if left and name != FACTS[figure.fact].many:
        parts.append(("còn lại", Measure((replace_slice(figure, name, left),))))
    return parts


def _word(about, value):
    label = about.label_of(value)
    coded = label.partition(" – ")[2] or label
    return coded[:1].lower() + coded[1:]
