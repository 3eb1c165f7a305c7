"""Statements that are put together once answer as the queries they were made of."""

import datetime as dt

import pytest

from editorial.statements import rows_by_key
from schools.models import Accreditation, Program
from tests.factories import make_accreditation, make_program

pytestmark = pytest.mark.django_db


def titles():
    return Program.objects.order_by("pk").values_list("pk", "title")


def in_force(day):
    return Accreditation.objects.in_force(day).values_list("program_id", "as_of")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 9])
def test_the_rows_asked_for_and_no_others(size):
    keys = [make_program(title=f"Coding {n}").pk for n in range(10)]
    wanted = keys[:size]
    rows = rows_by_key(titles, wanted)
    assert rows == list(titles().filter(pk__in=wanted))


def test_keys_that_are_nowhere_are_no_rows():
    assert rows_by_key(titles, [10**9, -1]) == []


def test_another_argument_is_another_question():
    statement = make_accreditation(valid_from=dt.date(2025, 1, 1))
    program = statement.program_id

    def asked(day):
        return rows_by_key(in_force, [program], day, by="program_id")

    assert len(asked(dt.date(2026, 1, 1))) == 1
    assert asked(dt.date(2024, 1, 1)) == []
    assert len(asked(dt.date(2026, 1, 1))) == 1


def test_many_keys_are_one_question(django_assert_num_queries):
    keys = [make_program(title=f"Billing {n}").pk for n in range(7)]
    with django_assert_num_queries(1):
        assert len(rows_by_key(titles, keys)) == 7
