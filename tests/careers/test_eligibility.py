"""Eligibility is derived from the rules, with a reason for every answer."""

import datetime as dt

import pytest

from careers.choices import AccreditationStatus as Status
from careers.choices import AwardLevel, CredentialStatus, Field, Verb, Verdict
from careers.eligibility import ProgramTraits, RuleBook
from careers.importers.eligibility_rules import RULES
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


def test_a_credential_no_longer_offered_promises_nothing(rhit):
    rhit.offered = CredentialStatus.RETIRED
    rhit.save()
    book = RuleBook.on(DAY)
    traits = ProgramTraits(
        "associate", "health-information", {"CAHIIM": Status.ACCREDITED}
    )
    assert (book.credentials, book.answers(traits)) == ((), [])


CERTIFICATE = ProgramTraits("certificate-1-2", "coding-billing")


def test_the_reason_against_is_that_of_the_widest_rule():
    ods = make_credential(slug="ods-c", abbr="ODS-C")
    make_rule(
        credential=ods,
        award_levels=["associate"],
        fields=["health-information"],
        accreditor="NCRA",
        is_verified=True,
    )
    degrees = AwardLevel.values[AwardLevel.values.index("associate") :]
    make_rule(credential=ods, award_levels=degrees, is_verified=True)
    reason = verdict("ods-c", CERTIFICATE).reason
    assert reason == (
        "ODS-C asks for another kind of program: associate degree or higher in any field."
    )


@pytest.fixture
def real_rules():
    """The rules that the site ships."""
    for slug, rules in RULES.items():
        credential = make_credential(slug=slug, abbr=slug.upper())
        for rule in rules:
            make_rule(
                credential=credential,
                slug=rule.slug,
                award_levels=list(rule.levels),
                fields=list(rule.fields),
                accreditor=rule.accreditor,
                condition=rule.condition,
                reason=rule.reason,
                is_verified=rule.is_verified,
            )


HIM, HI = "health-information", "informatics"
CODING, OFFICE = "coding-billing", "medical-office"
CAHIIM, NCRA = "CAHIIM", "NCRA"


@pytest.mark.parametrize(
    ("level", "field", "known", "leads", "may_lead", "prepares", "neither"),
    [
        (
            "certificate-under-1",
            CODING,
            {},
            "",
            "",
            "cca ccs ccs-p cpc coc cic crc cpb cpma cbcs cehrs ncics",
            "rhit rhia ods-c chps chda cdip cphims cahims cmaa",
        ),
        ("certificate-1-2", OFFICE, {}, "", "", "cmaa cehrs", "rhit cca cpc cbcs"),
        ("certificate-2-4", HIM, {}, "", "", "cca cpc cahims", "rhit rhia ods-c"),
        ("associate", HIM, {}, "", "rhit ods-c", "cca cpc cbcs", "rhia chps"),
        (
            "associate",
            HIM,
            {CAHIIM: Status.ACCREDITED},
            "rhit",
            "ods-c",
            "cca cpc",
            "rhia chps chda",
        ),
        ("associate", HIM, {CAHIIM: Status.PROBATION}, "rhit", "ods-c", "cca", "rhia"),
        ("associate", HIM, {CAHIIM: Status.CANDIDACY}, "", "rhit", "cca", "rhia"),
        ("associate", HIM, {CAHIIM: Status.REPORTED}, "", "rhit", "cca", "rhia"),
        ("associate", HIM, {CAHIIM: Status.WITHDRAWN}, "", "ods-c", "cca", "rhit"),
        ("associate", HIM, {NCRA: Status.ACCREDITED}, "ods-c", "rhit", "cca", "rhia"),
        ("associate", CODING, {}, "", "", "cca cpc cbcs", "rhit ods-c chps"),
        ("bachelor", HIM, {CAHIIM: Status.ACCREDITED}, "rhia", "", "cca", "rhit ods-c"),
        ("bachelor", CODING, {}, "", "", "cbcs cehrs ncics cca", "rhia rhit"),
        ("post-bachelor", HIM, {}, "", "rhia", "cca", "rhit"),
        ("master", HIM, {CAHIIM: Status.ACCREDITED}, "rhia", "", "cca", "rhit chps"),
        ("master", HI, {CAHIIM: Status.ACCREDITED}, "", "", "cahims", "rhia rhit cca"),
        ("post-master", HI, {}, "", "", "cahims", "rhia chps"),
        ("doctorate", HIM, {CAHIIM: Status.ACCREDITED}, "", "", "cca", "rhia rhit"),
    ],
)
def test_what_a_program_does_for_each_credential(
    real_rules, level, field, known, leads, may_lead, prepares, neither
):
    answers = RuleBook.on(DAY).answers(ProgramTraits(level, field, known))
    verbs = {answer.credential: answer.verb for answer in answers}
    for names, verb in (
        (leads, Verb.LEADS_TO),
        (may_lead, Verb.MAY_LEAD_TO),
        (prepares, Verb.PREPARES_FOR),
        (neither, Verb.NONE),
    ):
        assert {name: verbs[name] for name in names.split()} == dict.fromkeys(
            names.split(), verb
        )


def test_only_three_credentials_hang_on_accreditation(real_rules):
    book = RuleBook.on(DAY)
    hanging = {c.slug for c in book.credentials if book.hangs_on_accreditation(c.slug)}
    assert hanging == {"rhit", "rhia", "ods-c"}
    answers = book.answers(CERTIFICATE)
    assert {a.credential for a in answers if a.hangs_on_accreditation} == hanging


def test_a_rule_nobody_read_leads_nowhere_for_certain():
    make_rule(
        credential=make_credential(slug="new", abbr="NEW"),
        accreditor="CAHIIM",
        is_verified=False,
    )
    traits = ProgramTraits("associate", HIM, {CAHIIM: Status.ACCREDITED})
    assert verdict("new", traits).verb == Verb.MAY_LEAD_TO


@pytest.mark.parametrize("level", AwardLevel.values)
@pytest.mark.parametrize("field", Field.values)
def test_chps_asks_for_months_after_schooling_of_any_field(real_rules, level, field):
    found = verdict("chps", ProgramTraits(level, field))
    assert found.verdict == Verdict.ELIGIBLE_IF
    months = {"associate": 48, "bachelor": 24, "post-bachelor": 24}.get(
        level, 72 if level.startswith("certificate") else 12
    )
    assert f"you add {months} months" in found.condition


@pytest.mark.parametrize("credential", ["cbcs", "cehrs", "ncics"])
@pytest.mark.parametrize("level", AwardLevel.values)
def test_exams_whose_rules_name_no_level_close_none(real_rules, credential, level):
    found = verdict(credential, ProgramTraits(level, CODING))
    assert found.verdict == Verdict.CANNOT_TELL
    assert found.verb == Verb.PREPARES_FOR
