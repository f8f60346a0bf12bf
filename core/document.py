"""Word documents in the layout of the Party's offices, filled from templates that an office may replace.

The layout is that of guidance 05-HD/VPTW of 27 May 2026 on the form of party documents (as 36-HD/VPTW 2018 before it):
A4 upright, margins 20, 20, 30 and 15 mm, Times New Roman, the page number on top from the second page on.
"""

import io
import re
from os import PathLike
from pathlib import Path
from zipfile import BadZipFile

import jinja2
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
PAGE_NUMBER_FROM_EDGE = Mm(10)
FONT = "Times New Roman"
PARTY_NAME = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTY_NAME_SIZE, BODY_SIZE, KIND_SIZE, ABSTRACT_SIZE, RECIPIENTS_SIZE = Pt(15), Pt(14), Pt(16), Pt(14), Pt(12)
FIRST_LINE, PARAGRAPH_SPACE, LINE_SPACING = Mm(10), Pt(6), Pt(18)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class UnusableTemplate(Exception):
    """Why a document cannot be made from a template and what to do, in a sentence for the user."""


# -------------------------------------------------------------------------------------------------- filling templates


def fill(template: str | PathLike, context: dict) -> bytes:
    """A Word document from a template and its facts; names with &, < and > stay the text they are.

    Templates may be replaced by the office, so they are filled in a sandbox and a fact they name wrongly is an error.
    """
    document = _opened(Path(template))
    try:
        document.render(context, _environment(), autoescape=True)
    except jinja2.UndefinedError as error:
        raise UnusableTemplate(
            f"Mẫu “{Path(template).name}” dùng một tên trường không có ({_named(error)}). Hãy sửa tên trường trong mẫu."
        ) from error
    except (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise UnusableTemplate(
            f"Mẫu “{Path(template).name}” có chỗ viết sai giữa các dấu {{{{ }}}} hoặc {{% %}}. "
            "Hãy sửa lại trong Word, hoặc dùng lại mẫu gốc."
        ) from error
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=jinja2.StrictUndefined, finalize=_shown)


def _shown(value):
    """Nothing is shown as nothing, and control characters, which Word refuses, not at all."""
    if value is None:
        return ""
    return _CONTROL.sub("", value) if type(value) is str else value


def _named(error: jinja2.UndefinedError) -> str:
    quoted = str(error).split("'")
    return f"“{quoted[-2]}”" if len(quoted) > 2 else "không rõ tên"


def _opened(template: Path) -> DocxTemplate:
    if not template.is_file():
        raise UnusableTemplate(f"Không tìm thấy mẫu “{template.name}”. Hãy chép mẫu vào thư mục mẫu văn bản.")
    try:
        document = DocxTemplate(template)
        document.init_docx()
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise UnusableTemplate(
            f"Mẫu “{template.name}” không phải là tệp Word .docx đọc được. Hãy lưu lại mẫu bằng Word."
        ) from None
    return document


# --------------------------------------------------------------------------------------------------- making templates


def blank():
    """An empty document in the layout of the Party's offices."""
    document = Document()
    page_setup(document)
    return document


def page_setup(document) -> None:
    """Page, margins, body text and page number of every section."""
    _body_style(document.styles["Normal"])
    for section in document.sections:
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        section.left_margin, section.right_margin = LEFT, RIGHT
        section.header_distance = section.footer_distance = PAGE_NUMBER_FROM_EDGE
        section.different_first_page_header_footer = True
        _add_page_number(section.header.paragraphs[0])


