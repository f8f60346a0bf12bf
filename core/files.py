"""Files that people hand in: judged by what they contain, kept outside the web root under random names.

A file is refused when it isn't one of the known kinds, holds macros, is cut short or unpacks to a flood. What is kept
is never changed; it leaves the house as an attachment only.
"""

import hashlib
import io
import os
import re
import secrets
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from core.text import normalize

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 120
MOST_ENTRIES, LARGEST_UNPACKED = 5_000, 200 * 1024 * 1024
FOLDER = "files"
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
ACCEPTED = "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), ảnh JPG hoặc PNG"
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_FORBIDDEN_PARTS = re.compile(
    r"vbaproject|macrosheets|activex|embeddings/.*\.(bin|exe)|^basic/|scripts/", re.IGNORECASE
)
_STRANGE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


@dataclass(frozen=True)
class Kept:
    """A file as it lies in the store."""

    key: str
    name: str
    kind: str
    size: int
    sha256: str


def keep(upload: UploadedFile) -> Kept:
    """Check an uploaded file and keep it. Raises ValidationError, with what to do, when it is refused."""
    if upload.size > LARGEST:
        raise _refused(f"Tệp lớn quá {LARGEST // 1024 // 1024} MB. Hãy nén ảnh hoặc chia tệp rồi gửi lại.")
    content = upload.read()
    kind = kind_of(content)
    key = secrets.token_hex(16)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return Kept(key, clean_name(upload.name, kind), kind, len(content), hashlib.sha256(content).hexdigest())


def path_of(key: str) -> Path:
    return Path(settings.VAR_DIR) / FOLDER / key[:2] / key


def discard(key: str) -> None:
    """Take away a file whose row was not written."""
    path_of(key).unlink(missing_ok=True)


def attachment(key: str, name: str, kind: str) -> FileResponse:
    """The file as a download: never shown inside the browser, whatever it holds."""
    return FileResponse(path_of(key).open("rb"), as_attachment=True, filename=name, content_type=KINDS[kind])


def kind_of(content: bytes) -> str:
    """What a file is, by its content. Raises ValidationError when it is none of the accepted kinds, or unsound."""
    if not content:
        raise _refused("Tệp rỗng. Hãy chọn lại tệp có nội dung.")
    if content.startswith(b"%PDF-"):
        return _whole("pdf", b"%%EOF" in content[-2048:])
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole("png", b"IEND" in content[-16:])
    if content.startswith(b"\xff\xd8\xff"):
        return _whole("jpg", b"\xff\xd9" in content[-64:])
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused("Không nhận tệp Office kiểu cũ hoặc có mật khẩu. Hãy lưu lại thành .docx, .xlsx hoặc PDF.")
    raise _refused(f"Không nhận loại tệp này. Các loại nhận được: {ACCEPTED}.")


def clean_name(name: str, kind: str) -> str:
    """The name a person gave, without what a file system or a reader's eye could be misled by, ending in its kind."""
    stem = _STRANGE.sub(" ", normalize(name or ""))
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}\Z", "", stem).strip(" .")
    return f"{stem[:LONGEST_NAME].strip(' .') or 'tai-lieu'}.{kind}"


def _kind_of_archive(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise _refused("Tệp giải nén ra quá lớn. Hãy lưu lại thành PDF rồi gửi.")
            return _kind_of_parts(archive, [entry.filename for entry in entries])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise _refused("Tệp bị hỏng hoặc chưa tải lên hết. Hãy mở lại bằng Word, Excel, lưu và gửi lại.") from error


def _kind_of_parts(archive, names):
    if any(_FORBIDDEN_PARTS.search(name) for name in names):
        raise _refused("Tệp có macro hoặc thành phần chạy được. Hãy lưu lại không có macro, hoặc xuất ra PDF.")
    if archive.testzip() is not None:
        raise zipfile.BadZipFile
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise _refused("Tệp có macro. Hãy lưu lại không có macro, hoặc xuất ra PDF.")
        kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
        if kind:
            return kind
    elif "mimetype" in names:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        kind = next((kind for kind in ("odt", "ods") if KINDS[kind] == declared), None)
        if kind:
            return kind
    raise _refused(f"Không nhận loại tệp này (tệp nén). Các loại nhận được: {ACCEPTED}.")


def _whole(kind, is_whole):
    if not is_whole:
        raise _refused("Tệp bị thiếu phần cuối, có thể chưa tải lên hết. Hãy mở thử tệp rồi gửi lại.")
    return kind


def write_whole(path, content):
    """Write a new file completely, or not at all: it appears under its name only when it is on the disk."""
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _refused(message):
    return ValidationError(message, code="refused_file")
