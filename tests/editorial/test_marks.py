import datetime as dt

import pytest

from editorial.choices import Kind
from editorial.marks import Marks
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_sources_are_numbered_in_the_order_they_are_cited():
    first, second = make_source(), make_source()
    marks = Marks()
    numbers = [marks.of(source).number for source in (second, first, second)]
    assert numbers == [1, 2, 1]
    assert [row["title"] for row in marks.sources] == [second.title, first.title]


def test_another_kind_or_date_is_another_line():
    source, marks = make_source(), Marks()
    marks.of(source)
    marks.of(source, Kind.ESTIMATED)
    marks.of(source, Kind.PUBLISHED, dt.date(2026, 1, 1))
    assert [row["kind"] for row in marks.sources] == [
        "published",
        "estimated",
        "published",
    ]


def test_a_source_without_a_date_shares_the_line_that_has_one():
    source, marks = make_source(), Marks()
    dated = marks.of(source, Kind.PUBLISHED, dt.date(2026, 1, 1))
    assert marks.of(source) is dated


def test_no_source_gives_no_mark():
    assert Marks().of(None) is None
