"""Credentials: who issues them, who may sit, the exam, its renewal and its pass rates.

What no page bears out is left empty, not stored as if it were known (`credential_facts`); the list
of it goes with the credential, so that pages can say which facts are missing and why.
"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from careers.choices import Confidence, CredentialStatus, Education
from careers.importers import credential_texts as texts
from careers.importers.credential_facts import FILE as CHECKS
from careers.importers.credential_facts import Check, SettledFacts, read_checks
from careers.importers.dates import day_of
from careers.importers.eligibility_rules import RULES
from careers.importers.references import behind_pass_rate, confidence_in
from careers.models import (
    Credential,
    EligibilityRule,
    Occupation,
    Organization,
    PassRate,
)
from editorial.choices import Kind, Status
from editorial.imports.proposals import (
    Fault,
    ImportFaults,
    JsonEntry,
    Proposal,
    Ref,
    read_entry,
)
from editorial.models import Source

FILE = "credentials.json"
YEARS_UNTIL_HISTORICAL = 5

EDUCATION = {
    "none stated": Education.NONE,
    "high_school": Education.HIGH_SCHOOL,
    "associate": Education.ASSOCIATE,
    "associate (any field) or 60 college credits": Education.ASSOCIATE,
    "bachelor": Education.BACHELOR,
}
SCALE = re.compile(r"(\d+) on (\d+)-(\d+) scale")
TOLD = re.compile(r"\d+\D* \D*\d|\d+-\d+|\d+ [a-z]{3}")
NOT_SAID_TO_BE_FIRST = "Not stated to be of first attempts only."
RULES_NOT_READ = "issuer-rules-not-read"
"""Slug of the source that unverified rules cite: our own word that we could not read them."""


def proposals(folder: Path) -> Iterator[Proposal]:
    faults: list[Fault] = []
    content = read_entry(folder / FILE, faults)
    as_of = day_of(content.entry("meta"), "as_of")
    entries = content.entries("credentials", key="abbr")
    if not entries:
        content.fault("credentials", "holds nothing")
    checks = read_checks(folder, faults)
    known = {entry.text("abbr") for entry in entries}
    if faults:
        raise ImportFaults(faults)
    yield Proposal(
        Source,
        {"slug": RULES_NOT_READ},
        {
            "publisher": "Health Information Careers",
            "title": "Exams whose issuer’s rules we could not read",
            "retrieved_on": as_of,
            "note": "What others say of these rules is not repeated here. Ask the issuer.",
        },
        file=FILE,
    )
    proposed: set[str] = set()
    for entry in entries:
        slug = slugify(entry.text("abbr"))
        if slug not in texts.WORDS or slug not in RULES:
            entry.fault("abbr", "has no description and rules of ours yet")
            continue
        yield from Reading(
            entry, slug, checks.get(entry.text("abbr"), []), as_of
        ).proposals(proposed)
    faults += [
        Fault(CHECKS, None, "credential", f"{abbr!r} is not in {FILE}")
        for abbr in checks
        if abbr not in known
    ]
    if faults:
        raise ImportFaults(faults)


class Reading:
    """One credential's entry, with its doubts."""

    def __init__(
        self, entry: JsonEntry, slug: str, checks: list[Check], as_of: dt.date
    ) -> None:
        self.facts = SettledFacts(entry, slug, checks, as_of)
        self.entry = self.facts.entry
        self.ref = Ref.to(Credential, slug)
        self.slug = slug
        self.words = texts.WORDS[slug]
        self.references = self.facts.references
        self.as_of = as_of
        self.unverified = self.facts.unverified

    def proposals(self, proposed: set[str]) -> Iterator[Proposal]:
        """Its sources first; *proposed* holds the pages that an earlier credential brought."""
        for reference in self.references:
            if reference.slug not in proposed:
                proposed.add(reference.slug)
                yield reference.source()
        yield self.credential()
        for reference in self.references:
            yield reference.link(self.ref)
        yield from self.rules()
        for rate in self.entry.entries("pass_rates", key="year"):
            yield from self.pass_rate(rate)

    def credential(self) -> Proposal:
        entry = self.entry
        is_active = (
            entry.text("status").startswith("active")
            and "status" not in self.unverified
            and self.facts.is_read_at_issuer
        )
        former = self.words.former_names
        return Proposal(
            Credential,
            {"slug": self.slug},
            {
                "abbr": entry.text("abbr"),
                "name": entry.text("name", required=True),
                "former_names": "\n".join(
                    entry.texts("former_names") if former is None else former
                ),
                "issuer": Ref.to(Organization, slugify(entry.text("issuer"))),
                "issuer_url": entry.text("issuer_url")
                if "issuer_url" not in self.unverified
                else "",
                "offered": CredentialStatus.ACTIVE
                if is_active
                else CredentialStatus.UNVERIFIED,
                "aimed_at": entry.text("level"),
                "summary": self.words.summary,
                "unverified": "\n".join(self.unverified),
                **self.eligibility(),
                **self.exam(),
                **self.renewal(),
            },
            many={
                "occupations": [
                    Ref.to(Occupation, code) for code in entry.texts("related_soc")
                ]
            },
            initial={"status": Status.PUBLISHED, "published_on": self.as_of},
            file=FILE,
        )

    def evidence(self, group: str) -> dict[str, Any]:
        """The four columns of a fact group; empty where nothing of it was read."""
        confidence, page = self.facts.confidence[group], self.facts.page[group]
        values = {
            f"{group}_confidence": confidence,
            f"{group}_source": None,
            f"{group}_as_of": None,
            f"{group}_kind": "",
        }
        if page is None or confidence in {Confidence.UNVERIFIED, Confidence.NOT_FOUND}:
            return values
        is_old = page.as_of and (
            page.as_of.year < self.as_of.year - YEARS_UNTIL_HISTORICAL
        )
        return values | {
            f"{group}_source": page.ref,
            f"{group}_as_of": page.as_of,
            f"{group}_kind": Kind.HISTORICAL if is_old else Kind.PUBLISHED,
        }

    def eligibility(self) -> dict[str, Any]:
        group = self.entry.entry("eligibility")
        text = self.words.eligibility
        if fee := numbers(
            group.entry("membership_fee_usd"), "professional", "student", "year"
        ):
            text = f"{text} {texts.MEMBERSHIP_FEE.format(**fee)}"
        schooling = group.text("min_education")
        return self.evidence("eligibility") | {
            "eligibility_text": text,
            "recommended": "\n".join(
                capitalised(line) for line in group.texts("recommended")
            ),
            "min_education": group.choice("min_education", EDUCATION)
            if schooling
            else "",
            "experience_months": group.integer("experience_months"),
            "membership_required": group.flag("membership_required"),
            "accredited_program_required": group.flag(
                "ncra_accredited_program_required"
            )
            # Read last, so that its “no” is not lost to the other's blank.
            or group.flag("cahiim_required"),
        }

    def exam(self) -> dict[str, Any]:
        group = self.entry.entry("exam")
        fees = {
            "fee_member": group.integer("fee_member_usd"),
            "fee_nonmember": first_integer(
                group, "fee_nonmember_usd", "fee_usd", "fee_one_attempt_usd"
            ),
        }
        has_fee = any(fee is not None for fee in fees.values())
        fee_notes = [self.words.fee_note] if self.words.fee_note else []
        if group.text("fee_two_attempts_usd"):
            fee_notes.append(
                texts.TWO_ATTEMPTS.format(group.text("fee_two_attempts_usd"))
            )
        if student := numbers(
            group.entry("fee_student_usd"), "one_attempt", "two_attempts"
        ):
            fee_notes.append(texts.STUDENT_FEE.format(**student))
        return (
            self.evidence("exam")
            | fees
            | {
                "questions_total": plain_integer(group, "questions_total"),
                "questions_scored": group.integer("questions_scored"),
                "minutes": plain_integer(group, "minutes"),
                "fee_year": group.integer("fee_year") if has_fee else None,
                "fee_note": " ".join(fee_notes) if has_fee else "",
                "passing_score": SCALE.sub(
                    r"\1 on a scale of \2–\3", group.text("passing_score")
                ),
                "delivery": self.words.delivery or capitalised(group.text("delivery")),
                "exam_note": "\n".join(self.exam_notes(group)),
            }
        )

    def exam_notes(self, group: JsonEntry) -> Iterator[str]:
        for name, phrase in texts.EXAM_PHRASES.items():
            value = group.text(name)
            if name in {"questions_total", "minutes"} and value.isdigit():
                continue
            if value:
                yield phrase.format(re.sub(r"(?<=\d)-(?=\d)", "–", value))
        if group.text("open_code_book") == "True":
            yield "Code books may be used."

    def renewal(self) -> dict[str, Any]:
        group = self.entry.entry("renewal")
        notes = [
            phrase.format(group.text(name))
            for name, phrase in texts.RENEWAL_PHRASES.items()
            if group.text(name)
        ]
        issuer = self.entry.text("issuer")
        if group.text("cycle_years") and issuer in texts.RENEWAL_NOTES:
            notes.append(texts.RENEWAL_NOTES[issuer])
        return self.evidence("renewal") | {
            "renewal_credits": group.integer("ceus_per_cycle"),
            "renewal_years": group.integer("cycle_years"),
            "renewal_fee_member": group.integer("fee_member_usd"),
            "renewal_fee_nonmember": first_integer(
                group, "fee_nonmember_usd", "fee_usd"
            ),
            "renewal_note": " ".join(notes),
        }

    def rules(self) -> Iterator[Proposal]:
        """Verified is only what the issuer's own page says."""
        page = self.facts.page["eligibility"]
        is_read = self.facts.confidence["eligibility"] == Confidence.PRIMARY
        for rule in RULES[self.slug]:
            is_verified = rule.is_verified and is_read
            yield Proposal(
                EligibilityRule,
                {"credential": self.ref, "slug": rule.slug},
                {
                    "award_levels": [str(level) for level in rule.levels],
                    "fields": [str(name) for name in rule.fields],
                    "accreditor": rule.accreditor,
                    "condition": rule.condition,
                    "reason": rule.reason,
                    "experience_months": rule.experience_months,
                    "membership_required": rule.membership_required,
                    "is_verified": is_verified,
                    "source": page.ref
                    if is_verified and page
                    else Ref.to(Source, RULES_NOT_READ),
                },
                file=FILE,
            )

    def pass_rate(self, rate: JsonEntry) -> Iterator[Proposal]:
        """Nothing where no page that may be cited gives the rate."""
        year = rate.integer("year", minimum=1900)
        is_first = bool(rate.text("first_time_pct"))
        percent = rate.decimal("first_time_pct" if is_first else "pct", minimum=0)
        if year is None or percent is None:
            rate.fault("year", "needs its year and its percentage")
        said = rate.text("kind", required=True)
        if (confidence := confidence_in(said)) is None:
            rate.fault("kind", f"{said!r} does not say how it was read")
            return
        page = behind_pass_rate(self.references, year or 0, confidence)
        if page is None:
            return
        yield Proposal(
            PassRate,
            {"credential": self.ref, "year": year},
            {
                "first_time_percent": percent
                and percent.quantize(Decimal("0.1"), ROUND_HALF_UP),
                "testers": rate.integer("first_time_testers" if is_first else "n"),
                "kind": Kind.PUBLISHED,
                "confidence": confidence,
                "note": "" if is_first else NOT_SAID_TO_BE_FIRST,
                "source": page.ref,
            },
            file=FILE,
        )


def first_integer(entry: JsonEntry, *names: str) -> int | None:
    """The first of *names* that has a value."""
    for name in names:
        if entry.text(name):
            return entry.integer(name)
    return None


def plain_integer(entry: JsonEntry, name: str) -> int | None:
    """None for a number told in words, such as “140-160”, which goes to the notes."""
    return None if TOLD.search(entry.text(name)) else entry.integer(name)


def numbers(entry: JsonEntry, *names: str) -> dict[str, int | None]:
    """Every one of *names*, or nothing where the file has none of them."""
    if not entry.data:
        return {}
    for name in names:
        entry.text(name, required=True)
    return {name: entry.integer(name) for name in names}


def capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
