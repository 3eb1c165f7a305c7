"""A place as people type it: what is clear is taken, what is not is answered with choices."""

import pytest

from careers.choices import AreaKind
from careers.models import Area
from careers.pay.area_search import AreaSearch
from tests.factories import make_area

pytestmark = pytest.mark.django_db

METROS = {
    "Boise City, ID": ["Ada County, ID", "Canyon County, ID"],
    "Oklahoma City, OK": ["McClain County, OK"],
    "Dayton-Kettering-Beavercreek, OH": ["Montgomery County, OH"],
    "Cincinnati, OH-KY-IN": [],
    "Hartford-West Hartford-East Hartford, CT": [],
    "New York-Newark-Jersey City, NY-NJ": ["Hudson County, NJ"],
    "Portland-South Portland, ME": [],
    "Portland-Vancouver-Hillsboro, OR-WA": [],
    "St. Louis, MO-IL": [],
    "Urban Honolulu, HI": [],
    "Winston-Salem, NC": [],
}
STATES = {"ID": "Idaho", "OH": "Ohio", "NY": "New York", "AZ": "Arizona"}


@pytest.fixture
def search():
    make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    for code, name in STATES.items():
        make_area(kind=AreaKind.STATE, name=name, state=code, slug=name.lower())
    for name, counties in METROS.items():
        state = name[name.index(", ") + 2 :][:2]
        make_area(name=name, state=state, counties=counties)
    make_area(
        kind=AreaKind.NONMETRO, name="Southeast-Central Idaho nonmetropolitan area"
    )
    return AreaSearch(Area.objects.all())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("boise", "Boise City, ID"),
        ("Boise, ID", "Boise City, ID"),
        ("  BOISE idaho ", "Boise City, ID"),
        ("Boise City, ID", "Boise City, ID"),
        ("83702", "Boise City, ID"),
        ("83702-1234", "Boise City, ID"),
        ("Nampa", "Boise City, ID"),
        ("Meridian, Idaho", "Boise City, ID"),
        ("id", "Idaho"),
        ("idaho", "Idaho"),
        ("us", "United States"),
        ("united-states", "United States"),
        ("45402", "Dayton-Kettering-Beavercreek, OH"),
        ("kettering", "Dayton-Kettering-Beavercreek, OH"),
        ("Dayton Kettering", "Dayton-Kettering-Beavercreek, OH"),
        ("cincinnati ky", "Cincinnati, OH-KY-IN"),
        ("saint louis", "St. Louis, MO-IL"),
        ("St Louis, Missouri", "St. Louis, MO-IL"),
        ("winston-salem", "Winston-Salem, NC"),
        ("Honolulu", "Urban Honolulu, HI"),
        ("portland oregon", "Portland-Vancouver-Hillsboro, OR-WA"),
        ("07030", "New York-Newark-Jersey City, NY-NJ"),
        # Its county has another name in the directory: the town is in the area's own.
        ("06103", "Hartford-West Hartford-East Hartford, CT"),
        ("southeast-central idaho nonmetropolitan area", None),
    ],
)
def test_a_place_is_found_as_people_type_it(search, typed, name):
    found = search.find(typed)
    expected = name or "Southeast-Central Idaho nonmetropolitan area"
    assert found.area is not None
    assert found.area.name == expected


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("83702", "83702 is in Ada County, ID."),
        ("Nampa", "Nampa is in Canyon County, ID."),
        ("43011", "cannot tell in which metropolitan area 43011 lies"),
        ("Centerburg", "cannot tell in which metropolitan area Centerburg lies"),
        ("85199", "85199 is not in our list of ZIP codes"),
    ],
)
def test_how_a_town_or_zip_code_was_read_is_said(search, typed, note):
    assert note in search.find(typed).note


@pytest.mark.parametrize(
    ("typed", "name"), [("43011", "Ohio"), ("Centerburg", "Ohio"), ("85199", "Arizona")]
)
def test_where_no_metropolitan_area_is_known_the_state_stands(search, typed, name):
    assert search.find(typed).area.name == name


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        (
            "portland",
            ["Portland-South Portland, ME", "Portland-Vancouver-Hillsboro, OR-WA"],
        ),
        ("cincinatti", ["Cincinnati, OH-KY-IN"]),
        ("meridian", ["Boise City, ID"]),
        ("nowhere at all", []),
        ("00000", []),
        ("09001", []),
        ("", []),
        ("--", []),
        ("\0", []),
        ("\N{GRINNING FACE}", []),
        ("\u202eohoib", []),
        ("x" * 10_000, []),
    ],
)
def test_what_is_not_clear_is_answered_with_what_comes_near(search, typed, others):
    found = search.find(typed)
    assert found.area is None
    assert found.note
    assert [area.name for area in found.others] == others


def test_a_state_named_like_a_city_offers_the_city(search):
    found = search.find("New York")
    assert found.area.kind == AreaKind.STATE
    assert [area.name for area in found.others] == [
        "New York-Newark-Jersey City, NY-NJ"
    ]


def test_nothing_is_found_where_no_area_is_loaded():
    for typed in ("83702", "boise", "us", "Ohio", "43011"):
        assert AreaSearch([]).find(typed).area is None
