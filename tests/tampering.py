"""What the owner of a database can do to history: take the triggers away and write as they please."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection

triggers = import_module("accounts.migrations.0002_history_triggers")


@contextmanager
def unlocked_history():
    """The table without its triggers."""
    if connection.in_atomic_block and connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
    _execute_all(triggers.REMOVE)
    yield
    _execute_all(triggers.INSTALL)


def execute(statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _execute_all(statements):
    for statement in statements[connection.vendor]:
        execute(statement)
