"""What every test shares: which database a test belongs to, what makes a run fail, and settings that save time."""

import os
import shutil
import sqlite3
import uuid
from contextlib import closing, nullcontext
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.db import connection
from hypothesis import settings as hypothesis_settings

from tests.cast import assembled
from tests.tampering import unlocked_history

# Two cores shared by several workers: a slow example is no fault. The same examples each time, so that red means red.
hypothesis_settings.register_profile("ktgs", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ktgs")

BROWSER_TESTS = Path(__file__).parent / "browser"
LONGEST = ("test_lists", "test_access", "test_reform", "test_analysis", "test_every_number", "test_statistical_forms")
"""Files that take minutes, begun first: a worker that got one last would be alone at the end of the run."""


def pytest_report_header():
    return f"database: {connection.vendor}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what this run cannot judge.

    The browser suite runs in processes of its own: Playwright's event loop stays in the thread, and Django refuses
    the database beside one. A mixed selection keeps the rest; `pytest tests/browser` runs the suite.
    """
    unfit = {"sqlite", "postgresql"} - {connection.vendor}
    if any(BROWSER_TESTS not in item.path.parents for item in items):
        unfit.add("browser")
    left_out = [item for item in items if unfit & {mark.name for mark in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In a full run (`make test`) a skipped test has proved nothing: the run fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("KTGS_REQUIRE_ALL") and exitstatus == 0 and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _today(request):
    """A test that is marked `today` lives on that day, but not what it shares with others: data made before it."""
    marker = request.node.get_closest_marker("today")
    with time_machine.travel(*marker.args, tick=False) if marker else nullcontext():
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Argon2 is slow on purpose; tests sign in thousands of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_test_database_empties_history_too():
    """After a test with real transactions Django empties every table, also the one whose triggers refuse that."""
    empty = connection.ops.execute_sql_flush

    def empty_everything(statements):
        with unlocked_history():
            empty(statements)

    connection.ops.execute_sql_flush = empty_everything
    yield
    del connection.ops.execute_sql_flush


@pytest.fixture(scope="session")
def _empty_database(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the database as the migrations left it: to make one anew takes a minute."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            path = tmp_path_factory.mktemp("empty") / "ktgs.sqlite3"
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
            return path
        connection.close()
        name, source = f"empty_{uuid.uuid4().hex}", connection.settings_dict["NAME"]
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return name


@pytest.fixture
def own_database(_empty_database, tmp_path):
    """The address of an empty database of the kind this run is about, for processes of their own."""
    if connection.vendor == "sqlite":
        shutil.copy(_empty_database, tmp_path / "ktgs.sqlite3")
        yield f"sqlite:///{tmp_path}/ktgs.sqlite3"
        return
    address, name = os.environ["DATABASE_URL"], f"own_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_empty_database}"')
        yield f"{address.rsplit('/', 1)[0]}/{name}"
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    """The small tree and its people, once for a module; each test's own changes are rolled back on top of it."""
    with django_db_blocker.unblock(), assembled() as everybody:
        yield everybody


@pytest.fixture
def head(cast):
    return cast.users["head"]


@pytest.fixture
def sign_in(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(role="head"):
        client.force_login(cast.users[role])
        return client

    return sign_in
