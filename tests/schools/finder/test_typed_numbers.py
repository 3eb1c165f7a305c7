"""Prices and ZIP codes as people type them, in the page, its links, the exports and the API."""

import pytest
from django.http import QueryDict

from editorial.models import Catalogue
from tests.factories import make_program, make_school

pytestmark = pytest.mark.django_db

TYPED = ["10000", "$10,000", "10k", "10,000.00", " 10 000 ", "10,000 dollars", "$ 10K"]


@pytest.fixture
def dayton():
    school = make_school(
        name="Gem College",
        city="Dayton",
        state="OH",
        latitude="39.76",
        longitude="-84.2",
    )
    for title, price in (("Cheap", 9_999), ("Even", 10_000), ("Dear", 10_001)):
        make_program(
            title=title, school=school, price_resident=price, price_nonresident=price
        )
    Catalogue.objects.bump()


def page(client, **params):
    response = client.get("/schools/", params, follow=True)
    assert response.status_code == 200
    return response.context["finder"]


def titles(finder) -> set[str]:
    return {card.program.title for card in finder.cards}


@pytest.mark.parametrize("typed", TYPED)
def test_a_price_is_read_as_it_is_typed(client, dayton, typed):
    finder = page(client, price_max=typed)
    assert not finder.form.errors
    assert titles(finder) == {"Cheap", "Even"}
    assert titles(page(client, price_min=typed)) == {"Even", "Dear"}
    assert QueryDict(finder.table_url[1:])["price_max"] == "10000"
    assert "Up to $10,000" in [chip.label for chip in finder.chips]
    api = client.get("/api/v1/programs/", {"price_max": typed})
    assert (api.status_code, api.json()["count"]) == (200, 2)
    csv = client.get("/schools/export.csv", {"price_max": typed})
    assert b"".join(csv).count(b"Gem College") == 2


def test_blanks_ask_nothing(client, dayton):
    finder = page(client, price_max=" ", price_min="\u00a0", zip="  ")
    assert not finder.form.errors
    assert (finder.total, finder.chips, finder.cards_url) == (3, [], "?")


def test_cents_are_no_program_more_or_less(client, dayton):
    assert titles(page(client, price_max="9,999.99")) == {"Cheap"}
    assert titles(page(client, price_min="9,999.01")) == {"Even", "Dear"}


@pytest.mark.parametrize("typed", ["10.000", "cheap", "1e4", "10-20", "NaN", "9" * 99])
def test_what_is_no_clear_price_is_said_beside_its_field(client, dayton, typed):
    finder = page(client, price_max=typed)
    assert list(finder.form.errors) == ["price_max"]
    assert "10,000 or 10k" in finder.form.errors["price_max"][0]
    assert finder.total == 3
    assert client.get("/api/v1/programs/", {"price_max": typed}).status_code == 400


@pytest.mark.parametrize("typed", ["45402", "45402-1234", "45402 1234", " 454021234 "])
def test_a_zip_code_may_have_its_four_more_digits(client, dayton, typed):
    finder = page(client, zip=typed, miles="10")
    assert not finder.form.errors
    assert finder.query.zip == "45402"
    assert finder.total == 3
    assert QueryDict(finder.table_url[1:])["zip"] == "45402"


@pytest.mark.parametrize(
    "typed", ["1", "4540", "454021", "45402-12", "45402-", "４５４０２"]
)
def test_other_digits_are_no_zip_code(client, dayton, typed):
    finder = page(client, zip=typed)
    assert finder.form.errors["zip"] == ["Give a ZIP code of five digits."]
    assert finder.place_typed is None


def test_a_city_for_a_zip_code_is_told_where_it_goes(client, dayton):
    response = client.get("/schools/", {"zip": "Dayton", "miles": "10", "home": "OH"})
    html = response.content.decode()
    assert "“Dayton” is not a ZIP code. Type a city under “School, city" in html
    assert 'value="Dayton"' in html
    place = response.context["finder"].place_typed
    assert place.url == "?home=OH&q=Dayton"
    assert place.url.replace("&", "&amp;") in html
    assert page(client, home="OH", q="Dayton").total == 3


def test_what_is_typed_for_a_zip_code_stays_text(client, dayton):
    html = client.get("/schools/", {"zip": "<script>a</script>"}).content.decode()
    assert "<script>a" not in html
