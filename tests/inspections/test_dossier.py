"""The dossier: its checklist, papers in and off it, and files of every bad kind refused with nothing kept."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordDocument

from accounts.choices import Act
from accounts.models import HistoryEntry
from core import files
from inspections.dossier import dossier_of
from inspections.models import Document, StoredFile
from rules import book

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
TYPES = "[Content_Types].xml"


def archive(parts, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def word():
    file = io.BytesIO()
    WordDocument().save(file)
    return file.getvalue()


DOCX = archive({TYPES: "<Types/>", "word/document.xml": "<w/>"})
ODT = archive({"mimetype": files.KINDS["odt"], "content.xml": "<o/>"})
GOOD = {
    "to-trinh.pdf": PDF,
    "ảnh chụp.PNG": PNG,
    "anh.jpeg": JPG,
    "Báo cáo tự kiểm tra.docx": DOCX,
    "so-lieu.xlsx": archive({TYPES: "<Types/>", "xl/workbook.xml": "<x/>"}),
    "giai-trinh.odt": ODT,
    "bang.ods": archive({"mimetype": files.KINDS["ods"], "content.xml": "<o/>"}),
    "khong-duoi": PDF,
}
BAD = {
    "empty": b"",
    "one byte": b"%",
    "text": "Kính gửi Ủy ban Kiểm tra".encode(),
    "script": b"<script>alert(1)</script>",
    "html": b"<!DOCTYPE html><html></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "xml with entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "windows program": b"MZ\x90\0" + b"\0" * 60,
    "linux program": b"\x7fELF" + b"\0" * 60,
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "php": b"<?php system($_GET['c']); ?>",
    "gif": b"GIF89a" + b"\0" * 20,
    "webp": b"RIFF\0\0\0\0WEBP",
    "rar": b"Rar!\x1a\x07\0",
    "seven zip": b"7z\xbc\xaf'\x1c",
    "gzip": b"\x1f\x8b\x08\0" + b"\0" * 20,
    "rtf": b"{\\rtf1 }",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "cut pdf": PDF[:20],
    "cut png": PNG[:30],
    "cut jpg": JPG[:20],
    "pdf not at the start": b"\0" * 20 + PDF,
    "cut docx": DOCX[:-30],
    "head of a zip": b"PK\x03\x04",
    "plain zip": archive({"a.txt": "a"}),
    "zip with a program": archive({"setup.exe": "MZ"}),
    "jar": archive({"META-INF/MANIFEST.MF": "Manifest-Version: 1.0", "A.class": "x"}),
    "apk": archive({"AndroidManifest.xml": "x", "classes.dex": "x"}),
    "epub": archive({"mimetype": "application/epub+zip"}),
    "odp": archive({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
    "pptx": archive({TYPES: "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "docm": archive({TYPES: "<Types/>", "word/document.xml": "<w/>", "word/vbaProject.bin": "x"}),
    "docm in capitals": archive({TYPES: "<Types/>", "word/document.xml": "<w/>", "WORD/VBAPROJECT.BIN": "x"}),
    "docm by its type": archive({TYPES: "application/vnd.ms-word.document.macroEnabled", "word/document.xml": "<w/>"}),
    "xlsm": archive({TYPES: "<Types/>", "xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}),
    "excel 4 macros": archive({TYPES: "<Types/>", "xl/workbook.xml": "<x/>", "xl/macrosheets/sheet1.xml": "x"}),
    "active x": archive({TYPES: "<Types/>", "word/document.xml": "<w/>", "word/activeX/activeX1.xml": "x"}),
    "embedded object": archive({TYPES: "<Types/>", "word/document.xml": "<w/>", "word/embeddings/o.bin": "x"}),
    "odt with basic": archive({"mimetype": files.KINDS["odt"], "Basic/script-lc.xml": "x"}),
    "odt with scripts": archive({"mimetype": files.KINDS["odt"], "Scripts/python/a.py": "x"}),
    "flood": archive({TYPES: "<Types/>", "word/document.xml": "0" * 210_000_000}, zipfile.ZIP_DEFLATED),
    "too many parts": archive({f"p{number}": "" for number in range(5001)}),
    "damaged part": DOCX.replace(b"<w/>", b"<x/>"),
    "bad zip name": archive({TYPES: "<Types/>"}),
}


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def inspection(cast):
    return cast.at("D1").inspection


def kept(settings):
    return [path for path in (Path(settings.VAR_DIR) / files.FOLDER).rglob("*") if path.is_file()]


def hand_in(client, inspection, content, name="tai-lieu.pdf", **typed):
    usual = {"item": "", "title": "Báo cáo", "number": "", "dated": "", "archive": "", "submit_token": name}
    upload = {"upload": SimpleUploadedFile(name, content)} if content is not None else {}
    return client.post(reverse("document-create", args=[inspection.pk]), usual | upload | typed)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept_and_comes_back_as_an_attachment(sign_in, inspection, settings, name):
    client = sign_in("officer")
    assert hand_in(client, inspection, GOOD[name], name).status_code == 302
    document = Document.objects.get(inspection=inspection, file__isnull=False)
    assert [path.name for path in kept(settings)] == [document.file.key]
    response = client.get(reverse("document-file", args=[document.pk]))
    assert b"".join(response) == GOOD[name]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == files.KINDS[document.file.kind]
    assert HistoryEntry.objects.of(document).filter(act=Act.READ).count() == 1


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_what_to_do_and_nothing_is_kept(sign_in, inspection, settings, kind):
    for name in ("to-trinh.pdf", "to-trinh.docx"):
        response = hand_in(sign_in("officer"), inspection, BAD[kind], name)
        assert response.status_code == 200
        assert any(label == "Tệp" and text for _, label, text in response.context["errors"])
    assert kept(settings) == []
    assert not StoredFile.objects.exists()


def test_a_file_too_large_is_refused(sign_in, inspection, settings, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 30)
    assert hand_in(sign_in("officer"), inspection, PDF).status_code == 200
    assert kept(settings) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("bao cao.docx.exe", "bao cao.docx.pdf"),
        ("<b>.pdf", "b.pdf"),
        (".pdf", "tai-lieu.pdf"),
        ("x" * 240 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_misleads_nobody(sign_in, inspection, given, shown):
    assert hand_in(sign_in("officer"), inspection, PDF, given).status_code == 302
    assert StoredFile.objects.get().name == shown


def test_a_file_or_the_place_of_the_paper_is_needed(sign_in, inspection):
    client = sign_in("officer")
    assert hand_in(client, inspection, None).status_code == 200
    assert hand_in(client, inspection, None, archive="Hộp 3, hồ sơ 12", submit_token="paper").status_code == 302


def test_a_refused_form_keeps_no_file(sign_in, inspection, settings):
    assert hand_in(sign_in("officer"), inspection, PDF, title="").status_code == 200
    assert hand_in(sign_in("officer"), inspection, PDF, item="no such line").status_code == 200
    assert kept(settings) == []


def test_the_checklist_counts_what_is_there(sign_in, inspection):
    client = sign_in("officer")
    before = dossier_of(inspection, book.read())
    first = before.missing[0]
    assert f">{before.percent} %" in client.get(
        reverse("inspection-dossier", args=[inspection.pk])
    ).content.decode() or (
        f"đủ {before.percent} %" in client.get(reverse("inspection-dossier", args=[inspection.pk])).content.decode()
    )
    hand_in(client, inspection, PDF, item=first.code)
    after = dossier_of(inspection, book.read())
    assert [item.code for item in before.missing if item not in after.missing][:1] == [first.code]
    assert after.percent > before.percent
    document = Document.objects.get(item=first.code)
    typed = {"reason": "Nộp nhầm", "submit_token": "void"}
    assert client.post(reverse("document-void", args=[document.pk]), typed).status_code == 302
    assert dossier_of(inspection, book.read()).percent == before.percent
    body = client.get(reverse("inspection-dossier", args=[inspection.pk])).content.decode()
    assert "Nộp nhầm" in body


def test_a_file_that_left_the_disk_is_not_a_server_error(sign_in, inspection, settings):
    client = sign_in("officer")
    hand_in(client, inspection, PDF)
    kept(settings)[0].unlink()
    assert client.get(reverse("document-file", args=[Document.objects.get(file__isnull=False).pk])).status_code == 404


def test_strangers_do_not_reach_a_file(sign_in, cast, inspection):
    hand_in(sign_in("officer"), inspection, PDF)
    document = Document.objects.get(file__isnull=False)
    client = sign_in("officer")
    client.force_login(cast.at("D2").user)
    assert client.get(reverse("document-file", args=[document.pk])).status_code == 404
