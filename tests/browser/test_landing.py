"""Every new search lands on the heading of its results, wherever the page was scrolled to."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from editorial.models import Catalogue
from schools.choices import Sector
from tests.browser.conftest import PHONE
from tests.factories import make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_THE_TOP = 40
"""Pixels from the top of the window within which a heading counts as being there."""
SCROLLED = [0, 200, 2_400]
Window = tuple[Page, Callable[[Locator], None]]


@pytest.fixture
def catalogue(live_server) -> None:
    school = make_school(name="Alder College", state="OH")
    for _ in range(45):
        make_program(school=school, price_resident=4_000)
    other = make_school(name="Birch College", state="OR", sector=Sector.NONPROFIT)
    make_program(school=other)
    Catalogue.objects.bump()


@pytest.fixture(params=["phone", "desktop"])
def window(request, open_context) -> Window:
    """A page, and how a finger or a mouse presses something on it."""
    if request.param == "phone":
        page = open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
        return page, lambda target: target.tap()
    viewport = {"width": 1280, "height": 800}
    return open_context(viewport=viewport).new_page(), lambda target: target.click()


def open_panel(page: Page) -> None:
    summary = page.locator("details.filters > summary")
    if summary.is_visible():
        summary.click()


def scroll_to(page: Page, pixels: int) -> None:
    """With the wheel, as a visitor does; a script would not be anchored as one is."""
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(200, 300)
    page.mouse.wheel(0, pixels)
    page.wait_for_function("y => Math.abs(scrollY - y) < 2", arg=pixels)


def expect_landed(page: Page, total: int) -> None:
    heading = page.locator("#result-count")
    expect(heading).to_have_attribute("data-total", str(total))
    expect(heading).to_be_focused()
    page.wait_for_function(
        """most => {
          const top = document.getElementById("result-count").getBoundingClientRect().top;
          return top >= 0 && top < most;
        }""",
        arg=AT_THE_TOP,
    )
    # Nothing moves it afterwards.
    page.wait_for_timeout(150)
    assert 0 <= heading.bounding_box()["y"] < AT_THE_TOP


def test_showing_programs_lands_on_their_heading(catalogue, window):
    page, press = window
    for pixels in SCROLLED:
        page.goto("/schools/")
        open_panel(page)
        page.locator("#id_home").select_option("OH")
        scroll_to(page, pixels)
        press(page.get_by_role("button", name="Show programs"))
        expect(page).to_have_url(re.compile("home=OH"))
        expect_landed(page, 46)


def test_few_programs_land_there_too(catalogue, window):
    page, press = window
    for pixels in SCROLLED:
        page.goto("/schools/")
        open_panel(page)
        page.locator("#id_sector_nonprofit").evaluate("box => { box.checked = true; }")
        scroll_to(page, pixels)
        press(page.get_by_role("button", name="Show programs"))
        expect_landed(page, 1)


def test_a_chip_lands_there(catalogue, window):
    page, press = window
    for pixels in SCROLLED:
        page.goto("/schools/?state=OH")
        scroll_to(page, pixels)
        press(page.get_by_role("link", name="Remove filter: Ohio"))
        expect_landed(page, 46)


def test_another_order_and_another_page_land_there(catalogue, window):
    page, press = window
    for pixels in SCROLLED:
        page.goto("/schools/?state=OH")
        open_panel(page)
        page.get_by_label("Sort by").select_option("price")
        scroll_to(page, pixels)
        press(page.get_by_role("button", name="Show programs"))
        expect(page).to_have_url(re.compile("sort=price"))
        expect_landed(page, 45)
        press(page.get_by_role("link", name="Next"))
        expect(page).to_have_url(re.compile("page=2"))
        expect_landed(page, 45)


def test_back_and_forward_land_there(catalogue, window):
    page, press = window
    for pixels in SCROLLED:
        page.goto("/schools/?state=OH")
        press(page.get_by_role("link", name="Remove filter: Ohio"))
        expect_landed(page, 46)
        scroll_to(page, pixels)
        page.go_back()
        expect_landed(page, 45)
        scroll_to(page, pixels)
        page.go_forward()
        expect_landed(page, 46)


def test_what_stands_in_the_heading_is_said_once(catalogue, window):
    """The focus says it, so that no live region may say it again."""
    page, press = window
    page.goto("/schools/?state=OH")
    said = page.evaluate_handle(
        """() => {
          const said = [];
          for (const region of document.querySelectorAll("[role=status], [aria-live]")) {
            new MutationObserver(() => said.push(region.textContent))
              .observe(region, {childList: true, characterData: true, subtree: true});
          }
          return said;
        }"""
    )
    press(page.get_by_role("link", name="Remove filter: Ohio"))
    expect_landed(page, 46)
    assert [text for text in said.json_value() if text] == []
    assert page.title().startswith("46 ")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_of_its_own_lands_there_too(catalogue, open_context, width):
    """Without scripts: each search is a new page, opened at its heading."""
    page = open_context(
        viewport={"width": width, "height": 740}, java_script_enabled=False
    ).new_page()
    heading = page.locator("#result-count")

    def expect_opened(total: int, address: str) -> None:
        expect(page).to_have_url(re.compile(rf"/schools/{address}#result-count$"))
        expect(heading).to_have_attribute("data-total", str(total))
        expect(heading).to_be_focused()
        assert 0 <= heading.bounding_box()["y"] < AT_THE_TOP

    page.goto("/schools/?state=OH")
    page.get_by_role("link", name="Next").click()
    expect_opened(45, r"\?state=OH&page=2")
    page.get_by_role("link", name="Remove filter: Ohio").click()
    expect_opened(46, r"\?")
    open_panel(page)
    page.locator("#id_home").select_option("OH")
    page.get_by_role("button", name="Show programs").click()
    expect_opened(46, r"\?home=OH")
