"""From the front page to a program and back, as a visitor on a phone goes."""

import re

import pytest
from playwright.sync_api import Page, expect

from careers.choices import AwardLevel
from editorial.models import Catalogue
from tests.factories import make_program, make_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ohio(live_server) -> None:
    """Three associate programs in Ohio at three prices, and one in Oregon."""
    for name, price in (("Alder", 4000), ("Birch", 9000), ("Cedar", 30_000)):
        make_program(
            title="Health Information Technology",
            school=make_school(name=f"{name} College", city="Akron", state="OH"),
            price_resident=price,
            months_high=24,
            awards_latest=10,
        )
    make_program(
        title="Medical Coding",
        award_level=AwardLevel.CERT_1_2,
        school=make_school(name="Douglas College", city="Salem", state="OR"),
    )
    Catalogue.objects.bump()


def total(page: Page) -> str | None:
    return page.locator("#result-count").get_attribute("data-total")


def schools(page: Page) -> list[str]:
    """The names in the headings; below them stands the program."""
    headings = page.locator("article.card h2").all_inner_texts()
    return [heading.splitlines()[0] for heading in headings]


def journey(page: Page) -> None:
    page.goto("/")
    page.locator(".hero__more > summary").click()
    page.get_by_label("Study in").select_option("OH")
    page.get_by_role("button", name=re.compile("^Search")).click()
    page.wait_for_url(re.compile(r"/schools/\?.*state=OH"))
    assert total(page) == "3"

    summary = page.locator("summary", has_text="Filter")
    if summary.count() and summary.first.is_visible():
        summary.first.click()
    page.locator("#filter-form").get_by_label("School, city or program").fill("akron")
    page.locator("#fold_more > summary").click()
    page.locator("#filter-form input[name=price][value='5k-10k']").check()
    page.get_by_label("Sort by").select_option("price")
    page.get_by_role("button", name="Show programs").first.click()
    expect(page.locator("#result-count")).to_have_attribute("data-total", "1")
    page.wait_for_url(re.compile(r"price=5k-10k"))
    assert schools(page) == ["Birch College"]

    page.get_by_role("link", name="Birch College").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "Health Information Technology"
    )
    expect(page.get_by_text("$9,000").first).to_be_visible()

    page.go_back()
    page.wait_for_url(re.compile(r"price=5k-10k"))
    assert total(page) == "1"
    page.get_by_role("link", name=re.compile(r"\$5,000")).first.click()
    expect(page.locator("#result-count")).to_have_attribute("data-total", "3")
    assert schools(page) == ["Alder College", "Birch College", "Cedar College"]


def test_visitor_finds_a_program_and_comes_back(ohio, page):
    journey(page)


def test_visitor_finds_a_program_without_scripts(ohio, without_scripts):
    journey(without_scripts)
