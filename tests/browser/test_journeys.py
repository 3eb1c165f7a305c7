"""Ways through the site that cross several pages."""

import re

import pytest
from playwright.sync_api import Page, expect

from careers.choices import Field
from editorial.models import Catalogue
from tests.factories import make_career, make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server) -> None:
    make_career(
        name="Medical coder",
        slug="medical-coder",
        plural="medical coders",
        program_fields=[Field.CODING_BILLING],
    )
    for name in ("Alder", "Birch"):
        make_program(
            title="Coding",
            field=Field.CODING_BILLING,
            school=make_school(name=f"{name} College", state="OH"),
            price_resident=4_000,
        )
    make_program(title="Records", school=make_school(name="Cedar College", state="TX"))
    Catalogue.objects.bump()


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_shared_comparison_opens_in_a_fresh_browser(site, desktop, open_context):
    desktop.goto("/schools/?state=OH")
    for box in desktop.get_by_role("checkbox", name=re.compile("^Compare")).all():
        box.check()
    desktop.get_by_role("button", name=re.compile("^Compare")).first.click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("2 programs")
    fresh = open_context(viewport={"width": 360, "height": 740}).new_page()
    fresh.goto(desktop.url)
    expect(fresh.get_by_role("heading", level=1)).to_contain_text("2 programs")
    expect(fresh.locator("thead")).to_contain_text("Alder College")


def test_a_profile_leads_to_its_programs(site, page):
    page.goto("/careers/medical-coder/")
    page.get_by_role("link", name="Find programs that lead here").first.click()
    expect(page.locator("#result-count")).to_have_text("2 programs for medical coders")


def test_filters_on_a_phone_stand_above_the_results_with_the_count(site, page):
    page.goto("/schools/")
    panel = page.locator("details.filters")
    summary = panel.locator("> summary")
    expect(summary).to_contain_text("Filter and sort")
    expect(summary).to_contain_text("3 programs")
    expect(panel).not_to_have_attribute("open", "")
    above, heading = summary.bounding_box(), page.locator("h1").bounding_box()
    assert above["y"] + above["height"] <= heading["y"]
    assert above["height"] >= 44
    summary.click()
    expect(page.locator("#id_home")).to_be_visible()


def test_the_dark_scheme_holds_from_page_to_page(site, open_context):
    light = open_context(color_scheme="light").new_page()
    light.goto("/")
    dark = open_context(color_scheme="dark").new_page()
    dark.goto("/")
    first = background(dark)
    assert first != background(light)
    dark.get_by_role("link", name="Schools").first.click()
    dark.wait_for_url("**/schools/")
    assert background(dark) == first


def test_a_button_is_painted_as_it_stays(site, desktop):
    """A fade at rest would begin with the browser's own grey, under white words."""
    desktop.goto("/")
    button = desktop.locator(".btn").first
    fades = "button => getComputedStyle(button).transitionDuration.split(', ')[0]"
    assert button.evaluate(fades) == "0s"
    button.hover()
    assert button.evaluate(fades) == "0.12s"


def test_fields_about_a_person_can_be_filled_in_by_the_browser(site, desktop):
    for path, name, token in (
        ("/report/", "email", "email"),
        ("/schools/", "zip", "postal-code"),
        ("/schools/", "home", "address-level1"),
        ("/schools/shortlist/?p=x.y", "home", "address-level1"),
        ("/", "home", "address-level1"),
    ):
        desktop.goto(path)
        for field in desktop.locator(f"[name={name}]:not([type=hidden])").all():
            assert field.get_attribute("autocomplete") == token, (path, name)


def test_paper_shows_the_content_and_none_of_the_controls(site, desktop):
    for path in ("/careers/medical-coder/", "/schools/"):
        desktop.goto(path)
        desktop.emulate_media(media="print")
        expect(desktop.locator("h1")).to_be_visible()
        expect(desktop.locator(".masthead nav")).to_be_hidden()
        for button in desktop.get_by_role("button").all():
            expect(button).to_be_hidden()
