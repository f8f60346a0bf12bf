"""The shipped Word template of a decision of discipline; `manage.py make_templates` writes it anew.

Layout: 05-HD/VPTW of 2026 [S]; parts of a decision: 354-QĐ/UBKTTW of 2021 [C].
"""

from core import document as layout
from discipline.papers import PAPER
from inspections.paper_templates import begun, signed


def make():
    decision().save(PAPER.folder / f"{PAPER.code}.docx")


def decision():
    doc = begun("Quyết định", "thi hành kỷ luật {{ form }} đối với {{ subject }}")
    _line(doc, "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;")
    _line(
        doc,
        "- Căn cứ quy định của Đảng về công tác kiểm tra, giám sát, kỷ luật và về kỷ luật tổ chức đảng, đảng viên vi phạm;",
    )
    _when(doc, "source", "- Xét {{ source }};")
    _when(doc, "vote", "- Căn cứ kết quả bỏ phiếu {{ vote }};")
    _line(doc, "- Xét nội dung, tính chất, mức độ, tác hại, nguyên nhân vi phạm,")
    heading = layout.add_heading(doc, "{{ body_name|upper }} QUYẾT ĐỊNH:")
    heading.alignment = layout.WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.first_line_indent = 0
    layout.add_paragraph(
        doc,
        "Điều 1. Thi hành kỷ luật {{ subject }}{% if subject_details %} ({{ subject_details }}){% endif %} bằng hình thức {{ form }}, vì đã có vi phạm:",
    )
    doc.add_paragraph("{%p for violation in violations %}")
    layout.add_paragraph(doc, "{{ loop.index }}. {{ violation }}.")
    doc.add_paragraph("{%p endfor %}")
    layout.add_paragraph(
        doc,
        "Điều 2. Quyết định này có hiệu lực kể từ {{ effective }}{% if lapse %}; sau {{ lapse }} kể từ ngày công bố, nếu không có khiếu nại, không tái phạm hoặc không có vi phạm mới thì đương nhiên hết hiệu lực{% endif %}.",
    )
    layout.add_paragraph(
        doc,
        "Trong thời hạn {{ window }} kể từ ngày nhận quyết định, {{ subject }} có quyền khiếu nại với tổ chức đảng cấp trên trực tiếp; trong khi chờ giải quyết khiếu nại phải chấp hành quyết định này.",
    )
    layout.add_paragraph(
        doc,
        "Điều 3. {{ body_name }}{% if subject_unit %}, {{ subject_unit }}{% endif %} và {{ subject }} chịu trách nhiệm thi hành Quyết định này.",
    )
    return signed(doc)


def _line(doc, text):
    layout.add_paragraph(doc, text, italic=True)


def _when(doc, name, text):
    doc.add_paragraph(f"{{%p if {name} %}}")
    _line(doc, text)
    doc.add_paragraph("{%p endif %}")
