"""Programs ticked stay ticked while one looks on; the shortlist is counted on every page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from editorial.models import Catalogue
from tests.browser.accessibility import WINDOW, WITH_BEST_PRACTICE, violations
from tests.browser.conftest import PHONE
from tests.factories import make_career, make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def catalogue(live_server) -> None:
    for number in range(26):
        school = make_school(name=f"College {number:02}", state="OH")
        make_program(title="Coding", school=school, awards_latest=100 - number)
    make_program(title="Coding", school=make_school(name="Far", state="TX"))
    make_career(name="Coder", slug="coder")
    Catalogue.objects.bump()


@pytest.fixture(params=["phone", "desktop"])
def window(request, open_context) -> Page:
    viewport = PHONE if request.param == "phone" else {"width": 1280, "height": 800}
    return open_context(viewport=viewport).new_page()


def box(page: Page, school: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"Compare.*{school}"))


def compare(page: Page, count: int) -> Locator:
    return page.get_by_role("button", name=f"Compare {count}", exact=True)


def test_ticks_survive_pages_new_searches_and_back(catalogue, window):
    window.goto("/schools/?state=OH")
    box(window, "College 00").check()
    box(window, "College 03").check()
    expect(compare(window, 2)).to_be_in_viewport(ratio=1)
    window.get_by_role("link", name="Next").click()
    expect(box(window, "College 21")).not_to_be_checked()
    expect(compare(window, 2)).to_be_in_viewport(ratio=1)
    box(window, "College 21").check()
    window.go_back()
    expect(box(window, "College 03")).to_be_checked()
    expect(compare(window, 3)).to_be_enabled()
    window.get_by_role("link", name="Remove filter: Ohio").click()
    expect(window.locator("#result-count")).to_have_attribute("data-total", "27")
    expect(box(window, "College 00")).to_be_checked()
    box(window, "College 00").uncheck()
    window.get_by_role("link", name=re.compile("College 01")).first.click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Coding")
    window.go_back()
    expect(box(window, "College 00")).not_to_be_checked()
    compare(window, 2).click()
    expect(window.get_by_role("heading", level=1)).to_have_text(
        "2 programs side by side"
    )
    assert "state=" not in window.url
    assert sorted(
        window.locator(".compare thead .compare__name").all_inner_texts()
    ) == [
        "College 03",
        "College 21",
    ]


def test_what_is_ticked_stays_out_of_the_address_and_is_not_ticked_anew(
    catalogue, window
):
    window.goto("/schools/")
    box(window, "College 00").check()
    box(window, "College 01").check()
    compare(window, 2).click()
    window.get_by_role("link", name="Find another program").click()
    expect(compare(window, 2)).to_be_visible()
    box(window, "College 01").uncheck()
    window.get_by_role("link", name="Next").click()
    window.wait_for_url(re.compile(r"/schools/\?page=2$"))
    window.go_back()
    window.reload()
    expect(box(window, "College 00")).to_be_checked()
    expect(box(window, "College 01")).not_to_be_checked()
    panel = window.locator("details.filters > summary")
    if panel.is_visible():
        panel.click()
    window.locator("#id_home").select_option("OH")
    window.get_by_role("button", name="Show programs").click()
    window.wait_for_url(re.compile(r"/schools/\?home=OH$"))


def test_five_are_too_many_to_compare_and_one_is_too_few(catalogue, window):
    window.goto("/schools/")
    said = window.locator("[data-ticks-said]")
    for number in range(5):
        box(window, f"College 0{number}").check()
        if not number:
            expect(said).to_have_text(
                "Tick another program to compare it with this one."
            )
            expect(compare(window, 1)).to_be_disabled()
    expect(said).to_have_text(
        "Four can be compared, and 5 are ticked. Untick 1, or keep them all."
    )
    expect(compare(window, 5)).to_be_disabled()
    box(window, "College 04").uncheck()
    expect(said).to_be_empty()
    expect(compare(window, 4)).to_be_enabled()
    window.get_by_role("button", name="Clear", exact=True).click()
    expect(window.locator("#choices :checked")).to_have_count(0)
    expect(window.locator("#choices :focus")).to_have_count(1)


def test_the_bar_covers_nothing_that_has_the_focus(catalogue, window):
    window.goto("/schools/")
    for number in range(5):
        box(window, f"College 0{number}").check()
    bar = window.locator("[data-ticks-bar]")
    window.evaluate("scrollTo(0, 0)")
    window.locator("#result-count").focus()
    for _ in range(50):
        window.keyboard.press("Tab")
        focus = window.locator(":focus")
        if bar.locator(":focus").count():
            break
        if not window.locator("#choices :focus").count():
            continue
        box_of_focus, box_of_bar = focus.bounding_box(), bar.bounding_box()
        assert box_of_focus["y"] + box_of_focus["height"] <= box_of_bar["y"]


def test_ticks_stay_in_the_address_without_scripts(catalogue, without_scripts):
    page = without_scripts
    page.goto("/schools/?state=OH&sort=name")
    box(page, "College 00").check()
    page.get_by_role("button", name="Keep these ticked and look on").click()
    assert "state=OH&sort=name" in page.url
    expect(box(page, "College 00")).to_be_checked()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url(re.compile("page=2"))
    box(page, "College 21").check()
    page.get_by_role("button", name="Keep these ticked and look on").click()
    assert "page=2" in page.url
    page.get_by_role("link", name="Remove filter: Ohio").click()
    expect(page.locator(".finder__chosen")).to_contain_text("2 programs chosen so far")
    page.go_back()
    expect(box(page, "College 21")).to_be_checked()
    page.get_by_role("button", name="Compare chosen programs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 programs side by side")
    assert re.search(r"/schools/compare/\?(p=[^&]+&?){2}$", page.url)


def test_the_shortlist_is_in_the_masthead_with_its_count(catalogue, window):
    window.goto("/schools/")
    link = window.locator(".masthead").get_by_role("link", name="Shortlist")
    expect(link).to_have_accessible_name("Shortlist")
    for button in window.get_by_role(
        "button", name=re.compile("^Add to shortlist")
    ).all()[:2]:
        button.click()
    expect(link).to_have_accessible_name("Shortlist 2")
    for path in (
        "/",
        "/careers/coder/",
        "/credentials/",
        "/schools/in/ohio/",
        "/about/",
    ):
        window.goto(path)
        expect(link).to_have_accessible_name("Shortlist 2")
    link.click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("2 programs")
    assert window.context.cookies() == []


def test_the_shortlist_has_its_place_without_scripts(catalogue, without_scripts):
    without_scripts.goto("/about/")
    without_scripts.locator(".masthead").get_by_role("link", name="Shortlist").click()
    expect(without_scripts.get_by_role("heading", level=1)).to_have_text("Shortlist")


def test_the_bar_is_accessible(catalogue, open_context):
    page = open_context(viewport=PHONE, **WINDOW).new_page()
    page.goto("/schools/")
    for number in range(5):
        box(page, f"College 0{number}").check()
    assert violations(page, WITH_BEST_PRACTICE) == []
