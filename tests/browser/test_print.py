"""What comes out on paper: how many sheets, what stands on the first, what is left out."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from careers.choices import AwardLevel
from editorial.choices import Kind
from editorial.models import Catalogue
from tests.factories import (
    make_accreditation,
    make_career,
    make_credential,
    make_field_outcome,
    make_program,
    make_rule,
    make_school,
    make_source,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LETTER = {"width": 816, "height": 1056}
"""At 96 dots to the inch."""
MARGIN = 42
"""The style sheet's 1.1 cm."""
LONG = "Southeastern Example Community and Technical College of the Health Sciences"
TITLE = "Health Information and Medical Records Technology"
EXAMS = ("CCA", "CCS", "CPC", "CBCS", "CEHRS", "CMAA", "COC", "CIC", "CRC", "CPB")


@pytest.fixture
def programs(live_server) -> list:
    """Three programs of which as much is known, in as many words, as of any real one."""
    for abbr in ("RHIT", "RHIA"):
        make_rule(
            credential=make_credential(slug=abbr.lower(), abbr=abbr),
            accreditor="CAHIIM",
            reason=f"Graduates of CAHIIM-accredited programs may sit the {abbr} exam, and "
            "students in their last term may sit it early.",
            source=make_source(),
        )
    for abbr in EXAMS:
        make_rule(
            credential=make_credential(slug=abbr.lower(), abbr=abbr),
            fields=["health-information"],
            reason="A diploma of a secondary school is all that the issuer asks for.",
            source=make_source(),
        )
    for number in range(5):
        make_career(
            name=f"Career of the {number}th kind",
            program_fields=["health-information"],
        )
    surveys = [make_source(title="A survey of what schools award") for _ in range(6)]
    directory, tuition, scorecard, offers, prices, lengths = surveys
    found = []
    for number, place in enumerate(("Northampton", "Southampton", "Westhampton")):
        school = make_school(
            name=f"{LONG}-{place}",
            city=place,
            state="OH",
            net_price=9_000 + number,
            completion_rate="0.41",
            undergraduates=12_345,
            website="https://www.a-rather-long-address-of-a-school.example.edu/",
            size="5,000 - 9,999",
            directory_source=directory,
            tuition_source=tuition,
            outcomes_source=scorecard,
        )
        program = make_program(
            school=school,
            title=TITLE,
            award_level=AwardLevel.ASSOCIATE,
            cip_title="Health Information/Medical Records Technology/Technician",
            price_resident=8_000 + number,
            price_nonresident=15_000 + number,
            price_in_district=6_000 + number,
            price_kind=Kind.ESTIMATED,
            price_basis="annual",
            price_terms="2 years × $4,312 of tuition and required fees",
            offer_source=offers,
            price_source=prices,
            length_source=lengths,
            awards_source=offers,
            months_low=18,
            months_high=24,
            awards_latest=30 + number,
            awards_previous=20,
            awards_earlier=10,
            awards_year="2023-24",
            url="https://www.example.edu/programs/health-information-technology",
        )
        make_accreditation(
            program=program,
            valid_from="2019-07-01",
            valid_until="2090-06-30",
            next_review="2028-2029",
            evidence_url="https://example.org/directory",
            source=make_source(),
        )
        make_field_outcome(
            school=school,
            cip4_code="51.07",
            cip4_title="Health and Medical Administrative Services",
            credential_level="Associate's Degree",
            earnings_1yr=31_000 + number,
            median_debt=9_500 + number,
            source=scorecard,
        )
        found.append(program)
    Catalogue.objects.bump()
    return found


def sheets(page: Page) -> int:
    """Sheets of Letter, by the page objects of the file."""
    pdf = page.pdf(format="Letter")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def seen_on_paper(page: Page) -> str:
    """The words that print; the window is as wide as a sheet within its margins."""
    page.set_viewport_size(
        {"width": LETTER["width"] - 2 * MARGIN, "height": LETTER["height"]}
    )
    page.emulate_media(media="print")
    return " ".join(page.locator("body").inner_text().split())


