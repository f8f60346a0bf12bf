"""The shipped Word templates of the six documents, made with the layout of the Party's offices."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from core import document as layout
from inspections.papers import PAPERS, SHIPPED

CELL_SIZE = Pt(12)


def make_all(folder=SHIPPED):
    """Write every shipped template anew."""
    folder.mkdir(parents=True, exist_ok=True)
    for code in PAPERS:
        MAKERS[code]().save(folder / f"{code}.docx")


def decision():
    doc = begun("Quyết định", "thành lập {{ team_name }}\n{{ abstract }}")
    _italic(
        doc, "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam và các quy định của Đảng về công tác kiểm tra, giám sát, kỷ luật;"
    )
    _when(doc, "programme", "- Căn cứ {{ programme }} của {{ body_name }};", italic=True)
    _italic(doc, "- Theo đề nghị của cơ quan tham mưu,")
    _centred(doc, "{{ body_name|upper }} QUYẾT ĐỊNH:")
    text(doc, "Điều 1. Thành lập {{ team_name }} để {{ act }} đối với các đối tượng sau:")
    _subjects(doc)
    text(doc, "Nội dung: {{ content }}.")
    text(doc, "Mốc thời gian {{ act_word }}: {{ looked }}.")
    text(doc, "Điều 2. {{ team_name }} gồm các đồng chí:")
    _team(doc)
    text(
        doc,
        "Điều 3. {{ team_name }} thực hiện nhiệm vụ theo kế hoạch được duyệt, báo cáo kết quả với {{ body_name }} và tự giải thể sau khi hoàn thành nhiệm vụ.",
    )
    text(
        doc,
        "Điều 4. Các tổ chức đảng, đảng viên có liên quan và các đồng chí có tên tại Điều 2 chịu trách nhiệm thi hành Quyết định này.",
    )
    return signed(doc)


def plan():
    doc = begun("Kế hoạch", "{{ abstract }}")
    _italic(doc, "(Kèm theo Quyết định số {{ decision_number }}, {{ decided }})")
    _heading(doc, "I- MỤC ĐÍCH, YÊU CẦU")
    text(
        doc,
        "1. Đánh giá đúng ưu điểm, khuyết điểm của đối tượng {{ act_word }}; kịp thời chỉ ra hạn chế, nguyên nhân và biện pháp khắc phục.",
    )
    text(
        doc,
        "2. Việc {{ act_word }} tiến hành công tâm, khách quan, đúng quy trình; đối tượng chuẩn bị báo cáo và cung cấp tài liệu đầy đủ, đúng thời gian.",
    )
    _heading(doc, "II- NỘI DUNG, ĐỐI TƯỢNG, MỐC THỜI GIAN")
    text(doc, "1. Nội dung: {{ content }}.")
    text(doc, "2. Mốc thời gian {{ act_word }}: {{ looked }}.")
    text(doc, "3. Đối tượng:")
    _subjects(doc)
    _heading(doc, "III- PHƯƠNG PHÁP, TRÌNH TỰ TIẾN HÀNH")
    text(doc, "1. Bước chuẩn bị: ban hành quyết định, kế hoạch; gửi đề cương cho đối tượng chuẩn bị báo cáo.")
    text(
        doc,
        "2. Bước tiến hành: triển khai quyết định; nhận báo cáo; nghiên cứu, thẩm tra, xác minh; làm việc với đối tượng; dự thảo và thông qua báo cáo kết quả.",
    )
    text(
        doc,
        "3. Bước kết thúc: {{ body_name }} xem xét, kết luận; công bố thông báo kết luận; lưu hồ sơ; theo dõi việc chấp hành kết luận.",
    )
    _heading(doc, "IV- PHÂN CÔNG NHIỆM VỤ")
    _team(doc)
    text(doc, "Các đồng chí trong {{ team_name }} thực hiện nhiệm vụ được phân công tại Mục IV của Kế hoạch này.")
    return signed(doc)


def outline():
    doc = begun("Đề cương", "gợi ý chuẩn bị {{ self_report }}\n{{ abstract }}")
    _italic(doc, "(Kèm theo Quyết định số {{ decision_number }}, {{ decided }})")
    _heading(doc, "I- ĐẶC ĐIỂM, TÌNH HÌNH")
    text(doc, "Nêu khái quát chức năng, nhiệm vụ, thuận lợi, khó khăn liên quan đến nội dung {{ act_word }}.")
    _heading(doc, "II- KẾT QUẢ THỰC HIỆN")
    text(doc, "Báo cáo theo từng nội dung, trong mốc thời gian {{ looked }}: {{ content }}.")
    _heading(doc, "III- ƯU ĐIỂM, KHUYẾT ĐIỂM, NGUYÊN NHÂN")
    text(doc, "1. Ưu điểm.")
    text(doc, "2. Khuyết điểm, vi phạm (nếu có); trách nhiệm của tập thể, cá nhân.")
    text(doc, "3. Nguyên nhân khách quan, chủ quan.")
    _heading(doc, "IV- BIỆN PHÁP KHẮC PHỤC, KIẾN NGHỊ")
    text(doc, "Báo cáo bằng văn bản, có chữ ký của người có trách nhiệm, gửi {{ team_name }} trước khi làm việc.")
    _heading(doc, "V- ĐỐI TƯỢNG BÁO CÁO")
    _subjects(doc)
    text(doc, "Tổ chức đảng, đảng viên có tên tại Mục V chuẩn bị báo cáo theo Đề cương này.")
    return signed(doc)


def minutes():
    doc = begun("Biên bản", "triển khai Quyết định {{ decision_number }}\n{{ abstract }}")
    text(
        doc,
        "Hôm nay, vào hồi …… giờ …… ngày {{ started }}, tại ……, {{ team_name }} triển khai Quyết định số {{ decision_number }}, {{ decided }}, của {{ body_name }}.",
    )
    _heading(doc, "I- THÀNH PHẦN")
    text(doc, "1. {{ team_name }}:")
    _team(doc)
    text(doc, "2. Đại diện đối tượng và những người dự:")
    _each(doc, "person", "attendees", "- {{ person }}")
    _heading(doc, "II- ĐỐI TƯỢNG")
    _subjects(doc)
    _heading(doc, "III- NỘI DUNG")
    text(doc, "1. Đại diện {{ team_name }} công bố quyết định, kế hoạch, thống nhất lịch làm việc.")
    text(doc, "2. Ý kiến của đối tượng: ……")
    text(doc, "3. Kết luận của trưởng đoàn, đồng chí {{ head }}: ……")
    text(doc, "Biên bản kết thúc hồi …… giờ …… cùng ngày, đã đọc cho mọi người nghe và nhất trí.")
    left, right = doc.add_table(rows=1, cols=2).rows[0].cells
    for cell, words in ((left, "ĐẠI DIỆN ĐỐI TƯỢNG"), (right, "T/M {{ team_name|upper }}")):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.add_run(words).bold = True
    return doc


def report():
    doc = begun("Báo cáo", "kết quả {{ abstract[0]|lower }}{{ abstract[1:] }}")
    text(
        doc,
        "Thực hiện Quyết định số {{ decision_number }}, {{ decided }}, của {{ body_name }}, {{ team_name }} đã tiến hành {{ act_word }} và báo cáo kết quả như sau:",
    )
    _heading(doc, "I- ĐỐI TƯỢNG, NỘI DUNG, MỐC THỜI GIAN")
    text(doc, "Nội dung: {{ content }}. Mốc thời gian: {{ looked }}.")
    _subjects(doc)
    _heading(doc, "II- KẾT QUẢ")
    _results(doc)
    _heading(doc, "III- KHUYẾT ĐIỂM, VI PHẠM")
    _findings(doc)
    _heading(doc, "IV- ĐỀ NGHỊ")
    _remedies(doc, "Đề nghị {{ body_name }} xem xét, kết luận và yêu cầu khắc phục:")
    text(doc, "Trên đây là kết quả {{ act_word }}, {{ team_name }} trình {{ body_name }} xem xét, kết luận.")
    return signed(doc, authority="T/M {{ team_name|upper }}", post="TRƯỞNG ĐOÀN", name="{{ head }}")


def conclusion():
    doc = begun("Thông báo", "kết luận {{ abstract[0]|lower }}{{ abstract[1:] }}")
    text(
        doc,
        "{{ concluded|capitalize }}, {{ body_name }} đã xem xét báo cáo kết quả của {{ team_name }} theo Quyết định số {{ decision_number }}, {{ decided }}, và kết luận như sau:",
    )
    _heading(doc, "I- NỘI DUNG, ĐỐI TƯỢNG")
    text(doc, "Nội dung: {{ content }}. Mốc thời gian: {{ looked }}.")
    _subjects(doc)
    _heading(doc, "II- KẾT LUẬN")
    _results(doc)
    _heading(doc, "III- KHUYẾT ĐIỂM, VI PHẠM")
    _findings(doc)
    _heading(doc, "IV- YÊU CẦU KHẮC PHỤC")
    _remedies(doc, "{{ body_name }} yêu cầu:")
    text(
        doc,
        "Tổ chức đảng, đảng viên nêu trên chấp hành nghiêm kết luận này và báo cáo kết quả khắc phục đúng thời hạn.",
    )
    return signed(doc)


MAKERS = {
    "decision": decision,
    "plan": plan,
    "outline": outline,
    "minutes": minutes,
    "report": report,
    "conclusion": conclusion,
}


# ------------------------------------------------------------------------------------------------------------- parts


def begun(kind, abstract):
    doc = layout.blank()
    layout.add_letterhead(
        doc,
        superior="{{ superior }}",
        issuer="{{ issuer }}",
        number="{{ number }}",
        place_and_date="{{ place_and_date }}",
    )
    layout.add_title(doc, kind, abstract)
    return doc


def signed(doc, authority="{{ authority }}", post="{{ post }}", name="{{ signer }}"):
    layout.add_signature(doc, authority=authority, post=post, name=name, recipients=["@"])
    cell = doc.tables[-1].rows[0].cells[0]
    cell.paragraphs[1].runs[0].text = "{%p for recipient in recipients %}"
    for text in ("- {{ recipient }}", "{%p endfor %}"):
        cell.add_paragraph().add_run(text).font.size = layout.RECIPIENTS_SIZE
    return doc


def text(doc, text):
    return layout.add_paragraph(doc, text)


def _italic(doc, text):
    return layout.add_paragraph(doc, text, italic=True)


def _heading(doc, text):
    return layout.add_heading(doc, text)


def _centred(doc, text):
    paragraph = layout.add_heading(doc, text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)


def _when(doc, name, text, **style):
    doc.add_paragraph(f"{{%p if {name} %}}")
    layout.add_paragraph(doc, text, **style)
    doc.add_paragraph("{%p endif %}")


def _each(doc, name, names, text):
    doc.add_paragraph(f"{{%p for {name} in {names} %}}")
    layout.add_paragraph(doc, text)
    doc.add_paragraph("{%p endfor %}")


def _subjects(doc):
    table(doc, "subject", "subjects", [("TT", "{{ loop.index }}", 12), ("Đối tượng", "{{ subject.name }}", 55),
           ("Chức vụ, nơi sinh hoạt, loại tổ chức", "{{ subject.standing }}", 48), ("Nội dung", "{{ subject.contents }}", 50)])  # fmt: skip


def _team(doc):
    table(doc, "person", "team", [("TT", "{{ loop.index }}", 12), ("Họ và tên", "{{ person.name }}", 45),
           ("Chức vụ, nơi sinh hoạt", "{{ person.standing }}", 53), ("Nhiệm vụ", "{{ person.role }}{% if person.task %}: {{ person.task }}{% endif %}", 55)])  # fmt: skip


def _results(doc):
    _each(
        doc,
        "subject",
        "subjects",
        "{{ loop.index }}. {{ subject.name[0]|upper }}{{ subject.name[1:] }}: {{ subject.result }}.",
    )


def _findings(doc):
    doc.add_paragraph("{%p if findings %}")
    _each(
        doc,
        "finding",
        "findings",
        "{{ loop.index }}. {{ finding.subject }}: {{ finding.description }}"
        "{% if finding.severity %} (mức độ: {{ finding.severity|lower }}){% endif %}."
        "{% if finding.cause %} Nguyên nhân: {{ finding.cause }}{% endif %}",
    )
    doc.add_paragraph("{%p else %}")
    text(doc, "Không phát hiện khuyết điểm, vi phạm.")
    doc.add_paragraph("{%p endif %}")


def _remedies(doc, lead):
    doc.add_paragraph("{%p if remedies %}")
    text(doc, lead)
    _each(
        doc,
        "remedy",
        "remedies",
        "{{ loop.index }}. {{ remedy.subject }}: {{ remedy.requirement }}; hạn khắc phục: {{ remedy.due }}.",
    )
    doc.add_paragraph("{%p else %}")
    text(doc, "Không có yêu cầu khắc phục riêng.")
    doc.add_paragraph("{%p endif %}")


def table(doc, name, names, columns):
    """A ruled table with one row a record: loops stand in rows of their own, which vanish when it is filled."""
    made = doc.add_table(rows=4, cols=len(columns))
    made.style = "Table Grid"
    made.autofit = False
    loop = [f"{{%tr for {name} in {names} %}}"] + [""] * (len(columns) - 1)
    end = ["{%tr endfor %}"] + [""] * (len(columns) - 1)
    texts = ([head for head, _, _ in columns], loop, [cell for _, cell, _ in columns], end)
    for row, values in zip(made.rows, texts, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            run = cell.paragraphs[0].add_run(value)
            run.font.size, run.bold = CELL_SIZE, values is texts[0]
            if values is texts[0] or place == 0:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for column, (_, _, width) in zip(made.columns, columns, strict=True):
        layout.set_width(column, Mm(width))
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return made
