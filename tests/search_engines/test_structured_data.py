"""The data about a page that search engines read."""

import pytest
from django.conf import settings

from careers.choices import AreaKind
from editorial.choices import Kind
from schools.pages.states import state_url
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_occupation,
    make_organization,
    make_pay,
    make_program,
    make_school,
)
from tests.pagehead import read_page
from tests.search_engines.addresses import sitemap_paths
from web.templatetags.heads import json_ld

NEEDED = {
    "BreadcrumbList": {"itemListElement"},
    "CollegeOrUniversity": {"name", "url", "address"},
    "EducationalOccupationalCredential": {"name", "url"},
    "EducationalOccupationalProgram": {"name", "url", "provider"},
    "FAQPage": {"mainEntity"},
    "Occupation": {"name", "description", "occupationLocation"},
    "WebSite": {"name", "url", "potentialAction"},
}

pytestmark = pytest.mark.django_db


def data_of(client, program) -> dict:
    page = read_page(client.get(program.get_absolute_url()))
    return page.typed("EducationalOccupationalProgram")


def test_data_has_what_search_engines_need(client, program):
    seen = set()
    for path in sitemap_paths(client):
        for data in read_page(client.get(path)).data:
            assert data["@context"] == "https://schema.org"
            assert NEEDED[data["@type"]] <= data.keys(), (path, data)
            assert None not in data.values()
            assert "" not in data.values()
            seen.add(data["@type"])
    assert seen == set(NEEDED)


def test_trail_is_told_as_it_is_shown(client, program):
    page = read_page(client.get(program.get_absolute_url()))
    steps = page.typed("BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == [
        "Home",
        "Schools",
        "Ohio",
        "Elm College",
        program.title,
    ]
    assert [step["position"] for step in steps] == [1, 2, 3, 4, 5]
    assert steps[2]["item"] == settings.SITE_URL + state_url("OH")
    assert "item" not in steps[-1]


def test_program_gives_one_price_as_its_total(client):
    program = make_program(price_resident=4_000, months_high=24)
    data = data_of(client, program)
    (offer,) = data["offers"]
    assert offer["category"] == "Total Cost"
    assert offer["priceSpecification"]["price"] == 4_000
    assert "estimated" not in offer["priceSpecification"]["description"]
    assert data["timeToComplete"] == "P24M"
    assert data["provider"]["address"]["addressRegion"] == "OH"


def test_program_gives_both_prices_and_says_which_are_estimated(client):
    program = make_program(
        price_resident=4_000, price_nonresident=9_000, price_kind=Kind.ESTIMATED
    )
    offers = data_of(client, program)["offers"]
    assert [offer["category"] for offer in offers] == ["In-state", "Out-of-state"]
    for offer in offers:
        assert "estimated" in offer["priceSpecification"]["description"]


def test_program_leaves_out_what_nobody_knows(client):
    data = data_of(client, make_program())
    left_out = {"offers", "timeToComplete", "educationalProgramMode"}
    assert not left_out & data.keys()
    assert "sameAs" not in data["provider"]


def test_program_gives_no_length_for_a_range(client):
    program = make_program(months_low=3, months_high=9)
    assert "timeToComplete" not in data_of(client, program)


def test_occupation_gives_the_pay_that_is_published_as_an_amount(client):
    occupation = make_occupation()
    nation = make_area(kind=AreaKind.NATION, name="United States")
    make_pay(
        occupation=occupation,
        area=nation,
        annual_p10=37_000,
        annual_median=50_000,
        annual_p90=300_000,
    )
    career = make_career(occupation=occupation)
    page = read_page(client.get(career.get_absolute_url()))
    (salary,) = page.typed("Occupation")["estimatedSalary"]
    assert (salary["percentile10"], salary["median"]) == (37_000, 50_000)
    assert (salary["currency"], salary["duration"]) == ("USD", "P1Y")
    # Tables print “or more” for the highest pay, and nobody knows a percentile left blank.
    assert not {"percentile25", "percentile90"} & salary.keys()


def test_occupation_without_pay_claims_none(client):
    page = read_page(client.get(make_career().get_absolute_url()))
    assert "estimatedSalary" not in page.typed("Occupation")
    assert "FAQPage" not in {data["@type"] for data in page.data}


def test_questions_are_told_with_their_answers(client, program):
    path = next(path for path in sitemap_paths(client) if "/careers/coder" in path)
    (question,) = read_page(client.get(path)).typed("FAQPage")["mainEntity"]
    assert question["name"] == "Is it hard?"
    answer = question["acceptedAnswer"]["text"]
    assert answer == "<p>It <strong>can</strong> be.</p>"


def test_credential_leaves_out_what_the_page_doubts(client):
    issuer = make_organization(name="Association", url="https://association.example")
    values = {"issuer": issuer, "renewal_years": 2}
    sure = make_credential(**values)
    doubted = make_credential(**values, unverified="issuer\nrenewal.cycle_years")
    kind = "EducationalOccupationalCredential"
    told = read_page(client.get(sure.get_absolute_url())).typed(kind)
    assert told["recognizedBy"]["name"] == "Association"
    assert told["validFor"] == "P2Y"
    told = read_page(client.get(doubted.get_absolute_url())).typed(kind)
    assert not {"recognizedBy", "validFor"} & told.keys()


def test_data_cannot_end_its_element(client):
    name = "</script><script>alert(1)</script> & <!-- Co."
    school = make_school(name=name, slug="elm")
    program = make_program(school=school, title=name, slug="elm")
    for path in (school.get_absolute_url(), program.get_absolute_url()):
        response = client.get(path)
        assert b"<script>alert" not in response.content
        page = read_page(response)
        assert name in str(page.data[0])
        assert page.typed("BreadcrumbList")["itemListElement"][-1]["name"] == name


def test_no_data_makes_no_element():
    assert json_ld({}) == ""
