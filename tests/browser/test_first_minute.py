"""What people come for, from the front page, with and without scripts, on phone and desktop."""

import re

import pytest
from playwright.sync_api import Page, expect

from careers.choices import AwardLevel
from editorial.models import Catalogue
from schools.choices import StudyMode
from tests.factories import (
    make_credential,
    make_program,
    make_rule,
    make_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WINDOWS = {
    "phone": ((360, 740), True),
    "phone without scripts": ((360, 740), False),
    "desktop": ((1280, 800), True),
    "desktop without scripts": ((1280, 800), False),
}
TITLE = "Health Information/Medical Records Technology"


@pytest.fixture(params=WINDOWS.values(), ids=WINDOWS)
def window(request, open_context) -> Page:
    (width, height), scripts = request.param
    viewport = {"width": width, "height": height}
    return open_context(viewport=viewport, java_script_enabled=scripts).new_page()


@pytest.fixture
def catalogue(live_server) -> None:
    for abbr, level in (("RHIT", "associate"), ("RHIA", "bachelor")):
        credential = make_credential(slug=abbr.lower(), abbr=abbr)
        make_rule(credential=credential, award_levels=[level], accreditor="CAHIIM")
    dayton = make_school(
        name="Sinclair Community College",
        city="Dayton",
        state="OH",
        latitude="39.75",
        longitude="-84.2",
    )
    far = make_school(
        name="Portland Community College",
        city="Portland",
        state="OR",
        latitude="45.4",
        longitude="-122.7",
    )
    texas = make_school(name="Texas State University", city="San Marcos", state="TX")
    for school, level, price, mode in (
        (dayton, AwardLevel.ASSOCIATE, 9_138, StudyMode.UNKNOWN),
        (far, AwardLevel.ASSOCIATE, 8_000, StudyMode.UNKNOWN),
        (texas, AwardLevel.BACHELOR, 43_000, StudyMode.ONLINE),
        (texas, AwardLevel.BACHELOR, 40_000, StudyMode.CAMPUS),
    ):
        make_program(
            school=school,
            title=f"{TITLE} {price}",
            award_level=level,
            price_resident=price,
            months_high=24,
            study_mode=mode,
            awards_latest=40,
        )
    Catalogue.objects.bump()


def only_program_is(window: Page, name: str, price: str) -> None:
    """One program, named and priced in what is seen at once."""
    card = window.locator("article.card")
    expect(card).to_have_count(1)
    expect(card.locator("h2")).to_contain_text(name)
    expect(card.get_by_text(price).first).to_be_in_viewport(ratio=1)


def test_rhit_near_dayton_for_less_than_10_000(catalogue, window):
    """Four steps, and a fifth to look no further than fifty miles."""
    window.goto("/")
    window.get_by_label("ZIP code").fill("45402")
    window.get_by_label("Up to").fill("$10,000")
    window.get_by_label("Credential you will earn").select_option("rhit")
    window.get_by_role("button", name=re.compile("^Search")).click()
    only_program_is(window, "Sinclair Community College", "$9,138")
    folded = window.locator("#filters > summary")
    if folded.is_visible():
        folded.click()
    window.get_by_label("Within", exact=True).select_option("50")
    window.get_by_role("button", name="Show programs").first.click()
    window.wait_for_url(re.compile("miles=50"))
    only_program_is(window, "Sinclair Community College", "$9,138")


def test_rhia_online_in_texas_in_plain_words(catalogue, window):
    """Two steps: the words, and Enter."""
    window.goto("/search/")
    window.get_by_role("searchbox").first.fill("texas rhia online")
    window.keyboard.press("Enter")
    window.get_by_role("link", name=re.compile("program.*RHIA.*Texas")).first.click()
    only_program_is(window, "Texas State University", "$43,000")


def test_the_button_counts_what_is_chosen(catalogue, open_context):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto("/")
    button = page.get_by_role("button", name=re.compile("^Search"))
    expect(button).to_have_text("Search 4 programs")
    page.get_by_label("Credential you will earn").select_option("rhit")
    expect(button).to_have_text("Search 2 programs")
    page.get_by_label("Up to").fill("8500")
    page.get_by_label("ZIP code").focus()
    expect(button).to_have_text("Search 1 program")
