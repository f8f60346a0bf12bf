"""What the database knows of its own rows when it plans a query."""

from django.db import connection


def look_again():
    """Have PostgreSQL count its rows anew after a large change: an import, a reorganization; SQLite plans without.

    It would do so by itself after a minute or so; until then it plans as if the tables were still empty, and a page
    of figures opened right after an import of thousands of rows may run into its time limit.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(map(connection.ops.quote_name, connection.introspection.django_table_names()))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
