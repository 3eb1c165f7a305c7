"""Fields that were left empty do not stay in the address."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from web.short_addresses import without_empty_fields, without_fields


@without_empty_fields
def page(request):
    return HttpResponse(request.GET.urlencode())


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("a=1&b=", "/page/?a=1"),
        ("b=&a=1&b=2&a=3", "/page/?b=2&a=1&a=3"),
        ("a=&b=", "/page/"),
        ("a", "/page/"),
        ("a=%00&b=", "/page/?a=%00"),
        ("a=%E9&b=", "/page/?a=%EF%BF%BD"),
        ("next=//evil.example/&b=", "/page/?next=%2F%2Fevil.example%2F"),
    ],
)
def test_an_address_with_empty_fields_leads_on_to_the_short_one(query, address):
    response = page(RequestFactory().get(f"/page/?{query}"))
    assert (response.status_code, response["Location"]) == (302, address)


@pytest.mark.parametrize("query", ["", "a=1", "a=+", "a=1&a=2"])
def test_an_address_without_any_is_answered(query):
    assert page(RequestFactory().get(f"/page/?{query}")).status_code == 200


@pytest.mark.parametrize(
    ("query", "address"),
    [("a=1&b=2&b=3", "/page/?a=1"), ("b=", "/page/"), ("c=2&b=1&a=", "/page/?c=2&a=")],
)
def test_fields_of_another_page_are_left_behind(query, address):
    view = without_fields({"b", "d"})(lambda request: HttpResponse("shown"))
    response = view(RequestFactory().get(f"/page/?{query}"))
    assert (response.status_code, response["Location"]) == (302, address)
    assert view(RequestFactory().get("/page/?a=1")).content == b"shown"
