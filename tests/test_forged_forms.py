"""No address does anything for a form that came without our token, or with somebody else's."""

from collections.abc import Iterator

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, get_converters

from editorial.models import Catalogue, Change, Report
from tests.everything import publish

pytestmark = pytest.mark.django_db

LEAST = 200
"""Addresses; fewer mean that the walk lost its way."""


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """One address for each pattern, with something in each place."""
    for each in resolver.url_patterns:
        route = str(each.pattern)
        for name, converter in each.pattern.converters.items():
            value = "1" if isinstance(converter, IntConverter) else "x"
            for written in (f"<{converter_name(converter)}:{name}>", f"<{name}>"):
                route = route.replace(written, value)
        if isinstance(each, URLResolver):
            yield from addresses(each, prefix + route)
        elif isinstance(each, URLPattern) and "(" not in route and "<" not in route:
            yield prefix + route


def converter_name(converter) -> str:
    known = get_converters().items()
    return next(name for name, one in known if type(one) is type(converter))


def tokens() -> dict[str, dict]:
    other = get_token(RequestFactory().get("/"))
    return {"none": {}, "another’s": {"csrfmiddlewaretoken": other}}


@pytest.mark.parametrize("token", ["none", "another’s"])
def test_a_forged_form_changes_nothing(admin_user, token):
    publish(1)
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    # A cookie of our own, as whoever is signed in has.
    client.get("/report/")
    before = Catalogue.objects.version(), Change.objects.count(), Report.objects.count()
    asked = sorted(set(addresses(get_resolver())))
    assert len(asked) > LEAST
    data = tokens()[token] | {"post": "yes", "action": "delete_selected"}
    taken = [
        (url, status)
        for url in asked
        if (status := client.post(url, data).status_code) not in {403, 404, 405}
    ]
    assert taken == []
    after = Catalogue.objects.version(), Change.objects.count(), Report.objects.count()
    assert after == before
