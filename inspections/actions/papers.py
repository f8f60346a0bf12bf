import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts import history
from accounts.choices import Act
from core.document import UnusableTemplate, fill
from core.files import KINDS
from inspections import papers
from inspections.actions.dossier import add_document
from inspections.actions.rows import assign, locked, save_next_version

SIGNING = ("place", "signer_post", "signer")


@transaction.atomic
def write_paper(inspection, paper, *, by, version, asked, keep=False, **signing):
    """Write a document from the record; with `keep` it goes into the dossier, at its line of the checklist.

    Place, post and name of the signer are kept with the inspection, so that the next document has them.
    Returns the inspection and the document as bytes. Raises ValidationError when the template can't be filled.
    """
    inspection = locked(inspection, version)
    if any(getattr(inspection, name) != signing[name] for name in SIGNING):
        before = history.snapshot(inspection)
        assign(inspection, signing)
        save_next_version(inspection)
        history.record(by=by, act=Act.UPDATE, obj=inspection, before=before, after=history.snapshot(inspection))
    try:
        content = papers.write(paper, inspection, **asked)
    except UnusableTemplate as error:
        raise ValidationError(str(error), code="unusable_template") from error
    name = papers.file_name(paper, inspection)
    if keep:
        upload = SimpleUploadedFile(name, content, content_type=KINDS["docx"])
        number = getattr(inspection, paper.number) if paper.number else ""
        add_document(
            inspection, by=by, title=paper.label, item=paper.item, number=number, dated=asked["day"], upload=upload
        )
    history.record(by=by, act=Act.EXPORT, obj=inspection, summary=f"Soạn {paper.label}")
    return inspection, content


@transaction.atomic
def replace_template(code, upload, *, by, reason):
    """Put an office's own template in the place of the shipped one, after it was tried on an invented inspection.

    Raises ValidationError that says what is wrong with it; the template before stays then.
    """
    paper, content = papers.TEMPLATES[code], upload.read()
    _try(content, paper)
    place = papers.replaced(code)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    unfinished.write_bytes(content)
    history.record(by=by, act=Act.UPDATE, obj=None, summary=f"Thay mẫu “{paper.label}”", reason=reason)
    unfinished.replace(place)


@transaction.atomic
def restore_template(code, *, by, reason):
    """Go back to the template that comes with the program."""
    paper = papers.TEMPLATES[code]
    history.record(by=by, act=Act.UPDATE, obj=None, summary=f"Dùng lại mẫu gốc “{paper.label}”", reason=reason)
    papers.replaced(code).unlink(missing_ok=True)


def _try(content, paper):
    descriptor, name = tempfile.mkstemp(suffix=".docx")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        fill(name, (paper.trial or papers.invented)())
    except UnusableTemplate as error:
        raise ValidationError({"upload": str(error).replace(Path(name).name, f"{paper.label}.docx")}) from error
    finally:
        with suppress(OSError):
            os.unlink(name)
