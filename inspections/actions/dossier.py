from django.db import transaction
from django.utils import timezone

from accounts import history
from accounts.choices import Act
from inspections.actions.files import store_file
from inspections.actions.rows import save
from inspections.models import Document, Inspection


@transaction.atomic
def add_document(inspection, *, by, title, item="", number="", dated=None, upload=None, archive=""):
    """Put a paper into the dossier of an inspection: a file, or where the paper itself is kept.

    `item` is the code of a line of the checklist, empty for a paper outside it. Raises ValidationError for a file that
    is refused and where neither file nor archive number is given.
    """
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    document = Document(
        inspection=inspection, item=item, title=title, number=number, dated=dated, archive=archive, by=by
    )
    if upload is not None:
        document.file = store_file(upload)
    save(document)
    history.record(by=by, act=Act.CREATE, obj=document, after=_in_words(document))
    return document


@transaction.atomic
def void_document(document, *, by, reason):
    """Take a paper off the dossier; it stays to be seen, with the reason."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.voided is None:
        document.voided, document.void_reason = timezone.now(), reason
        save(document)
        history.record(by=by, act=Act.VOID, obj=document, before=_in_words(document), reason=reason)
    return document


def _in_words(document):
    file = document.file
    return {
        "tên tài liệu": document.title,
        "mục": document.item,
        "số, ký hiệu": document.number,
        "ngày": document.dated,
        "tệp": f"{file.name} ({file.sha256[:12]})" if file else "",
        "số lưu trữ": document.archive,
    }
