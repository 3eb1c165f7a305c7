"""What the site says of credentials is borne out by a page that may be cited."""

import pytest
from django.core.management import CommandError

from careers.choices import Confidence
from careers.importers.issuer_pages import (
    LEFT_OUT,
    REFUSED,
    IssuerPage,
    public_address,
    why_refused,
)
from careers.models import Credential, CredentialSource, EligibilityRule
from editorial.models import Source

FIRST = ("organizations", "oews", "credentials")
KNOWN_PAGE = "https://open-exam-prep.com/study-guides/rhit/orientation-and-exam-strategy/current-exam-facts"
CHECK = {
    "credential": "RHIT",
    "field": "exam.minutes",
    "held": 210,
    "found": 200,
    "verdict": "CORRECTED",
    "kind": "primary",
    "url": "https://www.ahima.org/exam",
    "page_date": None,
    "date_seen": "2026-11-22",
    "note": "recheck live",
}


def first(content: dict) -> dict:
    return content["credentials"][0]


def second_page(**changes):
    return lambda content: first(content)["sources"][1].update(changes)


def checks(*found: dict):
    return lambda content: content.update(checks=[CHECK | each for each in found])


@pytest.mark.parametrize("host", ["winenfood.com", "www.winenfood.com", "x.pages.dev"])
def test_a_refused_host_is_named_with_its_row(load, edit, host):
    edit("credentials.json", second_page(url=f"https://{host}/rhit"))
    with pytest.raises(CommandError) as refused:
        load(*FIRST)
    place = "credentials.json, column credentials[0].sources[1].url"
    assert f"{place}: {host.removeprefix('www.')} is not cited here" in str(
        refused.value
    )
    assert not Credential.objects.exists()


def test_a_refused_host_is_named_in_the_checks_too(load, edit):
    edit("credential_checks.json", checks({"url": "https://cehrsexam.com/new"}))
    with pytest.raises(CommandError, match=r"checks\[0\]\.url: cehrsexam\.com is not"):
        load(*FIRST)


def test_a_page_left_out_takes_its_facts_along(load, edit):
    edit("credentials.json", second_page(url=KNOWN_PAGE))
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert (rhit.minutes, rhit.fee_nonmember, rhit.passing_score) == (None, None, "")
    assert (rhit.exam_confidence, rhit.exam_source) == (Confidence.UNVERIFIED, None)
    assert "exam" in rhit.unverified.splitlines()
    assert [rate.year for rate in rhit.pass_rates.all()] == [2019]
    assert not Source.objects.filter(url__contains="open-exam-prep").exists()
    assert rhit.renewal_credits == 20


def test_a_group_without_a_page_of_its_own_is_not_laid_on_another_page(load, edit):
    edit("credentials.json", second_page(note="scope"))
    load(*FIRST)
    assert Credential.objects.get(slug="rhit").exam_source is None


def test_what_was_read_at_the_issuer_corrects_the_file(load, edit):
    edit("credential_checks.json", checks({}))
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert rhit.minutes == 200
    assert rhit.exam_source.url == CHECK["url"]
    reference = rhit.references.get(source__url=CHECK["url"])
    assert reference.note == "Time"


def test_a_confirmed_fact_stands_alone_where_nothing_else_was_read(load, edit):
    edit(
        "credentials.json",
        lambda content: first(content).update(unverified_fields=["exam"]),
    )
    edit("credential_checks.json", checks({"found": 210, "verdict": "confirmed"}))
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert (rhit.minutes, rhit.fee_nonmember) == (210, None)
    assert rhit.exam_confidence == Confidence.PRIMARY
    unverified = rhit.unverified.splitlines()
    assert "exam.fee_nonmember_usd" in unverified
    assert not {"exam", "exam.minutes"} & {*unverified}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "secondary"},
        {"verdict": "conflicts"},
        {"verdict": "still open"},
        {"url": None},
    ],
)
def test_a_doubtful_check_changes_nothing(load, edit, change):
    edit("credential_checks.json", checks(change))
    load(*FIRST)
    assert Credential.objects.get(slug="rhit").minutes == 210


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "fine"}, r"checks\[0\]\.verdict: 'fine' is not one of"),
        ({"credential": "XYZ"}, "column credential: 'XYZ' is not in credentials.json"),
        ({"field": ""}, r"checks\[0\]\.field: must not be empty"),
    ],
)
def test_a_bad_check_is_named(load, edit, change, said):
    edit("credential_checks.json", checks(change))
    with pytest.raises(CommandError, match=said):
        load(*FIRST)


def test_a_staging_page_is_cited_where_the_public_finds_it(load, edit):
    staging = "http://cms-test.ahima.org/exams/rhit"
    edit(
        "credentials.json",
        lambda content: first(content)["sources"][0].update(url=staging),
    )
    load(*FIRST)
    source = Credential.objects.get(slug="rhit").eligibility_source
    assert source.url == "https://www.ahima.org/exams/rhit"
    assert "tries out its pages" in source.note
    assert not Source.objects.filter(slug__contains="cms-test").exists()


def test_pages_read_beside_the_file_confirm_facts(load, edit, pages):
    pages["rhit"] = (
        IssuerPage(
            "https://www.ahima.org/fees",
            "fees",
            confirms=("exam.fee_member_usd",),
            values={"exam.fee_year": None},
        ),
    )
    load(*FIRST)
    rhit = Credential.objects.get(slug="rhit")
    assert (rhit.fee_member, rhit.fee_year) == (229, None)
    assert CredentialSource.objects.filter(
        source__url="https://www.ahima.org/fees"
    ).exists()


@pytest.mark.parametrize(
    ("said", "is_verified"), [("primary", True), ("secondary", False)]
)
def test_a_rule_is_verified_only_when_read_at_the_issuer(load, edit, said, is_verified):
    def change(content):
        first(content)["confidence"]["eligibility"] = said

    edit("credentials.json", change)
    edit("credentials.json", second_page(note="eligibility, format and fees"))
    load(*FIRST)
    rule = EligibilityRule.objects.get()
    assert rule.is_verified == is_verified
    assert (rule.source.slug == "issuer-rules-not-read") == (not is_verified)


def test_a_credential_no_issuer_was_read_for_is_not_called_active(load, edit):
    edit(
        "credentials.json",
        lambda content: first(content).update(sources=first(content)["sources"][1:]),
    )
    load(*FIRST)
    assert Credential.objects.get(slug="rhit").offered == "unverified"


@pytest.mark.parametrize("address", sorted(LEFT_OUT))
def test_pages_left_out_are_of_refused_hosts(address):
    assert why_refused(f"https://{address}")


def test_addresses_that_may_be_cited_are_left_alone():
    url = "https://www.ahima.org/certification/cca.aspx"
    assert public_address(url) == url
    assert not why_refused(url)
    assert not why_refused("https://notwinenfood.com/")
    assert all(why.startswith(("it ", "anybody ")) for why in REFUSED.values())
