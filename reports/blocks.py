"""A report as data: sections of sentences and tables whose numbers know their records.

Page, text, Word and Excel are made from these blocks alone, so they can't disagree.
"""

from dataclasses import dataclass, field

from core.text import number as written
from reports.figures import Number


@dataclass(frozen=True)
class Paragraph:
    """A sentence: texts and numbers in their order."""

    parts: tuple[str | Number, ...]
    heading: bool = False
    """A small heading within a section."""

    def __str__(self):
        return "".join(plain(part) for part in self.parts)


@dataclass(frozen=True)
class Table:
    """A table of a report. The first column names the row; the others hold numbers or short texts."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Number, ...], ...]
    note: str = ""

    def plain_rows(self):
        """The rows as texts, for Word and plain text."""
        return [[plain(cell) for cell in row] for row in self.rows]


@dataclass
class Section:
    """A numbered part of a report."""

    title: str
    blocks: list[Paragraph | Table] = field(default_factory=list)

    def say(self, text, *parts):
        """Add a sentence; each `{}` of the text is filled by the next part."""
        self.blocks.append(sentence(text, *parts))

    def show(self, title, columns, rows, note=""):
        """Add a table, unless it has no row."""
        if rows:
            self.blocks.append(Table(title, tuple(columns), tuple(tuple(row) for row in rows), note))

    @property
    def paragraphs(self):
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self):
        return [block for block in self.blocks if isinstance(block, Table)]


def sentence(text, *parts):
    """A paragraph from a text with `{}` for each part: a text, a number or another paragraph."""
    pieces = text.split("{}")
    if len(pieces) != len(parts) + 1:
        raise ValueError(f"{len(parts)} parts for {len(pieces) - 1} places: {text}")
    joined = [pieces[0]]
    for part, piece in zip(parts, pieces[1:], strict=True):
        joined += [*(part.parts if isinstance(part, Paragraph) else [part]), piece]
    return Paragraph(tuple(part for part in joined if part != ""))


def listed(sentences, between="; "):
    """Several sentences as one, with a separator between them."""
    parts = []
    for index, each in enumerate(sentences):
        parts += ([between] if index else []) + list(each.parts)
    return Paragraph(tuple(parts))


def plain(part):
    """A text or number as it is written."""
    return part.text or written(part.value) if isinstance(part, Number) else str(part)
