"""From the front page to a plan: the Texan with a bachelor's degree and ten hours a week."""

import pytest
from playwright.sync_api import Page, expect

from careers.choices import AreaKind, AwardLevel
from editorial.models import Catalogue
from schools.choices import StudyMode
from tests.factories import (
    make_area,
    make_credential,
    make_occupation,
    make_pay,
    make_program,
    make_rule,
    make_school,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["phone", "phone without scripts"])
def window(request, page, without_scripts) -> Page:
    return page if request.param == "phone" else without_scripts


@pytest.fixture
def texas(live_server) -> None:
    rhia = make_credential(slug="rhia", abbr="RHIA", name="Registered Administrator")
    make_rule(
        credential=rhia,
        award_levels=["bachelor", "post-bachelor", "master"],
        fields=["health-information"],
        accreditor="CAHIIM",
        reason="AHIMA admits graduates of accredited programs.",
    )
    for level, price, months in (
        (AwardLevel.POSTBACC, 10_670, 12),
        (AwardLevel.BACHELOR, 37_512, 48),
        (AwardLevel.MASTER, 14_100, 24),
    ):
        make_program(
            school=make_school(name="Stephens College of the Midwest", state="MO"),
            title="Health Information and Medical Records Administration",
            award_level=level,
            price_resident=price,
            months_high=months,
            study_mode=StudyMode.ONLINE,
            awards_latest=9,
        )
    job = make_occupation(title="Health information technologists")
    area = make_area(kind=AreaKind.STATE, name="Texas", slug="texas", state="TX")
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="nation")
    for place in (area, nation):
        pay = {"annual_p25": 45_000, "annual_median": 62_000, "annual_p75": 80_000}
        make_pay(occupation=job, area=place, **pay)
    rhia.occupations.add(job)
    Catalogue.objects.bump()


def test_the_certificate_stands_in_the_first_screen(texas, window):
    window.goto("/")
    window.get_by_role("link", name="Plan your way", exact=True).click()
    window.get_by_label("What you have now").select_option("bachelor")
    window.get_by_label("What you want").select_option("rhia")
    window.get_by_label("Where you live").select_option("TX")
    window.get_by_label("Hours a week for study").fill("10")
    window.get_by_role("button", name="Show the ways").click()
    route = window.locator(".route").first
    expect(route.get_by_role("heading", level=2)).to_have_text(
        "Post-degree certificate and RHIA"
    )
    for words in ("54 months", "$10,670"):
        figure = route.locator(".route__sums dd", has_text=words).first
        expect(figure).to_be_in_viewport(ratio=1)
