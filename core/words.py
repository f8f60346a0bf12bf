"""Search by words: each typed word begins a word of the stored key, in any order, whatever the marks.

    Member.objects.filter(search_key__words="anh nguyen")          # Nguyễn Văn Anh, Nguyễn Ánh Tuyết

The words stand in an index that the database itself keeps, so that it is right after every kind of write:

* PostgreSQL: an inverted index (GIN) over the words of the key. It needs no extension.
* SQLite: a table of FTS5 beside the model's own, kept in step by triggers.

Of few rows each is read instead, for an index tells of all the hits there are, also of those far outside:
`looking_among` says which of the two it is.

A migration makes the index: `IndexWords("member")`. On SQLite Django makes a table anew to alter a column or a
constraint, and the triggers go with the old one: such a migration ends with `IndexWords` once more.
"""

import string

from django.core.exceptions import EmptyResultSet
from django.db.migrations.operations.base import Operation
from django.db.models import CharField, Lookup, Q
from django.db.models.expressions import Col

from core.text import search_words

COLUMN = "search_key"
_BETWEEN_WORDS = string.punctuation.replace("'", "''")


def _vector(column):
    """The words of a key for PostgreSQL. Its parser sees words and numbers alone: no addresses, signs or tags."""
    blanks = " " * len(string.punctuation)
    return f"to_tsvector('simple', translate({column}, '{_BETWEEN_WORDS}', '{blanks}'))"


def index_name(model):
    return f"{model._meta.db_table}_words"


READ = 2000
"""Rows up to which each is read: so many cost as much as asking the index for a frequent word."""


def looking_among(rows):
    """How words are looked for among these rows: from what was typed and the column to a condition.

    Few are read; among many the words are looked up, in an index of all the rows there are.
    """
    is_small = rows.order_by().values("pk")[: READ + 1].count() <= READ
    return begun if is_small else indexed


def indexed(typed, column=COLUMN):
    return Q(**{f"{column}__words": typed})


def begun(typed, column=COLUMN):
    """The same condition, answered by reading the rows: for a scope of few, such as one cell."""
    words = search_words(typed)
    return Q(*(Q(**{f"{column}__regex": rf"(^|_|\W){word}"}) for word in words)) if words else Q(pk__in=[])


@CharField.register_lookup
class Words(Lookup):
    """Condition: every word that was typed begins one of the key's; nothing is found by no word."""

    lookup_name = "words"

    def words(self):
        found = search_words(self.rhs)
        if not found:
            raise EmptyResultSet
        return found

    def as_sqlite(self, compiler, connection):
        table = connection.ops.quote_name(index_name(self.lhs.target.model))
        typed = " ".join(f'"{word}"*' for word in self.words())
        return f"{self._key(compiler)} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)", [typed]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        typed = " & ".join(f"'{word}':*" for word in self.words())
        condition = f"{_vector(column).replace('%', '%%')} @@ to_tsquery('simple', %s)"
        if self.lhs.alias != compiler.query.get_initial_alias():
            condition = self._looked_up(compiler, condition.replace(column, COLUMN))
        return condition, [*params, typed]

    def _looked_up(self, compiler, condition):
        """Of a joined table the index is asked once; else the words of every joined row would be taken apart anew.

        The offset keeps PostgreSQL from joining the two after all, for it knows little of how many hits there are.
        """
        meta = self.lhs.target.model._meta
        return f"{self._key(compiler)} IN (SELECT {meta.pk.column} FROM {meta.db_table} WHERE {condition} OFFSET 0)"

    def _key(self, compiler):
        """Whose words they are: of a joined table the column that leads there, so that the table need not be read."""
        key, joined = self.lhs.target.model._meta.pk, compiler.query.alias_map[self.lhs.alias]
        if joined.parent_alias:
            ((column, target),) = joined.join_cols
            if target == key.column:
                return f"{compiler.quote_name_unless_alias(joined.parent_alias)}.{column}"
        return compiler.compile(Col(self.lhs.alias, key))[0]


class IndexWords(Operation):
    """Make the index of the words of a model's `search_key`, from what is stored; make it anew where it stands."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name):
        self.model_name = model_name

    def deconstruct(self):
        return type(self).__name__, [self.model_name], {}

    def state_forwards(self, app_label, state):
        """Models know nothing of it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in [*self._removing(schema_editor, model), *self._making(schema_editor, model)]:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in self._removing(schema_editor, from_state.apps.get_model(app_label, self.model_name)):
            schema_editor.execute(statement, params=None)

    def describe(self):
        return f"Index the words of {self.model_name}"

    @property
    def migration_name_fragment(self):
        return f"{self.model_name}_words"

    @staticmethod
    def _removing(schema_editor, model):
        name = index_name(model)
        if schema_editor.connection.vendor == "postgresql":
            return [f"DROP INDEX IF EXISTS {name}"]
        triggers = [f"DROP TRIGGER IF EXISTS {name}_{event}" for event in ("insert", "delete", "update")]
        return [*triggers, f"DROP TABLE IF EXISTS {name}"]

    @staticmethod
    def _making(schema_editor, model):
        name, table, key = index_name(model), model._meta.db_table, model._meta.pk.column
        if schema_editor.connection.vendor == "postgresql":
            return [f"CREATE INDEX {name} ON {table} USING gin ({_vector(COLUMN)})"]
        add = f"INSERT INTO {name} (rowid, {COLUMN}) VALUES (new.{key}, new.{COLUMN});"
        drop = f"INSERT INTO {name} ({name}, rowid, {COLUMN}) VALUES ('delete', old.{key}, old.{COLUMN});"
        return [
            f"CREATE VIRTUAL TABLE {name} USING fts5({COLUMN}, content='{table}', content_rowid='{key}',"
            " tokenize='unicode61 remove_diacritics 0')",
            f"INSERT INTO {name} ({name}) VALUES ('rebuild')",
            f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {drop} END",
            f"CREATE TRIGGER {name}_update AFTER UPDATE OF {COLUMN} ON {table} BEGIN {drop} {add} END",
        ]
