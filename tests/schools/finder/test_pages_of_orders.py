"""A page is found without sorting everything, and is the same as if it were."""

from random import Random

import numpy as np
import pytest
from django.http import QueryDict

from schools.finder import result as finder
from schools.finder.index import arrays as columnar
from schools.finder.index.building import build
from schools.finder.query import ProgramFilter, Sort
from schools.finder.result import search
from tests.schools.finder.catalogues import (
    DAY,
    make_careers,
    make_rules,
    query_string,
    random_offers,
    random_question,
    store,
)

pytestmark = pytest.mark.django_db

QUESTIONS = 150


@pytest.fixture
def small_steps(monkeypatch):
    """So that sixty programs take the turns that a million take."""
    monkeypatch.setattr(columnar, "BLOCK", 7)
    monkeypatch.setattr(finder, "FIRST_LOOK", 2)
    monkeypatch.setattr(finder, "PAGE_SIZE", 3)


@pytest.mark.parametrize("far", [1, 64])
def test_every_page_is_a_slice_of_the_whole_order(small_steps, monkeypatch, far):
    monkeypatch.setattr(finder, "FAR", far)
    rng = Random(far)
    make_rules()
    make_careers()
    store(random_offers(rng, 60))
    index = build(0, DAY)
    ways = set()
    for _ in range(QUESTIONS):
        asked = random_question(rng)
        if rng.random() < 0.5:
            asked["sort"] = [rng.choice([s.value for s in Sort if s.value])]
        whole = search(index, query(index, asked))
        in_order = whole.rows.tolist()
        assert len(set(in_order)) == whole.total
        for page in range(1, whole.pages + 1):
            found = search(index, query(index, asked | {"page": [str(page)]}))
            assert found.page_rows() == in_order[3 * page - 3 : 3 * page], asked
            ways.add((found.sort, bool(found.limits), found.is_broad(3)))
    assert {(Sort.PRICE, False, True), (Sort.DISTANCE, True, False)} <= ways


def query(index, asked: dict):
    return ProgramFilter(
        QueryDict(query_string(asked)),
        credentials=index.rulebook.credentials,
        careers=index.careers,
    ).query


@pytest.mark.parametrize("size", [0, 1, 6, 7, 8, 21])
def test_values_are_looked_up_across_blocks(small_steps, size):
    table = np.arange(100, 130)
    places = np.array([(n * 11) % 30 for n in range(size)], dtype=np.int32)
    assert columnar.look_up(table, places).tolist() == table[places].tolist()
