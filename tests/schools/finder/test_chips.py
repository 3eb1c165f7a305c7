"""Chips: one for each thing that narrows or orders the list, and each takes away itself alone."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from careers.choices import Field
from editorial.models import Catalogue
from schools.choices import StudyMode
from schools.finder.query import Sort
from tests.factories import make_credential, make_program, make_school

pytestmark = pytest.mark.django_db

FINDER = "/schools/"
MAP = "/schools/map/"


@pytest.fixture
def catalogue():
    """Two programs in Ohio, one of them online, one online in Texas, one on campus there."""
    for state, city, latitude, longitude in (
        ("OH", "Dayton", "39.76", "-84.19"),
        ("TX", "Austin", "30.27", "-97.74"),
    ):
        school = make_school(
            name=f"{city} College",
            city=city,
            state=state,
            latitude=latitude,
            longitude=longitude,
        )
        for mode in (StudyMode.ONLINE, StudyMode.CAMPUS):
            make_program(
                title=f"Coding {mode.label} {city}",
                field=Field.CODING_BILLING,
                school=school,
                study_mode=mode,
                price_resident=4_000 if state == "TX" else 9_000,
                awards_latest=5 if mode == StudyMode.CAMPUS else 2,
            )
    Catalogue.objects.bump()


def page(client, query: str, path: str = FINDER):
    return client.get(f"{path}?{query}").context["finder"]


def chips(client, query: str) -> dict[str, str]:
    return {chip.label: chip.url for chip in page(client, query).chips}


def titles(client, query: str) -> list[str]:
    return [card.program.title for card in page(client, query).cards]


def params(url: str) -> dict[str, list[str]]:
    return {name: sorted(vs) for name, vs in QueryDict(url.partition("?")[2]).lists()}


def test_without_its_words_a_search_keeps_its_order(client, catalogue):
    found = chips(client, "q=coding+campus+xyz&q_as_text=1&sort=price")
    assert found["“coding campus xyz”"] == "?sort=price"
    assert chips(client, "q=dayton&q_as_text=1&sort=name")["“dayton”"] == "?sort=name"


@pytest.mark.parametrize(
    "query",
    [
        "state=OH&state=TX&level=certificate&q=coding&q_as_text=1&home=OH&sort=price",
        "zip=45402&miles=50&price_min=100&price_max=10000&months_max=48&sector=public",
        "include=dormant&include=online&state=OH&mode=online&view=table",
        "zip=45402&include=online&price_max=5000&include=unpriced&sort=default",
        "accreditation=accredited&credential=rhit&field=informatics",
    ],
)
def test_a_chip_takes_away_nothing_but_itself(client, catalogue, query):
    make_credential(slug="rhit", abbr="RHIT")
    Catalogue.objects.bump()
    whole = params(f"?{query}")
    finder = page(client, query)
    dropped = []
    for chip in finder.chips:
        rest = params(chip.url)
        assert rest.keys() <= whole.keys()
        gone = [
            (name, value)
            for name, values in whole.items()
            for value in values
            if value not in rest.get(name, [])
        ]
        names = {name for name, _value in gone}
        assert len(gone) == 1 or names in ({"zip", "miles"}, {"q", "q_as_text"}), gone
        dropped += gone
    assert len(dropped) == len(set(dropped)), "no two chips take the same away"


@pytest.mark.parametrize("path", [FINDER, MAP, "/schools/in/ohio/"])
def test_what_was_refused_is_not_carried_on(client, catalogue, path):
    refused = "state=ZZ&price_max=cheap&zip=1&sort=sideways&miles=7&utm_source=x"
    response = client.get(f"{path}?{refused}&level=certificate&level=nope&home=OH")
    finder = response.context["finder"]
    links = [chip.url for chip in finder.chips]
    links += [finder.table_url, finder.map_url, finder.first_page_url]
    links += [tile["url"] for tile in response.context.get("tiles", [])]
    assert links
    for url in links:
        for word in ("ZZ", "cheap", "zip", "sideways", "miles", "utm", "nope"):
            assert word not in url, url
    assert "level=certificate" in finder.table_url
    assert not page(client, finder.table_url.removeprefix("?")).form.errors


def test_the_words_as_they_stand_come_without_what_was_refused(client, catalogue):
    finder = page(client, "q=coding+online&state=ZZ&home=OH")
    assert params(finder.as_text_url) == {
        "q": ["coding online"],
        "home": ["OH"],
        "q_as_text": ["1"],
    }
    html = client.get(f"{FINDER}?q=coding+online").content.decode()
    beside = html.split('aria-label="We read this as"')[1].split("</ul>")[0]
    assert "Search for these words as they stand" in beside


@pytest.mark.parametrize(
    "query",
    [
        "include=online",
        "include=unpriced",
        "include=online&include=unpriced&sort=default",
        "include=cannot-tell",
        "field=coding-billing&field=health-information&field=informatics",
    ],
)
def test_what_changes_nothing_has_no_chip(client, catalogue, query):
    assert chips(client, query) == {}
    assert page(client, query).total == 4
    assert page(client, query).filters_in_force == 0


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("include=online&zip=45402&miles=10", "With online programs at any distance"),
        ("include=online&state=OH", "With online programs at any distance"),
        ("include=unpriced&price_max=9", "With programs with no published price"),
    ],
)
def test_what_changes_the_list_has_one(client, catalogue, query, labels):
    assert labels in chips(client, query)


def test_online_programs_are_found_beside_those_of_a_state(client, catalogue):
    assert page(client, "state=OH").total == 2
    finder = page(client, "state=OH&include=online")
    assert finder.total == 3
    assert "Ohio or online" in finder.heading
    assert "Coding Online Austin" in titles(client, "state=OH&include=online")
    states = {
        o.value: o.count for f in finder.facets if f.name == "state" for o in f.options
    }
    for code in ("OH", "TX", "WY"):
        assert states[code] == page(client, f"state={code}&include=online").total
    api = client.get("/api/v1/programs/?state=OH&include=online").json()
    assert api["count"] == 3


@pytest.mark.parametrize(
    ("query", "usual"),
    [
        ("", Sort.DEFAULT),
        ("q=dayton&q_as_text=1", Sort.RELEVANCE),
        ("zip=45402", Sort.DISTANCE),
        ("zip=45402&q=college&q_as_text=1", Sort.RELEVANCE),
    ],
)
def test_sort_by_names_the_order_shown(client, catalogue, query, usual):
    finder = page(client, query)
    assert finder.sort == usual
    assert (finder.sorts[0], finder.sort_chosen) == (("", usual.label), "")
    spelt_out = page(client, f"{query}&sort={usual.value}")
    assert not any("Sorted" in chip.label for chip in spelt_out.chips)
    assert spelt_out.sort_chosen == ""
    html = client.get(f"{FINDER}?{query}").content.decode()
    options = html.split('id="id_sort"')[1].split("</select>")[0]
    assert f'<option value="" selected>{usual.label}</option>' in options
    for value, label in finder.sorts[1:]:
        other = page(client, f"{query}&sort={value}")
        assert (other.sort, other.sort_chosen) == (value, value)
        assert f"Sorted by {label.lower()}" in [chip.label for chip in other.chips]


def test_around_a_zip_code_the_order_of_accreditation_can_be_asked_for(
    client, catalogue
):
    here = "zip=78701&miles=250&include=online"
    nearest = titles(client, here)
    assert nearest[-1] == "Coding Online Dayton"
    make_program(
        title="Many graduates",
        field=Field.CODING_BILLING,
        school=make_school(name="Akron College", state="OH"),
        study_mode=StudyMode.ONLINE,
        awards_latest=99,
    )
    Catalogue.objects.bump()
    assert titles(client, here)[0] != "Many graduates"
    assert titles(client, f"{here}&sort=default")[0] == "Many graduates"


def heading_and_tiles(client, query: str) -> tuple[int, list[dict]]:
    response = client.get(f"{MAP}?{query}")
    return response.context["finder"].total, response.context["tiles"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=OH",
        "state=OH&state=TX&mode=online",
        "state=OH&include=online",
        "include=online",
        "state=TX&price_max=5000&zip=45402&miles=250&include=online",
        "q=dayton",
    ],
)
def test_the_tiles_of_the_map_add_up_to_its_heading(client, catalogue, query):
    total, tiles = heading_and_tiles(client, query)
    assert sum(item["tile"].count for item in tiles) == total
    for item in tiles:
        if item["tile"].count:
            listed = page(client, item["url"].partition("?")[2]).total
            assert listed == item["tile"].count


def test_a_state_that_was_not_asked_for_is_not_said_to_have_none(client, catalogue):
    html = client.get(f"{MAP}?state=OH").content.decode()
    assert "Texas: not in this search" in html
    assert "Texas: no program" not in html
    assert 'href="?">Every state</a>' in html
    assert "Wyoming: no program" in client.get(MAP).content.decode()
    assert reverse("schools:map") in page(client, "state=OH").map_url
    assert "state=OH" in page(client, "state=OH").map_url
