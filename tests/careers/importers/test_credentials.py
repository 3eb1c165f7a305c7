"""Credentials: what was not read at a source is not stored as if it were."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError

from careers.choices import Accreditor, AwardLevel, Confidence, Field
from careers.importers.credential_texts import WORDS
from careers.importers.eligibility_rules import RULES
from careers.models import Credential, EligibilityRule, PassRate
from editorial.choices import Kind

FIRST = ("organizations", "oews", "credentials")


def first(content: dict) -> dict:
    return content["credentials"][0]


def test_read_facts_are_stored_with_their_evidence(load):
    load(*FIRST)
    rhit = Credential.objects.published().get(slug="rhit")
    assert (rhit.fee_nonmember, rhit.fee_year, rhit.minutes) == (299, 2026, 210)
    assert rhit.passing_score == "300 on a scale of 100–400"
    assert rhit.exam_source.publisher == "example.org"
    assert (rhit.exam_as_of, rhit.exam_kind) == (dt.date(2026, 5, 1), Kind.PUBLISHED)
    assert rhit.exam_confidence == Confidence.SECONDARY
    assert rhit.eligibility_source.publisher == "AHIMA"
    assert rhit.eligibility_confidence == Confidence.PRIMARY
    assert (rhit.experience_months, rhit.accredited_program_required) == (0, True)
    assert rhit.renewal_credits == 20
    assert [job.soc_code for job in rhit.occupations.all()] == ["29-2072"]
    assert rhit.references.count() == 2


def test_an_unverified_figure_is_left_out_and_named(load):
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert rhit.fee_member is None
    assert "exam.fee_member_usd" in rhit.unverified.splitlines()


def test_a_number_told_in_words_goes_to_the_notes(load):
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert rhit.questions_total is None
    assert "Questions: 140–160." in rhit.exam_note


def test_a_group_nobody_read_is_empty(load, edit):
    edit(
        "credentials.json",
        lambda content: first(content).update(
            unverified_fields=["exam", "eligibility", "status"]
        ),
    )
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert (rhit.minutes, rhit.fee_nonmember, rhit.passing_score) == (None, None, "")
    assert (rhit.exam_source, rhit.exam_kind) == (None, "")
    assert rhit.membership_required is None
    assert (rhit.min_education, rhit.experience_months) == ("", None)
    assert rhit.eligibility_confidence == Confidence.UNVERIFIED
    assert rhit.offered == "unverified"


def test_an_old_page_makes_historical_figures(load, edit):
    edit(
        "credentials.json",
        lambda content: first(content)["sources"][1].update(page_date="2010"),
    )
    load(*FIRST)
    assert Credential.objects.get(slug="rhit").exam_kind == Kind.HISTORICAL


def test_pass_rates_say_whose_they_are(load):
    load(*FIRST)
    quoted, own = PassRate.objects.all()
    assert (quoted.year, quoted.first_time_percent) == (2020, Decimal("68.9"))
    assert (quoted.testers, quoted.confidence) == (10, Confidence.SECONDARY)
    assert "Not stated to be of first attempts" in quoted.note
    assert (own.year, own.confidence, own.note) == (2019, Confidence.PRIMARY, "")
    assert own.source.publisher == "AHIMA"


def test_a_plain_no_to_accreditation_is_kept(load, edit):
    edit(
        "credentials.json",
        lambda content: first(content)["eligibility"].update(cahiim_required=False),
    )
    load(*FIRST)
    assert Credential.objects.get(slug="rhit").accredited_program_required is False


def test_rules_come_from_the_table(load):
    load(*FIRST)
    rule = EligibilityRule.objects.get(credential__slug="rhit")
    assert rule.award_levels == [AwardLevel.ASSOCIATE]
    assert rule.fields == [Field.HEALTH_INFORMATION]
    assert (rule.accreditor, rule.is_verified) == (Accreditor.CAHIIM, True)
    assert rule.source.publisher == "AHIMA"


def test_every_rule_is_a_sound_sentence():
    assert set(RULES) == set(WORDS)
    for rules in RULES.values():
        assert len({rule.slug for rule in rules}) == len(rules)
        for rule in rules:
            assert rule.reason.endswith(".")
            assert not rule.condition.endswith(".")
            assert len(rule.reason) <= 240
            assert len(rule.condition) <= 200
            assert {*rule.levels} <= {*AwardLevel}
            assert {*rule.fields} <= {*Field}


def test_only_health_information_programs_lead_to_rhia():
    (rule,) = RULES["rhia"]
    assert rule.fields == (Field.HEALTH_INFORMATION,)
    assert AwardLevel.POSTBACC in rule.levels
    assert AwardLevel.ASSOCIATE not in rule.levels


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"abbr": "XYZ"}, ".abbr: has no description and rules of ours yet"),
        ({"sources": []}, ".sources: names no page"),
        ({"unverified_fields": [1]}, ".unverified_fields: should hold texts only"),
        ({"confidence": {}}, ".confidence.exam: must not be empty"),
        (
            {"exam": {"fee_nonmember_usd": "N/A"}},
            ".exam.fee_nonmember_usd: 'N/A' is not a number",
        ),
        ({"exam": {"minutes": -5}}, ".exam.minutes: -5 is below 0"),
        (
            {"exam": {"fee_usd": 5, "fee_student_usd": {"one_attempt": 4}}},
            ".exam.fee_student_usd.two_attempts: must not be empty",
        ),
        (
            {"eligibility": {"min_education": "some"}},
            ".eligibility.min_education: 'some' is not one of",
        ),
        (
            {"pass_rates": [{"year": 2020, "kind": "primary"}]},
            ".pass_rates[0].year: needs its year and its percentage",
        ),
        (
            {"pass_rates": [{"year": 2020, "pct": 1, "kind": "hearsay"}]},
            ".pass_rates[0].kind: 'hearsay' does not say how it was read",
        ),
    ],
)
def test_a_bad_value_is_named(load, edit, change, told):
    edit("credentials.json", lambda content: first(content).update(change))
    with pytest.raises(CommandError) as refused:
        load(*FIRST)
    assert f"credentials.json, column credentials[0]{told}" in str(refused.value)
    assert not Credential.objects.exists()


def test_a_credential_told_twice_is_named(load, edit):
    edit(
        "credentials.json",
        lambda content: content["credentials"].append(first(content)),
    )
    with pytest.raises(CommandError, match=r"credentials\[1\]\.abbr: repeats 'RHIT'"):
        load(*FIRST)
