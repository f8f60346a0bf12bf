"""A period report (báo cáo kỳ) from a layout: every sentence and table filled, each number knowing its records."""

from dataclasses import dataclass, replace
from datetime import timedelta

from core.periods import Period, months_from
from core.text import normalize_lines, short_date
from members.models import Organization
from members.permissions import own_member
from reports import spans
from reports.blocks import Paragraph, Section, Table
from reports.briefing import REGROUPED, WITHOUT_OWN
from reports.comparison import signed
from reports.figures import Number
from reports.slots import FREE, SPLIT, Grid, Layout, Optional, Slot
from reports.stating import MARK, Asked, Statements, Warned, lowered

UNSEEN = "(không được xem)"
CUMULATIVE = "?"
"""A column whose heading begins so is shown only when the report asks for figures from 1 January too."""
EMPTY_TEXT = "(chưa viết: {})"


@dataclass
class Report:
    """A composed report; what page, Word, Excel and text are made from."""

    organization: Organization
    period: Period
    sections: list[Section]
    title: str
    subtitle: str
    scope: str
    warnings: list[Warned]
    issuer: str = ""
    superior: str = ""

    @property
    def tables(self):
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]

    @property
    def numbers(self):
        """Every number that is printed, in its order."""
        for section in self.sections:
            for block in section.blocks:
                rows = [block.parts] if isinstance(block, Paragraph) else block.rows
                yield from (part for row in rows for part in row if isinstance(part, Number))


def title_of(asked):
    label = lowered(asked.label or asked.period.label)
    coming = lowered(next_of(asked.period).label)
    return (
        f"Kết quả thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật của Đảng {label} "
        f"và phương hướng, nhiệm vụ {coming}"
    )


def scope_of(asked):
    name = asked.organization.name_on(asked.period.last)
    scope = f"Phạm vi: {name} và các tổ chức đảng trực thuộc, trừ những chỗ ghi khác."
    more = REGROUPED if asked.organization.regrouped else "", WITHOUT_OWN if own_member(asked.user) else ""
    return " ".join(filter(None, [scope, *more]))


def subtitle_of(asked):
    dates = f"từ ngày {short_date(asked.period.first)} đến ngày {short_date(asked.period.last)}"
    label = asked.label or asked.period.label
    named = (
        f"Kỳ báo cáo: {label}" if asked.period.kind == "dates" and not asked.label else f"Kỳ báo cáo: {label} ({dates})"
    )
    return f"{named}; số liệu chốt đến hết ngày {short_date(asked.cutoff)}"


def compose(layout: Layout, asked: Asked) -> Report:
    """The report of a layout without faults."""
    filled = Filled(layout, asked)
    sections = [filled.section(part) for part in layout.parts]
    then = asked.organization.standing_on(asked.period.last)
    return Report(
        asked.organization,
        asked.period,
        sections,
        title_of(asked),
        subtitle_of(asked),
        scope_of(asked),
        filled.statements.warnings(),
        issuer=then.name,
        superior=then.parent.name_on(asked.period.last) if then.parent else "",
    )


