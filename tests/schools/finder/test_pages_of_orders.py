"""A page is found without sorting everything, and is the same as if it were."""

from random import Random

import pytest
from django.http import QueryDict

from schools.finder import result as finder
from schools.finder.index import arrays
from schools.finder.index.building import build
from schools.finder.ordering import page_of_order
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

QUESTIONS = 200


@pytest.mark.parametrize("few", [0, 1])
def test_every_page_is_a_slice_of_the_whole_order(monkeypatch, few):
    # So that a hundred and fifty programs take the turns that a million take.
    monkeypatch.setattr(arrays, "FEW", few)
    monkeypatch.setattr(finder, "PAGE_SIZE", 3)
    rng = Random(few)
    make_rules()
    make_careers()
    store(random_offers(rng, 150))
    index = build(0, DAY)
    sorts, read_off = set(), set()

    def recording(*args):
        rows = page_of_order(*args)
        read_off.add(rows is not None)
        return rows

    monkeypatch.setattr(finder, "page_of_order", recording)
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
            if whole.pages > 1:
                sorts.add(found.sort)
    assert sorts == {*Sort}
    assert read_off == {True, False}


def query(index, asked: dict):
    return ProgramFilter(
        QueryDict(query_string(asked)),
        credentials=index.rulebook.credentials,
        careers=index.careers,
    ).query
