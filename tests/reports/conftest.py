from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

import reports


@pytest.fixture(scope="session")
def sample_path():
    """The sample book that the project ships."""
    return Path(reports.__file__).parent / "sample" / "song-lo.xlsx"


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, sample_path):
    """The sample, imported once for a module; each test's own changes are rolled back on top of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_workbook", str(sample_path), stdout=StringIO())
        yield
        transaction.set_rollback(True)
