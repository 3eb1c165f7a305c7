"""What the first screen of a list shows, and how few keys lead to its first program."""

import gzip
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from careers.choices import AwardLevel
from editorial.models import Catalogue
from tests.browser.accessibility import WINDOW, WITH_BEST_PRACTICE, violations
from tests.browser.conftest import PHONE
from tests.factories import (
    make_accreditation,
    make_credential,
    make_program,
    make_rule,
    make_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TABS = 25
MOST_BYTES = 100 * 1024
"""Of page, style, scripts and drawings, as a server sends them."""
LISTS = [
    "/schools/",
    "/schools/?state=OH",
    "/schools/?credential=rhit&zip=45402&miles=50&price_max=10000&home=OH",
    "/schools/in/ohio/",
]


@pytest.fixture
def dayton(live_server) -> None:
    """Programs with names as long as real ones, one accredited, one not confirmed."""
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(credential=rhit, award_levels=["associate"], accreditor="CAHIIM")
    for number, name in enumerate(
        ("Sinclair Community College", "University of Cincinnati-Clermont College")
    ):
        school = make_school(
            name=name, city="Dayton", state="OH", latitude="39.75", longitude="-84.2"
        )
        for level in (AwardLevel.ASSOCIATE, AwardLevel.BACHELOR, AwardLevel.CERT_1_2):
            program = make_program(
                school=school,
                title="Health Information/Medical Records Technology",
                award_level=level,
                price_resident=9_138 + number,
                price_nonresident=17_500,
                months_high=24,
                awards_latest=40,
            )
            if not number:
                make_accreditation(program=program)
    Catalogue.objects.bump()


def bottom(target: Locator) -> float:
    box = target.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("path", LISTS)
def test_the_first_price_is_on_the_first_screen_of_a_phone(dayton, open_context, path):
    page = open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto(path)
    assert page.evaluate("scrollY") == 0
    price = page.locator("article.card .money").first
    expect(price).to_contain_text("$9,138")
    assert bottom(price) < PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("path", LISTS)
def test_a_desktop_shows_all_of_the_first_program(dayton, open_context, path):
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(path)
    assert bottom(page.locator("article.card").first) < 800


@pytest.mark.parametrize("path", ["/schools/?home=OH", "/schools/in/ohio/?home=OH"])
def test_the_rule_of_the_order_is_one_line_and_its_reason_a_press_away(
    dayton, page, path
):
    page.goto(path)
    rule = page.locator("details.finder__rule")
    assert rule.bounding_box()["height"] < 40
    reason = rule.get_by_text("No school pays for its place")
    expect(reason).to_be_hidden()
    rule.locator("summary").click()
    expect(reason).to_be_visible()
    expect(rule).to_contain_text("residents of Ohio")


def tabs_to(page: Page, target: Locator) -> int:
    for pressed in range(1, 100):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return pressed
    raise AssertionError(f"{target} is not reached.")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 800)])
def test_the_first_program_is_few_keys_away(
    dayton, open_context, width, height, scripts
):
    viewport = {"width": width, "height": height}
    page = open_context(viewport=viewport, java_script_enabled=scripts).new_page()
    page.goto("/schools/")
    first = page.locator("article.card a").first
    assert tabs_to(page, first) <= MOST_TABS


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_skips_to_the_results(dayton, open_context, width):
    page = open_context(viewport={"width": width, "height": 740}).new_page()
    page.goto(LISTS[2])
    assert tabs_to(page, page.get_by_role("link", name="Skip to results")) == 2
    page.keyboard.press("Enter")
    expect(page.locator("#result-count")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#results :focus")).to_have_count(1)


def test_the_heading_comes_first_in_the_outline(dayton, page):
    for path in LISTS:
        page.goto(path)
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_finder_is_accessible_folded_and_unfolded(dayton, open_context, width):
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    for path in (*LISTS, "/schools/?q=cheap+rhit+online", "/schools/?zip=Dayton"):
        page.goto(path)
        assert violations(page, WITH_BEST_PRACTICE) == [], path
        page.evaluate(
            "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
        )
        assert violations(page, WITH_BEST_PRACTICE) == [], path


def test_nothing_of_the_panel_is_lost_at_320_pixels(dayton, open_context):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    for path in LISTS:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", LISTS)
def test_the_first_view_is_light(dayton, page, path):
    bodies = []
    page.on("response", lambda response: bodies.append(response))
    page.goto(path, wait_until="load")
    sent = {answer.url: len(gzip.compress(answer.body())) for answer in bodies}
    assert sum(sent.values()) <= MOST_BYTES, sent
