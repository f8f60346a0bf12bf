"""An empty database for a benchmark, and somebody signed in to look at what was put into it."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database():
    """Migrate an SQLite database that goes afterwards, or the one that DATABASE_URL names, and set Django up."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KTGS_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        subprocess.run([sys.executable, "manage.py", "migrate"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        yield


def filled(fill):
    """What `fill` gives, after the database has counted its rows; how long it took is printed."""
    from django.db import connection

    started = time.perf_counter()
    made = fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{connection.vendor}: written in {time.perf_counter() - started:.0f} s")
    return made


def client_of(organization):
    """The head of an organization, signed in, as `client.user`."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from members.models import Assignment

    user = get_user_model().objects.create(username=f"u-{organization.code.lower()}", full_name=organization.name)
    Assignment.objects.create(user=user, organization=organization, role="head")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="members.backends.MemberBackend")
    client.user = user
    return client
