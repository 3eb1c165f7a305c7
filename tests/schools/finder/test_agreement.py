"""The page, the API and the CSV give the same programs in the same order."""

import csv
import io
from random import Random

import pytest
from django.test import Client

from tests.schools.finder.catalogues import (
    make_careers,
    make_rules,
    query_string,
    random_offers,
    random_question,
    store,
)

pytestmark = pytest.mark.django_db

PROGRAMS = 60
QUESTIONS = 200


def on_pages(client: Client, query: str) -> tuple[int, list[str]]:
    """Total and refs, page after page, as htmx asks for them."""
    refs, number = [], 1
    while True:
        response = client.get(
            f"/schools/?{query}&page={number}", headers={"HX-Request": "true"}
        )
        finder = response.context["finder"]
        refs += [card.program.ref for card in finder.cards]
        if finder.page == finder.pages:
            return finder.total, refs
        number += 1


def in_api(client: Client, query: str) -> tuple[int, list[str]]:
    """Total and ids, from one page's link to the next."""
    ids, url = [], f"/api/v1/programs/?{query}"
    while url:
        response = client.get(url)
        assert response.status_code == 200, response.content
        found = response.json()
        ids += [program["id"] for program in found["results"]]
        url = found["next"]
    return found["count"], ids


def in_csv(client: Client, query: str) -> list[str]:
    response = client.get(f"/schools/export.csv?{query}")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [row["id"] for row in csv.DictReader(io.StringIO(text))]


def test_page_api_and_csv_agree(client):
    rng = Random(20260301)
    make_rules()
    make_careers()
    store(random_offers(rng, PROGRAMS))
    totals = set()
    for _ in range(QUESTIONS):
        query = query_string(random_question(rng))
        total, refs = on_pages(client, query)
        assert len(refs) == len(set(refs)) == total, query
        assert in_api(client, query) == (total, refs), query
        assert in_csv(client, query) == refs, query
        totals.add(total)
    # They must not agree on nothing alone.
    assert {0, 1} < totals
    assert max(totals) > 20
