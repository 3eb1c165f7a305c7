"""Questions asked all the time, whose SQL is put together once.

Django takes about a millisecond to put one together, ten times as long as SQLite takes to answer.
"""

from collections.abc import Callable, Collection
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

MOST_STATEMENTS = 128
# Stand for the keys while a statement is put together; nothing else in it looks like them.
FIRST_PLACE = -(1 << 40)

Query = Callable[..., QuerySet]


def rows_by_key(
    query: Query, keys: Collection[int], *args, by: str = "pk"
) -> list[tuple]:
    """Rows of `query(*args)`, which names its columns, whose column *by* is one of *keys*.

    They come as the database gives them: what is true may be 1.
    """
    if not keys:
        return []
    wanted = list(keys)
    # Few sizes, so that few statements are put together; asking for a key twice costs nothing.
    size = 1 << (len(wanted) - 1).bit_length()
    wanted += wanted[-1:] * (size - len(wanted))
    sql, values = statement(query, by, size, *args)
    filled = [
        wanted[value - FIRST_PLACE] if is_place(value, size) else value
        for value in values
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        return cursor.fetchall()


@lru_cache(maxsize=MOST_STATEMENTS)
def statement(query: Query, by: str, size: int, *args) -> tuple[str, tuple]:
    places = range(FIRST_PLACE, FIRST_PLACE + size)
    return query(*args).filter(**{f"{by}__in": places}).query.sql_with_params()


def is_place(value: object, size: int) -> bool:
    return isinstance(value, int) and FIRST_PLACE <= value < FIRST_PLACE + size
