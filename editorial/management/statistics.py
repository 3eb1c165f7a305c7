"""What the database's planner knows of the rows, looked at again after many have changed.

A database that was just filled and has none takes seconds for questions of milliseconds.
"""

from django.db import connection, transaction

MANY_ROWS = 1_000
"""Fewer hardly move the planner's estimates, and looking takes a fraction of a second."""


def refresh() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def refresh_after(rows: int) -> None:
    """Once the transaction that wrote *rows* is committed, if they are many."""
    if rows >= MANY_ROWS:
        transaction.on_commit(refresh, robust=True)
