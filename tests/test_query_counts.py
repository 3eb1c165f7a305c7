"""What an address asks of the database is a number, however much is published."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, resolve

from editorial.admin.editing import EditingAdmin
from tests.everything import publish
from tests.query_counts import POSTGRESQL_LIST, QUERIES

EDITORS_LISTS = [
    page for page in admin.site._registry.values() if isinstance(page, EditingAdmin)
]
# Shown to developers alone, or to whoever has a signed address.
NOT_PUBLIC = {"editorial:styleguide", "editorial:preview"}


@pytest.fixture(scope="module", params=[2, 20], ids=lambda rows: f"{rows} rows")
def site(request, django_db_setup, django_db_blocker):
    """The site at two sizes, each made once for all addresses."""
    with django_db_blocker.unblock(), transaction.atomic():
        publish(request.param)
        User.objects.create_superuser("admin")
        yield request.param
        transaction.set_rollback(True)


LISTS = {
    url
    for url in QUERIES
    if url.startswith("/admin/") and not url.startswith("/admin/waiting/")
} - {"/admin/"}


@pytest.mark.django_db
@pytest.mark.parametrize("url", QUERIES)
def test_an_address_asks_as_many_queries_however_much_is_published(
    site, client, django_assert_num_queries, url
):
    if url.startswith("/admin/"):
        client.force_login(User.objects.get(username="admin"))
    # The index is built once, for whoever comes first; nothing else is ready.
    client.get("/schools/?q=xylophone")
    cache.clear()
    queries = QUERIES[url]
    if connection.vendor == "postgresql" and url in LISTS:
        queries += POSTGRESQL_LIST
    with django_assert_num_queries(queries):
        response = client.get(url)
        # An export asks while it is sent.
        list(response)
    assert response.status_code < 400


@pytest.mark.django_db
def test_every_list_of_the_editors_has_rows_to_grow_by(site):
    few = {
        page.model.__name__: page.model.objects.count()
        for page in EDITORS_LISTS
        if page.model.objects.count() < site
    }
    assert few == {}


def named(patterns, namespace: str = ""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from named(
                    pattern.url_patterns, f"{pattern.namespace or namespace}:"
                )
        else:
            yield f"{namespace}{pattern.name}".lstrip(":")


def test_every_address_has_a_number():
    counted = {resolve(url.partition("?")[0]).view_name for url in QUERIES}
    lists = {
        f"admin:{page.model._meta.app_label}_{page.model._meta.model_name}_changelist"
        for page in EDITORS_LISTS
    }
    addresses = {*named(get_resolver().url_patterns), *lists} - NOT_PUBLIC
    assert addresses - counted == set()
