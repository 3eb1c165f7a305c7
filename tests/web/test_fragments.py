"""Pieces of pages that are rendered once."""

import pytest
from django.template import engines

from web.fragments import FragmentCache
from web.templatetags import once

TEMPLATE = """{% load once %}{% once "greeting" name %}
    <b>
      {{ name }}, {{ day }}
    </b>
{% endonce %}"""


@pytest.fixture
def pieces(monkeypatch) -> FragmentCache:
    found = FragmentCache(3)
    monkeypatch.setattr(once, "pieces", found)
    return found


def render(**context) -> str:
    return engines["django"].from_string(TEMPLATE).render(context)


def test_a_piece_is_rendered_once_for_all_that_it_names(pieces):
    first = render(name="Ann", day=1)
    assert render(name="Ann", day=2) == first
    assert "Bob, 2" in render(name="Bob", day=2)


def test_a_piece_loses_its_indentation(pieces):
    assert render(name="Ann", day=1) == "<b>\nAnn, 1\n</b>"


@pytest.mark.parametrize("typed", ["<b>&\"'", "{{ day }}", "\x02name\x03"])
def test_what_was_typed_stays_text_in_a_piece(pieces, typed):
    first = render(name=typed, day=1)
    assert render(name=typed, day=1) == first
    assert "<b>&" not in first
    assert "1, 1" not in first


def test_a_changed_template_shows_while_somebody_works_on_it(pieces, settings):
    settings.DEBUG = True
    render(name="Ann", day=1)
    assert "Ann, 2" in render(name="Ann", day=2)


def test_the_oldest_piece_gives_way(pieces):
    for number in range(4):
        render(name=f"Ann {number}", day=1)
    assert len(pieces.pieces) == 3
    assert "Ann 0, 2" in render(name="Ann 0", day=2)
    assert "Ann 3, 1" in render(name="Ann 3", day=2)


def test_nothing_is_found_where_nothing_was_put():
    cache = FragmentCache(1)
    assert cache.get("card") is None
    cache.put("card", "a")
    assert cache.get("card") == "a"
    cache.clear()
    assert cache.get("card") is None
