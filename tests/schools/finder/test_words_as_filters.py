"""Words of a search as filters: on the page, in the API and in the downloads alike."""

import csv

import pytest

from careers.choices import AwardLevel, Field
from schools.choices import StudyMode
from tests.factories import (
    make_accreditation,
    make_career,
    make_credential,
    make_program,
    make_rule,
    make_school,
    make_synonym,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    """RHIT online in Ohio, and coding in Texas."""
    ohio = make_school(name="Ohio Valley College", state="OH", city="Dayton")
    texas = make_school(name="Texas State University", state="TX", city="Austin")
    degree = make_program(
        title="Records",
        school=ohio,
        award_level=AwardLevel.ASSOCIATE,
        study_mode=StudyMode.ONLINE,
        price_resident=8_000,
        price_nonresident=8_000,
    )
    make_accreditation(program=degree)
    make_program(
        title="Coding",
        school=texas,
        award_level=AwardLevel.CERT_1_2,
        field=Field.CODING_BILLING,
        price_resident=4_000,
        price_nonresident=4_000,
    )
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(
        credential=rhit,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
    )
    make_career(
        name="Medical coder",
        plural="medical coders",
        slug="medical-coder",
        program_fields=["coding-billing"],
    )
    for words, parameter, value in (
        ("near me", "near", ""),
        ("evening", "unknown", "when classes meet"),
        ("programs", "filler", ""),
        ("the", "filler", ""),
        ("cheapest", "sort", "price"),
    ):
        make_synonym(words=words, parameter=parameter, value=value)


def finder(client, **params):
    response = client.get("/schools/", params, follow=True)
    assert response.status_code == 200
    return response.context["finder"]


def titles(page) -> list[str]:
    return [card.program.title for card in page.cards]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rhit online", ["Records"]),
        ("RHIT under $10k dayton oh", ["Records"]),
        ("rhit under 5k", []),
        ("medical coders texas", ["Coding"]),
        ("texas state", ["Coding"]),
        ("texas state rhit", []),
        ("cheapest", ["Coding", "Records"]),
    ],
)
def test_page_api_and_downloads_read_the_same(client, catalogue, typed, found):
    assert titles(finder(client, q=typed)) == found
    answer = client.get("/api/v1/programs/", {"q": typed}).json()
    assert [program["title"] for program in answer["results"]] == found
    csv_file = client.get("/schools/export.csv", {"q": typed}).getvalue()
    rows = csv.DictReader(csv_file.decode("utf-8-sig").splitlines())
    assert [row["title"] for row in rows] == found


def test_what_was_understood_is_undone_chip_by_chip(client, catalogue):
    page = finder(client, q="rhit under $10k dayton oh")
    chips = {chip.label: chip.url for chip in page.chips}
    assert chips.keys() == {"“dayton”", "RHIT", "Ohio", "Up to $10,000"}
    assert chips["RHIT"] == "?q=dayton&price_max=10000&state=OH"
    response = client.get("/schools/", {"q": "rhit online"})
    html = response.content.decode()
    assert "We read this as:" in html
    assert 'href="?q=rhit+online&amp;q_as_text=1"' in html


def test_words_can_be_searched_for_as_they_stand(client, catalogue):
    page = finder(client, q="texas coding", q_as_text="1")
    assert [chip.label for chip in page.chips] == ["“texas coding”"]
    assert page.query.choices == {}
    assert titles(page) == ["Coding"]
    html = client.get("/schools/", {"q": "rhit", "q_as_text": "1"}).content.decode()
    assert "We read this as" not in html
    assert 'name="q_as_text" value="1" checked' in html
    assert 'name="q_as_text"' not in client.get("/schools/?q=rhit").content.decode()
    answer = client.get("/api/v1/programs/?q=rhit&q_as_text=1").json()
    assert (answer["count"], answer["read_as"]) == (0, None)


def test_choices_add_up_with_what_is_typed(client, catalogue):
    page = finder(client, q="texas", state="OH")
    assert page.query.choices["state"] == {"OH", "TX"}


def test_what_the_address_says_stands_above_the_words(client, catalogue):
    page = finder(client, q="rhit 45402 under 5k", zip="45044", price_max="9000")
    assert (page.query.zip, page.query.price_max) == ("45044", 9_000)
    html = client.get("/schools/", {"q": "rhit 45402", "zip": "45044"}).content.decode()
    assert "“45402” does not go with the rest of this search" in html
    answer = client.get("/api/v1/programs/", {"q": "rhit 45402", "zip": "45044"}).json()
    assert answer["read_as"]["left_aside"] == ["45402"]


def test_what_is_near_needs_a_zip_code(client, catalogue):
    ask = 'href="#id_zip"'
    assert ask in client.get("/schools/?q=rhit+near+me").content.decode()
    assert ask not in client.get("/schools/?q=rhit+near+me&zip=45402").content.decode()
    assert client.get("/api/v1/programs/?q=near+me").json()["read_as"]["asks_zip"]


def test_what_no_source_tells_is_said(client, catalogue):
    html = client.get("/schools/?q=evening+rhit").content.decode()
    assert "We cannot tell when classes meet: no source says." in html
    answer = client.get("/api/v1/programs/?q=evening+rhit").json()
    assert answer["read_as"]["not_known"] == ["when classes meet"]
    assert answer["read_as"]["filters"] == [
        {"parameter": "credential", "value": "rhit", "words": "rhit"}
    ]


def test_filler_alone_lists_everything_and_says_so(client, catalogue):
    response = client.get("/schools/", {"q": "the programs"})
    assert response.context["finder"].total == 2
    assert "names nothing to look for" in response.content.decode()


@pytest.mark.parametrize("typed", ["קורס rhit", "rhit 🎓"])
def test_other_letters_are_left_out_and_named(client, catalogue, typed):
    response = client.get("/schools/", {"q": typed})
    assert titles(response.context["finder"]) == ["Records"]
    assert ("“קורס” was left out" in response.content.decode()) == ("ק" in typed)


def test_text_alone_is_no_reading(client, catalogue):
    page = finder(client, q="dayton")
    assert page.reading is None
    assert titles(page) == ["Records"]


@pytest.mark.parametrize(
    "params",
    [
        {"q": "rhit", "sort": "relevance"},
        {"q": "rhit", "q_as_text": ""},
        {"q": "  "},
    ],
)
def test_nothing_is_complained_of(client, catalogue, params):
    assert finder(client, **params).form.errors == {}


@pytest.mark.parametrize(
    "query", ["q=rhit&q=texas", "q=rhit%00", "q=" + "rhit+" * 40, "q_as_text=2&q=rhit"]
)
def test_what_the_form_refuses_is_not_read(client, catalogue, query):
    page = client.get(f"/schools/?{query}").context["finder"]
    assert page.form.errors
    assert client.get(f"/api/v1/programs/?{query}").status_code == 400


def test_reading_costs_no_query(client, catalogue, django_assert_num_queries):
    client.get("/schools/?q=rhit")
    client.get("/schools/?q=nowhere")
    # Which catalogue it is; the card and the guides below so few were read above.
    with django_assert_num_queries(1):
        client.get("/schools/?q=rhit+ohio+online")
