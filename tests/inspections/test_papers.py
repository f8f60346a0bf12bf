"""The six documents, read back with python-docx: page, letterhead, number, table of subjects, nothing left unfilled."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word

from inspections import actions
from inspections.models import Document
from inspections.papers import PAPERS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def inspection(cast, head):
    """An inspection of two with its team, decided and begun."""
    member = cast.at("K1").member
    inspection = actions.prepare_inspection(
        by=head, organization=cast.at("D1").organization, body="commission", activity="violation",
        prepared=date(2026, 2, 1), content="Việc quản lý đất đai & tài nguyên <thử>", looked_from=date(2024, 1, 1),
        looked_to=date(2025, 12, 31),
        subjects=[actions.SubjectEntry(cast.at("C1").organization, ["TC3"]), actions.SubjectEntry(member, ["VP8"])],
    )  # fmt: skip
    team = [actions.TeamEntry(cast.at("D1").member, "head", "Phụ trách chung")]
    inspection = actions.set_team(inspection, by=head, version=inspection.version, entries=team)
    for verb, day in (("decide", 2), ("announce", 9), ("receive_report", 20)):
        inspection = actions.take_step(inspection, verb, by=head, day=date(2026, 2, day))
    subject = inspection.subjects.get(subject_member=member)
    actions.record_finding(
        by=head, subject=subject, group="VP8", description="Cấp đất sai đối tượng", severity="serious",
        remedy={"requirement": "Thu hồi quyết định cấp đất", "due": date(2026, 9, 30)},
    )  # fmt: skip
    return inspection


def write(client, inspection, code, **typed):
    inspection.refresh_from_db()
    usual = {
        "place": "Sông Lô", "day": "05/03/2026", "signer_post": "", "signer": "Trần Văn Ký", "attendees": "",
        "recipients": "", "version": str(inspection.version), "submit_token": f"{code}-{inspection.version}",
    }  # fmt: skip
    return client.post(reverse("paper-write", args=[inspection.pk, code]), usual | typed)


def text_of(word):
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


@pytest.mark.parametrize("code", PAPERS)
def test_a_document_is_laid_out_and_filled_from_the_record(sign_in, inspection, code):
    response = write(sign_in("officer"), inspection, code)
    assert response.headers["Content-Disposition"].startswith("attachment")
    word = Word(io.BytesIO(response.content))
    page, text = word.sections[0], text_of(word)
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "ỦY BAN KIỂM TRA" in text
    assert "Sông Lô, ngày 05 tháng 3 năm 2026" in text
    assert "Việc quản lý đất đai & tài nguyên <thử>" in text or code == "minutes"
    assert "Nguyễn Văn K1" in text
    assert not {"{{", "{%", "None"} & set(text.split())


def test_a_supervision_speaks_of_supervision(sign_in, cast, head):
    inspection = actions.prepare_inspection(
        by=head, organization=cast.at("K1").organization, body="cell", activity="thematic", prepared=date(2026, 2, 1),
        subjects=[actions.SubjectEntry(cast.at("K1").member, ["GS4"])],
    )  # fmt: skip
    text = text_of(Word(io.BytesIO(write(sign_in("officer"), inspection, "decision").content)))
    assert "Tổ giám sát" in text
    assert "giám sát chuyên đề" in text
    assert "kiểm tra việc" not in text


def test_numbers_and_names_come_from_the_record(sign_in, inspection):
    client = sign_in("officer")
    decision = text_of(Word(io.BytesIO(write(client, inspection, "decision").content)))
    assert "Số 01-QĐ/UBKTHU" in decision
    assert "Nguyễn Văn D1" in decision
    assert "Phụ trách chung" in decision
    conclusion = text_of(Word(io.BytesIO(write(client, inspection, "conclusion").content)))
    assert "Cấp đất sai đối tượng" in conclusion
    assert "30/9/2026" in conclusion or "30/09/2026" in conclusion
    minutes = write(client, inspection, "minutes", attendees="Lê Thị Dự, thư ký\nPhạm Văn Nghe")
    assert "Phạm Văn Nghe" in text_of(Word(io.BytesIO(minutes.content)))


def test_the_table_of_subjects_has_a_row_each(sign_in, inspection):
    word = Word(io.BytesIO(write(sign_in("officer"), inspection, "decision").content))
    rows = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert sum("đồng chí Nguyễn Văn K1" in " ".join(row) for row in rows) == 1
    assert sum("Đảng bộ C1" in " ".join(row) for row in rows) == 1


def test_signer_and_place_are_asked_once(sign_in, inspection):
    client = sign_in("officer")
    write(client, inspection, "decision")
    inspection.refresh_from_db()
    assert (inspection.place, inspection.signer) == ("Sông Lô", "Trần Văn Ký")
    body = client.get(reverse("paper-write", args=[inspection.pk, "plan"])).content.decode()
    assert "Trần Văn Ký" in body


def test_a_document_goes_straight_into_the_dossier(sign_in, inspection):
    assert write(sign_in("officer"), inspection, "decision", keep="1").status_code == 302
    document = Document.objects.get(inspection=inspection)
    assert (document.item, document.number, document.file.kind) == (PAPERS["decision"].item, "01-QĐ/UBKTHU", "docx")


def test_an_office_replaces_a_template_and_takes_the_shipped_one_back(sign_in, inspection):
    client = sign_in("administrator")
    own = Word()
    own.add_paragraph("Mẫu riêng của cơ quan: {{ subject_names }}")
    file = io.BytesIO()
    own.save(file)

    def replace(content, token):
        upload = SimpleUploadedFile("mau.docx", content)
        typed = {"upload": upload, "reason": "Theo thể thức của tỉnh", "submit_token": token}
        return client.post(reverse("template-replace", args=["plan"]), typed)

    assert replace(file.getvalue(), "good").status_code == 302
    wrong = Word()
    wrong.add_paragraph("{{ no_such_name }}")
    bad = io.BytesIO()
    wrong.save(bad)
    assert "no_such_name" in replace(bad.getvalue(), "bad").content.decode()
    client = sign_in("officer")
    assert "Mẫu riêng của cơ quan" in text_of(Word(io.BytesIO(write(client, inspection, "plan").content)))
    client = sign_in("administrator")
    typed = {"reason": "Dùng lại mẫu chung", "submit_token": "back"}
    assert client.post(reverse("template-restore", args=["plan"]), typed).status_code == 302
    client = sign_in("officer")
    assert "Mẫu riêng" not in text_of(Word(io.BytesIO(write(client, inspection, "plan").content)))


@pytest.mark.parametrize("paragraph", ["{{ x.__class__ }}", "{% for %}", "{{ act.__class__.__mro__ }}", "{{ 1/0 }}"])
def test_a_template_that_cannot_be_filled_is_refused(sign_in, paragraph):
    own = Word()
    own.add_paragraph(paragraph)
    file = io.BytesIO()
    own.save(file)
    typed = {"upload": SimpleUploadedFile("m.docx", file.getvalue()), "reason": "Thử", "submit_token": "x"}
    response = sign_in("administrator").post(reverse("template-replace", args=["plan"]), typed)
    assert response.status_code == 200
    assert response.context["errors"]


def test_a_document_is_downloaded_again_and_kept_once(sign_in, inspection):
    client = sign_in("officer")
    for _ in range(2):
        assert write(client, inspection, "plan", version="1", submit_token="same").content.startswith(b"PK")
    for _ in range(2):
        assert write(client, inspection, "plan", keep="1", submit_token="one").status_code == 302
    assert Document.objects.filter(inspection=inspection).count() == 1