def _body_style(style) -> None:
    style.font.name, style.font.size = FONT, BODY_SIZE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _add_page_number(paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def add_letterhead(document, *, superior: str, issuer: str, number: str, place_and_date: str) -> None:
    """The two columns on top: on the left who issues and the number, on the right the Party's name, place and date."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    left.width = right.width = (PAGE_WIDTH - LEFT - RIGHT) // 2
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _add_superior(left, superior)
    _add_line(left, issuer, align=centre, bold=True)
    _add_line(left, "*", align=centre)
    _add_line(left, number, align=centre)
    _underline(_add_line(right, PARTY_NAME, align=centre, bold=True, size=PARTY_NAME_SIZE, first=True))
    _add_line(right, place_and_date, align=WD_ALIGN_PARAGRAPH.RIGHT, italic=True).paragraph_format.space_before = Pt(12)


def _add_superior(cell, superior: str) -> None:
    """The line of the organization above; in a template it goes away when there is none."""
    lines = ["{%p if superior %}", superior, "{%p endif %}"] if "{{" in superior else [superior]
    for place, text in enumerate(lines):
        _add_line(cell, text, align=WD_ALIGN_PARAGRAPH.CENTER, first=place == 0)


def _add_line(holder, text: str, *, align=None, size=BODY_SIZE, bold=False, italic=False, first=False):
    """A paragraph in a table cell or document; the first one of a cell is already there."""
    paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, size
    return paragraph


def _underline(paragraph) -> None:
    """A rule below the paragraph as wide as its cell."""
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_title(document, kind: str, abstract: str = "") -> None:
    """The kind of document in capitals, what it is about, and five hyphens."""
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _add_line(document, kind.upper(), align=centre, bold=True, size=KIND_SIZE).paragraph_format.space_before = Pt(18)
    if abstract:
        _add_line(document, abstract, align=centre, bold=True, size=ABSTRACT_SIZE)
    _add_line(document, "-----", align=centre)


def add_heading(document, text: str):
    """A numbered heading of the body ("I- KẾT QUẢ"), kept with the text below it."""
    paragraph = _add_line(document, text, bold=True)
    paragraph.paragraph_format.first_line_indent = FIRST_LINE
    paragraph.paragraph_format.space_before = PARAGRAPH_SPACE
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def add_paragraph(document, text: str, *, bold: bool = False, italic: bool = False):
    """A paragraph of the body: justified, first line 10 mm, 6 pt to the next, lines exactly 18 pt apart."""
    paragraph = _add_line(document, text, align=WD_ALIGN_PARAGRAPH.JUSTIFY, bold=bold, italic=italic)
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_before, layout.space_after = FIRST_LINE, PARAGRAPH_SPACE, PARAGRAPH_SPACE
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_SPACING
    layout.widow_control = True
    return paragraph


def add_signature(document, *, authority: str, post: str, name: str, recipients: list[str]) -> None:
    """The foot: recipients on the left; on the right authority and post (in capitals), and the name of the signer."""
    _lead_to_signature(document)
    row = document.add_table(rows=1, cols=2).rows[0]
    _mark(row, "w:cantSplit")
    left, right = row.cells
    left.width = right.width = (PAGE_WIDTH - LEFT - RIGHT) // 2
    heading = _add_line(left, "Nơi nhận:", first=True)
    heading.runs[0].underline = True
    for recipient in recipients:
        _add_line(left, f"- {recipient}", size=RECIPIENTS_SIZE)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _add_line(right, _capitals(authority), align=centre, bold=True, first=True)
    _add_line(right, _capitals(post), align=centre)
    _add_line(right, name, align=centre, bold=True).paragraph_format.space_before = Pt(72)


def _lead_to_signature(document) -> None:
    """A narrow line that keeps the foot apart from the text, and on one page with the last of it."""
    if document.paragraphs and not document.paragraphs[-1].text.startswith("{%"):
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = _add_line(document, "", size=Pt(6))
    gap.paragraph_format.keep_with_next = True


def _capitals(text):
    """In capitals, but for the names of facts in a template."""
    return text if "{{" in text else text.upper()


def add_table(document, headings: list[str], rows: list[list[str]], widths_mm: list[float] | None = None):
    """A ruled table with a bold head that is repeated on every page and rows that do not break across pages."""
    table = document.add_table(rows=0, cols=len(headings))
    table.style = "Table Grid"
    for place, values in enumerate([headings, *rows]):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        if place == 0:
            _mark(row, "w:tblHeader")
        for cell, value in zip(row.cells, values, strict=True):
            _add_line(cell, str(value), size=RECIPIENTS_SIZE, bold=place == 0, first=True)
    for column, width in zip(table.columns, widths_mm or [], strict=False):
        set_width(column, Mm(width))
    return table


def set_width(column, width) -> None:
    """Of a column and of each cell in it: Word reads the cells, other programs the column."""
    column.width = width
    for cell in column.cells:
        cell.width = width


def _mark(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
