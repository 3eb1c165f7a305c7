import datetime as dt

import pytest

from careers.choices import Confidence, Education
from careers.models import CareerCredential, CredentialSource, PassRate
from editorial.choices import Kind
from tests.factories import (
    make_career,
    make_credential,
    make_rule,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def credentials():
    make_credential(
        abbr="RHIT",
        min_education=Education.ASSOCIATE,
        experience_months=0,
        accredited_program_required=True,
    )
    make_credential(
        abbr="CCA",
        min_education=Education.HIGH_SCHOOL,
        experience_months=0,
        accredited_program_required=False,
    )
    make_credential(
        abbr="CHPS",
        min_education=Education.HIGH_SCHOOL,
        experience_months=72,
        accredited_program_required=False,
    )
    make_credential(abbr="NRCCS")


@pytest.mark.parametrize(
    ("query", "found", "unclear"),
    [
        ("", {"RHIT", "CCA", "CHPS", "NRCCS"}, set()),
        ("education=high-school", {"CCA", "CHPS"}, {"NRCCS"}),
        ("education=bachelor", {"RHIT", "CCA", "CHPS"}, {"NRCCS"}),
        ("experience=0", {"RHIT", "CCA"}, {"NRCCS"}),
        ("accredited=yes", {"RHIT"}, {"NRCCS"}),
        ("accredited=no&education=high-school", {"CCA", "CHPS"}, {"NRCCS"}),
        ("accredited=no&experience=0", {"CCA"}, {"NRCCS"}),
        ("education=nonsense&experience=0", {"RHIT", "CCA"}, {"NRCCS"}),
    ],
)
def test_list_says_who_may_sit(client, credentials, query, found, unclear):
    context = client.get(f"/credentials/?{query}").context
    assert {credential.abbr for credential, _mark in context["credentials"]} == found
    assert {credential.abbr for credential, _mark in context["unclear"]} == unclear


@pytest.mark.parametrize("name", ["education", "experience", "accredited"])
@pytest.mark.parametrize("value", ["nonsense", "%00", "-1", "9" * 400, "x" * 10_000])
def test_nonsense_is_answered_beside_its_field(client, credentials, name, value):
    response = client.get(f"/credentials/?{name}={value}")
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [name]
    assert len(response.context["credentials"]) == 4


def test_page_shows_rules_rates_careers_and_what_was_read(client):
    credential = make_credential(
        abbr="RHIT",
        eligibility_text="Graduates of accredited programs.",
        former_names="ART",
        fee_nonmember=299,
        fee_year=2026,
    )
    make_rule(credential=credential, accreditor="CAHIIM", reason="The issuer says so.")
    PassRate.objects.create(
        credential=credential,
        year=2024,
        first_time_percent="71.5",
        testers=1234,
        kind=Kind.PUBLISHED,
        confidence=Confidence.SECONDARY,
        source=make_source(),
    )
    CareerCredential.objects.create(
        career=make_career(name="Records keeper"), credential=credential, note="Asked."
    )
    CredentialSource.objects.create(
        credential=credential, source=make_source(title="Handbook"), note="fees"
    )
    html = client.get(credential.get_absolute_url()).content.decode()
    for words in (
        "Graduates of accredited programs.",
        "CAHIIM",
        "The issuer says so.",
        "Formerly ART",
        "$299",
        "2026",
        "71.5%",
        "1,234",
        "Read at a third party",
        "Records keeper",
        "Handbook",
        f"/schools/?credential={credential.slug}",
    ):
        assert words in html


def test_unverified_facts_are_marked(client):
    credential = make_credential(
        fee_nonmember=299,
        minutes=120,
        questions_total=150,
        former_names="ART",
        unverified="former_names\nexam.minutes",
    )
    context = client.get(credential.get_absolute_url()).context
    notes = {fact.label: fact.note for fact in context["exam"].facts}
    assert "Not read at any source" in notes["Time"]
    assert notes["Questions"] == ""
    assert context["fee"].note == ""
    assert context["former_names_doubted"]


def test_a_whole_unverified_block_marks_each_of_its_facts(client):
    credential = make_credential(minutes=120, fee_nonmember=0, unverified="exam")
    context = client.get(credential.get_absolute_url()).context
    assert context["fee"].value == "$0"
    assert context["fee"].note
    assert all(fact.note for fact in context["exam"].facts if fact.value)


def test_missing_facts_say_so(client):
    html = client.get(make_credential().get_absolute_url()).content.decode()
    assert "The issuer’s fee could not be confirmed" in html
    assert "We found no published pass rate" in html
    assert "No rule is on record" in html


def test_rules_that_have_ended_are_left_out(client):
    credential = make_credential()
    make_rule(
        credential=credential,
        valid_until=dt.date(2000, 1, 1),
        reason="Long over.",
    )
    assert client.get(credential.get_absolute_url()).context["rules"] == []
