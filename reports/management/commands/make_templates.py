from pathlib import Path

from django.core.management.base import BaseCommand
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from core import document as layout
from discipline import paper_templates as of_discipline
from inspections import paper_templates
from reports.outputs.notice_word import PAPER as NOTICE
from reports.outputs.record_word import PAPER as RECORD
from reports.outputs.word import PAPER as BRIEFING

CELL_SIZE = Pt(11)


class Command(BaseCommand):
    help = "Tạo lại các mẫu Word gốc (ghi đè mẫu đang có)."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, default=shipped(BRIEFING), metavar="TỆP", help="tệp mẫu ghi ra")

    def handle(self, **options):
        briefing().save(options["output"])
        paper_templates.make_all()
        of_discipline.make()
        record().save(shipped(RECORD))
        notice().save(shipped(NOTICE))


def shipped(paper):
    """Where the template that comes with the program lies."""
    return paper.folder / f"{paper.code}.docx"


def briefing():
    """The shipped template of the briefing: letterhead, title, numbered sections of sentences and tables, signature."""
    document = layout.blank()
    layout.add_letterhead(
        document,
        superior="{{ superior }}",
        issuer="{{ issuer }}",
        number="Số ......-BC/......",
        place_and_date="{{ date }}",
    )
    layout.add_title(document, "Báo cáo", "{{ title }}\n{{ subtitle }}")
    layout.add_paragraph(document, "{{ scope }}", italic=True)
    _each(document, "line", "meeting", "{{ line }}")
    document.add_paragraph("{%p for section in sections %}")
    layout.add_heading(document, "{{ section.numeral }}. {{ section.title|upper }}")
    document.add_paragraph("{%p for block in section.blocks %}")
    document.add_paragraph("{%p if block.table %}")
    _table_caption(document, "{{ block.title }}")
    _table(document)
    layout.add_paragraph(document, "{{ block.note }}", italic=True)
    document.add_paragraph("{%p else %}")
    layout.add_paragraph(document, "{{ block.text }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if chain %}")
    layout.add_paragraph(document, "{{ chain }}", italic=True)
    document.add_paragraph("{%p endif %}")
    layout.add_signature(
        document, authority="T/M ......", post="......", name="......", recipients=["......,", "Lưu Văn phòng."]
    )
    return document


def record():
    """The shipped template of a whole record: facts, what is in force, a table of all that happened, signature."""
    document = paper_templates.begun("Tổng hợp hồ sơ", "kiểm tra, giám sát, kỷ luật của {{ subject }}")
    for lead, each in (("I. Thông tin chung", "fact"), ("II. Kỷ luật đang có hiệu lực", "line")):
        layout.add_heading(document, lead)
        document.add_paragraph("{%p for fact in facts %}" if each == "fact" else "{%p for line in in_force %}")
        layout.add_paragraph(document, "- {{ fact.label }}: {{ fact.value }}." if each == "fact" else "- {{ line }}.")
        document.add_paragraph("{%p endfor %}")
    layout.add_heading(document, "III. Diễn biến")
    columns = [("Thời gian", "{{ line.when }}", 26), ("Loại", "{{ line.kind }}", 30),
               ("Nội dung", "{{ line.text }}", 55), ("Kết quả, ghi chú", "{{ line.detail }}", 54)]  # fmt: skip
    paper_templates.table(document, "line", "lines", columns)
    until = "Tổng hợp theo hồ sơ đã ghi đến hết {{ until }}, trong phạm vi người tổng hợp được xem."
    layout.add_paragraph(document, until, italic=True)
    return paper_templates.signed(document)


def notice():
    """The shipped template of the notice of a briefing's conclusions: assessment, tasks, signature."""
    document = paper_templates.begun(
        "Thông báo",
        "kết luận của đồng chí {{ chair }}, {{ chair_post }}\ntại hội nghị giao ban công tác kiểm tra, giám sát và thi "
        "hành kỷ luật đảng {{ period }}",
    )
    layout.add_paragraph(
        document,
        "{{ held|capitalize }}, tại {{ place }}, đồng chí {{ chair }}, {{ chair_post }}, chủ trì hội nghị giao ban "
        "công tác kiểm tra, giám sát và thi hành kỷ luật đảng {{ period }} (số liệu đến hết ngày {{ cutoff }}).",
    )
    document.add_paragraph("{%p if participants %}")
    layout.add_paragraph(document, "Dự hội nghị: {{ participants|join('; ') }}.")
    document.add_paragraph("{%p endif %}")
    layout.add_paragraph(
        document,
        "Sau khi nghe báo cáo của {{ committee }} và ý kiến của các đại biểu, đồng chí {{ chair }} kết luận như sau:",
    )
    layout.add_heading(document, "I- ĐÁNH GIÁ CHUNG")
    for lead, name in (("1. Việc đã làm được", "done"), ("2. Hạn chế", "not_done"), ("3. Nguyên nhân", "causes")):
        layout.add_paragraph(document, lead, bold=True)
        _each(document, "line", name, "{{ line }}")
        document.add_paragraph(f"{{%p if not {name} %}}")
        layout.add_paragraph(document, "……")
        document.add_paragraph("{%p endif %}")
    layout.add_heading(document, "II- NHIỆM VỤ, GIẢI PHÁP")
    _each(document, "line", "measures", "{{ line }}")
    _each(
        document,
        "conclusion",
        "conclusions",
        "{{ loop.index }}. {{ conclusion.text }}. Chịu trách nhiệm: {{ conclusion.owner }}; "
        "thời hạn: {{ conclusion.due }}.",
    )
    layout.add_paragraph(
        document,
        "Các đơn vị, cá nhân được giao nhiệm vụ tổ chức thực hiện và báo cáo kết quả đúng thời hạn; ủy ban kiểm tra "
        "theo dõi, đôn đốc, báo cáo tại hội nghị giao ban kỳ sau.",
    )
    return paper_templates.signed(document)


def _each(document, name, names, text):
    """One paragraph for each of a list."""
    document.add_paragraph(f"{{%p for {name} in {names} %}}")
    layout.add_paragraph(document, text)
    document.add_paragraph("{%p endfor %}")


def _table_caption(document, text):
    caption = layout.add_paragraph(document, text, bold=True)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True


def _table(document):
    """A table whose columns and rows come from the block: the loops stand in cells and rows of their own."""
    table = document.add_table(rows=4, cols=4)
    table.style = "Table Grid"
    _fill(
        table.rows[0],
        ["{{ block.columns[0] }}", "{%tc for column in block.columns[1:] %}", "{{ column }}", "{%tc endfor %}"],
        bold=True,
    )
    _fill(table.rows[1], ["{%tr for row in block.rows %}", "", "", ""])
    _fill(table.rows[2], ["{{ row[0] }}", "{%tc for cell in row[1:] %}", "{{ cell }}", "{%tc endfor %}"])
    _fill(table.rows[3], ["{%tr endfor %}", "", "", ""])
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _mark(row, "w:cantSplit")
    _as_wide_as_the_page(table)


def _fill(row, texts, *, bold=False):
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.bold, run.font.size = bold, CELL_SIZE
    for cell in row.cells[1:]:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark(row, name):
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _as_wide_as_the_page(table):
    """Columns share the width as their texts need it, since their number is only known when the template is filled."""
    table.autofit = True
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for cell in table._cells:
        cell._tc.tcPr.remove(cell._tc.tcPr.find(qn("w:tcW")))
