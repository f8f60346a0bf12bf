"""Word documents: filled templates, and the layout of party documents."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from core import document


@pytest.fixture
def template(tmp_path):
    def save(*paragraphs):
        draft = document.blank()
        for paragraph in paragraphs:
            document.add_paragraph(draft, paragraph)
        draft.save(tmp_path / "mau.docx")
        return tmp_path / "mau.docx"

    return save


def text_of(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_facts_are_filled_in_and_stay_text(template):
    path = template("Đồng chí {{ name }}, {{ unit }}.{{ nothing }}", "{% for n in numbers %}{{ n }};{% endfor %}")
    name = "Nguyễn <b>Văn</b> & {{ 7 * 7 }} \x07Đức"
    content = document.fill(path, {"name": name, "unit": "Chi bộ 1", "nothing": None, "numbers": [1, 2]})
    assert text_of(content) == "Đồng chí Nguyễn <b>Văn</b> & {{ 7 * 7 }} Đức, Chi bộ 1.\n1;2;"


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ("{{ nmae }}", "“nmae”"),
        ("{% for x in %}", "viết sai"),
        ("{{ ''.__class__.__mro__ }}", "viết sai|tên trường"),
    ],
)
def test_a_template_with_a_mistake_says_so_in_vietnamese(template, paragraph, message):
    with pytest.raises(document.UnusableTemplate, match=message):
        document.fill(template(paragraph), {})


def test_a_missing_or_damaged_template_says_so_in_vietnamese(tmp_path):
    with pytest.raises(document.UnusableTemplate, match=r"Không tìm thấy mẫu “khong-co\.docx”"):
        document.fill(tmp_path / "khong-co.docx", {})
    (tmp_path / "hong.docx").write_bytes(b"PK nothing")
    with pytest.raises(document.UnusableTemplate, match="không phải là tệp Word"):
        document.fill(tmp_path / "hong.docx", {})


def test_the_page_is_that_of_party_documents():
    section = document.blank().sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_body_text_is_times_new_roman_14_in_every_script():
    normal = document.blank().styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert normal.font.size == Pt(14)


def test_a_document_has_the_parts_of_a_party_document():
    draft = document.blank()
    document.add_letterhead(
        draft,
        superior="HUYỆN ỦY SÔNG LÔ",
        issuer="ỦY BAN KIỂM TRA",
        number="Số 07-BC/UBKTHU",
        place_and_date="Sông Lô, ngày 05 tháng 3 năm 2026",
    )
    document.add_title(draft, "Báo cáo", "kết quả công tác kiểm tra, giám sát")
    document.add_heading(draft, "I- KẾT QUẢ")
    document.add_paragraph(draft, "Đã kiểm tra 03 tổ chức đảng.")
    document.add_table(draft, ["Nội dung", "Số lượng"], [["Kiểm tra", "03"], ["Giám sát", "02"]], [100, 40])
    document.add_signature(
        draft, authority="T/M Ủy ban kiểm tra", post="Chủ nhiệm", name="Trần Văn A", recipients=["Lưu UBKT"]
    )
    head, figures, foot = reopened(draft).tables
    assert head.cell(0, 0).text.split("\n") == ["HUYỆN ỦY SÔNG LÔ", "ỦY BAN KIỂM TRA", "*", "Số 07-BC/UBKTHU"]
    assert head.cell(0, 1).text.startswith("ĐẢNG CỘNG SẢN VIỆT NAM\n")
    assert [cell.text for cell in figures.rows[1].cells] == ["Kiểm tra", "03"]
    assert foot.cell(0, 0).text == "Nơi nhận:\n- Lưu UBKT"
    assert foot.cell(0, 1).text == "T/M ỦY BAN KIỂM TRA\nCHỦ NHIỆM\nTrần Văn A"
    assert [p.text for p in draft.paragraphs if p.text][:3] == [
        "BÁO CÁO",
        "kết quả công tác kiểm tra, giám sát",
        "-----",
    ]


def reopened(draft):
    file = io.BytesIO()
    draft.save(file)
    return Document(file)
