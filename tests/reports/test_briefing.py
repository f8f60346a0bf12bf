import re
from datetime import date
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command

from core.periods import of_dates, parse
from core.text import normalize
from members.models import Organization
from reports.blocks import Table
from reports.briefing import compose
from reports.figures import Number

pytestmark = pytest.mark.django_db

TERM = ("--organization", "HU-SL", "--from", "2016-11-01", "--to", "2020-10-22")


def briefing_text():
    out = StringIO()
    call_command("briefing", *TERM, "--format", "text", stdout=out)
    return out.getvalue()


def composed(code="HU-SL", first=date(2016, 11, 1), last=date(2020, 10, 22)):
    return compose(Organization.objects.get(code=code), of_dates(first, last))


def test_the_briefing_states_what_the_committee_published(sample):
    text = normalize(briefing_text())
    assert "Huyện ủy, Ban Thường vụ Huyện ủy kiểm tra 59 tổ chức đảng và 20 đảng viên" in text
    assert "cấp ủy cơ sở kiểm tra 29 tổ chức đảng và 98 đảng viên" in text
    assert "Huyện ủy, Ban Thường vụ Huyện ủy giám sát 9 tổ chức đảng và 19 đảng viên" in text
    assert "cấp ủy cơ sở giám sát 25 tổ chức đảng và 13 đảng viên" in text
    assert "Đã thi hành kỷ luật 1 tổ chức đảng và 111 đảng viên" in text


def test_ratings_are_shares_of_the_ratings_themselves(sample):
    text = briefing_text()
    assert "93,94 % tổ chức cơ sở đảng được xếp loại hoàn thành tốt nhiệm vụ trở lên (124/132" in text
    assert "89,14 % đảng viên được xếp loại hoàn thành tốt nhiệm vụ trở lên (4.753/5.332" in text


def test_two_blocks_are_disjoint_and_the_text_gives_their_sum(sample):
    briefing = composed()
    sums = {}
    for section in briefing.sections[1:3]:
        table = section.tables[0]
        sums[section.title] = [sum(row[column].value for row in table.rows) for column in (1, 2, 3)]
    whole = [part.value for part in briefing.sections[2].paragraphs[-1].parts if isinstance(part, Number)]
    organizations, members, inspections = whole
    assert [inspections, organizations, members] == [sum(column) for column in zip(*sums.values(), strict=True)]


def test_results_of_a_row_add_up_to_its_subjects(sample):
    for section in composed().sections[1:3]:
        for row in section.tables[0].rows:
            _, organizations, members, *results = (part.value for part in row[1:])
            assert organizations + members == sum(results)


def test_comparison_uses_the_period_before_and_the_same_period_last_year(sample):
    quarter = compose(Organization.objects.get(code="HU-SL"), parse("2020-Q2"))
    before = compose(Organization.objects.get(code="HU-SL"), parse("2020-Q1"))
    year_earlier = compose(Organization.objects.get(code="HU-SL"), parse("2019-Q2"))
    rows = [{row[0]: row for row in each.tables[0].rows} for each in (quarter, before, year_earlier)]
    for name, row in rows[0].items():
        assert row[2].value == rows[1][name][1].value
        assert row[4].value == rows[2][name][1].value


def test_an_empty_period_is_stated_with_zeros(sample):
    briefing = composed(first=date(2001, 1, 1), last=date(2001, 3, 31))
    text = "\n".join(str(paragraph) for section in briefing.sections for paragraph in section.paragraphs)
    assert "đã kiểm tra 0 tổ chức đảng và 0 đảng viên" in text
    assert all(section.blocks for section in briefing.sections)


def test_each_organization_of_the_tree_has_a_briefing(sample):
    for code in ("HU-SL.01", "HU-SL.02.07", "HU-SL.25"):
        organization = Organization.objects.filter(code=code).first()
        if organization:
            assert compose(organization, parse("2019")).sections


def test_word_and_excel_hold_the_same_numbers_as_the_page(sample, tmp_path):
    call_command("briefing", *TERM, "--format", "docx", "--output", str(tmp_path / "b.docx"))
    call_command("briefing", *TERM, "--format", "xlsx", "--output", str(tmp_path / "b.xlsx"))
    word = docx.Document(str(tmp_path / "b.docx"))
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    paragraphs = {normalize(paragraph.text) for paragraph in word.paragraphs}
    briefing = composed()
    for section in briefing.sections:
        for paragraph in section.paragraphs:
            assert normalize(str(paragraph)) in paragraphs
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    for table in briefing.tables:
        assert [list(table.columns), *table.plain_rows()] in tables
        assert sheet_rows(book, table) == [[getattr(part, "value", part) for part in row] for row in table.rows]


def sheet_rows(book, table: Table):
    """The rows below the headings of the sheet that holds the table."""
    for sheet in book:
        rows = [list(row[: len(table.columns)]) for row in sheet.iter_rows(values_only=True)]
        if rows and rows[0][0] == table.title:
            start = rows.index(list(table.columns)) + 1
            return rows[start:]
    raise AssertionError(f"no sheet for {table.title}")


def test_the_excel_file_has_a_native_chart(sample):
    book = openpyxl.load_workbook(BytesIO(excel_file()))
    assert any(sheet._charts for sheet in book)


def excel_file():
    from reports.outputs import excel

    return excel.render(composed())


def test_the_word_file_is_laid_out_as_a_party_document(sample):
    from reports.outputs import word

    document = docx.Document(BytesIO(word.render(composed())))
    page = document.sections[0]
    millimetres = [round(side.mm) for side in (page.page_width, page.page_height)]
    margins = [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)]
    assert millimetres == [210, 297]
    assert margins == [20, 20, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head
    assert "ĐẢNG BỘ HUYỆN SÔNG LÔ" in head.upper()
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "BÁO CÁO" in text
    assert not re.search(r"\{[{%]", text)


def test_a_file_format_without_a_file_is_explained(sample):
    with pytest.raises(CommandError, match="--output"):
        call_command("briefing", *TERM, "--format", "docx", stdout=StringIO())
