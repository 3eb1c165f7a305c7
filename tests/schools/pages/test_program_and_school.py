"""What leads a program's page, what stands beside its figures, and how far its school is."""

import csv
import io

import pytest

from careers.choices import AwardLevel
from editorial.choices import Kind
from schools.models import School
from tests.factories import (
    make_credential,
    make_program,
    make_rule,
    make_source,
)
from tests.schools.pages.test_pages import program, text

__all__ = ["program"]

pytestmark = pytest.mark.django_db


def test_a_program_says_what_it_leads_to_before_its_price(client, program):
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_rule(credential=rhit, award_levels=["associate"], accreditor="CAHIIM")
    html = client.get(program.get_absolute_url()).content.decode()
    assert html.index("May lead to RHIT") < html.index("Price of the whole program")
    # The federal code is no headline figure.
    glance = html.partition('aria-label="At a glance"')[2].partition("</dl>")[0]
    assert program.cip_code not in glance
    assert f"CIP code {program.cip_code}" in html


def test_the_price_of_a_credit_stands_beside_the_total(client, program):
    other = make_program(school=program.school, award_level=AwardLevel.MASTER)
    source = make_source(publisher="IPEDS charges")
    School.objects.update(
        per_credit_in_state=180,
        per_credit_out_of_state=320,
        detail_year="2022-23",
        tuition_source=source,
        tuition_as_of="2022-07-01",
        tuition_kind=Kind.PUBLISHED,
    )
    body = text(client.get(program.get_absolute_url()))
    credit = body.partition("A credit, residents")[2].partition("</dd>")[0]
    assert "$180" in credit
    assert "2022-23" in credit
    assert "IPEDS charges" in credit
    assert "A credit" not in text(client.get(other.get_absolute_url()))
    compared = client.get(f"/schools/compare/?p={program.ref}&p={other.ref}")
    assert "No price of a credit published for this level" in text(compared)
    row = next(csv.DictReader(io.StringIO(exported(client))))
    assert (row["credit_price_resident"], row["credit_price_year"]) == (
        "180",
        "2022-23",
    )
    assert "IPEDS charges" in row["credit_price_source"]


def exported(client) -> str:
    response = client.get("/schools/export.csv")
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_prices_of_the_district_keep_their_year_in_a_comparison(client, program):
    near = make_program(
        price_resident=9_000,
        price_in_district=4_000,
        price_in_district_year="2022-23",
        price_year="2024-25",
    )
    body = text(client.get(f"/schools/compare/?p={program.ref}&p={near.ref}"))
    assert "district residents, 2022\u201123" in body


def test_each_part_of_a_program_leads_to_a_report_of_its_figure(client, program):
    html = client.get(program.get_absolute_url()).content.decode()
    address = f"/report/?page={program.get_absolute_url()}&amp;figure=price"
    assert address in html
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert form["figure"].value() == "price"


@pytest.mark.parametrize(
    ("zip_code", "said"),
    [
        ("45202", "from 45202 to Springfield, as the crow flies"),
        ("4520", "five digits"),
        ("00000", "do not know the ZIP code"),
    ],
)
def test_a_school_says_how_far_it_is(client, program, zip_code, said):
    response = client.get(f"{program.school.get_absolute_url()}?zip={zip_code}")
    assert response.status_code == 200
    assert said in text(response)
    assert f">{program.school.city}</text>" in response.content.decode()
