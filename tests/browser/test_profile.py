"""A profile on a phone is its facts and a list of headings that open; elsewhere it is whole."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from careers.choices import Section
from careers.models import Career, CareerItem
from editorial.imports.seeding import load
from editorial.models import Catalogue
from tests.factories import make_career

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEN_SCREENS = 7_400
"""Pixels of a phone, 740 each."""
URL = "/careers/medical-coder/"


@pytest.fixture
def coder(live_server) -> Career:
    career = make_career(name="Medical coder", slug="medical-coder")
    for section, title in ((Section.DUTY, "Assign codes"), (Section.MYTH, "No exam")):
        CareerItem.objects.create(career=career, section=section, title=title)
    Catalogue.objects.bump()
    return career


def test_every_profile_fits_ten_screens_of_a_phone(live_server, page):
    load(settings.FIXTURE_DIRS[0])
    heights = {}
    for career in Career.objects.published():
        page.goto(career.get_absolute_url())
        heights[career.slug] = page.evaluate("document.documentElement.scrollHeight")
    assert len(heights) == 16
    assert {slug: high for slug, high in heights.items() if high > TEN_SCREENS} == {}


def test_a_section_opens_and_closes_at_its_heading(coder, page):
    page.goto(URL)
    duty = page.get_by_text("Assign codes", exact=True)
    expect(page.get_by_role("heading", name="What you do")).to_be_visible()
    expect(duty).to_be_hidden()
    expect(page.locator(".toc")).to_be_hidden()
    page.locator("#duties summary").tap()
    expect(duty).to_be_visible()
    page.locator("#duties summary").tap()
    expect(duty).to_be_hidden()


@pytest.mark.parametrize("scripts", ["with", "without"])
def test_a_link_to_a_section_finds_it_open(coder, page, without_scripts, scripts):
    window: Page = page if scripts == "with" else without_scripts
    window.goto(f"{URL}#myths")
    expect(window.get_by_text("No exam", exact=True)).to_be_visible()
    expect(window.get_by_text("Assign codes", exact=True)).to_be_hidden()
    expect(window.get_by_role("heading", name="What older guides")).to_be_in_viewport()


def test_wide_screens_show_every_section(coder, desktop):
    desktop.goto(URL)
    for words in ("Assign codes", "No exam"):
        expect(desktop.get_by_text(words, exact=True)).to_be_visible()
    expect(desktop.locator(".fold > details > summary").first).to_be_hidden()
    expect(desktop.locator(".toc")).to_be_visible()


def test_paper_shows_every_section(coder, page):
    page.goto(URL)
    page.emulate_media(media="print")
    for words in ("Assign codes", "No exam"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    expect(page.locator(".fold > details > summary").first).to_be_hidden()
