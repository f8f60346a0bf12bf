"""Thousands of rows in one statement: all values go to the database together, as one JSON text.

    insert(Standing, ("organization_id", "name"), [(1, "A"), (2, "B")])
    update(Organization, ("parent_id", "path"), {1: (None, "0000001")})       # no other column is touched
    Member.objects.filter(organization__in=Keys(keys))

Django writes a placeholder a value. Of 2,000 rows that is most of the time that a write takes, and on SQLite, which
has room for 999 of them in a statement, dozens of statements.
"""

import json
from collections import defaultdict
from datetime import datetime

from django.db import connection
from django.db.models import BigIntegerField, Expression, JSONField

CHUNK = 20_000
"""Rows of one statement, for the memory that their text needs."""


class Keys(Expression):
    """Many keys as one parameter, to be asked for by `__in`; false when there are none."""

    def __init__(self, keys):
        super().__init__(output_field=BigIntegerField())
        self.keys = keys.keys if isinstance(keys, Keys) else tuple(sorted(set(keys)))

    def __bool__(self):
        return bool(self.keys)

    def as_sqlite(self, compiler, connection):
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.keys)]

    def as_postgresql(self, compiler, connection):
        return "(SELECT unnest(%s::bigint[]))", [list(self.keys)]


def insert(model, names, rows):
    """Store new rows, each its values in the order of the names. Nobody learns the keys that the database gives."""
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    _execute(model, fields, rows, f"INSERT INTO {{table}} ({columns}) SELECT {columns} FROM {{rows}} AS new")


def update(model, names, rows):
    """Store some columns of rows that exist already: by key, the values in the order of the names."""
    fields, key = [model._meta.get_field(name) for name in names], model._meta.pk
    columns = ", ".join(f'"{field.column}" = new."{field.column}"' for field in fields)
    same = f'{{table}}."{key.column}" = new."{key.column}"'
    statement = f"UPDATE {{table}} SET {columns} FROM {{rows}} AS new WHERE {same}"
    _execute(model, [key, *fields], [(pk, *values) for pk, values in rows.items()], statement)


def update_differing(model, names, before, after):
    """The same, of each row only those columns that don't say the same before and after: an index costs time, too."""
    by_columns = defaultdict(dict)
    for pk, values in after.items():
        differing = [(name, new) for name, old, new in zip(names, before[pk], values, strict=True) if old != new]
        if differing:
            columns, new = zip(*differing, strict=True)
            by_columns[columns][pk] = new
    for columns, rows in by_columns.items():
        update(model, columns, rows)


def _execute(model, fields, rows, statement):
    table, in_json = f'"{model._meta.db_table}"', _IN_JSON[connection.vendor]
    columns = [field.column for field in fields]
    statement = statement.format(table=table, rows=in_json.table(table, columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            told = in_json.rows(fields, rows[start : start + CHUNK])
            cursor.execute(statement, [json.dumps(told, ensure_ascii=False, default=_plain)])


class _OnSQLite:
    """Rows are lists, and JSON within them is text."""

    @staticmethod
    def table(table, columns):
        told = ", ".join(f"json_extract(value, '$[{place}]') AS \"{name}\"" for place, name in enumerate(columns))
        return f"(SELECT {told} FROM json_each(%s))"

    @staticmethod
    def rows(fields, rows):
        is_json = [isinstance(field, JSONField) for field in fields]
        if not any(is_json):
            return rows
        return [
            [json.dumps(v) if text and v is not None else v for v, text in zip(row, is_json, strict=True)]
            for row in rows
        ]


class _OnPostgreSQL:
    """Rows are told by the names of columns, which have their types from the table."""

    @staticmethod
    def table(table, columns):
        return f"json_populate_recordset(NULL::{table}, %s::json)"

    @staticmethod
    def rows(fields, rows):
        columns = [field.column for field in fields]
        return [dict(zip(columns, row, strict=True)) for row in rows]


_IN_JSON = {"sqlite": _OnSQLite, "postgresql": _OnPostgreSQL}


def _plain(value):
    """What JSON has no word for, as the database writes it."""
    if isinstance(value, datetime):
        value = connection.ops.adapt_datetimefield_value(value)
    return str(value)
