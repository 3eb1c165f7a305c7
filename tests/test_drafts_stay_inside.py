"""What is not published is found at no public address: page, file, feed, search, count or fault."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction

from careers.models import Career, Credential, Guide, Organization
from editorial.choices import Status
from editorial.models import Catalogue, Publishable
from schools.models import Program, School
from tests.everything import publish
from tests.query_counts import QUERIES
from tests.search_engines.addresses import sitemap_paths

pytestmark = pytest.mark.django_db

WORD = "Zyzzyva"
HIDDEN = 2
"""Rows of each model, well connected ones."""
SEARCHES = (
    "/search/?q={}",
    "/schools/?q={}",
    "/api/v1/programs/?q={}",
    "/schools/export.csv?q={}",
)


def publishable() -> list[type[Publishable]]:
    return [
        model
        for name in ("editorial", "careers", "schools")
        for model in apps.get_app_config(name).get_models()
        if issubclass(model, Publishable)
    ]


def put_text(row: models.Model, text: str) -> None:
    """*text* in every column of *row* that takes it; addresses stay."""
    for column in row._meta.concrete_fields:
        is_text = isinstance(column, models.CharField | models.TextField)
        is_free = not (column.choices or isinstance(column, models.SlugField))
        if not is_text or not is_free or column.name == "status":
            continue
        said = f"https://x.example/{text}" if "url" in column.name else text
        said = f"{said} {column.name} {row.pk}"[: column.max_length or 500]
        try:
            column.run_validators(said)
            with transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(**{column.name: said})
        except (ValidationError, IntegrityError, DataError):
            # A code or a year, which holds no words.
            continue


def pieces(row: models.Model) -> Iterator[models.Model]:
    """Rows that go with *row* and have no state of their own."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is models.CASCADE and not issubclass(model, Publishable):
            yield from model.objects.filter(**{relation.field.name: row})


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_what_is_hidden_is_found_nowhere(client, status):
    publish(3)
    own = []
    for model in publishable():
        rows = model.objects.order_by("-pk")
        # All of these, for what is published names them too.
        for row in rows if model is Organization else rows[:HIDDEN]:
            for piece in pieces(row):
                put_text(piece, WORD)
            put_text(row, WORD)
            model.objects.filter(pk=row.pk).update(status=status)
            if isinstance(row, Career | Credential | Guide | School | Program):
                own.append(row.get_absolute_url())
    Catalogue.objects.bump()
    asked = [url for url in QUERIES if not url.startswith("/admin/")]
    asked += [*own, *(f"{url}?preview=1" for url in own), *sitemap_paths(client)]
    found = []
    for url in asked:
        response = client.get(url)
        if WORD.lower() in b"".join(response).decode().lower():
            found.append(url)
    assert found == []
    assert {client.get(url).status_code for url in own} <= {404, 410}
    # What was typed is said again; it finds nothing all the same.
    for search in SEARCHES:
        body = b"".join(client.get(search.format(WORD))).decode()
        assert not re.search(rf"{WORD} [a-z_]+ \d", body), search
