"""Writes to the set of statistical forms."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import history
from accounts.choices import Act
from reports.models import StatisticalForm
from reports.statistics.definition import Unusable
from reports.statistics.registry import written


@transaction.atomic
def write_form(*, by, code, title, effective_from, document, definition, reason):
    """Put a version of a form into force for periods that end on a day or later. Earlier periods keep theirs.

    Refused when a row or column counts what cannot be counted.
    """
    version = StatisticalForm(
        code=code,
        title=title,
        effective_from=effective_from,
        document=document,
        definition=definition,
        reason=reason,
        by=by,
    )
    version.full_clean()
    try:
        written(version)
    except Unusable as error:
        raise ValidationError(str(error)) from error
    version.save()
    history.record(by=by, act=Act.CREATE, obj=version, after=history.snapshot(version), reason=reason)
    return version
