"""What stays as it was when a search swaps its results in place."""

import re

import pytest
from playwright.sync_api import Page, expect

from editorial.models import Catalogue
from schools.choices import Sector
from tests.factories import make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def catalogue(live_server) -> None:
    school = make_school(name="Alder College", state="OH")
    for _ in range(25):
        make_program(school=school, price_resident=4_000)
    other = make_school(name="Birch College", state="OR", sector=Sector.NONPROFIT)
    make_program(school=other)
    Catalogue.objects.bump()


def heading(page: Page):
    return page.locator("#result-count")


def mark_document(page: Page) -> None:
    """So that a test can tell a swap from a new document."""
    page.evaluate("window.sameDocument = true")


def is_same_document(page: Page) -> bool:
    return page.evaluate("window.sameDocument === true")


def test_apply_swaps_in_place_and_keeps_empty_fields_out_of_the_address(
    catalogue, desktop
):
    desktop.goto("/schools/")
    mark_document(desktop)
    desktop.locator("#fold_more > summary").click()
    desktop.locator("#id_sector_nonprofit").check()
    assert heading(desktop).get_attribute("data-total") == "26", "no auto-submit"
    desktop.get_by_role("button", name="Show programs").click()
    expect(heading(desktop)).to_have_attribute("data-total", "1")
    assert is_same_document(desktop)
    assert desktop.url.endswith("/schools/?sector=nonprofit")
    assert desktop.title().startswith("1 nonprofit program")
    expect(desktop.locator("#id_sector_nonprofit")).to_be_visible()


def test_the_keyboard_lands_on_the_heading_too(catalogue, desktop):
    desktop.goto("/schools/")
    desktop.locator("#id_home").select_option("OH")
    button = desktop.get_by_role("button", name="Show programs")
    button.focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(r"\?home=OH$"))
    expect(heading(desktop)).to_be_focused()


def test_back_undoes_the_last_search(catalogue, desktop):
    desktop.goto("/schools/?state=OH")
    desktop.get_by_role("link", name=re.compile("Remove filter: Ohio")).click()
    expect(heading(desktop)).to_have_attribute("data-total", "26")
    desktop.go_back()
    expect(heading(desktop)).to_have_attribute("data-total", "25")
    assert desktop.locator("header.masthead").count() == 1
    expect(desktop.locator("#id_state_OH")).to_be_checked()
    expect(desktop.locator("#fold_state > summary")).to_contain_text("1 chosen")


def test_pages_swap_and_start_at_the_top_of_the_list(catalogue, page):
    page.goto("/schools/?state=OH")
    mark_document(page)
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(re.compile("page=2"))
    expect(page.locator("article.card")).to_have_count(5)
    assert is_same_document(page)
    # htmx scrolls when the new list has settled.
    page.wait_for_function("window.scrollY < 400")


def test_a_search_that_fails_says_so_and_leaves_the_list(
    catalogue, browser, live_server
):
    # A window of its own: here the browser is meant to complain.
    context = browser.new_context(base_url=live_server.url)
    desktop = context.new_page()
    desktop.goto("/schools/")
    context.route("**/schools/?*", lambda route: route.abort())
    desktop.locator("#fold_more > summary").click()
    desktop.locator("#id_sector_nonprofit").check()
    desktop.get_by_role("button", name="Show programs").click()
    expect(desktop.locator("#finder-status")).to_contain_text("unchanged")
    assert heading(desktop).get_attribute("data-total") == "26"
    context.close()
