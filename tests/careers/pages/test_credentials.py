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


def test_those_that_need_a_program_of_their_own_stand_first(client):
    for abbr, schooling, accreditor in (
        ("CCA", Education.HIGH_SCHOOL, ""),
        ("ODS-C", Education.ASSOCIATE, "NCRA"),
        ("RHIA", Education.BACHELOR, "CAHIIM"),
        ("RHIT", Education.ASSOCIATE, "CAHIIM"),
        ("AAA", Education.HIGH_SCHOOL, None),
    ):
        make_rule(
            credential=make_credential(abbr=abbr, min_education=schooling),
            accreditor=accreditor or "",
            is_verified=accreditor is not None,
        )
    make_credential(abbr="OLD", offered="retired")
    groups = client.get("/credentials/").context["groups"]
    assert [[entry[0].abbr for entry in group.entries] for group in groups] == [
        ["RHIT", "RHIA", "ODS-C"],
        ["CCA"],
        ["AAA"],
        ["OLD"],
    ]
    assert groups[0].title == "Needs a program like this"


def test_a_credential_no_longer_offered_names_no_programs(client):
    credential = make_credential(offered="retired")
    make_rule(credential=credential, accreditor="CAHIIM", is_verified=True)
    response = client.get(credential.get_absolute_url())
    html = response.content.decode()
    assert response.context["rules"] == []
    assert "No longer offered" in html
    assert "Nobody can sit for it any more" in html
    assert f"?credential={credential.slug}" not in html


@pytest.mark.parametrize(
    ("rule", "title", "words"),
    [
        ({"accreditor": "CAHIIM"}, "Programs that lead to CRD", "CAHIIM accredits"),
        (
            {"fields": ["informatics"], "is_verified": True},
            "Programs that prepare for CRD",
            "open to others as well",
        ),
        (
            {"fields": ["informatics"], "is_verified": False},
            "Programs that prepare for CRD",
            "we could not confirm at the issuer",
        ),
        ({"is_verified": True}, "Programs", "no program leads to it by itself"),
        ({"is_verified": False}, "Programs", "we name no programs"),
    ],
)
def test_the_page_says_what_programs_do_for_it(client, rule, title, words):
    credential = make_credential(abbr="CRD")
    make_rule(credential=credential, **rule)
    programs = client.get(credential.get_absolute_url()).context["programs"]
    assert programs.title == title
    assert words in programs.words
    assert programs.is_listed == (title != "Programs")


def test_doubted_former_names_are_not_stated_in_the_list(client):
    make_credential(former_names="SURE")
    make_credential(former_names="DOUBTED", unverified="former_names")
    html = client.get("/credentials/").content.decode()
    assert "SURE" in html
    assert "DOUBTED" not in html


def test_an_unread_rule_is_not_said_to_ask_for_nothing(client):
    credential = make_credential()
    make_rule(credential=credential, is_verified=False)
    html = client.get(credential.get_absolute_url()).content.decode()
    assert html.count("Not known") == 2
    assert "Nothing more" not in html
