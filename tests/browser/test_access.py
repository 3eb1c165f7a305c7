"""Every kind of page, at both widths and in both schemes, has nothing for axe to report."""

import pytest
from playwright.sync_api import Page

from careers.choices import AreaKind, AwardLevel
from editorial.models import Catalogue
from tests.browser.accessibility import WINDOW, WITH_BEST_PRACTICE, violations
from tests.factories import (
    make_accreditation,
    make_area,
    make_career,
    make_credential,
    make_guide,
    make_occupation,
    make_outlook,
    make_pay,
    make_program,
    make_rule,
    make_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAY = {
    "annual_p10": 30_000,
    "annual_p25": 36_000,
    "annual_median": 45_000,
    "annual_p75": 60_000,
    "annual_p90": 80_000,
}
PAGES = [
    "/",
    "/careers/",
    "/careers/records-keeper/",
    "/careers/pay/",
    "/careers/pay/?occupation=nonsense&earn=abc",
    "/careers/compare/",
    "/careers/assessment/",
    "/credentials/",
    "/credentials/rhit/",
    "/credentials/accreditation/",
    "/schools/",
    "/schools/?state=OH&price_max=abc&zip=00000&sort=distance",
    "/schools/?q=nothing+like+it",
    "/schools/?view=table&page=2",
    "/schools/map/",
    "/schools/in/ohio/",
    "/schools/alder-college/",
    "/schools/alder-college/records/",
    "/schools/compare/",
    "/schools/shortlist/",
    "/pathways/",
    "/pathways/?goal=rhit&home=OH&hours=abc",
    "/search/?q=records",
    "/search/?q=rhit",
    "/guides/",
    "/guides/which-way/",
    "/sources/",
    "/data/",
    "/about/",
    "/accessibility/",
    "/report/",
]


@pytest.fixture
def site(live_server) -> None:
    """One of everything, and enough programs for a second page."""
    occupation = make_occupation()
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="nation")
    state = make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio", state="OH")
    for area in (nation, state):
        make_pay(occupation=occupation, area=area, **PAY)
    make_outlook(occupation=occupation)
    make_career(
        name="Records keeper",
        slug="records-keeper",
        occupation=occupation,
        program_fields=["health-information"],
    )
    make_guide(slug="which-way")
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(
        credential=rhit,
        award_levels=["associate"],
        accreditor="CAHIIM",
        is_verified=True,
    )
    school = make_school(
        name="Alder College",
        slug="alder-college",
        state="OH",
        latitude="40",
        longitude="-82",
    )
    program = make_program(
        school=school,
        slug="records",
        award_level=AwardLevel.ASSOCIATE,
        price_resident=8_000,
        price_nonresident=12_000,
        months_high=24,
        awards_latest=4,
    )
    make_accreditation(program=program)
    for _ in range(22):
        make_program(school=school)
    Catalogue.objects.bump()


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible(site, open_context, width):
    page = open_context(viewport={"width": width, "height": 800}, **WINDOW).new_page()
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = violations(page, WITH_BEST_PRACTICE)
    assert {path: broken for path, broken in found.items() if broken} == {}


def test_nothing_is_lost_at_320_pixels(site, open_context):
    page = open_context(viewport={"width": 320, "height": 640}).new_page()
    wide = {}
    for path in PAGES:
        page.goto(path)
        wide[path] = overflow(page)
    assert {path: pixels for path, pixels in wide.items() if pixels > 0} == {}


def test_the_page_that_is_not_there_is_accessible(site, browser, live_server):
    # A window of its own: the browser complains of every 404.
    context = browser.new_context(base_url=live_server.url, **WINDOW)
    page = context.new_page()
    page.goto("/no/such/page/")
    assert violations(page, WITH_BEST_PRACTICE) == []
    context.close()
