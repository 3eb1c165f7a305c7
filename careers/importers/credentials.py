"""Credentials: who issues them, who may sit, the exam, its renewal and its pass rates.

What the file lists as unverified is left empty, not stored as if it were known; the list itself
goes with the credential, so that pages can say which facts are missing and why.
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
from careers.importers.dates import day_of
from careers.importers.eligibility_rules import RULES
from careers.importers.references import (
    Reference,
    behind_group,
    behind_pass_rate,
    confidence_in,
    references_of,
)
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


def proposals(folder: Path) -> Iterator[Proposal]:
    faults: list[Fault] = []
    content = read_entry(folder / FILE, faults)
    as_of = day_of(content.entry("meta"), "as_of")
    entries = content.entries("credentials", key="abbr")
    if not entries:
        content.fault("credentials", "holds nothing")
    if faults:
        raise ImportFaults(faults)
    proposed: set[str] = set()
    for entry in entries:
        slug = slugify(entry.text("abbr"))
        if slug not in texts.WORDS or slug not in RULES:
            entry.fault("abbr", "has no description and rules of ours yet")
            continue
        if references := references_of(entry):
            yield from Reading(entry, slug, references, as_of).proposals(proposed)
    if faults:
        raise ImportFaults(faults)


class Reading:
    """One credential's entry, with its doubts."""

    def __init__(
        self, entry: JsonEntry, slug: str, references: list[Reference], as_of: dt.date
    ) -> None:
        self.entry = entry
        self.ref = Ref.to(Credential, slug)
        self.slug = slug
        self.words = texts.WORDS[slug]
        self.references = references
        self.as_of = as_of
        self.unverified = entry.texts("unverified_fields")

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
            yield self.pass_rate(rate)

    def knows(self, group: str, name: str = "") -> bool:
        """Whether the fact, or the whole group, was read at a source."""
        return not {group, f"{group}.{name}"} & {*self.unverified}

    def confidence(self, group: str) -> Confidence:
        if not self.knows(group):
            return Confidence.UNVERIFIED
        said = self.entry.entry("confidence")
        if (found := confidence_in(said.text(group, required=True))) is None:
            said.fault(group, "does not say how it was read")
            return Confidence.UNVERIFIED
        if found == Confidence.UNVERIFIED:
            # The doubtful facts are listed one by one, so the rest was read at a page.
            return behind_group(self.references, group, found).confidence
        return found

    def credential(self) -> Proposal:
        entry = self.entry
        is_active = entry.text("status").startswith("active") and self.knows("status")
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
                if self.knows("issuer_url")
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
        confidence = self.confidence(group)
        values = {
            f"{group}_confidence": confidence,
            f"{group}_source": None,
            f"{group}_as_of": None,
            f"{group}_kind": "",
        }
        if confidence in {Confidence.UNVERIFIED, Confidence.NOT_FOUND}:
            return values
        page = behind_group(self.references, group, confidence)
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
        values = self.evidence("eligibility") | {
            "eligibility_text": text,
            "recommended": "",
            "min_education": "",
            "experience_months": None,
            "membership_required": None,
            "accredited_program_required": None,
        }
        if not self.knows("eligibility"):
            return values
        if self.knows("eligibility", "experience_months"):
            values["experience_months"] = group.integer("experience_months")
        return values | {
            "recommended": "\n".join(
                capitalised(line) for line in group.texts("recommended")
            ),
            "min_education": group.choice("min_education", EDUCATION),
            "membership_required": group.flag("membership_required"),
            "accredited_program_required": group.flag(
                "ncra_accredited_program_required"
            )
            # Read last, so that its “no” is not lost to the other's blank.
            or group.flag("cahiim_required"),
        }

    def exam(self) -> dict[str, Any]:
        group = Known(self, "exam")
        fees = {
            "fee_member": group.integer("fee_member_usd"),
            "fee_nonmember": group.integer(
                "fee_nonmember_usd", "fee_usd", "fee_one_attempt_usd"
            ),
        }
        has_fee = any(fee is not None for fee in fees.values())
        fee_notes = [self.words.fee_note] if self.words.fee_note else []
        if group.text("fee_two_attempts_usd"):
            fee_notes.append(
                texts.TWO_ATTEMPTS.format(group.text("fee_two_attempts_usd"))
            )
        if student := numbers(
            group.entry.entry("fee_student_usd"), "one_attempt", "two_attempts"
        ):
            fee_notes.append(texts.STUDENT_FEE.format(**student))
        return (
            self.evidence("exam")
            | fees
            | {
                "questions_total": group.plain_integer("questions_total"),
                "questions_scored": group.integer("questions_scored"),
                "minutes": group.plain_integer("minutes"),
                "fee_year": group.integer("fee_year") if has_fee else None,
                "fee_note": " ".join(fee_notes) if has_fee else "",
                "passing_score": SCALE.sub(
                    r"\1 on a scale of \2–\3", group.text("passing_score")
                ),
                "delivery": capitalised(group.text("delivery")),
                "exam_note": "\n".join(self.exam_notes(group)),
            }
        )

    def exam_notes(self, group: "Known") -> Iterator[str]:
        for name, phrase in texts.EXAM_PHRASES.items():
            value = group.text(name)
            if name in {"questions_total", "minutes"} and value.isdigit():
                continue
            if name == "retake_wait_days" and self.words.retake_wait:
                value = self.words.retake_wait
            if value:
                yield phrase.format(re.sub(r"(?<=\d)-(?=\d)", "–", value))
        if group.text("open_code_book") == "True":
            yield "Code books may be used."

    def renewal(self) -> dict[str, Any]:
        group = Known(self, "renewal")
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
            "renewal_fee_nonmember": group.integer("fee_nonmember_usd", "fee_usd"),
            "renewal_note": " ".join(notes),
        }

    def rules(self) -> Iterator[Proposal]:
        page = behind_group(
            self.references, "eligibility", self.confidence("eligibility")
        )
        for rule in RULES[self.slug]:
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
                    "is_verified": rule.is_verified,
                    "source": page.ref,
                },
                file=FILE,
            )

    def pass_rate(self, rate: JsonEntry) -> Proposal:
        year = rate.integer("year", minimum=1900)
        is_first = bool(rate.text("first_time_pct"))
        percent = rate.decimal("first_time_pct" if is_first else "pct", minimum=0)
        if year is None or percent is None:
            rate.fault("year", "needs its year and its percentage")
        said = rate.text("kind", required=True)
        if (confidence := confidence_in(said)) is None:
            rate.fault("kind", f"{said!r} does not say how it was read")
        page = behind_pass_rate(self.references, year or 0, confidence)
        return Proposal(
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


class Known:
    """The facts of one group that were read at a source; the others look empty."""

    def __init__(self, reading: Reading, group: str) -> None:
        self.reading, self.group = reading, group
        self.entry = reading.entry.entry(group)
        if not reading.knows(group):
            self.entry = JsonEntry(FILE, self.entry.path, {}, self.entry.faults)

    def text(self, name: str) -> str:
        return self.entry.text(name) if self.reading.knows(self.group, name) else ""

    def integer(self, *names: str) -> int | None:
        """The first of *names* that has a value."""
        for name in names:
            if self.text(name):
                return self.entry.integer(name)
        return None

    def plain_integer(self, name: str) -> int | None:
        """None for a number told in words, such as “140-160”, which goes to the notes."""
        return None if TOLD.search(self.text(name)) else self.integer(name)


def numbers(entry: JsonEntry, *names: str) -> dict[str, int | None]:
    """Every one of *names*, or nothing where the file has none of them."""
    if not entry.data:
        return {}
    for name in names:
        entry.text(name, required=True)
    return {name: entry.integer(name) for name in names}


def capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
