from django.db import transaction

from core import files
from inspections.models import StoredFile


def store_file(upload):
    """Keep an uploaded file; its row is written with the record it belongs to, whose history tells who brought it.

    Raises ValidationError when the file is refused; nothing is kept then.
    """
    kept = files.keep(upload)
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                key=kept.key, name=kept.name, size=kept.size, sha256=kept.sha256, kind=kept.kind
            )
    except BaseException:
        files.discard(kept.key)
        raise
