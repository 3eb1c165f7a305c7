"""What is asked in words is answered above the lists of the site search."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from careers.choices import AreaKind, AwardLevel, Field
from editorial.choices import Status
from schools.choices import StudyMode
from tests.factories import (
    make_area,
    make_career,
    make_credential,
    make_occupation,
    make_pay,
    make_program,
    make_rule,
    make_school,
    make_synonym,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    coding = make_occupation(title="Medical Records Specialists")
    coder = make_career(
        name="Medical coder",
        slug="medical-coder",
        occupation=coding,
        alternate_titles="Medical coding technician",
        program_fields=[Field.CODING_BILLING],
    )
    biller = make_career(
        name="Medical biller",
        slug="medical-biller",
        alternate_titles="Medical billing specialist",
        program_fields=[Field.CODING_BILLING],
    )
    make_career(name="Pharmacy technician", slug="pharmacy-technician")
    areas = {
        "us": make_area(kind=AreaKind.NATION, name="United States"),
        "tx": make_area(kind=AreaKind.STATE, name="Texas", state="TX", slug="texas"),
        "id": make_area(kind=AreaKind.STATE, name="Idaho", state="ID", slug="idaho"),
        "boise": make_area(name="Boise City, ID", state="ID", slug="boise"),
    }
    make_pay(occupation=coding, area=areas["tx"], annual_median=48_860)
    make_pay(occupation=coding, area=areas["us"], annual_median=51_140)
    make_pay(occupation=biller.occupation, area=areas["us"], annual_median=48_500)
    make_pay(
        occupation=coding,
        area=areas["id"],
        annual_median=None,
        suppressed_fields="annual_median",
    )
    rhit = make_credential(slug="rhit", abbr="RHIT")
    make_credential(slug="cpc", abbr="CPC")
    make_credential(
        slug="ods-c",
        abbr="ODS-C",
        name="Oncology Data Specialist",
        former_names="CTR\nCertified Tumor Registrar",
    )
    make_rule(
        credential=rhit,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
    )
    dayton = make_school(name="Sinclair College", city="Dayton", state="OH")
    make_program(
        school=dayton,
        title="Records",
        award_level=AwardLevel.ASSOCIATE,
        field=Field.HEALTH_INFORMATION,
        study_mode=StudyMode.ONLINE,
    )
    austin = make_school(name="Austin College", city="Austin", state="TX")
    make_program(
        school=austin,
        title="Coding",
        award_level=AwardLevel.CERT_1_2,
        field=Field.CODING_BILLING,
    )
    make_school(name="University of Mary", city="Bismarck", state="ND")
    path = settings.BASE_DIR / "fixtures" / "synonyms.json"
    for entry in json.loads(path.read_text("utf-8")):
        fields = entry["fields"]
        if fields["status"] == Status.PUBLISHED:
            value = fields.get("value", "")
            make_synonym(
                words=fields["words"], parameter=fields["parameter"], value=value
            )
    return coder


def asked(client, typed: str):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    return response


def first(client, typed: str) -> str:
    answers = asked(client, typed).context["answers"]
    return answers[0].url if answers else ""


COMPARE = "/careers/compare/?c=medical-coder&c=medical-biller"
SWAPPED = "/careers/compare/?c=medical-biller&c=medical-coder&area=texas"
PAY = "/careers/pay/?occupation=medical-coder&area="


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("medical coder vs medical biller", COMPARE),
        ("Medical coder or medical biller?", COMPARE),
        ("coder or biller", COMPARE),
        ("difference between medical coders and medical billers", COMPARE),
        ("medical coding vs medical billing", COMPARE),
        ("medcal coder vs medical biler", COMPARE),
        (
            "medical coder vs pharmacy technician",
            COMPARE.replace("biller", "coder").replace(
                "c=medical-coder&c=medical-coder",
                "c=medical-coder&c=pharmacy-technician",
            ),
        ),
        ("coder or biller in boise id", f"{COMPARE}&area=boise"),
        ("medical coder salary texas", f"{PAY}texas"),
        ("what do medical coders earn in TX", f"{PAY}texas"),
        ("medical coder boise", f"{PAY}boise"),
        ("medical coder texas", f"{PAY}texas"),
        ("medical coder pay", "/careers/medical-coder/#pay"),
        ("medical coder salary nowhereville", "/careers/medical-coder/#pay"),
        ("boise idaho pay", "/careers/pay/?area=boise"),
        ("salary in texas", "/careers/pay/?area=texas"),
        ("how to become a medical coder", "/careers/medical-coder/#how-to-become"),
        ("how do I become a medical biller", "/careers/medical-biller/#how-to-become"),
        (
            "how to become a pharmacy technician",
            "/careers/pharmacy-technician/#how-to-become",
        ),
        ("rhit", "/credentials/rhit/"),
        ("RHIT exam", "/credentials/rhit/"),
        ("rhit vs cpc", "/credentials/rhit/"),
        ("45402", "/schools/?zip=45402"),
        ("rhit online", "/schools/?credential=rhit&mode=online"),
        (
            "coding certificate texas",
            "/schools/?field=coding-billing&level=certificate&state=TX",
        ),
        ("cheapest", "/schools/?sort=price"),
        ("HIM masters", "/schools/?field=health-information&level=master"),
        ("medical billing near me", "/schools/?field=coding-billing"),
        ("near me", "/schools/"),
        ("him", "/schools/?field=health-information"),
        ("billing & coding", "/schools/?field=coding-billing"),
        ("sinclair associate", "/schools/?q=sinclair&level=associate"),
        ("salary", "/careers/pay/"),
        ("how much does a medical coder earn", "/careers/medical-coder/#pay"),
        ("coder or biller boise", f"{COMPARE}&area=boise"),
        ("medical billing specialist or coder in Texas", SWAPPED),
        ("becoming a medical biller", "/careers/medical-biller/#how-to-become"),
        ("ctr", "/credentials/ods-c/"),
        ("certified tumor registrar", "/credentials/ods-c/"),
        ("45402-1234", "/schools/?zip=45402"),
        (
            "cheapest HIM masters",
            "/schools/?sort=price&field=health-information&level=master",
        ),
        ("under $5,000", "/schools/?price_max=5000"),
        ("accredited", "/schools/?accreditation=accredited"),
        # Names are found by their name, in the list.
        ("medical coder", ""),
        ("ohio", ""),
        ("lone star", ""),
        ("how to", ""),
        ("evening", ""),
        ("zzzz", ""),
        ("👩‍⚕️", ""),
        ("مرمز طبي", ""),
        ("'; drop table careers; --", ""),
    ],
)
def test_a_question_is_answered_first(client, site, typed, url):
    assert first(client, typed) == url


def test_programs_are_counted_as_the_finder_counts_them(client, site):
    for typed in ("coding certificate texas", "rhit online", "cheapest", "45402"):
        for answer in asked(client, typed).context["answers"]:
            if not answer.url.startswith("/schools/"):
                continue
            finder = client.get(answer.url).context["finder"]
            assert answer.title.lower() == finder.heading.lower()
            page = asked(client, typed).content.decode()
            assert "We read this as" in page
            for chip in answer.chips:
                assert chip.url.startswith("/schools/?")
                assert client.get(chip.url).status_code == 200


def test_near_me_asks_for_a_zip_code_and_keeps_the_search(client, site):
    html = asked(client, "medical billing near me").content.decode()
    assert "Near where? Your ZIP code" in html
    assert '<input type="hidden" name="field" value="coding-billing">' in html


def test_pay_is_told_with_its_source_or_why_it_is_missing(client, site):
    def said(typed: str) -> tuple[str, str]:
        [answer] = [
            a for a in asked(client, typed).context["answers"] if "pay" in a.url
        ]
        return answer.text, answer.note

    text, note = said("medical coder salary texas")
    assert "Half earn more than $48,860 a year (May 2025" in text
    assert "the survey counts them as medical records specialists" in text
    assert not note
    assert said("medical coder salary idaho")[0] == "BLS withholds this figure."
    assert said("medical biller salary texas")[0].startswith("This release has no row")
    text, note = said("medical coder salary nowhereville, TX")
    assert "$48,860" in text
    assert note == "We do not know that place. This is Texas."
    text, note = said("medical coder salary nowhereville")
    assert "$" not in text
    assert note == "We do not know that place."


def test_credential_leads_to_its_programs_too(client, site):
    answers = asked(client, "rhit").context["answers"]
    assert [answer.url for answer in answers] == [
        "/credentials/rhit/",
        "/schools/?credential=rhit",
    ]
    assert "may lead to RHIT" in answers[1].title


def test_words_that_were_understood_are_not_called_misspelt(client, site):
    make_school(name="Rhet Institute")
    for typed in ("rhit", "him", "cpc", "medical billing near me", "aas"):
        response = asked(client, typed)
        assert response.context["corrected_to"] == ""
        assert response.context["did_you_mean"] == ""
        assert "Nothing found" not in response.content.decode()


def test_what_no_source_tells_is_said(client, site):
    html = asked(client, "evening").content.decode()
    assert "We cannot tell when classes meet" in html


@pytest.mark.parametrize("typed", ["st marys", "St. Mary's", "saint mary"])
def test_a_school_that_bears_most_of_the_name_is_offered(client, site, typed):
    response = asked(client, typed)
    assert [hit.title for hit in response.context["alike"]] == ["University of Mary"]
    assert "These come near:" in response.content.decode()


def test_every_answer_leads_somewhere(client, site):
    for typed in ("coder or biller", "medical coder salary texas", "rhit online"):
        for answer in asked(client, typed).context["answers"]:
            url = urlsplit(answer.url)
            response = client.get(url.path, parse_qs(url.query))
            assert response.status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "coder " * 13,
        "how to become",
        "vs vs vs or",
        "a or b or c",
        "pay pay",
        "💊 coder 💊",
        "ohio texas",
    ],
)
def test_nothing_is_guessed_from_words_that_say_nothing(client, site, typed):
    assert asked(client, typed).status_code == 200
