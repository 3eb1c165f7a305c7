"""Coder or biller in Boise: from the front page to what each pays there, on one page."""

import pytest
from playwright.sync_api import Page, expect

from careers.choices import AreaKind
from editorial.models import Catalogue
from tests.factories import make_area, make_career, make_career_pair, make_pay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["phone", "phone without scripts", "desktop"])
def window(request, page, without_scripts, desktop) -> Page:
    windows = {"phone": page, "desktop": desktop}
    return windows.get(request.param, without_scripts)


@pytest.fixture
def boise(live_server) -> None:
    coder = make_career(name="Medical coder", slug="medical-coder")
    biller = make_career(name="Medical biller", slug="medical-biller")
    make_career_pair(first=coder, second=biller)
    nation = make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    metro = make_area(name="Boise City, ID", state="ID", counties=["Ada County, ID"])
    for career, pay in ((coder, (51_140, 55_970)), (biller, (48_500, 47_420))):
        for area, median in zip((nation, metro), pay, strict=True):
            make_pay(occupation=career.occupation, area=area, annual_median=median)
    Catalogue.objects.bump()


@pytest.mark.parametrize("typed", ["Boise", "83702"])
def test_two_careers_are_compared_in_a_place(boise, window, typed):
    window.goto("/careers/")
    window.get_by_role("link", name="Medical coder or medical biller").click()
    window.get_by_label("Place", exact=True).fill(typed)
    window.get_by_role("button", name="Show pay there").click()
    expect(window.get_by_role("heading", level=1)).to_have_text(
        "Medical coder or medical biller in Boise City, ID?"
    )
    row = window.get_by_role("row", name="Median pay in Boise City, ID")
    expect(row).to_be_in_viewport()
    for pay in ("$55,970", "$47,420"):
        cell = row.get_by_text(pay)
        expect(cell).to_be_in_viewport(ratio=1)
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pay_is_asked_for_by_our_name_and_a_typed_place(boise, window):
    window.goto("/careers/pay/")
    window.get_by_label("Job", exact=True).select_option("medical-biller")
    window.get_by_label("Place", exact=True).fill("83702")
    window.get_by_label("I earn (optional)").fill("51k")
    window.get_by_role("button", name="Show pay").click()
    heading = window.get_by_role("heading", name="Medical biller in Boise City, ID")
    expect(heading).to_be_visible()
    expect(window.locator("#placed")).to_contain_text("$51,000 a year is")
    assert "=&" not in window.url
    assert not window.url.endswith("=")
