"""Lists of the desk that nobody leafs to the end of."""

import pytest
from django.db import connection

from editorial.admin.editing import LongPaginator
from schools.models import Program
from tests.factories import make_program

pytestmark = pytest.mark.django_db


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_a_list_is_counted():
    make_program()
    make_program()
    assert LongPaginator(Program.objects.order_by("pk"), 50).count == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite counts a million in 5 ms."
)
def test_a_long_list_is_as_long_as_the_database_guesses(
    monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(LongPaginator, "LONG", 1)
    for _ in range(3):
        make_program()
    analyse()
    programs = Program.objects.order_by("pk")
    with django_assert_num_queries(1) as asked:
        assert LongPaginator(programs, 50).count == 3
    assert "reltuples" in asked.captured_queries[0]["sql"]
    some = programs.filter(pk=programs[0].pk)
    assert LongPaginator(some, 50).count == 1, "What is filtered is counted."
