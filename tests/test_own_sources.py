"""No page shows a figure beside another figure's source.

Every fact group here has a source whose publisher names it, and every figure occurs once.
"""

import pytest
from django.db import models

from careers.choices import AreaKind
from careers.models import PassRate
from editorial.choices import Kind
from editorial.models import Catalogue
from schools.models import Program
from tests.careers.pages.test_source_marks import Page, figures, marks_beside
from tests.factories import (
    make_accreditation,
    make_area,
    make_career,
    make_credential,
    make_field_outcome,
    make_outlook,
    make_pay,
    make_program,
    make_rule,
    make_school,
    make_source,
)

pytestmark = pytest.mark.django_db


def source(of: str):
    return make_source(publisher=f"Publisher of {of}", release="2025")


def with_own_sources(row: models.Model, *groups: str) -> None:
    for name in groups:
        setattr(row, f"{name}_source", source(f"{row._meta.model_name} {name}"))
    row.save()


@pytest.fixture
def told() -> dict[str, str]:
    """What is shown, and whose source belongs to it; with the pages to look at."""
    school = make_school(
        tuition_fees_in_state=4_101,
        tuition_fees_out_of_state=8_202,
        tuition_year="2023-24",
        tuition_fees_in_district=3_303,
        detail_year="2023-24",
        per_credit_in_state=144,
        per_credit_out_of_state=155,
        books_supplies=1_266,
        net_price=7_707,
        completion_rate="0.49",
    )
    with_own_sources(school, "directory", "tuition", "outcomes")
    for title in ("Records", "Coding"):
        program = make_program(
            school=school,
            title=title,
            price_resident=11_011,
            price_nonresident=12_012,
            price_in_district=10_010,
            months_low=19,
            months_high=21,
            awards_latest=1_301,
            awards_previous=1_402,
            awards_earlier=1_503,
            awards_year="2023-24",
        )
        with_own_sources(program, "offer", "price", "length", "awards")
        make_accreditation(program=program, source=source("accreditation"))
    make_field_outcome(
        school=school,
        credential_level="Associate's Degree",
        earnings_1yr=31_031,
        earnings_4yr=41_041,
        median_debt=9_909,
        source=source("outcome"),
    )
    credential = make_credential(
        slug="rhit",
        abbr="RHIT",
        fee_member=221,
        fee_nonmember=332,
        questions_total=1_150,
        renewal_fee_nonmember=443,
        renewal_credits=27,
        renewal_years=3,
    )
    with_own_sources(credential, "exam", "renewal", "eligibility")
    make_rule(credential=credential, accreditor="CAHIIM", award_levels=["associate"])
    PassRate.objects.create(
        credential=credential,
        year=2025,
        first_time_percent="71.7",
        testers=2_234,
        kind=Kind.PUBLISHED,
        source=source("pass rate"),
    )
    career = make_career(program_fields=["health-information"])
    area = make_area(kind=AreaKind.NATION, name="United States", slug="united-states")
    pay = {"annual_median": 50_505, "annual_p10": 30_303, "annual_p90": 90_909}
    make_pay(occupation=career.occupation, area=area, source=source("pay"), **pay)
    make_outlook(
        occupation=career.occupation,
        percent_change="6.6",
        annual_openings=14_414,
        source=source("outlook"),
    )
    Catalogue.objects.bump()
    pages = [
        school.get_absolute_url(),
        program.get_absolute_url(),
        "/schools/compare/?" + "&".join(f"p={p.ref}" for p in school.programs.all()),
        credential.get_absolute_url(),
        "/credentials/",
        career.get_absolute_url(),
        "/careers/",
        f"/careers/pay/?occupation={career.occupation.soc_code}",
    ]
    return {"pages": pages}


WHOSE = {
    "school tuition": ["$4,101", "$8,202", "$144", "$155"],
    "school outcomes": ["$7,707", "49%"],
    "program price": ["$11,011", "$12,012", "$10,010"],
    "program length": ["19–21 months"],
    "program awards": ["1,301", "1,402", "1,503"],
    "outcome": ["$31,031", "$41,041", "$9,909"],
    "credential exam": ["$221", "$332", "1,150"],
    "credential renewal": ["$443"],
    "pass rate": ["71.7%", "2,234"],
    "pay": ["$50,505", "$30,303", "$90,909"],
    "outlook": ["14,414", "6.6%"],
}


def test_a_figure_stands_beside_its_own_source(client, told):
    seen, wrong = set(), []
    for path in told["pages"]:
        page = Page(client.get(path).content.decode())
        for figure in figures(page):
            for whose, texts in WHOSE.items():
                shown = [text for text in texts if text in figure.text]
                if not shown:
                    continue
                labels = [m.attributes["aria-label"] for m in marks_beside(figure)]
                seen.update(shown)
                if not any(f"Publisher of {whose}," in label for label in labels):
                    wrong.append((path, shown, labels))
    assert wrong == []
    assert seen == {text for texts in WHOSE.values() for text in texts}


def test_a_group_says_which_of_its_figures_come_from_elsewhere(client, told):
    program = Program.objects.get(title="Coding")
    program.price_others = "the district’s, from the college’s own page of fees"
    program.save()
    Catalogue.objects.bump()
    words = f"From elsewhere: {program.price_others}"
    html = client.get(program.get_absolute_url()).content.decode()
    assert words in " ".join(html.split())
    labels = [m.attributes["aria-label"] for m in Page(html).root.marks()]
    assert "Publisher of program price, and others, 2025" in " ".join(labels)
    compared = client.get(told["pages"][2]).content.decode()
    assert words in " ".join(compared.split())
    record = client.get(f"/api/v1/programs/{program.school.unitid}/{program.slug}/")
    assert program.price_others in record.content.decode()
    rows = b"".join(client.get("/schools/export.csv").streaming_content).decode()
    assert f"from elsewhere: {program.price_others}" in rows
