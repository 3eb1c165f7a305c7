"""The site search answers what is asked, with the published vocabulary."""

import pytest

from careers.choices import AreaKind, AwardLevel, Field
from schools.choices import StudyMode
from schools.models import Synonym
from tests.factories import (
    make_accreditation,
    make_area,
    make_career,
    make_credential,
    make_program,
    make_rule,
    make_school,
)
from tests.schools.finder.test_words import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    Synonym.objects.bulk_create(
        Synonym(**entry) for entry in published("synonyms", "schools.synonym")
    )
    make_career(
        slug="medical-coder",
        name="Medical coder",
        plural="Medical coders",
        alternate_titles="Coding specialist",
        program_fields=[Field.CODING_BILLING],
    )
    make_career(
        slug="medical-biller",
        name="Medical biller",
        plural="Medical billers",
        program_fields=[Field.CODING_BILLING],
    )
    make_area(kind=AreaKind.STATE, name="Texas", slug="texas", state="TX")
    make_area(name="Boise City, ID", slug="boise-city-id", state="ID")
    make_area(kind=AreaKind.STATE, name="Ohio", slug="ohio", state="OH")
    make_rule(
        credential=make_credential(slug="rhit", abbr="RHIT"),
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
    )
    make_credential(
        slug="ods-c",
        abbr="ODS-C",
        name="Oncology Data Specialist",
        former_names="CTR\nCertified Tumor Registrar",
    )
    dayton = {"state": "OH", "city": "Dayton", "latitude": 39.76, "longitude": -84.19}
    ohio = make_school(name="Miami Valley College", **dayton)
    texas = make_school(name="Lone Star College", state="TX", city="Austin")
    degree = make_program(
        title="Records",
        school=ohio,
        award_level=AwardLevel.ASSOCIATE,
        study_mode=StudyMode.ONLINE,
        price_resident=8_000,
    )
    make_accreditation(program=degree)
    make_program(title="Records", school=ohio, award_level=AwardLevel.ASSOCIATE)
    make_program(title="Health management", school=ohio, award_level=AwardLevel.MASTER)
    make_program(
        title="Coding",
        school=texas,
        award_level=AwardLevel.CERT_1_2,
        field=Field.CODING_BILLING,
        price_resident=4_000,
    )


def answers(client, typed):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    found = response.context["answers"]
    for answer in found:
        assert client.get(answer.url).status_code == 200, answer.url
    return [(answer.url, answer.title) for answer in found]


COMPARED = "/careers/compare/?c=medical-coder&c=medical-biller"
FIRST = """
medical coder vs medical biller | COMPARED
coder or biller | COMPARED
coder or biller boise | COMPARED&area=boise-city-id
coding specialist or biller in Texas | COMPARED&area=texas
medical coder salary texas | /careers/pay/?occupation=medical-coder&area=texas
medical coder texas | /careers/pay/?occupation=medical-coder&area=texas
medical biller pay in Boise, Idaho | /careers/pay/?occupation=medical-biller&area=boise-city-id
medical coder salary | /careers/medical-coder/#pay
how much does a medical coder earn | /careers/medical-coder/#pay
boise idaho pay | /careers/pay/?area=boise-city-id
salary in ohio | /careers/pay/?area=ohio
salary | /careers/pay/
how to become a medical coder | /careers/medical-coder/#how-to-become
becoming a medical biller | /careers/medical-biller/#how-to-become
rhit | /credentials/rhit/
RHIT online | /credentials/rhit/
ctr | /credentials/ods-c/
certified tumor registrar | /credentials/ods-c/
45402 | /schools/?q=45402
45402-1234 | /schools/?q=45402-1234
coding certificate texas | /schools/?q=coding+certificate+texas
cheapest | /schools/?q=cheapest
HIM masters | /schools/?q=HIM+masters
cheapest HIM masters | /schools/?q=cheapest+HIM+masters
medical billing near me | /schools/?q=medical+billing+near+me
under $5,000 | /schools/?q=under+%245%2C000
online | /schools/?q=online
associate degree in ohio under 10k | /schools/?q=associate+degree+in+ohio+under+10k
evening classes | /schools/?q=evening+classes
accredited | /schools/?q=accredited
lone star college | -
medical coder | -
zzzz qqqq | -
how to | -
"""


@pytest.mark.parametrize(
    ("typed", "url"),
    [line.split(" | ") for line in FIRST.split("\n") if line],
)
def test_the_first_answer_is_what_was_asked(client, typed, url):
    found = answers(client, typed)
    wanted = url.replace("COMPARED", COMPARED)
    assert (found[0][0] if found else "-") == wanted


def test_the_programs_offered_are_those_that_the_finder_finds(client):
    found = dict(answers(client, "rhit online"))
    assert found["/schools/?q=rhit+online"] == "1 online program leads to RHIT"
    both = dict(answers(client, "rhit"))["/schools/?q=rhit"]
    assert both == "1 program leads to RHIT, 1 more may"


def test_what_nobody_knows_is_said(client):
    response = client.get("/search/?q=evening+classes")
    assert "no source says. Ask the school." in response.content.decode()


def test_what_is_understood_is_not_taken_for_a_misspelling(client):
    make_school(name="Rit College")
    asked = client.get("/search/?q=rhit").context
    assert (asked["corrected_to"], asked["did_you_mean"]) == ("", "")


ODD = (
    "مبرمج طبي",
    "💊 coder 💊",
    "a " * 39,
    "coder " * 13,
    "'; drop table",
    "ohio texas",
)


@pytest.mark.parametrize("typed", ODD)
def test_odd_words_are_answered(client, typed):
    answers(client, typed)
