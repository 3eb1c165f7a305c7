"""Pieces of pages that are rendered once and filled anew."""

import pytest

from web import fragments as keeping
from web.fragments import written

TEMPLATE = "components/page_link.html"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(keeping, "skeletons", keeping.FragmentCache(10))


def link(number: str | None, url: str | None, **context) -> str:
    gaps = {"number": number, "url": url}
    return written(TEMPLATE, gaps, *context.values(), **context)


def test_one_skeleton_takes_many_texts():
    assert "Page </span>7</a>" in link("7", "?page=7")
    assert 'href="?page=8"' in link("8", "?page=8")
    assert len(keeping.skeletons.pieces) == 1


def test_a_gap_that_is_not_there_differs_from_a_blank_one():
    assert "<a " in link("7", "")
    assert "<a " not in link("7", None)
    assert "pagination__gap" in link(None, None)


def test_what_decides_how_it_looks_is_told_apart():
    assert 'rel="next"' in link("7", "?page=7", rel="next")
    assert "rel=" not in link("7", "?page=7", rel="")


@pytest.mark.parametrize("typed", ["<b>&\"'", "\x02number\x03", "{{ url }}"])
def test_text_in_a_gap_stays_text(typed):
    escaped = typed.translate(
        {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;", 34: "&quot;"}
        | {ord("'"): "&#x27;"}
    )
    for _ in range(2):
        assert f'href="{escaped}"' in link("7", typed)


def test_a_changed_template_shows_while_somebody_works_on_it(settings):
    settings.DEBUG = True
    link("7", "?page=7")
    assert not keeping.skeletons.pieces


def test_the_oldest_skeleton_gives_way():
    for number in range(12):
        link("7", "?page=7", rel=str(number))
    assert len(keeping.skeletons.pieces) == 10