class Filled:
    """The slots of a layout, counted at once and then filled one by one."""

    def __init__(self, layout, asked):
        self.asked, self.layout = asked, layout
        self.statements = Statements(asked)
        for slot in layout.slots:
            self.statements.want(slot)

    # ----------------------------------------------------------------------------------------------------------- blocks

    def section(self, part):
        section = Section(str(Paragraph(tuple(self.parts(part.title)))))
        for block in part.blocks:
            section.blocks += [self.grid(block)] if isinstance(block, Grid) else self.paragraphs(block)
        section.blocks += self.statements.notes()
        return section

    def paragraphs(self, sentence):
        """A sentence; a free text alone in its line brings all its paragraphs."""
        if len(sentence.parts) == 1 and isinstance(sentence.parts[0], Slot) and sentence.parts[0].mode is FREE:
            return [Paragraph((line,)) for line in self.free(sentence.parts[0]).splitlines() if line]
        parts = self.parts(sentence)
        return [Paragraph(tuple(parts), sentence.heading)] if parts else []

    def grid(self, grid):
        heads = [str(Paragraph(tuple(self.parts(head)))) for head in grid.columns]
        shown = [place for place, head in enumerate(heads) if self.asked.cumulative or head[:1] != CUMULATIVE]
        columns = tuple(heads[place].lstrip(CUMULATIVE).strip() for place in shown)
        rows = tuple(tuple(self.cell(row[place]) for place in shown) for row in grid.rows)
        return Table(grid.title, columns, rows)

    def cell(self, sentence):
        parts = self.parts(sentence)
        if len(parts) == 1:
            return parts[0]
        return str(Paragraph(tuple(parts)))

    def parts(self, sentence):
        found = []
        for part in sentence.parts:
            if isinstance(part, Optional):
                found += self.optional(part)
            else:
                found += [part] if isinstance(part, str) else self.slot(part)
        return _joined(found)

    def optional(self, piece):
        slots = [part for part in piece.parts if isinstance(part, Slot)]
        if slots and not any(self.is_told(slot) for slot in slots):
            return []
        return [one for part in piece.parts for one in ([part] if isinstance(part, str) else self.slot(part))]

    def is_told(self, slot):
        """Whether there's something to tell: a figure above zero in the periods it speaks of, or a text."""
        if slot.mode is FREE:
            return bool(self.asked.texts.get(slot.names[0]))
        names = {slot.span, spans.NOW} if slot.mode.span else {slot.span}
        return any(self.statements.state(measure, name).value for measure in slot.measures for name in names)

    # ------------------------------------------------------------------------------------------------------------ slots

    def slot(self, slot):
        if slot.mode.code == "field":
            return [self.field(slot.names[0])]
        if slot.mode is FREE:
            return [self.free(slot)]
        if slot.mode.code == "unit":
            return [slot.measures[0].unit]
        return self.split(slot) if slot.mode is SPLIT else self.figures(slot)

    def figures(self, slot):
        style = self.style(slot)
        if slot.mode.code == "count":
            return [self.number(self.statements.state(slot.measures[0], slot.span), style)]
        compared = slot.mode.takes == "one"
        first = self.statements.state(slot.measures[0], spans.NOW if compared else slot.span)
        second = self.statements.state(slot.measures[0] if compared else slot.measures[1], slot.span)
        if first.value is None or second.value is None:
            return [UNSEEN]
        marked = MARK if first.baseline or second.baseline else ""
        return [f"{self.words(slot, style, first.value, second.value)}{marked}"]

    def words(self, slot, style, first, second):
        match slot.mode.code:
            case "difference" | "equivalence":
                return getattr(style, slot.mode.code)(first, second, slot.noun)
            case "compared":
                return f"{style.difference(first, second, slot.noun)} so với {self.span_words(slot.span)}"
            case "signed":
                return signed(first - second)
            case "share":
                return style.percentage(first, second)
            case "average":
                return style.average(first, second)
        if slot.mode.code == "growth_and_difference":
            style = replace(style, places=2, exact=True)
        return getattr(style, slot.mode.code)(first, second)

    def span_words(self, name):
        return spans.WORDS.get(name) or lowered(self.asked.span(name).label)

    def style(self, slot):
        """The style of the layout, but for what the slot asks for itself."""
        style = self.asked.style
        if "hai chu so" in slot.options or "mot chu so" in slot.options:
            style = replace(style, padded="hai chu so" in slot.options)
        for option in slot.options:
            if option.endswith("so le"):
                words = option.split()
                style = replace(style, places=int(words[-3]), exact=words[0] == "dung")
        return style

    def split(self, slot):
        style, found = self.style(slot), []
        for label, measure in slot.split:
            stated = self.statements.state(measure, slot.span)
            if not stated.value and "du" not in slot.options:
                continue
            number = self.number(stated, style)
            pair = [number, f" {label}"] if "so truoc" in slot.options else [f"{label} ", number]
            found += [", ", *pair] if found else pair
        return found or [style.count(0)]

    def number(self, stated, style):
        if stated.value is None:
            return UNSEEN
        words = f"{style.count(stated.value)}{MARK if stated.baseline else ''}"
        return Number(stated.value, stated.url, text=words, listed=stated.listed, definition=stated.definition)

    def free(self, slot):
        return normalize_lines(self.asked.texts.get(slot.names[0], "")) or EMPTY_TEXT.format(slot.names[0])

    def field(self, name):
        asked = self.asked
        label = asked.label or asked.period.label
        values = {
            "kỳ": lambda: lowered(label),
            "cùng kỳ": lambda: lowered(asked.period.last_year.label),
            "kỳ trước": lambda: lowered(asked.period.previous.label),
            "kỳ sau": lambda: lowered(next_of(asked.period).label),
            "ngày đầu kỳ": lambda: short_date(asked.period.first),
            "ngày cuối kỳ": lambda: short_date(asked.period.last),
            "ngày chốt": lambda: short_date(asked.cutoff),
            "đơn vị báo cáo": lambda: asked.organization.name,
            "năm": lambda: str(asked.period.last.year),
        }
        return values[name]()


def next_of(period):
    """The period that follows: of the same length in whole months, else in days."""
    begin = period.last + timedelta(days=1)
    if not period.months:
        return Period(begin, begin + timedelta(days=period.days - 1))
    return months_from(begin.year, begin.month, period.months)


def _joined(parts):
    """Neighbouring texts as one, empty ones left out."""
    found = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return found
