"""Eligibility is derived from the rules, with a reason for every answer."""

import datetime as dt

import pytest

from careers.choices import AccreditationStatus as Status
from careers.choices import Verdict
from careers.eligibility import ProgramTraits, RuleBook
from editorial.choices import Status as Publication
from tests.factories import make_credential, make_rule

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def verdict(credential, traits, on=DAY):
    book = RuleBook.on(on)
    return next(a for a in book.answers(traits) if a.credential == credential)


@pytest.fixture
def rhit():
    credential = make_credential(slug="rhit", abbr="RHIT")
    make_rule(
        credential=credential,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="CAHIIM",
        is_verified=True,
    )
    return credential


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.ACCREDITED, Verdict.ELIGIBLE),
        (Status.PROBATION, Verdict.ELIGIBLE),
        (Status.CANDIDACY, Verdict.ELIGIBLE_IF),
        (Status.REPORTED, Verdict.CANNOT_TELL),
        (Status.UNCONFIRMED, Verdict.CANNOT_TELL),
        (Status.WITHDRAWN, Verdict.NOT_ELIGIBLE),
        (None, Verdict.CANNOT_TELL),
    ],
)
def test_rhit_hangs_on_accreditation(rhit, status, expected):
    known = {} if status is None else {"CAHIIM": status}
    found = verdict("rhit", ProgramTraits("associate", "health-information", known))
    assert found.verdict == expected
    assert found.reason


@pytest.mark.parametrize(
    "traits",
    [
        ProgramTraits("master", "informatics", {"CAHIIM": Status.ACCREDITED}),
        ProgramTraits("certificate-1-2", "coding-billing"),
        ProgramTraits("bachelor", "health-information", {"CAHIIM": Status.ACCREDITED}),
    ],
)
def test_other_programs_do_not_lead_to_rhit(rhit, traits):
    found = verdict("rhit", traits)
    assert found.verdict == Verdict.NOT_ELIGIBLE
    assert "associate degree" in found.reason


def test_open_exams_do_not_ask_for_accreditation():
    make_rule(
        credential=make_credential(slug="cca", abbr="CCA"),
        fields=["coding-billing"],
        is_verified=True,
    )
    inside = ProgramTraits("certificate-1-2", "coding-billing")
    assert verdict("cca", inside).verdict == Verdict.ELIGIBLE
    outside = verdict("cca", ProgramTraits("master", "informatics"))
    assert outside.verdict == Verdict.NOT_ELIGIBLE
    assert "outside the fields" in outside.reason


def test_the_best_of_several_rules_counts():
    credential = make_credential(slug="chps", abbr="CHPS")
    make_rule(credential=credential, condition="you have 48 months", is_verified=True)
    make_rule(credential=credential, award_levels=["master"], is_verified=True)
    assert verdict("chps", ProgramTraits("master", "informatics")).verdict == (
        Verdict.ELIGIBLE
    )
    found = verdict("chps", ProgramTraits("associate", "informatics"))
    assert found.verdict == Verdict.ELIGIBLE_IF
    assert found.line == "Eligible for CHPS if you have 48 months"


def test_unverified_or_missing_rules_cannot_tell():
    make_rule(credential=make_credential(slug="chda", abbr="CHDA"), is_verified=False)
    make_credential(slug="nrccs", abbr="NRCCS")
    traits = ProgramTraits("bachelor", "health-information")
    assert verdict("chda", traits).verdict == Verdict.CANNOT_TELL
    assert verdict("nrccs", traits).verdict == Verdict.CANNOT_TELL


def test_rules_hold_on_their_days_only(rhit):
    rule = rhit.rules.get()
    rule.valid_until = dt.date(2026, 5, 31)
    rule.save()
    traits = ProgramTraits(
        "associate", "health-information", {"CAHIIM": Status.ACCREDITED}
    )
    day_before = dt.date(2026, 5, 31)
    assert verdict("rhit", traits, on=day_before).verdict == Verdict.ELIGIBLE
    assert verdict("rhit", traits).verdict == Verdict.CANNOT_TELL


def test_drafts_are_not_asked(rhit):
    make_credential(slug="new", abbr="NEW", status=Publication.DRAFT)
    assert [c.slug for c in RuleBook.on(DAY).credentials] == ["rhit"]
