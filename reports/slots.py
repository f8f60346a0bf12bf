"""What a layout is made of once it is read: parts with sentences and tables, and the slots that are filled in them."""

from dataclasses import dataclass, field

from core.text import search_key
from reports import spans
from reports.measures import Measure

ONE, TWO = "one", "two"


@dataclass(frozen=True)
class Mode:
    """A way to write figures: how many it takes, and what it compares with when the text doesn't say."""

    code: str
    words: str
    takes: str = ONE
    span: str = ""


COUNT = Mode("count", "số")
MODES = (
    COUNT,
    Mode("difference", "chênh lệch", span="cùng kỳ"),
    Mode("signed", "dấu", span="cùng kỳ"),
    Mode("growth", "tăng trưởng", span="cùng kỳ"),
    Mode("growth_and_difference", "tăng trưởng và số", span="cùng kỳ"),
    Mode("ratio", "bằng", span="cùng kỳ"),
    Mode("equivalence", "tương đương", span="cùng kỳ"),
    Mode("share", "tỷ lệ", TWO),
    Mode("attainment", "đạt", TWO),
    Mode("average", "bình quân", TWO),
    Mode("unit", "đơn vị tính"),
)
BY_WORDS = {search_key(mode.words): mode for mode in MODES} | {search_key("tăng giảm"): MODES[1]}
SPLIT = Mode("split", "chia theo")
COMPARED = Mode("compared", "so sánh", span="cùng kỳ")
FREE = Mode("free", "tự do")
FIELDS = ("kỳ", "cùng kỳ", "kỳ trước", "kỳ sau", "ngày đầu kỳ", "ngày cuối kỳ", "ngày chốt", "đơn vị báo cáo", "năm")
"""What a report knows of itself, written in braces too."""
FIELD_KEYS = {search_key(name): name for name in FIELDS}


@dataclass(frozen=True)
class Slot:
    """A place in a sentence that a figure, a comparison, a field or a free text fills."""

    mode: Mode
    measures: tuple[Measure, ...] = ()
    names: tuple[str, ...] = ()
    span: str = spans.NOW
    noun: str = ""
    options: frozenset[str] = frozenset()
    split: tuple[tuple[str, Measure], ...] = ()


@dataclass(frozen=True)
class Optional:
    """A piece of a sentence that is left out while every figure in it is zero."""

    parts: tuple


@dataclass(frozen=True)
class Sentence:
    line: int
    parts: tuple
    heading: bool = False


@dataclass
class Grid:
    line: int
    title: str
    columns: list[Sentence] = field(default_factory=list)
    rows: list[tuple[Sentence, ...]] = field(default_factory=list)


@dataclass
class Part:
    """A numbered part of the report."""

    title: Sentence
    blocks: list[Sentence | Grid] = field(default_factory=list)


@dataclass
class Layout:
    """A text that was read: parts, definitions by key, free texts by name, and what is wrong with it."""

    parts: list[Part]
    definitions: dict
    faults: list[tuple[int, str]]
    remarks: list[tuple[int, str]]

    @property
    def slots(self):
        return list(slots_of(self.sentences))

    @property
    def sentences(self):
        yield from (part.title for part in self.parts)
        for block in (block for part in self.parts for block in part.blocks):
            rows = [(block,)] if isinstance(block, Sentence) else [block.columns, *block.rows]
            yield from (cell for row in rows for cell in row)

    @property
    def free_texts(self):
        """Names of the free texts, in their order."""
        return list(dict.fromkeys(slot.names[0] for slot in self.slots if slot.mode is FREE))


def slots_of(sentences):
    for sentence in sentences:
        for part in sentence.parts:
            if isinstance(part, Slot):
                yield part
            elif isinstance(part, Optional):
                yield from (one for one in part.parts if isinstance(one, Slot))


OPTIONS = {
    "đủ",
    "số trước",
    "hai chữ số",
    "một chữ số",
    "1 số lẻ",
    "2 số lẻ",
    "3 số lẻ",
    "đúng 1 số lẻ",
    "đúng 2 số lẻ",
}
OPTION_KEYS = {search_key(option) for option in OPTIONS}