def foot_of(page: Page, text: str) -> float:
    """How far down the row that begins with *text* ends, in dots from the top."""
    row = page.locator(
        "tr", has=page.locator("th", has_text=re.compile(rf"^\s*{text}"))
    )
    box = row.first.bounding_box()
    return box["y"] + box["height"]


def test_three_programs_compared_fit_on_two_sheets(programs, desktop):
    query = "&".join(f"p={program.ref}" for program in programs)
    desktop.goto(f"/schools/compare/?{query}&home=OH")
    assert sheets(desktop) <= 2
    text = seen_on_paper(desktop)
    assert query in text
    assert re.search(r"home=OH · \d{1,2} [A-Z][a-z]+ 20\d\d\b", text)
    assert "Prices are those for residents of Ohio" in text
    assert "Remove" not in text
    assert "Copy link" not in text
    first_sheet = LETTER["height"] - 2 * MARGIN
    for row in ("RHIT", "RHIA", "Price for you", "Months, full time", "Study mode"):
        assert foot_of(desktop, row) < first_sheet, row


def test_what_leads_elsewhere_on_the_site_is_not_printed(programs, desktop):
    for path in (
        f"/schools/compare/?p={programs[0].ref}&p={programs[1].ref}",
        programs[0].get_absolute_url(),
        "/schools/",
        "/careers/",
    ):
        desktop.goto(path)
        desktop.emulate_media(media="print")
        for selector in (".masthead__search", ".masthead .nav", ".colophon"):
            assert not desktop.locator(selector).is_visible(), (path, selector)
        desktop.emulate_media(media="screen")


def test_a_program_fits_on_two_sheets(programs, desktop):
    desktop.goto(f"{programs[0].get_absolute_url()}?home=OH")
    assert sheets(desktop) <= 2
    text = seen_on_paper(desktop)
    assert f"{programs[0].get_absolute_url()}?home=OH" in text
    assert "$8,000" in text


@pytest.mark.parametrize(
    "path", ["/schools/", "/schools/in/ohio/", "/schools/shortlist/"]
)
def test_a_list_prints_as_a_table(programs, desktop, path):
    school = make_school(name="Example Community and Technical College")
    for _ in range(14):
        make_program(title=TITLE, school=school)
    Catalogue.objects.bump()
    kept = "&".join(f"p={program.ref}" for program in programs)
    desktop.goto(f"{path}?{kept}" if "shortlist" in path else path)
    assert sheets(desktop) <= (3 if "/in/" in path else 2)
    text = seen_on_paper(desktop)
    assert re.search(rf"{path}\S* · \d{{1,2}} [A-Z][a-z]+ 20\d\d\b", text)
    assert "Shortlist" not in text.split("look at again")[0]
    card = desktop.locator(".card").first
    parts = [card.locator("h2"), *card.locator(".card__facts > div").all()]
    boxes = [part.bounding_box() for part in (*parts, card.locator(".card__foot"))]
    assert len(boxes) == 6
    for before, after in pairwise(boxes):
        assert after["x"] >= before["x"] + before["width"]
        assert after["y"] == pytest.approx(before["y"], abs=5)


def test_a_plan_is_one_sheet(programs, page):
    """Three ways with all that is said of a program, the questions to ask and the address."""
    levels = [AwardLevel.POSTBACC, AwardLevel.BACHELOR, AwardLevel.MASTER]
    make_rule(
        credential=make_credential(slug="rhx", abbr="RHX"),
        award_levels=levels,
        fields=["health-information"],
        accreditor="CAHIIM",
        reason="Graduates of programs at these three levels may sit for the exam.",
    )
    for level in levels:
        school = make_school(name=LONG)
        program = make_program(
            school=school,
            title=TITLE,
            award_level=level,
            price_resident=9_000,
            price_year="2022-23",
            months_high=24,
        )
        make_accreditation(program=program, next_review="2028-2029")
    Catalogue.objects.bump()
    page.goto("/pathways/?have=bachelor&goal=rhx&hours=10&wage=15")
    assert page.locator(".route").count() == 3
    assert page.locator(".route__warnings li").count() == 3
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="What to ask the school")).to_be_visible()
    assert sheets(page) == 1
